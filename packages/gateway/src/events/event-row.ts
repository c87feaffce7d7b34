/**
 * An event as `listEvents` writes it. `created` has a resolution of one second; `resourceid` is the UUID of what the
 * event is about, where CloudStack knows it; `parentid` may name an event that the reader is not allowed to see.
 */
export interface EventRow {
  readonly id: string;
  readonly created?: string;
  readonly type?: string;
  readonly level?: string;
  readonly state?: string;
  readonly description?: string;
  readonly username?: string;
  readonly account?: string;
  readonly domain?: string;
  readonly domainid?: string;
  readonly domainpath?: string;
  readonly project?: string;
  readonly projectid?: string;
  readonly parentid?: string;
  readonly resourceid?: string;
  readonly resourcetype?: string;
  readonly resourcename?: string;
}

/** Milliseconds since 1970 of a date as CloudStack writes it (`2026-11-22T08:14:53+0000`); NaN when it is none. */
export function parseCloudStackDate(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  return Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}

/** A moment as CloudStack's date parameters want it: whole seconds, with the offset (without one the time of day is dropped). */
export function formatCloudStackDate(milliseconds: number): string {
  return `${new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().slice(0, 19)}+0000`;
}
