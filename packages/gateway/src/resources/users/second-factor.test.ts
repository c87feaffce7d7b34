import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../test/harness.ts';
import { mutate } from '../../test/mutate.ts';

let harness: Harness;
const admin = { as: 'admin' } as const;

beforeAll(async () => {
  harness = await startHarness({ simulator: { vms: 2, volumes: 2 } });
});
afterAll(() => harness.close());

const signIn = async () => {
  const input = { username: 'alice', password: 'alice', domain: '/acme' };
  const { data, response } = await harness.query<{ signIn: object }>(
    'mutation($input: SignInInput!) { signIn(input: $input) { __typename ... on SignInSuccess { secondFactorRequired } } }',
    { input },
  );
  return { signIn: data.signIn, cookie: response.headers.get('set-cookie')?.split(';')[0] };
};
const setUp = (kind: string) => mutate(harness, 'setUpSecondFactor', { kind }, 'secret user { id username }');

describe('the second factor', () => {
  it('is refused where the cloud does not have it', async () => {
    expect((await setUp('TOTP')).__typename).toMatch(/Error$/);
  });

  it('is set up, asked for at the next sign-in, and taken away', async () => {
    await mutate(harness, 'updateConfiguration', { name: 'enable.user.2fa', value: 'true' }, '', admin);
    const pin = await setUp('STATIC_PIN');
    expect(pin).toMatchObject({ secret: expect.stringMatching(/^\d+$/), user: { username: 'alice' } });
    const totp = await setUp('TOTP');
    expect(totp).toMatchObject({ secret: expect.stringMatching(/^[A-Z2-7]+=*$/) });
    expect((await signIn()).signIn).toMatchObject({ secondFactorRequired: false });
    const { secret } = await setUp('STATIC_PIN');
    const verify = (code: string, cookie?: string) =>
      mutate(harness, 'verifySecondFactor', { code }, 'viewer { username }', cookie ? { cookie } : { as: 'alice' });
    expect(await verify('000000')).toMatchObject({ __typename: 'AuthenticationError', message: expect.stringContaining('wrong') });
    expect(await verify(String(secret))).toMatchObject({ viewer: { username: 'alice' } });
    const { signIn: signedIn, cookie } = await signIn();
    expect(signedIn).toMatchObject({ secondFactorRequired: true });
    expect(await verify(String(secret), cookie)).toMatchObject({ viewer: { username: 'alice' } });
    const { id } = pin.user as { id: string };
    expect(await mutate(harness, 'removeSecondFactor', { id }, '', { as: 'bob' })).toMatchObject({
      __typename: expect.stringMatching(/Error$/),
    });
    expect(await mutate(harness, 'removeSecondFactor', { id }, 'user { username }', admin)).toMatchObject({ user: { username: 'alice' } });
    expect((await signIn()).signIn).toMatchObject({ secondFactorRequired: false });
  });
});
