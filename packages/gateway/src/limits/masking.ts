import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { errorCodes } from '../error-codes.ts';
import { GatewayError } from '../errors.ts';
import { requestScope } from '../observability/request-scope.ts';
import { fromUpstream } from '../upstream-errors.ts';

/** What a caller reads of a failure that was not meant for callers. */
const MASKED = 'Something failed that should not have. The log has the details under the request id.';

/** Longest message of GraphQL's own that is told: it repeats what was sent, in more space than that took. */
const LONGEST_MESSAGE = 500;

/**
 * Makes every error fit to be shown: known ones keep message and code, GraphQL's own (syntax, validation) get the code
 * INVALID_INPUT, everything else is logged and masked. Strangers get no suggestions from the schema.
 */
export function createErrorMask(log: Logger): (error: unknown) => Error {
  const shown = new WeakSet<object>();
  return (error) => {
    if (typeof error === 'object' && error !== null && shown.has(error)) return error as Error;
    const fit = present(error, log);
    shown.add(fit);
    return fit;
  };
}

/** Errors of syntax and validation never meet Yoga's masking: they are made fit to be shown here. */
export function useErrorMask(mask: (error: unknown) => Error): Plugin<object> {
  return {
    onExecutionResult({ result, setResult }) {
      if (!result || Symbol.asyncIterator in result || !result.errors) return;
      setResult({ ...result, errors: result.errors.map((error) => mask(error) as GraphQLError) });
    },
  };
}

function present(error: unknown, log: Logger): GraphQLError {
  const located = error instanceof GraphQLError ? error : undefined;
  const cause = fromUpstream(rootOf(error));
  if (cause instanceof GatewayError) return copy(cause.message, cause.extensions, located);
  if (cause instanceof GraphQLError) return ofGraphQL(cause, located ?? cause);
  log.error({ err: cause, path: located?.path?.join('.') }, 'a failure that callers do not see');
  const requestId = requestScope()?.id;
  return copy(MASKED, { code: 'INTERNAL', ...(requestId === undefined ? {} : { requestId }) }, located);
}

/** The error at the bottom of what GraphQL wrapped with places and paths. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && !(error instanceof GatewayError) && error.originalError ? rootOf(error.originalError) : error;
}

function ofGraphQL(error: GraphQLError, located: GraphQLError): GraphQLError {
  const signedIn = requestScope()?.signedIn ?? false;
  const message = signedIn ? error.message : error.message.replace(/ ?(?:Did you mean|Perhaps you meant) .+?\?(?= |$)/gs, '');
  // Yoga and GraphQL have codes of their own; the graph's list is closed.
  const { code, originalError, ...rest } = error.extensions;
  // What the JSON parser said; Yoga looks for it to choose the status.
  const parser = originalError instanceof Object ? { originalError: { message: shorten(String((originalError as Error).message)) } } : {};
  const known = typeof code === 'string' && code in errorCodes ? code : 'INVALID_INPUT';
  return copy(shorten(message), { ...rest, ...parser, code: known }, located);
}

const shorten = (text: string) => (text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text);

function copy(message: string, extensions: Readonly<Record<string, unknown>>, located: GraphQLError | undefined): GraphQLError {
  return new GraphQLError(message, {
    extensions: { ...extensions },
    ...(located?.nodes ? { nodes: located.nodes } : {}),
    ...(located?.source ? { source: located.source } : {}),
    ...(located?.positions ? { positions: located.positions } : {}),
    ...(located?.path ? { path: located.path } : {}),
  });
}
