/** What a VM uses, as `listVirtualMachines` shows it: the recorded figures, or curves that move with the time of day. */
import type { Body } from '../../command.ts';
import type { VirtualMachineRecord } from './virtual-machine-records.ts';

/** The collector goes round once a minute; what it has seen of a VM is shown from then on, even when the VM is stopped. */
export const COLLECTED_AFTER = 60_000;

export function wasCollected(vm: VirtualMachineRecord, now: number): boolean {
  return (
    vm.hasStatistics || (vm.runningSince !== undefined && Math.floor(now / COLLECTED_AFTER) > Math.floor(vm.runningSince / COLLECTED_AFTER))
  );
}

export interface Usage {
  /** Share of the CPU, 0 to 1. */
  readonly cpu: number;
  /** kB/s. */
  readonly networkRead: number;
  readonly networkWrite: number;
  readonly diskRead: number;
  readonly diskWrite: number;
  /** Share of the memory in use, 0 to 1. */
  readonly memory: number;
}

/** A number in [0, 1) that belongs to a VM and a purpose. */
function trait(vm: { readonly id: number }, purpose: number): number {
  const x = Math.sin(vm.id * 12.9898 + purpose * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

/** The load of a VM at a moment: busier in the day than at night, each with a level and a phase of its own. */
export function usageAt(vm: { readonly id: number }, at: number): Usage {
  const hour = (at / 3_600_000) % 24;
  const day = 0.5 + 0.5 * Math.sin(((hour - 9) / 24) * 2 * Math.PI + trait(vm, 1) * 1.5);
  const ripple = 0.5 + 0.5 * Math.sin(at / (240_000 + 600_000 * trait(vm, 2)) + 6.28 * trait(vm, 3));
  const spike = Math.sin(at / (3_700_000 + 900_000 * trait(vm, 4))) > 0.97 ? 0.35 : 0;
  const level = 0.04 + 0.45 * trait(vm, 5);
  const cpu = Math.min(0.98, level * (0.35 + 0.5 * day + 0.3 * ripple) + spike);
  return {
    cpu,
    networkRead: Math.round(cpu * 900 * (0.3 + trait(vm, 6))),
    networkWrite: Math.round(cpu * 600 * (0.3 + trait(vm, 7))),
    diskRead: Math.round(cpu * 300 * (0.2 + trait(vm, 8))),
    diskWrite: Math.round(cpu * 420 * (0.2 + trait(vm, 9))),
    memory: Math.min(0.96, 0.3 + 0.4 * trait(vm, 10) + 0.15 * day),
  };
}

const recorded: Body = {
  cpuused: '10%',
  networkkbsread: 32768,
  networkkbswrite: 16384,
  diskkbsread: 0,
  diskkbswrite: 0,
  memorykbs: 0,
  memoryintfreekbs: 0,
  memorytargetkbs: 0,
  diskioread: 0,
  diskiowrite: 0,
};

const idle: Usage = { cpu: 0, networkRead: 0, networkWrite: 0, diskRead: 0, diskWrite: 0, memory: 0 };

/** The fields of `details=stats`, once they were collected. */
export function statisticsFields(vm: VirtualMachineRecord, now: number): Body {
  if (!wasCollected(vm, now)) return {};
  if (vm.hypervisor === 'Simulator') return recorded;
  const use = vm.state === 'Running' ? usageAt(vm, now) : idle;
  const memory = vm.memory * 1024;
  return {
    cpuused: `${(use.cpu * 100).toFixed(2)}%`,
    networkkbsread: use.networkRead,
    networkkbswrite: use.networkWrite,
    diskkbsread: use.diskRead,
    diskkbswrite: use.diskWrite,
    memorykbs: memory,
    memoryintfreekbs: Math.round(memory * (1 - use.memory)),
    memorytargetkbs: memory,
    diskioread: Math.round(use.diskRead / 8),
    diskiowrite: Math.round(use.diskWrite / 8),
  };
}
