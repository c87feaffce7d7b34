import type { Icon } from '../action.ts';

/** A page of the console that the sidebar, the bottom bar and the palette lead to. */
export interface NavEntry {
  href: string;
  label: () => string;
  icon: Icon;
  /** Entries of one group stand together; a hairline parts the groups. */
  group: string;
  /** On a phone's bottom bar (four at most). */
  onPhone?: boolean;
  /** Reached by the account menu and the palette, not by the sidebar. */
  aside?: boolean;
  /** Only for some: whether for this person. */
  only?: (person: { roleType: string }) => boolean;
  /** Other words by which the palette finds it. */
  keywords?: () => string;
}

/** The entries that are for this person. */
export const entriesFor = (entries: readonly NavEntry[], person: { roleType: string }): NavEntry[] =>
  entries.filter(({ only }) => only?.(person) ?? true);

/** True for the page itself and all beneath it. */
export const isCurrent = (entry: NavEntry, path: string): boolean =>
  entry.href === '/' ? path === '/' : path === entry.href || path.startsWith(`${entry.href}/`);

/** The entry that the address belongs to. */
export const currentEntry = (entries: readonly NavEntry[], path: string): NavEntry | undefined =>
  entries.find((entry) => isCurrent(entry, path));

/** The sidebar's entries in their groups, in the order given. */
export function grouped(entries: readonly NavEntry[]): NavEntry[][] {
  return [
    ...Map.groupBy(
      entries.filter((entry) => !entry.aside),
      (entry) => entry.group,
    ).values(),
  ];
}
