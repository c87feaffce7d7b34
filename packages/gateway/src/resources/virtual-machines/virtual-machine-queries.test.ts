import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.simulator.calls.reset());

interface Page {
  virtualMachines: { totalCount: number; nodes: Record<string, never>[]; edges: { cursor: string }[]; pageInfo: Record<string, unknown> };
}

describe('virtualMachines', () => {
  it('gives a page with all that is told of a machine', async () => {
    const { data, errors } = await harness.query<Page>(
      `{ virtualMachines(first: 3) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }
         nodes { id uuid name displayName state stateSince createdAt ipAddress cpuCount memoryMib tags { key value }
           owner { account domain domainPath project } zone { id name networkType } serviceOffering { id name cpuCount }
           nics { id isDefault ipAddress network { name } } actions { name disabledReason } } } }`,
      {},
      { as: 'bob' },
    );
    expect(errors).toBeUndefined();
    expect(data.virtualMachines.totalCount).toBe(120);
    expect(data.virtualMachines.nodes).toHaveLength(3);
    expect(data.virtualMachines.nodes[0]).toMatchObject({
      id: expect.stringMatching(/^VirtualMachine:[0-9a-f-]{36}$/),
      owner: { account: 'bob', domain: 'acme', domainPath: '/acme', project: null },
    });
  });
});
