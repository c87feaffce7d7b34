import { describe, expect, test } from 'vitest';
import { CloudStackClient, type Credentials } from './client.ts';
import { CloudStackAuthenticationError, CloudStackError, CloudStackTransportError } from './errors.ts';
import type { Session } from './sessions.ts';
import { type Fault, faults, startFaultServer } from './testing/fault-server.ts';
import { type CallReport, createTransport, type TransportOptions } from './transport.ts';

const commands = { read: 'listZones', action: 'startVirtualMachine', job: 'queryAsyncJobResult' } as const;
type Kind = keyof typeof commands;

const session: Session = {
  sessionKey: 'k',
  cookies: { JSESSIONID: 'j', sessionkey: 'k' },
  userId: 'u',
  username: 'alice',
  account: 'alice',
  domainId: 'd',
  accountType: 0,
  timeoutSeconds: 1800,
  secondFactor: 'none',
};

async function start(fault: Fault, command: string, times: number, options: Partial<TransportOptions> = {}) {
  const server = await startFaultServer(fault, command, times);
  const transport = createTransport({ endpoint: server.endpoint, ...options });
  const credentials: Credentials =
    fault === 'expired session' ? { kind: 'session', session } : { kind: 'keys', apiKey: 'a', secretKey: 's' };
  const close = async () => {
    await server.close();
    await transport.close();
  };
  return { server, client: new CloudStackClient({ transport, credentials }), close };
}

interface Seen {
  calls: number;
  reports: CallReport[];
  got: string;
}

/** Lets the fault come `times` times, calls once, and tells what was seen. */
async function observe(fault: Fault, kind: Kind, times: number): Promise<Seen> {
  const reports: CallReport[] = [];
  const { server, client, close } = await start(fault, commands[kind], times, {
    timeoutMs: 500,
    retry: { initialDelayMs: 5, maxDelayMs: 20 },
    breaker: { failures: 1000 },
    hooks: { onCall: (report) => reports.push(report) },
  });
  const got = await call(client, kind).then(() => 'the result', tell);
  await close();
  return { calls: server.requests.filter(({ command }) => command === commands[kind]).length, reports, got };
}

function call(client: CloudStackClient, kind: Kind): Promise<unknown> {
  if (kind === 'read') return client.call('listZones');
  if (kind === 'action') return client.call('startVirtualMachine', { id: 'v1' });
  return client.job('j1').wait({ pollMs: 10, maxPollMs: 20, timeoutMs: 1200 });
}

function tell(error: unknown): string {
  if (!(error instanceof CloudStackError)) throw error;
  if (error instanceof CloudStackTransportError) return `transport error, ${error.kind}`;
  if (error instanceof CloudStackAuthenticationError && error.clockSkewMs !== undefined)
    return 'authentication error, saying the clock is 20 min behind; the next call succeeds';
  if (error instanceof CloudStackAuthenticationError) return `authentication error${error.sessionExpired ? ', session expired' : ''}`;
  return `${error.family} error`;
}

/** Polls that go on until a time limit give no exact number. */
const untilTheLimit = (calls: number, kind: Kind) => (kind === 'job' && calls > 1 ? 'many' : String(calls));

function did(kind: Kind, fault: Fault, once: Seen, always: Seen): string {
  if (fault === 'clock 20 min ahead') return 'signed by its own clock: good for longer';
  if (fault === 'clock 20 min behind') return once.calls > 1 ? "signed again by the server's clock" : 'sent it once';
  if (once.calls === 1 && always.calls === 1)
    return fault === 'delay' ? 'waited' : fault === 'hang' ? 'gave up at the deadline' : 'sent it once';
  const attempts = Math.max(...always.reports.map(({ attempt }) => attempt));
  if (kind === 'job') return attempts > 1 ? 'sent it again after a pause, and polled on' : 'polled on';
  return `sent it again after a pause, ${attempts} times in all at most`;
}

const rows = new Map<string, string>();

describe.concurrent.each(faults)('%s', (fault) => {
  test.each(Object.keys(commands) as Kind[])('%s', async (kind) => {
    const lasting = fault === 'delay' || fault.startsWith('clock') ? 1 : Number.POSITIVE_INFINITY;
    const [once, always] = await Promise.all([observe(fault, kind, 1), observe(fault, kind, lasting)]);
    if (kind === 'action') expect([once.calls, always.calls], 'an action is sent once').toEqual([1, 1]);
    expect(always.calls).toBeGreaterThanOrEqual(once.calls);
    const calls = `${once.calls} / ${lasting === 1 ? always.calls : untilTheLimit(always.calls, kind)}`;
    rows.set(`${fault} ${kind}`, `| ${fault} | ${kind} | ${did(kind, fault, once, always)} | ${calls} | ${once.got} | ${always.got} |`);
  });
});

test('after an action was refused for the clock, the next one is signed right', async () => {
  const { client, close } = await start('clock 20 min behind', '', 0);
  await expect(client.call('startVirtualMachine', { id: 'v1' })).rejects.toMatchObject({
    family: 'authentication',
    clockSkewMs: expect.closeTo(1_200_000, -4),
  });
  await expect(client.call('startVirtualMachine', { id: 'v1' })).resolves.toMatchObject({ jobId: 'j1' });
  await close();
});

test('the table in docs/client-faults.md is what was seen', async () => {
  const text = [
    '# What the client does when things go wrong',
    '',
    'Written and checked by `packages/cloudstack-client/src/faults.test.ts` (`vitest run -u` writes it anew). Each fault comes',
    'once, and then on every call; "calls" is what the server saw of the command in the two cases. The call has a deadline of',
    '500 ms, the wait for the job one of 1.2 s. A read is `listZones`, an action `startVirtualMachine`, a job the polls of',
    '`wait()` (`queryAsyncJobResult`). **No action is ever sent twice.**',
    '',
    '| fault | of a | what the client did | calls, once / always | the caller got, once | the caller got, always |',
    '|---|---|---|---|---|---|',
    ...faults.flatMap((fault) => Object.keys(commands).map((kind) => rows.get(`${fault} ${kind}`) ?? '')),
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot('../../../docs/client-faults.md');
});
