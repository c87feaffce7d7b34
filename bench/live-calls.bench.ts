// What CloudStack is asked in a minute for those who watch: 1, 100 and 1,000 subscribers of one user, and 100 users, with and
// without the hints of a service account. Each has a page of machines open, and nothing changes.
// Arguments: seconds that are counted (60).
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, createTransport } from '../packages/cloudstack-client/src/index.ts';
import { startHarness } from '../packages/gateway/src/test/harness.ts';
import { demoKeys, openSockets } from './sockets.ts';

const PAGE = '{ virtualMachines(first: 50, orderBy: [{ field: NAME }]) { totalCount nodes { id name state } } }';
const CHANGES = 'subscription { resourceChanged(types: ["VirtualMachine"]) { kind id resource { ... on VirtualMachine { state } } } }';

interface Case {
  readonly users: number;
  readonly subscribers: number;
  readonly hints: boolean;
}

const cases: readonly Case[] = [
  { users: 1, subscribers: 1, hints: false },
  { users: 1, subscribers: 100, hints: false },
  { users: 1, subscribers: 1000, hints: false },
  { users: 1, subscribers: 1000, hints: true },
  { users: 100, subscribers: 1, hints: false },
  { users: 100, subscribers: 1, hints: true },
];

export default async function liveCalls(args: readonly string[]): Promise<void> {
  const [seconds = 60] = args.map(Number);
  const rows: object[] = [];
  for (const each of cases) {
    const counts = await count(each, seconds);
    const minute = (command: string) => Math.round(((counts[command] ?? 0) * 60) / seconds);
    const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
    rows.push({
      users: each.users,
      'subscribers of each': each.subscribers,
      hints: each.hints ? 'service account' : 'none',
      'calls a minute': Math.round((total * 60) / seconds),
      listEvents: minute('listEvents'),
      listVirtualMachines: minute('listVirtualMachines'),
      others: Math.round((total * 60) / seconds) - minute('listEvents') - minute('listVirtualMachines'),
    });
  }
  console.table(rows);
}

async function count({ users, subscribers, hints }: Case, seconds: number): Promise<Record<string, number>> {
  const account = hints ? { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' } : {};
  const harness = await startHarness({ environment: { ...account, RATE_LIMIT_PER_MINUTE: '1000000' } });
  const { origin } = await harness.gateway.listen(0);
  const sockets = [];
  for (const authorization of await authorizations(harness.endpoint, users)) {
    await harness.gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: PAGE }),
      }),
    );
    sockets.push(...(await openSockets(origin, authorization, CHANGES, subscribers, () => undefined)));
  }
  const { live } = harness.gateway.services;
  while (live.watchers < users * subscribers) await sleep(50);
  await sleep(5000);
  harness.simulator.calls.reset();
  await sleep(seconds * 1000);
  const counts = harness.simulator.calls.byCommand();
  for (const socket of sockets) socket.terminate();
  await harness.close();
  return counts;
}

/** Bob alone, or as many new accounts of his domain. */
async function authorizations(endpoint: string, users: number): Promise<string[]> {
  if (users === 1) return [demoKeys('bob')];
  const transport = createTransport({ endpoint });
  const admin = new CloudStackClient({
    transport,
    credentials: { kind: 'keys', apiKey: 'demo-api-key-admin', secretKey: 'demo-secret-key-admin' },
  });
  const domainid = (await admin.call('listDomains', { name: 'acme', listall: true })).rows[0]?.id ?? '';
  const made: string[] = [];
  for (let n = 0; n < users; n++) {
    const username = `viewer-${n}`;
    const who = { username, password: 'viewer', firstname: 'A', lastname: 'Viewer', email: `${username}@example.org` };
    await admin.call('createAccount', { ...who, account: username, accounttype: 0, domainid });
    const { rows } = await admin.call('listUsers', { username, listall: true });
    const { userkeys } = (await admin.callRaw('registerUserKeys', { id: rows[0]?.id })) as { userkeys: Record<string, string> };
    made.push(`Basic ${Buffer.from(`${userkeys.apikey}:${userkeys.secretkey}`).toString('base64')}`);
  }
  await transport.close();
  return made;
}
