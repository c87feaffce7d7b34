/** Volumes as the store keeps them. */
import { defineTable, type Entity } from '../../store.ts';

export type VolumeState =
  | 'Allocated'
  | 'Creating'
  | 'Ready'
  | 'Attaching'
  | 'Resizing'
  | 'Migrating'
  | 'Snapshotting'
  | 'Destroy'
  | 'NotUploaded'
  | 'UploadOp'
  | 'Uploaded'
  | 'UploadError';

export interface VolumeRecord extends Entity {
  accountId: number;
  name: string;
  type: 'ROOT' | 'DATADISK';
  zoneId: number;
  state: VolumeState;
  /** Bytes. */
  size: number;
  created: number;
  attached?: number;
  vmId?: number;
  deviceId?: number;
  templateId?: number;
  isoId?: number;
  serviceOfferingId?: number;
  diskOfferingId?: number;
  snapshotUuid?: string;
  poolId?: number;
  provisioningType: string;
  deleteProtection: boolean;
  destroyedAt?: number;
  isExtractable: boolean;
}

export const volumes = defineTable<VolumeRecord>()({
  name: 'Volume',
  parameters: ['volumeid', 'volumeids'],
  indexes: { vm: (row) => row.vmId },
  label: (row) => row.name,
  remembersRemoved: true,
});

export const GIB = 1024 ** 3;
