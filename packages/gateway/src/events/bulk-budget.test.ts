// What it costs until every open page shows the end of an action on one machine, and on many.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from './test/live-harness.ts';

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

/** Waits until nothing is asked in bob's name for a quarter of a second. */
async function settled(at: LiveHarness): Promise<void> {
  const asked = () => at.simulator.calls.log.filter(({ account }) => account === 'bob').length;
  for (let before = -1; before !== asked(); ) {
    before = asked();
    await sleep(250);
  }
}

it.each([
  [40, true],
  [40, false],
  [1, true],
  [1, false],
])(
  'one call a machine, two polls a second in all, one result a job, no list (machines: %i, hints: %s)',
  { timeout: 60_000 },
  async (count, serviceAccount) => {
    const at = await startLiveHarness({ serviceAccount, simulator: { jobSpeed: 0.5 } });
    harness = at;
    const { data } = await at.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      `{ virtualMachines(first: ${count}, filter: { state: [RUNNING] }) { nodes { id } } }`,
      {},
      { as: 'bob' },
    );
    const ids = data.virtualMachines.nodes.map(({ id }) => id);
    expect(ids).toHaveLength(count);
    const page = at.socket('bob');
    const changes = page.subscribe<Change>(
      'subscription { resourceChanged(types: ["VirtualMachine"]) { id resource { ... on VirtualMachine { state } } } }',
    );
    page.subscribe('subscription { events { id } }');
    const jobs = page.subscribe<{ jobs: { id: string; status: string } }>('subscription { jobs { id status } }');
    await at.listening(3);

    // what the subscriptions themselves ask for is over
    await settled(at);
    const { calls } = at.simulator;
    calls.reset();
    const began = Date.now();
    const { errors } = await at.query(STOP, { input: { ids } }, { as: 'bob' });
    expect(errors).toBeUndefined();
    const stopped = () => changes.items.filter(({ data: { resourceChanged } }) => resourceChanged.resource?.state === 'STOPPED');
    await changes.when(() => new Set(stopped().map(({ data: { resourceChanged } }) => resourceChanged.id)).size === count, 40_000);
    const ended = () => jobs.items.filter(({ data }) => data.jobs.status === 'SUCCEEDED');
    await jobs.when(() => new Set(ended().map(({ data }) => data.jobs.id)).size === count, 40_000);
    const seconds = (Date.now() - began) / 1000;

    // The service account's poll is everybody's, whatever bob does.
    const own = calls.log.filter(({ account }) => account === 'bob');
    const of = (...commands: string[]) => own.filter(({ command }) => commands.includes(command));
    expect(of('stopVirtualMachine')).toHaveLength(count);
    expect(of('queryAsyncJobResult').length).toBeLessThanOrEqual(count);
    expect(of('listEvents', 'listAsyncJobs').length).toBeLessThanOrEqual(2 * seconds);
    // by ids: the one that guards the action, the one at once, and one each time that something has ended
    expect(of('listVirtualMachines').length).toBeLessThanOrEqual(1.5 * seconds + 2);
    expect(of('listVirtualMachines').filter(({ params }) => (params.ids ?? params.id) === undefined)).toEqual([]);
    expect([...new Set(own.map(({ command }) => command))].sort()).toEqual([
      'listAsyncJobs',
      'listEvents',
      'listVirtualMachines',
      'queryAsyncJobResult',
      'stopVirtualMachine',
    ]);
  },
);
