/** Why an action cannot be done now, as the graph says it: one of a known set of English sentences. */
export function reasonText(reason: string | null): string | null {
  return reason;
}
