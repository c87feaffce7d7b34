import type { Route } from '../http-plugin.ts';
import { isOwnOrigin } from '../limits/request-checks.ts';
import type { ServerContext } from '../server-context.ts';
import { openApiDocument } from './openapi.ts';
import { BASE_PATH, type Operation, operations } from './operations.ts';
import { PROBLEMS_PATH, Problem, problemKind, problemResponse } from './problems.ts';
import { run } from './runners.ts';

/** Where the façade is described. */
const OPENAPI_PATH = '/api/openapi.json';

/**
 * The REST façade for callers of the first portal, beside the graph. `ask` is the graph itself: every call is one of its
 * operations, with the same caller, limits, errors and figures.
 */
export function restRoute(
  ask: (request: Request, server: ServerContext) => Promise<Response> | Response,
  publicOrigins: readonly string[],
): Route {
  return async (request, url, server) => {
    if (!url.pathname.startsWith(`${BASE_PATH}/`) && !url.pathname.startsWith(PROBLEMS_PATH) && url.pathname !== OPENAPI_PATH)
      return undefined;
    const response = await answer(request, url, async (inner) => ask(inner, server.req ? { req: server.req } : {}), publicOrigins);
    // HEAD is GET without its body.
    return request.method === 'HEAD' ? new Response(null, { status: response.status, headers: response.headers }) : response;
  };
}

async function answer(
  request: Request,
  url: URL,
  ask: (request: Request) => Promise<Response>,
  publicOrigins: readonly string[],
): Promise<Response> {
  try {
    const { operation, id } = found(request, url);
    if (!accepts(request.headers.get('accept'))) throw new Problem(406, 'Answers are JSON: accept application/json.');
    if (!operation) return described(url.pathname);
    if (!isOwnOrigin({ method: request.method, header: (name) => request.headers.get(name), publicOrigins }))
      throw new Problem(403, 'Requests from pages of another origin are not taken.', { code: 'FORBIDDEN' });
    return await run(operation, { request, url, id, ask });
  } catch (error) {
    if (error instanceof Problem) return problemResponse(error, url.pathname);
    throw error;
  }
}

/** The description of the façade, or of a kind of problem. */
function described(path: string): Response {
  const body = path === OPENAPI_PATH ? openApiDocument() : problemKind(path.slice(PROBLEMS_PATH.length));
  if (!body) throw new Problem(404, 'There is no such kind of problem.');
  return Response.json(body, { headers: { 'cache-control': 'max-age=300' } });
}

/** What stands at a path under a method. @throws Problem 404, 405 */
function found(request: Request, url: URL): { operation?: Operation; id?: string | undefined } {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!url.pathname.startsWith(`${BASE_PATH}/`)) {
    if (method !== 'GET') throw notAllowed(request.method, ['GET']);
    return {};
  }
  const path = url.pathname.slice(BASE_PATH.length);
  const [noun, id, ...more] = path.slice(1).split('/');
  const here = operations.filter((operation) => more.length === 0 && operation.path === (id ? `/${noun}/{id}` : `/${noun}`));
  if (here.length === 0 || id === '') throw new Problem(404, `There is nothing at ${url.pathname}. ${OPENAPI_PATH} lists what there is.`);
  const operation = here.find((candidate) => candidate.method === method);
  if (!operation)
    throw notAllowed(
      request.method,
      here.map((candidate) => candidate.method),
    );
  return { operation, id: id === undefined ? undefined : decoded(id) };
}

function notAllowed(method: string, methods: readonly string[]): Problem {
  const allowed = methods.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
  return new Problem(405, `${method} is not possible here, but ${allowed.join(', ')}.`, { headers: { allow: allowed.join(', ') } });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem(400, 'The path is not UTF-8.', { code: 'INVALID_INPUT', errors: [{ parameter: 'id', detail: 'Not UTF-8.' }] });
  }
}

/** Whether a caller takes JSON. `application/problem+json` alone does not ask for an answer. */
function accepts(header: string | null): boolean {
  if (header === null || header.trim() === '') return true;
  return header.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))) return false;
    return type === '*/*' || type === 'application/*' || type === 'application/json';
  });
}
