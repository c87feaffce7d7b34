import { type GraphQLInputType, getNullableType, isInputObjectType, isListType, validateInputValue } from 'graphql';
import { MAX_PAGE } from '../paging.ts';
import { schema } from '../schema.ts';
import { inputSchema, type JsonSchema } from './json-schema.ts';
import { Problem, type ProblemPart } from './problems.ts';

/** A parameter of an operation: how it is described, and where its value goes in the document's variables. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly description: string;
  readonly schema: JsonSchema;
  /** The path of the value among the variables; what is said of that path in an error is said of this parameter. */
  readonly to: readonly string[];
  /** The graph's type of the value, which checks it; without one `schema` is a plain number's or text's. */
  readonly type?: GraphQLInputType;
}

// CloudStack refuses control characters (431) in whatever it searches for.
const NO_CONTROL = '^[^\\u0000-\\u001f\\u007f]*$';
const LONGEST = 255;

/** A parameter that is a field of a filter of the graph: `filterParameter('VirtualMachineFilter', 'scope.project', 'projectId')`. */
export function filterParameter(filter: string, path: string, name = path): Parameter {
  const keys = path.split('.');
  let type: GraphQLInputType | undefined = schema.getType(filter) as GraphQLInputType;
  let field: { type: GraphQLInputType; description?: string | null | undefined; defaultValue?: unknown } | undefined;
  for (const key of keys) {
    const holder: unknown = getNullableType(type);
    field = isInputObjectType(holder) ? holder.getFields()[key] : undefined;
    if (!field) throw new Error(`${filter} has no field ${path}.`);
    type = field.type;
  }
  if (!field) throw new Error(`${filter} has no field ${path}.`);
  const json = inputSchema(field.type, keys.at(-1) ?? '');
  const text = json.type === 'string' && !json.enum && !json.format && !json.pattern;
  return {
    name,
    in: 'query',
    description: field.description ?? '',
    schema: {
      ...json,
      ...(text ? { maxLength: LONGEST, pattern: NO_CONTROL } : {}),
      ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    },
    to: ['filter', ...keys],
    type: field.type,
  };
}

/** Highest page: `page` × `pageSize` stays within what a cursor can hold. */
const LAST_PAGE = 1_000_000;

export const pageParameter: Parameter = {
  name: 'page',
  in: 'query',
  description: 'Which page, from 1 on.',
  schema: { type: 'integer', minimum: 1, maximum: LAST_PAGE, default: 1 },
  to: ['page'],
};

export const pageSizeParameter: Parameter = {
  name: 'pageSize',
  in: 'query',
  description: `How many on a page, ${MAX_PAGE} or fewer.`,
  schema: { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 50 },
  to: ['first'],
};

/** The values of query parameters by name. Names are taken in any case. @throws Problem 400 with every mistake */
export function readQuery(parameters: readonly Parameter[], query: URLSearchParams): Map<Parameter, unknown> {
  const byName = new Map(parameters.map((parameter) => [parameter.name.toLowerCase(), parameter]));
  const values = new Map<Parameter, unknown>();
  const wrong: ProblemPart[] = [];
  for (const name of new Set(query.keys())) {
    const parameter = byName.get(name.toLowerCase());
    if (!parameter) {
      wrong.push({
        parameter: name,
        detail: `There is no such parameter. Known are ${parameters.map((known) => known.name).join(', ') || 'none'}.`,
      });
      continue;
    }
    const texts = query.getAll(name);
    const value = readValue(parameter, values.has(parameter) ? [...texts, ''] : texts);
    if (value instanceof Error) wrong.push({ parameter: parameter.name, detail: value.message });
    else values.set(parameter, value);
  }
  if (wrong.length > 0) throw new Problem(400, describe(wrong), { code: 'INVALID_INPUT', errors: wrong });
  return values;
}

/** `pageSize: At most 500.` and so on, in one line. */
export function describe(parts: readonly ProblemPart[]): string {
  return parts.map(({ parameter, pointer, detail }) => `${parameter ?? pointer ?? 'The request'}: ${detail}`).join(' ');
}

function readValue(parameter: Parameter, texts: readonly string[]): unknown {
  if (parameter.type && isListType(getNullableType(parameter.type))) {
    const values = texts.flatMap((text) => text.split(',')).map((text) => converted(parameter.schema.items as JsonSchema, text));
    return values.find((value) => value instanceof Error) ?? checked(parameter, values);
  }
  if (texts.length !== 1) return new Error('Give it once.');
  const value = converted(parameter.schema, texts[0] ?? '');
  return value instanceof Error ? value : checked(parameter, value);
}

/** The value of a parameter in the path. @throws Problem 400 */
export function readPath(parameter: Parameter, text: string): string {
  if (new RegExp(String(parameter.schema.pattern), 'u').test(text)) return text;
  const errors = [{ parameter: parameter.name, detail: 'Must be a UUID, or the typed id of the graph.' }];
  throw new Problem(400, describe(errors), { code: 'INVALID_INPUT', errors });
}

function converted(schema: JsonSchema, text: string): unknown {
  if (schema.type === 'integer') return whole(schema, text);
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : new Error('Must be true or false.');
  if (Array.isArray(schema.enum)) {
    const found = (schema.enum as string[]).find((value) => value.toLowerCase() === text.toLowerCase());
    return found ?? new Error(`Must be one of ${schema.enum.join(', ')}.`);
  }
  if (typeof schema.maxLength === 'number' && [...text].length > schema.maxLength)
    return new Error(`Too long: at most ${schema.maxLength} characters.`);
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(text)) {
    return new Error(
      schema.pattern === NO_CONTROL ? 'Holds a control character (a tab, for instance). Remove it.' : 'Has not the form described.',
    );
  }
  return text;
}

function whole({ minimum, maximum }: JsonSchema, text: string): number | Error {
  const value = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= (minimum as number) && value <= (maximum as number)) return value;
  return new Error(`Must be a whole number from ${minimum} to ${maximum}.`);
}

function checked({ type }: Parameter, value: unknown): unknown {
  let problem: Error | undefined;
  if (type) validateInputValue(value, type, (error) => (problem ??= new Error(error.message)), true);
  return problem ?? value;
}
