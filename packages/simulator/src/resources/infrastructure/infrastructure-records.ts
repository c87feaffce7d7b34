/** What the cloud stands on: zones, pods, clusters, hosts and primary storage. */
import { defineTable, type Entity } from '../../store.ts';

export interface ZoneRecord extends Entity {
  name: string;
  networkType: 'Advanced' | 'Basic';
  allocationState: 'Enabled' | 'Disabled';
  dns1: string;
  dns2?: string;
  internalDns1: string;
  internalDns2?: string;
  guestCidr: string;
  token: string;
  type: 'Core' | 'Edge';
  networkDomain?: string;
}

export const zones = defineTable<ZoneRecord>()({
  name: 'Zone',
  parameters: ['zoneid', 'zoneids', 'sourcezoneid', 'destzoneid', 'destzoneids'],
  label: (row) => row.name,
});

export interface PodRecord extends Entity {
  name: string;
  zoneId: number;
  gateway: string;
  netmask: string;
  startIp: string;
  endIp: string;
  allocationState: 'Enabled' | 'Disabled';
}

export const pods = defineTable<PodRecord>()({ name: 'Pod', parameters: ['podid'], label: (row) => row.name });

export interface ClusterRecord extends Entity {
  name: string;
  podId: number;
  zoneId: number;
  hypervisor: string;
  allocationState: 'Enabled' | 'Disabled';
}

export const clusters = defineTable<ClusterRecord>()({ name: 'Cluster', parameters: ['clusterid'], label: (row) => row.name });

export interface HostRecord extends Entity {
  name: string;
  /** `Routing` runs VMs; the others serve storage and consoles. */
  type: 'Routing' | 'SecondaryStorageVM' | 'ConsoleProxy';
  state: 'Up' | 'Down' | 'Disconnected' | 'Alert';
  resourceState: 'Enabled' | 'Disabled' | 'PrepareForMaintenance' | 'Maintenance' | 'ErrorInMaintenance' | 'Degraded';
  ipAddress: string;
  zoneId: number;
  podId: number;
  clusterId?: number;
  hypervisor?: string;
  cpuNumber?: number;
  /** MHz of one core. */
  cpuSpeed?: number;
  /** Bytes. */
  memory?: number;
  /** Joined by commas. */
  tags?: string;
  /** The latest note that an admin left on it. */
  annotation?: string;
  created: number;
}

export const hosts = defineTable<HostRecord>()({
  name: 'Host',
  parameters: ['hostid'],
  indexes: { cluster: (row) => row.clusterId, type: (row) => row.type },
  label: (row) => row.name,
});

export interface StoragePoolRecord extends Entity {
  name: string;
  type: string;
  scope: 'CLUSTER' | 'ZONE';
  zoneId: number;
  podId?: number;
  clusterId?: number;
  ipAddress: string;
  path: string;
  /** Bytes. */
  capacity: number;
  state: 'Up' | 'Maintenance' | 'Disabled';
  /** Joined by commas. */
  tags?: string;
  created: number;
}

export const storagePools = defineTable<StoragePoolRecord>()({
  name: 'StoragePool',
  parameters: ['storageid', 'poolid'],
  label: (row) => row.name,
});
