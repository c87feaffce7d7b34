import type { AnyVariables, DocumentInput } from '@urql/core';

/** A query that somebody looks at now. Live changes are worked into these, and these are asked again after a gap. */
export interface ActiveQuery {
  document: DocumentInput<never, never>;
  rootFields: readonly string[];
  variables: AnyVariables;
  /** Types whose additions this query wants to show. */
  follows: readonly string[];
  /** Types of which it counts or sums up something. */
  reflects: readonly string[];
  refetch(): void;
}

export type ChangeKind = 'ADDED' | 'CHANGED' | 'REMOVED';

export const activeQueries = new Set<ActiveQuery>();

const waiting = new Set<ActiveQuery>();

/** Asks again, a moment later: several changes in one moment cost one request. */
export function refetchSoon(query: ActiveQuery, delayMs = 250): void {
  if (waiting.has(query)) return;
  waiting.add(query);
  setTimeout(() => {
    waiting.delete(query);
    if (activeQueries.has(query)) query.refetch();
  }, delayMs);
}

/** When something of a type last came into being, and when anything of it last changed. */
const lastAdded = new Map<string, number>();
const lastChanged = new Map<string, number>();
let lastGap = Number.NEGATIVE_INFINITY;

/** How long ago something happened that a query with these interests would have to show (ms); lists that nobody looked at meanwhile are then asked anew. */
export function sinceNews({ follows, reflects }: Pick<ActiveQuery, 'follows' | 'reflects'>): number {
  const moments = [lastGap, ...follows.map((type) => lastAdded.get(type)), ...reflects.map((type) => lastChanged.get(type))];
  return Date.now() - Math.max(...moments.map((moment) => moment ?? Number.NEGATIVE_INFINITY));
}

/** Everything on the screen once more: after a gap in the live connection, or when CloudStack is back. */
export function refetchAll(): void {
  lastGap = Date.now();
  for (const query of activeQueries) refetchSoon(query, 50);
}

/** A live change has come in: lists that may have grown are asked again, counts as well. */
export function changed(kind: ChangeKind, type: string): void {
  lastChanged.set(type, Date.now());
  if (kind === 'ADDED') lastAdded.set(type, Date.now());
  for (const query of activeQueries) {
    if (kind === 'ADDED' && query.follows.includes(type)) refetchSoon(query);
    if (query.reflects.includes(type)) refetchSoon(query, 1000);
  }
}

/** Something of a type was changed by this tab, and nothing live tells of that type: what shows it is asked again at once. */
export function changedHere(type: string): void {
  lastChanged.set(type, Date.now());
  for (const query of activeQueries) if (query.reflects.includes(type)) refetchSoon(query, 0);
}

interface Selections {
  definitions: readonly { kind: string; selectionSet?: { selections: readonly { kind: string; name?: { value: string } }[] } }[];
}

/** The fields of Query that a document asks. */
export function rootFieldsOf(document: unknown): string[] {
  const operation = (document as Selections).definitions.find((definition) => definition.kind === 'OperationDefinition');
  return (operation?.selectionSet?.selections ?? []).flatMap((selection) =>
    selection.kind === 'Field' && selection.name ? [selection.name.value] : [],
  );
}
