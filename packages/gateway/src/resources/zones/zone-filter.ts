import type { MoreParameters } from '../../cloud.ts';
import { matchesKeyword, type NameFilter } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';

/** What the filter of a reference list reads of a row. `zoneid` may name several zones, by commas; none: all. */
interface FilteredRow {
  name?: string;
  displaytext?: string;
  zoneid?: string;
}

/** A `NameFilter` as a test of rows at hand, and as parameters for lists too long to be at hand. */
export function usableInZone(filter: typeof NameFilter.$inferInput | null | undefined): {
  matches: (row: FilteredRow) => boolean;
  parameters: MoreParameters;
} {
  const zoneId = optionalUuidOf('Zone', filter?.zoneId, ['filter', 'zoneId']);
  const keyword = filter?.keyword;
  return {
    matches: (row) =>
      matchesKeyword(row, keyword) && (zoneId === undefined || row.zoneid === undefined || row.zoneid.split(',').includes(zoneId)),
    parameters: { keyword: keyword ?? undefined, zoneid: zoneId },
  };
}
