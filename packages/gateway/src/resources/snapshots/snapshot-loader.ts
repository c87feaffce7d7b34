import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { type Join, joinByCost } from '../../join-by-cost.ts';
import { resourceLoader } from '../../loading.ts';
import { everything, type Owned, scopeOf } from '../../scope.ts';

/** Backing shape of `Snapshot`: a row of `listSnapshots`. */
export type SnapshotRow = Row<'listSnapshots'>;

/** Snapshots of volumes by id, batched by `ids`. */
export const snapshots = resourceLoader({ command: 'listSnapshots', ids: 'ids' });

/** Names the number of snapshots in the estimates of joins. */
export const SNAPSHOT_COUNT = { name: 'snapshots' };

const joins: readonly Join<SnapshotRow>[] = [0, 1].map((scope) =>
  joinByCost<SnapshotRow>({
    ...SNAPSHOT_COUNT,
    all: (context, page, pagesize) => context.cloud.list('listSnapshots', { ...everything(context.cloud.identity)[scope], page, pagesize }),
    one: async (context, volumeid) =>
      (await context.cloud.listAll('listSnapshots', { ...everything(context.cloud.identity)[scope], volumeid })).rows,
    parentOf: (row) => row.volumeid,
  }),
);

/** The snapshots of a volume (`listSnapshots`), batched over all volumes asked for. */
export async function snapshotsOf(context: GatewayContext, volume: Owned & { id: string }): Promise<SnapshotRow[]> {
  const rows = (await joins[scopeOf(context.cloud.identity, volume)]?.(context, volume.id)) ?? [];
  snapshots.prime(context, rows);
  return rows;
}

/** A snapshot that must be there. @throws NotFoundError */
export async function requireSnapshot(context: GatewayContext, id: string): Promise<SnapshotRow> {
  const row = await snapshots.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such snapshot, or you may not see it.', typedId('Snapshot', id));
}
