import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import type { GatewayContext } from '../../context.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { scopeMatch } from '../../index-store/conditions.ts';
import { addIndexFields, indexedConnection } from '../../index-store/index-connection.ts';
import { allOf, listConnection, type Selection } from '../../listing.ts';
import { imageConditions } from '../templates/image-index.ts';
import { ImageVisibility, visibilityOf } from '../templates/image-visibility.ts';
import { IsoOrder, isoIndex } from './iso-index.ts';
import { isos } from './iso-loader.ts';
import { Iso, IsoConnection } from './iso-type.ts';

export const IsoFilter = builder.inputType('IsoFilter', {
  description: 'Which ISOs. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
    visibility: t.field({ type: ImageVisibility, defaultValue: 'executable', description: 'Own, usable, featured, shared, … ones.' }),
    search: t.string({ description: 'Words that must all occur somewhere in what the list shows; needs the live index (see `indexing`).' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose ISOs.' }),
  }),
});

async function selectionOf(
  context: GatewayContext,
  filter: typeof IsoFilter.$inferInput | null | undefined,
): Promise<Selection<'listIsos'>> {
  const { identity } = context.cloud;
  const zoneid = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  return {
    parameters: {
      ...scopeParameters(identity, filter?.scope),
      ...tagParameters(filter?.tags),
      isofilter: visibilityOf(identity, filter?.visibility),
      keyword: filter?.keyword ?? undefined,
      // one that lies in several zones would be a row for each
      ...(zoneid === undefined ? { showunique: true } : { zoneid }),
    },
    // CloudStack narrows images to what an account can use, not to what it owns
    matches: allOf(tagsMatch(filter?.tags), await scopeMatch(context, filter?.scope)),
  };
}

addIndexFields(IsoConnection);

builder.queryField('iso', (t) =>
  t.field({
    type: Iso,
    nullable: true,
    description: 'An ISO by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => isos.load(context, uuidOf('Iso', args.id)),
  }),
);

builder.queryField('isos', (t) =>
  t.field({
    type: IsoConnection,
    description: 'ISOs; those that the caller may use unless the filter says otherwise.',
    args: {
      ...forwardArguments(t.arg, 50),
      filter: t.arg({ type: IsoFilter, description: 'Which ISOs.' }),
      orderBy: t.arg({ type: [IsoOrder], description: 'The order, by one column or several; needs the live index (see `indexing`).' }),
    },
    complexity: pageComplexity(),
    resolve: (_root, args, context, info) =>
      indexedConnection(context, info, args, {
        resource: isoIndex,
        variant: visibilityOf(context.cloud.identity, args.filter?.visibility),
        search: args.filter?.search,
        conditions: () => imageConditions(context.cloud.identity, args.filter),
        direct: async () =>
          listConnection(
            context,
            { command: 'listIsos', loader: isos, kept: !args.filter?.keyword && !args.filter?.tags?.length },
            args,
            await selectionOf(context, args.filter),
          ),
      }),
  }),
);
