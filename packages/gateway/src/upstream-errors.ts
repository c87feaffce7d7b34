import {
  CloudStackError,
  CloudStackInvalidParameterError,
  CloudStackNotFoundError,
  CloudStackTransportError,
} from '@cloudstack-graph/client';
import { argumentAt, mentionedIn, nounOf } from './arguments.ts';
import {
  AuthenticationError,
  type CloudStackRefusal,
  ConflictError,
  type ErrorDetails,
  ForbiddenError,
  GatewayError,
  InvalidInputError,
  LimitExceededError,
  NotFoundError,
} from './errors.ts';

/** How to speak about a failed call: who called, and where the caller's arguments stand. */
export interface CallSituation {
  /** Whether the call went by a session of ours (a portal user) or by an API key pair. */
  by?: 'session' | 'keys' | undefined;
  /** From CloudStack's parameter name to the path of the argument that it came from. */
  argumentPaths?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The arguments themselves, for telling which of several ids is meant. */
  given?: object | undefined;
  /** The id that was acted on, as the caller gave it. */
  id?: string | undefined;
  /** Whether the call was for what lies in one project. */
  inProject?: boolean | undefined;
}

/**
 * Says a failure of the CloudStack client in the graph's words: the error's family decides the class and code, never its text.
 * Anything that is not a CloudStackError comes back as it is.
 */
export function fromUpstream(error: unknown, situation: CallSituation = {}): unknown {
  if (error instanceof GatewayError || !(error instanceof CloudStackError)) return error;
  const details = { cloudStack: refusalOf(error), cause: error };
  const text = error.errorText || error.message;
  switch (error.family) {
    case 'authentication':
      return new AuthenticationError(
        situation.by === 'keys'
          ? 'CloudStack does not accept this API key pair. Check both keys.'
          : 'Your session has ended. Sign in again.',
        'UNAUTHENTICATED',
        details,
      );
    case 'second-factor':
      return new AuthenticationError('Give the code of your second factor to go on.', 'SECOND_FACTOR_REQUIRED', details);
    case 'permission':
      return new ForbiddenError(error.errorCode === NO_SUCH_COMMAND ? lacking(error.command, situation) : text, details);
    case 'not-found':
      return notFound(error, situation, details);
    case 'invalid-parameter':
      return invalidInput(error, situation, details);
    case 'limit':
      return new LimitExceededError(text, details);
    case 'conflict':
      return new ConflictError(text, details);
    case 'capacity':
      return new GatewayError('INSUFFICIENT_CAPACITY', text, details);
    case 'rate-limit':
      return new GatewayError('RATE_LIMITED', 'CloudStack asks to slow down. Try again in a moment.', details);
    case 'unavailable':
      return new GatewayError('UPSTREAM_UNAVAILABLE', 'CloudStack is not available at the moment. Try again soon.', details);
    case 'transport':
      return transportError(error, details);
    case 'job':
      return new GatewayError('JOB_FAILED', text, details);
    case 'internal':
      return new GatewayError('INTERNAL', `CloudStack failed: ${text}`, details);
  }
}

function transportError(error: CloudStackError, details: { cloudStack: CloudStackRefusal; cause: unknown }): GatewayError {
  switch (error instanceof CloudStackTransportError ? error.kind : undefined) {
    case 'timeout':
      return new GatewayError('UPSTREAM_TIMEOUT', 'CloudStack did not answer in time.', details);
    case 'invalid-response':
      return new GatewayError('UPSTREAM_INVALID', 'CloudStack gave an answer that cannot be read. Is CLOUDSTACK_API_URL right?', details);
    default:
      return new GatewayError('UPSTREAM_UNAVAILABLE', 'CloudStack cannot be reached. Try again soon.', details);
  }
}

function refusalOf(error: CloudStackError): CloudStackRefusal {
  return {
    command: error.command,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
    ...(error.csErrorCode === undefined ? {} : { csErrorCode: error.csErrorCode }),
  };
}

/** CloudStack's answer for a command that does not exist, or not for the caller's role: nothing tells the two apart. */
export const NO_SUCH_COMMAND = 432;

// CloudStack names the user by a number of its own.
const lacking = (command: string, { inProject = false }: CallSituation) =>
  inProject
    ? `You are no member of the project, or your role in it may not use ${command}. Ask its administrator.`
    : `Your role may not use ${command}, or this cloud does not have it. Ask an administrator of the cloud.`;

function invalidInput(error: CloudStackError, situation: CallSituation, details: ErrorDetails): InvalidInputError {
  const path = pathOf(error, situation);
  // the argument says better than the command where it is
  const text = (error.errorText || error.message).replace(/^Unable to execute API command \w+ due to invalid value\. /, '');
  const missing = path.length > 0 && /due to missing parameter/.test(text);
  return missing
    ? new InvalidInputError([{ path, message: 'Must be given.' }], undefined, details)
    : new InvalidInputError([{ path, message: text }], text, details);
}

/** CloudStack's own text speaks of annotations and long values; where it names the parameter, the argument says it better. */
function notFound(error: CloudStackError, situation: CallSituation, details: ErrorDetails): NotFoundError {
  const parameter = parameterOf(error);
  if (parameter === undefined) return new NotFoundError(error.errorText, situation.id ?? null, details);
  const { path, value } = argumentAt(situation.given, pathOf(error, situation), error.errorText);
  const message = `There is no such ${nounOf(path) ?? `thing (${parameter})`}, or you may not see it.`;
  return new NotFoundError(message, value ?? situation.id ?? null, { ...details, path });
}

const parameterOf = (error: CloudStackError): string | undefined =>
  error instanceof CloudStackNotFoundError || error instanceof CloudStackInvalidParameterError ? error.parameter : undefined;

/** CloudStack names the parameter in its text, when it names one; the argument path says the same in the caller's words. */
function pathOf(error: CloudStackError, situation: CallSituation): string[] {
  const named = parameterOf(error);
  const paths = situation.argumentPaths ?? {};
  if (named !== undefined && paths[named]) return [...paths[named]];
  const byWord = new Map(Object.entries(paths).map(([parameter, path]) => [parameter.toLowerCase(), path]));
  const mentioned = mentionedIn(error.errorText, (word) => byWord.has(word));
  return mentioned === undefined ? [] : [...(byWord.get(mentioned) ?? [])];
}
