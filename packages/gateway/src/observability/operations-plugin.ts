import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Logger } from 'pino';
import { codeOf } from '../limits/masking.ts';
import type { Metrics } from './metrics.ts';

type Answer = { errors?: readonly unknown[] | undefined };

/** Times every operation and says in the log how it ended: failed ones as warnings, others for debugging. */
export function useOperationLog(metrics: Metrics, log: Logger): Plugin<object> {
  return {
    onExecute({ args }) {
      const began = performance.now();
      const operation = getOperationAST(args.document, args.operationName);
      const kind = operation?.operation ?? 'query';
      const name = operation?.name?.value;
      return {
        onExecuteDone({ result }) {
          // A deferred answer is done for this purpose when its first part is.
          const first = Symbol.asyncIterator in (result as object) ? {} : (result as Answer);
          const outcome = first.errors?.length ? codeOf(first.errors[0]) : 'ok';
          const seconds = (performance.now() - began) / 1000;
          metrics.operationDone(kind, outcome, seconds);
          log[outcome === 'ok' ? 'debug' : 'info']({ kind, name, outcome, ms: Math.round(seconds * 1000) }, 'operation');
        },
      };
    },
    onSubscribe({ args }) {
      const name = getOperationAST(args.document, args.operationName)?.name?.value;
      metrics.operationDone('subscription', 'ok', 0);
      log.debug({ kind: 'subscription', name }, 'operation');
    },
  };
}
