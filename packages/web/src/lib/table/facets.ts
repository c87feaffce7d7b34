import type { Tone } from '../ui/tone.ts';

/** The values of one column over the whole filtered list, with how many rows have each. */
export interface Facet {
  field: string;
  values: readonly { value: string; label: string; count: number }[];
}

/** One choice of a filter. A count of null: nobody has counted yet. */
export interface FacetOption {
  value: string;
  label: string;
  tone?: Tone;
  count: number | null;
}

/** How a value is worded: the graph's own label where the page knows no better. */
export type Wording = (value: string, label: string) => { label: string; tone?: Tone };

/**
 * The choices of a filter: what there is, most first as the graph says it; then `always`, which is offered even when no
 * row has it; then what is chosen in the address, so that it can be taken back.
 */
export function facetOptions(
  facets: readonly Facet[] | null | undefined,
  field: string,
  {
    word = (_, label) => ({ label }),
    always = [],
    chosen = [],
  }: { word?: Wording; always?: readonly string[]; chosen?: readonly string[] },
): FacetOption[] {
  const facet = facets?.find((each) => each.field === field);
  const known = (facet?.values ?? []).map(({ value, label, count }) => ({ value, ...word(value, label), count }));
  const missing = [...new Set([...always, ...chosen])].filter((value) => !known.some((option) => option.value === value));
  return [...known, ...missing.map((value) => ({ value, ...word(value, value), count: facet ? 0 : null }))];
}
