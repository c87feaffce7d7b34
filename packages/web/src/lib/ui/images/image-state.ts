import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/tone.ts';

/** How far an ISO or a template is; `percent` (0 to 100) only while it is being fetched and CloudStack says how far. */
export interface ImageState {
  label: string;
  tone: Tone;
  percent: number | null;
  /** CloudStack's own words of a failure. */
  reason: string | null;
}

/**
 * Reads CloudStack's free text about a download ("37% Downloaded", "Installing ISO", "Download Complete").
 * Anything else than the known good ones is the text of a failure, e.g. "Connection refused".
 */
export function imageState(image: { isReady: boolean; status: string | null; downloadPercent?: number | null }): ImageState {
  if (image.isReady) return { label: m.iso_state_ready(), tone: 'ok', percent: null, reason: null };
  const status = image.status?.trim() ?? '';
  const said = /^(\d{1,3})\s?%/.exec(status)?.[1];
  const share = said === undefined ? (image.downloadPercent ?? null) : Math.min(100, Number(said));
  const underWay =
    said !== undefined ||
    status === '' ||
    /^(not downloaded|download (not started|in progress)|downloading|processing|creating)/i.test(status);
  if (underWay) return { label: m.iso_state_downloading(), tone: 'busy', percent: share, reason: null };
  if (/^(install|download(ed)? complete|downloaded)/i.test(status))
    return { label: m.iso_state_installing(), tone: 'busy', percent: null, reason: null };
  return { label: m.iso_state_failed(), tone: 'bad', percent: null, reason: status };
}
