import * as z from 'zod';
import { builder } from '../../builder.ts';
import { idField } from '../../payloads.ts';
import { directMutation, type Kind } from '../../resource-mutations.ts';
import { resourceName } from '../../validation/text.ts';
import { type ClusterRow, clusters } from './cluster-loader.ts';
import { Cluster, clusterRules } from './cluster-type.ts';

const kind: Kind<ClusterRow> = {
  typename: 'Cluster',
  words: 'cluster',
  field: 'cluster',
  type: Cluster,
  loader: clusters,
  rules: clusterRules,
};

const UpdateClusterInput = builder.inputType('UpdateClusterInput', {
  description: 'What to change of a cluster.',
  fields: (t) => ({ id: t.id(idField), name: t.string({ required: true, description: 'The new name.' }) }),
});

directMutation(kind, {
  name: 'updateCluster',
  description: 'Gives a cluster another name.',
  input: UpdateClusterInput,
  validate: z.object({ name: resourceName() }),
  action: 'UPDATE',
  command: 'updateCluster',
  argumentPaths: { clustername: ['input', 'name'] },
  parameters: (row, input) => ({ id: row.id, clustername: input.name }),
});

directMutation(kind, {
  name: 'enableCluster',
  description: 'Lets a cluster take new machines again.',
  action: 'ENABLE',
  command: 'updateCluster',
  parameters: (row) => ({ id: row.id, allocationstate: 'Enabled' }),
});

directMutation(kind, {
  name: 'disableCluster',
  description: 'Keeps a cluster from taking new machines. What runs there goes on.',
  action: 'DISABLE',
  command: 'updateCluster',
  parameters: (row) => ({ id: row.id, allocationstate: 'Disabled' }),
});
