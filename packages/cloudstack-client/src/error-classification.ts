import type { CloudStackError, ErrorDetails } from './errors.ts';
import {
  CloudStackAuthenticationError,
  CloudStackCapacityError,
  CloudStackConflictError,
  CloudStackInternalError,
  CloudStackInvalidParameterError,
  CloudStackLimitError,
  CloudStackNotFoundError,
  CloudStackPermissionError,
  CloudStackRateLimitError,
  CloudStackSecondFactorError,
  CloudStackUnavailableError,
} from './errors.ts';

/** What the classification needs besides the code and the text. */
export interface FailureContext extends ErrorDetails {
  /** The call carried a session, so that a 401 means the session has ended. */
  bySession?: boolean | undefined;
  /** `Retry-After`, in milliseconds. */
  retryAfterMs?: number | undefined;
}

// The texts are CloudStack's own; the recordings hold every one of them (see errors.test.ts).
const unknownId = /entity does not exist|Unable to find UUID for id|Unable to find resource by uuid/i;
const alreadyThere = /already exists\b|\balready on \w+ with id/i;
const namedParameter = /Invalid parameter (\w+) value=|missing parameter (\w+)|for API arg: (\w+)|for parameter (\w+)/;
const quotedParameter = /^"(\w+)" parameter is required|^(\w+) parameter must be used|^The (\w+) parameter contains/;

function parameterIn(text: string): string | undefined {
  const named = namedParameter.exec(text) ?? quotedParameter.exec(text);
  return named?.slice(1).find((name) => name !== undefined);
}

/**
 * The error for a CloudStack refusal, by `errorcode` (the HTTP status where the answer has none) and, inside 431 and
 * 530, by text. Used for answers of HTTP and for results of jobs alike.
 */
export function classifyFailure(failure: FailureContext): CloudStackError {
  const code = failure.errorCode ?? failure.status ?? 0;
  const text = failure.errorText;
  switch (code) {
    case 401:
      return new CloudStackAuthenticationError({ ...failure, sessionExpired: failure.bySession ?? false });
    case 429:
      return new CloudStackRateLimitError(failure);
    case 511:
      return new CloudStackSecondFactorError(failure);
    case 531:
      return failure.command === 'login' ? new CloudStackAuthenticationError(failure) : new CloudStackPermissionError(failure);
    case 403:
      return new CloudStackPermissionError(failure);
    case 432:
      // 432 is also CloudStack's "say shrinkok" of a job: only the API's own wording is about the role.
      return /does not exist or is not available for/.test(text) || failure.status === 432
        ? new CloudStackPermissionError(failure)
        : new CloudStackInvalidParameterError(failure);
    case 532:
    case 535:
      return new CloudStackLimitError(failure);
    case 533:
      return new CloudStackCapacityError(failure);
    case 502:
    case 503:
    case 504:
    case 534:
      return new CloudStackUnavailableError(failure);
    case 409:
    case 536:
    case 537:
      return new CloudStackConflictError(failure);
  }
  if (alreadyThere.test(text)) return new CloudStackConflictError(failure);
  if (code >= 500) return new CloudStackInternalError(failure);
  if (unknownId.test(text)) return new CloudStackNotFoundError({ ...failure, parameter: parameterIn(text) });
  return new CloudStackInvalidParameterError({ ...failure, parameter: parameterIn(text) });
}
