import { AuthenticationError, GatewayError } from '../errors.ts';

const resume = { resume: true };

/** The consumer reads more slowly than things happen. */
export function tooSlow(): GatewayError {
  return new GatewayError(
    'RATE_LIMITED',
    'This subscription was read too slowly. Subscribe again with `after:` the cursor of the last event you have.',
    { extensions: resume },
  );
}

/** This process goes down, or hands its work over. */
export function goingDown(): GatewayError {
  return new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    'This server goes down. Subscribe again with `after:` the cursor of the last event you have.',
    { extensions: resume },
  );
}

/** The log since the cursor is longer than can be played back. */
export function cursorTooOld(): GatewayError {
  return new GatewayError(
    'INVALID_INPUT',
    'Too much has happened since this cursor to play it back. Read `events` and subscribe from now on.',
    {
      extensions: { fields: [{ path: ['after'], message: 'Too old.' }] },
    },
  );
}

/** What a member came by is no longer accepted by CloudStack. */
export function credentialEnded(): GatewayError {
  return new AuthenticationError(
    'Your session has ended, or the key pair is no longer valid. Sign in again, then resume from your cursor.',
    'UNAUTHENTICATED',
    {
      extensions: resume,
    },
  );
}
