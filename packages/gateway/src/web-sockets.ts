import type { IncomingMessage, Server } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ServerOptions } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import type { YogaServerInstance } from 'graphql-yoga';
import { WebSocket, WebSocketServer } from 'ws';
import type { Services } from './context.ts';
import { AuthenticationError } from './errors.ts';
import { type Caller, recogniseCaller } from './identity/caller.ts';
import { sessionIdOf } from './identity/cookies.ts';
import { isOwnOrigin } from './limits/request-checks.ts';
import { inRequestScope, requestIdOf, requestScope } from './observability/request-scope.ts';
import type { ServerContext } from './server-context.ts';

type ConnectionParams = Readonly<Record<string, unknown>> | undefined;
type SocketExtra = Extra & Partial<Record<PropertyKey, never>>;

/** Most operations that one socket may have open. */
const MOST_OPERATIONS = 100;
/** Closed by the server because nobody has signed in; browsers show the sign-in then (graphql-transport-ws). */
const UNAUTHORISED = 4401;
const GOING_AWAY = 1001;

/** The graph over graphql-transport-ws, on the same port and path as over HTTP. */
export interface WebSockets {
  attach(server: Server): void;
  /** Tells every client to come back elsewhere. */
  close(): Promise<void>;
}

/** A socket to which nothing can be written any more is about to tell that it is closed; a failed write need not be told, too. */
class QuietSocket extends WebSocket {
  override send(data: WebSocket.Data, done?: unknown): void {
    super.send(data, () => (done as (() => void) | undefined)?.());
  }
}

interface Enveloped {
  schema: never;
  parse(query: string): never;
  validate(schema: never, document: never): readonly GraphQLError[];
  contextFactory(): Promise<ServerContext>;
  execute(args: unknown): never;
  subscribe(args: unknown): never;
}

export function createWebSockets(
  yoga: YogaServerInstance<ServerContext, object>,
  services: Services,
  mask: (error: unknown) => Error,
): WebSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024, WebSocket: QuietSocket });
  const { publicOrigins, trustProxy } = services.config;

  const recognise = (params: ConnectionParams, request: IncomingMessage): Promise<Caller> => {
    const { headers, socket } = request;
    const https = trustProxy ? first(headers['x-forwarded-proto']) === 'https' : 'encrypted' in socket && socket.encrypted === true;
    const authorization = authorizationIn(params) ?? headers.authorization;
    const address = (trustProxy ? first(headers['x-forwarded-for']) : undefined) ?? socket.remoteAddress ?? '';
    const arrival = { requestId: requestIdOf(undefined), address, https };
    return inRequestScope(arrival.requestId, () =>
      recogniseCaller(services, { authorization, sessionId: sessionIdOf(headers.cookie, https) }, arrival),
    );
  };

  const options: ServerOptions<NonNullable<ConnectionParams>, SocketExtra> = {
    execute: ({ rootValue, ...args }) => (rootValue as Enveloped).execute(args),
    subscribe: ({ rootValue, ...args }) => (rootValue as Enveloped).subscribe(args),
    async onConnect({ connectionParams, extra }) {
      try {
        if ((await recognise(connectionParams, extra.request)).identity) return true;
      } catch (error) {
        if (!(error instanceof AuthenticationError)) services.log.debug({ err: error }, 'a socket was not let in');
      }
      extra.socket.close(UNAUTHORISED, 'Sign in first.');
      return true;
    },
    // Recognised anew for each operation: who has signed out meanwhile starts nothing more.
    async onSubscribe({ connectionParams, extra, subscriptions }, _id, { query, operationName, variables }) {
      try {
        // The library has put this one among them already.
        if (Object.keys(subscriptions).length > MOST_OPERATIONS)
          throw new GraphQLError(`At most ${MOST_OPERATIONS} operations may be open on a socket.`, {
            extensions: { code: 'RATE_LIMITED' },
          });
        const caller = await recognise(connectionParams, extra.request);
        return await inRequestScope(caller.arrival.requestId, () => prepare(yoga, caller, { query, operationName, variables }, mask));
      } catch (error) {
        return [mask(error) as GraphQLError];
      }
    },
    // A subscription whose credential has ended: nothing more is to be had by this socket.
    onNext({ extra }, _id, _payload, _args, { errors }) {
      if (errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED' && error.extensions.resume === true)) {
        setImmediate(() => extra.socket.close(UNAUTHORISED, 'Sign in again.'));
      }
    },
  };
  const disposable = useServer<NonNullable<ConnectionParams>>({ ...options, connectionInitWaitTimeout: 5_000 } as never, sockets, 12_000);

  return {
    attach(server) {
      server.on('upgrade', (request, socket, head) => {
        if ((request.url ?? '').split('?')[0] !== '/graphql') return void socket.destroy();
        const header = (name: string) => first(request.headers[name]);
        if (!isOwnOrigin({ method: 'GET', header, publicOrigins })) {
          return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        }
        sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
      });
    },
    async close() {
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Shutting down.');
      await disposable.dispose();
    },
  };
}

interface Operation {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

async function prepare(
  yoga: YogaServerInstance<ServerContext, object>,
  caller: Caller,
  { query, operationName, variables }: Operation,
  mask: (error: unknown) => Error,
) {
  const scope = requestScope();
  if (scope) scope.signedIn = caller.identity !== undefined;
  const enveloped = yoga.getEnveloped({ caller, params: { query, operationName, variables } } as never) as unknown as Enveloped;
  const document = enveloped.parse(query);
  const errors = enveloped.validate(enveloped.schema, document);
  if (errors.length > 0) return errors.map((error) => mask(error) as GraphQLError);
  return {
    schema: enveloped.schema,
    operationName,
    document,
    variableValues: variables,
    contextValue: await enveloped.contextFactory(),
    rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
  } as never;
}

/** Clients write it as they write the header: in any case. */
function authorizationIn(params: ConnectionParams): string | undefined {
  const [, value] = Object.entries(params ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return typeof value === 'string' ? value : undefined;
}

const first = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();
