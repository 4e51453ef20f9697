// Notifications as the desktop shows them: who and the summary, nothing of the card.
import { avatar, el, icon } from './elements.ts';

export interface Toast {
  readonly from: string;
  readonly text: string;
  readonly conversation: string;
  readonly at: string;
}

/** Long enough to read a line and decide; it waits longer while it is pointed at or has the focus, and stays under Activity. */
const shownMs = 8_000;
const shownMax = 3;

export function showToast(place: HTMLElement, toast: Toast, bot: boolean, open: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const away = (): void => {
    clearTimeout(timer);
    box.remove();
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(away, shownMs);
  };
  const go = (): void => {
    away();
    open();
  };
  const words = el('span', {}, el('strong', {}, toast.from), el('span', { class: 'about' }, toast.text));
  const box = el(
    'div',
    { class: 'toast', mouseenter: () => clearTimeout(timer), focusin: () => clearTimeout(timer), mouseleave: wait, focusout: wait },
    el('button', { type: 'button', class: 'toast-open', click: go }, avatar(toast.from, bot), words),
    el('button', { type: 'button', class: 'tool', 'aria-label': 'Dismiss notification', click: away }, icon('close')),
  );
  place.append(box);
  while (place.childElementCount > shownMax) place.firstElementChild?.remove();
  wait();
}
