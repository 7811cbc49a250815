// Layout as a pure function: family and width in CSS pixels -> boxes of houses, persons and ghosts, and the
// lines between them. One floor of a house per generation; houses stand side by side on one ground and
// wrap to the next row when the width is used up. No box overlaps another (tested on generated families).
import type { Stage } from './alter';
import { stage } from './alter';
import { carers, children, couplesOf, generations, home, mainHome, me, oneParentChildren, parents, partner } from './fragen';
import { drawLines } from './linien';
import { descents, orderFloors, type Floor } from './reihenfolge';
import type { Family, Id, Status } from './typen';

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}
export interface HouseBox extends Box {
  id: Id;
  roof: number;
  floors: number[];
  plate: Box;
}
export interface PersonBox extends Box {
  id: Id;
  stage: Stage;
  avatar: number;
  house: Id;
}
export type GhostKind = 'partner' | 'child' | 'baby' | 'other-parent' | 'grandparent' | 'cared-for' | 'flatmate';
export interface GhostBox extends Box {
  kind: GhostKind;
}
export interface Line {
  kind: 'couple' | 'parent' | 'apart' | 'shared' | 'care';
  of: [Id, Id];
  path: string;
  status?: Status;
  label?: Box & { shares: [number, number] };
}
export interface Layout {
  width: number;
  height: number;
  ground: number;
  houses: HouseBox[];
  persons: PersonBox[];
  ghosts: GhostBox[];
  lines: Line[];
}

const AVATAR: Record<Stage, number> = {
  unborn: 76,
  baby: 68,
  toddler: 78,
  kindergarten: 86,
  school: 94,
  teen: 106,
  adult: 116,
  senior: 112,
};
/** Where people are drawn of whom nobody said where they live. Not a household of the file. */
export const NOWHERE = '?';
const NAME = 50;
const FLOOR_PAD = 14;
const LINE_PAD = 34;
const GHOST_H = 92;

interface Sizes {
  cell: number;
  ghost: number;
  pad: number;
  gap: number;
  edge: number;
  /** least inner width of the house the drawing starts from */
  home: number;
  /** least height of a roof */
  roof: number;
  slope: number;
  /** height of the house's name; drawn smaller it still has to be a target for a finger */
  plate: number;
}
/** Sizes to try, roomy first; the first with which all houses stand side by side is taken. */
function sizes(width: number): Sizes[] {
  if (width < 560) return [{ cell: 100, ghost: 84, pad: 12, gap: 50, edge: 14, home: width - 60, roof: 58, slope: 0.2, plate: 44 }];
  const roomy = { cell: 116, ghost: 92, pad: 18, gap: 60, edge: 26, home: Math.min(440, width - 120), roof: 62, slope: 0.26, plate: 50 };
  return [roomy, { ...roomy, cell: 100, ghost: 82, pad: 12, gap: 54, edge: 12, home: 300 }];
}

type Seat = { id: Id; w: number; h: number } | { ghost: GhostKind; w: number; h: number };

export function layout(family: Family, month: string, width: number): Layout {
  const homeless = Object.values(family.persons).some((p) => !mainHome(p));
  const places = [...Object.keys(family.households), ...(homeless ? [NOWHERE] : [])];
  const depth = generations(family);
  const order = new Map(places.map((id) => [id, orderFloors(family, levels(family, id, depth))]));
  const stages = new Map(Object.keys(family.persons).map((id) => [id, stage(family, id, month)]));
  const all = sizes(width).map((s) => arrange(family, stages, width, s, order));
  return all.find(sideBySide) ?? all[0]!;
}

/** Do all houses stand on one ground? */
export const sideBySide = (l: Layout): boolean => l.houses.every((h) => h.y + h.h === l.houses[0]!.y + l.houses[0]!.h);

function arrange(family: Family, stages: Map<Id, Stage>, width: number, s: Sizes, order: Map<Id, Floor[]>): Layout {
  const out: Layout = { width, height: 0, ground: 0, houses: [], persons: [], ghosts: [], lines: [] };
  const plans = [...order].map(([id, floors]) => planHouse(family, id, floors, stages, width, s));
  let y = 18;
  for (let first = 0; first < plans.length; ) {
    let last = first;
    let used = plans[first]!.w;
    while (last + 1 < plans.length && used + s.gap + plans[last + 1]!.w <= width - 2 * s.edge)
      used += s.gap + plans[++last]!.w;
    const row = plans.slice(first, last + 1);
    const height = Math.max(...row.map((p) => p.h));
    let x = Math.round((width - used) / 2);
    for (const plan of row) {
      placeHouse(out, plan, x, y + height - plan.h, s);
      x += plan.w + s.gap;
    }
    y += height + s.gap;
    first = last + 1;
  }
  out.ground = y - s.gap - 34;
  out.height = placeMeadow(out, family, y - s.gap + 22, s) + 14;
  drawLines(out, family, order);
  return out;
}

interface Plan {
  id: Id;
  w: number;
  h: number;
  roof: number;
  rows: { seats: Seat[]; h: number; newFloor: boolean }[];
}

function planHouse(family: Family, id: Id, floors: Floor[], stages: Map<Id, Stage>, width: number, s: Sizes): Plan {
  const widest = width - 2 * s.edge - 2 * s.pad;
  const linked = new Set(descents(family, floors).map(({ child }) => child));
  const rows: Plan['rows'] = [];
  for (const blocks of seated(family, id, floors, stages, s))
    wrap(blocks, widest).forEach((seats, i) => {
      // Lines need air above the heads they lead to.
      const lines = seats.some((seat) => 'id' in seat && linked.has(seat.id));
      const air = rows.length && lines ? LINE_PAD : FLOOR_PAD;
      rows.push({ seats, h: Math.max(...seats.map((seat) => seat.h)) + air, newFloor: rows.length > 0 && i === 0 });
    });
  const least = id === home(family) ? Math.min(s.home, widest) : s.cell * 1.4;
  const inner = Math.max(least, ...rows.map((r) => wide(r.seats)));
  const w = Math.round(inner + 2 * s.pad);
  const roof = Math.round(Math.min(118, Math.max(s.roof, w * s.slope)));
  return { id, w, roof, rows, h: roof + rows.reduce((sum, r) => sum + r.h, 0) + s.plate + 10 };
}

const wide = (seats: Seat[]): number => seats.reduce((sum, seat) => sum + seat.w, 0);

/** Breaks a floor into as few rows as fit, of about the same width; a couple is not torn apart. */
function wrap(blocks: Seat[][], widest: number): Seat[][] {
  // A block wider than the house is broken like everything else.
  const parts = blocks.flatMap((block) => (wide(block) <= widest ? [block] : block.map((seat) => [seat])));
  const greedy = (limit: number) =>
    parts.reduce<Seat[][]>((rows, part) => {
      const row = rows.at(-1);
      if (row && wide(row) + wide(part) <= limit) row.push(...part);
      else rows.push([...part]);
      return rows;
    }, []);
  const fewest = greedy(widest);
  const even = Math.max(wide(parts.flat()) / fewest.length, ...parts.map(wide));
  for (let limit = even; limit < widest; limit += 8) {
    const rows = greedy(limit);
    if (rows.length === fewest.length) return rows;
  }
  return fewest;
}

/** The people of a house by generation, in the order in which they were drawn. */
function levels(family: Family, house: Id, depth: Map<Id, number>): Id[][] {
  const here = Object.keys(family.persons).filter((p) => (mainHome(family.persons[p]) ?? NOWHERE) === house);
  const floor = new Map(here.map((p) => [p, levelOf(family, p, depth)]));
  return [...new Set(floor.values())].sort((a, b) => a - b).map((level) => here.filter((p) => floor.get(p) === level));
}

/** The seats of a house, floor by floor; a ghost stands where the person would be. */
function seated(family: Family, house: Id, floors: Floor[], stages: Map<Id, Stage>, s: Sizes): Seat[][][] {
  const seat = (id: Id): Seat => ({ id, w: s.cell, h: AVATAR[stages.get(id)!] + NAME });
  const out = floors.map((floor) => floor.map((block) => block.map(seat)));
  if (house === home(family)) {
    const ghost = (kind: GhostKind): Seat => ({ ghost: kind, w: s.ghost, h: GHOST_H });
    const mine = floors.findIndex((floor) => floor.some((block) => block.includes(me(family))));
    const block = floors[mine]?.findIndex((ids) => ids.includes(me(family))) ?? -1;
    if (block >= 0 && !partner(family, me(family))) out[mine]![block]!.push(ghost('partner'));
    const below = out[mine + 1] ?? (out[mine + 1] = []);
    below.push([ghost('child')]);
    // Twins are added on a card; one expected child is the picture's usual case.
    if (!Object.values(family.persons).some((p) => p.due !== undefined)) below.push([ghost('baby')]);
  }
  return out.length ? out.filter((floor) => floor.length) : [];
}

/** Somebody who belongs here only by being cared for stands beside the carer. */
function levelOf(family: Family, id: Id, depth: Map<Id, number>): number {
  const by = carers(family, id)[0];
  const kin = parents(family, id).length + children(family, id).length + couplesOf(family, id).length;
  return (by !== undefined && !kin ? depth.get(by) : depth.get(id)) ?? 0;
}

function placeHouse(out: Layout, plan: Plan, x: number, y: number, s: Sizes): void {
  const floorLines: number[] = [];
  let top = y + plan.roof;
  for (const row of plan.rows) {
    if (row.newFloor) floorLines.push(top);
    const used = row.seats.reduce((sum, seat) => sum + seat.w, 0);
    let left = x + Math.round((plan.w - used) / 2);
    for (const seat of row.seats) {
      const box = { x: left, y: top + row.h - seat.h - 4, w: seat.w, h: seat.h };
      if ('ghost' in seat) out.ghosts.push({ ...box, kind: seat.ghost });
      else out.persons.push({ ...box, id: seat.id, house: plan.id, avatar: seat.h - NAME, stage: stageOf(seat.h) });
      left += seat.w;
    }
    top += row.h;
  }
  const plate = { x: x + s.pad, y: top + 4, w: plan.w - 2 * s.pad, h: s.plate };
  out.houses.push({ id: plan.id, x, y, w: plan.w, h: plan.h, roof: plan.roof, floors: floorLines, plate });
}

const stageOf = (h: number): Stage =>
  (Object.keys(AVATAR) as Stage[]).find((key) => AVATAR[key] + NAME === h) ?? 'adult';

/** Ghosts that stand outside: people who often live elsewhere, or whom one takes in. */
function placeMeadow(out: Layout, family: Family, top: number, s: Sizes): number {
  const kinds: GhostKind[] = [];
  if (oneParentChildren(family).length) kinds.push('other-parent');
  if (parents(family, me(family)).length < 2) kinds.push('grandparent');
  kinds.push('cared-for', 'flatmate');
  const w = s.ghost + 8;
  const perRow = Math.max(1, Math.floor((out.width - 2 * s.edge) / w));
  kinds.forEach((kind, i) => {
    const inRow = Math.min(perRow, kinds.length - Math.floor(i / perRow) * perRow);
    const x = Math.round((out.width - inRow * w) / 2) + (i % perRow) * w;
    out.ghosts.push({ kind, x, y: top + Math.floor(i / perRow) * (GHOST_H + 6), w, h: GHOST_H });
  });
  return top + Math.ceil(kinds.length / perRow) * (GHOST_H + 6);
}
