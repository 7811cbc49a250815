// Dragging with mouse, pen and finger on one element. A mouse drags after a few pixels; a finger must rest
// first, so that scrolling the page over the picture stays possible. A click that ends a drag is swallowed.
import type { Action } from 'svelte/action';

export interface Drag {
  move(dx: number, dy: number, x: number, y: number): void;
  drop(x: number, y: number): void;
  cancel(): void;
}

const THRESHOLD = 6;
const REST_MS = 220;

export function draggable(begin: () => Drag): Action<HTMLElement> {
  return (node) => {
    let origin: { x: number; y: number; id: number; touch: boolean } | null = null;
    let drag: Drag | null = null;
    let rest = 0;
    let swallow = false;

    const listen = (on: boolean) => {
      const act = on ? window.addEventListener : window.removeEventListener;
      act('pointermove', move);
      act('pointerup', up);
      act('pointercancel', stop);
      act('pointerdown', second, true);
      act('keydown', escape, true);
    };
    const start = () => {
      drag = begin();
      drag.move(0, 0, origin!.x, origin!.y);
    };
    /** A second finger means zooming, not dragging. */
    const second = (e: PointerEvent) => {
      if (origin && e.pointerId !== origin.id) stop();
    };
    const down = (e: PointerEvent) => {
      if (e.button !== 0 || origin) return;
      swallow = false;
      origin = { x: e.clientX, y: e.clientY, id: e.pointerId, touch: e.pointerType === 'touch' };
      if (origin.touch) rest = window.setTimeout(start, REST_MS);
      listen(true);
    };
    const move = (e: PointerEvent) => {
      if (!origin || e.pointerId !== origin.id) return;
      const [dx, dy] = [e.clientX - origin.x, e.clientY - origin.y];
      if (!drag) {
        if (Math.hypot(dx, dy) < THRESHOLD) return;
        if (origin.touch) return stop();
        start();
      }
      drag!.move(dx, dy, e.clientX, e.clientY);
    };
    const up = (e: PointerEvent) => {
      if (!origin || e.pointerId !== origin.id) return;
      const moved = Math.hypot(e.clientX - origin.x, e.clientY - origin.y) >= THRESHOLD;
      const ended = drag;
      swallow = ended !== null && moved;
      window.setTimeout(() => (swallow = false)); // the click, if one follows, comes before
      reset();
      if (moved) ended?.drop(e.clientX, e.clientY);
      else ended?.cancel();
    };
    const stop = () => {
      drag?.cancel();
      reset();
    };
    const escape = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || !drag) return;
      e.stopPropagation();
      swallow = true;
      stop();
    };
    const reset = () => {
      window.clearTimeout(rest);
      listen(false);
      origin = null;
      drag = null;
    };
    const click = (e: MouseEvent) => {
      if (!swallow) return;
      swallow = false;
      e.stopImmediatePropagation();
      e.preventDefault();
    };
    // Once a finger drags, the page must not scroll under it; this needs a listener that is not passive.
    const hold = (e: TouchEvent) => {
      if (drag) e.preventDefault();
    };
    const menu = (e: Event) => {
      if (origin?.touch) e.preventDefault();
    };

    node.addEventListener('pointerdown', down);
    node.addEventListener('click', click, true);
    node.addEventListener('touchmove', hold, { passive: false });
    node.addEventListener('contextmenu', menu);
    return {
      destroy() {
        stop();
        node.removeEventListener('pointerdown', down);
        node.removeEventListener('click', click, true);
        node.removeEventListener('touchmove', hold);
        node.removeEventListener('contextmenu', menu);
      },
    };
  };
}
