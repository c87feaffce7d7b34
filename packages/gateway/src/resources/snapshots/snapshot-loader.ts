import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `Snapshot`: a row of `listSnapshots`. */
export type SnapshotRow = Row<'listSnapshots'>;

/** Snapshots of volumes by id, batched by `ids`. */
export const snapshots = resourceLoader({ command: 'listSnapshots', ids: 'ids' });

/** Names the number of snapshots in the estimates of joins. */
export const SNAPSHOT_COUNT = { name: 'snapshots' };

/** The snapshots of a volume (`listSnapshots`), batched over all asked for. */
export const snapshotsOf = ownedJoin({ ...SNAPSHOT_COUNT, command: 'listSnapshots', by: 'volumeid', loader: snapshots });

/** A snapshot that must be there. @throws NotFoundError */
export async function requireSnapshot(context: GatewayContext, id: string): Promise<SnapshotRow> {
  const row = await snapshots.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such snapshot, or you may not see it.', typedId('Snapshot', id));
}
