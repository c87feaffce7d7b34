/** When each operation was last answered by the gateway; the oldest are forgotten, so that this never grows. */
const at = new Map<number, number>();
const KEPT = 300;

export function noteAnswer(key: number): void {
  at.delete(key);
  at.set(key, Date.now());
  if (at.size > KEPT) at.delete(at.keys().next().value ?? key);
}

/** Milliseconds since the gateway answered this operation; infinite when it never did. */
export const ageOfAnswer = (key: number): number => Date.now() - (at.get(key) ?? Number.NEGATIVE_INFINITY);
