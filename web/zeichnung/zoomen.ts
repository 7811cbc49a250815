// Zooming with two fingers or Ctrl and wheel, and moving the enlarged picture with the mouse. One finger keeps
// scrolling the page, so the picture is never a trap.
import type { Action } from 'svelte/action';

export interface Zoom {
  /** Multiplies the scale around a point of the frame. */
  by(factor: number, x: number, y: number): void;
}

export const zoomable: Action<HTMLElement, Zoom> = (frame, zoom) => {
  let apart = 0;
  let pan: { id: number; x: number; y: number } | null = null;

  const point = (x: number, y: number): [number, number] => {
    const box = frame.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };
  const wheel = (e: WheelEvent) => {
    if (!e.ctrlKey && !e.metaKey) return;
    e.preventDefault();
    zoom?.by(Math.exp(-e.deltaY / 320), ...point(e.clientX, e.clientY));
  };
  const pinch = (e: TouchEvent) => {
    if (e.touches.length !== 2) return void (apart = 0);
    const [a, b] = [e.touches[0]!, e.touches[1]!];
    const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    if (apart) {
      e.preventDefault();
      zoom?.by(now / apart, ...point((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2));
    }
    apart = now;
  };
  const release = () => (apart = 0);

  const down = (e: PointerEvent) => {
    const free = !(e.target as Element).closest('button');
    if (e.pointerType !== 'mouse' || e.button !== 0 || !free) return;
    pan = { id: e.pointerId, x: e.clientX, y: e.clientY };
  };
  const move = (e: PointerEvent) => {
    if (!pan || e.pointerId !== pan.id) return;
    if (!e.buttons) return void (pan = null);
    frame.scrollBy({ left: pan.x - e.clientX, top: pan.y - e.clientY, behavior: 'instant' });
    pan = { id: e.pointerId, x: e.clientX, y: e.clientY };
  };
  const up = () => (pan = null);

  frame.addEventListener('wheel', wheel, { passive: false });
  frame.addEventListener('touchstart', pinch, { passive: true });
  frame.addEventListener('touchmove', pinch, { passive: false });
  frame.addEventListener('touchend', release);
  frame.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  return {
    update: (next) => void (zoom = next),
    destroy() {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
    },
  };
};
