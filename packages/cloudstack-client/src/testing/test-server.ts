import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the test server saw it. */
export interface SeenRequest {
  command: string;
  params: Record<string, string>;
  headers: IncomingMessage['headers'];
  /** 1 for the first request of the server. */
  number: number;
}

export type Handler = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface TestServer {
  endpoint: string;
  requests: SeenRequest[];
  /** Connections accepted so far. */
  connections(): number;
  /** Closes what is idle now, as a server does when its own limit is reached. */
  closeIdleConnections(): void;
  close(): Promise<void>;
}

/** A real HTTP server for transport tests, on a free port. */
export async function startTestServer(handler: Handler): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  let connections = 0;
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const request = { command: params.command ?? '', params, headers: message.headers, number: requests.length + 1 };
      requests.push(request);
      void handler(request, response);
    });
  });
  server.on('connection', () => {
    connections++;
  });
  // No `Keep-Alive: timeout=` hint, like CloudStack.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/client/api`,
    requests,
    connections: () => connections,
    closeIdleConnections: () => server.closeIdleConnections(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers JSON under CloudStack's envelope. */
export function answer(request: SeenRequest, response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify({ [`${request.command.toLowerCase()}response`]: value }));
}

/** Answers a refusal as CloudStack does: the HTTP status is the error code. */
export function refuse(request: SeenRequest, response: ServerResponse, errorcode: number, errortext: string, cserrorcode?: number): void {
  const body = { uuidList: [], errorcode, ...(cserrorcode === undefined ? {} : { cserrorcode }), errortext };
  answer(request, response, body, errorcode);
}
