import { afterEach, describe, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from './test/live-harness.ts';

interface EventData {
  events: { id: string; type: string; state: string; account: string; cursor: string; resource: { id: string } | null };
}
interface ChangeData {
  resourceChanged: { kind: string; id: string; type: string; resource: { id: string; state?: string; displayName?: string } | null };
}

const EVENTS = `subscription E($after: String, $filter: EventFilter) {
  events(after: $after, filter: $filter) { id type state account cursor resource { id } }
}`;
const CHANGES = `subscription C($types: [String!], $ids: [ID!]) {
  resourceChanged(types: $types, ids: $ids) { kind id type resource { id ... on VirtualMachine { state displayName zone { name } } } }
}`;
const JOBS = 'subscription { jobs { id command status resource { id } errorText } }';

let harness: LiveHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

async function start(options: Parameters<typeof startLiveHarness>[0] = {}): Promise<LiveHarness> {
  harness = await startLiveHarness(options);
  return harness;
}

async function runningVm(at: LiveHarness, as: 'alice' | 'bob' = 'bob'): Promise<string> {
  const { rows } = await at.cloud(as).call('listVirtualMachines', { state: 'Running', details: ['min'], page: 1, pagesize: 1 });
  return rows[0]?.id ?? '';
}

const settled = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the live path over the wire', { timeout: 30_000 }, () => {
  it('brings an event to a socket and a stream of its owner, and not to others', async () => {
    const at = await start();
    const bobs = at.socket('bob').subscribe<EventData>(EVENTS);
    const streamed = at.stream<EventData>('bob', EVENTS);
    const alices = at.socket('alice').subscribe<EventData>(EVENTS);
    await at.listening(3);
    const id = await runningVm(at);
    const job = await at.cloud('bob').call('stopVirtualMachine', { id });
    await job.wait({ pollMs: 50 });
    for (const received of [bobs, streamed]) {
      await received.until(({ events }) => events.type === 'VM.STOP' && events.state === 'COMPLETED');
      expect(received.items.map(({ data }) => data.events.state)).toEqual(['SCHEDULED', 'STARTED', 'COMPLETED']);
      expect(received.items[0]?.data.events.resource?.id).toBe(`VirtualMachine:${id}`);
      expect(received.items.at(-1)?.extensions?.cursor).toBe(received.items.at(-1)?.data.events.cursor);
    }
    expect(streamed.id()).toBe(streamed.items.at(-1)?.data.events.cursor);
    expect(alices.items).toEqual([]);
  });

  it('brings what a scope holds: a domain with what is below it, one account of it, or the own', async () => {
    const at = await start();
    const { rows } = await at.cloud('admin').call('listDomains', {});
    const [root, acme] = ['ROOT', 'acme'].map((name) => rows.find((row) => row.name === name)?.id);
    const of = (scope: object) => at.socket('admin').subscribe<EventData>(EVENTS, { filter: { scope } });
    const heard = [{ domain: root }, { domain: acme }, { domain: acme, account: 'bob' }, { everyone: true }].map(of);
    const deaf = [{ account: 'bob' }, { domain: acme, account: 'alice' }, { everyone: false }].map(of);
    await at.listening(heard.length + deaf.length);
    await at.cloud('bob').call('stopVirtualMachine', { id: await runningVm(at) });
    for (const received of heard) await received.until(({ events }) => events.type === 'VM.STOP');
    for (const received of deaf) expect(received.items.filter(({ data }) => data.events.type === 'VM.STOP')).toEqual([]);
  });

  it("shows an admin's stop of bob's VM, of which bob reads one event only, by hints and by the clock", async () => {
    for (const serviceAccount of [true, false]) {
      const at = await start({ serviceAccount, simulator: { jobSpeed: 20 } });
      const changes = at.socket('bob').subscribe<ChangeData>(CHANGES, { types: ['VirtualMachine'] });
      const events = at.socket('bob').subscribe<EventData>(EVENTS);
      await at.listening(2);
      const id = await runningVm(at);
      const job = await at.cloud('admin').call('stopVirtualMachine', { id });
      await job.wait({ pollMs: 50 });
      const stopped = Date.now();
      await changes.until(
        ({ resourceChanged: { id: changed, resource } }) => changed === `VirtualMachine:${id}` && resource?.state === 'STOPPED',
      );
      expect(Date.now() - stopped).toBeLessThan(4000);
      expect(events.items.map(({ data }) => data.events.state)).toEqual(['SCHEDULED']);
      await at.close();
    }
  });

  it('resumes after its cursor when the stream broke off, by argument or by Last-Event-ID', async () => {
    const at = await start();
    const first = at.stream<EventData>('bob', EVENTS);
    await at.listening(1);
    const id = await runningVm(at);
    await (await at.cloud('bob').call('stopVirtualMachine', { id })).wait({ pollMs: 50 });
    await first.until(({ events }) => events.state === 'COMPLETED');
    first.stop();
    await (await at.cloud('bob').call('startVirtualMachine', { id })).wait({ pollMs: 50 });
    const cursor = first.items.at(-1)?.data.events.cursor;
    const byId = at.stream<EventData>('bob', EVENTS, { lastEventId: first.id() });
    const byArgument = at.socket('bob').subscribe<EventData>(EVENTS, { after: cursor });
    for (const received of [byId, byArgument]) {
      await received.until(({ events }) => events.type === 'VM.START' && events.state === 'COMPLETED');
      const states = received.items.filter(({ data }) => data.events.type === 'VM.START').map(({ data }) => data.events.state);
      expect(states).toEqual(['SCHEDULED', 'STARTED', 'COMPLETED']);
    }
  });

  it('tells of jobs that were begun elsewhere', async () => {
    const at = await start({ simulator: { jobSpeed: 1 } });
    const jobs = at
      .socket('bob')
      .subscribe<{ jobs: { id: string; command: string; status: string; resource: { id: string } | null } }>(JOBS);
    await at.listening(1);
    const id = await runningVm(at);
    const stop = await at.cloud('bob').call('stopVirtualMachine', { id });
    const ended = await jobs.until(({ jobs: job }) => job.id === `AsyncJob:${stop.jobId}` && job.status !== 'PENDING');
    expect(ended.jobs).toMatchObject({ command: 'stopVirtualMachine', status: 'SUCCEEDED', resource: { id: `VirtualMachine:${id}` } });
  });

  it('answers an own mutation within the half second that the table gives', async () => {
    const at = await start();
    const changes = at.socket('bob').subscribe<ChangeData>(CHANGES);
    await at.listening(1);
    const id = await runningVm(at);
    const asked = Date.now();
    const { data } = await at.query(
      'mutation($input: StopVirtualMachineInput!) { stopVirtualMachine(input: $input) { __typename ... on StopVirtualMachineSuccess { job { id status } } } }',
      { input: { id } },
      { as: 'bob' },
    );
    expect(data).toMatchObject({ stopVirtualMachine: { __typename: 'StopVirtualMachineSuccess' } });
    await changes.until(({ resourceChanged: { resource } }) => resource?.state === 'STOPPED' || resource?.state === 'STOPPING');
    expect(Date.now() - asked).toBeLessThan(1000);
  });

  it('loses no event while CloudStack is away, and goes on by itself', async () => {
    const at = await start({ simulator: { jobSpeed: 20 }, deps: { timing: { failureMs: 100, failureMaxMs: 500 } } });
    const events = at.socket('bob').subscribe<EventData>(EVENTS);
    await at.listening(1);
    const id = await runningVm(at);
    await at.cloud('bob').call('stopVirtualMachine', { id });
    await at.simulator.goAway();
    await settled(1500);
    await at.simulator.comeBack();
    await events.until(({ events: event }) => event.type === 'VM.STOP' && event.state === 'COMPLETED', 10_000);
    expect(events.items.map(({ data }) => data.events.state)).toEqual(['SCHEDULED', 'STARTED', 'COMPLETED']);
    expect(events.errors).toEqual([]);
  });

  it('closes the sockets of a key pair that was rotated', async () => {
    const at = await start({ serviceAccount: false });
    const events = at.socket('bob').subscribe<EventData>(EVENTS);
    const alices = at.socket('alice').subscribe<EventData>(EVENTS);
    await at.listening(2);
    const { rows } = await at.cloud('bob').call('listUsers', {});
    await at.cloud('admin').call('registerUserKeys', { id: rows[0]?.id ?? '' });
    await events.when(() => events.ended, 15_000);
    expect(events.errors[0]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    expect(at.gateway.services.live.watchers).toBe(1);
    expect(alices.ended).toBe(false);
  });

  it('asks a subscriber to resume when the gateway goes down', async () => {
    const at = await start();
    const events = at.socket('bob').subscribe<EventData>(EVENTS);
    const streamed = at.stream<EventData>('bob', EVENTS);
    await at.listening(2);
    await at.gateway.close();
    await streamed.when(() => streamed.ended);
    for (const received of [events, streamed]) expect(received.errors[0]?.extensions).toMatchObject({ resume: true });
  });
});
