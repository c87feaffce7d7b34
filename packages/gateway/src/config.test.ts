import { describe, expect, it } from 'vitest';
import { ConfigurationError, readConfig } from './config.ts';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  it('needs nothing: the embedded simulator serves then', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      anonymousAccess: false,
      cloudStack: { url: undefined, serviceAccount: undefined },
    });
  });

  it('takes empty variables as absent', () => {
    expect(readConfig({ CLOUDSTACK_API_URL: '', PORT: ' ' }).port).toBe(4000);
  });

  it('tells every mistake at once, in words', () => {
    const problems = problemsOf({
      PORT: 'http',
      CLOUDSTACK_API_URL: 'cloud.example.com',
      CLOUDSTACK_API_KEY: 'key',
      REDIS_URL: 'localhost:6379',
      LOG_LEVEL: 'loud',
      METRICS: 'perhaps',
      PUBLIC_ORIGINS: 'https://portal.example.com, portal.example.org, https://example.net/portal',
      RAW_CALL_ACCOUNTS: '/acme/bob, bob',
    });
    expect(problems).toEqual([
      'PORT must be a whole number',
      'CLOUDSTACK_API_URL must be an http:// or https:// address without user, password or query, like https://cloud.example.com/client/api',
      'PUBLIC_ORIGINS "portal.example.org" is no origin: write it like https://portal.example.com, without a path',
      'PUBLIC_ORIGINS "https://example.net/portal" is no origin: write it like https://portal.example.com, without a path',
      'REDIS_URL must begin with redis:// or rediss://',
      'LOG_LEVEL must be a pino level: fatal, error, warn, info, debug, trace or silent',
      'METRICS must be true or false',
      'RAW_CALL_ACCOUNTS "bob" has no domain: write the path and the account, like /acme/bob; /admin in the root',
      'CLOUDSTACK_SECRET_KEY is missing: the API key and the secret key only work together',
    ]);
  });

  it('never repeats a secret', () => {
    const problems = problemsOf({
      CLOUDSTACK_API_URL: 'https://user:hunter2@cloud.example.com/client/api',
      CLOUDSTACK_SECRET_KEY: 'hunter3',
    });
    expect(problems).toHaveLength(2);
    expect(problems.join()).not.toMatch(/hunter/);
  });

  it('opens the service account to a public address only with the second switch', () => {
    const open = {
      CLOUDSTACK_API_URL: 'https://cloud.example.com/client/api',
      CLOUDSTACK_API_KEY: 'a',
      CLOUDSTACK_SECRET_KEY: 'b',
      ANONYMOUS_ACCESS: 'service-account',
    };
    expect(readConfig(open).anonymousAccess).toBe(true);
    expect(problemsOf({ ...open, HOST: '0.0.0.0' })).toEqual([expect.stringContaining('ANONYMOUS_ACCESS_ON_PUBLIC_ADDRESS=true')]);
    expect(problemsOf({ ...open, HOST: '0.0.0.0', ANONYMOUS_ACCESS_ON_PUBLIC_ADDRESS: 'true' })).toEqual([]);
  });
});
