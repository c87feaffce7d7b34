import type { Tone } from './tone.ts';

/** A short word in the corner. What failed stays until it is closed; the rest goes by itself. */
export interface Toast {
  id: number;
  tone: Tone;
  title: string;
  detail: string | null;
  href: string | null;
}

const list = $state<Toast[]>([]);
let next = 1;
const STAY_MS = 6000;
const AT_MOST = 4;

export const toasts = {
  get list(): readonly Toast[] {
    return list;
  },
  /** Shows a toast. `tone: 'bad'` is read aloud at once and stays. */
  show(toast: { tone?: Tone; title: string; detail?: string | null; href?: string | null }): void {
    const id = next++;
    list.push({ id, tone: toast.tone ?? 'ok', title: toast.title, detail: toast.detail ?? null, href: toast.href ?? null });
    if (list.length > AT_MOST) list.shift();
    if (toast.tone !== 'bad') setTimeout(() => toasts.close(id), STAY_MS);
  },
  close(id: number): void {
    const index = list.findIndex((toast) => toast.id === id);
    if (index >= 0) list.splice(index, 1);
  },
};
