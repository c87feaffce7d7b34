import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { matchesKeyword } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { allOf } from '../../listing.ts';
import { referenceConnection } from '../../reference-data.ts';
import { connectionOf } from '../../resource-queries.ts';
import { type NetworkOfferingRow, networkOfferings } from './network-offering-loader.ts';
import { NetworkOffering } from './network-offering-type.ts';

export const NetworkOfferingConnection = connectionOf(NetworkOffering, { one: 'a network offering', many: 'network offerings' });

export const NetworkOfferingFilter = builder.inputType('NetworkOfferingFilter', {
  description: 'Which network offerings. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those usable in this zone.' }),
    kind: t.string({ description: 'Only for this kind of network: `Isolated`, `Shared` or `L2`.' }),
    isForVpc: t.boolean({ description: 'Only those for tiers of a VPC, or only others.' }),
    state: t.string({ description: '`Enabled` or `Disabled`.' }),
  }),
});

builder.queryField('networkOfferings', (t) =>
  t.field({
    type: NetworkOfferingConnection,
    description: 'The kinds of networks that the caller may create.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NetworkOfferingFilter, description: 'Which of them.' }) },
    complexity: pageComplexity(),
    resolve: (_root, { filter, ...args }, context) => {
      const zoneid = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
      const equal = <T>(wanted: T | null | undefined, of: (row: NetworkOfferingRow) => T | undefined) =>
        wanted === null || wanted === undefined ? undefined : (row: NetworkOfferingRow) => of(row) === wanted;
      const matches = allOf<NetworkOfferingRow>(
        (row) => matchesKeyword(row, filter?.keyword),
        zoneid === undefined ? undefined : (row) => row.zoneid === undefined || row.zoneid.split(',').includes(zoneid),
        equal(filter?.kind?.toLowerCase(), (row) => row.guestiptype?.toLowerCase()),
        equal(filter?.isForVpc, (row) => row.forvpc ?? false),
        equal(filter?.state, (row) => row.state),
      );
      return referenceConnection(context, networkOfferings, args, matches ?? (() => true), {
        keyword: filter?.keyword ?? undefined,
        zoneid,
        guestiptype: filter?.kind ?? undefined,
        forvpc: filter?.isForVpc ?? undefined,
        state: filter?.state ?? undefined,
      });
    },
  }),
);
