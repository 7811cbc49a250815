// Where a dragged person would land: in a house, between two houses (then it lives in both), or on the meadow
// (then it gets a home of its own).
import type { HouseBox, Layout } from '../familie/anordnung';
import { NOWHERE } from '../familie/anordnung';
import type { Id } from '../familie/typen';

export type Target =
  | { kind: 'house'; house: Id }
  | { kind: 'between'; houses: [Id, Id] }
  | { kind: 'new' }
  | { kind: 'none' };

/** A place between two houses that is shown while somebody is dragged. */
export interface Zone {
  houses: [Id, Id];
  x: number;
  y: number;
}
const REACH = 90;

/** Distance of a point from a box; 0 inside. */
function distance(x: number, y: number, b: HouseBox): number {
  const dx = Math.max(b.x - x, 0, x - (b.x + b.w));
  const dy = Math.max(b.y - y, 0, y - (b.y + b.h));
  return Math.hypot(dx, dy);
}
const real = (l: Layout): HouseBox[] => l.houses.filter((h) => h.id !== NOWHERE);

/** `alone`: nobody else lives where the person lives, so a home of its own would change nothing. */
export function target(l: Layout, home: Id | undefined, alone: boolean, x: number, y: number): Target {
  const houses = real(l);
  const inside = houses.find((h) => distance(x, y, h) === 0);
  if (inside) return { kind: 'house', house: inside.id };
  const own = houses.find((h) => h.id === home);
  const near = houses.filter((h) => h !== own).sort((a, b) => distance(x, y, a) - distance(x, y, b))[0];
  if (own && near && distance(x, y, own) <= REACH && distance(x, y, near) <= REACH)
    return { kind: 'between', houses: [own.id, near.id] };
  return !alone && y > meadow(l) && y <= l.height && x >= 0 && x <= l.width ? { kind: 'new' } : { kind: 'none' };
}

/** Where the meadow before the houses begins. */
export const meadow = (l: Layout): number => Math.max(...l.houses.map((h) => h.y + h.h)) + 8;

/** Half way between the person's house and each other one, where nothing stands in between. */
export function zones(l: Layout, home: Id | undefined): Zone[] {
  const houses = real(l);
  const own = houses.find((h) => h.id === home);
  if (!own) return [];
  const half = (a: number, aw: number, b: number, bw: number): number =>
    a + aw < b ? (a + aw + b) / 2 : b + bw < a ? (b + bw + a) / 2 : (Math.max(a, b) + Math.min(a + aw, b + bw)) / 2;
  return houses
    .filter((h) => h !== own)
    .map((h): Zone => ({ houses: [own.id, h.id], x: half(own.x, own.w, h.x, h.w), y: half(own.y, own.h, h.y, h.h) }))
    .filter(({ houses: [, other], x, y }) => {
      const hit = target(l, home, true, x, y);
      return hit.kind === 'between' && hit.houses[1] === other;
    });
}
