import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createLog } from './observability/log.ts';
import { basic } from './test/harness.ts';

let server: Server | undefined;
let gateway: Gateway;
afterEach(async () => {
  await gateway.close();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

function gatewayAt(url: string, environment: Record<string, string> = {}): Gateway {
  const config = readConfig({ CLOUDSTACK_API_URL: url, LOG_LEVEL: 'silent', ...environment });
  gateway = createGateway({ config: { ...config, cloudStack: { ...config.cloudStack, url } }, log: createLog('silent') });
  return gateway;
}

async function serve(status: number, type: string, body: string): Promise<string> {
  server = createServer((_request, response) => void response.writeHead(status, { 'content-type': type }).end(body));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/api`;
}

async function failureOf(query: string, headers: Record<string, string> = {}) {
  const response = await gateway.fetch(
    new Request('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    }),
  );
  const { errors } = (await response.json()) as { errors?: { message: string; extensions: { code: string } }[] };
  return errors?.[0];
}

const SIGN_IN = 'mutation { signIn(input: { username: "bob", password: "bob" }) { __typename } }';

describe('a CLOUDSTACK_API_URL that is wrong', () => {
  it('where nobody listens: it cannot be reached', async () => {
    gatewayAt('http://127.0.0.1:1/client/api');
    expect(await failureOf(SIGN_IN)).toMatchObject({
      message: expect.stringContaining('cannot be reached'),
      extensions: { code: 'UPSTREAM_UNAVAILABLE' },
    });
    const ready = await gateway.fetch(new Request('http://gateway/readyz'));
    expect(await ready.json()).toMatchObject({ ready: true, cloudStack: expect.stringMatching(/^down/) });
  });

  it('where something else answers: the answer cannot be read', async () => {
    gatewayAt(await serve(200, 'text/html', '<html><body>Welcome to nginx!</body></html>'));
    for (const [query, headers] of [
      [SIGN_IN, {}],
      ['{ viewer { id } }', { authorization: basic('bob') }],
    ] as const) {
      expect(await failureOf(query, headers)).toMatchObject({
        message: expect.stringContaining('CLOUDSTACK_API_URL'),
        extensions: { code: 'UPSTREAM_INVALID' },
      });
    }
    const ready = await gateway.fetch(new Request('http://gateway/readyz'));
    expect(await ready.json()).toEqual({ ready: true, cloudStack: 'answers 200, but not as CloudStack does' });
  });

  it('where nothing ever comes back: it did not answer in time', async () => {
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    gatewayAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/client/api`, { CLOUDSTACK_TIMEOUT_MS: '1000' });
    expect(await failureOf(SIGN_IN)).toMatchObject({
      message: expect.stringContaining('in time'),
      extensions: { code: 'UPSTREAM_TIMEOUT' },
    });
  });
});
