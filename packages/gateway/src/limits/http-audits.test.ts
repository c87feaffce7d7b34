import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { basic, type Harness, startHarness } from '../test/harness.ts';

let harness: Harness;
let origin = '';
beforeAll(async () => {
  harness = await startHarness();
  ({ origin } = await harness.gateway.listen(0));
});
afterAll(() => harness.close());

// Names and functions of the audits are known at once, the port only when they run.
const audits = serverAudits({
  url: 'http://gateway/graphql',
  fetchFn: (url: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', basic('bob'));
    return fetch(url.replace('http://gateway', origin), { ...init, headers });
  },
});

describe("GraphQL over HTTP, by graphql-http's audits", () => {
  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status, JSON.stringify(result)).toBe('ok');
  });

  test('all of them were made', () => expect(audits.length).toBe(61));
});
