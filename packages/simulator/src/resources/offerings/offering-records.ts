/** What can be ordered: sizes of VMs and of disks. */
import { defineTable, type Entity } from '../../store.ts';

export interface ServiceOfferingRecord extends Entity {
  name: string;
  displayText: string;
  state: 'Active' | 'Inactive';
  /** Absent where the VM's creator chooses. */
  cpuNumber?: number;
  /** MHz. */
  cpuSpeed?: number;
  /** MiB. */
  memory?: number;
  created: number;
  customized: boolean;
  /** The bounds of a customised offering. */
  details?: Record<string, string>;
  offerHa: boolean;
  limitCpuUse: boolean;
  isVolatile: boolean;
  storageType: string;
  provisioningType: string;
  dynamicScalingEnabled: boolean;
  /** GB; 0 takes the template's size. */
  rootDiskSize: number;
  hostTags?: string;
  storageTags?: string;
  /** The hidden disk offering of the root disk. */
  diskOfferingUuid: string;
  /** Seen in these domains only; everywhere when empty. */
  domainIds: number[];
  zoneIds: number[];
}

export const serviceOfferings = defineTable<ServiceOfferingRecord>()({
  name: 'ServiceOffering',
  sequence: 'disk_offering',
  parameters: ['serviceofferingid'],
  label: (row) => row.name,
  remembersRemoved: true,
});

export interface DiskOfferingRecord extends Entity {
  name: string;
  displayText: string;
  state: 'Active' | 'Inactive';
  /** GB; 0 where the volume's creator chooses. */
  diskSize: number;
  customized: boolean;
  created: number;
  storageType: string;
  provisioningType: string;
  displayOffering: boolean;
  diskSizeStrictness: boolean;
  encrypt: boolean;
  tags?: string;
  minIops?: number;
  maxIops?: number;
  domainIds: number[];
  zoneIds: number[];
}

export const diskOfferings = defineTable<DiskOfferingRecord>()({
  name: 'DiskOffering',
  sequence: 'disk_offering',
  parameters: ['diskofferingid', 'overridediskofferingid', 'newdiskofferingid'],
  label: (row) => row.name,
  remembersRemoved: true,
});
