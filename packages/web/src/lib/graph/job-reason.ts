import { m } from '../paraglide/messages.js';

interface FailedJob {
  errorCode: number | null;
  errorText: string | null;
}

/** CloudStack's numbers that say enough for a sentence of ours; the others are told in its own words. */
const sentences: Record<number, () => string> = {
  532: m.error_limit,
  533: m.error_capacity,
  534: m.error_resource_unavailable,
  535: m.error_limit,
  536: m.error_conflict,
  537: m.error_conflict,
};

/** CloudStack writes things into its sentences as JSON; people know them by name. */
const plain = (text: string): string =>
  text.replace(/\{"[^{}]*\}/g, (json) => {
    try {
      const thing = JSON.parse(json) as Record<string, unknown>;
      const name = thing.displayName ?? thing.name ?? thing.instanceName ?? thing.uuid;
      return name === undefined ? json : `“${name}”`;
    } catch {
      return json;
    }
  });

/** Why a job failed: a sentence for people, and CloudStack's own words where they are not that sentence. */
export function jobReason({ errorCode, errorText }: FailedJob): { text: string; detail: string | null } {
  const words = errorText ? plain(errorText) : null;
  const sentence = sentences[errorCode ?? 0]?.();
  return sentence ? { text: sentence, detail: words } : { text: words ?? m.error_job_failed(), detail: null };
}

/** The reason in one line. */
export const jobReasonLine = (job: FailedJob): string => {
  const { text, detail } = jobReason(job);
  return detail ? `${text} ${detail}` : text;
};
