/** What happens to VMs without anybody asking CloudStack: tests need it, because tenants get no event of it. */
import type { Cloud } from './cloud.ts';
import { toRunning, toStarting, toStopped } from './resources/virtual-machines/state.ts';
import { type VirtualMachineRecord, virtualMachines } from './resources/virtual-machines/virtual-machine-records.ts';

export class OutOfBand {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** The VM's guest shut down: the server notices and writes an event of its own, which only root admins see. */
  powerOff(vmUuid: string): void {
    const vm = this.#vm(vmUuid);
    if (vm.state !== 'Running') throw new Error(`VM ${vmUuid} is ${vm.state}, not Running`);
    toStopped(this.#cloud, vm);
    this.#event(vm, 'VM.STOP', 'Out of band power-off detected');
  }

  /** Somebody started the VM at its host. */
  powerOn(vmUuid: string): void {
    const vm = this.#vm(vmUuid);
    if (vm.state !== 'Stopped') throw new Error(`VM ${vmUuid} is ${vm.state}, not Stopped`);
    toStarting(this.#cloud, vm);
    toRunning(this.#cloud, vm, false);
    this.#event(vm, 'VM.START', 'Out of band power-on detected');
  }

  /** High availability started the VM again on another host: no event at all. */
  restartByHa(vmUuid: string): void {
    const vm = this.#vm(vmUuid);
    if (vm.state !== 'Running') throw new Error(`VM ${vmUuid} is ${vm.state}, not Running`);
    toStopped(this.#cloud, vm);
    toStarting(this.#cloud, vm);
    toRunning(this.#cloud, vm, false);
  }

  #vm(uuid: string): VirtualMachineRecord {
    const vm = this.#cloud.store.table(virtualMachines).get(uuid);
    if (vm === undefined) throw new Error(`there is no VM ${uuid}`);
    return vm;
  }

  #event(vm: VirtualMachineRecord, type: string, text: string): void {
    this.#cloud.events.bySystem({ type, description: `${text} for VM ${vm.uuid}`, resourceType: 'VirtualMachine', resourceUuid: vm.uuid });
  }
}
