// Clients that we did not write, against the simulator: cs (PyPI) by GET and by POST, csclient (npm).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { createSimulator } from '../../packages/simulator/src/index.ts';

const simulator = createSimulator({ seed: 'demo', jobSpeed: 10 });
let endpoint = '';
before(async () => {
  ({ endpoint } = await simulator.listen(0));
});
after(() => simulator.close());

const python = join(process.env.PYTHON_TOOLS_BIN ?? join(import.meta.dirname, '../../.cache/python/bin'), 'python');
const script = join(import.meta.dirname, 'cs_lifecycle.py');

for (const method of ['get', 'post']) {
  test(`cs (PyPI) by ${method.toUpperCase()}: lists, deploys, waits, tags, stops, destroys`, { timeout: 60_000 }, async () => {
    simulator.calls.reset();
    const { stdout } = await promisify(execFile)(python, [script, endpoint, 'demo-api-key-alice', 'demo-secret-key-alice', method]);
    const seen = JSON.parse(stdout) as { before: number; events: number; id: string };
    assert.ok(seen.before > 0, 'alice has instances');
    assert.ok(seen.events > 7, 'events came in several pages');
    assert.equal(simulator.calls.of('deployVirtualMachine'), 1);
    assert.equal(simulator.calls.of('destroyVirtualMachine'), 1);
  });
}

/** csclient's answers: the envelope for a synchronous command, the job for an asynchronous one. */
type Answer = Record<string, Record<string, unknown>>;
type Executor = (command: string, params: Record<string, unknown>, done: (error: Error | null, answer: Answer) => void) => void;
interface CsClient {
  executeSync: Executor;
  executeAsync: Executor;
}

test('csclient (npm): lists, deploys, waits, stops, destroys', { timeout: 60_000 }, async () => {
  const CloudStackClient = createRequire(import.meta.url)('csclient') as new (options: object) => CsClient;
  const client = new CloudStackClient({
    baseUrl: `${endpoint}?`,
    apiKey: 'demo-api-key-alice',
    secretKey: 'demo-secret-key-alice',
    pollingTime: 100,
  });
  const call = (kind: keyof CsClient, command: string, params: Record<string, unknown> = {}) =>
    new Promise<Answer>((resolve, reject) => client[kind](command, params, (error, answer) => (error ? reject(error) : resolve(answer))));
  const first = async (command: string, object: string, params = {}) => {
    const answer = await call('executeSync', command, params);
    return (answer[`${command.toLowerCase()}response`]?.[object] as { id: string; state: string }[] | undefined)?.[0];
  };
  const zone = await first('listZones', 'zone');
  const offering = await first('listServiceOfferings', 'serviceoffering');
  const template = await first('listTemplates', 'template', { templatefilter: 'executable' });
  assert.ok(zone && offering && template);
  const job = await call('executeAsync', 'deployVirtualMachine', {
    zoneid: zone.id,
    serviceofferingid: offering.id,
    templateid: template.id,
    name: 'third-party-npm',
  });
  const deployed = (job.jobresult as { virtualmachine?: { id: string; state: string } } | undefined)?.virtualmachine;
  assert.equal(deployed?.state, 'Running');
  const id = deployed.id;
  await call('executeAsync', 'stopVirtualMachine', { id });
  assert.equal((await first('listVirtualMachines', 'virtualmachine', { id }))?.state, 'Stopped');
  await call('executeAsync', 'destroyVirtualMachine', { id });
  await assert.rejects(
    call('executeSync', 'listVirtualMachines', { id: '00000000-0000-4000-8000-000000000000' }),
    (error: { code?: number }) => error.code === 431,
  );
});
