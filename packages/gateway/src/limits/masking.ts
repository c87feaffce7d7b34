import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { type ErrorCode, errorCodes } from '../error-codes.ts';
import { GatewayError } from '../errors.ts';
import { requestScope } from '../observability/request-scope.ts';
import { fromUpstream } from '../upstream-errors.ts';
import type { FieldProblem } from '../validation/problems.ts';

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

/** The code that an error is shown with, for figures and logs that are written before it is. */
export function codeOf(error: unknown): ErrorCode {
  const cause = fromUpstream(rootOf(error));
  if (cause instanceof GatewayError) return cause.code;
  return cause instanceof GraphQLError ? knownCode(cause.extensions.code) : 'INTERNAL';
}

// Yoga and GraphQL have codes of their own; the graph's list is closed.
const knownCode = (code: unknown): ErrorCode => (typeof code === 'string' && code in errorCodes ? (code as ErrorCode) : 'INVALID_INPUT');

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
  const { message, fields } = ofVariable(error, located) ?? { message: discreet(error.message) };
  const { code, originalError, ...rest } = error.extensions;
  // What the JSON parser said; Yoga looks for it to choose the status.
  const parser = originalError instanceof Object ? { originalError: { message: shorten(String((originalError as Error).message)) } } : {};
  return copy(shorten(message), { ...rest, ...parser, ...(fields ? { fields } : {}), code: knownCode(code) }, located);
}

/** A wrong value of a variable in words, with its place as errors of arguments have it: `input.tags.0.key`. */
function ofVariable(
  { message: problem }: GraphQLError,
  { message }: GraphQLError,
): { message: string; fields?: FieldProblem[] } | undefined {
  const variable = /^Variable "\$(\w+)" /.exec(message)?.[1];
  if (variable === undefined) return undefined;
  // `Variable "$input" got invalid value … at "input.tags[0].key"; ` stands before the problem; the value may hold anything.
  const place = /(?: at "([^"]+)")?; $/.exec(message.slice(0, -problem.length))?.[1] ?? variable;
  const told = discreet(problem, place);
  const said = problem === message ? told : `Variable "$${variable}" is wrong at "${place}": ${told}`;
  return { message: said, fields: [{ path: place.match(/\w+/g) ?? [], message: told }] };
}

/** GraphQL repeats what was sent, passwords too, and suggests what the schema has, to strangers too. */
function discreet(message: string, place = ''): string {
  const short = message.replace(/[,?.] found: .*$/is, '.');
  const mute = /password|secret|code/i.test(place) ? short.replace(/: .*$/s, '.') : short;
  return requestScope()?.signedIn ? mute : mute.replace(/ ?(?:Did you mean|Perhaps you meant) .+?[?.](?= |$)/gs, '');
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
