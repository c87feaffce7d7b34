import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters } from '../../filters.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { listConnection, tagsMatch } from '../../listing.ts';
import { ImageVisibility, visibilityOf } from '../templates/image-visibility.ts';
import { isos } from './iso-loader.ts';
import { Iso, IsoConnection } from './iso-type.ts';

export const IsoFilter = builder.inputType('IsoFilter', {
  description: 'Which ISOs. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
    visibility: t.field({ type: ImageVisibility, defaultValue: 'executable', description: 'Own, usable, featured, shared, … ones.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose ISOs.' }),
  }),
});

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
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: IsoFilter, description: 'Which ISOs.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) =>
      listConnection(context, { command: 'listIsos', loader: isos, kept: !args.filter?.keyword && !args.filter?.tags?.length }, args, {
        parameters: {
          ...scopeParameters(context.cloud.identity, args.filter?.scope),
          ...tagParameters(args.filter?.tags),
          isofilter: visibilityOf(context.cloud.identity, args.filter?.visibility),
          keyword: args.filter?.keyword ?? undefined,
          zoneid: optionalUuidOf('Zone', args.filter?.zoneId, ['filter', 'zoneId']),
        },
        matches: tagsMatch(args.filter?.tags),
      }),
  }),
);
