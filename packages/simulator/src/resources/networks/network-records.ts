/** Networks and the NICs of VMs in them. */
import { defineTable, type Entity } from '../../store.ts';

export interface NetworkRecord extends Entity {
  accountId: number;
  name: string;
  displayText: string;
  zoneId: number;
  networkOfferingUuid: string;
  type: 'Isolated' | 'Shared' | 'L2';
  state: 'Allocated' | 'Implementing' | 'Implemented' | 'Shutdown' | 'Destroy';
  /** `10.1.1.0/24`; empty, as are gateway and netmask, in a layer 2 network. */
  cidr: string;
  gateway: string;
  netmask: string;
  /** Given when the first VM starts in it. */
  vlan?: number;
  networkDomain: string;
  created: number;
  /** Of a tier: its VPC and its access control list. */
  vpcUuid?: string;
  aclUuid?: string;
  restartRequired: boolean;
}

export const networks = defineTable<NetworkRecord>()({
  name: 'Network',
  firstId: 204,
  parameters: ['networkid', 'networkids', 'associatednetworkid'],
  indexes: { vpc: (row) => row.vpcUuid },
  label: (row) => row.displayText,
  remembersRemoved: true,
});

export interface NicRecord extends Entity {
  networkId: number;
  vmId: number;
  ipAddress: string;
  macAddress: string;
  isDefault: boolean;
  deviceId: number;
  secondaryIps: { uuid: string; ipAddress: string }[];
}

export const nics = defineTable<NicRecord>()({
  name: 'Nic',
  parameters: ['nicid'],
  indexes: { network: (row) => row.networkId, vm: (row) => row.vmId },
});
