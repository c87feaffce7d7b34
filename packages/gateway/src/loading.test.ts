import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContext, type GatewayContext } from './context.ts';
import { resourceLoader } from './loading.ts';
import { type Harness, startHarness } from './test/harness.ts';

let harness: Harness;
let ids: string[];
let context: GatewayContext;
const machines = resourceLoader({ command: 'listVirtualMachines', ids: 'ids' });
const NOWHERE = '00000000-0000-4000-8000-00000000000';

beforeAll(async () => {
  harness = await startHarness();
  context = await newContext();
  ids = (await context.cloud.list('listVirtualMachines', { details: 'min' })).rows.map((row) => row.id);
});
afterAll(() => harness.close());
beforeEach(async () => {
  context = await newContext();
  harness.simulator.calls.reset();
});

async function newContext(): Promise<GatewayContext> {
  const { services } = harness.gateway;
  const authorization = `Basic ${Buffer.from('demo-api-key-bob:demo-secret-key-bob').toString('base64')}`;
  const { identity } = await services.signIns.recognise({ authorization });
  return createContext(services, { requestId: 'test', address: 'here', https: false }, identity);
}

const calls = () => harness.simulator.calls.of('listVirtualMachines');

describe('resourceLoader', () => {
  it('fetches what is asked for together in one call, each once', async () => {
    const rows = await Promise.all([...ids.slice(0, 40), ...ids.slice(0, 40)].map((id) => machines.load(context, id)));
    expect(rows.map((row) => row?.id)).toEqual([...ids.slice(0, 40), ...ids.slice(0, 40)]);
    expect(calls()).toBe(1);
  });

  it('survives ids that do not exist, which fail a whole batch upstream', async () => {
    const wanted = [ids[0] ?? '', `${NOWHERE}1`, ids[1] ?? '', `${NOWHERE}2`, ids[2] ?? ''];
    const rows = await machines.loadMany(context, wanted);
    expect(rows.map((row) => row?.id ?? null)).toEqual([ids[0], null, ids[1], null, ids[2]]);
    expect(calls()).toBe(3);
  });

  it('gives null for what is not visible', async () => {
    const foreign = await harness.query<{ virtualMachines: { nodes: { uuid: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { uuid } } }',
      {},
      { as: 'alice' },
    );
    expect(await machines.load(context, foreign.data.virtualMachines.nodes[0]?.uuid ?? '')).toBeNull();
  });

  it('takes rows that a list brought, unless more details are wanted', async () => {
    const { rows } = await context.cloud.list('listVirtualMachines', { page: 1, pagesize: 2, details: 'nics' });
    machines.prime(context, rows, ['nics']);
    const [row] = rows;
    if (!row) throw new Error('no machine');
    expect(await machines.load(context, row.id, [])).toBe(row);
    expect(await machines.withDetails(context, row, ['nics'])).toBe(row);
    expect(calls()).toBe(1);
    expect((await machines.withDetails(context, row, ['servoff'])).serviceofferingid).toBeTruthy();
    expect(calls()).toBe(2);
  });

  it('forgets with the request', async () => {
    await machines.load(context, ids[0] ?? '');
    context.renew();
    await machines.load(context, ids[0] ?? '');
    expect(calls()).toBe(2);
  });
});
