import type { Icon } from '../action.ts';

/** Something that the palette found. */
export interface Hit {
  id: string;
  label: string;
  /** What kind of thing: "Instance". */
  kind: string;
  /** A dimmed word: an address, a size. */
  note?: string | null;
  href: string;
  icon: Icon;
}

/** Looks for things by a word; may answer late. */
export type PaletteSearch = (word: string) => Promise<Hit[]>;

/** True when every part of the word is found in the text, case and accents apart. */
export function matches(text: string, word: string): boolean {
  const plain = (value: string) => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const haystack = plain(text);
  return plain(word)
    .split(/\s+/)
    .every((part) => haystack.includes(part));
}
