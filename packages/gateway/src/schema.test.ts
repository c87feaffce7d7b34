import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type ConstValueNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
  printSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from './schema.ts';

const served = buildSchema(printSchema(schema));
const core = buildSchema(readFileSync(new URL('./schema-core.graphql', import.meta.url), 'utf8'));
const own = (of: GraphQLSchema) => Object.values(of.getTypeMap()).filter((type) => !type.name.startsWith('__'));

/** Everything that a type promises, each as one line: `volumes(first: Int): VolumeConnection!`. */
function promisesOf(type: GraphQLNamedType): string[] {
  if (isEnumType(type)) return type.getValues().map((value) => value.name);
  if (isUnionType(type)) return type.getTypes().map((member) => member.name);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => `${field.name}: ${field.type}${defaultOf(field)}`);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const interfaces = type.getInterfaces().map((each) => `implements ${each.name}`);
  const fields = Object.values(type.getFields()).flatMap((field) => [
    `${field.name}: ${field.type}`,
    ...field.args.map((argument) => `${field.name}(${argument.name}: ${argument.type}${defaultOf(argument)})`),
  ]);
  return [...interfaces, ...fields];
}

// Both schemas are built from text, so that defaults are literals in both.
function defaultOf({ default: given }: { default?: unknown }): string {
  const literal = (given as { literal?: ConstValueNode } | undefined)?.literal;
  return literal ? ` = ${print(literal)}` : '';
}

/** Arguments that the core does not know must not be required. */
function demandsOf(type: GraphQLNamedType): string[] {
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).flatMap((field) => (String(field.type).endsWith('!') && !defaultOf(field) ? [field.name] : []));
  }
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) =>
    field.args.flatMap((argument) =>
      String(argument.type).endsWith('!') && !defaultOf(argument) ? [`${field.name}(${argument.name})`] : [],
    ),
  );
}

describe('the graph', () => {
  it.each(own(core).map((type) => [type.name, type] as const))('keeps what the core says of %s', (name, type) => {
    const same = served.getType(name);
    expect(same, `type ${name} is missing`).toBeDefined();
    if (!same) return;
    expect(same.constructor.name).toBe(type.constructor.name);
    expect(promisesOf(same)).toEqual(expect.arrayContaining(promisesOf(type)));
    const known = isObjectType(type) ? Object.keys(type.getFields()) : undefined;
    const demands = demandsOf(same).filter((demand) => !known || known.includes(demand.split('(')[0] ?? ''));
    expect(demandsOf(type)).toEqual(expect.arrayContaining(demands));
  });

  it('describes every type, field, argument and value', () => {
    const silent: string[] = [];
    const ask = (path: string, described: { description?: string | null | undefined }) => {
      if (!described.description) silent.push(path);
    };
    for (const type of own(schema)) {
      if (['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue;
      ask(type.name, type);
      if (isEnumType(type) && type.name !== 'ActionName') for (const value of type.getValues()) ask(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) ask(`${type.name}.${field.name}`, field);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        ask(`${type.name}.${field.name}`, field);
        for (const argument of field.args) ask(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    expect(silent).toEqual([]);
  });

  it('names connections and edges as Relay does, and gives every list its cursors', () => {
    const wrong = own(schema).filter((type) => {
      if (!isObjectType(type) || !type.name.endsWith('Connection')) return false;
      const { nodes, edges, pageInfo, totalCount } = type.getFields();
      const name = type.name.replace(/Connection$/, '');
      return (
        [`${nodes?.type}`, `${edges?.type}`, `${pageInfo?.type}`, `${totalCount?.type}`].join() !==
        `[${name}!]!,[${name}Edge!]!,PageInfo!,Int!`
      );
    });
    expect(wrong.map((type) => type.name)).toEqual([]);
  });
});
