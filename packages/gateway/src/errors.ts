import { GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import type { ErrorCode } from './error-codes.ts';
import type { JobRow } from './jobs/job.ts';
import type { FieldProblem } from './validation/problems.ts';

/** What CloudStack said when it refused, for `extensions.cloudStack`. */
export interface CloudStackRefusal {
  command: string;
  /** HTTP status. */
  status?: number;
  /** CloudStack's `errorcode`. */
  errorCode?: number;
  /** CloudStack's `cserrorcode`. */
  csErrorCode?: number;
}

/** Further facts of an error. */
export interface ErrorDetails {
  cloudStack?: CloudStackRefusal | undefined;
  cause?: unknown;
  extensions?: GraphQLErrorExtensions;
}

/**
 * A failure meant for the caller: its message and code are shown, everything else is masked (limits/masking).
 * Mutations answer with the subclasses as members of their result union; elsewhere they are GraphQL errors.
 */
export class GatewayError extends GraphQLError {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    const { cloudStack, cause, extensions } = details;
    super(message, {
      extensions: { ...extensions, code, ...(cloudStack ? { cloudStack } : {}) },
      ...(cause instanceof Error ? { originalError: cause } : {}),
    });
    this.code = code;
  }
}

/** An argument is wrong; `fields` says which and how to put it right. */
export class InvalidInputError extends GatewayError {
  readonly fields: readonly FieldProblem[];

  constructor(fields: readonly FieldProblem[], message?: string, details: ErrorDetails = {}) {
    super('INVALID_INPUT', message ?? describe(fields), { ...details, extensions: { ...details.extensions, fields } });
    this.fields = fields;
  }
}

/** There is no such resource, or the caller may not see it. */
export class NotFoundError extends GatewayError {
  /** The id that was looked for, as the caller gave it where known. */
  readonly id: string | null;
  /** Where the argument stands that holds it; empty where that is not known. */
  readonly argumentPath: readonly string[];

  constructor(message: string, id: string | null = null, details: ErrorDetails & { path?: readonly string[] } = {}) {
    const { path = [] } = details;
    const fields = path.length > 0 ? { fields: [{ path, message }] } : {};
    super('NOT_FOUND', message, { ...details, extensions: { ...details.extensions, ...fields } });
    this.id = id;
    this.argumentPath = path;
  }
}

/** The role or the ownership does not allow it. */
export class ForbiddenError extends GatewayError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('FORBIDDEN', message, details);
  }
}

/** The resource is in a state that does not allow it now. */
export class InvalidStateError extends GatewayError {
  readonly state: string | null;

  constructor(message: string, state: string | null = null, details: ErrorDetails = {}) {
    super('INVALID_STATE', message, details);
    this.state = state;
  }
}

/** Something of that name, address or rule exists already. */
export class ConflictError extends GatewayError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('CONFLICT', message, details);
  }
}

/** A limit of the account, domain or project is reached. */
export class LimitExceededError extends GatewayError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('LIMIT_EXCEEDED', message, details);
  }
}

/** CloudStack took the request and its job failed; only where the caller waited (`waitSeconds`). */
export class JobFailedError extends GatewayError {
  readonly job: JobRow;

  constructor(message: string, job: JobRow, details: ErrorDetails = {}) {
    super('JOB_FAILED', message, details);
    this.job = job;
  }
}

/** Nobody is signed in, or what was shown is not accepted. */
export class AuthenticationError extends GatewayError {
  constructor(
    message: string,
    code: 'UNAUTHENTICATED' | 'SECOND_FACTOR_REQUIRED' | 'RATE_LIMITED' = 'UNAUTHENTICATED',
    details: ErrorDetails = {},
  ) {
    super(code, message, details);
  }
}

function describe(fields: readonly FieldProblem[]): string {
  return fields.map((field) => `${field.path.join('.')}: ${field.message}`).join(' ');
}
