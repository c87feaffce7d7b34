import type { Attachment } from 'svelte/attachments';

/** Makes an element glow once, each time the value that it shows changes (not when it first appears). */
export function glow(value: () => unknown): Attachment<HTMLElement> {
  let last: unknown;
  let seen = false;
  return (node) => {
    const next = value();
    if (seen && !Object.is(next, last)) flash(node);
    last = next;
    seen = true;
  };
}

/** Starts the glow, again if it still runs. */
export function flash(node: HTMLElement): void {
  node.classList.remove('glow');
  node.getBoundingClientRect(); // a layout in between, or the animation would not start anew
  node.classList.add('glow');
  node.addEventListener('animationend', () => node.classList.remove('glow'), { once: true });
}
