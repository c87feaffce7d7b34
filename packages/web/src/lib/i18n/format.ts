import { getLocale } from '#lib/paraglide/runtime.js';

/**
 * Numbers, sizes and dates in the words of the reader's language. Formatters are made once per language and kept.
 * A quantity comes in two parts, because the page dims the unit: `4` bright, `GiB` grey (in French `Gio`).
 */
export interface Quantity {
  value: string;
  unit: string;
}

const kept = new Map<string, unknown>();

function keep<T>(name: string, make: (locale: string) => T): T {
  const locale = getLocale();
  const key = `${locale} ${name}`;
  const known = kept.get(key);
  if (known !== undefined) return known as T;
  const made = make(locale);
  kept.set(key, made);
  return made;
}

const numberFormat = (digits: number) =>
  keep(`number ${digits}`, (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));

/** 12345.6 → "12,345.6" · « 12 345,6 ». */
export const formatNumber = (value: number, digits = 1): string => numberFormat(digits).format(value);

/** A share from 0 to 1: 0.42 → "42%" · « 42 % ». */
export const formatPercent = (share: number, digits = 0): string =>
  keep(`percent ${digits}`, (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })).format(share);

const byteUnits = { en: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'], fr: ['o', 'Kio', 'Mio', 'Gio', 'Tio', 'Pio'] };

/** Bytes (number, or the decimal string of a BigInt) in binary units. */
export function bytes(value: number | string | bigint): Quantity {
  let size = Number(value);
  let step = 0;
  while (Math.abs(size) >= 1024 && step < 5) {
    size /= 1024;
    step++;
  }
  const units = getLocale() === 'fr' ? byteUnits.fr : byteUnits.en;
  return { value: formatNumber(size, size >= 100 ? 0 : 1), unit: units[step] ?? '' };
}

/** Memory as CloudStack counts it, in MiB. */
export const mebibytes = (value: number): Quantity => bytes(value * 1024 * 1024);

/** Disk sizes asked for in GiB. */
export const gibibytes = (value: number): Quantity => bytes(value * 1024 ** 3);

/** Clock rates in MHz. */
export const megahertz = (value: number): Quantity =>
  value >= 1000 ? { value: formatNumber(value / 1000, 2), unit: 'GHz' } : { value: formatNumber(value, 0), unit: 'MHz' };

/** The parts joined by a narrow space that does not break. */
export const quantityText = ({ value, unit }: Quantity): string => `${value}\u202f${unit}`;

const dateFormat = (name: string, options: Intl.DateTimeFormatOptions) => keep(name, (locale) => new Intl.DateTimeFormat(locale, options));

/** "Nov 22, 2026" · « 22 nov. 2026 ». */
export const formatDate = (value: string | Date): string => dateFormat('date', { dateStyle: 'medium' }).format(new Date(value));

/** Time of day with seconds. */
export const formatTime = (value: string | Date): string => dateFormat('time', { timeStyle: 'medium' }).format(new Date(value));

/** Time of day without seconds, for axes and narrow places. */
export const formatHour = (value: string | Date): string => dateFormat('hour', { timeStyle: 'short' }).format(new Date(value));

/** Full date, time and zone, for titles. */
export const formatMoment = (value: string | Date): string =>
  dateFormat('moment', { dateStyle: 'full', timeStyle: 'long' }).format(new Date(value));

/** A list in a sentence: "a, b, and c" · « a, b et c ». */
export const formatList = (items: string[]): string =>
  keep('list', (locale) => new Intl.ListFormat(locale, { type: 'conjunction' })).format(items);

/** Compares names as people do: case apart, `b-2` before `b-10`. */
export const compareNames = (a: string, b: string): number =>
  keep('collator', (locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })).compare(a, b);
