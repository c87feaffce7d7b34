/** Says where a simulated answer has another shape than the recorded one. */

import { isUuid, type Translation } from './translation.ts';

/**
 * Values that are no free text but the outcome itself: they have to be equal, not only of one type, and so have booleans.
 * Names, texts, dates, addresses and figures may differ.
 */
const outcomes = new Set([
  ...['count', 'errorcode', 'cserrorcode', 'success', 'jobstatus', 'jobprocstatus', 'jobresultcode', 'jobresulttype', 'jobinstancetype'],
  ...['state', 'level', 'type', 'resourcetype', 'resourcetypename', 'archived', 'resourcestate', 'traffictype', 'protocol', 'status'],
  ...['accounttype', 'roletype', 'isdefault', 'issourcenat', 'isready', 'is2faenabled', 'is2faverified', 'hypervisor', 'cmd'],
]);

/** Where a machine or a disk is put is the server's free choice: these ids need not be counterparts. */
const placements = [
  /(virtualmachine|systemvm|router)(\[\])?\.hostid$/,
  /volume(\[\])?\.(storageid|clusterid)$/,
  /snapshotpolicy(\[\])?\.storage\[\]\.id$/,
  /^findhostsformigrationresponse\.host\[\]\.(id|clusterid)$/,
];

/** What the server keeps in a hash set comes in no order. */
const sets = /^listapisresponse\.api\[\]\.(params|response)(\[\]\.response)*$/;

const rowNames = ['name', 'username', 'account', 'role', 'rule', 'key'];

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The differences between two answers, each as `path: what`, with `[]` for any row; empty when they are equal in shape.
 * Ids that stand at the same place are learnt as counterparts.
 */
export function compareShapes(recorded: unknown, simulated: unknown, translation: Translation): string[] {
  const differences = new Set<string>();
  compareValues(recorded, simulated, '', { translation, report: (path, what) => differences.add(`${path || 'answer'}: ${what}`) });
  return [...differences];
}

interface Comparison {
  readonly translation: Translation;
  report(path: string, what: string): void;
}

function compareValues(recorded: unknown, simulated: unknown, path: string, comparison: Comparison): void {
  const kinds = [kindOf(recorded), kindOf(simulated)];
  if (kinds[0] !== kinds[1]) comparison.report(path, `${kinds[1]} instead of ${kinds[0]}`);
  else if (Array.isArray(recorded)) compareArrays(recorded, simulated as unknown[], path, comparison);
  else if (kinds[0] === 'object') compareObjects(recorded as JsonObject, simulated as JsonObject, path, comparison);
  else compareScalars(recorded, simulated, path, comparison);
}

function compareObjects(recorded: JsonObject, simulated: JsonObject, path: string, comparison: Comparison): void {
  for (const key of Object.keys(simulated)) {
    if (!(key in recorded)) comparison.report(join(path, key), 'not in the recording');
  }
  for (const [key, value] of Object.entries(recorded)) {
    if (!(key in simulated)) comparison.report(join(path, key), 'missing');
    else compareValues(value, simulated[key], join(path, key), comparison);
  }
  const { created } = recorded;
  if ('level' in recorded && typeof created === 'string' && typeof simulated.created === 'string') {
    comparison.translation.learnDate(created, simulated.created);
  }
}

function compareArrays(recordedRows: unknown[], simulatedRows: unknown[], path: string, comparison: Comparison): void {
  const [recorded, simulated] = sets.test(path) ? [byName(recordedRows), byName(simulatedRows)] : [recordedRows, simulatedRows];
  if (recorded.length !== simulated.length) {
    comparison.report(path, `${simulated.length} rows instead of ${recorded.length}`);
    return;
  }
  if (differInOrder(recorded, simulated)) {
    comparison.report(path, 'the same rows in another order');
    return;
  }
  for (const [index, value] of recorded.entries()) compareValues(value, simulated[index], `${path}[]`, comparison);
}

function compareScalars(recorded: unknown, simulated: unknown, path: string, { translation, report }: Comparison): void {
  const key = path.slice(path.lastIndexOf('.') + 1);
  if (isUuid(recorded) && typeof simulated === 'string') {
    if (!isUuid(simulated)) report(path, 'no UUID');
    else if (!placements.some((place) => place.test(path)) && !translation.agree(recorded, simulated)) report(path, "another object's id");
  } else if ((outcomes.has(key) || typeof recorded === 'boolean') && recorded !== simulated) {
    report(path, `${JSON.stringify(simulated)} instead of ${JSON.stringify(recorded)}`);
  }
}

function byName(rows: unknown[]): unknown[] {
  return rows.toSorted((a, b) => (rowName(a) ?? '').localeCompare(rowName(b) ?? ''));
}

/** True of two lists with the same names in another sequence. */
function differInOrder(recorded: unknown[], simulated: unknown[]): boolean {
  const [before, after] = [recorded.map(rowName), simulated.map(rowName)];
  if (before.includes(undefined) || before.join('\n') === after.join('\n')) return false;
  return [...before].sort().join('\n') === [...after].sort().join('\n');
}

function rowName(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const names = rowNames.map((key) => (row as JsonObject)[key]).filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(' ') : undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
