/** When each operation was last answered by the gateway; the oldest are forgotten, so that this never grows. */
const at = new Map<number, number>();
const KEPT = 300;

let fresh = 0;

export function noteAnswer(key: number): void {
  if (!at.delete(key)) fresh++;
  at.set(key, Date.now());
  if (at.size > KEPT) at.delete(at.keys().next().value ?? key);
}

/** How many different operations were answered since the cache was last cleared out. */
export const answersKept = (): number => fresh;

/** The cache was cleared out. */
export function forgetAnswers(): void {
  fresh = 0;
  at.clear();
}

/** Milliseconds since the gateway answered this operation; infinite when it never did. */
export const ageOfAnswer = (key: number): number => Date.now() - (at.get(key) ?? Number.NEGATIVE_INFINITY);
