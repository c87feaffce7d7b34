/** Tables whose indexes always tell what a scan would. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from './random.ts';
import { defineTable, type Entity, Store } from './store.ts';

interface Thing extends Entity {
  accountId: number;
  colour: string;
  parent?: number;
}

const things = defineTable<Thing>()({
  name: 'Thing',
  indexes: { colour: (row) => row.colour, parent: (row) => row.parent },
  remembersRemoved: true,
});

const action = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), account: fc.integer({ min: 1, max: 3 }), colour: fc.constantFrom('red', 'green') }),
  fc.record({
    kind: fc.constant('update' as const),
    at: fc.nat(20),
    colour: fc.constantFrom('red', 'green', 'blue'),
    parent: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(20) }),
);

describe('a table', () => {
  test('keeps rows in the order of their ids, by account and by index, through any changes', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        const table = new Store(new Random(1)).table(things);
        const made: Thing[] = [];
        for (const act of actions) {
          if (act.kind === 'insert') made.push(table.insert({ accountId: act.account, colour: act.colour }));
          const row = act.kind === 'insert' ? undefined : made[act.at];
          if (row === undefined) continue;
          if (act.kind === 'remove') table.remove(row);
          else if (act.kind === 'update') {
            table.update(row, { colour: act.colour });
            if (act.parent === null) table.unset(row, ['parent']);
            else table.update(row, { parent: act.parent });
          }
        }
        const living = made.filter((row) => !table.isRemoved(row));
        expect(table.all()).toEqual(living);
        for (const account of [1, 2, 3]) expect(table.ofAccount(account)).toEqual(living.filter((row) => row.accountId === account));
        for (const colour of ['red', 'green', 'blue'])
          expect(table.by('colour', colour)).toEqual(living.filter((row) => row.colour === colour));
        for (const parent of [1, 2, 3]) expect(table.by('parent', parent)).toEqual(living.filter((row) => row.parent === parent));
        for (const row of made) {
          expect(table.byId(row.id)).toBe(row);
          expect(table.known(row.uuid)).toBe(row);
          expect(table.get(row.uuid)).toBe(table.isRemoved(row) ? undefined : row);
        }
      }),
    );
  });

  test('that remembers nothing forgets a removed row', () => {
    const plain = defineTable<Thing>()({ name: 'Plain' });
    const table = new Store(new Random(1)).table(plain);
    const row = table.insert({ accountId: 1, colour: 'red' });
    table.remove(row);
    expect([table.known(row.uuid), table.byId(row.id), table.isRemoved(row)]).toEqual([undefined, undefined, false]);
  });
});

test('tables that share a sequence share ids', () => {
  const store = new Store(new Random(1));
  const one = store.table(defineTable<Thing>()({ name: 'One', sequence: 'shared', firstId: 200 }));
  const other = store.table(defineTable<Thing>()({ name: 'Other', sequence: 'shared', firstId: 200 }));
  expect([
    one.insert({ accountId: 1, colour: '' }).id,
    other.insert({ accountId: 1, colour: '' }).id,
    one.insert({ accountId: 1, colour: '' }).id,
  ]).toEqual([200, 201, 202]);
});
