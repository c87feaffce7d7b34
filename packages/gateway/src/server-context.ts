import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from './identity/caller.ts';

/** What Yoga carries along with a request until resolvers get their own context. */
export interface ServerContext {
  /** Node's request; absent where `gateway.fetch` is called directly (tests, server rendering). */
  req?: IncomingMessage;
  res?: ServerResponse;
  /** Set once the caller is recognised. */
  caller?: Caller;
}
