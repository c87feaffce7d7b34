import { ensureSession } from './ensure-session.ts';

/** What ended a subscription: the codes of its errors, empty when it just ended. */
export type Ending = string[];

interface Handlers {
  onend: (codes: Ending) => void;
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/**
 * Keeps a subscription standing until the returned function is called: whenever the server ends it (it goes down, the
 * reader was too slow, the session lapsed), it is begun again, later each time, and after a lapse when somebody has signed in.
 */
export function standing(begin: (handlers: Handlers) => () => void, ended: (codes: Ending) => void = () => {}): () => void {
  const over = new AbortController();
  let stop = () => {};
  let failures = 0;

  function start() {
    if (over.signal.aborted) return;
    const began = Date.now();
    stop = begin({
      onend: async (codes) => {
        if (over.signal.aborted) return;
        ended(codes);
        failures = Date.now() - began > 10_000 ? 0 : failures + 1;
        if (codes.includes('UNAUTHENTICATED')) await ensureSession();
        else await pause(Math.min(10_000, 400 * 2 ** failures), over.signal);
        start();
      },
    });
  }

  start();
  return () => {
    over.abort();
    stop();
  };
}
