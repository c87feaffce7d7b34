/**
 * CloudStack's serializer turns every `\uXXXX` in its finished JSON back into the character, without looking whether the
 * backslash before it is an escaped one. So a value that holds the six characters `\u0041` arrives as `"\A"`, which is no
 * JSON, and control characters that JSON must escape arrive raw. Both break the whole answer, whosever row it is.
 */

/** An escape, a control character, or the quote that opens or closes a string. */
const hazard = /\\(u[0-9a-fA-F]{4}|.)|\p{Cc}|"/gsu;
const plainEscapes = '"\\/bfnrt';

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Makes valid JSON of what CloudStack sent. Inside strings, a raw control character is escaped, and a backslash before a
 * character that JSON knows no escape for becomes the literal `\uXXXX` that was stored (in lower-case hex: the case is
 * lost). Where the character happens to form an escape (`\n` from `\u006e`), the two cannot be told apart, and it is
 * read as JSON says.
 */
export function repairJson(text: string): string {
  let inString = false;
  return text.replace(hazard, (match, afterBackslash: string | undefined) => {
    if (match === '"') {
      inString = !inString;
      return match;
    }
    if (!inString) return match;
    if (afterBackslash === undefined) return unicodeEscape(match);
    if (/^u./.test(afterBackslash) || plainEscapes.includes(afterBackslash)) return match;
    // `\\` makes the backslash literal, so that the six characters come out as they were stored.
    return `\\${unicodeEscape(afterBackslash)}`;
  });
}

/** Parses JSON, and repairs it only when it has to. @throws SyntaxError when it is no JSON even then */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(repairJson(text));
  }
}
