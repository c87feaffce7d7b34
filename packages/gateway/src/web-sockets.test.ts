import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { basic, type Harness, startHarness } from './test/harness.ts';

let harness: Harness;
let url: string;
beforeAll(async () => {
  harness = await startHarness();
  const { origin } = await harness.gateway.listen(0);
  url = `${origin.replace('http', 'ws')}/graphql`;
});
afterAll(() => harness.close());

interface Message {
  type: string;
  id?: string;
  payload?: { data?: unknown; errors?: { message: string; extensions: { code: string } }[] } & {
    message?: string;
    extensions?: { code: string };
  }[];
}

/** A bare client of graphql-transport-ws: says what it is told to, keeps what it hears. */
function connect(headers: Record<string, string> = {}) {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
  const heard: Message[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as Message);
    wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const refused = new Promise<number>((resolve) =>
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0)),
  );
  const opened = new Promise<void>((resolve) => socket.on('open', () => resolve()));
  socket.on('error', () => undefined);
  return {
    socket,
    closed,
    refused,
    say: async (message: object) => {
      await opened;
      socket.send(JSON.stringify(message));
    },
    /** The first message of a type that has not been taken yet. */
    async hear(type: string): Promise<Message> {
      for (;;) {
        const at = heard.findIndex((message) => message.type === type);
        if (at >= 0) return heard.splice(at, 1)[0] as Message;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

const subscribe = (id: string, query: string) => ({ type: 'subscribe', id, payload: { query } });

async function cookieOf(name: string): Promise<string> {
  const { response } = await harness.query('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
    input: { username: name, password: name, domain: '/acme' },
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

describe('a socket', () => {
  it('lets in by connectionParams, by header and by cookie', async () => {
    for (const [headers, payload] of [
      [{}, { authorization: basic('bob') }],
      [{}, { Authorization: basic('bob') }],
      [{ authorization: basic('bob') }, undefined],
      [{ cookie: await cookieOf('bob') }, undefined],
    ] as const) {
      const client = connect(headers);
      await client.say({ type: 'connection_init', payload });
      await client.hear('connection_ack');
      await client.say(subscribe('1', '{ viewer { username } }'));
      expect((await client.hear('next')).payload).toEqual({ data: { viewer: { username: 'bob' } } });
      await client.hear('complete');
      client.socket.close();
    }
  });

  it('is closed with 4401 for nobody and for a pair that is not accepted', async () => {
    for (const payload of [undefined, { authorization: `Basic ${Buffer.from('who:ever').toString('base64')}` }]) {
      const client = connect();
      await client.say({ type: 'connection_init', payload });
      expect(await client.closed).toBe(4401);
    }
  });

  it('is refused to pages of other origins, whatever cookie they bring', async () => {
    const client = connect({ origin: 'http://evil.example', cookie: await cookieOf('bob') });
    expect(await client.refused).toBe(403);
  });

  it('closes for protocol breakers: two inits, an id twice, an operation before the init', async () => {
    const twice = connect();
    await twice.say({ type: 'connection_init', payload: { authorization: basic('bob') } });
    await twice.hear('connection_ack');
    await twice.say({ type: 'connection_init' });
    expect(await twice.closed).toBe(4429);
    const doubled = connect();
    await doubled.say({ type: 'connection_init', payload: { authorization: basic('bob') } });
    await doubled.hear('connection_ack');
    const endless = 'subscription { resourceChanged(types: ["VirtualMachine"]) { id } }';
    await doubled.say(subscribe('a', endless));
    await doubled.say(subscribe('a', endless));
    expect(await doubled.closed).toBe(4409);
    const early = connect();
    await early.say(subscribe('1', '{ __typename }'));
    expect(await early.closed).toBe(4401);
  });

  it('answers wrong documents with codes, and too many operations with a limit', async () => {
    const client = connect();
    await client.say({ type: 'connection_init', payload: { authorization: basic('bob') } });
    await client.hear('connection_ack');
    await client.say(subscribe('1', '{ nonsense }'));
    expect((await client.hear('error')).payload).toMatchObject([
      { message: expect.stringContaining('nonsense'), extensions: { code: 'INVALID_INPUT' } },
    ]);
    await client.say(subscribe('2', 'mutation { signOut }'));
    expect((await client.hear('next')).payload?.errors).toMatchObject([{ extensions: { code: 'UNSUPPORTED' } }]);
    for (let n = 0; n < 101; n++)
      await client.say(subscribe(`many-${n}`, 'subscription { resourceChanged(types: ["VirtualMachine"]) { id } }'));
    expect((await client.hear('error')).payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    client.socket.close();
  });

  it('starts nothing more once its session is signed out', async () => {
    const cookie = await cookieOf('alice');
    const client = connect({ cookie });
    await client.say({ type: 'connection_init' });
    await client.hear('connection_ack');
    await harness.query('mutation { signOut }', {}, { cookie });
    await client.say(subscribe('1', '{ virtualMachines { totalCount } }'));
    expect((await client.hear('next')).payload?.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    client.socket.close();
  });

  it('takes no message of more than 256 KiB', async () => {
    const client = connect();
    await client.say({ type: 'connection_init', payload: { authorization: 'x'.repeat(300_000) } });
    expect(await client.closed).toBe(1009);
  });
});
