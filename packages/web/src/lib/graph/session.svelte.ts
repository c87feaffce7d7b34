/**
 * Whether the gateway still knows who sits here. When it does not, requests wait in `renew()` while the page shows
 * the sign-in overlay; what was typed stays, and after the sign-in the waiting requests are sent again.
 */
export type Lapse = 'expired' | 'second-factor';

let lapse = $state<Lapse | null>(null);
let waiting: (() => void)[] = [];
const listeners = new Set<() => void>();

export const session = {
  /** Why a sign-in is wanted now; null: all is well. */
  get lapse() {
    return lapse;
  },
  /** Resolves when somebody has signed in again. */
  renew(why: Lapse): Promise<void> {
    lapse ??= why;
    return new Promise((resolve) => waiting.push(resolve));
  },
  /** To be called after a successful sign-in. */
  renewed(): void {
    lapse = null;
    const go = waiting;
    waiting = [];
    for (const resolve of go) resolve();
    for (const listener of listeners) listener();
  },
  /** Tells of each renewal, so that the live connection can be made anew. Answers how to stop listening. */
  onRenewed(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
