import { describe, expect, it } from 'vitest';
import { readPreferences } from '../preferences.ts';
import { currentEntry, entriesFor, grouped, type NavEntry } from './nav.ts';
import { matches } from './palette.ts';

const entry = (href: string, group: string) => ({ href, group, label: () => href, icon: null }) as unknown as NavEntry;
const entries = [entry('/', 'home'), entry('/volumes', 'things'), entry('/isos', 'things')];

describe('navigation', () => {
  it.each([
    ['/', '/'],
    ['/volumes', '/volumes'],
    ['/volumes/1-2', '/volumes'],
    ['/volumes-of-old', undefined],
  ])('%s belongs to %s', (path, href) => {
    expect(currentEntry(entries, path)?.href).toBe(href);
  });

  it('keeps groups together', () => {
    const aside = { ...entry('/account', 'account'), aside: true };
    expect(grouped([...entries, aside]).map((group) => group.length)).toEqual([1, 2]);
  });
});

describe('entries for some', () => {
  it('are shown to those alone', () => {
    const hidden: NavEntry = { ...entry('/infrastructure', 'operators'), only: ({ roleType }) => roleType === 'Admin' };
    const hrefs = (roleType: string) => entriesFor([...entries, hidden], { roleType }).map(({ href }) => href);
    expect(hrefs('User')).toEqual(['/', '/volumes', '/isos']);
    expect(hrefs('Admin')).toContain('/infrastructure');
  });
});

describe('the palette', () => {
  it.each([
    ['Événements', 'evenement', true],
    ['Instances virtual machines', 'mach inst', true],
    ['Volumes', 'iso', false],
  ])('%s for “%s”: %s', (text, word, found) => {
    expect(matches(text, word)).toBe(found);
  });
});

describe('preferences', () => {
  it('are read from cookies, and nonsense is the default', () => {
    expect(readPreferences('a=b; theme=dark; density=compact')).toEqual({ theme: 'dark', density: 'compact' });
    expect(readPreferences('theme="><script>; density=huge')).toEqual({ theme: 'system', density: 'comfortable' });
    expect(readPreferences('')).toEqual({ theme: 'system', density: 'comfortable' });
  });
});
