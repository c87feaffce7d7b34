// Clients that we did not write, and our own beside them, play the same life of an instance against the simulator:
// cs (PyPI) by GET and by POST, csclient (npm), and a signing script as everybody has one, by GET.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CloudStackClient, CloudStackError, createTransport } from '../../packages/cloudstack-client/src/index.ts';
import { createSimulator } from '../../packages/simulator/src/index.ts';
import { type Driver, lifeCycleFile, playLifeCycle } from './life-cycle.ts';

const simulator = createSimulator({ seed: 'demo', jobSpeed: 10 });
const keys = { apiKey: 'demo-api-key-alice', secretKey: 'demo-secret-key-alice' };
let endpoint = '';
before(async () => {
  ({ endpoint } = await simulator.listen(0));
});
beforeEach(() => simulator.calls.reset());
after(() => simulator.close());

/** Nothing was sent twice, whoever called. */
function sentOnce(): void {
  assert.deepEqual(
    ['deployVirtualMachine', 'createTags', 'attachVolume', 'stopVirtualMachine'].map((command) => simulator.calls.of(command)),
    [1, 1, 1, 1],
  );
}

const python = join(process.env.PYTHON_TOOLS_BIN ?? join(import.meta.dirname, '../../.cache/python/bin'), 'python');

for (const method of ['get', 'post']) {
  test(`cs (PyPI) by ${method.toUpperCase()}`, { timeout: 60_000 }, async () => {
    const args = [join(import.meta.dirname, 'cs_lifecycle.py'), endpoint, keys.apiKey, keys.secretKey, method, lifeCycleFile];
    const { stdout } = await promisify(execFile)(python, args);
    const seen = JSON.parse(stdout) as { steps: number; events: number };
    assert.ok(seen.steps > 20 && seen.events > 7, stdout);
    sentOnce();
  });
}

/** csclient's answers: the envelope for a synchronous command, the job for an asynchronous one. */
type Executor = (command: string, params: object, done: (error: Error | null, answer: Record<string, unknown>) => void) => void;

test('csclient (npm)', { timeout: 60_000 }, async () => {
  const Client = createRequire(import.meta.url)('csclient') as new (options: object) => Record<'executeSync' | 'executeAsync', Executor>;
  const client = new Client({ baseUrl: `${endpoint}?`, ...keys, pollingTime: 100 });
  const call: Driver = (command, params, job) =>
    new Promise((resolve, reject) =>
      client[job ? 'executeAsync' : 'executeSync'](command, { ...params }, (error, answer) =>
        error ? reject(error) : resolve(job ? answer.jobresult : Object.values(answer)[0]),
      ),
    );
  assert.ok((await playLifeCycle('third-party-csclient', call)) > 20);
  sentOnce();
});

test('a signing script, by GET and as CloudMonkey signs', { timeout: 60_000 }, async () => {
  const send = async (command: string, params: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const flat = Object.entries(params).flatMap(([name, value]) =>
      Array.isArray(value)
        ? value.flatMap((map: object, index) => Object.entries(map).map(([key, text]) => [`${name}[${index}].${key}`, String(text)]))
        : [[name, String(value)]],
    ) as [string, string][];
    const expires = new Date(Date.now() + 900_000).toISOString().replace(/\.\d+/, '');
    const all = [
      ...flat,
      ['command', command],
      ['response', 'json'],
      ['apiKey', keys.apiKey],
      ['signatureversion', '3'],
      ['expires', expires],
    ];
    const text = all
      .map(([name, value = '']) => `${name}=${encodeURIComponent(value)}`)
      .toSorted()
      .join('&');
    const signature = createHmac('sha1', keys.secretKey).update(text.toLowerCase()).digest('base64');
    const answer = await fetch(`${endpoint}?${text}&signature=${encodeURIComponent(signature)}`);
    const [content] = Object.values((await answer.json()) as Record<string, Record<string, unknown>>);
    if (!answer.ok) throw Object.assign(new Error(String(content?.errortext)), { code: content?.errorcode });
    return content ?? {};
  };
  const call: Driver = async (command, params, job) => {
    const answer = await send(command, params);
    if (!job) return answer;
    for (;;) {
      const state = await send('queryAsyncJobResult', { jobid: answer.jobid });
      const result = state.jobresult as Record<string, unknown>;
      if (state.jobstatus === 2) throw Object.assign(new Error(String(result.errortext)), { code: result.errorcode });
      if (state.jobstatus === 1) return result;
      await sleep(50);
    }
  };
  assert.ok((await playLifeCycle('third-party-script', call)) > 20);
  sentOnce();
});

test('our own client', { timeout: 60_000 }, async () => {
  const transport = createTransport({ endpoint });
  const client = new CloudStackClient({ transport, credentials: { kind: 'keys', ...keys } });
  const call: Driver = async (command, params, job) => {
    try {
      const answer = await client.callRaw(command, params);
      if (!job) return answer;
      const handle = client.job((answer as { jobid: string }).jobid);
      await handle.wait({ pollMs: 50 });
      return (await handle.poll()).row.jobresult;
    } catch (error) {
      throw error instanceof CloudStackError ? Object.assign(error, { code: error.errorCode }) : error;
    }
  };
  assert.ok((await playLifeCycle('third-party-own', call)) > 20);
  sentOnce();
  await transport.close();
});
