/** Where in the event log a thing that is streamed stands: the cursor with which its stream can be resumed after it. */
const positions = new WeakMap<object, string>();

/** Notes the position of something before it is published. */
export function setPosition(item: object, cursor: string): void {
  positions.set(item, cursor);
}

/** The position of something, undefined where it has none. */
export function positionOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null ? positions.get(item) : undefined;
}
