import type { Plugin } from 'graphql-yoga';
import { GatewayError } from '../errors.ts';

const MOST_BYTES = 512 * 1024;

const tooLarge = () =>
  new GatewayError('INVALID_INPUT', `Request body too large: at most ${MOST_BYTES} bytes are taken.`, {
    extensions: { http: { status: 413 } },
  });

/**
 * Refuses bodies that are too large. Where the length is said, HTTP itself sees to it that no more comes, and nothing
 * stands between the socket and the parser; else the bytes are counted as they come (Yoga's own limit does that always).
 */
export function useBodyLimit(): Plugin<object> {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const said = request.headers.get('content-length');
      if (said !== null) {
        if (!/^\d+$/.test(said))
          throw new GatewayError('INVALID_INPUT', 'Content-Length is no number.', { extensions: { http: { status: 400 } } });
        if (Number(said) > MOST_BYTES) throw tooLarge();
        return;
      }
      if (!requestParser || !request.body) return;
      setRequestParser(({ url, method, headers, signal, body }) =>
        requestParser(new fetchAPI.Request(url, { method, headers, signal, body: counted(body, fetchAPI), duplex: 'half' } as RequestInit)),
      );
    },
  };
}

/** The same bytes, and an error once there are too many. */
function counted(body: Request['body'], fetchAPI: Pick<typeof globalThis, 'TransformStream'>): Request['body'] {
  const Stream = body instanceof ReadableStream ? TransformStream : fetchAPI.TransformStream;
  let bytes = 0;
  const count = new Stream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > MOST_BYTES) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
  return body?.pipeThrough(count) ?? null;
}
