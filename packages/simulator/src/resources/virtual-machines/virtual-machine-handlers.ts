/** The list of VMs, and the table of their commands. */
import { asJob, type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { containing, same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { users } from '../accounts/account-records.ts';
import { clusters, hosts, pods, zones } from '../infrastructure/infrastructure-records.ts';
import { networks, nics } from '../networks/network-records.ts';
import { serviceOfferings } from '../offerings/offering-records.ts';
import { isos, templates } from '../templates/template-records.ts';
import {
  createConsoleEndpoint,
  getVirtualMachineUserData,
  getVMPassword,
  resetPasswordForVirtualMachine,
  resetSSHKeyForVirtualMachine,
  resetUserDataForVirtualMachine,
} from './access-changes.ts';
import {
  assignVirtualMachine,
  changeServiceForVirtualMachine,
  restoreVirtualMachine,
  scaleVirtualMachine,
  updateVirtualMachine,
} from './changes.ts';
import { deployVirtualMachine } from './deploy.ts';
import { lifeCycleCommands } from './life-cycle.ts';
import { instanceName, type VirtualMachineRecord, virtualMachines } from './virtual-machine-records.ts';
import { detailsOf, viewOf, virtualMachineRow } from './virtual-machine-rows.ts';

/** The conditions that `listVirtualMachines` and its relatives take. */
export function virtualMachineConditions(call: Call): ((vm: VirtualMachineRecord) => boolean) | undefined {
  const { params } = call;
  const { store } = call.cloud;
  const hypervisor = params.text('hypervisor');
  if (hypervisor !== undefined && !hypervisors.some((known) => same(known, hypervisor)))
    throw invalid(`Invalid HypervisorType ${hypervisor}`);
  const inHost = (vm: VirtualMachineRecord, test: (host: { clusterId?: number; podId: number }) => boolean): boolean => {
    const host = store.table(hosts).byId(vm.hostId);
    return host !== undefined && test(host);
  };
  return all<VirtualMachineRecord>(
    when(params.text('state')?.toLowerCase(), (vm, state) =>
      state === 'present' ? vm.state !== 'Destroyed' && vm.state !== 'Expunging' : vm.state.toLowerCase() === state,
    ),
    when(params.text('name'), (vm, name) => same(vm.name, name)),
    when(params.text('keyword'), (vm, word) => same(vm.state, word) || keywordTexts(call, vm).some(containing(word))),
    when(params.row(zones, 'zoneid'), (vm, zone) => vm.zoneId === zone.id),
    when(params.row(hosts, 'hostid'), (vm, host) => vm.hostId === host.id),
    when(params.row(clusters, 'clusterid'), (vm, cluster) => inHost(vm, (host) => host.clusterId === cluster.id)),
    when(params.row(pods, 'podid'), (vm, pod) => inHost(vm, (host) => host.podId === pod.id)),
    when(params.row(templates, 'templateid'), (vm, template) => vm.templateId === template.id),
    when(params.row(isos, 'isoid'), (vm, iso) => vm.attachedIsoId === iso.id),
    when(params.row(serviceOfferings, 'serviceofferingid'), (vm, offering) => vm.serviceOfferingId === offering.id),
    when(params.row(users, 'userid'), (vm, user) => vm.userId === user.id),
    when(params.row(networks, 'networkid'), (vm, network) =>
      store
        .table(nics)
        .by('vm', vm.id)
        .some((nic) => nic.networkId === network.id),
    ),
    when(params.text('vpcid'), (vm, vpc) =>
      store
        .table(nics)
        .by('vm', vm.id)
        .some((nic) => store.table(networks).byId(nic.networkId)?.vpcUuid === vpc),
    ),
    when(params.text('groupid'), (vm, group) => vm.groupUuid === group),
    // The autoscale groups here deploy no machines.
    when(params.text('autoscalevmgroupid'), () => false),
    when(params.text('keypair'), (vm, key) => vm.keyPairs.some((name) => same(name, key))),
    when(params.text('affinitygroupid'), (vm, group) => vm.affinityGroupUuids.includes(group)),
    when(params.text('userdataid'), (vm, data) => vm.userDataUuid === data),
    when(params.boolean('haenable'), (vm, ha) => vm.haEnabled === ha),
    when(hypervisor, (vm, wanted) => same(vm.hypervisor, wanted)),
  );
}

const hypervisors = [
  'XenServer',
  'KVM',
  'VMware',
  'Hyperv',
  'VirtualBox',
  'Parralels',
  'BareMetal',
  'Simulator',
  'Ovm',
  'Ovm3',
  'LXC',
  'Any',
  'Custom',
  'External',
];

/** What `keyword` is looked for in: names and addresses. */
function keywordTexts(call: Call, vm: VirtualMachineRecord): (string | undefined)[] {
  const cards = call.cloud.store.table(nics).by('vm', vm.id);
  return [vm.name, vm.displayName, call.caller.role === 'Admin' ? instanceName(vm) : undefined, ...cards.map((nic) => nic.ipAddress)];
}

function listVirtualMachines(call: Call): Body {
  const view = { ...viewOf(call), details: detailsOf(call) };
  return listOwned(call, virtualMachines, {
    object: 'virtualmachine',
    build: (vm) => virtualMachineRow(call, vm, view),
    where: virtualMachineConditions(call),
    tags: 'UserVm',
  });
}

const vmId = { entities: { id: virtualMachines } };

export const virtualMachineResource: ResourceModule = {
  tables: [virtualMachines],
  commands: {
    listVirtualMachines: sync(listVirtualMachines, { entities: { id: virtualMachines, ids: virtualMachines } }),
    deployVirtualMachine: asJob('user.vm.DeployVMCmd', deployVirtualMachine, { entities: { templateid: [templates, isos] } }),
    ...lifeCycleCommands,
    updateVirtualMachine: sync(updateVirtualMachine, vmId),
    scaleVirtualMachine: asJob('user.vm.ScaleVMCmd', scaleVirtualMachine, vmId),
    changeServiceForVirtualMachine: sync(changeServiceForVirtualMachine, vmId),
    restoreVirtualMachine: asJob('user.vm.RestoreVMCmd', restoreVirtualMachine, { envelope: 'restorevmresponse' }),
    assignVirtualMachine: sync(assignVirtualMachine),
    resetPasswordForVirtualMachine: asJob('user.vm.ResetVMPasswordCmd', resetPasswordForVirtualMachine, vmId),
    resetSSHKeyForVirtualMachine: asJob('user.vm.ResetVMSSHKeyCmd', resetSSHKeyForVirtualMachine, {
      ...vmId,
      envelope: 'resetSSHKeyforvirtualmachineresponse',
    }),
    resetUserDataForVirtualMachine: sync(resetUserDataForVirtualMachine, vmId),
    getVMPassword: sync(getVMPassword, vmId),
    getVirtualMachineUserData: sync(getVirtualMachineUserData),
    createConsoleEndpoint: sync(createConsoleEndpoint),
  },
};
