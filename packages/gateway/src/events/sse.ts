import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from '../server-context.ts';

const keepAliveMs = 12_000;

const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
};

type Results = AsyncIterable<ExecutionResult>;

/**
 * Server-sent events in the form of graphql-sse's distinct connections (`event: next`, `event: complete`), with an `id:`
 * wherever the stream can be resumed: a browser's EventSource then comes back with `Last-Event-ID` by itself.
 * @param stuckMs a reader that takes nothing for so long is cut off
 */
export function useServerSentEvents(stuckMs: number): Plugin<ServerContext, ServerContext> {
  return {
    onResultProcess({ request, result, serverContext, setResultProcessor }) {
      const wanted = /\btext\/event-stream\b/.test(request.headers.get('accept') ?? '');
      // single answers are left to Yoga's own processors
      if (!wanted || typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) return;
      const stuck = { afterMs: stuckMs, cut: () => void serverContext.res?.destroy() };
      setResultProcessor((answer) => new Response(toStream(answer as unknown as Results, stuck), { headers }), 'text/event-stream');
    },
  };
}

/**
 * The bytes of a stream of results, with a sign of life every 12 seconds; a reader that is slow is not read ahead of.
 * @param stuck when a reader that takes nothing is given up, and how its connection is cut
 */
export function toStream(
  answer: Results,
  stuck: { readonly afterMs: number; readonly cut: () => void } = { afterMs: Number.POSITIVE_INFINITY, cut: () => undefined },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const results = answer[Symbol.asyncIterator]();
  let keepAlive: ReturnType<typeof setInterval> | undefined;
  let resume = false;
  let takenAt = Date.now();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // some proxies and browsers wait for a first byte
      controller.enqueue(encoder.encode(':\n\n'));
      const beat = () => {
        const takes = (controller.desiredSize ?? 0) > 0;
        if (takes) takenAt = Date.now();
        if (Date.now() - takenAt > stuck.afterMs) {
          clearInterval(keepAlive);
          controller.error(new Error('the reader takes nothing'));
          void results.return?.();
          stuck.cut();
        } else if (takes) controller.enqueue(encoder.encode(':\n\n'));
      };
      keepAlive = setInterval(beat, Math.min(keepAliveMs, stuck.afterMs));
      keepAlive.unref();
    },
    async pull(controller) {
      takenAt = Date.now();
      try {
        const { done, value } = await results.next();
        if (!done) {
          resume = asksToResume(value);
          controller.enqueue(encoder.encode(frame(value)));
          return;
        }
        // without `complete` a client takes the end for a broken connection, and comes back
        if (!resume) controller.enqueue(encoder.encode('event: complete\ndata:\n\n'));
        clearInterval(keepAlive);
        controller.close();
      } catch (error) {
        clearInterval(keepAlive);
        controller.error(error);
      }
    },
    async cancel() {
      clearInterval(keepAlive);
      await results.return?.();
    },
  });
}

function frame(result: ExecutionResult): string {
  const cursor = result.extensions?.cursor;
  const id = typeof cursor === 'string' ? `id: ${cursor}\n` : '';
  return `${id}event: next\ndata: ${JSON.stringify({ ...result, ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}) })}\n\n`;
}

function asksToResume(result: ExecutionResult): boolean {
  return result.errors?.some((error) => error.extensions?.resume === true) ?? false;
}
