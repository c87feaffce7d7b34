import * as z from 'zod';
import { builder, type Types } from '../builder.ts';
import type { GatewayContext } from '../context.ts';
import { AuthenticationError, GatewayError, InvalidInputError } from '../errors.ts';
import { credentialOf } from '../events/members.ts';
import { mutation } from '../mutation.ts';
import { text } from '../validation/text.ts';
import { clearedCookie, sessionCookie } from './cookies.ts';
import type { Identity } from './identity.ts';
import { Viewer } from './viewer-type.ts';

const SignInInput = builder.inputType('SignInInput', {
  description: 'Who signs in.',
  fields: (t) => ({
    username: t.string({ required: true, description: 'The user name.' }),
    password: t.string({ required: true, description: 'The password.' }),
    domain: t.string({ defaultValue: '/', description: 'Path of the domain: `/` for the root domain, `/acme/sales` below.' }),
  }),
});

const VerifySecondFactorInput = builder.inputType('VerifySecondFactorInput', {
  description: 'The second step of a sign-in.',
  fields: (t) => ({ code: t.string({ required: true, description: 'The code of the second factor.' }) }),
});

/** Backing shape of the payloads: the viewer is missing while a second factor is to be given. */
interface SignedIn {
  viewer: Identity | null;
}

mutation({
  name: 'signIn',
  description: 'Signs a portal user in: the answer sets a cookie. Services send an API key pair instead (Authorization: Basic).',
  input: SignInInput,
  validate: z.object({
    username: z.string().min(1, 'Give the user name.').max(255, 'Too long.'),
    password: z.string().min(1, 'Give the password.').max(512, 'Too long.'),
    domain: z.string().max(1024, 'Too long.').nullish(),
  }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, SignedIn>) => ({
    viewer: t.field({
      type: Viewer,
      nullable: true,
      description: 'Who has signed in; null while a second factor is to be given.',
      resolve: ({ viewer }) => viewer,
    }),
    secondFactorRequired: t.boolean({ description: 'Whether `verifySecondFactor` comes next.', resolve: ({ viewer }) => viewer === null }),
  }),
  errors: [AuthenticationError, InvalidInputError],
  run: async ({ username, password, domain }, context) => {
    const setCookie = answerable(context);
    const path = `/${(domain ?? '/').split('/').filter(Boolean).join('/')}`;
    await context.services.rateLimits.signIn(context.arrival.address, `${path} ${username}`);
    const signedIn = await context.services.signIns.signIn(username, password, path);
    await leave(context);
    setCookie(cookieOf(context, signedIn.sessionId));
    return enter(context, signedIn.identity ?? null);
  },
});

mutation({
  name: 'verifySecondFactor',
  description: 'Gives the code of the second factor: after `signIn` asked for it, or the first one after `setUpSecondFactor`.',
  input: VerifySecondFactorInput,
  validate: z.object({ code: text(64).min(1, 'Give the code.') }),
  success: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, { viewer: Identity }>) => ({
    viewer: t.field({ type: Viewer, description: 'Who has signed in.', resolve: ({ viewer }) => viewer }),
  }),
  errors: [AuthenticationError],
  run: async ({ code }, context) => {
    const setCookie = answerable(context);
    const { pendingSessionId, address } = context.arrival;
    if (!pendingSessionId && context.identity) return firstCode(context, context.identity, code);
    if (!pendingSessionId) throw new AuthenticationError('There is no sign-in that waits for a code. Begin with signIn.');
    await context.services.rateLimits.signIn(address, pendingSessionId);
    const { sessionId, identity } = await context.services.signIns.verifySecondFactor(pendingSessionId, code);
    if (!identity) throw new AuthenticationError('CloudStack wants the second factor to be set up first; do that in its own portal.');
    setCookie(cookieOf(context, sessionId));
    enter(context, identity);
    return { viewer: identity };
  },
});

builder.mutationField('signOut', (t) =>
  t.boolean({
    description: 'Ends the session, here and in CloudStack. True: there was one.',
    resolve: async (_root, _args, context) => {
      const setCookie = answerable(context);
      const sessionId = context.identity?.sessionId ?? context.arrival.pendingSessionId;
      await leave(context);
      setCookie(clearedCookie(context.arrival.https));
      enter(context, null);
      return sessionId !== undefined;
    },
  }),
);

/** From somebody who is signed in: the factor that was set up counts from now on. CloudStack ends the session of a wrong code. */
async function firstCode(context: GatewayContext, identity: Identity, code: string): Promise<{ viewer: Identity }> {
  await context.services.rateLimits.signIn(context.arrival.address, identity.key);
  const situation = { argumentPaths: { codefor2fa: ['input', 'code'] } };
  await context.cloud.run('validateUserTwoFactorAuthenticationCode', { codefor2fa: code }, situation).catch((error: unknown) => {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new AuthenticationError('The code is wrong. Set the second factor up again.', 'UNAUTHENTICATED', { cause: error });
  });
  context.renew();
  return { viewer: identity };
}

/** Cookies go with an answer over HTTP. */
function answerable(context: GatewayContext): (value: string) => void {
  if (context.arrival.setCookie) return context.arrival.setCookie;
  throw new GatewayError('UNSUPPORTED', 'Sign in and out over HTTP: a WebSocket cannot set the cookie.');
}

function cookieOf(context: GatewayContext, sessionId: string): string {
  return sessionCookie(sessionId, context.arrival.https, context.services.config.sessionHours * 3600);
}

/** Ends the session that the request came with, and what listens by it. */
async function leave(context: GatewayContext): Promise<void> {
  const { identity, arrival, services } = context;
  const sessionId = identity?.sessionId ?? arrival.pendingSessionId;
  if (sessionId === undefined) return;
  if (identity) services.live.credentialEnded(identity.key, credentialOf(identity), new AuthenticationError('You have signed out.'));
  await services.signIns.signOut(sessionId);
}

/** What comes after the sign-in in the same request is done as who has signed in. */
function enter(context: GatewayContext, identity: Identity | null): SignedIn {
  context.identity = identity ?? undefined;
  context.renew();
  return { viewer: identity };
}
