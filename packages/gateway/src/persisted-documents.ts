import { createHash } from 'node:crypto';
import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { GatewayError } from './errors.ts';
import { requestScope } from './observability/request-scope.ts';

/** Documents by the SHA-256 of their text (hexadecimal), kept where all replicas find them. */
export interface DocumentStore {
  get(hash: string): Promise<string | undefined>;
  set(hash: string, document: string): void;
}

/** At most this many characters of documents are kept in the process; those not asked for go first. */
const KEPT_CHARACTERS = 8 << 20;

const hashOf = (document: string) => createHash('sha256').update(document).digest('hex');
const refusal = (message: string) => new GatewayError('INVALID_INPUT', message, { extensions: { http: { status: 400 } } });

/**
 * Persisted documents as Apollo's and urql's clients speak of them (`extensions.persistedQuery`): a caller who is signed in
 * sends a document once with its hash, and from then on the hash alone, also by GET. A document is found by what it says, so
 * sharing it tells nobody anything that the one did not know.
 */
export function persistedDocuments(shared?: DocumentStore): Plugin<object>[] {
  const known = new LRUCache<string, string>({ maxSize: KEPT_CHARACTERS, sizeCalculation: (document) => document.length });

  const find = async (hash: string): Promise<string | null> => {
    const here = known.get(hash);
    if (here !== undefined) return here;
    const elsewhere = await shared?.get(hash);
    if (elsewhere === undefined || hashOf(elsewhere) !== hash) return null;
    known.set(hash, elsewhere);
    return elsewhere;
  };

  const keep: Plugin<object> = {
    onParams({ params }) {
      const asked = params.extensions?.persistedQuery as { version?: unknown; sha256Hash?: unknown } | undefined;
      if (asked === undefined) return;
      const { version, sha256Hash: hash } = asked ?? {};
      if (version !== 1 || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash))
        throw refusal('`extensions.persistedQuery` must be `{ version: 1, sha256Hash: "…" }` with 64 hexadecimal digits in lower case.');
      if (!params.query) return;
      if (hashOf(params.query) !== hash) throw refusal('`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`.');
      if (!requestScope()?.signedIn || known.has(hash)) return;
      known.set(hash, params.query);
      shared?.set(hash, params.query);
    },
  };

  return [
    keep,
    usePersistedOperations({
      allowArbitraryOperations: true,
      getPersistedOperation: find,
      customErrors: {
        // the word is what clients look for before they send the document
        notFound: () => new GatewayError('NOT_FOUND', 'PersistedQueryNotFound'),
        keyNotFound: () => refusal('Send a `query`, or the hash of one in `extensions.persistedQuery`.'),
      },
    }),
  ];
}
