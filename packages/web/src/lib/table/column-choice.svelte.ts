import { SvelteMap } from 'svelte/reactivity';
import { browser } from '$app/env';

/** Which columns a person switched on or off, by table; kept in this browser. */
const KEY = 'columns';
const choices = new SvelteMap<string, boolean>();
let loaded = false;

/** To be called once the first view stands, so that it is the same as the server's. */
export function loadColumnChoice(): void {
  if (loaded || !browser) return;
  loaded = true;
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, boolean>;
    for (const [key, on] of Object.entries(stored)) choices.set(key, on);
  } catch {
    // Unreadable, so nothing was chosen.
  }
}

interface Chosen {
  id: string;
  off?: boolean;
}

export const isShown = (table: string, column: Chosen): boolean => choices.get(`${table}.${column.id}`) ?? !column.off;

/** True when the person decided, so that no window width overrules it. */
export const isChosen = (table: string, column: Chosen): boolean => choices.get(`${table}.${column.id}`) === true;

export function chooseColumn(table: string, column: Chosen, on: boolean): void {
  choices.set(`${table}.${column.id}`, on);
  localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(choices)));
}
