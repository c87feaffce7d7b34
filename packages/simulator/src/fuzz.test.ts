/** Whatever alice does, in whatever order: no handler breaks, and the cloud stays consistent. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from './clock.ts';
import { dispatch } from './dispatch.ts';
import { asyncJobs } from './jobs.ts';
import { countOf, limitOf } from './limits.ts';
import { Registry } from './registry.ts';
import { accounts, users } from './resources/accounts/account-records.ts';
import { resources } from './resources/index.ts';
import { nics } from './resources/networks/network-records.ts';
import { isos } from './resources/templates/template-records.ts';
import { virtualMachines } from './resources/virtual-machines/virtual-machine-records.ts';
import { volumes } from './resources/volumes/volume-records.ts';
import { createSimulator, type Simulator } from './simulator.ts';

const registry = new Registry(resources);

/** Alice in a cloud of her own, without the network in between. */
class Alice {
  readonly clock = new VirtualClock();
  readonly simulator: Simulator = createSimulator({ vms: 1, volumes: 1, clock: this.clock });
  readonly #session;

  constructor() {
    const [user] = this.simulator.store.table(users).by('username', 'alice');
    this.#session = this.simulator.cloud.sessions.start(user?.id ?? 0, true);
  }

  call(command: string, params: Record<string, string>): { status: number; text: string } {
    const { id, key } = this.#session;
    const values = { command, response: 'json', sessionkey: key, ...params };
    return dispatch(this.simulator.cloud, registry, {
      method: 'POST',
      parameters: Object.entries(values),
      values: new Map(Object.entries(values)),
      cookies: new Map([
        ['JSESSIONID', id],
        ['sessionkey', key],
      ]),
      address: '127.0.0.1',
    });
  }
}

const vmActions = [
  'startVirtualMachine',
  'stopVirtualMachine',
  'rebootVirtualMachine',
  'destroyVirtualMachine',
  'recoverVirtualMachine',
  'resetPasswordForVirtualMachine',
];
const step = fc.oneof(
  fc.record({ kind: fc.constant('vm' as const), command: fc.constantFrom(...vmActions), vm: fc.nat(9), expunge: fc.boolean() }),
  fc.record({
    kind: fc.constant('pair' as const),
    command: fc.constantFrom('attachVolume', 'attachIso'),
    vm: fc.nat(9),
    other: fc.nat(12),
  }),
  fc.record({
    kind: fc.constant('volume' as const),
    command: fc.constantFrom('detachVolume', 'deleteVolume', 'destroyVolume', 'recoverVolume', 'createSnapshot', 'resizeVolume'),
    other: fc.nat(12),
  }),
  fc.record({ kind: fc.constant('vmsnapshot' as const), vm: fc.nat(9), revert: fc.boolean() }),
  fc.record({ kind: fc.constant('restore' as const), vm: fc.nat(9) }),
  fc.record({ kind: fc.constant('time' as const), milliseconds: fc.constantFrom(50, 700, 4000, 60_000, 26 * 3_600_000) }),
);

function apply(alice: Alice, action: typeof step extends fc.Arbitrary<infer T> ? T : never): { status: number; text: string } | undefined {
  const { store } = alice.simulator;
  const own = store.table(accounts).by('name', 'alice')[0]?.id ?? 0;
  const at = <T extends { uuid: string }>(rows: readonly T[], index: number): string =>
    rows[index % Math.max(1, rows.length)]?.uuid ?? 'none';
  const vm = (index: number): string => at(store.table(virtualMachines).ofAccount(own), index);
  const volume = (index: number): string => at(store.table(volumes).ofAccount(own), index);
  switch (action.kind) {
    case 'time':
      alice.clock.advance(action.milliseconds);
      return undefined;
    case 'vm':
      return alice.call(action.command, { id: vm(action.vm), expunge: String(action.expunge) });
    case 'restore':
      return alice.call('restoreVirtualMachine', { virtualmachineid: vm(action.vm) });
    case 'vmsnapshot': {
      if (!action.revert) return alice.call('createVMSnapshot', { virtualmachineid: vm(action.vm) });
      const id = at(store.named('VMSnapshot')?.all() ?? [], action.vm);
      return alice.call('revertToVMSnapshot', { vmsnapshotid: id });
    }
    case 'pair':
      return alice.call(action.command, {
        id: action.command === 'attachIso' ? at(store.table(isos).all(), action.other) : volume(action.other),
        virtualmachineid: vm(action.vm),
      });
    default:
      return alice.call(action.command, { id: volume(action.other), volumeid: volume(action.other), size: '200' });
  }
}

function checkConsistency({ store }: Simulator): void {
  for (const volume of store.table(volumes).all()) {
    if (volume.vmId === undefined) continue;
    const vm = store.table(virtualMachines).byId(volume.vmId);
    expect(vm !== undefined && !store.table(virtualMachines).isRemoved(vm)).toBe(true);
  }
  for (const vm of store.table(virtualMachines).all()) {
    const devices = store
      .table(volumes)
      .by('vm', vm.id)
      .map((volume) => volume.deviceId);
    expect(new Set(devices).size).toBe(devices.length);
    expect(['Running', 'Starting', 'Stopping', 'Migrating'].includes(vm.state)).toBe(vm.hostId !== undefined);
  }
  for (const nic of store.table(nics).all())
    expect(
      store
        .table(virtualMachines)
        .all()
        .some((vm) => vm.id === nic.vmId),
    ).toBe(true);
  for (const account of store.table(accounts).all()) {
    const limit = limitOf(store, account, 'user_vm');
    if (limit >= 0) expect(countOf(store, account, 'user_vm')).toBeLessThanOrEqual(limit);
  }
}

test('nothing breaks', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const alice = new Alice();
      for (const action of steps) {
        const answer = apply(alice, action);
        // A 530 with a stack is a handler that threw by mistake.
        if (answer !== undefined) expect(answer.text).not.toMatch(/\\n\s+at /);
        checkConsistency(alice.simulator);
      }
      alice.clock.advance(600_000);
      checkConsistency(alice.simulator);
      const { store } = alice.simulator;
      expect(store.table(asyncJobs).by('unfinished', 1)).toEqual([]);
      for (const job of store.table(asyncJobs).all())
        expect(JSON.stringify(job.result)).not.toMatch(/Cannot read|undefined is not|is not a function/);
      const stuck = store
        .table(virtualMachines)
        .all()
        .filter((vm) => !['Running', 'Stopped', 'Destroyed', 'Error'].includes(vm.state));
      expect(stuck).toEqual([]);
      expect(
        store
          .table(volumes)
          .all()
          .filter((volume) => !['Ready', 'Allocated', 'Destroy'].includes(volume.state)),
      ).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);
