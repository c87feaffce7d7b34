// npm test: installs what is missing, then runs everything: types, lint, drift, unit, contract, integration, e2e.
// `npm test -- unit e2e` runs only the named steps. Ends with one line "N passed, N failed".
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePythonTools, ensureSystemPackages } from './packages.mjs';
import { ensureBuilt, ensureInstalled, nodeBinary, root, run } from './setup.mjs';
import { e2e, vitest } from './suites.mjs';

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

const steps = {
  types: check(...pnpmRun('-r', '--workspace-concurrency=1', 'run', 'check')),
  lint: check(bin('biome'), ['ci', '--colors=off', '--max-diagnostics=40', '.']),
  'drift: schema': check(node, ['packages/gateway/src/print-schema.ts', '--check']),
  container,
  'drift: client': check(node, ['packages/cloudstack-client/codegen/generate.ts', '--check']),
  unit: () => vitest({ PYTHON_TOOLS_BIN: pythonBin }),
  e2e: async () => {
    await ensureBuilt();
    return e2e({ PYTHON_TOOLS_BIN: pythonBin });
  },
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
for (const { name, notes = [] } of results) for (const note of notes) console.log(`\n  ${name}: ${note}`);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`total ${((Date.now() - started) / 1000).toFixed(0)} s\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
