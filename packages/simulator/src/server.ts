/** The HTTP side: `/client/api` for the API, `/simulator/*` for those who steer the simulator. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Calls } from './calls.ts';
import type { Cloud } from './cloud.ts';
import { control } from './control.ts';
import { type Answer, dispatch } from './dispatch.ts';
import { errorBody, toJson } from './envelope.ts';
import { ApiError } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import { costOf, LatencyQueue } from './latency.ts';
import type { Registry } from './registry.ts';
import { type ApiRequest, readRequest } from './request.ts';

/** The packaged server drops a connection that idles this long. */
const IDLE = 30_000;

export interface ServerParts {
  readonly cloud: Cloud;
  readonly registry: Registry;
  readonly calls: Calls;
  readonly faults: Faults;
  readonly latency: 'none' | 'measured';
}

/** What the servlet answers to. */
const methods: readonly string[] = ['GET', 'HEAD', 'POST'];

const statusTexts: Readonly<Record<number, string>> = {
  429: 'The given user has reached his/her account api limit, please retry after 1000 ms.',
  500: 'Internal server error',
  503: 'The management server is not available',
};

export class ApiServer {
  readonly #parts: ServerParts;
  readonly #queue: LatencyQueue;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#queue = new LatencyQueue(parts.cloud.clock);
  }

  async listen(port: number, host: string): Promise<number> {
    const server = createServer((message, response) => void this.#serve(message, response));
    server.keepAliveTimeout = IDLE;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((ready, failed) => {
      server.once('error', failed);
      server.listen(port, host, ready);
    });
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Frees the port and drops every connection, also those in the middle of a call. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((done) => server.close(() => done()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(message.url ?? '/', 'http://simulator');
      if (url.pathname === '/client/api' || url.pathname === '/client/api/') {
        if (methods.includes(message.method ?? '')) await this.#api(await readRequest(message, url), response);
        else response.writeHead(405, { allow: methods.join(', ') }).end();
      } else if (url.pathname.startsWith('/simulator/')) await control(this.#parts, message, response, url.pathname);
      else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    } catch {
      // The client went away while its request was read.
      response.destroy();
    }
  }

  async #api(request: ApiRequest, response: ServerResponse): Promise<void> {
    const { cloud, registry, calls, faults, latency } = this.#parts;
    const command = request.values.get('command') ?? '';
    const at = cloud.clock.now();
    const struck = faults.striking(command);
    for (const fault of struck) {
      if (fault.kind === 'delay') await new Promise<void>((done) => cloud.clock.schedule(fault.ms ?? 1000, done));
      if (fault.kind === 'expire-session') cloud.sessions.end(request.cookies.get('JSESSIONID') ?? '');
    }
    const breaking = struck.find((fault) => fault.kind === 'hang' || fault.kind === 'reset' || fault.kind === 'status');
    const log = (status: number, account?: string): void =>
      calls.record({ command, at, status, parameters: request.parameters, ...(account === undefined ? {} : { account }) });
    if (breaking !== undefined) {
      const account = breaking.after === true ? dispatch(cloud, registry, request).account : undefined;
      log(breaking.kind === 'status' ? (breaking.status ?? 503) : 0, account);
      breakOff(breaking, response);
      return;
    }
    const work = (): Answer => dispatch(cloud, registry, request);
    const made =
      latency === 'none' ? work() : await this.#queue.serve(work, ({ body }) => costOf(command, request.values.get('details'), body));
    const answer = (await made.late) ?? made;
    log(answer.status, answer.account);
    send(response, answer, struck);
  }
}

function breakOff(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'reset') response.socket?.resetAndDestroy();
  if (fault.kind === 'status') {
    const status = fault.status ?? 503;
    const text = toJson('errorresponse', errorBody(new ApiError(status, 9999, statusTexts[status] ?? `Status ${status}`)));
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' }).end(text);
  }
}

function send(response: ServerResponse, answer: Answer, struck: readonly Fault[]): void {
  let { text } = answer;
  for (const fault of struck) {
    if (fault.kind === 'truncate') text = text.slice(0, Math.floor(text.length / 2));
    // What a `\u0041` in somebody's text does to the real server's answers.
    if (fault.kind === 'invalid-json') text = text.replace('{', '{"hazard":"a\\Ab",');
  }
  const headers: Record<string, string | string[]> = {
    'content-type': answer.contentType,
    'content-length': String(Buffer.byteLength(text)),
  };
  if (answer.cookies.length > 0) headers['set-cookie'] = [...answer.cookies];
  if (answer.description !== undefined) headers['x-description'] = answer.description.replace(/[^\x20-\x7e]/g, ' ').slice(0, 2000);
  response.writeHead(answer.status, headers).end(text);
}
