/** The name of the session cookie. `__Host-` ties it to https, this host and the whole site; browsers refuse it over http. */
export const cookieName = (https: boolean) => (https ? '__Host-session' : 'session');

/** The session id in a `Cookie` header. */
export function sessionIdOf(header: string | null | undefined, https: boolean): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === cookieName(https)) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
}

/** A `Set-Cookie` value that gives the session to the browser. */
export function sessionCookie(id: string, https: boolean, maxAgeSeconds: number): string {
  return `${cookieName(https)}=${id}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${https ? '; Secure' : ''}`;
}

/** A `Set-Cookie` value that takes it away. */
export function clearedCookie(https: boolean): string {
  return sessionCookie('', https, 0);
}
