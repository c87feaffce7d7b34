/** The five-field cron expressions of VM schedules. */

const fields: readonly { readonly low: number; readonly high: number }[] = [
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12 },
  { low: 0, high: 7 },
];

/** True of `0 22 * * *`, `0-30/15 8-18 * * 1-5` and the like; names of months and days are not read. */
export function isCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  return parts.length === fields.length && parts.every((part, index) => isField(part, fields[index] ?? { low: 0, high: 0 }));
}

function isField(part: string, { low, high }: { readonly low: number; readonly high: number }): boolean {
  return part.split(',').every((item) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(item);
    if (!match) return false;
    const [first, last] = [Number(match[1] ?? low), Number(match[2] ?? match[1] ?? high)];
    return first >= low && last <= high && first <= last && Number(match[3] ?? 1) > 0;
  });
}
