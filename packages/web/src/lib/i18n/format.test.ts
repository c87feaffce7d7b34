import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { elapsedText, largestUnit, relativeText } from './duration.ts';
import { bytes, compareNames, formatList, formatNumber, formatPercent, gibibytes, mebibytes, megahertz, quantityText } from './format.ts';

const speak = (locale: 'en' | 'fr') => overwriteGetLocale(() => locale);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

afterEach(() => speak('en'));

describe('sizes', () => {
  it.each([
    [0, '0', 'B'],
    [1023, '1,023', 'B'],
    [1024, '1', 'KiB'],
    [1536 * 1024, '1.5', 'MiB'],
    [20 * 1024 ** 3, '20', 'GiB'],
    ['5497558138880', '5', 'TiB'],
    [1024 ** 6, '1,024', 'PiB'],
  ])('%s bytes', (amount, value, unit) => {
    speak('en');
    expect(bytes(amount)).toEqual({ value, unit });
  });

  it('counts octets in French', () => {
    speak('fr');
    expect(quantityText(mebibytes(2048))).toBe('2\u202fGio');
    expect(plain(quantityText(gibibytes(1536)))).toBe('1,5 Tio');
  });

  it('writes clock rates', () => {
    speak('en');
    expect(megahertz(500)).toEqual({ value: '500', unit: 'MHz' });
    expect(megahertz(2400)).toEqual({ value: '2.4', unit: 'GHz' });
  });
});

describe('numbers and lists', () => {
  it('follow the language', () => {
    speak('en');
    expect([formatNumber(12345.67), formatPercent(0.424), formatList(['a', 'b', 'c'])]).toEqual(['12,345.7', '42%', 'a, b, and c']);
    speak('fr');
    expect([formatNumber(12345.67), formatPercent(0.424), formatList(['a', 'b', 'c'])].map(plain)).toEqual([
      '12 345,7',
      '42 %',
      'a, b et c',
    ]);
  });

  it('orders names as people do', () => {
    expect(['b-10', 'B-2', 'a-1'].sort(compareNames)).toEqual(['a-1', 'B-2', 'b-10']);
  });
});

describe('durations', () => {
  it.each([
    [0, 'second', 0],
    [59.9, 'second', 59],
    [60, 'minute', 1],
    [3599, 'minute', 59],
    [86_400 * 3, 'day', 3],
    [-7200, 'hour', -2],
    [86_400 * 40, 'month', 1],
    [86_400 * 800, 'year', 2],
  ] as const)('%s s is told in %ss', (seconds, unit, count) => {
    expect(largestUnit(seconds)).toEqual({ unit, count });
  });

  it('are told in words', () => {
    speak('en');
    expect([relativeText(-300), elapsedText(300), elapsedText(86_400 * 3)]).toEqual(['5m ago', '5 min', '3d']);
    expect([-7200, -86_400 * 4, -86_400 * 40].map(relativeText)).toEqual(['2h ago', '4 days ago', 'last month']);
    speak('fr');
    expect([relativeText(-300), elapsedText(300), elapsedText(86_400 * 3)].map(plain)).toEqual(['il y a 5 min', '5 min', '3 j']);
  });
});
