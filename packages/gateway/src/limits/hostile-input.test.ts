// Whatever somebody writes into an argument, the answer says what is wrong and where: for every argument of the graph.
import { type GraphQLArgument, type GraphQLField, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schema } from '../schema.ts';
import { type Answer, type Harness, startHarness } from '../test/harness.ts';
import { hostile, selectionOf, tame } from '../test/hostile-values.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ environment: { RATE_LIMIT_PER_MINUTE: '1000000', SIGN_IN_ATTEMPTS_PER_MINUTE: '10000' } });
});
afterAll(() => harness.close());

type Field = GraphQLField<unknown, unknown>;
type Refusal = { code: string; message: string; fields?: { path: string[] }[]; path?: (string | number)[] };
const fieldsOf = (root: 'Query' | 'Mutation'): Field[] =>
  Object.values((root === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}) as Field[];

const ask = (root: 'query' | 'mutation', field: Field, argument: GraphQLArgument, value: unknown, as: 'bob' | 'admin') => {
  const more = field.args.filter((other) => other !== argument && isRequiredArgument(other));
  const all = [argument, ...more];
  const document = `${root} (${all.map(({ name, type }) => `$${name}: ${type}`).join(', ')}) {
    result: ${field.name}(${all.map(({ name }) => `${name}: $${name}`).join(', ')}) ${selectionOf(field)} }`;
  const variables = { [argument.name]: value, ...Object.fromEntries(more.map(({ name, type }) => [name, tame(type)])) };
  return harness.query<{ result: Refusal | null } | null>(document, variables, { as });
};

/** What is wrong with a refusal; a success has nothing. */
function complaints({ data, errors }: Answer<{ result: Refusal | null } | null>): string[] {
  const thrown = (errors ?? []).map(({ message, extensions }) => ({ message, ...extensions }) as Refusal);
  const { result } = data ?? {};
  const refusals = [...thrown, ...(result?.code === undefined ? [] : [result])];
  return refusals.flatMap(({ code, message, fields }) => [
    ...(code === undefined || code === 'INTERNAL' || code.startsWith('UPSTREAM_') ? [`${code}: ${message}`] : []),
    ...(/Unable to execute API command|annotation/.test(message) ? [`in words for nobody: ${message}`] : []),
    ...(code === 'INVALID_INPUT' && !fields?.every(({ path }) => path.length > 0) ? [`names no argument: ${message}`] : []),
  ]);
}

// Somebody of each kind: who sees least asks, who may most changes.
it.each([
  ['Query', 'bob'],
  ['Mutation', 'admin'],
] as const)('hostile arguments of %s are refused with a code, the place and words', { timeout: 120_000 }, async (root, as) => {
  const found = new Set<string>();
  let asked = 0;
  for (const field of fieldsOf(root).filter(({ name }) => name !== 'setUpSecondFactor')) {
    for (const argument of field.args) {
      for (const value of hostile(argument.type)) {
        asked++;
        const answer = await ask(root === 'Query' ? 'query' : 'mutation', field, argument, value, as);
        for (const complaint of complaints(answer))
          found.add(`${field.name}(${argument.name}: ${JSON.stringify(value)?.slice(0, 200)}): ${complaint}`);
      }
    }
  }
  expect([...found].slice(0, 20), 'Check it in `validate`, or say in `argumentPaths` which argument the parameter is.').toEqual([]);
  expect(asked).toBeGreaterThan(500);
});
