// docs/queries.md: every query in it is run as it stands there.
import { readFileSync } from 'node:fs';
import { createParser } from 'eventsource-parser';
import { getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from './schema.ts';
import { basic, type Harness, startHarness } from './test/harness.ts';

const text = readFileSync(new URL('../../../docs/queries.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);
const documents = new Map(blocks('graphql').map((document) => [getOperationAST(parse(document))?.name?.value ?? '', document]));
const documentOf = (name: string) => documents.get(name) ?? '';

let harness: Harness;
let ids: Record<string, string>;
beforeAll(async () => {
  harness = await startHarness();
  interface Found {
    virtualMachines: { nodes: { id: string; zone: Id; serviceOffering: Id; template: Id; nics: { network: Id }[] }[] };
  }
  type Id = { id: string };
  const { data } = await harness.query<Found>(
    '{ virtualMachines(first: 1) { nodes { id zone { id } serviceOffering { id } template { id } nics { network { id } } } } }',
    {},
    { as: 'bob' },
  );
  const [machine] = data.virtualMachines.nodes;
  const known = [machine, machine?.zone, machine?.serviceOffering, machine?.template, machine?.nics[0]?.network];
  ids = Object.fromEntries(known.map((thing) => [thing?.id.split(':')[0] ?? '', thing?.id ?? '']));
});
afterAll(() => harness.close());

/** The variables that stand in the text, with ids of the simulated cloud for `Zone:…`. */
function variables(name: string): Record<string, unknown> {
  const after = text.slice(text.indexOf(documentOf(name)) + documentOf(name).length);
  const [, json = '{}'] = /^```\s*```json\n([\s\S]*?)```/.exec(after) ?? [];
  return JSON.parse(json.replaceAll(/"([A-Za-z]+):…"/g, (_all, typename: string) => JSON.stringify(ids[typename]))) as Record<
    string,
    unknown
  >;
}

const run = async <T>(name: string, given = variables(name)) => {
  const { data, errors } = await harness.query<T>(documentOf(name), given, { as: 'bob' });
  expect(errors).toBeUndefined();
  return data;
};

describe('docs/queries.md', () => {
  it.each([...documents])('%s is valid', (_name, document) => expect(validate(schema, parse(document))).toEqual([]));

  it('has five queries, and those that go with them', () => {
    expect([...documents.keys()]).toEqual(['Inventory', 'Unprotected', 'DeployWorker', 'Tagged', 'StopTagged', 'Audit']);
    expect(text.match(/^## \d/gm)).toHaveLength(5);
  });

  it('the inventory, page by page, at two calls a page', async () => {
    interface Inventory {
      virtualMachines: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        nodes: { uuid: string; volumes: { nodes: object[] } }[];
      };
    }
    const first = await run<Inventory>('Inventory');
    harness.simulator.calls.reset();
    const second = await run<Inventory>('Inventory', { after: first.virtualMachines.pageInfo.endCursor });
    expect(harness.simulator.calls.total()).toBeLessThanOrEqual(2);
    const machines = [...first.virtualMachines.nodes, ...second.virtualMachines.nodes];
    expect(new Set(machines.map(({ uuid }) => uuid)).size).toBe(first.virtualMachines.totalCount);
    expect(machines.every(({ volumes }) => volumes.nodes.length > 0)).toBe(true);
    expect(second.virtualMachines.pageInfo.hasNextPage).toBe(false);
  });

  it('disks without a snapshot', async () => {
    const { volumes } = await run<{ volumes: { nodes: { snapshots: { totalCount: number; nodes: object[] } }[] } }>('Unprotected');
    const bare = volumes.nodes.filter(({ snapshots }) => snapshots.totalCount === 0);
    expect(bare.length).toBeGreaterThan(0);
    expect(bare.length).toBeLessThan(volumes.nodes.length);
  });

  it('a worker, deployed and waited for; a refusal is a member of the union', async () => {
    const { deployVirtualMachine } = await run<{ deployVirtualMachine: object }>('DeployWorker');
    expect(deployVirtualMachine).toMatchObject({
      __typename: 'DeployVirtualMachineSuccess',
      job: { status: 'SUCCEEDED' },
      virtualMachine: { name: 'ci-worker-7', state: 'RUNNING' },
      warnings: [],
    });
    const { input } = variables('DeployWorker') as { input: object };
    const refused = await run<{ deployVirtualMachine: object }>('DeployWorker', { input: { ...input, name: '-no-name-' } });
    expect(refused.deployVirtualMachine).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['input', 'name'] }] });
  });

  it('the night: what is tagged is stopped, each for itself', async () => {
    const { virtualMachines } = await run<{ virtualMachines: { nodes: { id: string }[] } }>('Tagged');
    const running = virtualMachines.nodes.map(({ id }) => id);
    expect(running.length).toBeGreaterThan(0); // the worker above
    const missing = 'VirtualMachine:00000000-0000-4000-8000-000000000000';
    const { stopVirtualMachines } = await run<{ stopVirtualMachines: { results: { id: string; result: object }[] } }>('StopTagged', {
      ids: [...running, missing],
    });
    expect(stopVirtualMachines.results.map(({ id }) => id)).toEqual([...running, missing]);
    expect(stopVirtualMachines.results[0]?.result).toMatchObject({ job: { status: expect.any(String) } });
    expect(stopVirtualMachines.results.at(-1)?.result).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('the audit trail goes on after its cursor, as the curl in the text asks for it', async () => {
    const { data } = await harness.query<{ events: { nodes: { id: string; cursor: string }[] } }>(
      '{ events(first: 5) { nodes { id cursor } } }',
      {},
      { as: 'bob' },
    );
    const [newest, , , fourth] = data.events.nodes;
    const abort = new AbortController();
    const response = await harness.gateway.fetch(
      new Request('http://gateway/graphql', {
        method: 'POST',
        headers: { authorization: basic('bob'), 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: documentOf('Audit'), variables: { after: fourth?.cursor } }),
        signal: abort.signal,
      }),
    );
    const seen: string[] = [];
    const parser = createParser({
      onEvent: ({ event, data: payload }) => {
        if (event === 'next') seen.push((JSON.parse(payload) as { data: { events: { id: string } } }).data.events.id);
      },
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      if (newest && seen.includes(newest.id)) break;
    }
    abort.abort();
    expect(seen).toEqual(expect.arrayContaining(data.events.nodes.slice(0, 3).map(({ id }) => id)));
  });
});
