import { describe, expect, test } from 'vitest';
import { total, usageAt } from './usage-curves.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const names = Array.from({ length: 40 }, (_, index) => `machine-${index}`);
const hour = Array.from({ length: 60 }, (_, minute) => noon + minute * 60_000);

describe('usage curves', () => {
  test('the same moment of the same machine is always the same', () => {
    expect(usageAt('web-1', noon)).toEqual(usageAt('web-1', noon));
    expect(usageAt('web-1', noon)).not.toEqual(usageAt('web-2', noon));
  });

  test('values stay within what a machine can do', () => {
    for (const name of names) {
      for (const at of hour) {
        const usage = usageAt(name, at);
        expect(usage.cpuPercent).toBeGreaterThan(0);
        expect(usage.cpuPercent).toBeLessThanOrEqual(100);
        expect(usage.memoryShare).toBeLessThan(1);
        expect(Math.min(usage.networkReadKbs, usage.diskWriteKbs, usage.diskReads)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  test('a curve moves, without leaps from one minute to the next', () => {
    for (const name of names) {
      const curve = hour.map((at) => usageAt(name, at).cpuPercent);
      expect(Math.max(...curve) - Math.min(...curve)).toBeGreaterThan(1);
      expect(Math.max(...curve.slice(1).map((value, index) => Math.abs(value - (curve[index] ?? value))))).toBeLessThan(35);
    }
  });

  test('machines differ, and the afternoon is busier than the night', () => {
    const mean = (at: number) => names.reduce((sum, name) => sum + usageAt(name, at).cpuPercent, 0) / names.length;
    expect(new Set(names.map((name) => Math.round(usageAt(name, noon).cpuPercent))).size).toBeGreaterThan(10);
    expect(mean(noon + 3 * 3_600_000)).toBeGreaterThan(mean(noon - 9 * 3_600_000) * 1.3);
  });

  test('a total grows with time', () => {
    const day = 86_400_000;
    const one = total('web-1', noon, noon + day, (usage) => usage.networkReadKbs);
    expect(total('web-1', noon, noon + 2 * day, (usage) => usage.networkReadKbs)).toBeGreaterThan(one);
  });
});
