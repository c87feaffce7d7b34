import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import type { GatewayContext } from '../../context.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { scopeMatch } from '../../index-store/conditions.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { allOf, listConnection, type Selection } from '../../listing.ts';
import { imageConditions } from './image-index.ts';
import { ImageVisibility, visibilityOf } from './image-visibility.ts';
import { TemplateOrder, templateIndex } from './template-index.ts';
import { templates } from './template-loader.ts';
import { Template, TemplateConnection } from './template-type.ts';

export const TemplateFilter = builder.inputType('TemplateFilter', {
  description: 'Which templates. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
    visibility: t.field({ type: ImageVisibility, defaultValue: 'executable', description: 'Own, usable, featured, shared, … ones.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose templates.' }),
  }),
});

async function selectionOf(
  context: GatewayContext,
  filter: typeof TemplateFilter.$inferInput | null | undefined,
): Promise<Selection<'listTemplates'>> {
  const { identity } = context.cloud;
  const zoneid = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  return {
    parameters: {
      ...scopeParameters(identity, filter?.scope),
      ...tagParameters(filter?.tags),
      templatefilter: visibilityOf(identity, filter?.visibility),
      keyword: filter?.keyword ?? undefined,
      // one that lies in several zones would be a row for each
      ...(zoneid === undefined ? { showunique: true } : { zoneid }),
    },
    // CloudStack narrows images to what an account can use, not to what it owns
    matches: allOf(tagsMatch(filter?.tags), await scopeMatch(context, filter?.scope)),
  };
}

addIndexFields(TemplateConnection);

builder.queryField('template', (t) =>
  t.field({
    type: Template,
    nullable: true,
    description: 'A template by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => templates.load(context, uuidOf('Template', args.id)),
  }),
);

builder.queryField('templates', (t) =>
  t.field({
    type: TemplateConnection,
    description: 'Templates; those that the caller may use unless the filter says otherwise.',
    args: {
      ...forwardArguments(t.arg, 50),
      filter: t.arg({ type: TemplateFilter, description: 'Which templates.' }),
      orderBy: t.arg({ type: [TemplateOrder], description: 'The order, by one column or several; needs the live index (see `indexing`).' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: templateIndex,
        variant: visibilityOf(context.cloud.identity, args.filter?.visibility),
        search: args.filter?.search,
        conditions: () => imageConditions(context.cloud.identity, args.filter),
        direct: async () =>
          listConnection(
            context,
            { command: 'listTemplates', loader: templates, kept: !args.filter?.keyword && !args.filter?.tags?.length },
            args,
            await selectionOf(context, args.filter),
          ),
      }),
  }),
);
