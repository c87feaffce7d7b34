/** Every `extensions.code` that a caller can meet, with what it means to them. The list is closed: a new code is a schema change. */
export const errorCodes = {
  UNAUTHENTICATED: 'Nobody is signed in, or the session or key pair is no longer accepted. Sign in again.',
  SECOND_FACTOR_REQUIRED: 'The password was right, the second factor is still to be given (verifySecondFactor).',
  FORBIDDEN: 'The role or the ownership does not allow it.',
  NOT_FOUND: 'There is no such thing, or it is not visible to the caller.',
  INVALID_INPUT: 'An argument is wrong; the path names it.',
  CONFLICT: 'Something of that name, address or rule exists already, or stands in the way.',
  INVALID_STATE: 'The resource is in a state that does not allow it now.',
  LIMIT_EXCEEDED: 'A limit of the account, domain or project is reached.',
  INSUFFICIENT_CAPACITY: 'The cloud has no room for it at the moment.',
  RATE_LIMITED: 'Too many requests; try again later.',
  UNSUPPORTED: 'This cloud, or this installation, does not offer it.',
  JOB_FAILED: 'CloudStack took the request, and its job failed.',
  UPSTREAM_UNAVAILABLE: 'CloudStack cannot be reached or refuses to serve at the moment.',
  UPSTREAM_TIMEOUT: 'CloudStack did not answer in time. A change may have happened all the same.',
  UPSTREAM_INVALID: 'CloudStack answered with something that cannot be read.',
  INTERNAL: 'Something failed that should not have; the log has the details under the request id.',
} as const;

/** A machine-readable kind of failure; {@link errorCodes} says what each means. */
export type ErrorCode = keyof typeof errorCodes;
