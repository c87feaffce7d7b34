import type { Attachment } from 'svelte/attachments';

/**
 * A few words beside a control, on hover and on keyboard focus. There is one bubble for the whole page, in the browser's
 * top layer, so hundreds of controls cost nothing and none is cut off by what scrolls around it.
 */
const DELAY_MS = 350;
const GAP = 6;

let bubble: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function place(anchor: HTMLElement, words: string): void {
  bubble ??= Object.assign(document.createElement('div'), { id: 'tip', role: 'tooltip', popover: 'manual', className: 'tip' });
  bubble.textContent = words;
  (anchor.closest('[role=dialog]') ?? document.body).append(bubble);
  bubble.showPopover();
  const at = anchor.getBoundingClientRect();
  const own = bubble.getBoundingClientRect();
  const below = at.bottom + GAP + own.height < innerHeight;
  const left = Math.min(Math.max(GAP, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - GAP);
  bubble.style.translate = `${left}px ${below ? at.bottom + GAP : at.top - GAP - own.height}px`;
}

function hide(): void {
  clearTimeout(timer);
  if (bubble?.isConnected) bubble.remove();
}

/** `{@attach tip(() => text)}`; null shows nothing. `describes`: the words say more than the control's own name does. */
export function tip(text: () => string | null | undefined, describes = false): Attachment<HTMLElement> {
  return (node) => {
    const show = () => {
      const words = text();
      if (!words || !node.isConnected) return;
      place(node, words);
      if (describes) node.setAttribute('aria-describedby', 'tip');
    };
    const later = (event: PointerEvent) => {
      clearTimeout(timer);
      if (event.pointerType !== 'touch') timer = setTimeout(show, DELAY_MS);
    };
    const focused = () => node.matches(':focus-visible') && show();
    const over = () => {
      hide();
      if (describes) node.removeAttribute('aria-describedby');
    };
    const escaped = (event: KeyboardEvent) => event.key === 'Escape' && over();
    // A touch has no hover: a tap on something that cannot be done says why.
    const tapped = () => (describes ? show() : over());

    const listeners: [keyof HTMLElementEventMap, (event: never) => unknown][] = [
      ['pointerenter', later],
      ['pointerleave', over],
      ['focus', focused],
      ['blur', over],
      ['keydown', escaped],
      ['click', tapped],
    ];
    for (const [name, listener] of listeners) node.addEventListener(name, listener as EventListener);
    return () => {
      over();
      for (const [name, listener] of listeners) node.removeEventListener(name, listener as EventListener);
    };
  };
}
