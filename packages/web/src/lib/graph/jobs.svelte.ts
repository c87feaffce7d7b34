import { SvelteMap } from 'svelte/reactivity';
import type { JobData } from './problems.ts';

/** A job as the tray shows it: what CloudStack says, and what a person called it. */
export interface TrackedJob extends JobData {
  /** "Stop web-1"; absent for jobs begun elsewhere. */
  title: string | null;
  href: string | null;
  /** Begun in this tab. */
  own: boolean;
  /** When this tab saw it end, in ms; null while it runs. */
  endedAt: number | null;
}

const jobs = new SvelteMap<string, TrackedJob>();
const KEPT = 20;

const isOver = (job: JobData) => job.status !== 'PENDING';
const running = $derived([...jobs.values()].filter((job) => !isOver(job)));
const byResource = $derived(new Map(running.flatMap((job) => (job.resource ? [[job.resource.id, job] as const] : []))));
const ended = $derived([...jobs.values()].filter(isOver).sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)));

type Listener = (job: TrackedJob) => void;
const listeners = new Set<Listener>();

/** Every job that this tab knows: begun here, or heard of through the subscription. */
export const jobBoard = {
  get running() {
    return running;
  },
  /** Newest first, at most twenty. */
  get ended() {
    return ended;
  },
  /** The running job of a resource, by its typed id. */
  of(resourceId: string): TrackedJob | undefined {
    return byResource.get(resourceId);
  },
  /** Takes in news of a job; an older answer never brings back a job that is over. */
  note(job: JobData, about: { title?: string; href?: string; own?: boolean } = {}): void {
    const known = jobs.get(job.id);
    const isLate = known !== undefined && isOver(known) && !isOver(job);
    // The end of a quick job may be heard of before the answer that began it: then it ends once more, as this tab's own.
    const isClaim = known !== undefined && !known.own && about.own === true;
    if (isLate && !isClaim) return;
    const next: TrackedJob = {
      ...(isLate ? known : job),
      resource: job.resource ?? known?.resource ?? null,
      title: about.title ?? known?.title ?? null,
      href: about.href ?? known?.href ?? null,
      own: about.own ?? known?.own ?? false,
      endedAt: isLate || isOver(job) ? (known?.endedAt ?? Date.now()) : null,
    };
    jobs.set(job.id, next);
    for (const old of ended.slice(KEPT)) jobs.delete(old.id);
    if (isOver(next) && (isClaim || !(known && isOver(known)))) for (const listener of listeners) listener(next);
  },
  /** Hears of each job once, when it ends (of an own one as `own`). Answers how to stop. */
  onEnd(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  clear(): void {
    jobs.clear();
  },
};

const words = new Map<string, () => string>();

/** A resource folder gives its commands words: `nameJobs({ startVirtualMachine: word })`. */
export function nameJobs(names: Record<string, () => string>): void {
  for (const [command, word] of Object.entries(names)) words.set(command, word);
}

/** "createSnapshot" → "Create snapshot", for commands that nobody has named. */
const spelled = (command: string): string => {
  const text = command.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What to call a job. */
export const jobTitle = (job: TrackedJob): string => job.title ?? words.get(job.command)?.() ?? spelled(job.command);
