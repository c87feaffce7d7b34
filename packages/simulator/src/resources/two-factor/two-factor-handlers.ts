/** The second factor of signing in: a fixed PIN, or codes of an authenticator app. */
import { mayAct } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { ApiError, forbidden, invalid } from '../../errors.ts';
import { listBody } from '../../paging.ts';
import { type UserRecord, users } from '../accounts/account-records.ts';
import { newSecret, totpFits } from './totp.ts';

const providers = [
  { name: 'totp', description: 'TOTP user two factor authentication provider Plugin' },
  { name: 'staticpin', description: 'Static Pin user two factor authentication provider Plugin' },
];

/** What the recorded server dealt out as a PIN; a real one is random. */
const pin = '123456';

function listProviders(call: Call): Body {
  const name = call.params.text('name');
  return listBody(
    call,
    'providers',
    name === undefined ? providers : providers.filter((provider) => provider.name === name),
    (provider) => provider,
  );
}

/** `enable=false` takes the factor away, an admin may do so for others; otherwise a secret is dealt out, which counts once a code was accepted. */
function setup(call: Call): Body {
  const { params, cloud, caller } = call;
  const { store, random } = cloud;
  const user = params.row(users, 'userid') ?? caller.user;
  if (params.boolean('enable') === false) {
    if (user !== caller.user && (caller.role === 'User' || !mayAct(store, caller, user.accountId))) throw forbidden();
    store.table(users).unset(user, ['secondFactor']);
    return { setup2fa: { id: user.uuid, username: user.username } };
  }
  const provider = params.text('provider');
  if (!providers.some(({ name }) => name === provider))
    throw invalid(`Failed to find the two factor authentication provider by the name: ${provider}`);
  if (cloud.configuration.get('enable.user.2fa') !== 'true') throw invalid('2FA is not enabled for this domain or at global level');
  const secret = provider === 'staticpin' ? pin : newSecret(() => random.next());
  store.table(users).update(user, { secondFactor: { provider: provider ?? '', secret, verified: false } });
  return { setup2fa: { id: user.uuid, username: user.username, secretcode: secret } };
}

/** A wrong code ends the session; the text of the error is itself an answer in JSON. */
function validate(call: Call): Body {
  const { cloud, caller, session } = call;
  const code = call.params.required('codefor2fa');
  const factor = caller.user.secondFactor;
  if (factor === undefined || !accepts(factor, code, cloud.clock.now())) {
    if (session !== undefined) cloud.sessions.end(session);
    const text = JSON.stringify({
      validateusertwofactorauthenticationcoderesponse: {
        uuidList: [],
        errorcode: 511,
        errortext: 'two-factor authentication code provided is invalid',
      },
    });
    throw new ApiError(511, 4295, text);
  }
  cloud.store.table(users).update(caller.user, { secondFactor: { ...factor, verified: true } });
  const open = cloud.sessions.use(session);
  if (open !== undefined) open.secondFactorDone = true;
  return { success: true };
}

function accepts(factor: NonNullable<UserRecord['secondFactor']>, code: string, now: number): boolean {
  return factor.provider === 'staticpin' ? code === factor.secret : totpFits(factor.secret, code, now);
}

export const twoFactorResource: ResourceModule = {
  commands: {
    listUserTwoFactorAuthenticatorProviders: sync(listProviders),
    setupUserTwoFactorAuthentication: sync(setup),
    validateUserTwoFactorAuthenticationCode: sync(validate),
  },
};
