import { builder } from '../../builder.ts';
import { forwardArguments, pageComplexity } from '../../connection.ts';
import { ScopeFilter, scopeParameters } from '../../filters.ts';
import { optionalUuidOf, uuidOf } from '../../ids.ts';
import { listConnection } from '../../listing.ts';
import { snapshotPolicies } from './snapshot-policy-loader.ts';
import { SnapshotPolicy, SnapshotPolicyConnection } from './snapshot-policy-type.ts';

export const SnapshotPolicyFilter = builder.inputType('SnapshotPolicyFilter', {
  description: 'Which snapshot policies. All that is given must hold.',
  fields: (t) => ({
    volumeId: t.id({ description: 'Only those of this volume.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose policies.' }),
  }),
});

builder.queryField('snapshotPolicy', (t) =>
  t.field({
    type: SnapshotPolicy,
    nullable: true,
    description: 'A snapshot policy by its id. Null: it is gone, or not visible to the caller.',
    args: { id: t.arg.id({ required: true, description: 'Typed id or UUID.' }) },
    resolve: (_root, args, context) => snapshotPolicies.load(context, uuidOf('SnapshotPolicy', args.id)),
  }),
);

builder.queryField('snapshotPolicies', (t) =>
  t.field({
    type: SnapshotPolicyConnection,
    description: 'The rules by which snapshots are taken.',
    args: { ...forwardArguments(t.arg, 50), filter: t.arg({ type: SnapshotPolicyFilter, description: 'Which policies.' }) },
    complexity: pageComplexity(),
    resolve: (_root, args, context) =>
      listConnection(context, { command: 'listSnapshotPolicies', loader: snapshotPolicies }, args, {
        parameters: {
          ...scopeParameters(context.cloud.identity, args.filter?.scope),
          volumeid: optionalUuidOf('Volume', args.filter?.volumeId, ['filter', 'volumeId']),
        },
      }),
  }),
);
