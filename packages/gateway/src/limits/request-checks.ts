import type { ErrorCode } from '../error-codes.ts';

/** What of a request decides whether a browser was tricked into sending it. */
export interface Incoming {
  readonly method: string;
  readonly header: (name: string) => string | null | undefined;
  /** Origins that count as our own, besides that of the `Host` asked for. */
  readonly publicOrigins: readonly string[];
}

/** Why a request is refused before it is read. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
}

/**
 * Cross-site requests: a page of another origin may send forms and plain text with our cookie's siblings, and open
 * WebSockets. So changes must come as JSON (which needs a preflight that is never granted), and an `Origin`, where there
 * is one, must be ours.
 */
export function refusalOf(incoming: Incoming): Refusal | undefined {
  const { method, header } = incoming;
  if (!isOwnOrigin(incoming)) return { status: 403, code: 'FORBIDDEN', message: 'Requests from pages of another origin are not taken.' };
  if (method !== 'POST') return undefined;
  const type = (header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json' || type === 'application/graphql+json') return undefined;
  return { status: 415, code: 'INVALID_INPUT', message: 'Send JSON: Content-Type must be application/json.' };
}

/** Whether the page that sends a request, or opens a WebSocket, is ours. Programs send no `Origin`. */
export function isOwnOrigin({ header, publicOrigins }: Incoming): boolean {
  const origin = header('origin');
  if (!origin) return header('sec-fetch-site') !== 'cross-site' || header('sec-fetch-mode') === 'navigate';
  if (publicOrigins.includes(origin)) return true;
  const host = header('host');
  const page = URL.parse(origin);
  return page !== null && host !== null && host !== undefined && page.host === host;
}

/** A refusal as an answer in GraphQL's form. */
export function refusalResponse({ status, code, message }: Refusal): Response {
  return Response.json({ errors: [{ message, extensions: { code } }] }, { status });
}
