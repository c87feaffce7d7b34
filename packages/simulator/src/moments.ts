/** Reading moments as the server does: ISO 8601 with an offset. */

const form = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(?:(Z)|([+-]\d{2}):?(\d{2})?)$/;

/** Milliseconds since 1970 of `2026-11-22T08:14:53+0000`, also with `Z`, `+00`, `+00:00` or fractions; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  const [, day, time, utc, hours = '+00', minutes = '00'] = form.exec(text) ?? [];
  if (day === undefined) return undefined;
  const moment = Date.parse(`${day}T${time}${utc ?? `${hours}:${minutes}`}`);
  return Number.isNaN(moment) ? undefined : moment;
}
