import { type Lapse, session } from './session.svelte.ts';
import { errorCodes, lapseOf } from './watchful-fetch.ts';

interface Answer {
  data?: { viewer: unknown } | null;
}

/** Asks the gateway whether it knows this browser, apart from all caches; unreachable counts as known. */
async function lapsed(): Promise<Lapse | null> {
  try {
    const body = JSON.stringify({ query: 'query WhoAmI { viewer { id } }' });
    const response = await fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await response.text();
    const lapse = lapseOf(errorCodes(text));
    if (lapse) return lapse;
    return (JSON.parse(text) as Answer).data?.viewer === null ? 'expired' : null;
  } catch {
    return null;
  }
}

let asking: Promise<void> | undefined;

/**
 * Resolves when somebody is signed in. For the live path: an ended socket may have belonged to a session that has been
 * renewed meanwhile, so it asks before it bothers the person.
 */
export function ensureSession(): Promise<void> {
  asking ??= lapsed()
    .then((why) => (why ? session.renew(why) : undefined))
    .finally(() => {
      asking = undefined;
    });
  return asking;
}
