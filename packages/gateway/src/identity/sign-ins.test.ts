import { createTransport, type Transport } from '@cloudstack-graph/client';
import { createSimulator, type Simulator } from '@cloudstack-graph/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyVerdicts } from './key-verdicts.ts';
import { MemorySessionStore } from './session-store.ts';
import { SignIns } from './sign-ins.ts';

const HOUR = 3_600_000;
let simulator: Simulator;
let transport: Transport;
let signIns: SignIns;
let now: number;

beforeEach(async () => {
  simulator = createSimulator({ seed: 'demo', vms: 2, volumes: 3 });
  const { endpoint } = await simulator.listen(0);
  transport = createTransport({ endpoint });
  now = Date.now();
  const clock = () => now;
  signIns = new SignIns({
    transport,
    keys: new KeyVerdicts(transport),
    store: new MemorySessionStore({ now: clock }),
    sessionHours: 12,
    now: clock,
  });
});
afterEach(async () => {
  await transport.close();
  await simulator.close();
});

describe('SignIns', () => {
  it('ends a session after its hours, used or not', async () => {
    const { sessionId } = await signIns.signIn('bob', 'bob', '/acme');
    now += 11 * HOUR;
    expect((await signIns.recognise({ sessionId })).identity?.username).toBe('bob');
    now += 2 * HOUR;
    expect(await signIns.recognise({ sessionId })).toEqual({ ended: true });
  });

  it('looks a user up again after a minute, behind the request and once', async () => {
    const { sessionId } = await signIns.signIn('dana', 'dana', '/acme');
    simulator.calls.reset();
    await signIns.recognise({ sessionId });
    expect(simulator.calls.total()).toBe(0);
    now += 61_000;
    const [one, two] = await Promise.all([signIns.recognise({ sessionId }), signIns.recognise({ sessionId })]);
    expect([one.identity?.roleType, two.identity]).toEqual(['DomainAdmin', one.identity]);
    await expect.poll(() => simulator.calls.of('listUsers')).toBe(1);
    expect((await signIns.recognise({ sessionId })).identity).toBe(one.identity);
  });

  it('gives every sign-in an id that cannot be guessed', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => (await signIns.signIn('bob', 'bob', '/acme')).sessionId));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    expect(await signIns.recognise({ sessionId: 'x' })).toEqual({ ended: true });
  });

  it('keeps no verdict when CloudStack cannot be reached', async () => {
    const authorization = `Basic ${Buffer.from('demo-api-key-bob:demo-secret-key-bob').toString('base64')}`;
    await simulator.goAway();
    await expect(signIns.recognise({ authorization })).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    await simulator.comeBack();
    await expect
      .poll(
        () =>
          signIns.recognise({ authorization }).then(
            (who) => who.identity?.username,
            () => undefined,
          ),
        { timeout: 15_000, interval: 300 },
      )
      .toBe('bob');
  });
});
