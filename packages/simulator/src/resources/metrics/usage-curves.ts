/** Believable load curves: pure functions of a name and a moment, so that nothing has to be stored to draw an hour or a month. */

/** What one machine did in the minute before a moment. */
export interface Usage {
  /** Percent of the allotted CPU, 0 to 100. */
  readonly cpuPercent: number;
  /** KiB in that minute. */
  readonly networkReadKbs: number;
  readonly networkWriteKbs: number;
  readonly diskReadKbs: number;
  readonly diskWriteKbs: number;
  /** Operations in that minute. */
  readonly diskReads: number;
  readonly diskWrites: number;
  /** Share of the memory in use, 0 to 1. */
  readonly memoryShare: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The load of the machine called `name` (its UUID) at `at`, in milliseconds since 1970. Close moments give close values. */
export function usageAt(name: string, at: number): Usage {
  const temper = hash(name, 0);
  const idle = 2 + 10 * hash(name, 1);
  const swing = temper < 0.15 ? 70 : 12 + 40 * hash(name, 2);
  const busy = 0.55 * workingDay(at, hash(name, 3)) + 0.3 * noise(name, at, 37 * minuteMs) + 0.15 * noise(`${name}/fast`, at, 3 * minuteMs);
  const burst = noise(`${name}/burst`, at, 11 * minuteMs) ** 8;
  const cpuPercent = Math.min(100, idle + swing * busy + 45 * burst);
  const traffic = (400 + 60_000 * hash(name, 4) ** 3) * (0.15 + busy + 2 * burst);
  const blocks = (120 + 9_000 * hash(name, 5) ** 2) * (0.2 + noise(`${name}/disk`, at, 7 * minuteMs) + 3 * burst);
  const readShare = 0.2 + 0.6 * hash(name, 6);
  return {
    cpuPercent: Math.round(cpuPercent * 100) / 100,
    networkReadKbs: Math.round(traffic * readShare),
    networkWriteKbs: Math.round(traffic * (1 - readShare)),
    diskReadKbs: Math.round(blocks * readShare),
    diskWriteKbs: Math.round(blocks * (1 - readShare)),
    diskReads: Math.round((blocks * readShare) / 16),
    diskWrites: Math.round((blocks * (1 - readShare)) / 12),
    memoryShare: Math.min(0.97, 0.25 + 0.45 * hash(name, 7) + 0.2 * noise(`${name}/memory`, at, 180 * minuteMs)),
  };
}

/** The sum of a quantity from `from` to `to`, by samples an hour apart: good enough for traffic counters. */
export function total(name: string, from: number, to: number, quantity: (usage: Usage) => number): number {
  const hours = Math.max(0, Math.ceil((to - from) / (60 * minuteMs)));
  let sum = 0;
  for (let hour = 0; hour < Math.min(hours, 24 * 31); hour += 1) sum += 60 * quantity(usageAt(name, from + hour * 60 * minuteMs));
  return Math.round(sum);
}

/** 0 at night, 1 in the afternoon, moved by up to three hours a machine. */
function workingDay(at: number, shift: number): number {
  const hour = (at % dayMs) / (60 * minuteMs) + 6 * (shift - 0.5);
  return (1 - Math.cos(((hour - 3) / 24) * 2 * Math.PI)) / 2;
}

/** Smooth noise in [0, 1) with a new value each `period` and a soft way between. */
function noise(name: string, at: number, period: number): number {
  const step = Math.floor(at / period);
  const between = at / period - step;
  const soft = between * between * (3 - 2 * between);
  return hash(name, step) * (1 - soft) + hash(name, step + 1) * soft;
}

/** An even number in [0, 1) for a name and a step (FNV-1a, then a finisher). */
function hash(name: string, step: number): number {
  let state = 0x811c9dc5 ^ step;
  for (let index = 0; index < name.length; index += 1) state = Math.imul(state ^ name.charCodeAt(index), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x45d9f3b);
  state = Math.imul(state ^ (state >>> 16) ^ step, 0x45d9f3b);
  return ((state ^ (state >>> 16)) >>> 0) / 4294967296;
}
