import { readFileSync, writeFileSync } from 'node:fs';
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The schema that callers were last given, and the breaks since then that were accepted with a reason. */
const released = new URL('../schema/released.graphql', import.meta.url);
const accepted = new URL('../schema/accepted-breaks.json', import.meta.url);

/** One break that was decided on. */
export interface AcceptedBreak {
  /** What breaks, as the check names it: `VirtualMachine.hostName`. */
  readonly path: string;
  /** Why it must be, and what callers do instead. */
  readonly reason: string;
  /** When it was decided: `2026-11-22`. */
  readonly date: string;
}

export const acceptedBreaks = (): AcceptedBreak[] => JSON.parse(readFileSync(accepted, 'utf8')) as AcceptedBreak[];

export const releasedSchema = (): GraphQLSchema => buildSchema(readFileSync(released, 'utf8'));

/** What would break for callers who know the one schema and meet the other. */
export async function breaksBetween(before: GraphQLSchema, after: GraphQLSchema): Promise<Change[]> {
  const changes = await diff(before, after);
  return changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
}

/** A release: what is served now is what callers know from now on, and nothing of it is broken yet. */
export function release(printed: string): void {
  writeFileSync(released, printed);
  writeFileSync(accepted, '[]\n');
}
