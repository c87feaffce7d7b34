/** Who signed in here last, so that the form is half filled: name and domain, never the password. */
export interface LastSignIn {
  username: string;
  domain: string;
}

const KEY = 'last-sign-in';

export function lastSignIn(): LastSignIn {
  try {
    const { username, domain } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<LastSignIn>;
    return { username: String(username ?? ''), domain: String(domain ?? '/') };
  } catch {
    return { username: '', domain: '/' };
  }
}

export const rememberSignIn = (who: LastSignIn): void => localStorage.setItem(KEY, JSON.stringify(who));

/** Where to go after signing in: a path of this portal, nothing else. */
export function nextPath(url: { readonly searchParams: { get(name: string): string | null } }): string {
  const next = url.searchParams.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/';
}
