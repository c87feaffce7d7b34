// A page of a long list, ordered and filtered by the index, against the same computed apart; also after 500 random changes.
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createTransport, type Transport } from '@cloudstack-graph/client';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../test/harness.ts';
import { changeAtRandom, demoClient, type ReferencePage, referencePage } from './test/reference.ts';

const PAGE = `query($after: String, $template: ID!) {
  virtualMachines(first: 50, after: $after, orderBy: [{ field: NAME }], filter: { state: [RUNNING], templateId: $template }) {
    totalCount indexing { done } pageInfo { endCursor } facets { field values { value count } } nodes { id }
  }
}`;

interface Page {
  virtualMachines: {
    totalCount: number;
    indexing: object | null;
    pageInfo: { endCursor: string | null };
    facets: { field: string; values: { value: string; count: number }[] }[] | null;
    nodes: { id: string }[];
  };
}

let harness: Harness;
let transport: Transport;
afterEach(async () => {
  await transport?.close();
  await harness?.close();
});

async function ask(after: string | null, template: string): Promise<Page['virtualMachines']> {
  const { data, errors } = await harness.query<Page>(PAGE, { after, template }, { as: 'bob' });
  expect(errors).toBeUndefined();
  return data.virtualMachines;
}

/** The third page as the gateway gives it, once the index is complete. */
async function thirdPage(template: string): Promise<ReferencePage> {
  let after: string | null = null;
  for (let number = 1; ; ) {
    const { totalCount, indexing, pageInfo, facets, nodes } = await ask(after, template);
    if (indexing) {
      await sleep(100);
      continue;
    }
    if (number++ === 3) {
      const states = facets?.find(({ field }) => field === 'state')?.values ?? [];
      return {
        total: totalCount,
        ids: nodes.map(({ id }) => id),
        states: Object.fromEntries(states.map(({ value, count }) => [value, count])),
      };
    }
    after = pageInfo.endCursor;
  }
}

describe('page 3 of 10,000 machines, by name, filtered by state and template', { timeout: 180_000 }, () => {
  it('is what a reference gives, at no call when warm, also after 500 random changes', async () => {
    harness = await startHarness({
      simulator: { vms: 10_000, volumes: 10, jobSpeed: 1000 },
      environment: { CLOUDSTACK_API_KEY: 'demo-api-key-admin', CLOUDSTACK_SECRET_KEY: 'demo-secret-key-admin' },
      deps: { timing: { clockUnwatchedMs: 500 } },
    });
    transport = createTransport({ endpoint: harness.endpoint });
    const bob = demoClient(transport, 'bob');
    const template = (await bob.call('listVirtualMachines', { details: ['tmpl'], page: 1, pagesize: 1 })).rows[0]?.templateid ?? '';
    const wanted = { state: 'Running', templateId: template };
    const reference = () => referencePage(bob, wanted, { number: 3, size: 50 });
    const before = await reference();
    expect(before.ids).toHaveLength(50);
    expect(await thirdPage(template)).toEqual(before);
    harness.simulator.calls.reset();
    expect(await thirdPage(template)).toEqual(before);
    expect(harness.simulator.calls.of('listVirtualMachines')).toBe(0);

    expect(await changeAtRandom(transport, 500)).toBeGreaterThan(400);
    const after = await reference();
    expect(after).not.toEqual(before);
    let page = await thirdPage(template);
    for (let tries = 0; tries < 300 && !isDeepStrictEqual(page, after); tries++) {
      await sleep(100);
      page = await thirdPage(template);
    }
    expect(page).toEqual(after);
  });
});
