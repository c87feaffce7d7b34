// 5,000 subscribers of one user on one gateway process: how long after the poll that read an event the last of them has it,
// and what a subscriber costs in memory. The simulator and the subscribers run in this process, the gateway in its own.
// Arguments: subscribers (5000), events (60).
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, createTransport } from '../packages/cloudstack-client/src/index.ts';
import { createSimulator } from '../packages/simulator/src/index.ts';
import { demoKeys, openSockets } from './sockets.ts';

const FEED = `subscription { events { id cursor type level state description createdAt username account resourceType resourceUuid resourceName } }`;

interface Said {
  origin?: string;
  read?: string;
  at?: number;
  rss?: number;
  heap?: number;
  cpu?: { user: number; system: number };
}

export default async function liveFanout(args: readonly string[]): Promise<void> {
  const [subscribers = 5000, events = 60] = args.map(Number);
  const simulator = createSimulator({ seed: 'demo' });
  const { endpoint } = await simulator.listen(0);
  const gateway = fork(join(import.meta.dirname, 'fanout-gateway.ts'), {
    execArgv: ['--expose-gc'],
    env: {
      ...process.env,
      CLOUDSTACK_API_URL: endpoint,
      CLOUDSTACK_API_KEY: 'demo-api-key-admin',
      CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin',
    },
  });
  const read = new Map<string, number>();
  const heard: ((said: Said) => void)[] = [];
  gateway.on('message', (said: Said) => {
    if (said.read !== undefined && said.at !== undefined) read.set(`Event:${said.read}`, said.at);
    else heard.shift()?.(said);
  });
  const next = () => new Promise<Said>((resolve) => heard.push(resolve));
  const memory = async () => {
    const answer = next();
    gateway.send('memory');
    return answer;
  };
  const { origin = '' } = await next();
  const before = await memory();

  const arrivals: { id: string; at: number }[] = [];
  const sockets = await openSockets(origin, demoKeys('bob'), FEED, subscribers, (data) => {
    const { id } = (data as { events: { id: string } }).events;
    arrivals.push({ id, at: Date.now() });
  });
  await sleep(3000);
  const after = await memory();

  const transport = createTransport({ endpoint });
  const bob = new CloudStackClient({
    transport,
    credentials: { kind: 'keys', apiKey: 'demo-api-key-bob', secretKey: 'demo-secret-key-bob' },
  });
  const { rows } = await bob.call('listVirtualMachines', { page: 1, pagesize: 1, details: ['min'] });
  for (let n = 0; n < events; n++) {
    await bob.call('updateVirtualMachine', { id: rows[0]?.id ?? '', displayname: `Fan-out ${n}` });
    for (let waited = 0; waited < 10_000 && arrivals.length < (n + 1) * subscribers; waited += 10) await sleep(10);
    await sleep(100);
  }
  const busy = await memory();

  const delays = arrivals.flatMap(({ id, at }) => (read.has(id) ? [at - (read.get(id) ?? at)] : [])).sort((a, b) => a - b);
  const last = [...Map.groupBy(arrivals, ({ id }) => id)]
    .map(([id, of]) => Math.max(...of.map(({ at }) => at)) - (read.get(id) ?? 0))
    .sort((a, b) => a - b);
  const quantile = (values: readonly number[], q: number) => values[Math.min(values.length - 1, Math.floor(values.length * q))];
  const cpu = ((busy.cpu?.user ?? 0) + (busy.cpu?.system ?? 0) - (after.cpu?.user ?? 0) - (after.cpu?.system ?? 0)) / 1000;
  console.table({
    subscribers,
    events,
    'deliveries expected': events * subscribers,
    'deliveries made': arrivals.length,
    'delay p50, ms': quantile(delays, 0.5),
    'delay p99, ms': quantile(delays, 0.99),
    'until the last has it, median ms': quantile(last, 0.5),
    'until the last has it, worst ms': last.at(-1),
    'gateway CPU a delivery, µs': Math.round((cpu * 1000) / Math.max(1, arrivals.length)),
    'heap a subscriber, KiB': Math.round(((after.heap ?? 0) - (before.heap ?? 0)) / subscribers / 1024),
    'memory (RSS) a subscriber, KiB': Math.round(((after.rss ?? 0) - (before.rss ?? 0)) / subscribers / 1024),
  });
  for (const socket of sockets) socket.terminate();
  gateway.kill('SIGKILL');
  await transport.close();
  await simulator.close();
}
