/** Renaming, resizing, rebuilding VMs, and giving them to somebody else. */
import { findAccount, mayAct, target } from '../../access.ts';
import type { Body, Call, JobPlan } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { checkLimit } from '../../limits.ts';
import { domains } from '../accounts/account-records.ts';
import { storagePools } from '../infrastructure/infrastructure-records.ts';
import { ensureGroup } from '../instance-groups/instance-group-handlers.ts';
import { networks, nics } from '../networks/network-records.ts';
import { addNic } from '../networks/nics.ts';
import { type ServiceOfferingRecord, serviceOfferings } from '../offerings/offering-records.ts';
import { osTypes } from '../os-types/os-type-records.ts';
import { projects } from '../projects/project-records.ts';
import { templates } from '../templates/template-records.ts';
import { checkUserData } from '../user-data/user-data-handlers.ts';
import { GIB, volumes } from '../volumes/volume-records.ts';
import { checkHostName, checkNameIsFree, type Size, sizeOf } from './deploy-checks.ts';
import { vmPlan } from './life-cycle.ts';
import { newPassword, takesPassword } from './passwords.ts';
import { toRunning, toStopped } from './state.ts';
import { described, type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { jobView, viewOf, virtualMachineRow } from './virtual-machine-rows.ts';

export function updateVirtualMachine(call: Call): Body {
  const { cloud, params } = call;
  const name = params.text('name');
  if (name !== undefined) checkHostName(call, name);
  const vm = target(call, virtualMachines, 'id');
  const changes: Partial<VirtualMachineRecord> = {};
  if (name !== undefined && name.toLowerCase() !== vm.name.toLowerCase()) {
    const cards = cloud.store.table(nics).by('vm', vm.id);
    checkNameIsFree(
      call,
      name,
      cards.flatMap(({ networkId }) => cloud.store.table(networks).byId(networkId) ?? []),
    );
    changes.name = name;
  }
  const displayName = params.text('displayname');
  if (displayName !== undefined) changes.displayName = displayName;
  const osType = params.row(osTypes, 'ostypeid');
  if (osType !== undefined) changes.osTypeId = osType.id;
  const group = params.text('group');
  if (group !== undefined) changes.groupUuid = ensureGroup(cloud.store, vm.accountId, group, cloud.clock.now()).uuid;
  for (const [parameter, field] of [
    ['haenable', 'haEnabled'],
    ['isdynamicallyscalable', 'dynamicallyScalable'],
    ['deleteprotection', 'deleteProtection'],
  ] as const) {
    const value = params.boolean(parameter);
    if (value !== undefined) changes[field] = value;
  }
  if (changes.dynamicallyScalable !== undefined && changes.dynamicallyScalable !== vm.dynamicallyScalable && vm.state !== 'Stopped') {
    throw invalid(`Unable to update VM ${vm.uuid}: it has to be stopped to change whether it scales dynamically`);
  }
  const userData = params.text('userdata');
  if (userData !== undefined) {
    checkUserData(userData);
    changes.userData = userData;
  }
  if (params.boolean('cleanupdetails') === true) changes.details = {};
  else if (params.map('details').length > 0) changes.details = params.flatMap('details');
  cloud.store.table(virtualMachines).update(vm, changes);
  if (params.raw('group') === '') cloud.store.table(virtualMachines).unset(vm, ['groupUuid']);
  cloud.events.completed(call, {
    type: 'VM.UPDATE',
    description: 'updating Vm',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
  });
  return { virtualmachine: virtualMachineRow(call, vm, viewOf(call)) };
}

function offeringFor(call: Call, vm: VirtualMachineRecord): { offering: ServiceOfferingRecord; size: Size } {
  const offering = call.params.row(serviceOfferings, 'serviceofferingid');
  if (offering === undefined || offering.state !== 'Active') throw invalid('Unable to find a service offering with the given id');
  const size = sizeOf(offering, call.params.flatMap('details'));
  if (offering.id === vm.serviceOfferingId && !offering.customized) {
    throw invalid(`Not upgrading vm ${vm.uuid} since it already has the requested service offering (${offering.name})`);
  }
  checkLimit(call.cloud, vm.accountId, 'cpu', Math.max(0, size.cpuNumber - vm.cpuNumber));
  checkLimit(call.cloud, vm.accountId, 'memory', Math.max(0, size.memory - vm.memory));
  return { offering, size };
}

function applyOffering(call: Call, vm: VirtualMachineRecord, offering: ServiceOfferingRecord, size: Size): void {
  const { store } = call.cloud;
  const chosen = offering.customized
    ? { ...vm.details, cpuNumber: String(size.cpuNumber), cpuSpeed: String(size.cpuSpeed), memory: String(size.memory) }
    : vm.details;
  // The root disk keeps the offering it was made with: so the recordings show it.
  store.table(virtualMachines).update(vm, { serviceOfferingId: offering.id, ...size, details: chosen });
}

export function scaleVirtualMachine(call: Call): JobPlan {
  const vm = target(call, virtualMachines, 'id');
  const named = call.params.row(serviceOfferings, 'serviceofferingid');
  let chosen: { offering: ServiceOfferingRecord; size: Size } | undefined;
  return vmPlan(
    vm,
    {
      type: 'VM.UPGRADE',
      description: 'Upgrading VM',
      completedDetail: `Vm Id: ${vm.uuid}`,
      scheduled: `upgrading vm: ${vm.uuid} to service offering: ${named?.uuid}`,
    },
    {
      milliseconds: vm.state === 'Running' ? 1500 : 500,
      start: () => {
        chosen = offeringFor(call, vm);
        if (vm.state !== 'Running' && vm.state !== 'Stopped')
          throw invalid(`Scaling is not supported for ${described(vm)} in state ${vm.state}`);
        if (vm.state === 'Running') {
          if (!vm.dynamicallyScalable) throw invalid(`Unable to Scale the VM: ${vm.uuid} as vm is not configured to scale dynamically`);
          if (chosen.size.cpuNumber < vm.cpuNumber || chosen.size.memory < vm.memory || chosen.size.cpuSpeed < vm.cpuSpeed) {
            throw invalid(
              `While the VM is running, only scalling up it is supported. New service offering ${JSON.stringify({ id: chosen.offering.id, name: chosen.offering.name, uuid: chosen.offering.uuid })} should have at least one value (ram, speed or cpu) greater than the current values.`,
            );
          }
        }
      },
      finish: (job) => {
        if (chosen !== undefined) applyOffering(call, vm, chosen.offering, chosen.size);
        return { virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) };
      },
    },
  );
}

export function changeServiceForVirtualMachine(call: Call): Body {
  const vm = target(call, virtualMachines, 'id');
  const { offering, size } = offeringFor(call, vm);
  if (vm.state !== 'Stopped')
    throw invalid(`Unable to upgrade virtual machine ${described(vm)} in state ${vm.state}; make sure the virtual machine is stopped`);
  applyOffering(call, vm, offering, size);
  call.cloud.events.completed(call, {
    type: 'VM.UPGRADE',
    description: 'upgrading Vm',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
  });
  return { virtualmachine: virtualMachineRow(call, vm, { ...viewOf(call), full: true }) };
}

/** A new root disk from the template; the old one is destroyed. A running VM runs again afterwards. */
export function restoreVirtualMachine(call: Call): JobPlan {
  const { cloud, params } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const template = params.row(templates, 'templateid');
  let wasRunning = false;
  return vmPlan(
    vm,
    { type: 'VM.RESTORE', description: 'restoring Vm', detail: `Vm Id: ${vm.uuid}`, scheduled: `restore VM: ${vm.uuid}` },
    {
      milliseconds: 1800 + cloud.random.integer(0, 500),
      start: () => {
        if (vm.state !== 'Running' && vm.state !== 'Stopped')
          throw invalid(`Vm ${vm.uuid} currently in ${vm.state} state, restore vm can only execute when VM in Running or Stopped`);
        wasRunning = vm.state === 'Running';
      },
      finish: (job) => {
        const image = template ?? cloud.store.table(templates).byId(vm.templateId);
        rebuildRoot(call, vm, image?.id, params.number('rootdisksize'));
        if (image !== undefined) cloud.store.table(virtualMachines).update(vm, { templateId: image.id, osTypeId: image.osTypeId });
        if (wasRunning) {
          const { hostId } = vm;
          toStopped(cloud, vm);
          if (hostId !== undefined) cloud.store.table(virtualMachines).update(vm, { hostId });
          toRunning(cloud, vm, false);
        }
        if (takesPassword(cloud, vm)) cloud.store.table(virtualMachines).update(vm, { password: newPassword(cloud) });
        return { virtualmachine: { ...virtualMachineRow(call, vm, jobView(call, job)), password: vm.password } };
      },
    },
  );
}

function rebuildRoot(call: Call, vm: VirtualMachineRecord, templateId: number | undefined, gigabytes: number | undefined): void {
  const { store, clock } = call.cloud;
  const table = store.table(volumes);
  const old = table.by('vm', vm.id).find((volume) => volume.type === 'ROOT');
  if (old === undefined) return;
  const pool = store.table(storagePools).all()[0];
  const { id: _, uuid: __, destroyedAt: ___, ...values } = old;
  table.unset(old, ['vmId', 'deviceId']);
  table.update(old, { state: 'Destroy', destroyedAt: clock.now() });
  if (call.params.boolean('expunge') === true) table.remove(old);
  table.insert({
    ...values,
    created: clock.now(),
    state: old.poolId === undefined ? 'Allocated' : 'Ready',
    size: gigabytes === undefined ? values.size : gigabytes * GIB,
    ...(templateId === undefined ? {} : { templateId }),
    ...(pool === undefined || old.poolId === undefined ? {} : { poolId: pool.id }),
  });
}

/** Moves a stopped VM with its disks to another account or a project, into networks of theirs. */
export function assignVirtualMachine(call: Call): Body {
  const { cloud, params } = call;
  const { store } = cloud;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const project = params.row(projects, 'projectid');
  const domain = params.row(domains, 'domainid');
  const name = params.text('account');
  if (project === undefined && name === undefined) throw invalid('Please specify the account or the project the VM is for');
  const owner =
    project === undefined ? findAccount(store, name ?? '', domain?.id ?? call.caller.account.domainId)?.id : project.projectAccountId;
  if (owner === undefined) throw invalid(`Invalid accountid=${name} in domain ${domain?.uuid ?? 'null'}`);
  if (!mayAct(store, call.caller, owner)) throw forbidden();
  if (vm.state !== 'Stopped') throw invalid(`Unable to move ${described(vm)} in state ${vm.state}; make sure the VM is stopped`);
  if (vm.accountId === owner) throw invalid('The new owner of the VM is the old one');
  checkLimit(cloud, owner, 'user_vm', 1);
  checkLimit(cloud, owner, 'cpu', vm.cpuNumber);
  checkLimit(cloud, owner, 'memory', vm.memory);
  const disks = [...store.table(volumes).by('vm', vm.id)];
  checkLimit(cloud, owner, 'volume', disks.length);
  const wanted = params.rows(networks, 'networkids');
  const into = wanted ?? store.table(networks).ofAccount(owner).slice(0, 1);
  store.table(virtualMachines).update(vm, { accountId: owner, affinityGroupUuids: [], keyPairs: [] });
  store.table(virtualMachines).unset(vm, ['groupUuid']);
  for (const disk of disks) store.table(volumes).update(disk, { accountId: owner });
  for (const nic of [...store.table(nics).by('vm', vm.id)]) store.table(nics).remove(nic);
  for (const [at, network] of into.entries()) addNic(cloud, vm, network, { isDefault: at === 0 });
  cloud.events.completed(call, {
    type: 'VM.MOVE',
    description: 'moving Vm',
    detail: `Vm Id: ${vm.uuid}`,
    resourceType: 'VirtualMachine',
    resourceUuid: vm.uuid,
  });
  return { virtualmachine: virtualMachineRow(call, vm, { ...viewOf(call), full: true }) };
}
