/** How the database compares texts: without regard to case, and with `%` and `_` as wildcards in a `LIKE`. */

/** Whether two texts are equal to the database. */
export const same = (text: string | undefined, wanted: string): boolean => text?.toLowerCase() === wanted.toLowerCase();

/** `LIKE '%word%'`: the word's own `%` stands for any text, its `_` for any character. */
export function containing(word: string): (text: string | undefined) => boolean {
  const lower = word.toLowerCase();
  if (!/[%_\\]/.test(lower)) return (text) => text?.toLowerCase().includes(lower) === true;
  const pattern = new RegExp(patternOf(lower), 's');
  return (text) => text !== undefined && pattern.test(text.toLowerCase());
}

function patternOf(word: string): string {
  return word.replace(/\\?[\s\S]/g, (part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    const literal = part.length > 1 ? part.slice(1) : part;
    return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
}
