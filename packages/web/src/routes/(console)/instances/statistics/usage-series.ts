import type { UsageSample } from './statistics-documents.ts';

export const measures = ['cpu', 'memory', 'network', 'disk'] as const;
export type Measure = (typeof measures)[number];

/** A curve: which one it is, and its values (percent, bytes, or bytes a second); null where nothing was measured. */
export interface Curve {
  name: 'used' | 'read' | 'written' | 'received' | 'sent';
  values: (number | null)[];
}

const KIB = 1024;

/** Samples that say when they were taken, oldest first. */
export const timed = (samples: readonly UsageSample[]): (UsageSample & { measuredAt: string })[] =>
  samples
    .filter((sample) => sample.measuredAt !== null)
    .sort((a, b) => Date.parse(a.measuredAt ?? '') - Date.parse(b.measuredAt ?? '')) as (UsageSample & { measuredAt: string })[];

/** Amounts of the time since the sample before → bytes a second. Nothing is known of the first one's time. */
function rates(
  samples: readonly (UsageSample & { measuredAt: string })[],
  field: 'networkReadKib' | 'networkWriteKib' | 'diskReadKib' | 'diskWriteKib',
): (number | null)[] {
  return samples.map((sample, i) => {
    const before = samples[i - 1];
    const amount = sample[field];
    if (!before || amount === null) return null;
    const seconds = (Date.parse(sample.measuredAt) - Date.parse(before.measuredAt)) / 1000;
    return seconds > 0 ? (amount * KIB) / seconds : null;
  });
}

/** The curves of a measure over timed samples. */
export function curves(samples: readonly (UsageSample & { measuredAt: string })[], measure: Measure): Curve[] {
  switch (measure) {
    case 'cpu':
      return [{ name: 'used', values: samples.map((sample) => sample.cpuUsedPercent) }];
    case 'memory':
      return [
        {
          name: 'used',
          values: samples.map(({ memoryKib, memoryFreeKib }) =>
            memoryKib === null || memoryFreeKib === null ? null : Math.max(0, memoryKib - memoryFreeKib) * KIB,
          ),
        },
      ];
    case 'network':
      return [
        { name: 'received', values: rates(samples, 'networkReadKib') },
        { name: 'sent', values: rates(samples, 'networkWriteKib') },
      ];
    case 'disk':
      return [
        { name: 'read', values: rates(samples, 'diskReadKib') },
        { name: 'written', values: rates(samples, 'diskWriteKib') },
      ];
  }
}

/** The top of the scale where it is known: all of the processor, all of the memory (bytes). */
export function topOf(samples: readonly UsageSample[], measure: Measure): number | undefined {
  if (measure === 'cpu') return 100;
  if (measure !== 'memory') return undefined;
  const most = Math.max(0, ...samples.map((sample) => sample.memoryKib ?? 0));
  return most > 0 ? most * KIB : undefined;
}
