import { createSimulator, type Simulator, type SimulatorOptions } from '@cloudstack-graph/simulator';
import { readConfig } from '../config.ts';
import { createGateway, type Gateway, type GatewayDeps } from '../gateway.ts';
import { createLog } from '../observability/log.ts';

/** How a test asks: as one of the demo's accounts by API pair, by a cookie, or as nobody. */
export interface Ask {
  as?: 'admin' | 'alice' | 'bob' | 'dana' | undefined;
  cookie?: string | undefined;
  headers?: Record<string, string>;
}

/** An answer of the graph. */
export interface Answer<T> {
  data: T;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> & { code: string } }[];
  response: Response;
}

/** A simulator over HTTP, and a gateway before it without a port. */
export interface Harness {
  simulator: Simulator;
  gateway: Gateway;
  /** The simulator's API, for what a test does behind the gateway's back. */
  endpoint: string;
  /** Asks the graph. `T` is what the test expects of the data. */
  query<T = Record<string, unknown>>(document: string, variables?: Record<string, unknown>, ask?: Ask): Promise<Answer<T>>;
  close(): Promise<void>;
}

/** The value of `Authorization` for an account of the demo. */
export function basic(name: string): string {
  return `Basic ${Buffer.from(`demo-api-key-${name}:demo-secret-key-${name}`).toString('base64')}`;
}

/** Starts both. Jobs run a hundred times as fast as in reality unless told otherwise. */
export async function startHarness(
  options: { simulator?: SimulatorOptions; environment?: Record<string, string>; deps?: Partial<Omit<GatewayDeps, 'config'>> } = {},
): Promise<Harness> {
  const simulator = createSimulator({ seed: 'demo', jobSpeed: 100, ...options.simulator });
  const { endpoint } = await simulator.listen(0);
  const config = readConfig({ CLOUDSTACK_API_URL: endpoint, LOG_LEVEL: 'silent', ...options.environment });
  const gateway = createGateway({
    config: { ...config, cloudStack: { ...config.cloudStack, url: endpoint } },
    log: createLog(config.logLevel),
    ...options.deps,
  });
  return {
    simulator,
    gateway,
    endpoint,
    async query<T>(document: string, variables: Record<string, unknown> = {}, { as, cookie, headers }: Ask = {}) {
      const response = await gateway.fetch(
        new Request('http://gateway/graphql', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(as ? { authorization: basic(as) } : {}),
            ...(cookie ? { cookie } : {}),
            ...headers,
          },
          body: JSON.stringify({ query: document, variables }),
        }),
      );
      const body = (await response.clone().json()) as Omit<Answer<T>, 'response'>;
      return { ...body, response };
    },
    async close() {
      await gateway.close();
      await simulator.close();
    },
  };
}
