import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { capital, cronOf, dayOfMonth, recurrenceOfCron, recurrenceText } from './recurrence.ts';

const speak = (locale: 'en' | 'fr') => overwriteGetLocale(() => locale);
afterEach(() => speak('en'));

const said = (cron: string) => {
  const recurrence = recurrenceOfCron(cron);
  return recurrence && recurrenceText(recurrence);
};

describe('a cron expression in words', () => {
  it.each([
    ['30 * * * *', 'every hour, at minute 30', 'chaque heure, à la minute 30'],
    ['0 2 * * *', 'every day at 02:00', 'chaque jour à 02:00'],
    ['5 22 * * 1-5', 'Monday to Friday at 22:05', 'du lundi au vendredi à 22:05'],
    ['0 9 * * 0', 'every Sunday at 09:00', 'chaque dimanche à 09:00'],
    ['0 9 * * sat,SUN', 'every Saturday and Sunday at 09:00', 'chaque samedi et dimanche à 09:00'],
    ['0 9 * * 1,3,7', 'every Monday, Wednesday, and Sunday at 09:00', 'chaque lundi, mercredi et dimanche à 09:00'],
    ['0 9 * * 0-6', 'every day at 09:00', 'chaque jour à 09:00'],
    ['30 3 1 * *', 'on the 1st of each month at 03:30', 'le 1er de chaque mois à 03:30'],
    ['30 3 22 * *', 'on the 22nd of each month at 03:30', 'le 22 de chaque mois à 03:30'],
  ])('%s', (cron, english, french) => {
    speak('en');
    expect(said(cron)).toBe(english);
    speak('fr');
    expect(said(cron)).toBe(french);
  });

  it.each([
    '*/5 * * * *',
    '0 8-18 * * *',
    '0 8 1 * 1',
    '0 8 * 3 *',
    '60 1 * * *',
    '0 24 * * *',
    '0 8 32 * *',
    '0 8 * * 5-1',
    '0 8 * *',
    '',
  ])('no usual rhythm: %s', (cron) => expect(recurrenceOfCron(cron)).toBeNull());
});

describe('a rhythm as cron', () => {
  it.each(['30 * * * *', '0 2 * * *', '5 22 * * 1,2,3,4,5', '0 9 * * 6,0', '30 3 15 * *'])('%s comes back', (cron) => {
    const recurrence = recurrenceOfCron(cron);
    expect(recurrence && cronOf(recurrence)).toBe(cron);
  });
});

it('counts days of a month as each language does', () => {
  speak('en');
  expect([1, 2, 3, 4, 11, 12, 13, 21, 23].map(dayOfMonth)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '23rd']);
  speak('fr');
  expect([1, 2, 21].map(dayOfMonth)).toEqual(['1er', '2', '21']);
});

it('begins with a capital', () => expect([capital('every day'), capital('à midi'), capital('')]).toEqual(['Every day', 'À midi', '']));
