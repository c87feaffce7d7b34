import type { ErrorCode } from '../error-codes.ts';
import type { FieldProblem } from '../validation/problems.ts';

/** A request to the graph, answered as over HTTP: the same caller, limits, masking and figures. */
export type AskGraph = (request: Request) => Promise<Response>;

/** Why the graph did not do it: an error of its answer, or the refusal of a mutation's union. */
export interface Refused {
  readonly code: ErrorCode;
  readonly message: string;
  readonly fields: readonly FieldProblem[];
  readonly cloudStack?: unknown;
  readonly retryAfterSeconds?: number;
}

/** What came of a document. */
export type Outcome = { readonly data: Record<string, unknown> } | { readonly refused: Refused };

interface GraphError {
  message: string;
  extensions?: { code?: ErrorCode; fields?: FieldProblem[]; cloudStack?: unknown; retryAfterSeconds?: number };
}

const CREDENTIALS = ['authorization', 'cookie', 'x-forwarded-for', 'x-forwarded-proto'];

/** Runs a persisted document as whoever made `request`. An answer with any error counts as refused: half a row is a lie. */
export async function execute(ask: AskGraph, request: Request, document: string, variables: object): Promise<Outcome> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json' });
  for (const name of CREDENTIALS) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const url = new URL('/graphql', request.url);
  const answer = await ask(
    new Request(url, { method: 'POST', headers, body: JSON.stringify({ query: document, variables }), signal: request.signal }),
  );
  const { data, errors } = (await answer.json()) as { data?: Record<string, unknown> | null; errors?: GraphError[] };
  if (errors?.length) return { refused: ofErrors(errors) };
  const result = data?.result as { code?: ErrorCode; message?: string; fields?: FieldProblem[]; path?: string[] } | undefined;
  if (result?.code === undefined) return { data: data ?? {} };
  const { code, message = '', path = [], fields = path.length > 0 ? [{ path, message }] : [] } = result;
  return { refused: { code, message, fields } };
}

function ofErrors(errors: readonly GraphError[]): Refused {
  const [first] = errors;
  const { code = 'INTERNAL', cloudStack, retryAfterSeconds } = first?.extensions ?? {};
  return {
    code,
    message: first?.message ?? '',
    fields: errors.flatMap((error) => error.extensions?.fields ?? []),
    ...(cloudStack === undefined ? {} : { cloudStack }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
