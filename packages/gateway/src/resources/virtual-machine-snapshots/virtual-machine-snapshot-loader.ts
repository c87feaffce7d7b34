import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `VirtualMachineSnapshot`: a row of `listVMSnapshot`. */
export type VirtualMachineSnapshotRow = Row<'listVMSnapshot'>;

/** Snapshots of virtual machines by id, batched by `vmsnapshotids`. */
export const virtualMachineSnapshots = resourceLoader({ command: 'listVMSnapshot', ids: 'vmsnapshotids', id: 'vmsnapshotid' });

/** Names the number of snapshots in the estimates of joins. */
export const VIRTUAL_MACHINE_SNAPSHOT_COUNT = { name: 'virtual machine snapshots' };

/** The snapshots of a virtual machine (`listVMSnapshot`), batched over all asked for. */
export const virtualMachineSnapshotsOf = ownedJoin({
  ...VIRTUAL_MACHINE_SNAPSHOT_COUNT,
  command: 'listVMSnapshot',
  by: 'virtualmachineid',
  loader: virtualMachineSnapshots,
});

/** A snapshot that must be there. @throws NotFoundError */
export async function requireVirtualMachineSnapshot(context: GatewayContext, id: string): Promise<VirtualMachineSnapshotRow> {
  const row = await virtualMachineSnapshots.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such snapshot of an instance, or you may not see it.', typedId('VirtualMachineSnapshot', id));
}
