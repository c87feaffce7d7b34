/** Rows of NICs, in VMs and in `listNics`. */

import type { Cloud } from '../../cloud.ts';
import type { Body } from '../../command.ts';
import type { VirtualMachineRecord } from '../virtual-machines/virtual-machine-records.ts';
import { type NicRecord, networks } from './network-records.ts';

/** A NIC. Its VLAN shows only while the VM has it: one that was stopped has given it back. */
export function nicRow(cloud: Cloud, nic: NicRecord, vm: VirtualMachineRecord): Body {
  const network = cloud.store.table(networks).byId(nic.networkId);
  const released = (vm.state === 'Stopped' || vm.state === 'Destroyed') && vm.lastUpdated !== undefined && vm.lastHostId !== undefined;
  const uri = network?.vlan === undefined || released ? undefined : `vlan://${network.vlan}`;
  return {
    id: nic.uuid,
    networkid: network?.uuid,
    networkname: network?.name,
    netmask: network?.netmask,
    gateway: network?.gateway,
    ipaddress: nic.ipAddress,
    isolationuri: uri,
    broadcasturi: uri,
    traffictype: 'Guest',
    type: network?.type,
    isdefault: nic.isDefault,
    macaddress: nic.macAddress,
    secondaryip: nic.secondaryIps.map((secondary) => ({ id: secondary.uuid, ipaddress: secondary.ipAddress })),
    extradhcpoption: [],
    deviceid: String(nic.deviceId),
  };
}
