import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What everything done for one request shares: its id in logs and answers. */
export interface RequestScope {
  readonly id: string;
  /** Set once the caller is known; strangers are told less about the schema. */
  signedIn: boolean;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Runs the work of one request within its scope. */
export function inRequestScope<T>(id: string, work: () => T): T {
  return scopes.run({ id, signedIn: false }, work);
}

/** The scope of the request that is being worked on, if any. */
export const requestScope = (): RequestScope | undefined => scopes.getStore();

/** The id that a proxy or client gave, where it has a harmless form; else a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given && /^[\w.:-]{8,80}$/.test(given) ? given : randomUUID();
}
