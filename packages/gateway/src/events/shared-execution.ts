import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
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
export async function subscribeShared(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const validated = validateSubscriptionArgs(args);
  if (!('schema' in validated)) return { errors: validated };
  const source = await createSourceEventStream(validated);
  return Symbol.asyncIterator in source ? new ResultStream(source, validated) : source;
}

/** The answers of one subscription. By hand and without generators: it is passed for every event of every subscriber. */
class ResultStream implements AsyncIterableIterator<ExecutionResult> {
  readonly #source: AsyncIterator<unknown>;
  readonly #args: ValidatedSubscriptionArgs;
  /** Who asks what; undefined: nobody else can be asking the same. */
  readonly #asker: string | undefined;

  constructor(source: AsyncIterable<unknown>, args: ValidatedSubscriptionArgs) {
    this.#source = source[Symbol.asyncIterator]();
    this.#args = args;
    this.#asker = askerOf(args);
  }

  next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    return this.#source.next().then((item) => {
      if (item.done) return { done: true, value: undefined };
      const answer = this.#answer(item.value);
      return answer instanceof Promise ? answer.then((value) => ({ done: false, value })) : { done: false, value: answer };
    });
  }

  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #answer(happened: unknown): Answer {
    if (this.#asker === undefined || typeof happened !== 'object' || happened === null) return this.#execute(happened);
    const known = answers.get(happened) ?? new Map<string, Answer>();
    if (known.size === 0) answers.set(happened, known);
    const before = known.get(this.#asker);
    if (before) return before;
    const answer = this.#execute(happened);
    known.set(this.#asker, answer);
    return answer;
  }

  #execute(happened: unknown): Answer {
    const answer = executeSubscriptionEvent({ ...this.#args, rootValue: happened });
    const cursor = positionOf(happened);
    if (cursor === undefined) return answer;
    const add = (result: ExecutionResult): ExecutionResult => ({ ...result, extensions: { ...result.extensions, cursor } });
    return answer instanceof Promise ? answer.then(add) : add(answer);
  }
}

function askerOf({ contextValue, document, operation, rawVariableValues }: ValidatedSubscriptionArgs): string | undefined {
  const { identity } = contextValue as GatewayContext;
  if (!identity) return undefined;
  return `${identity.key} ${documentNumber(document)} ${operation.name?.value ?? ''} ${JSON.stringify(rawVariableValues ?? {})}`;
}

function documentNumber(document: object): number {
  const number = documents.get(document) ?? ++documentCount;
  documents.set(document, number);
  return number;
}
