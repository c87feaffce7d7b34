/** From what was sent to what a command gets: each value read by the type the catalogue gives its parameter. */
import type { CatalogueCommand, CatalogueParameter } from './catalogue.ts';
import type { AnyTable, Command } from './command.ts';
import { ApiError, badParameter, invalid } from './errors.ts';
import { invalidValue, missing, momentIn, type Params, unknownId } from './params.ts';
import type { Entity, Store } from './store.ts';

/** The longest text a parameter takes that does not say otherwise. */
const LONGEST = 255;

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const numberShape = /^[+-]?\d{1,18}$/;

/** Names of the server's own fields, where they are not the parameters'. */
const fieldNames: Readonly<Record<string, string>> = {
  displayname: 'displayName',
  displaytext: 'displayText',
  accountname: 'accountName',
  userdata: 'userData',
};

/** Where -1 means "any", so that the parameter says nothing. */
const anyOf: Readonly<Record<string, string>> = {
  registerIso: 'zoneid',
  registerTemplate: 'zoneid',
  getUploadParamsForTemplate: 'zoneid',
  getUploadParamsForIso: 'zoneid',
  copyTemplate: 'destzoneid',
  listVirtualMachines: 'groupid',
};

/** Parameters only the class that root admins run has: to everybody else they are unknown, and ignored as such. */
const ofAdminsClass: Readonly<Record<string, readonly string[]>> = {
  listVirtualMachines: ['hostid', 'podid', 'clusterid', 'storageid'],
  listVirtualMachinesMetrics: ['hostid', 'podid', 'clusterid', 'storageid'],
  listVolumes: ['clusterid', 'storageid'],
  listVolumesMetrics: ['clusterid', 'storageid'],
};

/** An internal id that names nothing; the command finds out only later. */
interface Unmatched {
  readonly parameter: string;
  readonly id: string;
  readonly type: string;
}

export interface Decoding {
  readonly definition: CatalogueCommand;
  readonly command: Command;
  readonly params: Params;
  readonly store: Store;
  /** Whether a root admin calls. */
  readonly root: boolean;
  /** The table that a parameter of this name holds an id of, unless the command says otherwise. */
  readonly tableOf: (parameter: string) => AnyTable | undefined;
}

/** What a call's parameters come to. */
export interface Decoded {
  readonly values: ReadonlyMap<string, string>;
  /** Set when an internal id names nothing: a list is empty then. */
  readonly matchesNothing: boolean;
}

/** `name[0].field`, or a refusal: objects in lists are sent in no other way. */
export function checkMapNames(names: Iterable<string>): void {
  for (const name of names) {
    const start = name.indexOf('[');
    if (start <= 0 && name.lastIndexOf('[') === start) continue;
    if (!/^[^[\]]+\[[+-]?\d+\][^[\]]*$/.test(name) || name.indexOf('.') < name.indexOf(']')) {
      throw new ApiError(
        430,
        9999,
        `Unable to decode parameter ${name}; if specifying an object array, please use parameter[index].field=XXX, e.g. userGroupList[0].group=httpGroup`,
      );
    }
  }
}

/** Missing parameters, malformed values, ids that are malformed or name nothing: in that order. */
export function decodeParams(call: Decoding): Decoded {
  const { definition, params } = call;
  for (const { name, required } of definition.params) {
    if (required === true && !params.has(name) && params.map(name).length === 0) throw missing(definition.name, name);
  }
  const values = new Map(params.entries());
  const unknown = call.root ? [] : (ofAdminsClass[definition.name] ?? []);
  for (const name of unknown) values.delete(name);
  const unmatched: Unmatched[] = [];
  for (const parameter of definition.params) {
    const value = values.get(parameter.name);
    if (value === undefined) continue;
    const decoded = decode(call, parameter, value, unmatched);
    if (decoded === undefined) values.delete(parameter.name);
    else values.set(parameter.name, decoded);
  }
  const [first] = unmatched;
  if (first === undefined) return { values, matchesNothing: false };
  if (first.parameter === 'domainid' || first.parameter === 'projectid')
    throw invalid(`Unable to find ${first.parameter.replace('id', '')} by id ${first.id}`);
  if (!/^list/.test(definition.name)) throw invalid(`Unable to find UUID for id [${first.id}] of type [${first.type}]`);
  return { values, matchesNothing: true };
}

function decode(call: Decoding, parameter: CatalogueParameter, value: string, unmatched: Unmatched[]): string | undefined {
  const { definition } = call;
  const { name, type } = parameter;
  const refused = () =>
    badParameter(`Unable to execute API command ${definition.name.toLowerCase()} due to invalid value ${value} for parameter ${name}`);
  if (type === 'integer' || type === 'long' || type === 'short') {
    if (type === 'integer' && value.trim() === '') return value;
    if (!isWhole(value, type)) throw refused();
  } else if (type === 'string') {
    const longest = parameter.length ?? LONGEST;
    if (value.length > longest)
      throw invalidValue(definition.name, `Value greater than max allowed length ${longest} for param: ${fieldNames[name] ?? name}`);
  } else if (type === 'date') momentIn(definition.name, value);
  else if (type === 'map') throw refused();
  else if (type === 'uuid') return decodeId(call, parameter, value, unmatched);
  else if (type === 'list') return decodeList(call, parameter, value, unmatched);
  return value;
}

const bits = { short: 16, integer: 32, long: 64 };

/** Whether Java reads it as a number of this type. */
function isWhole(text: string, type: keyof typeof bits): boolean {
  if (!/^[+-]?\d{1,20}$/.test(text)) return false;
  const number = BigInt(text.replace('+', ''));
  return BigInt.asIntN(bits[type], number) === number;
}

/** Only lists of ids are looked at, which those are that name a table. */
function decodeList(call: Decoding, parameter: CatalogueParameter, value: string, unmatched: Unmatched[]): string | undefined {
  if (tablesOf(call, parameter.name).length === 0) return value;
  const items = value.split(',').filter((item) => item !== '');
  if (items.length === 0) return '';
  const lost: Unmatched[] = [];
  const ids = items.flatMap((item) => decodeId(call, parameter, item, lost) ?? []);
  if (ids.length === 0)
    unmatched.push(lost[0] ?? { parameter: parameter.name, id: items[0] ?? '', type: tablesOf(call, parameter.name)[0]?.name ?? 'null' });
  return ids.length === 0 ? undefined : ids.join(',');
}

function tablesOf({ command, tableOf }: Decoding, name: string): readonly AnyTable[] {
  return [command.entities?.[name] ?? tableOf(name) ?? []].flat();
}

/**
 * The UUID that is meant. Parameters of the first versions take internal ids, too; later ones leave out of account what
 * is no UUID.
 */
function decodeId(call: Decoding, parameter: CatalogueParameter, value: string, unmatched: Unmatched[]): string | undefined {
  const { definition, store } = call;
  const { name } = parameter;
  if (value === '-1') {
    if (name === 'projectid') return value;
    if (anyOf[definition.name] === 'zoneid' && name === 'zoneid' && !call.root)
      throw invalid("Template registered for 'All zones' can only be done by ROOT admin");
    if (anyOf[definition.name] !== name) unmatched.push({ parameter: name, id: value, type: tablesOf(call, name)[0]?.name ?? 'null' });
    return undefined;
  }
  const isUuid = uuidShape.test(value);
  if (!isUuid && parameter.since !== undefined) return undefined;
  const tables = tablesOf(call, name);
  if (numberShape.test(value)) {
    const id = Number(value);
    if (id < 1) throw invalidValue(definition.name, `Invalid value provided for API arg: ${name}`);
    const row = first(tables, (table) => store.table(table).byId(id));
    if (row === undefined) unmatched.push({ parameter: name, id: String(id), type: tables[0]?.name ?? 'null' });
    return row?.uuid;
  }
  const uuid = value.toLowerCase();
  if (tables.length === 0 ? !isUuid : first(tables, (table) => store.table(table).known(uuid)) === undefined)
    throw unknownId(definition.name, name, value);
  return uuid;
}

function first(tables: readonly AnyTable[], find: (table: AnyTable) => Entity | undefined): Entity | undefined {
  for (const table of tables) {
    const row = find(table);
    if (row !== undefined) return row;
  }
  return undefined;
}
