import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';

// The package's types speak of Express; what it needs is a plain request and response.
type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Compresses answers as the caller accepts: a page of a hundred rows is a megabyte of markup, and a tenth of that
 * compressed. Streams (events, deferred parts) go out as they come.
 */
export const compress = compression({
  filter: (request, response) =>
    !/event-stream|multipart/.test(String(response.getHeader('content-type'))) && compression.filter(request, response),
}) as unknown as Middleware;
