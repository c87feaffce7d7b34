import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

/** States of volume snapshots (BackedUp is their rest) and of instance snapshots (Ready is theirs). */
const states: Record<string, { label: () => string; tone: Tone }> = {
  BackedUp: { label: m.snapshot_state_backed_up, tone: 'ok' },
  Ready: { label: m.snapshot_state_ready, tone: 'ok' },
  Allocated: { label: m.snapshot_state_allocated, tone: 'busy' },
  Creating: { label: m.snapshot_state_creating, tone: 'busy' },
  CreatedOnPrimary: { label: m.snapshot_state_created, tone: 'busy' },
  BackingUp: { label: m.snapshot_state_backing_up, tone: 'busy' },
  Copying: { label: m.snapshot_state_copying, tone: 'busy' },
  Reverting: { label: m.snapshot_state_reverting, tone: 'busy' },
  Destroying: { label: m.snapshot_state_deleting, tone: 'busy' },
  Expunging: { label: m.snapshot_state_deleting, tone: 'busy' },
  Destroyed: { label: m.snapshot_state_deleted, tone: 'idle' },
  Removed: { label: m.snapshot_state_deleted, tone: 'idle' },
  Error: { label: m.snapshot_state_error, tone: 'bad' },
};

/** A state's word and look; an unknown one is shown as CloudStack spells it. */
export function snapshotState(state: string): { label: string; tone: Tone } {
  const known = states[state];
  return known ? { label: known.label(), tone: known.tone } : { label: state, tone: 'idle' };
}

/** How a snapshot came to be: by hand, or by a policy each hour, day, week or month. */
export function intervalText(kind: string | null): string {
  switch (kind?.toUpperCase()) {
    case 'MANUAL':
      return m.snapshot_manual();
    case 'HOURLY':
      return m.snapshot_hourly();
    case 'DAILY':
      return m.snapshot_daily();
    case 'WEEKLY':
      return m.snapshot_weekly();
    case 'MONTHLY':
      return m.snapshot_monthly();
    default:
      return kind ?? '';
  }
}

/** What a snapshot of an instance holds, from CloudStack's type ("Disk" or "DiskAndMemory"). */
export const snapshotContents = (kind: string): string => (/memory/i.test(kind) ? m.snapshot_with_memory() : m.snapshot_disks_only());
