import type { Snippet } from 'svelte';

/**
 * One column of a table. `text` gives plain text (null: a dash); `cell` draws anything else. Exactly one of them.
 * Define columns as `const columns = $derived<Column<Row>[]>([…])`, so that snippets and words are there when read.
 */
export interface Column<Row> {
  id: string;
  header: string;
  text?: (row: Row) => string | number | null | undefined;
  cell?: Snippet<[Row]>;
  /** What must change for the cell to glow; by default the text. */
  watch?: (row: Row) => unknown;
  align?: 'start' | 'end';
  /** CSS width, e.g. `12rem`. */
  width?: string;
  /** Addresses, ids, numbers: in the monospaced face. */
  mono?: boolean;
  /** Left out on windows narrower than this; people can still switch it on. */
  hideBelow?: 'lg' | 'xl' | '2xl';
  /** Off until somebody switches it on in the view menu. */
  off?: boolean;
  /** Its place on a phone's card; absent: not on the card. `key` is the one number that matters. */
  card?: 'title' | 'state' | 'key' | 'line';
  /** Name by which the list can be ordered (`?sort=`); absent: it cannot. */
  sort?: string;
}

const breakpoints = { lg: 'max-lg:hidden', xl: 'max-xl:hidden', '2xl': 'max-2xl:hidden' };
/** A column that has a place on the phone's card is back there. */
const cardBreakpoints = { lg: 'md:max-lg:hidden', xl: 'md:max-xl:hidden', '2xl': 'md:max-2xl:hidden' };

/** The classes of a column's cells: alignment, and the widths at which it shows. */
export function columnClass<Row>(column: Column<Row>, chosen: boolean): string {
  return [
    column.align === 'end' ? 'md:text-right' : '',
    column.hideBelow && !chosen ? (column.card ? cardBreakpoints : breakpoints)[column.hideBelow] : '',
    column.card ? `card-${column.card}` : 'max-md:hidden',
  ].join(' ');
}
