import type { ServerResponse } from 'node:http';
import { answer, refuse, type SeenRequest, startTestServer, type TestServer } from './test-server.ts';

/** What can go wrong. */
export const faults = [
  'delay',
  'hang',
  'reset',
  '429',
  '500',
  '503',
  'truncated',
  'invalid JSON',
  'expired session',
  'clock 20 min behind',
  'clock 20 min ahead',
] as const;
export type Fault = (typeof faults)[number];

const results: Record<string, unknown> = {
  listZones: { count: 1, zone: [{ id: 'z1', name: 'Paris-1' }] },
  startVirtualMachine: { jobid: 'j1' },
  queryAsyncJobResult: { jobid: 'j1', jobstatus: 1, jobprocstatus: 0, jobresult: { virtualmachine: { id: 'v1', state: 'Running' } } },
};

/** How far the server's clock is ahead, in milliseconds. */
const skews: Partial<Record<Fault, number>> = { 'clock 20 min behind': 20 * 60_000, 'clock 20 min ahead': -20 * 60_000 };

/** Answers the three kinds of commands, and does the fault on the first `times` calls of one of them. */
export function startFaultServer(fault: Fault, command: string, times: number): Promise<TestServer> {
  let left = times;
  const skew = skews[fault];
  return startTestServer(async (request, response) => {
    if (skew !== undefined) {
      answerByServerClock(request, response, Date.now() + skew);
      return;
    }
    if (request.command === command && left > 0) {
      left--;
      if (await misbehave(fault, request, response)) return;
    }
    answer(request, response, results[request.command]);
  });
}

function answerByServerClock(request: SeenRequest, response: ServerResponse, now: number): void {
  response.setHeader('date', new Date(now).toUTCString());
  if (Date.parse(request.params.expires ?? '') > now) answer(request, response, results[request.command]);
  else refuse(request, response, 401, 'unable to verify user credentials and/or request signature');
}

/** Does the fault. False when an answer is still due. */
async function misbehave(fault: Fault, request: SeenRequest, response: ServerResponse): Promise<boolean> {
  switch (fault) {
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, 100));
      return false;
    case 'hang':
      return true;
    case 'reset':
      response.socket?.resetAndDestroy();
      return true;
    case '429':
      refuse(request, response, 429, 'The given user has reached his/her account api limit, please retry after 10 ms.');
      return true;
    case '500':
    case '503':
      response.writeHead(Number(fault), { 'content-type': 'text/html' }).end('<html><h1>Oops</h1></html>');
      return true;
    case 'truncated':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
      response.write('{"listzonesresponse":{"count":1,"zone":[{"id":');
      setTimeout(() => response.socket?.destroy(), 10);
      return true;
    case 'invalid JSON':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"listzonesresponse":{"count":1,"zone":[{"id":');
      return true;
    default:
      refuse(request, response, 401, 'unable to verify user credentials');
      return true;
  }
}
