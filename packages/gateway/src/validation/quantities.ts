import * as z from 'zod';

/** CloudStack's own ceiling (`storage.max.volume.size`, 2,000 GiB by default) is a setting; this only stops nonsense. */
const MAX_SIZE_GIB = 1_048_576;
const WAIT_SECONDS_MAX = 300;

function whole(what: string, min: number, max: number, unit: string): z.ZodNumber {
  const range = `${what} must be a whole number from ${min} to ${max.toLocaleString('en-US')}${unit}.`;
  return z.number({ error: range }).int(range).min(min, range).max(max, range);
}

/** Size of a volume in GiB (1,073,741,824 bytes). */
export const sizeGib = whole('The size', 1, MAX_SIZE_GIB, ' GiB');
/** Number of virtual CPUs. */
export const cpuCount = whole('The number of CPUs', 1, 1024, '');
/** CPU frequency in MHz. */
export const cpuSpeedMhz = whole('The CPU speed', 1, 100_000, ' MHz');
/** Memory in MiB. */
export const memoryMib = whole('The memory', 32, 67_108_864, ' MiB');
/** A device number in the guest; 0 is the root disk and 3 the CD drive. */
export const deviceId = whole('The device number', 0, 63, '').refine(
  (value) => value !== 3,
  'Device 3 is kept for the CD drive. Choose another number, or leave it out.',
);
/** How long a mutation may wait for its job, in seconds. */
export const waitSeconds = whole('The waiting time', 0, WAIT_SECONDS_MAX, ' seconds');
/** How many snapshots a policy keeps. */
export const maximumSnapshots = whole('The number of snapshots kept', 1, 1000, '');
/** A limit of a resource; null or -1 stands for unlimited. */
export const resourceLimit = z.number({ error: 'The limit must be a whole number, or null for none.' }).int().min(-1, {
  error: 'The limit must be 0 or more, or null for none.',
});
/** A rate in Mbit/s. */
export const rateMbps = whole('The rate', 1, 1_000_000, ' Mbit/s');
