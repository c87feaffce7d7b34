import type { ResourceChange } from './resource-tracker.ts';

/** Something that keeps rows of a kind of resource and wants to hear of all their changes, watched by somebody or not. */
export interface Keeper {
  readonly typename: string;
  /** Whether it keeps a row of that id. */
  has(id: string): boolean;
  changed(changes: readonly ResourceChange[]): void;
  /** Something has changed, and nobody knows what. */
  relistSoon(): void;
  /** Who belongs to which project may have changed. */
  regroup(): void;
  /** The identity can no longer be read as. */
  ended(): void;
}
