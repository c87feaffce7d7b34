/** The tables of differences in `docs/simulator-differences.md`, which people read and the replay test checks. */

import { readFileSync } from 'node:fs';

/** One row: an exchange, its differences, and the reason why they stay. */
export interface DocumentedDifference {
  /** As `05#14`. */
  readonly name: string;
  /** The differences as the replay reports them. */
  readonly differences: readonly string[];
  readonly reason: string;
}

const document = new URL('../../../../docs/simulator-differences.md', import.meta.url);

/** Rows of the form "| 05#14 | `path: what`, `path: what` | reason |", below the headings of the tables of differences. */
export function readDocumentedDifferences(text = readFileSync(document, 'utf8')): DocumentedDifference[] {
  const rows: DocumentedDifference[] = [];
  const [, ...tables] = text.split(/^\| exchange \| differences \| why \|\n/m);
  for (const line of tables.flatMap((table) => (table.split('\n\n')[0] ?? '').split('\n'))) {
    const [, name, differences, reason] = /^\|\s*(\d\d#\d+)\s*\|(.*)\|([^|]*)\|\s*$/.exec(line) ?? [];
    if (!name || differences === undefined || reason === undefined) continue;
    rows.push({ name, differences: [...differences.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''), reason: reason.trim() });
  }
  return rows;
}
