import { eventFeed } from './events.svelte.ts';
import { jobBoard } from './jobs.svelte.ts';

interface Occasions {
  /** Jobs after which the answer is another one, by their command. */
  commands: RegExp;
  /** Entries of the log that tell of it, by their type. */
  events?: RegExp;
  /** Else, while somebody looks; may depend on what is shown. */
  everyMs?: () => number;
}

/** Several occasions in one moment cost one request. */
const TOGETHER_MS = 300;

/**
 * For what the live path does not follow: asks again when a job about it ends, when the log tells of it, and now and then.
 * To be called while a component is made.
 */
export function reread(refetch: () => void, { commands, events, everyMs = () => 60_000 }: Occasions): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(refetch, TOGETHER_MS);
  };

  $effect(() => {
    const stop = jobBoard.onEnd((job) => {
      if (commands.test(job.command)) soon();
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  });

  const pace = $derived(everyMs());
  $effect(() => {
    const timer = setInterval(() => document.hidden || refetch(), pace);
    return () => clearInterval(timer);
  });

  const latest = $derived(events && eventFeed.list.find((event) => events.test(event.type))?.id);
  let known: string | undefined;
  let begun = false;
  $effect(() => {
    if (begun && latest !== known) soon();
    known = latest;
    begun = true;
  });
}
