// Page 3 of 10,000 machines, by name, filtered by state and template, on a cloud with the recorded cost of calls: calls and
// time cold and warm, held against a reference computed apart, also after 500 random changes.
// Arguments: machines (10000), changes (500).
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createTransport } from '../packages/cloudstack-client/src/index.ts';
import { changeAtRandom, demoClient, type ReferencePage, referencePage } from '../packages/gateway/src/index-store/test/reference.ts';
import { startHarness } from '../packages/gateway/src/test/harness.ts';

const PAGE = `query($after: String, $template: ID!) {
  virtualMachines(first: 50, after: $after, orderBy: [{ field: NAME }], filter: { state: [RUNNING], templateId: $template }) {
    totalCount indexing { done total } pageInfo { endCursor } facets { field values { value count } }
    nodes { id name displayName state ipAddress zone { name } template { name } serviceOffering { name } }
  }
}`;

interface List {
  totalCount: number;
  indexing: { done: number; total: number } | null;
  pageInfo: { endCursor: string | null };
  facets: { field: string; values: { value: string; count: number }[] }[] | null;
  nodes: { id: string }[];
}

export default async function liveIndex(args: readonly string[]): Promise<void> {
  const [machines = 10_000, changes = 500] = args.map(Number);
  const harness = await startHarness({
    simulator: { vms: machines, volumes: 10, jobSpeed: 20, latency: 'measured' },
    environment: {
      CLOUDSTACK_API_KEY: 'demo-api-key-admin',
      CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin',
      RATE_LIMIT_PER_MINUTE: '1000000',
    },
  });
  const transport = createTransport({ endpoint: harness.endpoint });
  const bob = demoClient(transport, 'bob');
  const { calls } = harness.simulator;
  const template = (await bob.call('listVirtualMachines', { details: ['tmpl'], page: 1, pagesize: 1 })).rows[0]?.templateid ?? '';
  const ask = async (after: string | null): Promise<List> => {
    const { data, errors } = await harness.query<{ virtualMachines: List }>(PAGE, { after, template }, { as: 'bob' });
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.virtualMachines;
  };
  const figures: Record<string, { ms: number; 'list calls': number; 'other calls': number }> = {};
  const measured = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    calls.reset();
    const began = performance.now();
    const result = await work();
    const lists = calls.log.filter(({ command, account }) => command === 'listVirtualMachines' && account === 'bob').length;
    figures[name] = { ms: Math.round(performance.now() - began), 'list calls': lists, 'other calls': calls.total() - lists };
    return result;
  };

  await measured('cold: a first answer (CloudStack\u2019s own order, says that it is indexing)', () => ask(null));
  await measured('cold: the index is complete', async () => {
    for (let page = await ask(null); page.indexing; page = await ask(null)) await sleep(250);
  });
  const second = (await ask((await ask(null)).pageInfo.endCursor)).pageInfo.endCursor;
  const third = async (): Promise<ReferencePage> => {
    const { totalCount, nodes, facets } = await ask(second);
    const states = facets?.find(({ field }) => field === 'state')?.values ?? [];
    return {
      total: totalCount,
      ids: nodes.map(({ id }) => id),
      states: Object.fromEntries(states.map(({ value, count }) => [value, count])),
    };
  };
  const page = await measured('warm: page 3', third);
  await measured('warm: page 3, a hundred times', async () => {
    for (let n = 0; n < 100; n++) await third();
  });
  const reference = () => referencePage(bob, { state: 'Running', templateId: template }, { number: 3, size: 50 });
  const equal = isDeepStrictEqual(page, await reference());

  const taken = await measured('500 random changes, beside which the index is kept true', () => changeAtRandom(transport, changes));
  const wanted = await reference();
  let equalAfter = false;
  await measured('from the reference\u2019s last list until page 3 is equal to it', async () => {
    for (let tries = 0; tries < 600 && !equalAfter; tries++) {
      equalAfter = isDeepStrictEqual(await third(), wanted);
      if (!equalAfter) await sleep(100);
    }
  });
  console.table(figures);
  console.table({ machines, 'changes taken': taken, 'equal to the reference': equal, 'equal after the changes': equalAfter });
  if (!equal || !equalAfter) process.exitCode = 1;
  await transport.close();
  await harness.close();
}
