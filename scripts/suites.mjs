// The two suites of tests: vitest's, and the end-to-end files, which Node's own runner runs one by one.
// What fails is run once more by itself; a test that passes only then is named in the closing lines, and so is every failure.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cacheDir, childEnv, nodeBinary, root, run } from './setup.mjs';

/** More failing files than these are no accident: they are not run again. */
const againMost = 3;

/** The beginning of a failure, without where in other people's code it came by. */
const inShort = (text) => {
  const lines = stripVTControlCharacters(text).split('\n');
  const ours = lines.filter((line) => line.trim() && !/node_modules|\(?node:internal|new Promise/.test(line));
  return ours.slice(0, 12).join('\n      ');
};

const vitestOnce = async (files, env) => {
  const report = join(cacheDir(), 'vitest.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(join(root, 'node_modules/.bin/vitest'), ['run', ...reporters, ...files], { env, limitMinutes: 20 });
  if (!existsSync(report)) return { passed: 0, failed: 1, files: [], failures: ['vitest ended without a report'] };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const bad = testResults.filter(({ status }) => status === 'failed');
  const failures = bad.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    if (tests.length === 0) return [`${file}: ${inShort(message)}`];
    return tests.map((test) => `${file} > ${test.fullName}\n      ${inShort(test.failureMessages.join('\n'))}`);
  });
  const failed = numFailedTests || bad.length || (code === 0 ? 0 : 1);
  return { passed: numPassedTests, failed, files: bad.map(({ name }) => name), failures };
};

/** All of vitest's tests. @returns how many passed and failed, and what to say of them at the end */
export const vitest = async (extraEnv) => {
  const env = childEnv(extraEnv);
  const first = await vitestOnce([], env);
  const { passed, failed, files, failures } = first;
  if (failed === 0 || files.length === 0 || files.length > againMost) return { passed, failed, notes: failures };
  console.log(`\n${failures.join('\n')}\n\nonce more: ${files.map((file) => relative(root, file)).join(' ')}`);
  const second = await vitestOnce(files, env);
  if (second.failed > 0) return { passed, failed, notes: failures };
  return { passed: passed + failed, failed: 0, notes: failures.map((failure) => `passed the second time only: ${failure}`) };
};

const e2eOnce = async (file, env) => {
  // A file that hangs costs its own limit, never the whole run.
  const args = ['--test', '--test-timeout=330000', '--test-force-exit', '--test-reporter=spec', file];
  const { code, output } = await run(nodeBinary(), args, { env, capture: true, limitMinutes: 8 });
  const text = stripVTControlCharacters(output);
  const count = (word) => Number(new RegExp(`^ℹ ${word} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled') || (code === 0 ? 0 : 1);
  return { passed: count('pass'), failed, why: inShort(text.split('✖ failing tests:')[1] ?? text.slice(-800)) };
};

/** All end-to-end files, one after the other. @returns how many tests passed and failed, and what to say of them at the end */
export const e2e = async (extraEnv) => {
  const env = childEnv(extraEnv);
  const files = readdirSync(join(root, 'e2e'), { recursive: true }).filter(
    (name) => name.endsWith('.e2e.ts') && !name.includes('node_modules'),
  );
  const sum = { passed: 0, failed: 0, notes: [] };
  for (const name of files.sort()) {
    const file = join('e2e', name);
    const first = await e2eOnce(file, env);
    const again = first.failed > 0 && sum.notes.length < againMost ? await e2eOnce(file, env) : undefined;
    const healed = again !== undefined && again.failed === 0;
    sum.passed += healed ? again.passed : first.passed;
    sum.failed += healed ? 0 : first.failed;
    if (first.failed > 0) sum.notes.push(`${healed ? 'passed the second time only: ' : ''}${file}\n      ${first.why}`);
  }
  return sum;
};
