/** Who sees which event: the table that experiments on a real server gave. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Row, startTestCloud, type TestCaller, type TestCloud } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let [admin, alice, bob, dana] = [] as unknown as [TestCaller, TestCaller, TestCaller, TestCaller];
/** A running and a second machine of bob's. */
let machine: Row;

beforeAll(async () => {
  cloud = await startTestCloud();
  [admin, alice, bob, dana] = [cloud.as('admin'), cloud.as('alice'), cloud.as('bob'), cloud.as('dana')];
  const machines = await bob.list('listVirtualMachines', { state: 'Running' });
  machine = machines[0] as Row;
});

afterAll(() => cloud.close());

/** What `during` writes that a caller sees: `STATE LEVEL by whom`, and the events themselves. */
async function seen(viewer: TestCaller, during: () => Promise<unknown>, params: Record<string, string> = {}): Promise<Row[]> {
  const before = new Set((await viewer.list('listEvents', params)).map(({ id }) => id));
  await during();
  return (await viewer.list('listEvents', params)).filter(({ id }) => !before.has(id));
}

const states = (events: Row[], type: string): string[] =>
  events.filter((event) => event.type === type).map((event) => `${event.state} ${event.level}`);

const stopStart = async (actor: TestCaller): Promise<void> => {
  await actor.job('stopVirtualMachine', { id: machine.id });
  await actor.job('startVirtualMachine', { id: machine.id });
};

const all = ['Scheduled INFO', 'Started INFO', 'Completed INFO'];

describe('an action on a machine', () => {
  test('by its owner: the owner sees all, linked to the first', async () => {
    const events = await seen(bob, () => stopStart(bob));
    expect(states(events, 'VM.STOP')).toEqual(all);
    expect(states(events, 'VM.START')).toEqual(all);
    const [scheduled, started, completed] = events;
    expect(scheduled).not.toHaveProperty('parentid');
    expect([started?.parentid, completed?.parentid]).toEqual([scheduled?.id, scheduled?.id]);
    expect(events.map(({ resourceid, resourcetype }) => [resourceid, resourcetype])).toEqual(Array(6).fill([machine.id, 'VirtualMachine']));
  });

  test('by the root admin: the owner sees only that it is scheduled, and by whom', async () => {
    const events = await seen(bob, () => stopStart(admin));
    expect(events.map(({ type, state, username, account }) => [type, state, username, account])).toEqual([
      ['VM.STOP', 'Scheduled', 'admin', 'bob'],
      ['VM.START', 'Scheduled', 'admin', 'bob'],
    ]);
  });

  test('by the root admin: the rest is the admin’s, with the machine’s id, and out of a domain admin’s sight', async () => {
    const own = await seen(admin, async () => {
      const domain = await seen(dana, () => stopStart(admin), { listall: 'true' });
      expect(states(domain, 'VM.STOP')).toEqual(['Scheduled INFO']);
    });
    expect(states(own, 'VM.STOP')).toEqual(['Started INFO', 'Completed INFO']);
    expect(own.every(({ resourceid }) => resourceid === machine.id)).toBe(true);
    const everything = await seen(admin, () => stopStart(bob), { listall: 'true' });
    expect(states(everything, 'VM.STOP')).toEqual(all);
  });

  test('by the domain admin: the owner sees only that it is scheduled', async () => {
    const own = await seen(dana, async () => {
      expect(states(await seen(bob, () => stopStart(dana)), 'VM.START')).toEqual(['Scheduled INFO']);
    });
    expect(states(own, 'VM.START')).toEqual(['Started INFO', 'Completed INFO']);
  });

  test('that fails: Completed with level ERROR, and the owner sees it', async () => {
    const events = await seen(bob, () => bob.job('startVirtualMachine', { id: machine.id }));
    expect(states(events, 'VM.START')).toEqual(['Scheduled INFO', 'Started INFO', 'Completed ERROR']);
  });
});

describe('synchronous commands, tags and limits by somebody else', () => {
  test('write the owner nothing', async () => {
    const [, disk] = await bob.list('listVolumes', { type: 'DATADISK' });
    const events = await seen(bob, async () => {
      await admin.call('updateVirtualMachine', { id: machine.id, displayname: 'Renamed' });
      await dana.call('updateVirtualMachine', { id: machine.id, displayname: 'Renamed again' });
      await admin.job('createTags', { resourceids: machine.id, resourcetype: 'UserVm', 'tags[0].key': 'seen', 'tags[0].value': 'no' });
      await admin.call('updateResourceLimit', { resourcetype: 0, account: 'bob', domainid: String(machine.domainid), max: 50 });
      if (disk !== undefined && disk.virtualmachineid === undefined) await dana.call('deleteVolume', { id: disk.id });
    });
    expect(events).toEqual([]);
  });

  test('a tag’s Scheduled is the system’s: its Completed has a parent that nobody but the admin finds', async () => {
    const tag = { resourceids: machine.id, resourcetype: 'UserVm', 'tags[0].key': 'own', 'tags[0].value': '1' };
    const [completed, ...more] = await seen(bob, () => bob.job('createTags', tag));
    expect(more).toEqual([]);
    expect([completed?.type, completed?.state, completed?.resourcetype]).toEqual(['CREATE_TAGS', 'Completed', 'ResourceTag']);
    expect(completed).not.toHaveProperty('resourceid');
    expect(await bob.list('listEvents', { id: String(completed?.parentid) })).toEqual([]);
    expect(await admin.list('listEvents', { id: String(completed?.parentid), listall: true })).toMatchObject([
      { state: 'Scheduled', account: 'system' },
    ]);
  });
});

describe('the system', () => {
  test('a host that is emptied tells owners nothing', async () => {
    const [row] = await admin.list('listVirtualMachines', { id: machine.id });
    const events = await seen(bob, async () => {
      const own = await seen(admin, () => admin.job('prepareHostForMaintenance', { id: String(row?.hostid) }));
      expect(states(own, 'MAINT.PREPARE')).toEqual(all);
      cloud.clock.advance(30_000);
      await admin.job('cancelHostMaintenance', { id: String(row?.hostid) });
    });
    expect(events).toEqual([]);
    const [moved] = await admin.list('listVirtualMachines', { id: machine.id });
    expect(moved).toMatchObject({ state: 'Running' });
    expect(moved?.hostid).not.toBe(row?.hostid);
  });

  test('a machine that is expunged later vanishes without a word to its owner', async () => {
    const doomed = (await bob.list('listVirtualMachines')).at(-1);
    await bob.job('destroyVirtualMachine', { id: String(doomed?.id) });
    const events = await seen(bob, async () => {
      const everything = await seen(admin, async () => void cloud.clock.advance(2 * 86_400_000), {
        listall: 'true',
        type: 'VOLUME.DESTROY',
      });
      expect(everything).toMatchObject([{ username: 'system', account: 'system', state: 'Completed' }]);
    });
    expect(events.filter(({ type }) => type !== 'SNAPSHOT.CREATE')).toEqual([]);
    expect(await bob.list('listVirtualMachines', { id: String(doomed?.id) })).toEqual([]);
  });

  test('a snapshot policy: Scheduled names the volume, Started and Completed name nothing, Created is the system’s', async () => {
    const [disk] = await alice.list('listVolumes');
    const volumeid = String(disk?.id);
    await alice.call('createSnapshotPolicy', { volumeid, intervaltype: 'HOURLY', schedule: '30', timezone: 'UTC', maxsnaps: 2 });
    const events = await seen(alice, async () => void cloud.clock.advance(3_600_000 + 120_000), { type: 'SNAPSHOT.CREATE' });
    const own = events.filter((event) => event.resourceid === volumeid || event.resourceid === undefined);
    expect(own.slice(0, 3).map(({ state, username, resourceid }) => [state, username, resourceid])).toEqual([
      ['Scheduled', 'system', volumeid],
      ['Started', 'system', undefined],
      ['Completed', 'system', undefined],
    ]);
  });

  test('a download that ends writes no event', async () => {
    const [zone] = await alice.list('listZones');
    const [os] = await alice.list('listOsTypes', { page: 1, pagesize: 1 });
    const iso = {
      name: 'tool',
      displaytext: 'Tool',
      url: 'http://files.example.net/tool.iso',
      zoneid: String(zone?.id),
      ostypeid: String(os?.id),
    };
    const events = await seen(alice, async () => {
      await alice.call('registerIso', iso);
      cloud.clock.advance(120_000);
      expect(await alice.list('listIsos', { isofilter: 'self', name: 'tool' })).toMatchObject([{ isready: true }]);
    });
    expect(events.filter(({ type }) => String(type).startsWith('ISO')).map(({ type, state }) => [type, state])).toEqual([
      ['ISO.CREATE', 'Completed'],
    ]);
  });
});
