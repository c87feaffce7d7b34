import { connection } from './connection.svelte.ts';
import { type Lapse, session } from './session.svelte.ts';

interface GraphError {
  extensions?: { code?: unknown };
}

/** The codes of an answer's errors; an answer that is no JSON has none. */
export function errorCodes(body: string): string[] {
  if (!body.includes('"errors"')) return []; // nearly every answer: not parsed twice
  try {
    const { errors } = JSON.parse(body) as { errors?: GraphError[] };
    return (errors ?? []).map((error) => String(error.extensions?.code ?? 'INTERNAL'));
  } catch {
    return [];
  }
}

/** The lapse of the session that error codes tell of. */
export const lapseOf = (codes: string[]): Lapse | null =>
  codes.includes('UNAUTHENTICATED') ? 'expired' : codes.includes('SECOND_FACTOR_REQUIRED') ? 'second-factor' : null;

/**
 * A fetch for the browser that notices how things stand. An answer "not signed in" is held back until somebody has
 * signed in; the same request is then sent again (a refused one was not carried out, so this is safe for actions too).
 */
export function watchfulFetch(plain: typeof fetch): typeof fetch {
  return async function send(input, init): Promise<Response> {
    let response: Response;
    try {
      response = await plain(input, init);
    } catch (cause) {
      if (!(cause instanceof DOMException && cause.name === 'AbortError')) connection.gatewayDown = true;
      throw cause;
    }
    connection.gatewayDown = response.status === 502 || response.status === 503 || response.status === 504;
    const body = await response.text();
    const codes = errorCodes(body);
    const lapse = lapseOf(codes);
    if (lapse) {
      await session.renew(lapse);
      return send(input, init);
    }
    if (codes.some((code) => code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_TIMEOUT')) connection.cloudStackDown = true;
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}
