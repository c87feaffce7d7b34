// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

interface Settings {
  'plugin.inlang.messageFormat': { pathPattern: string[] };
}
const { pathPattern } = (JSON.parse(read('project.inlang/settings.json')) as Settings)['plugin.inlang.messageFormat'];

/** Every key of a language, with its text in all its forms. */
function messages(locale: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const pattern of pathPattern) {
    const area = pattern.split('/').at(-2) ?? '';
    for (const [key, value] of Object.entries(
      JSON.parse(read(pattern.replace('./', '').replace('{locale}', locale))) as Record<string, unknown>,
    )) {
      if (key === '$schema') continue;
      expect(key, `keys in messages/${area} begin with ${area}_`).toMatch(new RegExp(`^${area}_`));
      expect(all.has(key), `${key} stands twice`).toBe(false);
      all.set(
        key,
        typeof value === 'string' ? value : Object.values((value as { match: Record<string, string> }[])[0]?.match ?? {}).join('\n'),
      );
    }
  }
  return all;
}

const en = messages('en');
const fr = messages('fr');

/** All source that may name a message. */
function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'paraglide' ? [] : sources(path);
    return /\.(svelte|ts)$/.test(entry.name) ? [path] : [];
  });
}
const used = new Set(sources('src').flatMap((path) => [...read(path).matchAll(/\bm\.([a-z][a-z0-9_]*)/g)].map((match) => match[1] ?? '')));

const places = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();

describe('messages', () => {
  it('says everything in both languages', () => {
    expect([...fr.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...en.keys()].filter((key) => !fr.has(key))).toEqual([]);
  });

  it('has every message that the pages ask for, and none that nobody asks for', () => {
    expect([...used].filter((key) => !en.has(key))).toEqual([]);
    expect([...en.keys()].filter((key) => !used.has(key))).toEqual([]);
  });

  it('fills the same places in both languages', () => {
    for (const [key, text] of en) expect(places(fr.get(key) ?? ''), key).toEqual(places(text));
  });

  it('keeps French typography: a space that does not break before : ; ! ? % and inside « »', () => {
    const wrong = [...fr].filter(([, text]) =>
      /[^\u00a0\u202f\s:/?!][;!?]|\w:(?!\/\/|\w)| [:;!?%»]|« /.test(text.replace(/\{\w+\}/g, 'x')),
    );
    expect(wrong).toEqual([]);
  });

  it('uses the curly apostrophe in French', () => {
    expect([...fr].filter(([, text]) => text.includes("'"))).toEqual([]);
  });
});
