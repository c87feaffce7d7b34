/** The family of a failure: one word a caller can switch on. */
export type ErrorFamily =
  | 'authentication'
  | 'second-factor'
  | 'permission'
  | 'not-found'
  | 'invalid-parameter'
  | 'limit'
  | 'rate-limit'
  | 'conflict'
  | 'capacity'
  | 'unavailable'
  | 'internal'
  | 'transport'
  | 'job';

/** What is known of a failure. Never holds credentials, parameters or bodies. */
export interface ErrorDetails {
  /** CloudStack command, as in `listVirtualMachines`. */
  command: string;
  /** HTTP status, where there was an answer. */
  status?: number | undefined;
  /** CloudStack's `errorcode`; equals the HTTP status except in job results. */
  errorCode?: number | undefined;
  /** CloudStack's `cserrorcode`: the class of the server's exception (4350, 4365, 9999 …). */
  csErrorCode?: number | undefined;
  /** CloudStack's `errortext`, or our own words where CloudStack said nothing. */
  errorText: string;
  cause?: unknown;
}

/** Every failure this package throws, except misuse (`TypeError`, `RangeError`). */
export class CloudStackError extends Error {
  readonly family: ErrorFamily;
  readonly command: string;
  readonly status: number | undefined;
  readonly errorCode: number | undefined;
  readonly csErrorCode: number | undefined;
  readonly errorText: string;

  constructor(family: ErrorFamily, details: ErrorDetails) {
    const code = details.errorCode ?? details.status;
    const where = code === undefined ? details.command : `${details.command} (${code})`;
    super(`${where}: ${details.errorText}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.family = family;
    this.command = details.command;
    this.status = details.status;
    this.errorCode = details.errorCode;
    this.csErrorCode = details.csErrorCode;
    this.errorText = details.errorText;
  }
}

/** Bad key pair, bad signature, wrong password, or a session that has ended. */
export class CloudStackAuthenticationError extends CloudStackError {
  declare readonly family: 'authentication';
  /** The call was made by session: the session has ended and the user has to sign in again. */
  readonly sessionExpired: boolean;
  /** Milliseconds by which the local clock was behind the server's when the call was signed, if that explains the refusal. */
  readonly clockSkewMs: number | undefined;
  constructor(details: ErrorDetails & { sessionExpired?: boolean | undefined; clockSkewMs?: number | undefined }) {
    super('authentication', details);
    this.sessionExpired = details.sessionExpired ?? false;
    this.clockSkewMs = details.clockSkewMs;
  }
}

/** The second factor is missing or wrong (511). CloudStack ends the session of a wrong code. */
export class CloudStackSecondFactorError extends CloudStackError {
  declare readonly family: 'second-factor';
  constructor(details: ErrorDetails) {
    super('second-factor', details);
  }
}

/** The role may not call the command (432), or the resource is somebody else's (531). */
export class CloudStackPermissionError extends CloudStackError {
  declare readonly family: 'permission';
  constructor(details: ErrorDetails) {
    super('permission', details);
  }
}

/** An id that exists nowhere or is malformed: CloudStack answers both with the same 431. */
export class CloudStackNotFoundError extends CloudStackError {
  declare readonly family: 'not-found';
  /** The parameter that held the id, in CloudStack's spelling, where the text names it. */
  readonly parameter: string | undefined;
  constructor(details: ErrorDetails & { parameter?: string | undefined }) {
    super('not-found', details);
    this.parameter = details.parameter;
  }
}

/** A missing, malformed or refused value (400, 405, 430, 431), or a state that does not allow the action. */
export class CloudStackInvalidParameterError extends CloudStackError {
  declare readonly family: 'invalid-parameter';
  /** The parameter, in CloudStack's spelling, where the text names it. */
  readonly parameter: string | undefined;
  constructor(details: ErrorDetails & { parameter?: string | undefined }) {
    super('invalid-parameter', details);
    this.parameter = details.parameter;
  }
}

/** A limit of the account, domain or project is reached (532, 535). */
export class CloudStackLimitError extends CloudStackError {
  declare readonly family: 'limit';
  constructor(details: ErrorDetails) {
    super('limit', details);
  }
}

/** Too many calls (429). */
export class CloudStackRateLimitError extends CloudStackError {
  declare readonly family: 'rate-limit';
  /** Milliseconds the server asked to wait, where it did. */
  readonly retryAfterMs: number | undefined;
  constructor(details: ErrorDetails & { retryAfterMs?: number | undefined }) {
    super('rate-limit', details);
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The name, rule or resource exists already or is in use (536, 537, "already exists"). */
export class CloudStackConflictError extends CloudStackError {
  declare readonly family: 'conflict';
  constructor(details: ErrorDetails) {
    super('conflict', details);
  }
}

/** The cloud has no room for it (533). */
export class CloudStackCapacityError extends CloudStackError {
  declare readonly family: 'capacity';
  constructor(details: ErrorDetails) {
    super('capacity', details);
  }
}

/** The server or the resource is not available for now (502, 503, 504, 534), or the circuit breaker is open. */
export class CloudStackUnavailableError extends CloudStackError {
  declare readonly family: 'unavailable';
  readonly retryAfterMs: number | undefined;
  /** No call was made: the circuit breaker was open. */
  readonly breakerOpen: boolean;
  constructor(details: ErrorDetails & { retryAfterMs?: number | undefined; breakerOpen?: boolean | undefined }) {
    super('unavailable', details);
    this.retryAfterMs = details.retryAfterMs;
    this.breakerOpen = details.breakerOpen ?? false;
  }
}

/** CloudStack failed inside (530 and every 5xx that is nothing else). */
export class CloudStackInternalError extends CloudStackError {
  declare readonly family: 'internal';
  constructor(details: ErrorDetails) {
    super('internal', details);
  }
}

/**
 * - `timeout`: the deadline passed; an action may or may not have been carried out
 * - `aborted`: the caller's signal
 * - `connect`: no connection could be made, so nothing was carried out
 * - `reset`: the connection broke before the whole answer was in
 * - `invalid-response`: what came is no CloudStack answer (wrong URL, a proxy's page, XML, cut-off JSON)
 */
export type TransportErrorKind = 'timeout' | 'aborted' | 'connect' | 'reset' | 'invalid-response';

/** No usable answer came. */
export class CloudStackTransportError extends CloudStackError {
  declare readonly family: 'transport';
  readonly kind: TransportErrorKind;
  constructor(details: ErrorDetails & { kind: TransportErrorKind }) {
    super('transport', details);
    this.kind = details.kind;
  }
}

/** An asynchronous job failed or was cancelled. `cause` is the failure classified by the job's own `errorcode`. */
export class CloudStackJobError extends CloudStackError {
  declare readonly family: 'job';
  declare readonly cause: CloudStackError;
  readonly jobId: string;
  constructor(details: ErrorDetails & { jobId: string; cause: CloudStackError }) {
    super('job', details);
    this.jobId = details.jobId;
  }
}
