import { createSubscriber } from 'svelte/reactivity';

/** One timer for all relative times on the page; it stops when none is shown. */
function clock(everyMs: number): () => number {
  const subscribe = createSubscriber((update) => {
    const timer = setInterval(update, everyMs);
    return () => clearInterval(timer);
  });
  return () => {
    subscribe();
    return Date.now();
  };
}

const seconds = clock(1000);
const minutes = clock(30_000);

/** Seconds from `moment` until now; re-read each second in the first minute, then each half minute. */
export function age(moment: string | Date): number {
  const at = new Date(moment).getTime();
  const young = Math.abs(Date.now() - at) < 60_000;
  return ((young ? seconds() : minutes()) - at) / 1000;
}

/** Now, re-read each half minute: for what is told by the hour. */
export const hourOf = (): number => minutes();
