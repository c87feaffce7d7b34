// The REST façade, as callers of the first portal meet it: curl on a shell, and schemathesis over its OpenAPI document.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { readConfig } from '../../packages/gateway/src/config.ts';
import { createGateway, type Gateway } from '../../packages/gateway/src/gateway.ts';
import { createSimulator } from '../../packages/simulator/src/index.ts';

const run = promisify(execFile);
const room = mkdtempSync(join(tmpdir(), 'cloudstack-graph-rest-'));
const simulator = createSimulator({ seed: 'demo', jobSpeed: 200 });
const pair = 'demo-api-key-alice:demo-secret-key-alice';
let gateway: Gateway;
let origin = '';
let base = '';

before(async () => {
  const { endpoint } = await simulator.listen(0);
  const config = readConfig({ CLOUDSTACK_API_URL: endpoint, RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'fatal' });
  gateway = createGateway({ config: { ...config, cloudStack: { ...config.cloudStack, url: endpoint } } });
  ({ origin } = await gateway.listen(0));
  base = `${origin}/api/global/cloudstack`;
});
after(async () => {
  await gateway.close();
  await simulator.close();
  rmSync(room, { recursive: true, force: true });
});

interface Answer<T> {
  status: number;
  headers: Record<string, string>;
  body: T;
}

/** What curl prints, taken apart: the status, the headers in lower case, the JSON. */
async function curl<T = Record<string, unknown>>(...args: string[]): Promise<Answer<T>> {
  const { stdout } = await run('curl', ['-s', '-i', '--max-time', '30', ...args], { maxBuffer: 8 << 20 });
  const blank = stdout.indexOf('\r\n\r\n');
  const [first = '', ...lines] = stdout.slice(0, blank).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return { status: Number(first.split(' ')[1]), headers, body: JSON.parse(stdout.slice(blank + 4)) as T };
}

interface Machine {
  id: string;
  name: string;
  state: string;
  zone: { id: string };
  template: { id: string };
  serviceOffering: { id: string };
  nics: { network: { id: string } }[];
}

/** What deploys a machine like another, in the first portal's names. */
const likeThat = ({ zone, serviceOffering, template, nics }: Machine) => ({
  zoneid: zone.id,
  serviceofferingid: serviceOffering.id,
  templateid: template.id,
  networkids: nics.map((nic) => nic.network.id).join(','),
});

test('curl: lists, pages, deploys, renames, destroys', { timeout: 60_000 }, async () => {
  const list = await curl<Machine[]>('-u', pair, `${base}/virtual-machines?page=1&pageSize=2`);
  assert.equal(list.status, 200);
  assert.equal(list.body.length, 2);
  assert.ok(Number(list.headers['x-total-count']) > 2);
  const next = /<([^>]+)>; rel="next"/.exec(list.headers.link ?? '')?.[1];
  const second = await curl<Machine[]>('-u', pair, `${origin}${next}`);
  assert.ok(second.body.every((vm) => list.body.every((before) => before.id !== vm.id)));

  const [like] = list.body;
  assert.ok(like);
  const body = { ...likeThat(like), name: 'by-curl', displayname: 'Étape' };
  const json = ['-H', 'content-type: application/json'];
  const made = await curl<Machine & { job: { id: string; status: string } }>(
    '-u',
    pair,
    ...json,
    '-d',
    JSON.stringify(body),
    `${base}/virtual-machines`,
  );
  assert.equal(made.status, 202, JSON.stringify(made.body));
  assert.equal(made.body.name, 'by-curl');
  assert.match(made.body.job.id, /^[0-9a-f-]{36}$/);
  const machine = `${origin}${made.headers.location}`;
  let state = '';
  for (let tries = 0; state !== 'RUNNING' && tries < 100; tries++) ({ state } = (await curl<Machine>('-u', pair, machine)).body);
  assert.equal(state, 'RUNNING');

  const renamed = await curl('-u', pair, '-X', 'PATCH', ...json, '-d', '{"displayname":"Renommée"}', machine);
  assert.equal(renamed.status, 200);
  assert.equal(renamed.body.displayName, 'Renommée');
  const destroyed = await curl('-u', pair, '-X', 'DELETE', `${machine}?expunge=false`);
  assert.equal(destroyed.status, 202);
  assert.equal(destroyed.body.id, made.body.id);

  for (const noun of ['volumes', 'snapshots', 'isos', 'events']) {
    const answer = await curl<unknown[]>('-u', pair, `${base}/${noun}?pageSize=1`);
    assert.equal(answer.status, 200, noun);
    assert.ok(Array.isArray(answer.body), noun);
  }
});

test('curl: refusals are problem details', { timeout: 30_000 }, async () => {
  const nobody = await curl(`${base}/virtual-machines`);
  assert.equal(nobody.status, 401);
  assert.equal(nobody.headers['content-type'], 'application/problem+json');
  assert.match(nobody.headers['www-authenticate'] ?? '', /^Basic /);
  const form = await curl('-u', pair, '-d', 'name=x', `${base}/virtual-machines`);
  assert.equal(form.status, 415);
  const fields = await curl<{ errors: { pointer: string }[] }>(
    '-u',
    pair,
    '-H',
    'content-type: application/json',
    '-d',
    '{"zoneid":"1"}',
    `${base}/virtual-machines`,
  );
  assert.equal(fields.status, 400);
  assert.deepEqual(
    fields.body.errors.map(({ pointer }) => pointer),
    ['#/serviceofferingid'],
  );
});

/** The document with a machine that can really be deployed as its examples: ids differ from cloud to cloud. */
async function withExamples(): Promise<object> {
  const { body: document } = await curl<{ paths: Record<string, Record<string, { requestBody: { content: Record<string, object> } }>> }>(
    `${origin}/api/openapi.json`,
  );
  const { body } = await curl<Machine[]>('-u', pair, `${base}/virtual-machines?pageSize=1`);
  const [like] = body;
  assert.ok(like);
  const value = { ...likeThat(like), displayname: 'été' };
  const post = document.paths['/api/global/cloudstack/virtual-machines']?.post;
  Object.assign(post?.requestBody.content['application/json'] ?? {}, { examples: { firstPortal: { value } } });
  return document;
}

// What has the documented form must not be refused as malformed (400); values may be refused all the same (422).
const RULES = `[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 422]
`;

const OPTIONS = [
  // A destroyed machine is still told of, until it is expunged.
  ...['--checks', 'all', '--exclude-checks', 'use_after_free'],
  ...['--max-time', '25', '--max-examples', '25', '--seed', '1', '--no-shrink', '--continue-on-failure', '--warnings', 'off'],
];

test('schemathesis finds no answer that the OpenAPI document does not promise', { timeout: 120_000 }, async (t) => {
  const program = join(process.env.PYTHON_TOOLS_BIN ?? join(import.meta.dirname, '../../.cache/python/bin'), 'schemathesis');
  writeFileSync(join(room, 'openapi.json'), JSON.stringify(await withExamples()));
  writeFileSync(join(room, 'schemathesis.toml'), RULES);
  const found = await run(
    program,
    ['--config-file', join(room, 'schemathesis.toml'), 'run', join(room, 'openapi.json'), '--url', origin, '--auth', pair, ...OPTIONS],
    { cwd: room, maxBuffer: 32 << 20, env: { ...process.env, NO_COLOR: '1' } },
  ).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`schemathesis failed:\n${error.stdout?.slice(-8000)}\n${error.stderr?.slice(-2000)}`);
  });
  const cases = Number(/(\d+) generated/.exec(found.stdout)?.[1] ?? 0);
  t.diagnostic(`${cases} test cases over ${/Operations:\s+(\d+) selected/.exec(found.stdout)?.[1]} operations, none failed`);
  assert.ok(cases > 100, found.stdout.slice(-3000));
});
