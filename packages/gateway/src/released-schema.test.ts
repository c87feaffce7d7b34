import { buildSchema, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { acceptedBreaks, breaksBetween, releasedSchema } from './released-schema.ts';
import { schema } from './schema.ts';

describe('callers of the last release', () => {
  it('find what they know, but for breaks that were accepted', async () => {
    const known = new Set(acceptedBreaks().map(({ path }) => path));
    const breaks = await breaksBetween(releasedSchema(), buildSchema(printSchema(schema)));
    expect(
      breaks.filter(({ path = '' }) => !known.has(path)).map(({ path, message }) => `${path}: ${message}`),
      'Deprecate it instead, or note it in packages/gateway/schema/accepted-breaks.json (docs/schema-changes.md).',
    ).toEqual([]);
  });

  it('accepted breaks have a reason and a date, and are no leftovers', async () => {
    const breaks = await breaksBetween(releasedSchema(), buildSchema(printSchema(schema)));
    const paths = new Set(breaks.map(({ path }) => path));
    for (const { path, reason, date } of acceptedBreaks()) {
      expect(paths, `${path} breaks nothing (any more): take it out`).toContain(path);
      expect(reason.length).toBeGreaterThan(20);
      expect(date).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    }
  });
});

describe('the gate', () => {
  const before =
    'type Query { machines(first: Int): [Machine!]! } type Machine { id: ID! name: String! state: State } enum State { ON OFF }';
  it.each([
    ['a field that is gone', 'name: String! ', '', 'Machine.name'],
    ['a field that may be null now', 'name: String!', 'name: String', 'Machine.name'],
    ['another type', 'state: State', 'state: String', 'Machine.state'],
    ['a value that is gone', 'ON OFF', 'ON', 'State.OFF'],
    ['an argument that is gone', '(first: Int)', '', 'Query.machines.first'],
    ['an argument that is needed now', '(first: Int)', '(first: Int, zone: ID!)', 'Query.machines.zone'],
  ])('refuses %s', async (_what, old, now, path) => {
    const breaks = await breaksBetween(buildSchema(before), buildSchema(before.replace(old, now)));
    expect(breaks.map((change) => change.path)).toContain(path);
  });

  it.each([
    ['a new field', 'id: ID!', 'id: ID! uuid: ID!'],
    ['a new argument that may be left out', '(first: Int)', '(first: Int, after: String)'],
    ['a field that is never null now', 'state: State', 'state: State!'],
    ['a deprecation', 'name: String!', 'name: String! @deprecated(reason: "Use title (since 2026-11-22).")'],
  ])('lets pass %s', async (_what, old, now) => {
    expect(await breaksBetween(buildSchema(before), buildSchema(before.replace(old, now)))).toEqual([]);
  });
});
