import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatList } from './format.ts';

/** When something happens again and again. Days of the week as cron counts them: 0 is Sunday. */
export type Recurrence =
  | { every: 'hour'; minute: number }
  | { every: 'day'; hour: number; minute: number }
  | { every: 'week'; hour: number; minute: number; weekdays: readonly number[] }
  | { every: 'month'; hour: number; minute: number; day: number };

/** 7, 5 → "07:05", the same in all languages: a schedule is no time of today. */
export const clockTime = (hour: number, minute: number): string => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** The name of a day of the week, 0 for Sunday. */
export function weekdayName(weekday: number, style: 'long' | 'short' = 'long'): string {
  // 2023-01-01 was a Sunday.
  return new Intl.DateTimeFormat(getLocale(), { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + weekday));
}

const suffixes: Record<string, Record<string, string>> = {
  en: { one: 'st', two: 'nd', few: 'rd', other: 'th' },
  fr: { one: 'er' },
};

/** 1 → "1st" · « 1er », 15 → "15th" · « 15 ». */
export function dayOfMonth(day: number): string {
  const locale = getLocale();
  return `${day}${suffixes[locale]?.[new Intl.PluralRules(locale, { type: 'ordinal' }).select(day)] ?? ''}`;
}

/** Days as a week is read, from Monday to Sunday. */
export const weekOrder: readonly number[] = [1, 2, 3, 4, 5, 6, 0];

/** A recurrence in words: "Monday to Friday at 22:00" · « le 1er de chaque mois à 03:30 ». */
export function recurrenceText(recurrence: Recurrence): string {
  if (recurrence.every === 'hour') return m.schedule_hour({ minute: recurrence.minute });
  const time = clockTime(recurrence.hour, recurrence.minute);
  if (recurrence.every === 'day') return m.schedule_day({ time });
  if (recurrence.every === 'month') return m.schedule_month({ day: dayOfMonth(recurrence.day), time });
  const days = weekOrder.filter((day) => recurrence.weekdays.includes(day));
  if (days.length === 7) return m.schedule_day({ time });
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const isSpan = days.length > 2 && weekOrder.indexOf(last) - weekOrder.indexOf(first) === days.length - 1;
  return isSpan
    ? m.schedule_span({ first: weekdayName(first), last: weekdayName(last), time })
    : m.schedule_week({ days: formatList(days.map((day) => weekdayName(day))), time });
}

/** With a capital, where it begins a cell or a sentence. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(getLocale()) + text.slice(1);

const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** A field that is one number in its range, or null. */
function number(field: string, min: number, max: number): number | null {
  const value = /^\d{1,2}$/.test(field) ? Number(field) : Number.NaN;
  return value >= min && value <= max ? value : null;
}

/** The days in a cron field (`1-5`, `SAT,SUN`, `7`), 0 for Sunday; null when it says something else. */
function weekdaysOf(field: string): number[] | null {
  const dayOf = (text: string) => (dayNames.includes(text.toUpperCase()) ? dayNames.indexOf(text.toUpperCase()) : number(text, 0, 7));
  const days = field.split(',').map((part) => {
    const [from, to] = part.split('-').map(dayOf);
    if (from == null || to === null || part.split('-').length > 2) return null;
    const last = to ?? from;
    return last < from ? null : Array.from({ length: last - from + 1 }, (_, step) => (from + step) % 7);
  });
  return days.includes(null) ? null : [...new Set(days.flatMap((each) => each ?? []))];
}

/** What a cron expression of five fields says, where it is one of the usual rhythms; null for all others. */
export function recurrenceOfCron(cron: string): Recurrence | null {
  const [minuteField = '', hourField = '', dayField, monthField, weekField = '', ...more] = cron.trim().split(/\s+/);
  const minute = number(minuteField, 0, 59);
  if (minute === null || monthField !== '*' || more.length > 0) return null;
  const isDaily = dayField === '*' && weekField === '*';
  if (hourField === '*') return isDaily ? { every: 'hour', minute } : null;
  const hour = number(hourField, 0, 23);
  if (hour === null) return null;
  if (isDaily) return { every: 'day', hour, minute };
  if (dayField === '*') {
    const weekdays = weekdaysOf(weekField);
    return weekdays && { every: 'week', hour, minute, weekdays };
  }
  const day = weekField === '*' ? number(dayField ?? '', 1, 31) : null;
  return day === null ? null : { every: 'month', hour, minute, day };
}

/** The cron expression of a rhythm. */
export function cronOf(recurrence: Recurrence): string {
  if (recurrence.every === 'hour') return `${recurrence.minute} * * * *`;
  const time = `${recurrence.minute} ${recurrence.hour}`;
  if (recurrence.every === 'day') return `${time} * * *`;
  if (recurrence.every === 'month') return `${time} ${recurrence.day} * *`;
  return `${time} * * ${weekOrder.filter((day) => recurrence.weekdays.includes(day)).join(',')}`;
}
