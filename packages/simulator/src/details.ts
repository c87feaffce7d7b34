/** `details`: which parts of its rows a list shows. */
import type { Call } from './command.ts';
import { invalid } from './errors.ts';

/** What accounts, domains and projects know: `resource` are their counters, `min` is neither these nor anything dear. */
export const ownerDetails = ['all', 'resource', 'min'] as const;

/** The `details` of a call; `all` when it names none. */
export function detailsAmong<D extends string>(call: Call, allowed: readonly (D | 'all')[]): ReadonlySet<D | 'all'> {
  const named = call.params.list('details');
  if (named === undefined || named.length === 0) return new Set(['all']);
  const known = named.flatMap((name) => allowed.find((detail) => detail === name) ?? []);
  if (known.length < named.length)
    throw invalid(`The details parameter contains a non permitted value. The allowed values are [${allowed.join(', ')}]`);
  return new Set(known);
}

/** Whether the rows of owners are to have their counters. */
export function wantsCounters(call: Call): boolean {
  const details = detailsAmong(call, ownerDetails);
  return details.has('all') || details.has('resource');
}
