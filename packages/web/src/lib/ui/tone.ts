/** What a state means to the eye. `busy` is on its way to another state by itself. */
export type Tone = 'ok' | 'idle' | 'busy' | 'warn' | 'bad' | 'accent';

/** Text colour of a tone; tints are made from it by `color-mix`. */
export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  idle: 'text-dim',
  busy: 'text-busy',
  warn: 'text-warn',
  bad: 'text-bad',
  accent: 'text-accent',
};

/** The colour as a CSS value, for charts. */
export const toneColour: Record<Tone, string> = {
  ok: 'var(--ok)',
  idle: 'var(--dim)',
  busy: 'var(--busy)',
  warn: 'var(--warn-fill)',
  bad: 'var(--bad)',
  accent: 'var(--accent)',
};
