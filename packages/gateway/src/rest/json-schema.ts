import {
  type DocumentNode,
  type FieldNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import * as z from 'zod';
import { schema } from '../schema.ts';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** CloudStack's ids as the façade gives them. */
export const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
const UUID_IN_ANY_CASE = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** An id as the façade takes it: bare, or typed as in the graph. The name of its field says the type: `networkIds`, `project`. */
export function idSchema(field: string): JsonSchema {
  const typename = field.replace(/Ids?$/, '').replace(/^./, (letter) => letter.toUpperCase());
  return { type: 'string', pattern: `^(?:${typename}:)?${UUID_IN_ANY_CASE}$` };
}

/** A typed id of one of these types. */
export function typedIdSchema(typenames: readonly string[]): JsonSchema {
  return { type: 'string', pattern: `^(?:${typenames.join('|')}):${UUID_IN_ANY_CASE}$` };
}

/** The object that a fragment selects, once `owner` is dissolved and ids are bare. Descriptions and null come from the graph. */
export function objectSchema(fragment: DocumentNode): JsonSchema {
  const definition = fragment.definitions.find((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const type = schema.getType(definition?.typeCondition.name.value ?? '');
  if (!definition || !isObjectType(type)) throw new Error('A fragment on an object type is wanted.');
  return { description: type.description, ...selectionSchema(definition.selectionSet, type) };
}

function selectionSchema(selection: SelectionSetNode, type: GraphQLObjectType): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const node of selection.selections) {
    if (node.kind !== Kind.FIELD) throw new Error('Only fields are selected in the fragments of the façade.');
    if (node.name.value === 'owner') Object.assign(properties, fieldSchema(node, type).properties);
    else properties[node.alias?.value ?? node.name.value] = fieldSchema(node, type);
  }
  return { type: 'object', properties, required: Object.keys(properties) };
}

function fieldSchema(node: FieldNode, parent: GraphQLObjectType): JsonSchema {
  const field = parent.getFields()[node.name.value];
  if (!field) throw new Error(`${parent.name} has no field ${node.name.value}.`);
  const isId = (node.alias?.value ?? node.name.value) === 'id';
  const description = isId ? "CloudStack's id." : field.description;
  return { description, ...outputSchema(field.type, node.selectionSet) };
}

function outputSchema(type: GraphQLOutputType, selection: SelectionSetNode | undefined): JsonSchema {
  if (!isNonNullType(type)) return orNull(presentSchema(type, selection));
  return presentSchema(type.ofType, selection);
}

function presentSchema(type: GraphQLOutputType, selection: SelectionSetNode | undefined): JsonSchema {
  if (isListType(type)) return { type: 'array', items: outputSchema(type.ofType, selection) };
  if (isObjectType(type) && selection) return selectionSchema(selection, type);
  return scalarSchema(getNamedType(type) as GraphQLInputType, { type: 'string', pattern: UUID });
}

function scalarSchema(type: GraphQLInputType, id: JsonSchema): JsonSchema {
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ name }) => name) };
  switch (getNamedType(type).name) {
    case 'Boolean':
      return { type: 'boolean' };
    case 'Int':
      return { type: 'integer', minimum: -2147483648, maximum: 2147483647 };
    case 'Float':
      return { type: 'number' };
    case 'BigInt':
      return { type: ['integer', 'string'], pattern: '^-?[0-9]+$' };
    case 'DateTime':
      return { type: 'string', format: 'date-time' };
    case 'ID':
      return id;
    default:
      return { type: 'string' };
  }
}

/** One argument or input field as JSON. */
export function inputSchema(type: GraphQLInputType, name: string): JsonSchema {
  if (isNonNullType(type)) return inputSchema(type.ofType, name);
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType, name) };
  if (isInputObjectType(type)) return inputObjectSchema(type);
  return scalarSchema(type, idSchema(name));
}

/** An input object as JSON, with what the mutation's own rules add (lengths, patterns, ranges). Optional fields may be null, as in the graph. */
export function inputObjectSchema(type: GraphQLInputObjectType, rules?: z.ZodType): JsonSchema {
  const ruled = (rules ? z.toJSONSchema(rules, { io: 'input', unrepresentable: 'any' }) : {}) as JsonSchema;
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries(type.getFields())) {
    const own = constrained(inputSchema(field.type, name), (ruled.properties as Record<string, JsonSchema> | undefined)?.[name]);
    const optional = !isNonNullType(field.type);
    if (!optional && field.defaultValue === undefined) required.push(name);
    properties[name] = {
      description: field.description,
      ...(optional ? orNull(own) : own),
      ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    };
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

const CONSTRAINTS = ['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems'] as const;

function constrained(own: JsonSchema, rule: JsonSchema | undefined): JsonSchema {
  if (!rule) return own;
  const alternatives = rule.anyOf as JsonSchema[] | undefined;
  const inner = alternatives?.find((alternative) => alternative.type !== 'null') ?? rule;
  const merged: Record<string, unknown> = { ...own };
  for (const keyword of CONSTRAINTS) if (inner[keyword] !== undefined) merged[keyword] = inner[keyword];
  if (own.items && inner.items) merged.items = constrained(own.items as JsonSchema, inner.items as JsonSchema);
  if (own.properties && inner.properties) {
    const innerProperties = inner.properties as Record<string, JsonSchema>;
    merged.properties = Object.fromEntries(
      Object.entries(own.properties as Record<string, JsonSchema>).map(([name, value]) => [
        name,
        constrained(value, innerProperties[name]),
      ]),
    );
  }
  return merged;
}

/** The schema, or null. */
export function orNull(of: JsonSchema): JsonSchema {
  if (of.enum) return { ...of, type: ['string', 'null'], enum: [...(of.enum as unknown[]), null] };
  if (typeof of.type === 'string') return { ...of, type: [of.type, 'null'] };
  if (Array.isArray(of.type)) return { ...of, type: [...of.type, 'null'] };
  return { anyOf: [of, { type: 'null' }] };
}
