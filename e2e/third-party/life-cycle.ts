// One script for every client: the steps of `life-cycle.json`. `$name` in a parameter is what an earlier step kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Step {
  call: string;
  /** The command starts a job, and its result is the answer. */
  job?: boolean;
  params?: Record<string, unknown>;
  /** What the answer holds at a path; null where it holds nothing. */
  is?: Record<string, unknown>;
  keep?: Record<string, string>;
  /** The error code of the refusal, by the call or by its job. */
  refused?: number;
}

/** How one client calls: answers what the envelope or the job's result holds, throws `{ code }`. */
export type Driver = (command: string, params: Record<string, unknown>, job: boolean) => Promise<unknown>;

/** The file with the steps. */
export const lifeCycleFile = join(import.meta.dirname, 'life-cycle.json');

function at(answer: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined),
      answer,
    );
}

/** Plays the steps and answers how many there were. @throws AssertionError on the first surprise */
export async function playLifeCycle(name: string, call: Driver): Promise<number> {
  const steps = JSON.parse(readFileSync(lifeCycleFile, 'utf8')) as Step[];
  const kept: Record<string, unknown> = { name };
  const filled = (value: unknown) => (typeof value === 'string' && value.startsWith('$') ? kept[value.slice(1)] : value);
  for (const { call: command, job = false, params = {}, is = {}, keep = {}, refused } of steps) {
    const sent = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, filled(value)]));
    const told = `${command} ${JSON.stringify(sent)}`;
    if (refused !== undefined) {
      await assert.rejects(call(command, sent, job), (error: { code?: unknown }) => error.code === refused, told);
      continue;
    }
    const answer = await call(command, sent, job);
    for (const [path, expected] of Object.entries(is)) assert.deepEqual(at(answer, path) ?? null, expected, `${told}: ${path}`);
    for (const [key, path] of Object.entries(keep)) {
      kept[key] = at(answer, path);
      assert.ok(kept[key], `${told}: ${path}`);
    }
  }
  return steps.length;
}
