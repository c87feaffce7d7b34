import { InvalidInputError } from './errors.ts';

/** A typed id taken apart: `VirtualMachine:029d3e74-…`. */
export interface TypedId {
  typename: string;
  /** CloudStack's UUID. */
  id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TYPED = /^([A-Za-z][A-Za-z0-9]*):(.+)$/;

/** `VirtualMachine:<uuid>`, readable on purpose: people copy ids between graph, API and log. */
export function typedId(typename: string, uuid: string): string {
  return `${typename}:${uuid}`;
}

/** Whether a text has the form of CloudStack's ids. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Takes a typed id apart; a bare UUID is refused, since nothing tells its type. */
export function parseTypedId(text: string, path: readonly string[] = ['id']): TypedId {
  const match = TYPED.exec(text);
  if (!match || !isUuid(match[2] ?? '')) {
    throw new InvalidInputError([
      { path: [...path], message: `"${shorten(text)}" is no typed id. Give one like "VirtualMachine:029d3e74-…".` },
    ]);
  }
  return { typename: match[1] ?? '', id: (match[2] ?? '').toLowerCase() };
}

/**
 * The UUID of an argument whose type is known: it takes `VirtualMachine:<uuid>` and the bare UUID.
 * An id of another type, or no id at all, is refused before CloudStack is asked.
 *
 * @param typename what the id must name, for instance `Volume`
 * @param path where the argument stands, for the error
 */
export function uuidOf(typename: string, text: string, path: readonly string[] = ['id']): string {
  const given = text.trim();
  if (isUuid(given)) return given.toLowerCase();
  const match = TYPED.exec(given);
  if (match && match[1] !== typename && isUuid(match[2] ?? '')) {
    throw new InvalidInputError([
      { path: [...path], message: `This is the id of ${aOrAn(match[1] ?? '')}; ${aOrAn(typename)} is wanted here.` },
    ]);
  }
  if (!match || !isUuid(match[2] ?? '')) {
    throw new InvalidInputError([
      {
        path: [...path],
        message: `"${shorten(given)}" is no id of ${aOrAn(typename)}. Give "${typename}:" and the UUID, or the UUID alone.`,
      },
    ]);
  }
  return (match[2] ?? '').toLowerCase();
}

/** {@link uuidOf} for an argument that may be left out. */
export function optionalUuidOf(typename: string, text: string | null | undefined, path: readonly string[]): string | undefined {
  return text === null || text === undefined ? undefined : uuidOf(typename, text, path);
}

/** {@link uuidOf} for a list of ids. */
export function uuidsOf(typename: string, texts: readonly string[], path: readonly string[]): string[] {
  return texts.map((text, index) => uuidOf(typename, text, [...path, String(index)]));
}

function aOrAn(typename: string): string {
  return `${/^[AEIO]/.test(typename) ? 'an' : 'a'} ${typename}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
