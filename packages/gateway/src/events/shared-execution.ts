import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  mapSourceToResponseEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import type { GatewayContext } from '../context.ts';
import { positionOf } from './stream-position.ts';

type Answer = ExecutionResult | Promise<ExecutionResult>;

/** What was already answered for a thing that happened, by who asked what. */
const answers = new WeakMap<object, Map<string, Answer>>();
const documents = new WeakMap<object, number>();
let documentCount = 0;

/**
 * `subscribe` of the graph. Subscribers of one identity who ask the same of the same thing get one answer, computed once:
 * so a thousand tabs cost one execution, not a thousand. Answers carry the cursor to resume from (`extensions.cursor`).
 */
export async function subscribeShared(args: ExecutionArgs): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const validated = validateSubscriptionArgs(args);
  if (!('schema' in validated)) return { errors: validated };
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) return source;
  return mapSourceToResponseEvent(validated, source, executeShared) as AsyncGenerator<ExecutionResult, void, void>;
}

function executeShared(args: ValidatedSubscriptionArgs): Answer {
  const happened = args.rootValue;
  const identity = (args.contextValue as GatewayContext).identity;
  if (typeof happened !== 'object' || happened === null || !identity) return positioned(args);
  const known = answers.get(happened) ?? new Map<string, Answer>();
  answers.set(happened, known);
  const key = `${identity.key} ${documentNumber(args.document)} ${args.operation.name?.value ?? ''} ${JSON.stringify(args.rawVariableValues ?? {})}`;
  const before = known.get(key);
  if (before) return before;
  const answer = positioned(args);
  known.set(key, answer);
  return answer;
}

function positioned(args: ValidatedSubscriptionArgs): Answer {
  const cursor = positionOf(args.rootValue);
  const answer = executeSubscriptionEvent(args);
  if (cursor === undefined) return answer;
  const add = (result: ExecutionResult): ExecutionResult => ({ ...result, extensions: { ...result.extensions, cursor } });
  return answer instanceof Promise ? answer.then(add) : add(answer);
}

function documentNumber(document: object): number {
  const number = documents.get(document) ?? ++documentCount;
  documents.set(document, number);
  return number;
}
