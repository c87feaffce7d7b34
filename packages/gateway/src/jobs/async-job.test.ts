import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../test/harness.ts';
import { mutate } from '../test/mutate.ts';

let harness: Harness;
let job: { id: string; resource: { id: string } };
beforeAll(async () => {
  harness = await startHarness();
  const { data } = await harness.query<{ virtualMachines: { nodes: { id: string }[] } }>(
    '{ virtualMachines(first: 1, filter: { state: [RUNNING] }) { nodes { id } } }',
    {},
    { as: 'bob' },
  );
  const [machine] = data.virtualMachines.nodes;
  const stopped = await harness.query<{ result: { job: typeof job } }>(
    `mutation ($input: StopVirtualMachineInput!) { result: stopVirtualMachine(input: $input) {
      ... on StopVirtualMachineSuccess { job { id resource { __typename id } } } } }`,
    { input: { id: machine?.id, waitSeconds: 30 } },
    { as: 'bob' },
  );
  job = stopped.data.result.job;
});
afterAll(() => harness.close());

describe('AsyncJob', () => {
  it('is told by its id: what it did, how far it is, and what it works on', async () => {
    harness.simulator.calls.reset();
    const { data, errors } = await harness.query(
      'query ($id: ID!) { node(id: $id) { ... on AsyncJob { command status progress createdAt resource { __typename id ... on VirtualMachine { state } } } } }',
      { id: job.id },
      { as: 'bob' },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      node: {
        command: 'stopVirtualMachine',
        status: 'SUCCEEDED',
        progress: 100,
        createdAt: expect.any(String),
        resource: { __typename: 'VirtualMachine', id: job.resource.id, state: 'STOPPED' },
      },
    });
    expect(harness.simulator.calls.byCommand()).toEqual({ queryAsyncJobResult: 1, listVirtualMachines: 1 });
  });

  it('names what it works on without a call where only the id is wanted', async () => {
    harness.simulator.calls.reset();
    const { data } = await harness.query(
      'query ($id: ID!) { node(id: $id) { ... on AsyncJob { resource { __typename id } } } }',
      { id: job.id },
      { as: 'bob' },
    );
    expect(data).toEqual({ node: { resource: { __typename: 'VirtualMachine', id: job.resource.id } } });
    expect(harness.simulator.calls.byCommand()).toEqual({ queryAsyncJobResult: 1 });
  });

  it('is listed for its account while it is pending', async () => {
    // At a tenth of the real speed: it is still pending when it is looked for.
    const slow = await startHarness({ simulator: { jobSpeed: 0.1 } });
    try {
      const pending = (as: 'alice' | 'bob') =>
        slow.query<{ asyncJobs: { id: string; command: string; status: string }[] }>('{ asyncJobs { id command status } }', {}, { as });
      expect((await pending('bob')).data.asyncJobs).toEqual([]);
      const { data } = await slow.query<{ virtualMachines: { nodes: { id: string }[] } }>(
        '{ virtualMachines(first: 1, filter: { state: [RUNNING] }) { nodes { id } } }',
        {},
        { as: 'bob' },
      );
      const started = await mutate(slow, 'rebootVirtualMachine', { id: data.virtualMachines.nodes[0]?.id }, '', { as: 'bob' });
      const own = await pending('bob');
      expect(own.data.asyncJobs).toMatchObject([{ id: started.job?.id, status: 'PENDING' }]);
      expect(own.data.asyncJobs[0]?.command).toMatch(/reboot/i);
      expect((await pending('alice')).data.asyncJobs).toEqual([]);
    } finally {
      await slow.close();
    }
  });

  it('of another account is not there', async () => {
    const { data } = await harness.query('query ($id: ID!) { node(id: $id) { id } }', { id: job.id }, { as: 'alice' });
    expect(data).toEqual({ node: null });
  });
});
