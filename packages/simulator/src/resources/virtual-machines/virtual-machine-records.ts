/** Virtual machines as the store keeps them. */
import { defineTable, type Entity } from '../../store.ts';

export type VirtualMachineState = 'Starting' | 'Running' | 'Stopping' | 'Stopped' | 'Migrating' | 'Destroyed' | 'Expunging' | 'Error';

/** A time in which a machine ran. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export interface VirtualMachineRecord extends Entity {
  accountId: number;
  userId: number;
  name: string;
  displayName: string;
  state: VirtualMachineState;
  created: number;
  /** The last change of state; a VM that never started has none. */
  lastUpdated?: number;
  zoneId: number;
  hostId?: number;
  lastHostId?: number;
  templateId: number;
  /** A VM installed from an ISO has no template; its image is this. */
  isoBootId?: number;
  serviceOfferingId: number;
  cpuNumber: number;
  /** MHz. */
  cpuSpeed: number;
  /** MiB. */
  memory: number;
  osTypeId: number;
  hypervisor: string;
  groupUuid?: string;
  attachedIsoId?: number;
  details: Record<string, string>;
  keyPairs: string[];
  affinityGroupUuids: string[];
  userDataUuid?: string;
  /** Base64. */
  userData?: string;
  haEnabled: boolean;
  dynamicallyScalable: boolean;
  deleteProtection: boolean;
  /** Started by its deployment and not stopped since: the row then shows the boot mode. */
  freshlyDeployed: boolean;
  /** Started again after a stop: root admins see a detail more. */
  restarted?: boolean;
  /** Since when it runs; statistics come a minute later. */
  runningSince?: number;
  /** When it ran before: its statistics outlive a stop. */
  earlierRuns?: readonly Run[];
  /** Statistics were collected at least once. */
  hasStatistics: boolean;
  destroyedAt?: number;
  /** The password of the last reset, for `getVMPassword`. */
  password?: string;
}

export const virtualMachines = defineTable<VirtualMachineRecord>()({
  name: 'VirtualMachine',
  sequence: 'vm_instance',
  firstId: 3,
  parameters: ['virtualmachineid', 'virtualmachineids'],
  indexes: {
    host: (row) => row.hostId,
    template: (row) => row.templateId,
    iso: (row) => row.attachedIsoId,
  },
  label: (row) => row.name,
  remembersRemoved: true,
});

/** `i-4-3-VM`: account and VM by their internal ids. */
export const instanceName = (vm: VirtualMachineRecord): string => `i-${vm.accountId}-${vm.id}-VM`;

/** How log texts name a VM, in JSON. */
export const described = (vm: VirtualMachineRecord): string =>
  `VM instance ${JSON.stringify({ id: vm.id, instanceName: instanceName(vm), state: vm.state, type: 'User', uuid: vm.uuid })}`;
