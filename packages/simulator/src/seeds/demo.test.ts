/** The demo cloud: as ordered, believable, and the same every time. */
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { events } from '../events.ts';
import { countOf, limitOf, resourceTypes } from '../limits.ts';
import { type AccountRecord, accounts } from '../resources/accounts/account-records.ts';
import { networks, nics } from '../resources/networks/network-records.ts';
import { virtualMachines } from '../resources/virtual-machines/virtual-machine-records.ts';
import { volumes } from '../resources/volumes/volume-records.ts';
import { createSimulator, type SimulatorOptions } from '../simulator.ts';

const build = (options: SimulatorOptions = {}) => createSimulator({ clock: new VirtualClock(), ...options }).store;

function accountOf(store: ReturnType<typeof build>, name: string): AccountRecord {
  const account = store.table(accounts).by('name', name)[0];
  if (account === undefined) throw new Error(`no account ${name}`);
  return account;
}

test('the same number gives the same cloud, ids included; another one another', () => {
  const ids = (random: number) =>
    build({ random, vms: 10 })
      .table(virtualMachines)
      .all()
      .map((vm) => `${vm.uuid} ${vm.name} ${vm.state}`);
  expect(ids(5)).toEqual(ids(5));
  expect(ids(5)).not.toEqual(ids(6));
});

describe('without further orders', () => {
  const store = build();

  test('bob has 120 VMs and 180 volumes, alice a handful', () => {
    const count = (name: string) =>
      [store.table(virtualMachines), store.table(volumes)].map((table) => table.ofAccount(accountOf(store, name).id).length);
    expect(count('bob')).toEqual([120, 180]);
    expect(count('alice')).toEqual([7, 10]);
  });

  test('names within an account, addresses within a network and devices within a VM differ', () => {
    for (const name of ['alice', 'bob']) {
      const names = store
        .table(virtualMachines)
        .ofAccount(accountOf(store, name).id)
        .map((vm) => vm.name);
      expect(new Set(names).size).toBe(names.length);
    }
    for (const network of store.table(networks).all()) {
      const addresses = store
        .table(nics)
        .by('network', network.id)
        .map((nic) => nic.ipAddress);
      expect(new Set(addresses).size).toBe(addresses.length);
    }
    for (const vm of store.table(virtualMachines).all()) {
      const devices = store
        .table(volumes)
        .by('vm', vm.id)
        .map((volume) => volume.deviceId);
      expect(new Set(devices).size).toBe(devices.length);
    }
  });

  test('everybody may go on: nobody is at a limit, alice has room for twenty VMs', () => {
    for (const name of ['alice', 'bob', 'dana']) {
      const account = accountOf(store, name);
      for (const { name: type } of resourceTypes) expect(limitOf(store, account, type)).toBeGreaterThan(countOf(store, account, type));
    }
    const alice = accountOf(store, 'alice');
    expect(limitOf(store, alice, 'user_vm') - countOf(store, alice, 'user_vm')).toBeGreaterThanOrEqual(20);
  });

  test('the log reaches back for weeks, in order, with children after their parents', () => {
    const log = store.table(events).all();
    const now = Date.UTC(2026, 10, 22, 8, 0, 0);
    expect(now - (log[0]?.created ?? now)).toBeGreaterThan(21 * 86_400_000);
    const seen = new Set<string>();
    let last = 0;
    for (const event of log) {
      expect(event.created).toBeGreaterThanOrEqual(last);
      expect(event.created).toBeLessThanOrEqual(now);
      if (event.parentUuid !== undefined) expect(seen.has(event.parentUuid)).toBe(true);
      seen.add(event.uuid);
      last = event.created;
    }
  });
});

test('other numbers are honoured: a volume for each VM at least, networks of some hundred VMs', () => {
  const store = build({ vms: 450, volumes: 10 });
  const bob = accountOf(store, 'bob').id;
  expect([store.table(virtualMachines).ofAccount(bob).length, store.table(volumes).ofAccount(bob).length]).toEqual([450, 450]);
  expect(store.table(networks).ofAccount(bob).length).toBeGreaterThanOrEqual(3);
});

test('an empty cloud has a root admin and nothing else', () => {
  const store = build({ seed: 'empty' });
  expect(
    store
      .table(accounts)
      .all()
      .map((account) => account.name),
  ).toEqual(['system', 'admin', 'baremetal-system-account']);
  expect(store.table(virtualMachines).all()).toEqual([]);
});
