/** Start, stop, reboot, destroy, recover, expunge. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type Commands, type JobPlan, sync } from '../../command.ts';
import { ApiError, badParameter, forbidden, internal, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { hosts } from '../infrastructure/infrastructure-records.ts';
import { implementNetwork } from '../networks/network-implementation.ts';
import { networks, nics } from '../networks/network-records.ts';
import { volumes } from '../volumes/volume-records.ts';
import { candidateHosts } from './placement.ts';
import { expunge, leaveHost, toRunning, toStarting, toStopped } from './state.ts';
import { described, instanceName, type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { jobView, viewOf, virtualMachineRow } from './virtual-machine-rows.ts';

const named = (vm: VirtualMachineRecord): string => `${vm.uuid} (${vm.displayName})`;

/** The plan all jobs on a VM share: one at a time, and its events name the VM. */
export function vmPlan(
  vm: VirtualMachineRecord,
  event: Omit<ActionEvent, 'resourceType' | 'resourceUuid' | 'ownerId'>,
  rest: Pick<JobPlan, 'milliseconds' | 'start' | 'finish'>,
): JobPlan {
  return {
    instance: { type: 'VirtualMachine', uuid: vm.uuid },
    queue: `vm ${vm.id}`,
    event: { ...event, resourceType: 'VirtualMachine', resourceUuid: vm.uuid, ownerId: vm.accountId },
    ...rest,
  };
}

const result = (call: Call, vm: VirtualMachineRecord, job: { uuid: string }): Body => ({
  virtualmachine: virtualMachineRow(call, vm, jobView(call, job)),
});

function startVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  const host = call.params.row(hosts, 'hostid');
  if (host !== undefined && call.caller.role !== 'Admin')
    throw forbidden('Parameter hostid can only be specified by a Root Admin, permission denied');
  return vmPlan(
    vm,
    { type: 'VM.START', description: 'starting Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `starting user vm: ${vm.uuid}` },
    {
      milliseconds: 1500 + cloud.random.integer(0, 1000),
      start: () => {
        if (vm.state === 'Running') throw badParameter(`The virtual machine ${named(vm)} is already running`);
        if (vm.state !== 'Stopped') {
          throw internal(
            `Unable to orchestrate the start of VM instance ${JSON.stringify({ instanceName: instanceName(vm), uuid: vm.uuid })}.`,
          );
        }
        toStarting(cloud, vm, host?.id);
      },
      finish: (job) => {
        for (const nic of cloud.store.table(nics).by('vm', vm.id)) {
          const network = cloud.store.table(networks).byId(nic.networkId);
          if (network !== undefined) implementNetwork(call, network);
        }
        toRunning(cloud, vm, false);
        return result(call, vm, job);
      },
    },
  );
}

function stopVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  let running = true;
  return vmPlan(
    vm,
    { type: 'VM.STOP', description: 'stopping Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `stopping user vm: ${vm.uuid}` },
    {
      milliseconds: call.params.boolean('forced') === true ? 600 : 1300 + cloud.random.integer(0, 1000),
      start: () => {
        running = vm.state === 'Running';
        if (running) cloud.store.table(virtualMachines).update(vm, { state: 'Stopping', lastUpdated: cloud.clock.now() });
        else if (vm.state !== 'Stopped') throw new ApiError(530, 9999, `Failed to stop ${described(vm)}`);
      },
      finish: (job) => {
        if (running) toStopped(cloud, vm);
        return result(call, vm, job);
      },
    },
  );
}

function rebootVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  return vmPlan(
    vm,
    { type: 'VM.REBOOT', description: 'rebooting Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `rebooting user vm: ${vm.uuid}` },
    {
      milliseconds: 1200 + cloud.random.integer(0, 1000),
      start: () => {
        if (vm.state !== 'Running') throw badParameter(`The VM ${named(vm)} is not running, unable to reboot it`);
      },
      finish: (job) => result(call, vm, job),
    },
  );
}

/** What the result of an expunging destroy holds: a row without its fields. */
const nothingLeft: Body = { virtualmachine: { securitygroup: [], nic: [], affinitygroup: [], deleteprotection: false, tags: [] } };

function destroyVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  const atOnce = call.params.boolean('expunge') === true;
  if (vm.deleteProtection)
    throw invalid(`Instance [id = ${vm.uuid}, name = ${vm.name}] has delete protection enabled and cannot be deleted.`);
  const extra = call.params.rows(volumes, 'volumeids') ?? [];
  for (const volume of extra) {
    if (volume.vmId !== vm.id) throw invalid(`Volume ${volume.uuid} is not attached to the Instance ${vm.uuid}`);
  }
  const plan = vmPlan(
    vm,
    { type: 'VM.DESTROY', description: 'destroying Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `destroying vm: ${vm.uuid}` },
    {
      milliseconds: (vm.state === 'Running' ? 2500 : 1200) + cloud.random.integer(0, 800),
      start: () => {
        if (vm.state === 'Running') cloud.store.table(virtualMachines).update(vm, { state: 'Stopping', lastUpdated: cloud.clock.now() });
      },
      finish: (job) => {
        for (const volume of extra) cloud.store.table(volumes).update(volume, { state: 'Destroy', destroyedAt: cloud.clock.now() });
        if (atOnce) {
          expungeByCaller(call, vm, job);
          return nothingLeft;
        }
        markDestroyed(call, vm);
        return result(call, vm, job);
      },
    },
  );
  return plan;
}

/** Destroyed: kept until the expunge thread comes for it. */
function markDestroyed(call: Call, vm: VirtualMachineRecord): void {
  const { cloud } = call;
  if (vm.hostId !== undefined) toStopped(cloud, vm);
  leaveHost(cloud, vm);
  cloud.store
    .table(virtualMachines)
    .update(vm, { state: 'Destroyed', lastUpdated: cloud.clock.now(), destroyedAt: cloud.clock.now(), freshlyDeployed: false });
  cloud.clock.schedule(cloud.settings.expungeDelay, () => {
    if (vm.state !== 'Destroyed') return;
    for (const volume of cloud.store.table(volumes).by('vm', vm.id)) {
      if (volume.type !== 'ROOT') continue;
      cloud.events.bySystem({
        type: 'VOLUME.DESTROY',
        description: `Successfully completed destroying a volume. Volume Type: ROOT Volume Id: ${volume.uuid} Vm Id: ${vm.uuid}`,
        resourceType: 'Volume',
        resourceUuid: volume.uuid,
      });
    }
    expunge(cloud, vm);
  });
}

/** `expunge=true`: the events of the clean-up are the caller's, and children of the destroy's `Scheduled`. */
function expungeByCaller(call: Call, vm: VirtualMachineRecord, job: { readonly uuid: string }): void {
  const { cloud } = call;
  const parent = cloud.jobs.parentOf(job.uuid);
  const actor = { accountId: call.caller.account.id, userId: call.caller.user.id, parentUuid: parent };
  for (const volume of cloud.store.table(volumes).by('vm', vm.id)) {
    if (volume.type !== 'ROOT') continue;
    const description = `Successfully completed destroying a volume. Volume Type: ROOT Volume Id: ${volume.uuid} Vm Id: ${vm.uuid}`;
    cloud.events.write({ ...actor, type: 'VOLUME.DESTROY', description, resourceType: 'Volume', resourceUuid: volume.uuid });
  }
  for (const [state, text] of [
    ['Started', 'Revoking firewall rule'],
    ['Completed', 'Successfully completed revoking firewall rule'],
  ] as const) {
    cloud.events.write({
      ...actor,
      type: 'FIREWALL.CLOSE',
      state,
      description: `${text}. Vm Id: ${vm.uuid}`,
      resourceType: 'VirtualMachine',
      resourceUuid: vm.uuid,
    });
  }
  expunge(cloud, vm);
}

function recoverVirtualMachine(call: Call): Body {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  if (vm.state !== 'Destroyed') {
    throw invalid(`Unable to recover ${described(vm)} in a state other than Destroyed`);
  }
  cloud.store.table(virtualMachines).update(vm, { state: 'Stopped', lastUpdated: cloud.clock.now() });
  cloud.store.table(virtualMachines).unset(vm, ['destroyedAt']);
  cloud.events.completed(call, { type: 'VM.RECOVER', description: 'Recovering VM', resourceType: 'VirtualMachine', resourceUuid: vm.uuid });
  return { virtualmachine: virtualMachineRow(call, vm, { ...viewOf(call), full: true }) };
}

function expungeVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'id');
  return vmPlan(
    vm,
    { type: 'VM.EXPUNGE', description: 'Expunging Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `Expunging Vm: ${vm.uuid}` },
    {
      milliseconds: 1500,
      start: () => {
        if (vm.state !== 'Destroyed') throw invalid(`Please destroy ${described(vm)} before expunging it`);
      },
      finish: () => {
        expunge(cloud, vm);
        return { success: true };
      },
    },
  );
}

function migrateVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const wanted = call.params.row(hosts, 'hostid');
  const to = wanted ?? candidateHosts(cloud, vm).find((host) => host.id !== vm.hostId);
  return vmPlan(
    vm,
    {
      type: 'VM.MIGRATE',
      description: 'migrating VM',
      detail: `Vm Id: ${vm.uuid}`,
      scheduled: `Attempting to migrate VM Id: ${vm.uuid} to host Id: ${to?.uuid ?? ''}`,
    },
    {
      milliseconds: 1500 + cloud.random.integer(0, 800),
      start: () => {
        if (vm.state !== 'Running') throw invalid(`Unable to migrate the VM ${described(vm)} in state ${vm.state}`);
        if (to === undefined || to.id === vm.hostId)
          throw invalid(`Cannot migrate VM, VM is already present on this host, please specify valid destination host to migrate the VM`);
        cloud.store.table(virtualMachines).update(vm, { state: 'Migrating' });
      },
      finish: (job) => {
        if (to !== undefined)
          cloud.store.table(virtualMachines).update(vm, { state: 'Running', hostId: to.id, lastUpdated: cloud.clock.now() });
        return result(call, vm, job);
      },
    },
  );
}

const vmId = { entities: { id: virtualMachines } };

export const lifeCycleCommands: Commands = {
  startVirtualMachine: asJob('user.vm.StartVMCmd', startVirtualMachine, vmId),
  stopVirtualMachine: asJob('user.vm.StopVMCmd', stopVirtualMachine, vmId),
  rebootVirtualMachine: asJob('user.vm.RebootVMCmd', rebootVirtualMachine, vmId),
  destroyVirtualMachine: asJob('user.vm.DestroyVMCmd', destroyVirtualMachine, vmId),
  recoverVirtualMachine: sync(recoverVirtualMachine, vmId),
  expungeVirtualMachine: asJob('admin.vm.ExpungeVMCmd', expungeVirtualMachine, vmId),
  migrateVirtualMachine: asJob('admin.vm.MigrateVMCmd', migrateVirtualMachine),
};
