// What it costs until every open page shows the end of an action on many machines.
import { afterEach, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from './test/live-harness.ts';

const COUNT = 30;
const STOP = `mutation ($input: StopVirtualMachinesInput!) { stopVirtualMachines(input: $input) {
  ... on StopVirtualMachinesSuccess { results { result { __typename } } } } }`;

interface Change {
  resourceChanged: { id: string; resource: { state?: string } | null };
}

let harness: LiveHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

it.each([true, false])(
  'one call a machine, two polls a second in all, one result a job, no list (hints: %s)',
  { timeout: 60_000 },
  async (serviceAccount) => {
    const at = await startLiveHarness({ serviceAccount, simulator: { jobSpeed: 0.5 } });
    harness = at;
    const { data } = await at.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      `{ virtualMachines(first: ${COUNT}, filter: { state: [RUNNING] }) { nodes { id } } }`,
      {},
      { as: 'bob' },
    );
    const ids = data.virtualMachines.nodes.map(({ id }) => id);
    expect(ids).toHaveLength(COUNT);
    const page = at.socket('bob');
    const changes = page.subscribe<Change>(
      'subscription { resourceChanged(types: ["VirtualMachine"]) { id resource { ... on VirtualMachine { state } } } }',
    );
    page.subscribe('subscription { events { id } }');
    page.subscribe('subscription { jobs { id status } }');
    await at.listening(3);

    const { calls } = at.simulator;
    calls.reset();
    const began = Date.now();
    const { errors } = await at.query(STOP, { input: { ids } }, { as: 'bob' });
    expect(errors).toBeUndefined();
    const stopped = () => changes.items.filter(({ data: { resourceChanged } }) => resourceChanged.resource?.state === 'STOPPED');
    await changes.when(() => new Set(stopped().map(({ data: { resourceChanged } }) => resourceChanged.id)).size === COUNT, 40_000);
    const seconds = (Date.now() - began) / 1000;

    // The service account's poll is everybody's, whatever bob does.
    const own = calls.log.filter(({ account }) => account === 'bob');
    const of = (...commands: string[]) => own.filter(({ command }) => commands.includes(command));
    expect(of('stopVirtualMachine')).toHaveLength(COUNT);
    expect(of('queryAsyncJobResult').length).toBeLessThanOrEqual(COUNT);
    // What comes at once, at the beginning and at the first end, is on top.
    const most = 2 * seconds + 4;
    expect(of('listEvents', 'listAsyncJobs').length).toBeLessThanOrEqual(most);
    expect(of('listVirtualMachines').length).toBeLessThanOrEqual(most);
    expect(of('listVirtualMachines').filter(({ params }) => params.ids === undefined)).toEqual([]);
    expect([...new Set(own.map(({ command }) => command))].sort()).toEqual([
      'listAsyncJobs',
      'listEvents',
      'listVirtualMachines',
      'queryAsyncJobResult',
      'stopVirtualMachine',
    ]);
  },
);
