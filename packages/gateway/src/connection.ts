import { type ArgumentBuilder, builder } from './builder.ts';
import { type Connection, MAX_PAGE } from './paging.ts';

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'How many there are in all pages.',
    resolve: (connection) => (connection as unknown as Connection<unknown>).totalCount,
  }),
);

/** `first` and `after`, as every list takes them. `defaultFirst` is in the schema; joins leave it out and give all. */
export function forwardArguments(t: ArgumentBuilder, defaultFirst?: number) {
  return {
    first: t.int({
      description: 'How many at most, 500 or fewer.',
      ...(defaultFirst === undefined ? {} : { defaultValue: defaultFirst }),
    }),
    after: t.string({ description: 'Only what comes after this cursor.' }),
  };
}

/** {@link forwardArguments}, and `last` and `before` for paging backwards. */
export function pageArguments(t: ArgumentBuilder, defaultFirst = 50) {
  return {
    ...forwardArguments(t, defaultFirst),
    last: t.int({ description: 'How many at most from the end (500 or fewer); wins over `first`.' }),
    before: t.string({ description: 'Only what comes before this cursor.' }),
  };
}

/** What a page of this size may cost: its rows times what each selects. For `complexity:` of connection fields. */
export function pageComplexity(assumed = 20) {
  return (args: { first?: number | null | undefined; last?: number | null | undefined }) => ({
    field: 1,
    // A page that is too long is refused with the limit named (paging.ts), not as too costly.
    multiplier: Math.min(MAX_PAGE, Math.max(1, args.last ?? args.first ?? assumed)),
  });
}
