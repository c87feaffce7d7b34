/** NICs of VMs: listed, added, removed, given further addresses. */
import { mayAct, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { all, listBody, when } from '../../paging.ts';
import { vmPlan } from '../virtual-machines/life-cycle.ts';
import { type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { jobView, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';
import { type NetworkRecord, type NicRecord, networks, nics } from './network-records.ts';
import { nicRow } from './nic-rows.ts';
import { addNic, freeAddress, requestedAddress } from './nics.ts';

function listNics(call: Call): Body {
  const { store } = call.cloud;
  const vm = call.params.row(virtualMachines, 'virtualmachineid');
  if (vm === undefined || !mayAct(store, call.caller, vm.accountId)) throw forbidden();
  const test = all<NicRecord>(
    when(call.params.row(nics, 'nicid'), (nic, wanted) => nic === wanted),
    when(call.params.row(networks, 'networkid'), (nic, network) => nic.networkId === network.id),
  );
  const rows = store
    .table(nics)
    .by('vm', vm.id)
    .filter((nic) => test?.(nic) !== false);
  return listBody(call, 'nic', rows, (nic) => ({
    ...nicRow(call.cloud, nic, vm),
    secondaryip:
      nic.secondaryIps.length === 0
        ? undefined
        : nic.secondaryIps.map((secondary) => ({ id: secondary.uuid, ipaddress: secondary.ipAddress })),
    virtualmachineid: vm.uuid,
  }));
}

/** The NIC a command names, with its VM, which decides who may. */
function nicOf(call: Call, parameter: string): { nic: NicRecord; vm: VirtualMachineRecord; network: NetworkRecord } {
  const { store } = call.cloud;
  const nic = call.params.row(nics, parameter);
  const vm = store.table(virtualMachines).byId(nic?.vmId);
  const network = store.table(networks).byId(nic?.networkId);
  if (nic === undefined || vm === undefined || network === undefined) throw invalid('Unable to find the nic');
  if (!mayAct(store, call.caller, vm.accountId)) throw forbidden();
  return { nic, vm, network };
}

const finished =
  (call: Call, vm: VirtualMachineRecord) =>
  (job: { readonly uuid: string }): Body => ({ virtualmachine: virtualMachineRow(call, vm, jobView(call, job)) });

function checkState(vm: VirtualMachineRecord): void {
  if (vm.state !== 'Running' && vm.state !== 'Stopped') throw invalid(`VM ${vm.uuid} is not running or stopped`);
}

function addNicToVirtualMachine(call: Call): JobPlan {
  const { cloud, params } = call;
  const vm = target(call, virtualMachines, 'virtualmachineid');
  const network = params.row(networks, 'networkid');
  if (network === undefined) throw invalid('Unable to find the network');
  if (network.type !== 'Shared' && !mayAct(cloud.store, call.caller, network.accountId)) throw forbidden();
  return vmPlan(
    vm,
    {
      type: 'NIC.CREATE',
      description: 'Creating Nic',
      detail: `Vm Id: ${vm.uuid}`,
      scheduled: `Adding network ${network.uuid} to user vm: ${vm.uuid}`,
    },
    {
      milliseconds: 900,
      start: () => {
        checkState(vm);
        const present = cloud.store.table(nics).by('vm', vm.id);
        if (present.some((nic) => nic.networkId === network.id))
          throw invalid(`A NIC already exists for VM:${vm.name} in network: ${network.uuid}`);
        if (network.zoneId !== vm.zoneId) throw invalid('The VM and the network are not in the same zone');
        if (params.has('ipaddress')) requestedAddress(cloud, network, params.required('ipaddress'));
      },
      finish: (job) => {
        const [ipAddress, macAddress] = [params.text('ipaddress'), params.text('macaddress')];
        addNic(cloud, vm, network, {
          isDefault: false,
          ...(ipAddress === undefined ? {} : { ipAddress }),
          ...(macAddress === undefined ? {} : { macAddress }),
        });
        return finished(call, vm)(job);
      },
    },
  );
}

function removeNicFromVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const { nic, vm } = nicOf(call, 'nicid');
  return vmPlan(
    vm,
    {
      type: 'NIC.DELETE',
      description: 'Removing Nic',
      detail: `Vm Id: ${vm.uuid}`,
      scheduled: `Removing NIC ${nic.uuid} from user vm: ${vm.uuid}`,
    },
    {
      milliseconds: 800,
      start: () => {
        checkState(vm);
        if (nic.isDefault) throw invalid(`Unable to remove nic from ${vm.uuid} in network, nic is default.`);
      },
      finish: (job) => {
        cloud.store.table(nics).remove(nic);
        return finished(call, vm)(job);
      },
    },
  );
}

function updateDefaultNicForVirtualMachine(call: Call): JobPlan {
  const { cloud } = call;
  const { nic, vm } = nicOf(call, 'nicid');
  return vmPlan(
    vm,
    {
      type: 'NIC.UPDATE',
      description: 'Updating default Nic',
      detail: `Vm Id: ${vm.uuid}`,
      scheduled: `Updating NIC ${nic.uuid} as default for user vm: ${vm.uuid}`,
    },
    {
      milliseconds: 600,
      start: () => {
        checkState(vm);
        if (nic.isDefault) throw invalid(`Unable to set nic as default for VM ${vm.uuid}, it is already`);
      },
      finish: (job) => {
        const table = cloud.store.table(nics);
        for (const other of table.by('vm', vm.id)) table.update(other, { isDefault: other === nic });
        return finished(call, vm)(job);
      },
    },
  );
}

function updateVmNicIp(call: Call): JobPlan {
  const { cloud, params } = call;
  const { nic, vm, network } = nicOf(call, 'nicid');
  return vmPlan(
    vm,
    {
      type: 'NIC.UPDATE',
      description: 'updating ip address of Nic',
      detail: `Vm Id: ${vm.uuid}`,
      scheduled: `updating ip of NIC ${nic.uuid}`,
    },
    {
      milliseconds: 600,
      start: () => {
        if (vm.state !== 'Stopped') throw invalid('VM is not Stopped, unable to update the vm nic having the specified id');
        const wanted = params.text('ipaddress');
        if (wanted !== undefined && wanted !== nic.ipAddress) requestedAddress(cloud, network, wanted);
      },
      finish: (job) => {
        cloud.store.table(nics).update(nic, { ipAddress: params.text('ipaddress') ?? freeAddress(cloud, network) });
        return finished(call, vm)(job);
      },
    },
  );
}

/** Upstream's events of secondary addresses name another address's id: whichever public one has the same number. */
const mistaken = (call: Call): string | undefined => call.cloud.store.named('IpAddress')?.all()[0]?.uuid;

function addIpToNic(call: Call): JobPlan {
  const { cloud, params } = call;
  const { nic, vm, network } = nicOf(call, 'nicid');
  const other = mistaken(call);
  const uuid = cloud.random.uuid();
  return {
    resourceId: uuid,
    instance: { type: 'IpAddress' },
    milliseconds: 500,
    event: {
      type: 'NIC.SECONDARY.IP.ASSIGN',
      description: 'assigning secondary ip to nic',
      scheduled: `associating ip to nic id: ${nic.uuid} in zone ${network.zoneId}`,
      resourceType: 'IpAddress',
      ownerId: vm.accountId,
      ...(other === undefined ? {} : { resourceUuid: other }),
    },
    finish: () => {
      const wanted = params.text('ipaddress');
      const ipAddress = wanted === undefined ? freeAddress(cloud, network) : requestedAddress(cloud, network, wanted);
      cloud.store.table(nics).update(nic, { secondaryIps: [...nic.secondaryIps, { uuid, ipAddress }] });
      return { nicsecondaryip: { id: uuid, ipaddress: ipAddress, nicid: nic.uuid, networkid: network.uuid, virtualmachineid: vm.uuid } };
    },
  };
}

function removeIpFromNic(call: Call): JobPlan {
  const { cloud } = call;
  const id = call.params.required('id');
  const nic = cloud.store.table(nics).find((row) => row.secondaryIps.some((secondary) => secondary.uuid === id));
  const vm = cloud.store.table(virtualMachines).byId(nic?.vmId);
  if (nic === undefined || vm === undefined) throw invalid('Invalid secondary ip address id');
  if (!mayAct(cloud.store, call.caller, vm.accountId)) throw forbidden();
  const other = mistaken(call);
  return {
    instance: { type: 'IpAddress' },
    milliseconds: 400,
    event: {
      type: 'NIC.SECONDARY.IP.UNASSIGN',
      description: 'Removing secondary ip from nic',
      scheduled: `Disassociating ip address with id=${id}`,
      resourceType: 'IpAddress',
      ownerId: vm.accountId,
      ...(other === undefined ? {} : { resourceUuid: other }),
    },
    finish: () => {
      cloud.store.table(nics).update(nic, { secondaryIps: nic.secondaryIps.filter((secondary) => secondary.uuid !== id) });
      return { success: true };
    },
  };
}

export const nicResource: ResourceModule = {
  tables: [nics],
  commands: {
    listNics: sync(listNics),
    addNicToVirtualMachine: asJob('user.vm.AddNicToVMCmd', addNicToVirtualMachine),
    removeNicFromVirtualMachine: asJob('user.vm.RemoveNicFromVMCmd', removeNicFromVirtualMachine),
    updateDefaultNicForVirtualMachine: asJob('user.vm.UpdateDefaultNicForVMCmd', updateDefaultNicForVirtualMachine),
    updateVmNicIp: asJob('user.vm.UpdateVmNicIpCmd', updateVmNicIp),
    addIpToNic: asJob('user.vm.AddIpToVmNicCmd', addIpToNic),
    removeIpFromNic: asJob('user.vm.RemoveIpFromVmNicCmd', removeIpFromNic),
  },
};
