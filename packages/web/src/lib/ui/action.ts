import type { Component } from 'svelte';

/** An icon of `@lucide/svelte/icons/<name>`. */
export type Icon = Component<{ size?: number | string; class?: string; 'aria-hidden'?: boolean | 'true' | 'false' }>;

/** Something a person can do to a thing: drawn as a button on its page, as an entry in the menu of its row. */
export interface ActionItem {
  id: string;
  label: string;
  icon?: Icon;
  /** What happens; or `href`, where it leads. */
  run?: () => void | Promise<void>;
  href?: string;
  /** Why it cannot be done now, in the reader's words; null or absent: it can. */
  disabledReason?: string | null;
  /** Something can be lost. */
  danger?: boolean;
  /** A line is drawn above it in menus. */
  separated?: boolean;
}
