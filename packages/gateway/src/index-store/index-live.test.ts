// What the index answers is as live as what CloudStack lists: also where nothing tells of a change.
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from '../events/test/live-harness.ts';

const PAGE = `query($first: Int, $orderBy: [VirtualMachineOrder!]) {
  virtualMachines(first: $first, orderBy: $orderBy) { totalCount indexing { done } nodes { id displayName state } }
}`;
const CHANGES =
  'subscription { resourceChanged(types: ["VirtualMachine"]) { kind id resource { ... on VirtualMachine { displayName } } } }';

interface Page {
  virtualMachines: { totalCount: number; indexing: object | null; nodes: { id: string; displayName: string; state: string }[] };
}
interface Change {
  resourceChanged: { kind: string; id: string; resource: { displayName: string } | null };
}

let harness: LiveHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

const byName = [{ field: 'NAME', direction: 'ASC' }];

async function page(at: LiveHarness, first: number): Promise<Page['virtualMachines']> {
  const { data, errors } = await at.query<Page>(PAGE, { first, orderBy: byName }, { as: 'bob' });
  expect(errors).toBeUndefined();
  expect(data.virtualMachines.indexing).toBeNull();
  return data.virtualMachines;
}

describe('a page out of the index, with nothing that gives hints', { timeout: 30_000 }, () => {
  it('is looked at anew by the clock: what an administrator did without a word is seen, one list call a look', async () => {
    harness = await startLiveHarness({ serviceAccount: false, deps: { timing: { reconcileMs: 500 } } });
    const at = harness;
    const { nodes, totalCount } = await page(at, 20);
    const changes = at.socket('bob').subscribe<Change>(CHANGES);
    await at.listening(1);
    const [renamed, gone] = nodes.filter(({ state }) => state === 'STOPPED' || state === 'RUNNING');
    const uuid = (id = '') => id.replace('VirtualMachine:', '');
    at.simulator.calls.reset();
    await at.cloud('admin').call('updateVirtualMachine', { id: uuid(renamed?.id), displayname: 'said to nobody' });
    await (await at.cloud('admin').call('destroyVirtualMachine', { id: uuid(gone?.id), expunge: true })).wait({ pollMs: 50 });
    await changes.until(({ resourceChanged: { id, resource } }) => id === renamed?.id && resource?.displayName === 'said to nobody');
    await changes.until(({ resourceChanged: { id, kind } }) => id === gone?.id && kind === 'REMOVED');
    const after = await page(at, 500);
    expect(after.totalCount).toBe(totalCount - 1);
    expect(after.nodes.find(({ id }) => id === renamed?.id)?.displayName).toBe('said to nobody');
    const whole = at.simulator.calls.log.filter(
      ({ command, account, params }) => command === 'listVirtualMachines' && account === 'bob' && !('ids' in params) && !('id' in params),
    );
    expect(whole).toEqual([]);
  });
});
