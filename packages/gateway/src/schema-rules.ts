import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

/** A rule of the graph's manners (docs/vocabulary.md): names the places that break it, each with what would be right. */
export type SchemaRule = (schema: GraphQLSchema) => string[];

type Field = GraphQLField<unknown, unknown>;
type Input = GraphQLArgument | GraphQLInputField;

const typesOf = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !(isScalarType(type) && isSpecifiedScalarType(type)));

const fieldsOf = (type: GraphQLNamedType): Field[] => (isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []);

function* everyField(schema: GraphQLSchema): Generator<[path: string, field: Field]> {
  for (const type of typesOf(schema)) for (const field of fieldsOf(type)) yield [`${type.name}.${field.name}`, field];
}

function* everyInput(schema: GraphQLSchema): Generator<[path: string, input: Input]> {
  for (const type of typesOf(schema))
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
  for (const [path, field] of everyField(schema)) for (const argument of field.args) yield [`${path}(${argument.name})`, argument];
}

function* everything(
  schema: GraphQLSchema,
): Generator<[path: string, of: { description?: string | null | undefined; deprecationReason?: string | null | undefined }]> {
  for (const type of typesOf(schema)) {
    yield [type.name, type];
    if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
  }
  yield* everyField(schema);
  yield* everyInput(schema);
}

/** Every type, field, argument and value is described, in a sentence. */
export const described: SchemaRule = (schema) =>
  [...everything(schema)]
    .filter(([, { description }]) => !description || description.trim().length < 4 || !/[.!?…:)`]$/.test(description.trim()))
    .map(([path, { description }]) => `${path}: describe it in a sentence, not "${description ?? ''}"`);

const ABBREVIATED = /^(?:vm|vms|ssvm|cpvm)(?:[A-Z]|$)/;
/** `zoneid`, `networkids`: how CloudStack writes them. */
const RUN_TOGETHER = /(?<!u|val|gr|pa|^)ids?$/;

/** Types are PascalCase, fields and arguments camelCase, values UPPER_SNAKE; CloudStack's run-together and shortened words stay outside. */
export const named: SchemaRule = (schema) => {
  const wrong: string[] = [];
  for (const type of typesOf(schema)) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(type.name)) wrong.push(`${type.name}: PascalCase`);
    if (isEnumType(type))
      for (const { name } of type.getValues())
        if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name)) wrong.push(`${type.name}.${name}: UPPER_SNAKE`);
  }
  for (const [path, { name }] of [...everyField(schema), ...everyInput(schema)]) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) wrong.push(`${path}: camelCase`);
    if (ABBREVIATED.test(name) || RUN_TOGETHER.test(name)) wrong.push(`${path}: the full words, in camelCase`);
  }
  return wrong;
};

const UNIT = /(Bytes|Gib|Mib|Kib|Mhz|Seconds|Minutes|Hours|Days|Percent|Mbps|Count|Gb)$/;

const MEASURED = /(size|memory|speed|duration|timeout|bandwidth|interval|bytes|wait)/i;

/** A number that has a unit says it in its name; sizes as `BigInt` are bytes, and may say so in their description. */
export const unitsNamed: SchemaRule = (schema) =>
  [...everyField(schema), ...everyInput(schema)]
    .filter(([, { name, type, description }]) => {
      const scalar = getNamedType(type).name;
      if (!['Int', 'Float', 'BigInt'].includes(scalar) || !MEASURED.test(name) || name.endsWith('Ratio')) return false;
      return !UNIT.test(name) && !(scalar === 'BigInt' && /\bbytes\b/.test(description ?? ''));
    })
    .map(([path]) => `${path}: say the unit in the name (sizeBytes, memoryMib, waitSeconds)`);

/** What is deprecated says what to use instead, and since when: `… (since 2026-11-22)`. */
export const deprecationsDated: SchemaRule = (schema) =>
  [...everything(schema)]
    .filter(
      ([, { deprecationReason: reason }]) =>
        typeof reason === 'string' && !(/\b20\d\d-[01]\d-[0-3]\d\b/.test(reason) && reason.length >= 25),
    )
    .map(
      ([path, { deprecationReason: reason }]) => `${path}: "${reason}" gives no reason with a date ("Use x instead (since 2026-11-22).")`,
    );

/** A mutation takes one `input` and answers a union of its success and errors that implement `Error`. */
export const mutationsAlike: SchemaRule = (schema) => {
  const wrong: string[] = [];
  const error = schema.getType('Error');
  for (const field of fieldsOf(schema.getMutationType() as GraphQLNamedType)) {
    if (field.args.length === 0) continue;
    const capitalised = `${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`;
    const [input, ...more] = field.args;
    const inputType = input && isNonNullType(input.type) ? input.type.ofType : undefined;
    if (input?.name !== 'input' || more.length > 0 || !isInputObjectType(inputType) || !inputType.name.endsWith('Input'))
      wrong.push(`Mutation.${field.name}: one argument, \`input: ${capitalised}Input!\``);
    const result = isNonNullType(field.type) ? field.type.ofType : undefined;
    if (!isUnionType(result) || result.name !== `${capitalised}Result`) {
      wrong.push(`Mutation.${field.name}: answers \`${capitalised}Result!\``);
      continue;
    }
    for (const member of result.getTypes()) {
      const isError = isInterfaceType(error) && schema.isSubType(error, member);
      if (!isError && member.name !== `${capitalised}Success`)
        wrong.push(`${result.name}: ${member.name} is neither ${capitalised}Success nor an Error`);
    }
  }
  return wrong;
};

const printed = (field: Field | Input | undefined) => (field ? String(field.type) : 'missing');

/** Relay's server specification: nodes, connections, edges, page information and their arguments. */
export const relay: SchemaRule = (schema) => {
  const wrong: string[] = [];
  const expectField = (type: GraphQLNamedType, name: string, wanted: string) => {
    const found = printed(fieldsOf(type).find((field) => field.name === name));
    if (found !== wanted) wrong.push(`${type.name}.${name}: ${wanted}, not ${found}`);
  };
  const query = schema.getQueryType() as GraphQLNamedType;
  expectField(query, 'node', 'Node');
  expectField(query, 'nodes', '[Node]!');
  for (const type of typesOf(schema)) {
    if (type.name === 'PageInfo') {
      for (const name of ['hasNextPage', 'hasPreviousPage']) expectField(type, name, 'Boolean!');
      for (const name of ['startCursor', 'endCursor']) expectField(type, name, 'String');
    }
    if ((isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === 'Node'))
      expectField(type, 'id', 'ID!');
    if (!type.name.endsWith('Connection')) continue;
    const name = type.name.replace(/Connection$/, '');
    const edge = schema.getType(`${name}Edge`);
    expectField(type, 'pageInfo', 'PageInfo!');
    expectField(type, 'edges', `[${name}Edge!]!`);
    expectField(type, 'nodes', `[${name}!]!`);
    expectField(type, 'totalCount', 'Int!');
    if (!isObjectType(edge)) wrong.push(`${name}Edge: missing`);
    else {
      expectField(edge, 'node', `${name}!`);
      expectField(edge, 'cursor', 'String!');
    }
  }
  for (const [path, field] of everyField(schema)) {
    if (!getNamedType(field.type).name.endsWith('Connection')) continue;
    if (!isNonNullType(field.type)) wrong.push(`${path}: a connection is never null`);
    const argument = (name: string) => printed(field.args.find((each) => each.name === name));
    if (argument('first') !== 'Int' || argument('after') !== 'String') wrong.push(`${path}: takes \`first: Int\` and \`after: String\``);
    if (argument('last') !== 'missing' && (argument('last') !== 'Int' || argument('before') !== 'String'))
      wrong.push(`${path}: takes \`last: Int\` with \`before: String\``);
  }
  return wrong;
};

/** Lists at the root that grow with the cloud are connections. */
export const listsPaged: SchemaRule = (schema) =>
  fieldsOf(schema.getQueryType() as GraphQLNamedType)
    .filter(({ name, type }) => {
      const bare = isNonNullType(type) ? type.ofType : type;
      return isListType(bare) && isObjectType(getNamedType(type)) && name !== 'nodes';
    })
    .map(({ name }) => `Query.${name}: make it a connection`);
