// Keeps the keyboard's place. An answer may make the very field vanish that was focused or is about to be
// (it is no longer asked); the browser would then drop the focus to the top of the page. Here it goes to the
// next field that is still there. People with mouse or finger are left alone: no keyboard pops up for them.
import type { Action } from 'svelte/action';

const STOPS = 'a[href], button:not(:disabled), input:not(:disabled), select, summary, [tabindex="0"]';

export const keepFocus: Action<HTMLElement> = (root) => {
  let stops: HTMLElement[] = [];
  let at = -1;
  let byKeyboard = false;

  const there = (e: HTMLElement) => e.isConnected && e.getClientRects().length > 0;
  const mend = () => {
    if (!byKeyboard || at < 0 || document.activeElement !== document.body) return;
    const next = stops.slice(at).find(there) ?? stops.slice(0, at).findLast(there);
    next?.focus();
  };
  const entered = (e: FocusEvent) => {
    stops = [...root.querySelectorAll<HTMLElement>(STOPS)];
    at = stops.indexOf(e.target as HTMLElement);
  };
  // Tab out of a field whose answer removed the next one: the focus lands nowhere, and nothing changes after.
  const left = (e: FocusEvent) => {
    const lost = e.relatedTarget instanceof HTMLElement ? !e.relatedTarget.isConnected : true;
    if (!lost || !byKeyboard) return;
    at += 1;
    setTimeout(mend);
  };
  const key = (e: KeyboardEvent) => (byKeyboard = e.key !== 'Escape');
  const point = () => (byKeyboard = false);

  const observer = new MutationObserver(mend);
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener('focusin', entered);
  root.addEventListener('focusout', left);
  root.addEventListener('keydown', key, true);
  window.addEventListener('pointerdown', point, true);
  return {
    destroy() {
      observer.disconnect();
      root.removeEventListener('focusin', entered);
      root.removeEventListener('focusout', left);
      root.removeEventListener('keydown', key, true);
      window.removeEventListener('pointerdown', point, true);
    },
  };
};
