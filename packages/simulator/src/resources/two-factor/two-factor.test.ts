import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentOf } from '../../replay/recording.ts';
import { send, type WireAnswer } from '../../replay/wire.ts';
import { startTestCloud, type TestCloud } from '../../testing/test-cloud.ts';
import { totpAt, totpFits } from './totp.ts';

describe('one-time codes', () => {
  // RFC 6238, appendix B: the last six digits of the SHA-1 column. The secret is "12345678901234567890".
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at %i seconds', (seconds, code) => {
    expect(totpAt(secret, seconds * 1000)).toBe(code);
  });

  test('fit half a minute early and late, and no longer', () => {
    const code = totpAt(secret, 1_000_000_000_000);
    expect([-30_000, 0, 30_000, 90_000].map((off) => totpFits(secret, code, 1_000_000_000_000 + off))).toEqual([true, true, true, false]);
  });
});

describe('signing in with an authenticator app', () => {
  let cloud: TestCloud;

  beforeAll(async () => {
    cloud = await startTestCloud();
  });

  afterAll(() => cloud.close());

  const post = (parameters: Record<string, string>, cookies?: Readonly<Record<string, string>>): Promise<WireAnswer> =>
    send(cloud.endpoint, {
      method: 'POST',
      parameters: Object.entries({ ...parameters, response: 'json' }),
      ...(cookies === undefined ? {} : { cookies }),
    });

  const signIn = async (): Promise<(command: string, params?: Record<string, string>) => Promise<WireAnswer>> => {
    const answer = await post({ command: 'login', username: 'alice', password: 'alice', domain: '/acme' });
    const sessionkey = String(contentOf(answer.body)?.sessionkey);
    return (command, params = {}) => post({ command, sessionkey, ...params }, answer.cookies);
  };

  test('needs the setting, a code to begin with, and then one at every sign-in', async () => {
    const first = await signIn();
    expect((await first('setupUserTwoFactorAuthentication', { provider: 'totp' })).status).toBe(431);
    await cloud.as('admin').call('updateConfiguration', { name: 'enable.user.2fa', value: 'true' });
    const set = contentOf((await first('setupUserTwoFactorAuthentication', { provider: 'totp' })).body);
    const { secretcode } = (set?.setup2fa ?? {}) as { secretcode: string };
    expect((await first('listZones')).status).toBe(200);
    const code = () => totpAt(secretcode, cloud.clock.now());
    expect((await first('validateUserTwoFactorAuthenticationCode', { codefor2fa: code() })).status).toBe(200);
    const second = await signIn();
    expect((await second('validateUserTwoFactorAuthenticationCode', { codefor2fa: '000000' })).status).toBe(511);
    expect((await second('listZones')).status).toBe(401);
    const third = await signIn();
    expect((await third('validateUserTwoFactorAuthenticationCode', { codefor2fa: code() })).status).toBe(200);
    expect((await third('listZones')).status).toBe(200);
    expect(await cloud.as('alice').list('listUsers')).toMatchObject([{ username: 'alice', is2faenabled: true }]);
  });

  test('an admin may take the factor away, another user may not', async () => {
    const [user] = await cloud.as('alice').list('listUsers');
    const away = { userid: String(user?.id), enable: false };
    expect((await cloud.as('bob').send('setupUserTwoFactorAuthentication', away)).status).toBe(531);
    await cloud.as('admin').call('setupUserTwoFactorAuthentication', away);
    expect((await (await signIn())('listZones')).status).toBe(200);
  });
});
