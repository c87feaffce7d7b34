import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `SnapshotPolicy`: a row of `listSnapshotPolicies`, which does not say who owns it. */
export type SnapshotPolicyRow = Row<'listSnapshotPolicies'>;

/** Snapshot policies by id. */
export const snapshotPolicies = resourceLoader({ command: 'listSnapshotPolicies' });

/** The policies of a volume (`listSnapshotPolicies`), batched over all asked for. */
export const snapshotPoliciesOf = ownedJoin({
  command: 'listSnapshotPolicies',
  name: 'snapshot policies',
  by: 'volumeid',
  loader: snapshotPolicies,
});
