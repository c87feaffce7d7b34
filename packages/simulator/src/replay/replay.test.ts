/** The recordings, played to a fresh simulator: the answers have the recorded shapes. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { createSimulator, type Simulator } from '../index.ts';
import { readDocumentedDifferences } from './documented-differences.ts';
import { lagMs } from './pacing.ts';
import { type ReplayedExchange, replayRecordings } from './replay.ts';
import { formatScores, scoresOf } from './report.ts';

const documented = new Map(readDocumentedDifferences().map((row) => [row.name, row]));
const clock = new VirtualClock(Date.parse('2026-11-22T08:10:45Z') - lagMs);
let simulator: Simulator;
let results: ReplayedExchange[] = [];
/** Others worked on the recorded cloud from file 20 on. */
const alone = (): ReplayedExchange[] => results.filter(({ file }) => file < '20');
const crowded = (): ReplayedExchange[] => results.filter(({ file }) => file >= '20');

beforeAll(async () => {
  simulator = createSimulator({ seed: 'recorded', clock, jobSpeed: 2 });
  const { endpoint } = await simulator.listen();
  results = await replayRecordings({ endpoint, clock });
  process.stdout.write(`${formatScores(scoresOf(alone()))}\n\n${formatScores(scoresOf(crowded()))}\n`);
}, 60_000);

afterAll(() => simulator.close());

describe('the simulator answers as the recorded CloudStack did', () => {
  test('every difference is documented with a reason', () => {
    const undocumented = results
      .map(({ name, command, differences }) => ({
        name,
        command,
        extra: differences.filter((difference) => !isDocumented(name, difference)),
      }))
      .filter(({ extra }) => extra.length > 0)
      .map(({ name, command, extra }) => `${name} ${command}\n    ${extra.join('\n    ')}`);
    expect(undocumented).toEqual([]);
  });

  test('every documented difference is still there', () => {
    const found = new Map(results.map(({ name, differences }) => [name, differences]));
    const gone = [...documented.values()].flatMap(({ name, differences }) =>
      differences.filter((difference) => !found.get(name)?.includes(difference)).map((difference) => `${name} ${difference}`),
    );
    expect(gone).toEqual([]);
    expect([...documented.values()].filter(({ differences, reason }) => differences.length === 0 || reason.length < 10)).toEqual([]);
  });

  test('580 exchanges were played, 97 % of them at least equal in shape', () => {
    const total = scoresOf(alone()).at(-1);
    expect(total?.played).toBe(580);
    expect((total?.equal ?? 0) / 580).toBeGreaterThanOrEqual(0.97);
  });

  test('the 73 of the files in which others worked along were played, too', () => {
    expect(scoresOf(crowded()).at(-1)?.played).toBe(73);
  });
});

function isDocumented(name: string, difference: string): boolean {
  return documented.get(name)?.differences.includes(difference) ?? false;
}
