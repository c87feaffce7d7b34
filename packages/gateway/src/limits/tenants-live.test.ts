// Whatever is done, and whosever it becomes: nobody is given an event, a row, a count or a facet that CloudStack would not show.
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createTransport, type Transport } from '@cloudstack-graph/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownProjectIds } from '../scope.ts';
import { type Harness, startHarness } from '../test/harness.ts';
import { type People, type Person, peopleOf } from './test-people.ts';

const PAGE = `query($scope: ScopeFilter) {
  virtualMachines(first: 500, filter: { scope: $scope }, orderBy: [{ field: NAME }]) {
    totalCount indexing { done } facets { field values { value count } } nodes { id displayName owner { account project } }
  }
  volumes(first: 500, filter: { scope: $scope }, orderBy: [{ field: NAME }]) {
    totalCount indexing { done } facets { field values { value count } } nodes { id name }
  }
}`;
const EVENTS = 'subscription { events { id description } }';
const CHANGES = `subscription { resourceChanged(types: ["VirtualMachine", "Volume"]) {
  kind id resource { id ... on VirtualMachine { displayName } ... on Volume { name } } } }`;

interface List {
  totalCount: number;
  indexing: object | null;
  facets: { field: string; values: { value: string; count: number }[] }[] | null;
  nodes: { id: string }[];
}
interface Owned {
  id: string;
  account?: string;
  domainid?: string;
  projectid?: string;
  state?: string;
  displayname?: string;
  /** Of an event: what it is about. */
  resourceid?: string;
}

/** What CloudStack itself shows somebody, and has ever shown since the test began. */
interface Truth {
  machines: Owned[];
  volumes: Owned[];
  readonly ever: Set<string>;
  /** Events that were there for the one at the first look after they were written. */
  readonly owed: Set<string>;
  readonly given: Set<string>;
  /** Texts that occur nowhere but in what was given. */
  readonly read: Set<string>;
  readonly secrets: Set<string>;
}

let harness: Harness;
let transport: Transport;
let people: People;
let admin: Person;
let project: string;
const everybody = new Map<Person, Truth>();
const named = (name: string) => [...everybody.keys()].find((person) => person.name === name) as Person;
const accountOf = ({ name }: Person) => (name === 'bob2' ? 'bob' : name);
const truthOf = (person: Person) => everybody.get(person) as Truth;

const looked = new Set<string>();
let secrets = 0;

beforeAll(async () => {
  harness = await startHarness({
    simulator: { vms: 8, volumes: 12, jobSpeed: 400 },
    environment: { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' },
    deps: { timing: { serviceAccountMs: 60, hintSpacingMs: 20, jobsMs: 100, unstableMs: 100, unstableMaxMs: 200 } },
  });
  transport = createTransport({ endpoint: harness.endpoint });
  people = peopleOf(harness, transport);
  const demo = (name: string) => people.person(name, `demo-api-key-${name}`, `demo-secret-key-${name}`);
  admin = demo('admin');
  const { rows } = await admin.client.call('listDomains', { listall: true });
  const domain = (name: string) => rows.find((row) => row.name === name)?.id ?? '';
  const staff = [demo('alice'), demo('bob'), demo('dana')];
  // a colleague in bob's account, and a stranger in another domain
  staff.push(await people.hire(admin, 'bob2', domain('acme'), 'bob'), await people.hire(admin, 'erin', domain('globex')));
  project = (await admin.client.call('listProjects', { listall: true })).rows[0]?.id ?? '';
  for (const person of staff) {
    const truth: Truth = {
      ...{ machines: [], volumes: [], ever: new Set<string>(), owed: new Set<string>(), given: new Set<string>() },
      ...{ read: new Set<string>(), secrets: new Set<string>() },
    };
    everybody.set(person, truth);
    person.listen(EVENTS, ({ events }: { events: { id: string; description: string } }) => {
      truth.given.add(events.id.replace('Event:', ''));
      readSecrets(truth, events);
    });
    person.listen(CHANGES, ({ resourceChanged }: { resourceChanged: { id: string } }) => {
      truth.given.add(uuid(resourceChanged.id));
      readSecrets(truth, resourceChanged);
    });
    await person.query(PAGE, { scope: { everyone: true } });
  }
  const { live } = harness.gateway.services;
  await until(() => live.watchers === staff.length * 2 && [...live.cohorts.values()].every(({ feed }) => feed.begun));
  for (const row of (await admin.client.call('listEvents', { listall: true, projectid: '-1', pagesize: 500, page: 1 })).rows)
    looked.add(row.id);
  await look();
});
afterAll(async () => {
  people?.leave();
  await harness?.close();
  await transport?.close();
});

const uuid = (typedId: string) => typedId.replace(/^\w+:/, '');
const secretsIn = (value: unknown) => JSON.stringify(value).match(/secret-\d+-/g) ?? [];

function readSecrets(truth: Truth, value: unknown): void {
  for (const secret of secretsIn(value)) truth.read.add(secret);
}

async function until(holds: () => boolean | Promise<boolean>, what = 'not in time'): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 300) throw new Error(what);
    await sleep(50);
  }
}

/** All rows of a list that CloudStack shows somebody, those of projects that the one is no member of left out. */
async function shown(person: Person, command: 'listVirtualMachines' | 'listVolumes' | 'listEvents'): Promise<Owned[]> {
  const scopes = person.name === 'dana' ? [{}, { projectid: '-1' }] : [{ projectid: '-1' }];
  const found = new Map<string, Owned>();
  const own = new Set((await person.client.call('listProjects', {})).rows.map(({ id }) => id));
  for (const scope of scopes) {
    const parameters = { ...scope, listall: true };
    for await (const row of person.client.pages(command as 'listVolumes', parameters) as AsyncIterable<Owned>)
      if (row.projectid === undefined || own.has(row.projectid)) found.set(row.id, row);
  }
  return [...found.values()];
}

const began = `${new Date(Date.now() - 2000).toISOString().slice(0, 19)}+0000`;

/** Notes what CloudStack shows everybody at this moment. */
async function look(): Promise<void> {
  const all = await admin.client.call('listEvents', { listall: true, projectid: '-1', startdate: began, page: 1, pagesize: 500 });
  const fresh = new Set(all.rows.map(({ id }) => id).filter((id) => !looked.has(id)));
  for (const [person, truth] of everybody) {
    truth.machines = await shown(person, 'listVirtualMachines');
    truth.volumes = await shown(person, 'listVolumes');
    // all there are: a new member of a project may be given what was written in it before
    const events = await shown(person, 'listEvents');
    for (const rows of [truth.machines, truth.volumes, events]) {
      for (const row of rows) truth.ever.add(row.id);
      for (const secret of secretsIn(rows)) truth.secrets.add(secret);
    }
    // an event names what it is about also to colleagues of its actor, who may not see the thing itself
    for (const { resourceid } of events) if (resourceid !== undefined) truth.ever.add(resourceid);
    for (const { id } of events) if (fresh.has(id)) truth.owed.add(id);
  }
  for (const id of fresh) looked.add(id);
}

/** A list in short: its rows, and how many there are of each owner and in all states. */
interface Summary {
  readonly count: number;
  readonly ids: readonly string[];
  readonly owners: Readonly<Record<string, number>>;
  readonly inStates: number;
}

function summaryOfRows(rows: readonly Owned[]): Summary {
  const there = rows.filter(({ state }) => state !== 'Destroyed' && state !== 'Expunging');
  const ownerOf = ({ account, domainid, projectid }: Owned) => (projectid ? `Project:${projectid}` : `${domainid}/${account}`);
  const owners = [...Map.groupBy(there, ownerOf)].map(([owner, of]) => [owner, of.length] as const);
  return { count: there.length, ids: there.map(({ id }) => id).sort(), owners: Object.fromEntries(owners), inStates: there.length };
}

function summaryOfList({ totalCount, nodes, facets }: List): Summary {
  const facet = (field: string) => facets?.find((one) => one.field === field)?.values ?? [];
  return {
    count: totalCount,
    ids: nodes.map(({ id }) => uuid(id)).sort(),
    owners: Object.fromEntries(facet('owner').map(({ value, count }) => [value, count])),
    inStates: facet('state').reduce((sum, { count }) => sum + count, 0),
  };
}

/** What the gateway's lists show somebody becomes what CloudStack shows. */
async function listsBecomeTrue(person: Person): Promise<void> {
  const truth = truthOf(person);
  const wanted = { machines: summaryOfRows(truth.machines), volumes: summaryOfRows(truth.volumes) };
  let lists: object = {};
  for (let tries = 0; tries < 200 && !isDeepStrictEqual(lists, wanted); tries++) {
    if (tries > 0) await sleep(75);
    const { virtualMachines, volumes } = await person.query<{ virtualMachines: List; volumes: List }>(PAGE, { scope: { everyone: true } });
    readSecrets(truth, [virtualMachines, volumes]);
    for (const { id } of [...virtualMachines.nodes, ...volumes.nodes]) truth.given.add(uuid(id));
    lists = { machines: summaryOfList(virtualMachines), volumes: summaryOfList(volumes) };
  }
  expect(lists, person.name).toEqual(wanted);
}

interface Step {
  readonly what: 'rename' | 'move' | 'power' | 'disk' | 'join' | 'leave';
  readonly who: string;
  readonly to: string;
  readonly pick: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('rename', 'move', 'power', 'disk', 'join', 'leave'),
  who: fc.constantFrom('alice', 'bob', 'dana', 'bob2', 'erin', 'admin'),
  to: fc.constantFrom('alice', 'bob', 'dana', 'erin', 'project'),
  pick: fc.nat(50),
});

/** Does it through CloudStack, as that person where the person may, and waits for its end. */
async function take({ what, who, to, pick }: Step): Promise<void> {
  const actor = who === 'admin' ? admin : named(who);
  const { rows } = await admin.client.call('listVirtualMachines', { listall: true, projectid: '-1', page: 1, pagesize: 500 });
  const mine = actor === admin ? rows : truthOf(actor).machines;
  const vm = mine[pick % Math.max(1, mine.length)];
  const secret = `secret-${++secrets}-`;
  const call = async (as: Person, command: string, parameters: object) => {
    const answer = (await as.client.callRaw(command, { ...parameters })) as { jobid?: string };
    const pending = async () => (await as.client.call('queryAsyncJobResult', { jobid: answer.jobid ?? '' })).jobstatus === 0;
    if (answer.jobid !== undefined) await until(async () => !(await pending()), `${command} did not end`);
  };
  const domain = rows.find(({ account }) => account === (to === 'erin' ? 'erin' : 'bob'))?.domainid ?? '';
  switch (what) {
    case 'rename':
      return vm && call(actor, 'updateVirtualMachine', { id: vm.id, displayname: secret });
    case 'power':
      return vm && call(actor, vm.state === 'Running' ? 'stopVirtualMachine' : 'startVirtualMachine', { id: vm.id });
    case 'disk': {
      const [zone, offering] = [
        (await actor.client.call('listZones', {})).rows[0]?.id,
        (await actor.client.call('listDiskOfferings', {})).rows.find(({ iscustomized }) => !iscustomized)?.id,
      ];
      const parameters = { name: secret, zoneid: zone, diskofferingid: offering, ...(to === 'project' ? { projectid: project } : {}) };
      return call(actor, 'createVolume', parameters);
    }
    case 'move': {
      if (!vm) return;
      if (vm.state === 'Running') await call(admin, 'stopVirtualMachine', { id: vm.id });
      const people = await admin.client.call('listAccounts', { listall: true, name: to });
      const owner = to === 'project' ? { projectid: project } : { account: to, domainid: people.rows[0]?.domainid ?? domain };
      await call(admin, 'assignVirtualMachine', { virtualmachineid: vm.id, ...owner });
      return call(admin, 'updateVirtualMachine', { id: vm.id, displayname: secret });
    }
    case 'join':
      return who === 'bob2' || who === 'bob'
        ? call(admin, 'addUserToProject', { projectid: project, username: who })
        : call(admin, 'addAccountToProject', { projectid: project, account: who });
    case 'leave': {
      const { rows } = await admin.client.call('listProjectAccounts', { projectid: project });
      const members = rows as { account?: string; role?: string; userid?: string }[];
      const member = members.find(({ account, role }) => account === (who === 'bob2' ? 'bob' : who) && role !== 'Admin');
      if (!member) return;
      // who has left cannot be told any more what was written just before
      for (const person of everybody.keys()) if (accountOf(person) === member.account) await gotEverything(person);
      await (member.userid === undefined
        ? call(admin, 'deleteAccountFromProject', { projectid: project, account: member.account })
        : call(admin, 'deleteUserFromProject', { projectid: project, userid: member.userid }));
      // of the leaving itself the one may have been told while still a member
      for (const { id } of (await admin.client.call('listEvents', { projectid: project, startdate: began })).rows)
        for (const [person, { ever }] of everybody) if (accountOf(person) === member.account) ever.add(id);
      return;
    }
  }
}

/** The gateway knows who is in the project, as it must within ten seconds by itself and at once where hints tell. */
async function membershipsAreKnown(): Promise<void> {
  const { live } = harness.gateway.services;
  for (const person of everybody.keys()) {
    const own = new Set((await person.client.call('listProjects', {})).rows.map(({ id }) => id));
    const cohort = [...live.cohorts.values()].find(({ identity }) => identity.username === person.name);
    if (cohort?.identity.roleType === 'User')
      await until(async () => (await ownProjectIds(cohort.context())).has(project) === own.has(project), `${person.name}'s projects`);
  }
}

const gotEverything = (person: Person): Promise<void> => {
  const { owed, given } = truthOf(person);
  return until(() => [...owed].every((id) => given.has(id)), `${person.name} did not get every event`);
};

/** What ids are of, for whoever reads why the test failed. */
const told = (ids: readonly string[]): Promise<object[]> =>
  Promise.all(
    ids.map(async (id) => {
      const { rows } = await admin.client.call('listEvents', { id, listall: true, projectid: '-1' });
      const { type, state, account, project: of, created, description } = rows[0] ?? {};
      return { id, type, state, account, of, created, description };
    }),
  );

describe('what tenants get live', { timeout: 180_000 }, () => {
  it('property: is what CloudStack shows them, over identities, projects and moves of ownership', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
        for (const each of steps) {
          // what somebody may not do is refused, and that is as good
          await take(each).catch((error: Error) => expect(error.name).toMatch(/^CloudStack/));
          if (each.what === 'join' || each.what === 'leave') await membershipsAreKnown();
          await look();
        }
        for (const person of everybody.keys()) {
          await listsBecomeTrue(person);
          await gotEverything(person);
        }
        for (const [{ name }, { given, ever, read, secrets: own }] of everybody) {
          const foreign = await told([...given].filter((id) => !ever.has(id)));
          expect({ name, foreign }).toEqual({ name, foreign: [] });
          expect({ name, foreign: [...read].filter((secret) => !own.has(secret)) }).toEqual({ name, foreign: [] });
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
    // the stranger may have been left alone by chance
    for (const [{ name }, { given }] of everybody) if (name !== 'erin') expect(given.size, name).toBeGreaterThan(0);
  });
});
