// What the graph adds to a query that costs one call to CloudStack: the same rows, asked of CloudStack by the client and
// asked of the graph over HTTP, in turns. Budget: 1 ms at the median.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { startGateway } from '../e2e/harness.ts';
import { CloudStackClient, createTransport } from '../packages/cloudstack-client/src/index.ts';
import { createSimulator } from '../packages/simulator/src/index.ts';

const PAIR = { apiKey: 'demo-api-key-bob', secretKey: 'demo-secret-key-bob' };
const BUDGET_MS = 1;

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** Asks the graph over a connection that is kept, as a service would. */
function asker(url: string): { ask(query: string): Promise<unknown>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${PAIR.apiKey}:${PAIR.secretKey}`).toString('base64')}`,
  };
  const ask = (query: string) =>
    new Promise<unknown>((resolve, reject) => {
      const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
          if (errors) reject(new Error(JSON.stringify(errors)));
          else resolve(data);
        });
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ query }));
    });
  return { ask, close: () => agent.destroy() };
}

export default async function singleCall(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { turns: { type: 'string', default: '1500' } } });
  const turns = Number(values.turns);
  const simulator = createSimulator({ seed: 'demo' });
  const { endpoint } = await simulator.listen(0);
  // No hints: the service account's poll would be among what is measured.
  const gateway = await startGateway({ CLOUDSTACK_API_URL: endpoint, RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'silent' });
  const transport = createTransport({ endpoint });
  const client = new CloudStackClient({ transport, credentials: { kind: 'keys', ...PAIR } });
  const graph = asker(gateway.url);
  try {
    const { rows } = await client.call('listVirtualMachines', { page: 1, pagesize: 1, details: ['min'] });
    const id = rows[0]?.id ?? '';
    const pairs: [name: string, direct: () => Promise<unknown>, query: string][] = [
      [
        'one machine',
        () => client.call('listVirtualMachines', { ids: [id], details: ['min'], listall: true, projectid: '-1' }),
        `{ virtualMachine(id: "${id}") { id name displayName state createdAt zone { id name } owner { account domainPath } } }`,
      ],
      [
        '20 machines',
        () => client.call('listVirtualMachines', { page: 1, pagesize: 20, details: ['nics', 'servoff', 'tmpl'] }),
        '{ virtualMachines(first: 20) { totalCount nodes { id name state ipAddress memoryMib template { id name } } } }',
      ],
      [
        '20 volumes',
        () => client.call('listVolumes', { page: 1, pagesize: 20 }),
        '{ volumes(first: 20) { totalCount nodes { id name state kind sizeBytes zone { id name } } } }',
      ],
    ];
    const table: Record<string, object> = {};
    for (const [name, direct, query] of pairs)
      table[name] = await compare({ simulator, turns, pid: gateway.child.pid }, direct, () => graph.ask(query));
    console.table(table);
  } finally {
    graph.close();
    await transport.close();
    await gateway.stop();
    await simulator.close();
  }
}

interface Setting {
  readonly simulator: ReturnType<typeof createSimulator>;
  readonly turns: number;
  readonly pid: number | undefined;
}

/** Processor time of a process, user's and system's, in milliseconds (ticks of 10). */
function processorMs(pid: number | undefined): number {
  const [, fields = ''] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

/**
 * Both in turns, so that whatever else the machine does meets them alike. On a busy machine the waits of the scheduler are
 * in every figure but the processor time; the fastest tenth has least of them.
 */
async function compare({ simulator, turns, pid }: Setting, direct: () => Promise<unknown>, graph: () => Promise<unknown>) {
  const times = { direct: [] as number[], graph: [] as number[] };
  const time = async (into: number[], work: () => Promise<unknown>) => {
    const began = performance.now();
    await work();
    into.push(performance.now() - began);
  };
  for (let turn = 0; turn < turns / 5; turn++) await Promise.all([direct(), graph()]);
  simulator.calls.reset();
  const spent = processorMs(pid);
  for (let turn = 0; turn < turns; turn++) {
    await time(times.direct, direct);
    await time(times.graph, graph);
  }
  const calls = simulator.calls.total() / turns - 1;
  const [before, after] = [quantile(times.direct, 0.5), quantile(times.graph, 0.5)];
  const added = after - before;
  return {
    'client ms': before.toFixed(2),
    'graph ms': after.toFixed(2),
    ratio: (after / before).toFixed(2),
    'added ms': added.toFixed(2),
    budget: added <= BUDGET_MS ? 'held' : `over ${BUDGET_MS} ms`,
    'added, fastest tenth': (quantile(times.graph, 0.1) - quantile(times.direct, 0.1)).toFixed(2),
    'gateway CPU ms': ((processorMs(pid) - spent) / turns).toFixed(2),
    'calls a query': calls.toFixed(2),
  };
}
