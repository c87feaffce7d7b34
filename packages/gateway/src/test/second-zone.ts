import type { Harness } from './harness.ts';

/** Gives the simulated cloud a second zone, like its first but empty, and answers its UUID. */
export function secondZone(harness: Harness): string {
  const table = harness.simulator.store.named('Zone');
  const [first] = table?.all() ?? [];
  if (!table || !first) throw new Error('the cloud has no zone');
  const { id: _id, uuid: _uuid, ...values } = first;
  return table.insert(Object.assign(values, { name: 'second' })).uuid;
}
