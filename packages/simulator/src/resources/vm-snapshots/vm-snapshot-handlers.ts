/** Snapshots of whole VMs. */
import { inScope, listScope, target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { ownerFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { toStopped } from '../virtual-machines/state.ts';
import { instanceName, type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { viewOf, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';
import { type VmSnapshotRecord, vmSnapshots } from './vm-snapshot-records.ts';

function vmSnapshotRow(call: Call, snapshot: VmSnapshotRecord): Body {
  const { store, settings } = call.cloud;
  const vm = store.table(virtualMachines).byId(snapshot.vmId);
  const zone = store.table(zones).byId(vm?.zoneId);
  const parent = store.table(vmSnapshots).byId(snapshot.parentId);
  return {
    id: snapshot.uuid,
    name: snapshot.name,
    state: snapshot.state,
    description: snapshot.description,
    displayname: snapshot.displayName,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    virtualmachineid: vm?.uuid,
    virtualmachinename: vm?.displayName,
    parent: parent?.uuid,
    parentName: parent?.displayName,
    current: snapshot.current,
    type: snapshot.type,
    created: timestamp(snapshot.created),
    ...ownerFields(store, snapshot.accountId),
    hypervisor: settings.hypervisor,
    tags: tagFields(store, snapshot.uuid),
    hasannotations: false,
  };
}

function listVMSnapshot(call: Call): Body {
  const { params } = call;
  const { store } = call.cloud;
  const vm = params.row(virtualMachines, 'virtualmachineid');
  const one = params.row(vmSnapshots, 'vmsnapshotid');
  const many = params.rows(vmSnapshots, 'vmsnapshotids');
  const scope = listScope(call);
  const candidates = one !== undefined ? [one] : (many ?? (vm === undefined ? undefined : store.table(vmSnapshots).by('vm', vm.id)));
  return listOwned(call, vmSnapshots, {
    // Upstream writes it so.
    object: 'vmSnapshot',
    ...(candidates === undefined
      ? {}
      : { from: candidates.filter((row) => !store.table(vmSnapshots).isRemoved(row) && inScope(store, scope, row.accountId)) }),
    build: (row) => vmSnapshotRow(call, row),
    where: all<VmSnapshotRecord>(
      when(vm, (row, wanted) => row.vmId === wanted.id),
      when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
      when(params.text('name'), (row, name) => same(row.displayName, name)),
    ),
    texts: (row) => [row.name, row.displayName, row.description],
    tags: 'VMSnapshot',
  });
}

/** Jobs on VM snapshots wait for the VM's; their events name the VM, and the job's instance has no id. */
function plan(
  vm: VirtualMachineRecord,
  event: Pick<ActionEvent, 'type' | 'description' | 'detail' | 'scheduled'>,
  rest: Pick<JobPlan, 'milliseconds' | 'start' | 'finish' | 'resourceId'>,
): JobPlan {
  return {
    instance: { type: 'VmSnapshot' },
    queue: `vm ${vm.id}`,
    event: { ...event, resourceType: 'VirtualMachine', resourceUuid: vm.uuid, ownerId: vm.accountId },
    ...rest,
  };
}

function createVMSnapshot(call: Call): JobPlan {
  const { cloud, params } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const memory = params.boolean('snapshotmemory') === true;
  const table = cloud.store.table(vmSnapshots);
  const present = table.by('vm', vm.id);
  const name = `${instanceName(vm)}_VS_${new Date(cloud.clock.now()).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}`;
  const displayName = params.text('name') ?? name;
  if (vm.state !== 'Running' && vm.state !== 'Stopped')
    throw invalid(`Creating vm snapshot failed due to VM:${vm.uuid} is not in the running or Stopped state`);
  if (memory && vm.state !== 'Running') throw invalid('Can not snapshot memory when VM is not in Running state');
  if (present.some((snapshot) => snapshot.displayName === displayName))
    throw invalid(`Creating VM snapshot failed due to VM snapshot with name ${displayName} already exists`);
  if (present.some((snapshot) => ['Creating', 'Reverting', 'Expunging'].includes(snapshot.state)))
    throw invalid('There is other active vm snapshot tasks on the instance');
  const description = params.text('description');
  const parent = present.find((snapshot) => snapshot.current);
  const snapshot = table.insert({
    accountId: vm.accountId,
    vmId: vm.id,
    name,
    displayName,
    type: memory ? 'DiskAndMemory' : 'Disk',
    state: 'Allocated',
    current: false,
    created: cloud.clock.now(),
    ...(description === undefined ? {} : { description }),
    ...(parent === undefined ? {} : { parentId: parent.id }),
  });
  return plan(
    vm,
    {
      type: 'VMSNAPSHOT.CREATE',
      description: 'creating VM snapshot',
      detail: `VM Id: ${vm.uuid}`,
      scheduled: `creating snapshot for VM: ${vm.uuid}`,
    },
    {
      resourceId: snapshot.uuid,
      milliseconds: memory ? 3500 : 2000,
      start: () => table.update(snapshot, { state: 'Creating' }),
      finish: () => {
        makeCurrent(call, snapshot);
        table.update(snapshot, { state: 'Ready' });
        return { vmsnapshot: vmSnapshotRow(call, snapshot) };
      },
    },
  );
}

function makeCurrent(call: Call, snapshot: VmSnapshotRecord): void {
  const table = call.cloud.store.table(vmSnapshots);
  for (const other of table.by('vm', snapshot.vmId)) table.update(other, { current: other === snapshot });
}

/** The VM of a snapshot. */
function vmOf(call: Call, snapshot: VmSnapshotRecord): VirtualMachineRecord {
  const vm = call.cloud.store.table(virtualMachines).byId(snapshot.vmId);
  if (vm === undefined) throw invalid(`Unable to find the VM of VM snapshot ${snapshot.uuid}`);
  return vm;
}

function revertToVMSnapshot(call: Call): JobPlan {
  const { cloud } = call;
  const snapshot = target(call, vmSnapshots, 'vmsnapshotid');
  const vm = vmOf(call, snapshot);
  return plan(
    vm,
    {
      type: 'VMSNAPSHOT.REVERTTO',
      description: 'revert to VM snapshot',
      detail: `vmsnapshot id: ${snapshot.uuid}`,
      scheduled: `Revert from VM snapshot: ${snapshot.uuid}`,
    },
    {
      milliseconds: 1800,
      start: () => {
        if (vm.state !== 'Running' && vm.state !== 'Stopped')
          throw invalid('VM Snapshot reverting failed due to vm is not in the state of Running or Stopped.');
        const fits = vm.state === 'Running' ? snapshot.type === 'DiskAndMemory' : snapshot.type === 'Disk';
        if (!fits) {
          throw invalid(
            'VM Snapshot revert not allowed. This will result in VM state change. You can revert running VM to disk and memory type snapshot and stopped VM to disk type snapshot',
          );
        }
        if (snapshot.state !== 'Ready') throw invalid(`VM Snapshot reverting failed due to vm snapshot is not in the state of Created.`);
        cloud.store.table(vmSnapshots).update(snapshot, { state: 'Reverting' });
      },
      finish: () => {
        makeCurrent(call, snapshot);
        cloud.store.table(vmSnapshots).update(snapshot, { state: 'Ready' });
        if (vm.state === 'Stopped') toStopped(cloud, vm);
        return { virtualmachine: virtualMachineRow(call, vm, viewOf(call)) };
      },
    },
  );
}

function deleteVMSnapshot(call: Call): JobPlan {
  const { cloud } = call;
  const snapshot = target(call, vmSnapshots, 'vmsnapshotid');
  const vm = vmOf(call, snapshot);
  const table = cloud.store.table(vmSnapshots);
  return plan(
    vm,
    {
      type: 'VMSNAPSHOT.DELETE',
      description: 'delete vm snapshots',
      detail: `vmsnapshot id: ${snapshot.uuid}`,
      scheduled: `Delete VM snapshot: ${snapshot.uuid}`,
    },
    {
      milliseconds: 1200,
      start: () => {
        if (!['Ready', 'Expunging', 'Error', 'Allocated'].includes(snapshot.state))
          throw invalid(`Can't delete the vm snapshotshot ${snapshot.uuid} due to it is in ${snapshot.state} Status`);
        table.update(snapshot, { state: 'Expunging' });
      },
      finish: () => {
        const parent = table.byId(snapshot.parentId);
        for (const child of table.by('vm', vm.id)) {
          if (child.parentId !== snapshot.id) continue;
          if (parent === undefined) table.unset(child, ['parentId']);
          else table.update(child, { parentId: parent.id });
        }
        if (snapshot.current && parent !== undefined) table.update(parent, { current: true });
        table.remove(snapshot);
        return { success: true };
      },
    },
  );
}

export const vmSnapshotResource: ResourceModule = {
  tables: [vmSnapshots],
  commands: {
    listVMSnapshot: sync(listVMSnapshot),
    createVMSnapshot: asJob('user.vmsnapshot.CreateVMSnapshotCmd', createVMSnapshot),
    revertToVMSnapshot: asJob('user.vmsnapshot.RevertToVMSnapshotCmd', revertToVMSnapshot),
    deleteVMSnapshot: asJob('user.vmsnapshot.DeleteVMSnapshotCmd', deleteVMSnapshot),
  },
};
