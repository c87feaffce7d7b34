import { parseCloudStackDate } from './event-row.ts';

/** A place in the event log: when an event was written (milliseconds, whole seconds) and which one it was. */
export interface EventCursor {
  readonly createdMs: number;
  readonly id: string;
}

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)_([0-9A-Za-z-]{1,64})$/;

/** The cursor of an event, readable and safe in a URL, a header and an SSE `id:`: `2026-11-22T08:14:53Z_<uuid>`. */
export function cursorOf(event: { readonly id: string; readonly created?: string }): string {
  const created = parseCloudStackDate(event.created);
  return `${new Date(Number.isNaN(created) ? 0 : created).toISOString().slice(0, 19)}Z_${event.id}`;
}

/** Reads a cursor; undefined when the text is none. */
export function parseCursor(text: string): EventCursor | undefined {
  const [, created, id] = form.exec(text) ?? [];
  if (created === undefined || id === undefined) return undefined;
  const createdMs = Date.parse(created);
  return Number.isNaN(createdMs) ? undefined : { createdMs, id };
}
