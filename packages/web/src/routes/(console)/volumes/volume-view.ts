import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

/** CloudStack's volume states; the graph passes them as text, since new versions add some. */
const states: Record<string, { label: () => string; tone: Tone }> = {
  Ready: { label: m.volume_state_ready, tone: 'ok' },
  Allocated: { label: m.volume_state_allocated, tone: 'idle' },
  Creating: { label: m.volume_state_creating, tone: 'busy' },
  Attaching: { label: m.volume_state_attaching, tone: 'busy' },
  Migrating: { label: m.volume_state_migrating, tone: 'busy' },
  Snapshotting: { label: m.volume_state_snapshotting, tone: 'busy' },
  RevertSnapshotting: { label: m.volume_state_reverting, tone: 'busy' },
  Resizing: { label: m.volume_state_resizing, tone: 'busy' },
  Copying: { label: m.volume_state_copying, tone: 'busy' },
  Restoring: { label: m.volume_state_restoring, tone: 'busy' },
  NotUploaded: { label: m.volume_state_uploading, tone: 'busy' },
  UploadInProgress: { label: m.volume_state_uploading, tone: 'busy' },
  Uploaded: { label: m.volume_state_uploaded, tone: 'idle' },
  UploadOp: { label: m.volume_state_uploading, tone: 'busy' },
  UploadError: { label: m.volume_state_upload_failed, tone: 'bad' },
  UploadAbandoned: { label: m.volume_state_upload_failed, tone: 'bad' },
  Destroy: { label: m.volume_state_deleted, tone: 'idle' },
  Destroying: { label: m.volume_state_deleting, tone: 'busy' },
  Expunging: { label: m.volume_state_deleting, tone: 'busy' },
  Expunged: { label: m.volume_state_deleted, tone: 'idle' },
};

/** A state's word and look; an unknown one is shown as CloudStack spells it. */
export function volumeState(state: string): { label: string; tone: Tone } {
  const known = states[state];
  return known ? { label: known.label(), tone: known.tone } : { label: state, tone: 'idle' };
}

/** The states that the filter offers. */
export const volumeFilterStates: readonly string[] = ['Ready', 'Allocated', 'Uploaded', 'UploadError', 'Destroy'];

/** Whether a word in an address is a kind that the graph knows; anything else is ignored rather than refused. */
export const volumeKind = (word: string | undefined): 'ROOT' | 'DATADISK' | undefined =>
  word === 'ROOT' || word === 'DATADISK' ? word : undefined;
