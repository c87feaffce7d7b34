import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { NameFilter } from '../../filters.ts';
import { uuidOf } from '../../ids.ts';
import { referenceConnection } from '../../reference-data.ts';
import { usableInZone } from '../zones/zone-filter.ts';
import { networks } from './network-loader.ts';
import { Network } from './network-type.ts';

export const NetworkConnection = builder.connectionObject(
  { type: Network, name: 'NetworkConnection', description: 'A page of networks.' },
  { name: 'NetworkEdge', description: 'One of the networks and its place in the list.' },
);

builder.queryField('network', (t) =>
  t.field({
    type: Network,
    nullable: true,
    description: 'A network by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => networks.load(context, uuidOf('Network', args.id)),
  }),
);

builder.queryField('networks', (t) =>
  t.field({
    type: NetworkConnection,
    description: 'The networks that the caller may use.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: NameFilter, description: 'Which of them.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) => {
      const { matches, parameters } = usableInZone(args.filter);
      return referenceConnection(context, networks, args, matches, parameters);
    },
  }),
);
