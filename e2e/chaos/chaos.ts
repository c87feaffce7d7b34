// Several gateways before one CloudStack, and everything that can go wrong: what every subscriber got is compared at the
// end with what CloudStack shows its user.
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, createTransport } from '../../packages/cloudstack-client/src/index.ts';
import { startTestRedis } from '../../packages/gateway/src/replicas/test-redis.ts';
import { createSimulator } from '../../packages/simulator/src/index.ts';
import { type RunningGateway, serviceAccount, startGateway } from '../harness.ts';
import { type Subscriber, subscribe } from './subscriber.ts';

export interface ChaosOptions {
  readonly seconds: number;
  readonly subscribers: number;
  readonly replicas: number;
  /** How long CloudStack and Redis are away, in seconds. */
  readonly outage: number;
  readonly say?: (text: string) => void;
}

export interface ChaosReport {
  readonly events: number;
  readonly deliveries: number;
  /** Events that a subscriber should have and has not. */
  readonly lost: number;
  /** Events that a subscriber has and its user must not see. */
  readonly foreign: number;
  /** Pairs of events that came first in another order than CloudStack's. */
  readonly outOfOrder: number;
  readonly duplicates: number;
  readonly connections: number;
  readonly killed: number;
  /** From being written to the first arrival, in milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly worst: number };
}

const users = ['bob', 'bob', 'bob', 'alice', 'alice', 'dana', 'admin'] as const;

export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const say = options.say ?? (() => undefined);
  const simulator = createSimulator({ seed: 'demo', jobSpeed: 4, vms: 40, volumes: 50 });
  const { endpoint } = await simulator.listen(0);
  const redis = await startTestRedis();
  const environment = {
    CLOUDSTACK_API_URL: endpoint,
    REDIS_URL: redis.url,
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'error',
    ...serviceAccount,
  };
  const gateways: (RunningGateway | undefined)[] = [];
  // one after the other: starting takes a processor for itself
  for (let n = 0; n < options.replicas; n++) gateways.push(await startGateway(environment));
  const origins = () => gateways.flatMap((gateway) => (gateway ? [gateway.url] : []));
  const transport = createTransport({ endpoint, retry: { attempts: 1 } } as Parameters<typeof createTransport>[0]);
  const as = (user: string) =>
    new CloudStackClient({
      transport,
      credentials: { kind: 'keys', apiKey: `demo-api-key-${user}`, secretKey: `demo-secret-key-${user}` },
    });
  const written = new Map<string, number>();
  simulator.cloud.events.subscribe((event) => void written.set(event.uuid, Date.now()));

  const subscribers = Array.from({ length: options.subscribers }, (_, n) =>
    subscribe(users[n % users.length] as string, n % 2 ? 'stream' : 'socket', origins),
  );
  await everybodyListens(subscribers, as);
  say(`${subscribers.length} subscribers on ${options.replicas} replicas listen`);

  const began = Date.now();
  let killed = 0;
  let over = false;
  const during = (work: () => Promise<void>) =>
    (async () => {
      while (!over) await work();
    })();
  const actions = during(async () => {
    await act(as).catch(() => undefined);
    await sleep(120);
  });
  const cuts = during(async () => {
    await sleep(700);
    subscribers[Math.floor(Math.random() * subscribers.length)]?.cut();
  });
  const kills = during(async () => {
    await sleep(options.seconds * 120);
    if (over) return;
    const victim = Math.floor(Math.random() * gateways.length);
    const gateway = gateways[victim];
    gateways[victim] = undefined;
    killed++;
    say(`${seconds(began)} s: replica ${victim} is killed`);
    await gateway?.stop('SIGKILL');
    await sleep(500);
    gateways[victim] = await startGateway(environment);
  });
  const outages = (async () => {
    await sleep(options.seconds * 250);
    say(`${seconds(began)} s: Redis is gone`);
    await redis.kill();
    await sleep(options.outage * 500);
    await redis.start();
    say(`${seconds(began)} s: Redis is back, empty`);
    await sleep(options.seconds * 150);
    say(`${seconds(began)} s: CloudStack is gone`);
    await simulator.goAway();
    await sleep(options.outage * 1000);
    await simulator.comeBack();
    say(`${seconds(began)} s: CloudStack is back`);
  })();
  await sleep(options.seconds * 1000);
  await outages;
  over = true;
  await Promise.all([actions, cuts, kills]);
  const expected = await whatIsVisible(as, began);
  await arrived(subscribers, expected);
  say(`${seconds(began)} s: over`);

  const report = compare(subscribers, expected, written, began, killed);
  for (const subscriber of subscribers) subscriber.stop();
  await Promise.all(gateways.map((gateway) => gateway?.stop()));
  await transport.close();
  await redis.kill();
  await simulator.close();
  return report;
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

/** One thing that somebody does: the owner, an administrator of the domain, or the root administrator. */
async function act(as: (user: string) => CloudStackClient): Promise<void> {
  const owner = Math.random() < 0.6 ? 'bob' : 'alice';
  const actor = Math.random() < 0.7 ? owner : Math.random() < 0.5 ? 'dana' : 'admin';
  const { rows } = await as(owner).call('listVirtualMachines', { details: ['min'], page: 1, pagesize: 40 });
  const vm = rows[Math.floor(Math.random() * rows.length)];
  if (!vm) return;
  const { id } = vm;
  if (Math.random() < 0.4) await as(actor).call('updateVirtualMachine', { id, displayname: `Chaos ${Math.random()}` });
  else if (vm.state === 'Running') await as(actor).call('stopVirtualMachine', { id });
  else if (vm.state === 'Stopped') await as(actor).call('startVirtualMachine', { id });
}

/** From here on everybody gets what happens: each has got a first event. */
async function everybodyListens(subscribers: readonly Subscriber[], as: (user: string) => CloudStackClient): Promise<void> {
  for (let tries = 0; !subscribers.every(({ got }) => got.length > 0); tries++) {
    if (tries > 60) throw new Error('not everybody listens');
    for (const user of new Set(users)) {
      const { rows } = await as(user).call('listVirtualMachines', { details: ['min'], page: 1, pagesize: 1 });
      if (rows[0]) await as(user).call('updateVirtualMachine', { id: rows[0].id, displayname: `Are you there? ${tries}` });
    }
    await sleep(1000);
  }
}

/** The events of each user since a moment, in CloudStack's order. */
async function whatIsVisible(as: (user: string) => CloudStackClient, since: number): Promise<Map<string, string[]>> {
  await sleep(1500);
  const startdate = `${new Date(Math.ceil(since / 1000) * 1000).toISOString().slice(0, 19)}+0000`;
  const visible = new Map<string, string[]>();
  for (const user of new Set(users)) {
    const scopes = user === 'dana' ? [{ listall: true }, { listall: true, projectid: '-1' }] : [{ listall: true, projectid: '-1' }];
    const ids = new Set<string>();
    for (const scope of scopes) {
      const pages: string[][] = [];
      for (let page = 1; ; page++) {
        const { rows } = await as(user).call('listEvents', { ...scope, startdate, page, pagesize: 500 });
        pages.unshift(rows.map((row) => `Event:${row.id}`));
        if (rows.length < 500) break;
      }
      for (const id of pages.flat()) ids.add(id);
    }
    visible.set(user, [...ids]);
  }
  return visible;
}

async function arrived(subscribers: readonly Subscriber[], expected: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const missing = () => subscribers.some(({ user, at }) => expected.get(user)?.some((id) => !at.has(id)));
  for (let waited = 0; waited < 30_000 && missing(); waited += 200) await sleep(200);
}

function compare(
  subscribers: readonly Subscriber[],
  expected: ReadonlyMap<string, readonly string[]>,
  written: ReadonlyMap<string, number>,
  since: number,
  killed: number,
): ChaosReport {
  const counts = { deliveries: 0, lost: 0, foreign: 0, outOfOrder: 0, duplicates: 0, connections: 0 };
  const delays: number[] = [];
  for (const { user, got, at, connections } of subscribers) {
    const wanted = expected.get(user) ?? [];
    const place = new Map(wanted.map((id, n) => [id, n]));
    counts.deliveries += got.length;
    counts.connections += connections;
    counts.lost += wanted.filter((id) => !at.has(id)).length;
    counts.duplicates += got.length - at.size;
    let last = -1;
    for (const id of at.keys()) {
      const moment = written.get(id.slice('Event:'.length));
      const here = place.get(id);
      if (here === undefined) {
        // what was written before the beginning is no concern of the comparison
        if (moment !== undefined && moment >= since + 2000) counts.foreign++;
        continue;
      }
      // two lists make dana's: of one second, either may come first
      if (here < last && user !== 'dana') counts.outOfOrder++;
      last = Math.max(last, here);
      if (moment !== undefined) delays.push((at.get(id) ?? moment) - moment);
    }
  }
  delays.sort((a, b) => a - b);
  const quantile = (q: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * q))] ?? 0;
  const events = new Set([...expected.values()].flat()).size;
  return { events, ...counts, killed, delay: { p50: quantile(0.5), p99: quantile(0.99), worst: delays.at(-1) ?? 0 } };
}
