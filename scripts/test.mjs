// npm test: installs what is missing, then runs everything: types, lint, drift, unit, contract, integration, e2e.
// `npm test -- unit e2e` runs only the named steps. Ends with one line "N passed, N failed".
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePythonTools, ensureSystemPackages } from './packages.mjs';
import { cacheDir, childEnv, ensureBuilt, ensureInstalled, nodeBinary, root, run } from './setup.mjs';

const started = Date.now();
const only = process.argv.slice(2);
await ensureInstalled();
await ensureSystemPackages();
const pythonBin = await ensurePythonTools();
const node = nodeBinary();
const bin = (name) => join(root, 'node_modules/.bin', name);
const pnpmRun = (...args) => ['npx', ['--yes', `pnpm@${pnpmVersion}`, ...args]];
const pnpmVersion = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];

/** One check is one test: it passes when the command ends with 0. */
const check =
  (...[command, args]) =>
  async () =>
    (await run(command, args)).code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const container = async () => {
  const tools = [
    [join(pythonBin, 'hadolint'), ['Dockerfile']],
    [join(pythonBin, 'check-jsonschema'), ['--builtin-schema', 'vendor.compose-spec', 'docker-compose.yml']],
  ];
  const codes = [];
  for (const [command, args] of tools) codes.push((await run(command, args)).code);
  return { passed: codes.filter((code) => code === 0).length, failed: codes.filter((code) => code !== 0).length };
};

const vitest = async () => {
  const report = join(cacheDir(), 'vitest.json');
  rmSync(report, { force: true });
  const { code } = await run(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], {
    env: childEnv({ PYTHON_TOOLS_BIN: pythonBin }),
    limitMinutes: 20,
  });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests || (code === 0 ? 0 : Math.max(1, numFailedTestSuites));
    return { passed: numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
};

const e2e = async () => {
  await ensureBuilt();
  // A file that hangs costs its own limit, never the whole run.
  const limits = ['--test-timeout=330000', '--test-force-exit'];
  const { code, output } = await run(node, ['--test', '--test-concurrency=1', ...limits, '--test-reporter=spec', 'e2e/**/*.e2e.ts'], {
    env: childEnv({ PYTHON_TOOLS_BIN: pythonBin }),
    capture: true,
    limitMinutes: 25,
  });
  const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') || (code === 0 ? 0 : 1) };
};

const steps = {
  types: check(...pnpmRun('-r', '--workspace-concurrency=1', 'run', 'check')),
  lint: check(bin('biome'), ['ci', '--colors=off', '--max-diagnostics=40', '.']),
  'drift: schema': check(node, ['packages/gateway/src/print-schema.ts', '--check']),
  container,
  'drift: client': check(node, ['packages/cloudstack-client/codegen/generate.ts', '--check']),
  unit: vitest,
  e2e,
};

const results = [];
for (const [name, step] of Object.entries(steps)) {
  if (only.length > 0 && !only.some((wanted) => name.startsWith(wanted))) continue;
  console.log(`\n── ${name}`);
  const before = Date.now();
  const result = await step();
  results.push({ name, ...result, seconds: ((Date.now() - before) / 1000).toFixed(1) });
}

console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed ? '✗' : '✓'} ${name.padEnd(16)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${seconds.padStart(7)} s`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`total ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
