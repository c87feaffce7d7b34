import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport, type Transport } from '@cloudstack-graph/client';
import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga } from 'graphql-yoga';
import type { Logger } from 'pino';
import { InFlightReads } from './coalesce.ts';
import { compress } from './compress.ts';
import type { Config } from './config.ts';
import type { Services } from './context.ts';
import { followedResources } from './events/followed.ts';
import { Live } from './events/live.ts';
import { livePlugins } from './events/live-plugins.ts';
import { goingDown } from './events/stream-ends.ts';
import type { LiveTiming } from './events/timing.ts';
import type { DeliveryVerdict } from './events/webhook-inbox.ts';
import { Webhooks } from './events/webhooks.ts';
import { type Route, useHttp } from './http-plugin.ts';
import { KeyVerdicts } from './identity/key-verdicts.ts';
import { MemorySessionStore, type SessionStore } from './identity/session-store.ts';
import { SignIns } from './identity/sign-ins.ts';
import { IndexStore, type IndexStoreOptions } from './index-store/index-store.ts';
import { useBodyLimit } from './limits/body-limit.ts';
import { useLimits } from './limits/limits-plugin.ts';
import { createErrorMask, useErrorMask } from './limits/masking.ts';
import { createRateLimits, type MakeLimiter } from './limits/rate-limits.ts';
import { cloudStackCheck, type HealthCheck, Readiness } from './observability/health.ts';
import { createLog } from './observability/log.ts';
import { createMetrics } from './observability/metrics.ts';
import { useOperationLog } from './observability/operations-plugin.ts';
import { inRequestScope, requestIdOf } from './observability/request-scope.ts';
import { UpstreamStatus } from './observability/upstream-status.ts';
import { persistedDocuments } from './persisted-documents.ts';
import type { Shared } from './replicas/shared.ts';
import { restRoute } from './rest/rest-route.ts';
import { schema } from './schema.ts';
import type { ServerContext } from './server-context.ts';
import { SharedCache } from './shared-cache.ts';
import { createWebSockets } from './web-sockets.ts';

/** Serves what is not the gateway's: the portal's pages. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/** What a gateway is made of. Only `config` is needed; the rest has defaults, or is left out. */
export interface GatewayDeps {
  readonly config: Config & { readonly cloudStack: { readonly url: string } };
  readonly log?: Logger;
  /** The portal's pages, for everything but the gateway's own paths. */
  readonly web?: NodeHandler | undefined;
  /** Where portal sessions are kept: this process's memory, or a store that replicas share. */
  readonly sessions?: SessionStore;
  /** Makes the counters of rate limits. */
  readonly makeLimiter?: MakeLimiter;
  /** What this replica shares with others. */
  readonly shared?: Shared | undefined;
  /** Further things that /readyz tells of. */
  readonly healthChecks?: Readonly<Record<string, HealthCheck>>;
  /** The live path's clockwork, for tests. */
  readonly timing?: Partial<LiveTiming>;
  /** Bounds of the live index. */
  readonly indexes?: IndexStoreOptions;
  readonly processMetrics?: boolean;
}

/** The gateway: one port for the graph, its health and figures, and the portal. */
export interface Gateway {
  readonly services: Services;
  /** Answers a request without a port. */
  fetch(request: Request): Promise<Response>;
  /** Serves; port 0 takes a free one. */
  listen(port: number, host?: string): Promise<{ port: number; origin: string }>;
  /** Stops taking requests, finishes those under way, ends the live path and closes the connections to CloudStack. */
  close(): Promise<void>;
}

/** Puts a gateway together. It opens no port until `listen`. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { config } = deps;
  const log = deps.log ?? createLog(config.logLevel);
  const metrics = createMetrics({ process: deps.processMetrics ?? false });
  const upstream = new UpstreamStatus();
  const transport = createTransport({
    endpoint: config.cloudStack.url,
    timeoutMs: config.cloudStack.timeoutMs,
    maxInFlight: config.cloudStack.maxInFlight,
    hooks: {
      onCall(report) {
        metrics.transportHooks.onCall?.(report);
        upstream.learn(report);
      },
    },
  });
  const services = createServices(deps, log, transport, upstream);
  services.live.start(services);
  services.indexes.start(services);
  metrics.observe(services);
  const readiness = new Readiness({
    cloudStack: cloudStackCheck(config.cloudStack.url),
    ...deps.shared?.healthChecks,
    ...deps.healthChecks,
  });
  const mask = createErrorMask(log);
  const webhooks = createWebhooks(deps, services, metrics.deliveryCame);
  const routes: Route[] = [
    (request, url) => webhooks?.route(request, url),
    (_request, url) => (url.pathname === '/livez' ? new Response('alive\n') : undefined),
    (_request, url) => (url.pathname === '/readyz' ? readiness.response() : undefined),
    async (_request, url) =>
      url.pathname === '/metrics' && config.metrics
        ? new Response(await metrics.registry.metrics(), { headers: { 'content-type': metrics.registry.contentType } })
        : undefined,
    restRoute((request, server) => yoga.fetch(request, server), config.publicOrigins),
  ];
  const yoga = createYoga<ServerContext, object>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    cors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: false,
    logging: {
      debug: (...args: unknown[]) => log.trace(args),
      info: (...args: unknown[]) => log.debug(args),
      warn: (...args: unknown[]) => log.warn(args),
      error: (...args: unknown[]) => log.debug(args),
    },
    maskedErrors: { maskError: mask },
    renderGraphiQL,
    // by WebSocket it would not send the headers that people set in it
    graphiql: { title: 'CloudStack Graph', subscriptionsProtocol: 'SSE', credentials: 'same-origin', defaultQuery: WELCOME },
    plugins: [
      useErrorMask(mask),
      useBodyLimit(),
      useLimits(),
      useHttp(services, routes),
      ...persistedDocuments(deps.shared?.documents),
      useDeferStream(),
      ...livePlugins(services.live.timing.stuckMs),
      useOperationLog(metrics, log),
    ],
  });
  const sockets = createWebSockets(yoga, services, mask);
  const answer = async (request: Request, server: ServerContext) => yoga.fetch(request, server);
  let server: Server | undefined;
  let closing: Promise<void> | undefined;

  return {
    services,
    fetch: (request) => inRequestScope(requestIdOf(request.headers.get('x-request-id')), () => answer(request, {})),
    async listen(port, host = '127.0.0.1') {
      server = createServer((req, res) =>
        compress(req, res, () => serve(req, res, (request, response) => void yoga(request, response), deps.web, config.trustProxy)),
      );
      sockets.attach(server);
      await new Promise<void>((resolve, reject) => server?.once('error', reject).listen(port, host, resolve));
      webhooks?.start();
      const address = server.address() as AddressInfo;
      return {
        port: address.port,
        origin: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
      };
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };

  async function closeAll(): Promise<void> {
    readiness.drain();
    // beside all else: a CloudStack that is away must not keep subscribers from being told
    const unregistered = webhooks?.stop();
    services.indexes.close();
    await services.live.close(goingDown());
    await sockets.close();
    await closeServer(server, config.shutdownSeconds * 1000);
    await Promise.race([unregistered, sleep(LAST_CALL_MS, undefined, { ref: false })]);
    await transport.close();
  }
}

function createWebhooks(deps: GatewayDeps, services: Services, counted: (verdict: DeliveryVerdict) => void): Webhooks | undefined {
  const { webhookPublicUrl: publicUrl, cloudStack } = deps.config;
  const identify = services.live.serviceAccount;
  if (publicUrl === undefined || !cloudStack.serviceAccount || !identify) return undefined;
  return new Webhooks({
    services,
    publicUrl,
    serviceAccount: cloudStack.serviceAccount,
    identify,
    counted,
    shared: deps.shared !== undefined,
  });
}

function createServices(deps: GatewayDeps, log: Logger, transport: Transport, upstream: UpstreamStatus): Services {
  const { config } = deps;
  const { serviceAccount } = config.cloudStack;
  const keys = new KeyVerdicts(transport);
  const hinting = serviceAccount && (() => keys.identify(serviceAccount.apiKey, serviceAccount.secretKey, 'service-account'));
  return {
    config,
    log,
    transport,
    upstream,
    cache: new SharedCache({ second: deps.shared?.secondLevel }),
    reads: new InFlightReads(),
    indexes: new IndexStore({ maxBytes: config.indexMemoryMib * 1024 * 1024, ...deps.indexes }),
    live: new Live({
      resources: followedResources,
      serviceAccount: hinting,
      relay: deps.shared?.relay,
      timing: { overlapMs: config.eventOverlapSeconds * 1000, ...deps.timing },
    }),
    signIns: new SignIns({
      transport,
      keys,
      store: deps.sessions ?? deps.shared?.sessions ?? new MemorySessionStore(),
      sessionHours: config.sessionHours,
      anonymous: config.anonymousAccess ? serviceAccount : undefined,
    }),
    rateLimits: createRateLimits(config.rateLimits, deps.makeLimiter ?? deps.shared?.makeLimiter),
  };
}

/** So long CloudStack may take to take the webhook away, after everything else has ended. */
const LAST_CALL_MS = 2000;

const OWN_PATHS = /^\/(graphql|livez|readyz|metrics|api\/|webhooks\/)/;

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  own: NodeHandler,
  web: NodeHandler | undefined,
  trustProxy: boolean,
): void {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (OWN_PATHS.test(path)) {
    const id = request.headers['x-request-id'];
    return void inRequestScope(requestIdOf(Array.isArray(id) ? id[0] : id), () => own(request, response));
  }
  if (!web)
    return void response.writeHead(404, { 'content-type': 'text/plain' }).end('The portal is not built here. The graph is at /graphql.\n');
  // The page server takes its own origin from these headers: only a proxy that is trusted may set them.
  if (!trustProxy)
    for (const name of ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-for', 'x-forwarded-port']) delete request.headers[name];
  request.headers['x-forwarded-proto'] ??= 'http';
  web(request, response, () => response.writeHead(404).end());
}

async function closeServer(server: Server | undefined, patienceMs: number): Promise<void> {
  if (!server) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(timer);
}

const WELCOME = `# Welcome to CloudStack Graph. Sign in to the portal first, or set a header:
#   { "Authorization": "Basic <base64 of apiKey:secretKey>" }
query Welcome {
  viewer { username account domainPath role }
  virtualMachines(first: 5) {
    totalCount
    nodes { id displayName state zone { name } ipAddress }
  }
}
`;
