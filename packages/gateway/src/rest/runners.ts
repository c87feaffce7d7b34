import type { ErrorCode } from '../error-codes.ts';
import type { Body } from './bodies.ts';
import { pointer, readBody } from './bodies.ts';
import { type AskGraph, execute, type Refused } from './execute.ts';
import { flat } from './flat.ts';
import { BASE_PATH, type ChangeOperation, type ListOperation, type OneOperation, type Operation } from './operations.ts';
import { type Parameter, readPath, readQuery } from './parameters.ts';
import { Problem, type ProblemPart, STATUS_OF } from './problems.ts';

/** One request that has found its operation. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The last part of the path, where the operation has one. */
  readonly id?: string | undefined;
  readonly ask: AskGraph;
}

/** Deepest place that a page of a list without places may begin at: it is reached 500 rows at a time. */
const DEEPEST = 10_000;
const STEP = 500;

/** Does what was asked and answers it. @throws Problem */
export function run(operation: Operation, call: Call): Promise<Response> {
  switch (operation.answers) {
    case 'list':
      return runList(operation, call);
    case 'one':
      return runOne(operation, call);
    case 'change':
      return runChange(operation, call);
  }
}

type Page = { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: unknown[] };

async function runList(operation: ListOperation, call: Call): Promise<Response> {
  const values = readQuery(operation.parameters, call.url.searchParams);
  const { page = 1, first = 50, ...variables } = variablesOf(values) as { page?: number; first?: number; after?: string; filter?: object };
  const offset = (page - 1) * first;
  const after = operation.skip
    ? await cursorAt(operation.skip, operation, call, variables, offset)
    : offset > 0
      ? `row:${offset - 1}`
      : undefined;
  if (after === null) {
    // The list ends before the page begins: only its length is told.
    const { totalCount } = await ask<Page>(operation, call, operation.document, { ...variables, first: 1 });
    return listAnswer([], totalCount, { first: link(call.url, {}, ['page', 'after']) });
  }
  const { totalCount, pageInfo, nodes } = await ask<Page>(operation, call, operation.document, { ...variables, first, after });
  const at = (number: number) => link(call.url, { page: String(number) });
  const last = Math.max(1, Math.ceil(totalCount / first));
  const links = operation.skip
    ? {
        first: link(call.url, {}, ['page', 'after']),
        ...(pageInfo.hasNextPage && pageInfo.endCursor ? { next: link(call.url, { after: pageInfo.endCursor }, ['page']) } : {}),
      }
    : {
        first: at(1),
        ...(page > 1 ? { prev: at(Math.min(page - 1, last)) } : {}),
        ...(pageInfo.hasNextPage ? { next: at(page + 1) } : {}),
        last: at(last),
      };
  return listAnswer(nodes, totalCount, links);
}

function listAnswer(nodes: readonly unknown[], totalCount: number, links: Readonly<Record<string, string>>): Response {
  const rels = Object.entries(links).map(([rel, target]) => `<${target}>; rel="${rel}"`);
  return json(nodes.map(flat), 200, { 'x-total-count': String(totalCount), ...(rels.length > 0 ? { link: rels.join(', ') } : {}) });
}

/** The cursor behind `offset` rows; undefined: the list's beginning; null: the list ends before. */
async function cursorAt(
  document: string,
  operation: ListOperation,
  call: Call,
  variables: { after?: string; filter?: object },
  offset: number,
): Promise<string | undefined | null> {
  if (offset > DEEPEST) {
    const parts = [
      { parameter: 'page', detail: `Too deep: at most ${DEEPEST} rows are skipped. Follow the Link "next", or give \`after\`.` },
    ];
    throw new Problem(422, `page: ${parts[0]?.detail}`, { code: 'INVALID_INPUT', errors: parts });
  }
  let { after } = variables;
  for (let skipped = 0; skipped < offset; skipped += STEP) {
    const wanted = Math.min(STEP, offset - skipped);
    const { pageInfo } = await ask<Page>(operation, call, document, { ...variables, first: wanted, after });
    if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return null;
    after = pageInfo.endCursor;
  }
  return after;
}

function link(url: URL, values: Readonly<Record<string, string>>, without: readonly string[] = []): string {
  const query = new URLSearchParams(url.search);
  for (const name of [...Object.keys(values), ...without])
    for (const known of [...query.keys()]) if (known.toLowerCase() === name) query.delete(known);
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  return `${url.pathname}${query.size > 0 ? `?${query}` : ''}`;
}

async function runOne(operation: OneOperation, call: Call): Promise<Response> {
  const values = readQuery(queryOf(operation), call.url.searchParams);
  const found = await ask(operation, call, operation.document, variablesOf(withId(operation, call, values)));
  if (found === null) throw new Problem(404, 'There is no such thing, or you may not see it.', { code: 'NOT_FOUND' });
  return json(flat(found), 200);
}

async function runChange(operation: ChangeOperation, call: Call): Promise<Response> {
  const values = readQuery(queryOf(operation), call.url.searchParams);
  const { input: given } = variablesOf(withId(operation, call, values)) as { input?: object };
  const body = operation.body ? await readBody(call.request, operation.body) : undefined;
  const result = await ask(operation, call, operation.document, { input: { ...body?.input, ...given } }, body);
  const { thing } = operation.selection;
  const { [thing?.field ?? '']: object, ...rest } = result as Record<string, unknown>;
  const answer = { ...(object as object | undefined), ...rest } as { id?: string; job?: { status?: string } };
  const done = operation.method === 'POST' && answer.job?.status === 'SUCCEEDED';
  const flattened = flat(answer) as { id: string };
  const headers = operation.method === 'POST' ? { location: `${BASE_PATH}${operation.path}/${flattened.id}` } : {};
  return json(flattened, done ? 201 : operation.status, headers);
}

const queryOf = (operation: Operation) => operation.parameters.filter((parameter) => parameter.in === 'query');

function withId(operation: Operation, { id }: Call, values: Map<Parameter, unknown>): Map<Parameter, unknown> {
  const parameter = operation.parameters.find((known) => known.in === 'path');
  return parameter && id !== undefined ? new Map([...values, [parameter, readPath(parameter, id)]]) : values;
}

function variablesOf(values: Map<Parameter, unknown>): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const [{ to }, value] of values) {
    let holder = variables;
    for (const key of to.slice(0, -1)) {
      holder[key] ??= {};
      holder = holder[key] as Record<string, unknown>;
    }
    holder[to.at(-1) ?? ''] = value;
  }
  return variables;
}

/** Runs a document; answers its one field. @throws Problem */
async function ask<T>(operation: Operation, call: Call, document: string, variables: object, body?: Body): Promise<T> {
  const outcome = await execute(call.ask, call.request, document, variables);
  if ('refused' in outcome) throw problemOf(operation, outcome.refused, body);
  return Object.values(outcome.data)[0] as T;
}

function problemOf(
  operation: Operation,
  { code, message, fields, cloudStack, retryAfterSeconds }: Refused,
  body: Body | undefined,
): Problem {
  const errors = fields.map(({ path, message: detail }) => ({ ...placeOf(operation, path, body), detail }));
  const refersToIt = errors.some((error) => 'pointer' in error);
  return new Problem(statusOf(operation, code, refersToIt), message, {
    code,
    errors,
    cloudStack,
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
  });
}

/**
 * 404 says that what the path names is missing. What a body or filter refers to, or a value that has the form described and
 * is refused all the same, makes a request that cannot be followed: 422.
 */
function statusOf(operation: Operation, code: ErrorCode, refersToIt: boolean): number {
  if (code === 'INVALID_INPUT') return 422;
  const byPath = operation.parameters.some((parameter) => parameter.in === 'path') && !refersToIt;
  return code === 'NOT_FOUND' && !byPath ? 422 : STATUS_OF[code];
}

/** Where the caller wrote what the graph speaks of. */
function placeOf(operation: Operation, path: readonly string[], body: Body | undefined): Omit<ProblemPart, 'detail'> {
  const parameter = operation.parameters.find(
    ({ to }) => to.join('.') === path.join('.') || (to.length === 1 && path.length === 1 && to[0] === path[0]),
  );
  if (parameter) return { parameter: parameter.name };
  const [root, field, ...rest] = path;
  if (!body || root !== 'input') return {};
  return { pointer: field === undefined ? '#' : pointer([body.nameOf(field), ...rest]) };
}

function json(body: unknown, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers },
  });
}
