import type { Address } from './list-params.ts';

/** Which cursor began each page of a list that was turned in this tab, so that one can turn back. */
const KEY = 'page-cursors';

const read = (): Record<string, string | null> => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, string | null>;
  } catch {
    return {};
  }
};

/** The list apart from its page. */
function nameOf(url: Address, page: number): string {
  const params = new URLSearchParams(url.searchParams.toString());
  params.delete('after');
  params.delete('page');
  params.sort();
  return `${url.pathname}?${params} ${page}`;
}

/** Remembers where a page began; the newest two hundred are kept. */
export function rememberCursor(url: Address, page: number, after: string | null): void {
  const known = read();
  const name = nameOf(url, page);
  if (known[name] === after) return;
  known[name] = after;
  sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(known).slice(-200))));
}

/** Where that page began; null: it is the first one; undefined: this tab never saw it. */
export const cursorOf = (url: Address, page: number): string | null | undefined =>
  typeof sessionStorage === 'undefined' ? undefined : read()[nameOf(url, page)];
