import type { CombinedError } from '@urql/core';
import type { FieldProblem } from '../form/problems.ts';
import { m } from '../paraglide/messages.js';
import { graphql, type ResultOf } from './graphql.ts';

/** What every page wants to know of a job. */
export const JobParts = graphql(`
  fragment JobParts on AsyncJob @_unmask {
    __typename
    id
    uuid
    command
    status
    progress
    createdAt
    errorText
    errorCode
    resource { __typename id }
  }
`);
export type JobData = ResultOf<typeof JobParts>;

/** The error members of a mutation's union: what, which fields, and the job that failed. */
export const ProblemParts = graphql(`
  fragment ProblemParts on Error @_unmask {
    __typename
    message
    code
    ... on InvalidInputError { fields { path message } }
    ... on NotFoundError { path }
  }
`);

/**
 * Why something did not work, from whichever way it came: a typed error of a mutation, a GraphQL error, the network.
 * `text` is for people, in their language; `detail` is what the server or CloudStack said, in its own words.
 */
export interface Problem {
  code: string;
  text: string;
  detail: string | null;
  fields: FieldProblem[];
}

const texts: Record<string, () => string> = {
  UNAUTHENTICATED: m.error_unauthenticated,
  SECOND_FACTOR_REQUIRED: m.error_second_factor,
  FORBIDDEN: m.error_forbidden,
  NOT_FOUND: m.error_not_found,
  INVALID_INPUT: m.error_invalid_input,
  CONFLICT: m.error_conflict,
  INVALID_STATE: m.error_invalid_state,
  LIMIT_EXCEEDED: m.error_limit,
  INSUFFICIENT_CAPACITY: m.error_capacity,
  RATE_LIMITED: m.error_rate,
  UNSUPPORTED: m.error_unsupported,
  JOB_FAILED: m.error_job_failed,
  UPSTREAM_UNAVAILABLE: m.error_upstream_unavailable,
  UPSTREAM_TIMEOUT: m.error_upstream_timeout,
  UPSTREAM_INVALID: m.error_upstream_invalid,
  NETWORK: m.error_network,
};

/** A problem with that code; an unknown code gets the general sentence. */
export function makeProblem(code: string, detail: string | null = null, fields: FieldProblem[] = []): Problem {
  return { code, text: (texts[code] ?? m.error_internal)(), detail, fields };
}

/** From a failed request: the first GraphQL error decides, else it was the way there. */
export function problemOf(error: CombinedError): Problem {
  const first = error.graphQLErrors[0];
  if (!first) return makeProblem('NETWORK', error.networkError?.message ?? null);
  const { code } = first.extensions ?? {};
  return makeProblem(typeof code === 'string' ? code : 'INTERNAL', first.message);
}

/** What `ProblemParts` selects, as a mutation's union gives it. */
interface TypedError {
  __typename: string;
  code?: string;
  message?: string;
  fields?: FieldProblem[];
  path?: string[];
}

/** From the error member of a mutation's union. What an argument named and is not there is told at its field, too. */
export function problemOfTyped({ code = 'INTERNAL', message, path, fields }: TypedError): Problem {
  const missing = path?.length ? [{ path, message: message ?? '' }] : [];
  return makeProblem(code, message ?? null, fields ?? missing);
}

/** The problem in one line: the sentence for people, and the detail where it says more. */
export const problemLine = (problem: Problem): string => (problem.detail ? `${problem.text} ${problem.detail}` : problem.text);

/** An address that leads to nothing: the thing is gone, was never the viewer's to see, or the id is none. */
export const isGone = (problem: Problem): boolean => problem.code === 'NOT_FOUND' || problem.code === 'INVALID_INPUT';
