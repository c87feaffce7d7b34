// Thousands of queries and mutations that nobody would write, by schemathesis over the schema: none may end in a failure of
// ours. What the graph refuses is right; what it masks is a bug, and stands in the log as an error.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { type RunningGateway, startGateway } from '../harness.ts';

const root = join(import.meta.dirname, '../..');
const room = mkdtempSync(join(tmpdir(), 'cloudstack-graph-fuzz-'));
let gateway: RunningGateway;
before(async () => {
  gateway = await startGateway({ LOG_LEVEL: 'error', RATE_LIMIT_PER_MINUTE: '1000000' });
});
after(async () => {
  await gateway.stop();
  rmSync(room, { recursive: true, force: true });
});

const OPTIONS = [
  ...['--auth', 'demo-api-key-bob:demo-secret-key-bob', '--exclude-name-regex', 'sign|verifySecondFactor'],
  // It takes every answer with `errors` for a failure of the server; the log tells those apart.
  ...['--exclude-checks', 'not_a_server_error', '--max-examples', '2', '--seed', '1', '--no-shrink', '--warnings', 'off'],
];

test('schemathesis finds no operation that fails of itself', { timeout: 300_000 }, async (t) => {
  const program = join(process.env.PYTHON_TOOLS_BIN ?? join(root, '.cache/python/bin'), 'schemathesis');
  const found = await promisify(execFile)(program, ['run', join(root, 'schema.graphql'), '--url', `${gateway.url}/graphql`, ...OPTIONS], {
    cwd: room,
    maxBuffer: 32 << 20,
    env: { ...process.env, NO_COLOR: '1' },
  }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`schemathesis failed:\n${error.stdout?.slice(-6000)}\n${error.stderr?.slice(-2000)}`);
  });
  const cases = Number(/(\d+) generated/.exec(found.stdout)?.[1] ?? 0);
  t.diagnostic(`${cases} operations on ${/Selected:\s+(\d+)/.exec(found.stdout)?.[1]} fields of Query and Mutation`);
  assert.ok(cases > 300, found.stdout.slice(-3000));
  const failures = gateway
    .output()
    .split('\n')
    .filter((line) => line.includes('"level":50'));
  assert.deepEqual(failures.slice(0, 3), []);
});
