import { builder } from '../builder.ts';
import type { FacetCount } from './resource-index.ts';

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which way a list is ordered.',
  values: { ASC: { description: 'A to Z, small to large, old to new.' }, DESC: { description: 'The other way.' } } as const,
});

/** How far an index is. */
export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

export const IndexProgressType = builder.objectRef<IndexProgress>('IndexProgress').implement({
  description: 'How far the list is read that ordering, searching and counting need.',
  fields: (t) => ({
    done: t.exposeInt('done', { description: 'Rows read.' }),
    total: t.exposeInt('total', { description: 'Rows there are.' }),
  }),
});

const FacetValue = builder.objectRef<FacetCount['values'][number]>('FacetValue').implement({
  description: 'A value, and how many rows have it.',
  fields: (t) => ({
    value: t.exposeString('value', { description: 'The value as a filter takes it.' }),
    label: t.exposeString('label', { description: 'The value as people know it.' }),
    count: t.exposeInt('count', { description: 'How many rows of the whole filtered list have it.' }),
  }),
});

export const FacetType = builder.objectRef<FacetCount>('Facet').implement({
  description: 'The values of one column over the whole filtered list, with their counts, the most frequent first.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Which column: `state`, `zone`, `owner`, …' }),
    values: t.field({
      type: [FacetValue],
      description: 'Its values. A filter on this very column is left out of the counts, so that another value can be chosen.',
      resolve: (facet) => [...facet.values],
    }),
  }),
});
