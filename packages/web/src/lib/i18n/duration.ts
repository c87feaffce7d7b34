import { getLocale } from '#lib/paraglide/runtime.js';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

/** The largest unit that fills at least once; months are of 30.44 days. */
const steps: readonly [Unit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** Seconds → the largest whole unit in them, towards zero. */
export function largestUnit(seconds: number): { unit: Unit; count: number } {
  const size = Math.abs(seconds);
  const [unit, step] = steps.find(([, length]) => size >= length) ?? (['second', 1] as const);
  return { unit, count: Math.trunc(seconds / step) };
}

type Styles = Record<Unit, 'narrow' | 'short' | 'long'>;

/** As short as can be told apart: "5m" could be minutes or months. French keeps the space before its unit. */
const elapsedStyles: Record<'en' | 'fr', Styles> = {
  en: { second: 'narrow', minute: 'short', hour: 'narrow', day: 'narrow', month: 'long', year: 'long' },
  fr: { second: 'short', minute: 'short', hour: 'short', day: 'short', month: 'long', year: 'long' },
};
/** Clock units short, calendar units in full: "4h ago", "yesterday", "last month". */
const relativeStyles: Record<'en' | 'fr', Styles> = {
  en: { second: 'narrow', minute: 'narrow', hour: 'narrow', day: 'long', month: 'long', year: 'long' },
  fr: { second: 'short', minute: 'short', hour: 'short', day: 'long', month: 'long', year: 'long' },
};

const relative = new Map<string, Intl.RelativeTimeFormat>();
const elapsed = new Map<string, Intl.NumberFormat>();

/** "5m ago" · « il y a 5 min », from seconds that are negative for the past. */
export function relativeText(seconds: number): string {
  const locale = getLocale();
  const { unit, count } = largestUnit(seconds);
  const style = relativeStyles[locale][unit];
  const key = `${locale} ${style}`;
  const format = relative.get(key) ?? new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
  relative.set(key, format);
  return format.format(count, unit);
}

/** How long something has lasted, as short as it goes: "5 min", "3d" · « 3 j ». */
export function elapsedText(seconds: number): string {
  const locale = getLocale();
  const { unit, count } = largestUnit(Math.max(0, seconds));
  const key = `${locale} ${unit}`;
  const unitDisplay = elapsedStyles[locale][unit];
  const format = elapsed.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
  elapsed.set(key, format);
  return format.format(count);
}
