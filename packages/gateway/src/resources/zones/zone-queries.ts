import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { matchesKeyword, NameFilter } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { referenceConnection } from '../../reference-data.ts';
import { zones } from './zone-loader.ts';
import { Zone } from './zone-type.ts';

export const ZoneConnection = builder.connectionObject(
  { type: Zone, name: 'ZoneConnection', description: 'A page of zones.' },
  { name: 'ZoneEdge', description: 'A zone and its place in the list.' },
);

builder.queryField('zones', (t) =>
  t.field({
    type: ZoneConnection,
    description: 'The zones that the caller may use.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NameFilter, description: 'Which zones.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) => {
      const zoneId = optionalUuidOf('Zone', args.filter?.zoneId, ['filter', 'zoneId']);
      const matches = (row: { id: string; name?: string }) =>
        matchesKeyword(row, args.filter?.keyword) && (zoneId === undefined || row.id === zoneId);
      return referenceConnection(context, zones, args, matches, { keyword: args.filter?.keyword ?? undefined, id: zoneId });
    },
  }),
);
