import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';

/** The id of nothing. */
export const NOTHING = '00000000-0000-4000-8000-000000000000';

/** What somebody clumsy or hostile writes, by scalar. */
const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
  String: ['', 'a\\u0041b', 'a\tb', '🙂', 'x'.repeat(300), 'a\ud800'],
  ID: ['x', `Nonsense:${NOTHING}`, `${NOTHING}&listall=true`, NOTHING],
  Int: [-1, 0, 2147483647],
  BigInt: [-1, '9223372036854775807'],
  DateTime: ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  Float: [-1, 1e308],
  JSON: [[], 'x', { '': { a: [null] } }],
  Boolean: [true],
};

const TAME: Readonly<Record<string, unknown>> = {
  ID: NOTHING,
  Int: 1,
  Float: 1,
  BigInt: 1,
  Boolean: false,
  JSON: {},
  DateTime: '2027-01-01T00:00:00Z',
};

/** A value of the right form in which only what must be there is there. */
export function tame(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return tame(type.ofType);
  if (isListType(type)) return [tame(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return TAME[getNamedType(type).name] ?? 'abc';
  const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(needed.map((field) => [field.name, tame(field.type)]));
}

/** Values of the right form with one thing in each that is not as it should be. */
export function* hostile(type: GraphQLInputType): Generator<unknown> {
  if (isNonNullType(type)) yield* hostile(type.ofType);
  else if (isListType(type)) {
    yield [];
    for (const value of hostile(type.ofType)) yield [value];
  } else if (isInputObjectType(type)) {
    const rest = tame(type) as object;
    for (const field of Object.values(type.getFields())) for (const value of hostile(field.type)) yield { ...rest, [field.name]: value };
  } else if (isEnumType(type)) yield type.getValues().at(-1)?.name;
  else yield* HOSTILE[type.name] ?? [];
}

/** A selection that tells of a field whether it went well, and of a refusal everything. */
export function selectionOf(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  if (!isUnionType(type)) return type.name.endsWith('Connection') ? '{ totalCount nodes { __typename } }' : '{ __typename }';
  const has = (name: string) => type.getTypes().some((member) => member.name === name);
  return `{ __typename ... on Error { message code }
    ${has('InvalidInputError') ? '... on InvalidInputError { fields { path message } }' : ''}
    ${has('NotFoundError') ? '... on NotFoundError { id path }' : ''} }`;
}
