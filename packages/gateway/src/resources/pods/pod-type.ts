import { builder } from '../../builder.ts';
import { connectionOf } from '../../resource-queries.ts';
import { allocationStates, optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type PodRow, pods } from './pod-loader.ts';

export const Pod = builder.node(builder.objectRef<PodRow>('Pod'), {
  description: 'A part of a zone, usually a rack: clusters that share a network.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => pods.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    allocationState: t.field({
      type: allocationStates.type,
      description: 'Whether it takes new machines.',
      resolve: (row) => allocationStates.of(row.allocationstate),
    }),
    gateway: t.exposeString('gateway', { nullable: true, description: 'The gateway of its network, an IPv4 address.' }),
    netmask: t.exposeString('netmask', { nullable: true, description: 'The netmask of its network.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'The zone it is in.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
  }),
});

export const POD = { one: 'a pod', many: 'pods' };
export const PodConnection = connectionOf(Pod, POD);
