import { afterEach, describe, expect, it, vi } from 'vitest';
import { connection } from './connection.svelte.ts';
import { session } from './session.svelte.ts';
import { errorCodes, lapseOf, watchfulFetch } from './watchful-fetch.ts';

const refused = '{"errors":[{"message":"who?","extensions":{"code":"UNAUTHENTICATED"}}],"data":null}';
const answer = (body: string, status = 200) => new Response(body, { status, headers: { 'content-type': 'application/json' } });

afterEach(() => {
  session.renewed();
  connection.cloudStackDown = false;
  connection.gatewayDown = false;
});

describe('error codes', () => {
  it('are read from errors, not from data', () => {
    expect(errorCodes(refused)).toEqual(['UNAUTHENTICATED']);
    expect(errorCodes('{"data":{"result":{"code":"UNAUTHENTICATED"}}}')).toEqual([]);
    expect(errorCodes('{"data":{"name":"my \\"errors\\""}}')).toEqual([]);
    expect(errorCodes('<html>"errors"</html>')).toEqual([]);
    expect(errorCodes('{"errors":[{"message":"?"}]}')).toEqual(['INTERNAL']);
  });

  it('tell a lapse of the session', () => {
    expect([lapseOf(['UNAUTHENTICATED']), lapseOf(['SECOND_FACTOR_REQUIRED']), lapseOf(['FORBIDDEN'])]).toEqual([
      'expired',
      'second-factor',
      null,
    ]);
  });
});

describe('a refused request', () => {
  it('waits for a sign-in and is sent again as it was', async () => {
    const plain = vi.fn<typeof fetch>().mockResolvedValueOnce(answer(refused)).mockResolvedValueOnce(answer('{"data":{"ok":true}}'));
    const pending = watchfulFetch(plain)('/graphql', { method: 'POST', body: 'what was typed' });
    await vi.waitFor(() => expect(session.lapse).toBe('expired'));
    expect(plain).toHaveBeenCalledTimes(1);
    session.renewed();
    expect(await (await pending).json()).toEqual({ data: { ok: true } });
    expect(plain.mock.calls[1]).toEqual(plain.mock.calls[0]);
    expect(session.lapse).toBeNull();
  });
});

describe('trouble on the way', () => {
  it('is told apart: CloudStack, or the portal', async () => {
    const down = '{"errors":[{"message":"down","extensions":{"code":"UPSTREAM_UNAVAILABLE"}}]}';
    await watchfulFetch(async () => answer(down))('/graphql');
    expect([connection.cloudStackDown, connection.gatewayDown]).toEqual([true, false]);
    await watchfulFetch(async () => answer('bad gateway', 502))('/graphql');
    expect(connection.gatewayDown).toBe(true);
    await watchfulFetch(async () => answer('{"data":{}}'))('/graphql');
    expect(connection.gatewayDown).toBe(false);
  });

  it('is no trouble when the page itself gave up the request', async () => {
    const plain = () => Promise.reject(new DOMException('gone', 'AbortError'));
    await expect(watchfulFetch(plain)('/graphql')).rejects.toThrow('gone');
    expect(connection.gatewayDown).toBe(false);
    await expect(watchfulFetch(() => Promise.reject(new TypeError('no network')))('/graphql')).rejects.toThrow();
    expect(connection.gatewayDown).toBe(true);
  });
});
