// How large the picture is shown: at rest people have their full size; a family whose houses then just miss
// standing side by side is drawn a little smaller. From there one zooms, or lets the whole picture fit.
import { sideBySide, type Layout } from '../familie/anordnung';

/** The world is as wide as the layout was made for; the scale makes it smaller or larger on the screen. */
export interface Look {
  world: number;
  scale: number;
}
type LayoutAt = (width: number) => Layout;

/** At this scale every target is still 44 px. */
export const REST = 0.88;
const ROOMY = 560;
const STEPS = [0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.6, 2, 2.5, 3];
export const LEAST = STEPS[0]!;
export const MOST = STEPS.at(-1)!;

export function atRest(at: LayoutAt, width: number): Look {
  const wider = Math.floor(width / REST);
  const smaller = width >= ROOMY && !sideBySide(at(width)) && sideBySide(at(wider));
  return smaller ? { world: wider, scale: width / wider } : { world: width, scale: 1 };
}

/** The largest look at which the whole picture fits the screen; it always uses the full width. */
export function fitting(at: LayoutAt, width: number, height: number): Look {
  for (let scale = 1; scale > LEAST; scale *= 0.93) {
    const world = Math.floor(width / scale);
    if (at(world).height * scale <= height) return { world, scale };
  }
  return { world: Math.floor(width / LEAST), scale: LEAST };
}

/** The next larger or smaller step; a scale in between goes to the step beside it. */
export function step(scale: number, by: 1 | -1): number {
  const next = by > 0 ? STEPS.find((s) => s > scale * 1.02) : STEPS.findLast((s) => s < scale * 0.98);
  return next ?? (by > 0 ? MOST : LEAST);
}
export const within = (scale: number): number => Math.min(MOST, Math.max(LEAST, scale));

/** Where to scroll so that the point under the finger stays under the finger. */
export const steady = (scroll: number, point: number, from: number, to: number): number =>
  ((scroll + point) / from) * to - point;

/** The picture for languages that read from right to left: every box on the other side. */
export function mirrored(l: Layout): Layout {
  const flip = <B extends { x: number; w: number }>(box: B): B => ({ ...box, x: l.width - box.x - box.w });
  return {
    ...l,
    houses: l.houses.map((house) => ({ ...flip(house), plate: flip(house.plate) })),
    persons: l.persons.map(flip),
    ghosts: l.ghosts.map(flip),
    lines: l.lines.map((line) => (line.label ? { ...line, label: flip(line.label) } : line)),
  };
}
