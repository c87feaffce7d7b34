import { afterEach, describe, expect, test } from 'vitest';
import { CloudStackClient } from './client.ts';
import { discover } from './discovery.ts';
import { CloudStackJobError } from './errors.ts';
import { readExchanges } from './testing/recordings.ts';
import { answer, type Handler, refuse, startTestServer, type TestServer } from './testing/test-server.ts';
import { createTransport, type Transport } from './transport.ts';

let server: TestServer | undefined;
let transport: Transport | undefined;
afterEach(async () => {
  await server?.close();
  await transport?.close();
});

async function start(handler: Handler): Promise<CloudStackClient> {
  server = await startTestServer(handler);
  transport = createTransport({ endpoint: server.endpoint, retry: { initialDelayMs: 1, maxDelayMs: 2 } });
  return new CloudStackClient({ transport, credentials: { kind: 'keys', apiKey: 'a', secretKey: 's' } });
}

describe('call', () => {
  test('a list: rows and count, empty and past the end too', async () => {
    const script = [{ count: 3, virtualmachine: [{ id: 'a' }] }, {}, { count: 3 }];
    const client = await start((request, response) => answer(request, response, script[request.number - 1]));
    expect(await client.call('listVirtualMachines')).toEqual({ count: 3, rows: [{ id: 'a' }] });
    expect(await client.call('listVirtualMachines')).toEqual({ count: 0, rows: [] });
    expect(await client.call('listVirtualMachines', { page: 9, pagesize: 1 })).toEqual({ count: 3, rows: [] });
  });

  test('a synchronous command: the object under its name, or the answer itself', async () => {
    const client = await start((request, response) =>
      answer(request, response, request.command === 'deleteVolume' ? { success: true } : { virtualmachine: { id: 'v', name: 'web' } }),
    );
    expect(await client.call('updateVirtualMachine', { id: 'v', displayname: 'web' })).toEqual({ id: 'v', name: 'web' });
    expect(await client.call('deleteVolume', { id: 'v' })).toEqual({ success: true });
  });

  test('an asynchronous command: the handle of its job', async () => {
    const client = await start((request, response) => answer(request, response, { id: 'vol', jobid: 'j1' }));
    const handle = await client.call('createVolume', { name: 'data' });
    expect(handle).toMatchObject({ jobId: 'j1', resourceId: 'vol' });
  });

  test('an asynchronous command without a job is no answer', async () => {
    const client = await start((request, response) => answer(request, response, { success: true }));
    await expect(client.call('createVolume', { name: 'data' })).rejects.toMatchObject({ kind: 'invalid-response' });
  });

  test('callRaw: any command, the bare value', async () => {
    const client = await start((request, response) => answer(request, response, { new: { thing: 1 } }));
    expect(await client.callRaw('inventSomething', { 'deep[0].key': 'x', list: ['a', 'b'] })).toEqual({ new: { thing: 1 } });
    expect(server?.requests[0]?.params).toMatchObject({ 'deep[0].key': 'x', list: 'a,b' });
  });
});

test('pages: all rows, with the page parameters in place of any given', async () => {
  const all = Array.from({ length: 45 }, (_, i) => ({ id: `v${i}` }));
  const client = await start((request, response) => {
    const size = Number(request.params.pagesize);
    const from = (Number(request.params.page) - 1) * size;
    answer(request, response, { count: 45, volume: all.slice(from, from + size) });
  });
  const seen: string[] = [];
  for await (const volume of client.pages('listVolumes', { listall: true }, { pageSize: 20 })) seen.push(volume.id);
  expect(seen).toEqual(all.map(({ id }) => id));
  expect(server?.requests.every(({ params }) => params.listall === 'true')).toBe(true);
});

describe('wait', () => {
  /** Job answers one after another, the last for good. */
  const jobs =
    (...script: (Record<string, unknown> | number)[]): Handler =>
    (request, response) => {
      const step = script[Math.min(request.number, script.length) - 1];
      if (typeof step === 'number') refuse(request, response, step, 'ill');
      else answer(request, response, { jobid: 'j1', jobprocstatus: 0, ...step });
    };
  const fast = { pollMs: 1, maxPollMs: 2 };

  test('polls with progress until the result', async () => {
    const client = await start(jobs({ jobstatus: 0 }, { jobstatus: 0 }, { jobstatus: 1, jobresult: { virtualmachine: { id: 'v' } } }));
    const polls: number[] = [];
    expect(await client.job('j1').wait({ ...fast, onProgress: (progress) => polls.push(progress.polls) })).toEqual({ id: 'v' });
    expect(polls).toEqual([1, 2]);
  });

  test('a failed job carries its classified cause', async () => {
    const client = await start(jobs({ jobstatus: 2, jobresult: { errorcode: 535, errortext: 'Maximum exceeded' } }));
    const error = await client
      .job('j1')
      .wait(fast)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CloudStackJobError);
    expect(error).toMatchObject({ family: 'job', jobId: 'j1', errorCode: 535, errorText: 'Maximum exceeded', cause: { family: 'limit' } });
  });

  test('a cancelled job is an error too', async () => {
    const client = await start(jobs({ jobstatus: 3 }));
    expect(await client.job('j1').poll()).toMatchObject({ status: 'cancelled' });
    await expect(client.job('j1').wait(fast)).rejects.toMatchObject({ family: 'job', errorText: 'the job was cancelled' });
  });

  test('outlasts a server that is ill for a while', async () => {
    const client = await start(jobs(503, 503, 503, 503, { jobstatus: 1, jobresult: { success: true } }));
    expect(await client.job('j1').wait(fast)).toEqual({ success: true });
  });

  test("ends at once when the job is not the caller's", async () => {
    const client = await start(jobs(531));
    await expect(client.job('j1').wait(fast)).rejects.toMatchObject({ family: 'permission' });
  });

  test('has a limit, and says that the job goes on', async () => {
    const client = await start(jobs({ jobstatus: 0 }));
    await expect(client.job('j1').wait({ ...fast, timeoutMs: 60 })).rejects.toMatchObject({
      kind: 'timeout',
      errorText: 'job j1 had not ended after 60 ms; it goes on',
    });
  });

  test("ends by the caller's signal", async () => {
    const client = await start(jobs({ jobstatus: 0 }));
    await expect(client.job('j1').wait({ signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('a command that the server does not have', () => {
  /** As 4.18 does by key: 401 for what it does not know. */
  const old: Handler = (request, response) => {
    if (request.command === 'listApis') refuse(request, response, 530, 'Api Discovery plugin was unable to find an api by that name');
    else refuse(request, response, 401, 'unable to verify user credentials and/or request signature');
  };
  const commands = () => server?.requests.map(({ command }) => command);

  test.each(['listWebhooks', 'inventSomething'])('is told from a wrong key by listApis: %s', async (command) => {
    const client = await start(old);
    await expect(client.callRaw(command)).rejects.toMatchObject({ family: 'permission', errorCode: 432, command });
    expect(commands()).toEqual([command, 'listApis']);
    expect(server?.requests[1]?.params).toMatchObject({ name: command });
  });

  test('what every version has costs no second call', async () => {
    const client = await start(old);
    await expect(client.call('listVirtualMachines')).rejects.toMatchObject({ family: 'authentication' });
    expect(commands()).toEqual(['listVirtualMachines']);
  });

  test('a wrong key stays one', async () => {
    const client = await start((request, response) => refuse(request, response, 401, 'unable to verify'));
    await expect(client.call('listWebhooks')).rejects.toMatchObject({ family: 'authentication' });
    expect(commands()).toEqual(['listWebhooks', 'listApis']);
  });
});

describe('discover', () => {
  test('reads the recorded answers, in two calls', async () => {
    const exchanges = readExchanges();
    const recorded = (command: string) => {
      const body = exchanges.find((exchange) => exchange.command === command && exchange.status === 200)?.body;
      return Object.values(body ?? {})[0];
    };
    const client = await start((request, response) => answer(request, response, recorded(request.command)));
    const capabilities = await discover(client);
    expect(server?.requests).toHaveLength(2);
    expect(capabilities.version).toMatch(/^4\.22/);
    for (const command of capabilities.commands) expect(capabilities.has(command)).toBe(true);
    expect(capabilities.commands.size).toBeGreaterThan(0);
  });

  test('commands and parameters that an older server lacks', async () => {
    const client = await start((request, response) => {
      if (request.command === 'listCapabilities')
        answer(request, response, { capability: { cloudstackversion: '4.18.0.0', kvmsnapshotenabled: true } });
      else
        answer(request, response, {
          count: 1,
          api: [{ name: 'listVolumes', isasync: false, params: [{ name: 'id' }, { name: 'virtualMachineId' }] }],
        });
    });
    const capabilities = await discover(client);
    expect(capabilities).toMatchObject({ version: '4.18.0.0', flags: { kvmsnapshotenabled: true } });
    expect(capabilities.has('listVolumes')).toBe(true);
    expect(capabilities.has('listVolumes', 'virtualmachineid')).toBe(true);
    expect(capabilities.has('listVolumes', 'isencrypted')).toBe(false);
    expect(capabilities.has('createWebhook')).toBe(false);
  });
});
