/** What happened between the recorded exchanges without being recorded, as far as later answers show it. */

import type { Callers } from './callers.ts';

/** What such a step may use. */
export interface UnrecordedWorld {
  readonly callers: Callers;
  /** Lets the simulator's time pass. */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until no job is pending. */
  settle(): Promise<void>;
  /** The simulator's id of a recorded one. */
  idOf(recorded: string): string;
  /** Says which simulated id is the counterpart of a recorded one. */
  learn(recorded: string, simulated: string): void;
  /** Lets time pass until a recorded moment. */
  until(moment: string): Promise<void>;
}

const second = 1000;

/** By the name of the exchange before which the step happens. */
export const unrecordedSteps: Readonly<Record<string, (world: UnrecordedWorld) => Promise<void>>> = {
  '09#0': registerWhatDoesNotResolve,
  '11#22': ({ settle }) => settle(),
  '17#0': deployBobsMachines,
  '20#0': addBobsDisks,
};

const zoneId = 'a5b4c37f-fd10-4e35-a794-45a55770bde1';
const smallDiskOffering = 'd374975e-9807-4ad5-971c-4fa4a9638a69';
const osTypeId = 'dad74b8d-e64b-11f1-ae09-02fc00000001';

/** A second run of file 06 left three more failures in the event log before the network was touched. */
async function registerWhatDoesNotResolve({ callers, idOf }: UnrecordedWorld): Promise<void> {
  const common = { displaytext: 'x', zoneid: idOf(zoneId), ostypeid: idOf(osTypeId) };
  const file = 'http://nosuchhost.invalid/file';
  const attempts: [string, Record<string, string>][] = [
    ['registerIso', { ...common, name: 'debian', url: `${file}.iso` }],
    ['registerIso', { ...common, name: 'x', url: 'ftp//bad' }],
    ['registerTemplate', { ...common, name: 'tpl', url: `${file}.vhd`, format: 'VHD', hypervisor: 'Simulator' }],
  ];
  for (const [command, params] of attempts) {
    await callers.call('alice', command, params).then(
      () => Promise.reject(new Error(`${command} should have failed`)),
      () => undefined,
    );
  }
}

/** Bob's 120 machines in a network of his own; then the ten minutes after which a router's health check complains. */
async function deployBobsMachines({ callers, advance, settle, idOf }: UnrecordedWorld): Promise<void> {
  const acme = idOf('47f631a0-b704-46c7-8040-46d86ccb3e26');
  for (const resourcetype of [0, 1, 2, 8, 9, 10]) {
    await callers.call('admin', 'updateResourceLimit', { resourcetype: String(resourcetype), account: 'bob', domainid: acme, max: '-1' });
  }
  const size = { name: 'tiny', displaytext: 'Tiny', cpunumber: '1', cpuspeed: '100', memory: '128' };
  const tiny = await callers.call('admin', 'createServiceOffering', size);
  const networkofferingid = idOf('5e464f62-0e1c-42ad-b1f9-779c88a43a77');
  const made = await callers.call('bob', 'createNetwork', {
    name: 'bob-net',
    displaytext: 'bob net',
    networkofferingid,
    zoneid: idOf(zoneId),
  });
  const machine = {
    zoneid: idOf(zoneId),
    templateid: idOf('e2f28c37-e64b-11f1-ae09-02fc00000001'),
    serviceofferingid: String((tiny.serviceoffering as { id?: string }).id),
    networkids: String((made.network as { id?: string }).id),
  };
  for (let number = 1; number <= 120; number += 1) {
    await callers.call('bob', 'deployVirtualMachine', { ...machine, name: `batch-${number}` });
  }
  await settle();
  await advance(600 * second);
}

/** An hour later bob has no limits left and sixty further disks; his first machine, restarted since, and its offering are known by name. */
async function addBobsDisks({ callers, until, settle, idOf, learn }: UnrecordedWorld): Promise<void> {
  const acme = idOf('47f631a0-b704-46c7-8040-46d86ccb3e26');
  for (const resourcetype of [3, 4, 6, 11]) {
    await callers.call('admin', 'updateResourceLimit', { resourcetype: String(resourcetype), account: 'bob', domainid: acme, max: '-1' });
  }
  const { virtualmachine } = await callers.call('bob', 'listVirtualMachines', { name: 'batch-1' });
  const [machine] = virtualmachine as { id: string; serviceofferingid: string }[];
  learn('e825e48e-24dc-4711-a593-70376724ea19', machine?.id ?? '');
  learn('3fcbd8ba-d53d-40cb-9513-de8ce12f53de', machine?.serviceofferingid ?? '');
  const small = { zoneid: idOf(zoneId), diskofferingid: smallDiskOffering };
  for (let number = 1; number <= 60; number += 1) await callers.call('bob', 'createVolume', { ...small, name: `DATA-${number}` });
  await settle();
  for (const command of ['stopVirtualMachine', 'startVirtualMachine']) {
    await callers.call('bob', command, { id: machine?.id ?? '' });
    await settle();
  }
  await until('2026-11-22T09:25:30Z');
}
