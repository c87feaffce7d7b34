/** Steering from another process: the counters and the faults over HTTP, for the own machine only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { ServerParts } from './server.ts';

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** `GET|DELETE /simulator/calls`, `POST|DELETE /simulator/faults`. */
export async function control(parts: ServerParts, message: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (!loopback.has(message.socket.remoteAddress ?? '')) return answer(403, { error: 'only for the own machine' });
  const { calls, faults } = parts;
  switch (`${message.method} ${path}`) {
    case 'GET /simulator/calls':
      return answer(200, { total: calls.total(), byCommand: calls.byCommand(), log: calls.log });
    case 'DELETE /simulator/calls':
      calls.reset();
      return answer(200, { total: 0 });
    case 'POST /simulator/faults':
      try {
        faults.add(asFault(JSON.parse(await textOf(message))));
        return answer(201, { faults: faults.size });
      } catch (error) {
        return answer(400, { error: error instanceof Error ? error.message : String(error) });
      }
    case 'DELETE /simulator/faults':
      faults.clear();
      return answer(200, { faults: 0 });
    default:
      return answer(404, { error: `no ${message.method} ${path} here` });
  }
}

function asFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null || !('kind' in value)) throw new TypeError('a fault is an object with a kind');
  const fault = value as Fault;
  const pattern = typeof fault.command === 'string' ? /^\/(.+)\/$/.exec(fault.command)?.[1] : undefined;
  return pattern === undefined ? fault : { ...fault, command: new RegExp(pattern) };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
