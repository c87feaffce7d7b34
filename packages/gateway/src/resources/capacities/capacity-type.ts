import type { Row } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';
import { optionalUuidOf } from '../../ids.ts';
import { percentOf } from '../../operators.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';

type CapacityRow = Row<'listCapacity'>;

/** CloudStack's numbers of what it measures. */
const KINDS = {
  MEMORY: { number: 0, description: 'Memory promised to machines, in bytes.' },
  CPU: { number: 1, description: 'CPU promised to machines, in MHz.' },
  STORAGE: { number: 2, description: 'Primary storage written, in bytes.' },
  STORAGE_ALLOCATED: { number: 3, description: 'Primary storage promised to volumes, in bytes.' },
  PUBLIC_IP_ADDRESSES: { number: 4, description: 'Public IP addresses in use, in pieces.' },
  PRIVATE_IP_ADDRESSES: { number: 5, description: 'Addresses of hosts and system machines, in pieces.' },
  SECONDARY_STORAGE: { number: 6, description: 'Secondary storage written, in bytes.' },
  VLANS: { number: 7, description: 'VLANs in use, in pieces.' },
  DIRECT_PUBLIC_IP_ADDRESSES: { number: 8, description: 'Addresses of shared networks in use, in pieces.' },
  LOCAL_STORAGE: { number: 9, description: 'Storage of the hosts themselves, in bytes.' },
  GPUS: { number: 19, description: 'GPUs promised to machines, in pieces.' },
  CPU_CORES: { number: 90, description: 'CPU cores promised to machines, in pieces.' },
  OTHER: { number: -1, description: 'What the graph does not know yet; see `name`.' },
} as const;

type Kind = keyof typeof KINDS;

const CapacityKindEnum = builder.enumType('CapacityKind', {
  description: 'What is measured.',
  values: Object.fromEntries(Object.entries(KINDS).map(([kind, { description }]) => [kind, { description }])) as {
    [kind in Kind]: { description: string };
  },
});

const kindOf = (number: number | undefined): Kind =>
  (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind].number === number) ?? 'OTHER';

const Capacity = builder.objectRef<CapacityRow>('Capacity').implement({
  description: 'How full a zone, a pod or a cluster is in one respect.',
  fields: (t) => ({
    kind: t.field({ type: CapacityKindEnum, description: 'What is measured, and in which unit.', resolve: (row) => kindOf(row.type) }),
    name: t.string({ description: "CloudStack's name of that: `STORAGE_ALLOCATED`.", resolve: (row) => row.name ?? '' }),
    used: t.field({ type: 'BigInt', description: 'How much is used, in the unit of `kind`.', resolve: (row) => row.capacityused ?? 0 }),
    total: t.field({ type: 'BigInt', description: 'How much there is, in the unit of `kind`.', resolve: (row) => row.capacitytotal ?? 0 }),
    allocated: t.field({
      type: 'BigInt',
      nullable: true,
      description: 'How much is promised, in the unit of `kind`, where CloudStack tells that apart.',
      resolve: (row) => row.capacityallocated ?? null,
    }),
    percentUsed: t.float({
      description: 'How much of it is used, 0 to 100, or more where more is promised than there is.',
      resolve: (row) => percentOf(row.percentused) ?? 0,
    }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone that it is about.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
  }),
});

const CapacityFilter = builder.inputType('CapacityFilter', {
  description: 'Of what. Nothing given: of each zone.',
  fields: (t) => ({
    zoneId: t.id({ description: 'Of this zone.' }),
    podId: t.id({ description: 'Of this pod.' }),
    clusterId: t.id({ description: 'Of this cluster.' }),
    kind: t.field({ type: CapacityKindEnum, description: 'Only this.' }),
  }),
});

builder.queryField('capacities', (t) =>
  t.field({
    type: [Capacity],
    description: 'How full the cloud is; for operators.',
    args: { filter: t.arg({ type: CapacityFilter, required: false, description: 'Of what.' }) },
    complexity: { field: 10, multiplier: 10 },
    resolve: async (_root, { filter }, { cloud }) => {
      const { rows } = await cloud.list('listCapacity', {
        zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
        podid: optionalUuidOf('Pod', filter?.podId, ['filter', 'podId']),
        clusterid: optionalUuidOf('Cluster', filter?.clusterId, ['filter', 'clusterId']),
        type: filter?.kind && filter.kind !== 'OTHER' ? KINDS[filter.kind].number : undefined,
      });
      return rows;
    },
  }),
);

builder.objectField(Zone, 'capacities', (t) =>
  t.field({
    type: [Capacity],
    description: 'How full it is; for operators. One call a zone.',
    complexity: { field: 10, multiplier: 10 },
    resolve: async (row, _args, { cloud }) => (await cloud.list('listCapacity', { zoneid: row.id })).rows,
  }),
);
