import type { Plugin } from 'graphql-yoga';
import type { Services } from './context.ts';
import { GatewayError } from './errors.ts';
import { contextOf, recogniseCaller } from './identity/caller.ts';
import { sessionIdOf } from './identity/cookies.ts';
import { refusalOf, refusalResponse } from './limits/request-checks.ts';
import { requestScope } from './observability/request-scope.ts';
import type { ServerContext } from './server-context.ts';

/** Answers a path that is not the graph's; undefined: not mine. */
export type Route = (request: Request, url: URL, server: ServerContext) => Promise<Response | undefined> | Response | undefined;

/** How a request over HTTP becomes one of the graph: other paths, cross-site checks, the caller, its context, cookies. */
export function useHttp(services: Services, routes: readonly Route[]): Plugin<object, ServerContext> {
  const cookies = new WeakMap<Request, string[]>();
  const { publicOrigins, trustProxy } = services.config;
  return {
    async onRequest({ request, url, serverContext, endResponse }) {
      for (const route of routes) {
        const response = await route(request, url, serverContext);
        if (response) return endResponse(response);
      }
      const refusal = refusalOf({ method: request.method, header: (name) => request.headers.get(name), publicOrigins });
      if (refusal) return endResponse(refusalResponse(refusal));
      const wrong = request.method === 'GET' && ['variables', 'extensions'].find((name) => !isJson(url.searchParams.get(name) || 'null'));
      if (wrong) endResponse(refusalResponse({ status: 400, code: 'INVALID_INPUT', message: `\`${wrong}\` is not JSON.` }));
    },
    async onParams({ request, context }) {
      const server = context as ServerContext;
      const https = isHttps(request, server, trustProxy);
      const setCookie = (value: string) => void cookies.set(request, [...(cookies.get(request) ?? []), value]);
      const shown = {
        authorization: request.headers.get('authorization'),
        sessionId: sessionIdOf(request.headers.get('cookie'), https),
      };
      const arrival = {
        requestId: requestScope()?.id ?? '',
        address: addressOf(request, server, trustProxy),
        https,
        setCookie,
        lastEventId: request.headers.get('last-event-id') ?? undefined,
      };
      try {
        server.caller = await recogniseCaller(services, shown, arrival);
      } catch (error) {
        throw error instanceof GatewayError ? withStatus(error) : error;
      }
    },
    onExecute({ args, executeFn, setExecuteFn }) {
      const { caller } = args.contextValue as ServerContext;
      if (caller) setExecuteFn((given) => executeFn({ ...given, contextValue: contextOf(services, caller) }));
    },
    onSubscribe({ args }) {
      const { caller } = args.contextValue as ServerContext;
      if (caller) Object.assign(args, { contextValue: contextOf(services, caller) });
    },
    onResponse({ request, response: given, setResponse }) {
      const response = worded(given, request);
      if (response !== given) setResponse(response);
      for (const cookie of cookies.get(request) ?? []) response.headers.append('set-cookie', cookie);
      const id = requestScope()?.id;
      if (id) response.headers.set('x-request-id', id);
      response.headers.set('x-content-type-options', 'nosniff');
      response.headers.set('x-frame-options', 'DENY');
      // What somebody may see is for nobody's cache, the browser's own included.
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
    },
  };
}

/** Yoga refuses these with nothing but the status. */
const WORDLESS: Readonly<Record<number, (path: string) => Parameters<typeof refusalResponse>[0]>> = {
  404: (path) => ({ status: 404, code: 'NOT_FOUND', message: `There is nothing at ${path}. The graph is at /graphql.` }),
  406: () => ({
    status: 406,
    code: 'INVALID_INPUT',
    message:
      'Accept must allow application/json or application/graphql-response+json; for a subscription text/event-stream (or use a WebSocket), for @defer and @stream multipart/mixed.',
  }),
};

/** An answer that says in words what is wrong, for those that would be empty. */
function worded(response: Response, request: Request): Response {
  const refusal = WORDLESS[response.status];
  if (!refusal || response.body !== null) return response;
  const { pathname } = new URL(request.url);
  return refusalResponse(refusal(pathname.length > 100 ? `${pathname.slice(0, 100)}…` : pathname));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Credentials that are refused, and callers that are too quick, are told so by the status as well. */
function withStatus(error: GatewayError): GatewayError {
  const status = error.code === 'RATE_LIMITED' ? 429 : error.code === 'UNAUTHENTICATED' ? 401 : undefined;
  if (status === undefined) return error;
  return new GatewayError(error.code, error.message, { extensions: { ...error.extensions, http: { status } }, cause: error.originalError });
}

function isHttps(request: Request, { req }: ServerContext, trustProxy: boolean): boolean {
  if (!req) return request.url.startsWith('https:');
  if (trustProxy) return firstOf(request.headers.get('x-forwarded-proto')) === 'https';
  return 'encrypted' in req.socket && req.socket.encrypted === true;
}

function addressOf(request: Request, { req }: ServerContext, trustProxy: boolean): string {
  const forwarded = trustProxy ? firstOf(request.headers.get('x-forwarded-for')) : undefined;
  return forwarded ?? req?.socket.remoteAddress ?? 'here';
}

const firstOf = (header: string | null) => header?.split(',')[0]?.trim() || undefined;
