import type { Row } from '@cloudstack-graph/client';
import type { GatewayContext } from '../../context.ts';
import { NotFoundError } from '../../errors.ts';
import { typedId } from '../../ids.ts';
import { type Join, joinByCost } from '../../join-by-cost.ts';
import { resourceLoader } from '../../loading.ts';
import { everything, type Owned, scopeOf } from '../../scope.ts';

/** Backing shape of `VirtualMachineSnapshot`: a row of `listVMSnapshot`. */
export type VirtualMachineSnapshotRow = Row<'listVMSnapshot'>;

/** Snapshots of virtual machines by id, batched by `vmsnapshotids`. */
export const virtualMachineSnapshots = resourceLoader({ command: 'listVMSnapshot', ids: 'vmsnapshotids', id: 'vmsnapshotid' });

/** Names the number of snapshots in the estimates of joins. */
export const VIRTUAL_MACHINE_SNAPSHOT_COUNT = { name: 'virtual machine snapshots' };

const joins: readonly Join<VirtualMachineSnapshotRow>[] = [0, 1].map((scope) =>
  joinByCost<VirtualMachineSnapshotRow>({
    ...VIRTUAL_MACHINE_SNAPSHOT_COUNT,
    all: (context, page, pagesize) =>
      context.cloud.list('listVMSnapshot', { ...everything(context.cloud.identity)[scope], page, pagesize }),
    one: async (context, virtualmachineid) =>
      (await context.cloud.listAll('listVMSnapshot', { ...everything(context.cloud.identity)[scope], virtualmachineid })).rows,
    parentOf: (row) => row.virtualmachineid,
  }),
);

/** The snapshots of a virtual machine (`listVMSnapshot`), batched over all machines asked for. */
export async function virtualMachineSnapshotsOf(
  context: GatewayContext,
  machine: Owned & { id: string },
): Promise<VirtualMachineSnapshotRow[]> {
  const rows = (await joins[scopeOf(context.cloud.identity, machine)]?.(context, machine.id)) ?? [];
  virtualMachineSnapshots.prime(context, rows);
  return rows;
}

/** A snapshot that must be there. @throws NotFoundError */
export async function requireVirtualMachineSnapshot(context: GatewayContext, id: string): Promise<VirtualMachineSnapshotRow> {
  const row = await virtualMachineSnapshots.load(context, id);
  if (row) return row;
  throw new NotFoundError('There is no such snapshot of an instance, or you may not see it.', typedId('VirtualMachineSnapshot', id));
}
