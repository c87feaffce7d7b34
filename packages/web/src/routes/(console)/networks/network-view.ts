import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

const states: Record<string, { tone: Tone; label: () => string }> = {
  Implemented: { tone: 'ok', label: m.network_state_implemented },
  Setup: { tone: 'ok', label: m.network_state_setup },
  Allocated: { tone: 'idle', label: m.network_state_allocated },
  Implementing: { tone: 'busy', label: m.network_state_implementing },
  Shutdown: { tone: 'busy', label: m.network_state_shutdown },
  Destroy: { tone: 'busy', label: m.network_state_destroy },
};

/** A state in words; one that CloudStack adds later keeps its own name. */
export function networkState(state: string): { tone: Tone; label: string } {
  const known = states[state];
  return known ? { tone: known.tone, label: known.label() } : { tone: 'idle', label: state };
}

const kinds: Record<string, () => string> = { Isolated: m.network_kind_isolated, Shared: m.network_kind_shared };

/** `L2` and what comes later are names. */
export const networkKind = (kind: string): string => kinds[kind]?.() ?? kind;
