import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from './schema.ts';
import { deprecationsDated, described, listsPaged, mutationsAlike, named, relay, type SchemaRule, unitsNamed } from './schema-rules.ts';

/** Short lists that CloudStack has no pages for. */
const UNPAGED = ['asyncJobs', 'capacities', 'usageTypes', 'virtualMachineSchedules'];

describe('the graph keeps its manners', () => {
  it.each<[string, SchemaRule]>([
    ['everything is described in a sentence', described],
    ['names', named],
    ['units', unitsNamed],
    ['deprecations', deprecationsDated],
    ['mutations', mutationsAlike],
    ['Relay', relay],
  ])('%s', (_what, rule) => expect(rule(schema)).toEqual([]));

  it('lists', () => expect(listsPaged(schema).filter((place) => !UNPAGED.some((name) => place.startsWith(`Query.${name}:`)))).toEqual([]));
});

// A rule that finds nothing anywhere would keep nobody to anything.
describe('the rules find what is wrong', () => {
  it.each<[string, SchemaRule, string, RegExp]>([
    ['a silent field', described, 'type Query { "Is it there?" a: Int }', /^Query: /],
    ['a word that is no sentence', described, '"The root." type Query { "count" a: Int }', /Query\.a/],
    ['snake_case', named, 'type Query { zone_id: ID }', /camelCase/],
    ['run-together words', named, 'type Query { zoneid: ID }', /full words/],
    ['abbreviations', named, 'type Query { vmName: String }', /full words/],
    ['lower-case values', named, 'type Query { a: A } enum A { running }', /UPPER_SNAKE/],
    ['a size without a unit', unitsNamed, 'type Query { size: Int }', /unit/],
    [
      'a deprecation without a date',
      deprecationsDated,
      'type Query { a: Int b: Int @deprecated(reason: "Use a instead, it is better.") }',
      /Query\.b/,
    ],
    ['a deprecated argument without a reason', deprecationsDated, 'type Query { a(b: Int @deprecated): Int }', /Query\.a\(b\)/],
    ['a mutation with loose arguments', mutationsAlike, 'type Query { a: Int } type Mutation { stop(id: ID!): Int }', /stop: one argument/],
    [
      'a success of another name',
      mutationsAlike,
      'type Query { a: Int } input I { a: Int } interface Error { code: Int } type X { a: Int } union StopResult = X type Mutation { stop(input: I!): StopResult! }',
      /neither StopSuccess/,
    ],
    [
      'a connection without edges',
      relay,
      'interface Node { id: ID! } type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! as(first: Int, after: String): AConnection! } type AConnection { nodes: [A!]! } type A { id: ID! }',
      /AConnection\.edges/,
    ],
    [
      'a connection without a cursor',
      relay,
      'type Query { as(first: Int): AConnection! } type AConnection { nodes: [A!]! } type A { id: ID! }',
      /after: String/,
    ],
    ['a bare list', listsPaged, 'type Query { hosts: [Host!]! } type Host { id: ID! }', /hosts: make it a connection/],
  ])('%s', (_what, rule, text, wanted) => expect(rule(buildSchema(text)).join('\n')).toMatch(wanted));

  it('a dated deprecation is fine', () =>
    expect(
      deprecationsDated(buildSchema('type Query { a: Int b: Int @deprecated(reason: "Use `a`, which pages (since 2026-11-22).") }')),
    ).toEqual([]));
});
