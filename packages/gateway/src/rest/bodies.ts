import { type GraphQLInputObjectType, getNullableType, isListType, validateInputValue } from 'graphql';
import type * as z from 'zod';
import { schema } from '../schema.ts';
import { inputObjectSchema, type JsonSchema } from './json-schema.ts';
import { describe } from './parameters.ts';
import { Problem, type ProblemPart } from './problems.ts';

/** Largest body that is read, in bytes: user data of 32 KiB in Base64, and ample room for the rest. */
export const LARGEST_BODY = 128 * 1024;

/** What a body may hold: the input of a mutation, under the graph's names or the first portal's. */
export interface BodyForm {
  readonly mutation: string;
  readonly input: GraphQLInputObjectType;
  /** Fields of the input that do not come from the body. */
  readonly without: readonly string[];
  /** The first portal's names that are not the graph's in lower case. */
  readonly otherNames: Readonly<Record<string, string>>;
  /** The same as JSON: under the graph's names, and under the first portal's. */
  readonly schemas: { readonly graph: JsonSchema; readonly firstPortal: JsonSchema };
}

/** The form of a body that becomes the input of a mutation. */
export function bodyForm(mutation: string, without: readonly string[] = [], otherNames: Readonly<Record<string, string>> = {}): BodyForm {
  const field = schema.getMutationType()?.getFields()[mutation];
  const input = getNullableType(field?.args[0]?.type) as GraphQLInputObjectType | undefined;
  if (!field || !input) throw new Error(`There is no mutation ${mutation}.`);
  const whole = inputObjectSchema(input, field.extensions.rules as z.ZodType | undefined);
  const properties = Object.fromEntries(
    Object.entries(whole.properties as Record<string, JsonSchema>).filter(([name]) => !without.includes(name)),
  );
  const required = ((whole.required as string[] | undefined) ?? []).filter((name) => !without.includes(name));
  const graph = { ...whole, description: input.description, properties, ...(required.length > 0 ? { required } : { required: undefined }) };
  return {
    mutation,
    input,
    without,
    otherNames,
    schemas: { graph: clean(graph), firstPortal: clean(firstPortal(graph, input, otherNames)) },
  };
}

function firstPortal(graph: JsonSchema, input: GraphQLInputObjectType, otherNames: Readonly<Record<string, string>>): JsonSchema {
  const other = new Map(Object.entries(otherNames).map(([theirs, ours]) => [ours, theirs]));
  const nameOf = (name: string) => other.get(name) ?? name.toLowerCase();
  const properties = Object.entries(graph.properties as Record<string, JsonSchema>).map(([name, property]) => {
    const list = isListType(getNullableType(input.getFields()[name]?.type));
    const scalar = list && (property.items as JsonSchema).type === 'string';
    return [nameOf(name), scalar ? { ...property, type: ['array', 'string', 'null'] } : property] as const;
  });
  return {
    ...graph,
    description: `${input.description} In the first portal's names; lists may be written with commas.`,
    properties: Object.fromEntries(properties),
    required: (graph.required as string[] | undefined)?.map(nameOf),
  };
}

const clean = (of: JsonSchema): JsonSchema => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));

/** A body that was read: the input, and under which name each of its fields came. */
export interface Body {
  readonly input: Record<string, unknown>;
  readonly nameOf: (field: string) => string;
}

/** Reads a JSON body. @throws Problem 400, 413, 415 */
export async function readBody(request: Request, form: BodyForm): Promise<Body> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Problem(415, 'Send JSON: Content-Type must be application/json.', { headers: { accept: 'application/json' } });
  }
  let given: unknown;
  try {
    given = JSON.parse(await limitedText(request));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(400, 'The body is not JSON.', { code: 'INVALID_INPUT' });
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Problem(400, 'The body must be a JSON object.', { code: 'INVALID_INPUT' });
  return understood(given as Record<string, unknown>, form);
}

async function limitedText(request: Request): Promise<string> {
  const tooLarge = () => new Problem(413, `The body is too large: at most ${LARGEST_BODY} bytes are read.`);
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) throw tooLarge();
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem(400, 'The body is not UTF-8.', { code: 'INVALID_INPUT' });
  }
}

function understood(given: Record<string, unknown>, form: BodyForm): Body {
  const fields = Object.fromEntries(Object.entries(form.input.getFields()).filter(([name]) => !form.without.includes(name)));
  const byOtherName = new Map([
    ...Object.keys(fields).map((name) => [name.toLowerCase(), name] as const),
    ...Object.entries(form.otherNames),
  ]);
  const names = new Map<string, string>();
  const input: Record<string, unknown> = {};
  const wrong: ProblemPart[] = [];
  for (const [key, value] of Object.entries(given)) {
    const name = Object.hasOwn(fields, key) ? key : byOtherName.get(key);
    if (name === undefined || !fields[name]) {
      wrong.push({ pointer: pointer([key]), detail: 'There is no such field.' });
    } else if (names.has(name)) {
      wrong.push({ pointer: pointer([key]), detail: `Says the same as ${names.get(name)}. Give one of them.` });
    } else {
      names.set(name, key);
      input[name] = name !== key && typeof value === 'string' && isListType(getNullableType(fields[name].type)) ? split(value) : value;
    }
  }
  const nameOf = (field: string) => names.get(field) ?? field;
  const lowerCase = [...names].some(([name, key]) => name !== key);
  for (const name of (form.schemas.graph.required as string[] | undefined) ?? []) {
    const spelled = lowerCase ? name.toLowerCase() : name;
    if (!names.has(name)) wrong.push({ pointer: pointer([spelled]), detail: `Is missing: ${fields[name]?.description ?? 'give it.'}` });
  }
  for (const [name, value] of Object.entries(input)) {
    const type = fields[name]?.type;
    if (!type) continue;
    const report = (error: Error, path: readonly (string | number)[]) =>
      void wrong.push({ pointer: pointer([nameOf(name), ...path]), detail: error.message });
    // GraphQL would take a single thing for a list of one.
    if (isListType(getNullableType(type)) && value !== null && !Array.isArray(value)) report(new Error('Must be a list.'), []);
    else validateInputValue(value, type, report, true);
  }
  if (wrong.length > 0) throw new Problem(400, describe(wrong), { code: 'INVALID_INPUT', errors: wrong });
  return { input, nameOf };
}

const split = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** A JSON pointer as a URI fragment (RFC 6901): `#/tags/0/key`. */
export function pointer(path: readonly (string | number)[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
}
