import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { optionalUuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { allocationStates, Zone } from '../zones/zone-type.ts';
import { pods } from './pod-loader.ts';
import { POD, Pod, PodConnection } from './pod-type.ts';

export const PodFilter = builder.inputType('PodFilter', {
  description: 'Which pods. All that is given must hold.',
  fields: (t) => ({
    keyword: t.string({ description: 'A part of the name.' }),
    zoneId: t.id({ description: 'Only those in this zone.' }),
    allocationState: t.field({ type: allocationStates.type, description: 'Only those in this state.' }),
  }),
});

resourceQueries({
  type: Pod,
  connection: PodConnection,
  words: POD,
  single: 'pod',
  plural: 'pods',
  command: 'listPods',
  loader: pods,
  filter: PodFilter,
  note: 'For operators.',
  select: (filter) => ({
    parameters: {
      keyword: filter?.keyword ?? undefined,
      zoneid: optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']),
      allocationstate: allocationStates.name(filter?.allocationState),
    },
  }),
});

builder.objectField(Zone, 'pods', (t) =>
  t.field({
    type: PodConnection,
    description: 'Its pods; for operators. One call a zone.',
    args: forwardArguments(t.arg, 20),
    complexity: pageComplexity(),
    resolve: (row, args, context) =>
      listConnection(context, { command: 'listPods', loader: pods }, args, { parameters: { zoneid: row.id } }),
  }),
);
