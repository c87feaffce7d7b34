// Going down well: told to those who listen, and what is under way is answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveHarness, startLiveHarness } from './events/test/live-harness.ts';
import { basic } from './test/harness.ts';

let harness: LiveHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

interface Jobs {
  data: { result: { job?: { status: string }; results?: { result: { job: { status: string } } }[] } };
}

/** Asks over the port, as a client does whose connection may be cut. */
async function post<T>(at: LiveHarness, query: string, variables: object = {}): Promise<T> {
  const answer = await fetch(`${at.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basic('bob') },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as T;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 300) throw new Error('not in time');
    await sleep(20);
  }
}

describe('a gateway that goes down', { timeout: 60_000 }, () => {
  it('is unready, tells subscribers to resume, and answers what is under way; who waits for a job has it as pending', async () => {
    // a stop takes minutes here, far more than the bound
    harness = await startLiveHarness({ simulator: { jobSpeed: 0.02 }, environment: { SHUTDOWN_SECONDS: '30' } });
    const at = harness;
    const events = at.socket('bob').subscribe('subscription { events { id } }');
    const streamed = at.stream('bob', 'subscription { jobs { id } }');
    await at.listening(2);
    const { rows } = await at.cloud('bob').call('listVirtualMachines', { state: 'Running', details: ['min'], page: 1, pagesize: 3 });
    const [one, ...others] = rows.map(({ id }) => id);
    at.simulator.faults.add({ command: 'listSnapshots', kind: 'delay', ms: 3000 });
    const slow = post<{ data: { snapshots: { totalCount: number } } }>(at, '{ snapshots(first: 1) { totalCount } }');
    const wait = 'input: $input) { ... on StopVirtualMachineSuccess { job { status } } } }';
    const waits = post<Jobs>(at, `mutation($input: StopVirtualMachineInput!) { result: stopVirtualMachine(${wait}`, {
      input: { id: one, waitSeconds: 300 },
    });
    const bulk = post<Jobs>(
      at,
      'mutation($input: StopVirtualMachinesInput!) { result: stopVirtualMachines(input: $input) { ... on StopVirtualMachinesSuccess { results { result { ... on VirtualMachineBulkSuccess { job { status } } } } } } }',
      { input: { ids: others, waitSeconds: 300 } },
    );
    const stopped = () => at.simulator.calls.of('stopVirtualMachine');
    await until(() => stopped() === 3);
    await until(() => at.simulator.calls.of('queryAsyncJobResult') > 0);
    const closed = at.gateway.close();
    const ready = await at.gateway.fetch(new Request('http://gateway/readyz'));
    expect([ready.status, await ready.json()]).toMatchObject([503, { ready: false, reason: 'shutting down' }]);
    expect((await waits).data.result.job?.status).toBe('PENDING');
    expect((await bulk).data.result.results?.map(({ result }) => result.job.status)).toEqual(['PENDING', 'PENDING']);
    expect((await slow).data.snapshots.totalCount).toBeGreaterThan(0);
    await closed;
    for (const received of [events, streamed]) {
      await received.when(() => received.errors.length > 0);
      expect(received.errors[0]?.extensions).toMatchObject({ resume: true });
    }
    await expect(fetch(`${at.origin}/livez`)).rejects.toThrow();
  });

  it('does not wait for a CloudStack that is away, nor fails by it', async () => {
    harness = await startLiveHarness({ simulator: { allowLoopbackUrls: true }, environment: { WEBHOOK_PUBLIC_URL: 'http://127.0.0.1:9' } });
    const at = harness;
    const events = at.socket('bob').subscribe('subscription { events { id } }');
    await at.listening(1);
    const registered = async () => (await at.cloud('admin').call('listWebhooks', {})).rows.length;
    await until(async () => (await registered()) > 0);
    await at.simulator.goAway();
    await at.gateway.close();
    await events.when(() => events.errors.length > 0);
    expect(events.errors[0]?.extensions).toMatchObject({ resume: true });
    await at.simulator.comeBack();
  });
});
