import { builder } from '../../builder.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type NetworkRow, networks } from './network-loader.ts';

export const Network = builder.node(builder.objectRef<NetworkRow>('Network'), {
  description: 'A network that virtual machines may be in.',
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => networks.loadMany(context, ids),
  fields: (t) => ({
    uuid: t.id({ description: "CloudStack's own id.", resolve: (row) => row.id }),
    name: t.string({ description: 'The name.', resolve: (row) => row.name ?? '' }),
    kind: t.string({ description: '`Isolated`, `Shared` or `L2`.', resolve: (row) => row.type ?? '' }),
    state: t.string({
      description: "CloudStack's state: `Allocated`, `Implementing`, `Implemented`, …",
      resolve: (row) => row.state ?? '',
    }),
    cidr: t.exposeString('cidr', { nullable: true, description: 'Its IPv4 addresses, like `10.1.1.0/24`.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it is; null when it spans zones.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
  }),
});
