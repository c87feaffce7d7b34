import { type ErrorCode, errorCodes } from '../error-codes.ts';
import { requestScope } from '../observability/request-scope.ts';

/** One wrong part of a request: a JSON pointer into the body, or the name of a parameter. */
export interface ProblemPart {
  readonly detail: string;
  readonly pointer?: string;
  readonly parameter?: string;
}

/** What a problem tells besides its status and detail. */
export interface ProblemFacts {
  /** The graph's code; without one the status says it all. */
  readonly code?: ErrorCode;
  readonly errors?: readonly ProblemPart[];
  /** What CloudStack answered, where it refused. */
  readonly cloudStack?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way to the caller as problem details (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly facts: ProblemFacts;

  constructor(status: number, detail: string, facts: ProblemFacts = {}) {
    super(detail);
    this.status = status;
    this.facts = facts;
  }
}

/** The HTTP status of each code of the graph. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  CONFLICT: 409,
  INVALID_STATE: 409,
  LIMIT_EXCEEDED: 403,
  INSUFFICIENT_CAPACITY: 503,
  RATE_LIMITED: 429,
  UNSUPPORTED: 501,
  JOB_FAILED: 409,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_INVALID: 502,
  INTERNAL: 500,
};

/** The words of each status that the façade answers with. */
export const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Where the kinds of problems are explained. */
export const PROBLEMS_PATH = '/api/problems/';

const slugOf = (code: ErrorCode) => code.toLowerCase().replaceAll('_', '-');
const titleOf = (code: ErrorCode) => `${code.charAt(0)}${code.slice(1).toLowerCase().replaceAll('_', ' ')}`;

/** The explanation of a kind of problem, by the last part of its `type`; undefined: there is no such kind. */
export function problemKind(slug: string): { type: string; title: string; status: number; description: string } | undefined {
  const code = (Object.keys(errorCodes) as ErrorCode[]).find((known) => slugOf(known) === slug);
  return code && { type: `${PROBLEMS_PATH}${slug}`, title: titleOf(code), status: STATUS_OF[code], description: errorCodes[code] };
}

/** The last parts of all `type`s. */
export const problemSlugs = (Object.keys(errorCodes) as ErrorCode[]).map(slugOf);

/** A problem as an answer. A 401 says how to sign in, as RFC 9110 wants it. */
export function problemResponse({ status, message, facts }: Problem, path: string): Response {
  const { code, errors, cloudStack, headers } = facts;
  const requestId = requestScope()?.id;
  const body = {
    type: code ? `${PROBLEMS_PATH}${slugOf(code)}` : 'about:blank',
    title: code ? titleOf(code) : REASONS[status],
    status,
    detail: message,
    instance: path,
    ...(code ? { code } : {}),
    ...(errors && errors.length > 0 ? { errors } : {}),
    ...(cloudStack ? { cloudStack } : {}),
    ...(requestId ? { requestId } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Basic realm="CloudStack API key and secret key", charset="UTF-8"' } : {}),
      ...headers,
    },
  });
}
