import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';
import type { InstanceRowData } from './instance-documents.ts';

export type InstanceState = InstanceRowData['state'];

const states: Record<InstanceState, { label: () => string; tone: Tone }> = {
  RUNNING: { label: m.instance_state_running, tone: 'ok' },
  STOPPED: { label: m.instance_state_stopped, tone: 'idle' },
  STARTING: { label: m.instance_state_starting, tone: 'busy' },
  STOPPING: { label: m.instance_state_stopping, tone: 'busy' },
  DESTROYED: { label: m.instance_state_destroyed, tone: 'idle' },
  EXPUNGING: { label: m.instance_state_expunging, tone: 'busy' },
  MIGRATING: { label: m.instance_state_migrating, tone: 'busy' },
  ERROR: { label: m.instance_state_error, tone: 'bad' },
  SHUTDOWN: { label: m.instance_state_shutdown, tone: 'idle' },
  RESTORING: { label: m.instance_state_restoring, tone: 'busy' },
  UNKNOWN: { label: m.instance_state_unknown, tone: 'warn' },
};

/** A state's word and how it looks: busy ones carry a spinner. */
export function instanceState(state: InstanceState): { label: string; tone: Tone } {
  const { label, tone } = states[state] ?? states.UNKNOWN;
  return { label: label(), tone };
}

/** The states that the filter offers: those in which an instance stays. */
export const restingStates: readonly InstanceState[] = ['RUNNING', 'STOPPED', 'ERROR', 'DESTROYED'];

/** What people call the instance: its display name, where it has one. */
export function instanceName(vm: { name: string; displayName: string }): string {
  return vm.displayName || vm.name;
}

/** All addresses of an instance, that of the default NIC first, IPv4 before IPv6, none twice. */
export function addresses(nics: InstanceRowData['nics']): string[] {
  const sorted = [...nics].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  return [...new Set([...sorted.map((nic) => nic.ipAddress), ...sorted.map((nic) => nic.ip6Address)])].filter((ip) => ip !== null);
}

/** Whether a word in an address is a state that the graph knows; anything else is ignored rather than refused. */
export const isInstanceState = (word: string): word is InstanceState => word in states;
