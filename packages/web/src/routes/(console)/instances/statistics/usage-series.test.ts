import { describe, expect, it } from 'vitest';
import type { UsageSample } from './statistics-documents.ts';
import { curves, timed, topOf } from './usage-series.ts';

const sample = (minute: number, more: Partial<UsageSample> = {}): UsageSample => ({
  measuredAt: new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString(),
  cpuUsedPercent: 10,
  memoryKib: 2048,
  memoryFreeKib: 512,
  networkReadKib: 60,
  networkWriteKib: 120,
  diskReadKib: null,
  diskWriteKib: 0,
  ...more,
});

describe('usage over time', () => {
  it('takes what says when, in order', () => {
    expect(timed([sample(2), sample(1), sample(3, { measuredAt: null })]).map((one) => new Date(one.measuredAt).getUTCMinutes())).toEqual([
      1, 2,
    ]);
  });

  it('turns amounts into bytes a second, and says nothing of the first or of gaps', () => {
    const [received, sent] = curves(timed([sample(0), sample(1), sample(3)]), 'network');
    expect(received?.values).toEqual([null, 1024, 512]);
    expect(sent?.values).toEqual([null, 2048, 1024]);
    expect(curves(timed([sample(0), sample(1)]), 'disk')[0]?.values).toEqual([null, null]);
  });

  it('counts memory that is in use, in bytes, against what was given', () => {
    const samples = timed([sample(0), sample(1, { memoryFreeKib: 4096 }), sample(2, { memoryFreeKib: null })]);
    expect(curves(samples, 'memory')[0]?.values).toEqual([1536 * 1024, 0, null]);
    expect([topOf(samples, 'memory'), topOf(samples, 'cpu'), topOf(samples, 'disk'), topOf([], 'memory')]).toEqual([
      2048 * 1024,
      100,
      undefined,
      undefined,
    ]);
  });
});
