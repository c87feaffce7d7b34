import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters } from '../../filters.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { listConnection, tagsMatch } from '../../listing.ts';
import { ImageVisibility, visibilityOf } from './image-visibility.ts';
import { templates } from './template-loader.ts';
import { Template, TemplateConnection } from './template-type.ts';

export const TemplateFilter = builder.inputType('TemplateFilter', {
  description: 'Which templates. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
    visibility: t.field({ type: ImageVisibility, defaultValue: 'executable', description: 'Own, usable, featured, shared, … ones.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose templates.' }),
  }),
});

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
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: TemplateFilter, description: 'Which templates.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) =>
      listConnection(
        context,
        { command: 'listTemplates', loader: templates, kept: !args.filter?.keyword && !args.filter?.tags?.length },
        args,
        {
          parameters: {
            ...scopeParameters(context.cloud.identity, args.filter?.scope),
            ...tagParameters(args.filter?.tags),
            templatefilter: visibilityOf(context.cloud.identity, args.filter?.visibility),
            keyword: args.filter?.keyword ?? undefined,
            zoneid: optionalUuidOf('Zone', args.filter?.zoneId, ['filter', 'zoneId']),
          },
          matches: tagsMatch(args.filter?.tags),
        },
      ),
  }),
);
