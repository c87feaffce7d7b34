/** From CloudStack's parameter names to where the caller's arguments stand. */
export type ArgumentPaths = Readonly<Record<string, readonly string[]>>;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * Where arguments stand, by the names that CloudStack would use: `zoneid` for `filter.zoneId`, `projectid` for
 * `filter.scope.project`. What differs more is said by `argumentPaths` of the mutation.
 */
export function argumentPathsOf(given: object, root: readonly string[] = []): ArgumentPaths {
  const paths: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(given)) {
    const path = [...root, name];
    if (isPlain(value)) Object.assign(paths, argumentPathsOf(value, path));
    // a typed id says the type, too, where CloudStack wants both
    else for (const known of [name, `${name}id`, name.replace(/Id$/, 'Type')]) paths[known.toLowerCase()] ??= path;
  }
  return paths;
}

/** The argument at a path: its text, and which of a list it is that a refusal names. */
export function argumentAt(given: object | undefined, path: readonly string[], refusal: string): { path: string[]; value?: string } {
  const found = path.reduce<unknown>((holder, name) => (isPlain(holder) ? holder[name] : undefined), given);
  if (typeof found === 'string') return { path: [...path], value: found };
  const texts = Array.isArray(found) ? found.map(String) : [];
  const index = texts.findIndex((text) => refusal.includes(text.slice(-UUID_LENGTH)));
  return index < 0 ? { path: [...path] } : { path: [...path, String(index)], value: texts[index] ?? '' };
}

const UUID_LENGTH = 36;

/** The first word of a text that names a parameter; `key pair` names `keypairs`. */
export function mentionedIn(text: string, isParameter: (word: string) => boolean): string | undefined {
  const words = text.toLowerCase().split(/[^a-z0-9]+/);
  for (const [place, word] of words.entries()) {
    const joined = `${word}${words[place + 1] ?? ''}`;
    const found = [joined, `${joined}s`, `${joined}id`, `${joined}ids`, word].find(isParameter);
    if (found !== undefined) return found;
  }
  return undefined;
}

const SHOUTED = /\b(iso|ip|vpc|acl|os|ssh)\b/g;

/** What an id names, in words: `service offering` for `serviceOfferingId`. Undefined for a bare `id`. */
export function nounOf(path: readonly string[]): string | undefined {
  const name = path.findLast((part) => !/^\d+$/.test(part))?.replace(/Ids?$/, '');
  if (name === undefined || /^ids?$/.test(name)) return undefined;
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace('virtual machine', 'instance');
  return words.replaceAll(SHOUTED, (word) => word.toUpperCase());
}
