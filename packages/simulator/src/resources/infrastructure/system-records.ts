/** What serves the cloud itself: system VMs, secondary storage, management servers. */
import { defineTable, type Entity } from '../../store.ts';

export interface SystemVmRecord extends Entity {
  kind: 'secondarystoragevm' | 'consoleproxy';
  name: string;
  zoneId: number;
  podId: number;
  hostId?: number;
  state: 'Running' | 'Stopped' | 'Stopping' | 'Starting' | 'Migrating';
  privateIp: string;
  publicIp: string;
  linkLocalIp: string;
  created: number;
}

export const systemVms = defineTable<SystemVmRecord>()({
  name: 'SystemVm',
  sequence: 'system_vm',
  indexes: { host: (row) => row.hostId },
  label: (row) => row.name,
});

export interface ImageStoreRecord extends Entity {
  name: string;
  zoneId: number;
  url: string;
  protocol: string;
  provider: string;
  readOnly: boolean;
  /** Bytes; unknown where nothing tells. */
  capacity?: number;
}

export const imageStores = defineTable<ImageStoreRecord>()({ name: 'ImageStore', parameters: ['imagestoreid'], label: (row) => row.name });

export interface ManagementServerRecord extends Entity {
  name: string;
  ipAddress: string;
  started: number;
  booted: number;
}

export const managementServers = defineTable<ManagementServerRecord>()({
  name: 'ManagementServer',
  parameters: ['managementserverid'],
  label: (row) => row.name,
});
