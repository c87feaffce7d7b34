import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { toStream } from './sse.ts';

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

describe('toStream', () => {
  it('writes an id where the stream can be resumed, and says when it is complete', async () => {
    async function* results() {
      yield { data: { events: { id: 'a' } }, extensions: { cursor: '2026-11-22T08:00:00Z_a' } };
      yield { data: { events: { id: 'b' } } };
    }
    expect(await textOf(toStream(results()))).toBe(
      [
        ':\n\n',
        'id: 2026-11-22T08:00:00Z_a\nevent: next\ndata: {"data":{"events":{"id":"a"}},"extensions":{"cursor":"2026-11-22T08:00:00Z_a"}}\n\n',
        'event: next\ndata: {"data":{"events":{"id":"b"}}}\n\n',
        'event: complete\ndata:\n\n',
      ].join(''),
    );
  });

  it('lets the connection break off when the consumer is to come back', async () => {
    async function* results() {
      yield { errors: [new GraphQLError('going down', { extensions: { code: 'UPSTREAM_UNAVAILABLE', resume: true } })] };
    }
    const text = await textOf(toStream(results()));
    expect(text).toContain('"resume":true');
    expect(text).not.toContain('complete');
  });

  it('ends the subscription when the reader leaves', async () => {
    let returned = false;
    const endless = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<IteratorResult<never>>(() => undefined),
        return: async () => {
          returned = true;
          return { done: true as const, value: undefined };
        },
      }),
    };
    const reader = toStream(endless).getReader();
    await reader.read();
    await reader.cancel();
    expect(returned).toBe(true);
  });
});
