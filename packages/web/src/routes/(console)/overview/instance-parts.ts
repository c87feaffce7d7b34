import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import { instanceState, isInstanceState } from '../instances/instance-view.ts';

/** One part of the stacked line of instances by state. */
export interface InstancePart {
  tone: Tone;
  label: string;
  count: number;
  href: string;
}

const at = (...states: string[]) => `/instances?${states.map((state) => `state=${state}`).join('&')}`;
const passing = ['STARTING', 'STOPPING', 'MIGRATING', 'RESTORING', 'ERROR', 'SHUTDOWN', 'DESTROYED', 'EXPUNGING', 'UNKNOWN'];

/** From the counters of an account: running, stopped, and the rest. */
export function partsOfCounts(counts: { virtualMachines: number; running: number; stopped: number }): InstancePart[] {
  return [
    { tone: 'ok', label: m.dashboard_state_running(), count: counts.running, href: at('RUNNING') },
    { tone: 'idle', label: m.dashboard_state_stopped(), count: counts.stopped, href: at('STOPPED') },
    {
      tone: 'busy',
      label: m.dashboard_state_other(),
      count: Math.max(0, counts.virtualMachines - counts.running - counts.stopped),
      href: at(...passing),
    },
  ];
}

interface Facet {
  field: string;
  values: readonly { value: string; count: number }[];
}

/** From the counts over a whole list: each state by its name, most first. */
export function partsOfFacets(facets: readonly Facet[]): InstancePart[] {
  const values = facets.find((facet) => facet.field === 'state')?.values ?? [];
  return [...values]
    .sort((a, b) => b.count - a.count)
    .flatMap(({ value, count }) =>
      isInstanceState(value) ? [{ ...instanceState(value), label: instanceState(value).label.toLowerCase(), count, href: at(value) }] : [],
    );
}
