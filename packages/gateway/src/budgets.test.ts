import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './test/harness.ts';

const queryFile = (name: string) => readFileSync(new URL(`./queries/${name}.graphql`, import.meta.url), 'utf8');
const fifty = queryFile('fifty-virtual-machines');

interface Fifty {
  virtualMachines: {
    totalCount: number;
    nodes: { name: string; nics: { ipAddress: string }[]; volumes: { nodes: { id: string; snapshots: { nodes: object[] } }[] } }[];
  };
}

let harness: Harness;
afterEach(() => harness.close());

/** Runs a query as bob by cookie, and tells what CloudStack was asked. */
async function callsOf(query: string, variables: Record<string, unknown>, cookie: string): Promise<Record<string, number>> {
  harness.simulator.calls.reset();
  const { errors } = await harness.query(query, variables, { cookie });
  expect(errors).toBeUndefined();
  return harness.simulator.calls.byCommand();
}

const sum = (calls: Record<string, number>) => Object.values(calls).reduce((a, b) => a + b, 0);

async function signIn(): Promise<string> {
  const { response } = await harness.query('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
    input: { username: 'bob', password: 'bob', domain: '/acme' },
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('calls to CloudStack for a page of machines with volumes and their snapshots', () => {
  it('are 3 cold and warm (and one for whose key pair it is), for an account of 120 machines and 180 volumes', async () => {
    harness = await startHarness();
    const { calls } = harness.simulator;
    const cold = await harness.query<Fifty>(fifty, {}, { as: 'bob' });
    expect(cold.errors).toBeUndefined();
    const { nodes, totalCount } = cold.data.virtualMachines;
    expect([totalCount, nodes.length]).toEqual([120, 50]);
    expect(nodes.every((vm) => vm.volumes.nodes.length > 0 && vm.nics.length > 0)).toBe(true);
    expect(nodes.some((vm) => vm.volumes.nodes.some((volume) => volume.snapshots.nodes.length > 0))).toBe(true);
    expect(calls.byCommand()).toEqual({ listUsers: 1, listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1 });
    calls.reset();
    const warm = await harness.query<Fifty>(fifty, {}, { as: 'bob' });
    expect(warm.data).toEqual(cold.data);
    expect(calls.byCommand()).toEqual({ listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1 });
  });

  it('are made side by side, not one after the other', async () => {
    harness = await startHarness();
    harness.simulator.faults.add({ command: 'listVirtualMachines', kind: 'delay', ms: 1000 });
    const { errors } = await harness.query<Fifty>(fifty, {}, { as: 'bob' });
    expect(errors).toBeUndefined();
    // Calls are logged as they are answered: the machines' is the last, and nothing has waited for it.
    const answered = harness.simulator.calls.log.map((call) => call.command).filter((command) => command !== 'listUsers');
    expect(answered).toHaveLength(3);
    expect(answered.at(-1)).toBe('listVirtualMachines');
  });

  it('do not list 10,000 volumes for a page of 20', async () => {
    harness = await startHarness({ simulator: { vms: 120, volumes: 10_000 } });
    const { calls } = harness.simulator;
    for (const turn of ['cold', 'warm']) {
      calls.reset();
      const { data, errors } = await harness.query<Fifty>(fifty, { first: 20 }, { as: 'bob' });
      expect(errors).toBeUndefined();
      expect(data.virtualMachines.nodes).toHaveLength(20);
      const listed = calls.log.filter((call) => call.command === 'listVolumes');
      const whole = listed.filter((call) => call.params.virtualmachineid === undefined);
      const rows = whole.map((call) => Number(call.params.pagesize)).reduce((a, b) => a + b, 0);
      expect(rows, turn).toBeLessThanOrEqual(turn === 'cold' ? 200 : 0);
      expect(listed.length - whole.length).toBe(20);
    }
  });
});

describe('calls to CloudStack for the pages of the portal', () => {
  it('sign-in and dashboard: 7, of 8', async () => {
    harness = await startHarness();
    const cookie = await signIn();
    const calls = await callsOf(queryFile('dashboard'), {}, cookie);
    expect(calls).toEqual({ listAccounts: 1, listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1, listIsos: 1, listEvents: 1 });
    expect(1 + sum(calls)).toBeLessThanOrEqual(8);
  });

  it('the deployment wizard: 7 cold, of 8, and none when it was open seconds ago', async () => {
    harness = await startHarness();
    const cookie = await signIn();
    expect(sum(await callsOf(queryFile('deploy-wizard'), {}, cookie))).toBeLessThanOrEqual(8);
    expect(await callsOf(queryFile('deploy-wizard'), {}, cookie)).toEqual({});
  });

  it('one machine with all its tabs: 6', async () => {
    harness = await startHarness();
    const cookie = await signIn();
    const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
      '{ virtualMachines(first: 1) { nodes { id } } }',
      {},
      { cookie },
    );
    const { id } = data.virtualMachines.nodes[0] ?? {};
    const tabs = { listVirtualMachines: 1, listVolumes: 1, listSnapshots: 1, listVMSnapshot: 1, listEvents: 1 };
    expect(await callsOf(queryFile('one-virtual-machine'), { id }, cookie)).toEqual({ ...tabs, listVMSchedule: 1 });
    expect(sum(await callsOf(queryFile('one-virtual-machine'), { id }, cookie))).toBeLessThanOrEqual(6);
  });

  it('one network: 3, and 3 more with all rules of its addresses, however many addresses', async () => {
    harness = await startHarness();
    const cookie = await signIn();
    const { data } = await harness.query<{ networks: { nodes: { id: string }[] } }>('{ networks { nodes { id } } }', {}, { cookie });
    const id = data.networks.nodes[0]?.id ?? '';
    const acquire = 'mutation ($id: ID!) { acquirePublicIpAddress(input: { networkId: $id, waitSeconds: 30 }) { __typename } }';
    for (let count = 0; count < 4; count++) {
      const made = await harness.query(acquire, { id }, { cookie });
      expect(made.data).toEqual({ acquirePublicIpAddress: { __typename: 'AcquirePublicIpAddressSuccess' } });
    }
    const head = { listNetworks: 1, listVirtualMachines: 1, listPublicIpAddresses: 1 };
    const rules = { listFirewallRules: 1, listPortForwardingRules: 1, listLoadBalancerRules: 1 };
    expect(await callsOf(queryFile('one-network'), { id }, cookie)).toEqual(head);
    expect(await callsOf(queryFile('rules-of-a-network'), { id }, cookie)).toEqual(rules);
  });
});
