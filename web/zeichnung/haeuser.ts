// Where a dragged person would land: on a house, or between two houses (then it lives in both).
import type { HouseBox, Layout } from '../familie/anordnung';
import { NOWHERE } from '../familie/anordnung';
import type { Id } from '../familie/typen';

export type Target = { kind: 'house'; house: Id } | { kind: 'between'; houses: [Id, Id] } | { kind: 'none' };

/** Distance of a point from a box; 0 inside. */
function distance(x: number, y: number, b: HouseBox): number {
  const dx = Math.max(b.x - x, 0, x - (b.x + b.w));
  const dy = Math.max(b.y - y, 0, y - (b.y + b.h));
  return Math.hypot(dx, dy);
}

export function target(l: Layout, home: Id | undefined, x: number, y: number): Target {
  const houses = l.houses.filter((h) => h.id !== NOWHERE);
  const inside = houses.find((h) => distance(x, y, h) === 0);
  if (inside) return { kind: 'house', house: inside.id };
  const own = houses.find((h) => h.id === home);
  const others = houses.filter((h) => h !== own).sort((a, b) => distance(x, y, a) - distance(x, y, b));
  const near = others[0];
  if (!own || !near) return { kind: 'none' };
  const reach = 90;
  return distance(x, y, own) <= reach && distance(x, y, near) <= reach
    ? { kind: 'between', houses: [own.id, near.id] }
    : { kind: 'none' };
}
