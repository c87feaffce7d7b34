/** Changes that tenants are told nothing of. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestCloud, type TestCloud } from './testing/test-cloud.ts';

let cloud: TestCloud;
let id: string;

beforeEach(async () => {
  cloud = await startTestCloud();
  const running = await cloud.as('alice').list('listVirtualMachines', { state: 'Running' });
  id = running[0]?.id ?? '';
});
afterEach(() => cloud.close());

const state = async () => (await cloud.as('alice').list('listVirtualMachines', { id, details: 'min' }))[0]?.state;
const eventsOf = async (user: string) =>
  (await cloud.as(user).list('listEvents', { resourceid: id, resourcetype: 'VirtualMachine', listall: true })).length;

test('power off and on: the row changes, and only the root admin sees events', async () => {
  const before = [await eventsOf('alice'), await eventsOf('dana'), await eventsOf('admin')];
  cloud.simulator.outOfBand.powerOff(id);
  expect(await state()).toBe('Stopped');
  expect(() => cloud.simulator.outOfBand.powerOff(id)).toThrow(/is Stopped/);
  cloud.simulator.outOfBand.powerOn(id);
  expect(await state()).toBe('Running');
  expect([await eventsOf('alice'), await eventsOf('dana'), await eventsOf('admin')]).toEqual([before[0], before[1], (before[2] ?? 0) + 2]);
});

test('a restart by high availability leaves no trace but the time of the last change', async () => {
  const updated = async () => (await cloud.as('alice').list('listVirtualMachines', { id }))[0]?.lastupdated;
  const [events, at] = [await eventsOf('admin'), await updated()];
  cloud.clock.advance(5000);
  cloud.simulator.outOfBand.restartByHa(id);
  expect([await state(), await eventsOf('admin')]).toEqual(['Running', events]);
  expect(await updated()).not.toBe(at);
});

test('nobody can be found under an unknown id', () => expect(() => cloud.simulator.outOfBand.powerOn('nobody')).toThrow(/no VM/));
