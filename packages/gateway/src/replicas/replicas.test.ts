import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StreamEnd } from '../events/channel.ts';
import type { EventRow } from '../events/event-row.ts';
import { Live } from '../events/live.ts';
import type { LiveStream } from '../events/live-stream.ts';
import { goingDown } from '../events/stream-ends.ts';
import { FakeCloud, fakeIdentity, fakeServices } from '../events/test/fake-cloud.ts';
import { Replicas } from './replicas.ts';
import { startTestRedis, type TestRedis } from './test-redis.ts';

const timing = { clockAloneMs: 50, clockWithHintsMs: 10_000, hintSpacingMs: 10, serviceAccountMs: 40, failureMs: 20, failureMaxMs: 50 };
const bobsKey = fakeIdentity('bob').key;

let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(() => redis.kill());

interface Replica {
  readonly live: Live;
  readonly replicas: Replicas;
  readonly cloud: FakeCloud;
  readonly got: string[];
  stop(): Promise<void>;
}

const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.stop();
});

/** A replica with one subscriber of bob. Its cloud counts its own calls; the events are shared. */
async function start(events: FakeCloud['events'], options: { serviceAccount?: boolean } = {}): Promise<Replica> {
  const cloud = new FakeCloud(events);
  const bob = fakeIdentity('bob');
  const replicas = new Replicas({ url: redis.url, leaseMs: 600 });
  const live = new Live({
    resources: [],
    timing,
    relay: replicas,
    ...(options.serviceAccount ? { serviceAccount: async () => fakeIdentity('admin', 'Admin') } : {}),
  });
  live.start(fakeServices(cloud, live));
  for (let tries = 0; !replicas.link.up && tries < 100; tries++) await sleep(20);
  const got: string[] = [];
  const stream = await live.cohort(bob).events(bob, () => true);
  void read(stream, got);
  const replica = {
    live,
    replicas,
    cloud,
    got,
    async stop() {
      await live.close(goingDown());
      await replicas.close();
    },
  };
  open.push(replica);
  return replica;
}

async function read(stream: LiveStream<EventRow | StreamEnd>, got: string[]): Promise<void> {
  for await (const item of stream) if (!(item instanceof StreamEnd)) got.push(item.id);
}

async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 20) {
    if (waited > ms) throw new Error('not in time');
    await sleep(20);
  }
}

const polls = (replica: Replica) => replica.cloud.count('listEvents');

/** It comes to pass that one of them alone does something again and again; a machine that is busy may take a lease from it at first. */
async function oneAlone(replicas: readonly Replica[], countOf: (replica: Replica) => number): Promise<void> {
  for (let tries = 0; tries < 15; tries++) {
    const before = replicas.map(countOf);
    await sleep(500);
    const counts = replicas.map((replica, index) => countOf(replica) - (before[index] ?? 0));
    if (counts.filter((count) => count === 0).length === replicas.length - 1 && counts.some((count) => count > 1)) return;
  }
  throw new Error('never one alone');
}

describe('replicas of the live path', { timeout: 60_000 }, () => {
  it('poll once for a user, and all hear of it', async () => {
    const cloud = new FakeCloud();
    const replicas = [await start(cloud.events), await start(cloud.events), await start(cloud.events)];
    await oneAlone(replicas, polls);
    const event = cloud.addEvent('bob', 'VM.STOP', 'Scheduled');
    await until(() => replicas.every(({ got }) => got.includes(event.id)));
    expect(replicas.map(({ got }) => got.length)).toEqual([1, 1, 1]);
  });

  it('lose nothing when the one that polls dies, or goes', async () => {
    const cloud = new FakeCloud();
    const replicas = [await start(cloud.events), await start(cloud.events), await start(cloud.events)];
    const written: string[] = [];
    for (let round = 0; round < 3; round++) {
      await sleep(700);
      written.push(cloud.addEvent('bob', 'VM.STOP', 'Scheduled').id);
      const poller = replicas.find(({ replicas: relay }) => relay.polls(bobsKey));
      if (round === 0) poller?.replicas.link.close(); // cut off from Redis: it goes on alone, another takes over
      if (round === 1 && poller) await poller.stop();
      written.push(cloud.addEvent('bob', 'VM.STOP', 'Completed').id);
      cloud.now += 1000;
    }
    const alive = replicas.filter(({ live }) => live.watchers > 0);
    expect(alive.length).toBeGreaterThanOrEqual(1);
    await until(() => alive.every(({ got }) => written.every((id) => got.includes(id))));
    for (const { got } of alive) expect(got).toEqual(written);
  });

  it('lose nothing when a replica takes over that began after what the one before did not hand on', async () => {
    const cloud = new FakeCloud();
    const first = await start(cloud.events);
    const second = await start(cloud.events);
    await sleep(700);
    const poller = [first, second].find(({ replicas: relay }) => relay.polls(bobsKey)) as Replica;
    const other = poller === first ? second : first;
    // the poller dies before it could read this, and the one that takes over has it in what it begins with
    poller.replicas.link.close();
    poller.cloud.away = true;
    other.cloud.away = true;
    const event = cloud.addEvent('bob', 'VM.STOP', 'Scheduled');
    const late = await start(cloud.events);
    await until(() => late.replicas.polls(bobsKey) && !other.replicas.polls(bobsKey));
    other.cloud.away = false;
    await until(() => other.got.includes(event.id), 15_000);
    expect(late.got).toEqual([]);
  });

  it('go on alone without Redis, and together again when it is back', async () => {
    const cloud = new FakeCloud();
    const replicas = [await start(cloud.events), await start(cloud.events)];
    await sleep(700);
    await redis.kill();
    await until(() => replicas.every((replica) => !replica.replicas.link.up));
    expect(await replicas[0]?.replicas.check()).toContain('down');
    const written = [cloud.addEvent('bob', 'VM.STOP', 'Scheduled').id];
    await until(() => replicas.every(({ got }) => got.includes(written[0] ?? '')));
    await redis.start();
    await until(() => replicas.every((replica) => replica.replicas.link.up));
    await until(() => replicas.filter((replica) => replica.replicas.polls(bobsKey)).length === 1);
    await until(async () => (await replicas[0]?.replicas.check()) === 'up');
    written.push(cloud.addEvent('bob', 'VM.STOP', 'Completed').id);
    await until(() => replicas.every(({ got }) => got.length === 2));
    for (const { got } of replicas) expect(got).toEqual(written);
  });

  it('go on alone with a Redis that takes nothing, and together again when it does', async () => {
    const cloud = new FakeCloud();
    const replicas = [await start(cloud.events), await start(cloud.events)];
    await sleep(700);
    const [first] = replicas as [Replica];
    const limit = (bytes: string) => first.replicas.link.commands.config('SET', 'maxmemory', bytes);
    await limit('1');
    const written = [cloud.addEvent('bob', 'VM.STOP', 'Scheduled').id];
    await until(() => replicas.every(({ got }) => got.length === 1));
    await until(async () => (await first.replicas.check()).includes('takes nothing'));
    await until(() => replicas.every(({ replicas: relay }) => relay.polls(bobsKey)));
    await limit('0');
    await until(async () => (await first.replicas.check()) === 'up');
    await until(() => replicas.filter(({ replicas: relay }) => relay.polls(bobsKey)).length === 1);
    written.push(cloud.addEvent('bob', 'VM.STOP', 'Completed').id);
    await until(() => replicas.every(({ got }) => got.length === 2));
    for (const { got } of replicas) expect(got).toEqual(written);
  });

  it('share the hints of one service account', async () => {
    const cloud = new FakeCloud();
    const replicas = [await start(cloud.events, { serviceAccount: true }), await start(cloud.events, { serviceAccount: true })];
    await oneAlone(replicas, (replica) => replica.cloud.calls.filter(({ user }) => user === 'admin').length);
    const event = cloud.addEvent('bob', 'VM.STOP', 'Scheduled');
    await until(() => replicas.every(({ got }) => got.includes(event.id)));
  });
});
