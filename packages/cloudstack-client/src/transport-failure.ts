import { DeadlinePassed } from './deadline.ts';
import { CloudStackTransportError, type TransportErrorKind } from './errors.ts';

/** Codes of undici and Node that come after the request was (perhaps) sent. Everything else failed while connecting. */
const afterSending = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
]);

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The error for a call that brought no answer. `signal` is the call's own, its reason tells deadline from abort. */
export function transportError(command: string, cause: unknown, signal: AbortSignal): CloudStackTransportError {
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    return reason instanceof DeadlinePassed
      ? failure(command, 'timeout', reason.message, reason)
      : failure(command, 'aborted', 'the caller gave the call up', reason);
  }
  const code = codeOf(cause);
  if (code.startsWith('HPE_')) return failure(command, 'invalid-response', 'what came is no HTTP answer', cause);
  if (afterSending.has(code)) return failure(command, 'reset', `the connection broke before the answer was in (${code})`, cause);
  return failure(command, 'connect', `no connection to CloudStack (${code || String(cause)})`, cause);
}

function failure(command: string, kind: TransportErrorKind, errorText: string, cause: unknown): CloudStackTransportError {
  return new CloudStackTransportError({ command, kind, errorText, cause });
}
