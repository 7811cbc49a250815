// Layout as a pure function: family and width in CSS pixels -> boxes of houses, persons and ghosts, and the
// lines between them. One floor of a house per generation; houses stand side by side on one ground and
// wrap to the next row when the width is used up. No box overlaps another (tested on generated families).
import type { Stage } from './alter';
import { stage } from './alter';
import {
  carers,
  couplesOf,
  generations,
  home,
  homes,
  mainHome,
  me,
  oneParentChildren,
  other,
  parents,
  partner,
} from './fragen';
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
const PLATE = 44;
const FLOOR_PAD = 14;
const GHOST_H = 92;

interface Sizes {
  cell: number;
  ghost: number;
  pad: number;
  gap: number;
  edge: number;
  /** least inner width of the house the drawing starts from */
  home: number;
}
/** Sizes to try, roomy first; the first with which all houses stand side by side is taken. */
function sizes(width: number): Sizes[] {
  if (width < 560) return [{ cell: 100, ghost: 84, pad: 12, gap: 50, edge: 14, home: width - 60 }];
  const roomy = { cell: 116, ghost: 92, pad: 18, gap: 60, edge: 26, home: Math.min(440, width - 120) };
  return [roomy, { ...roomy, cell: 104, ghost: 82, pad: 12, gap: 54, edge: 16, home: 300 }];
}

type Seat = { id: Id; w: number; h: number } | { ghost: GhostKind; w: number; h: number };

export function layout(family: Family, month: string, width: number): Layout {
  const tries = sizes(width);
  const fits = (l: Layout) => l.houses.every((h) => h.y + h.h === l.houses[0]!.y + l.houses[0]!.h);
  const all = tries.map((s) => arrange(family, month, width, s));
  return all.find(fits) ?? all[0]!;
}

function arrange(family: Family, month: string, width: number, s: Sizes): Layout {
  const out: Layout = { width, height: 0, ground: 0, houses: [], persons: [], ghosts: [], lines: [] };
  const homeless = Object.values(family.persons).some((p) => !mainHome(p));
  const places = [...Object.keys(family.households), ...(homeless ? [NOWHERE] : [])];
  const plans = places.map((id) => planHouse(family, id, month, width, s));
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
  drawLines(out, family);
  return out;
}

interface Plan {
  id: Id;
  w: number;
  h: number;
  roof: number;
  rows: { seats: Seat[]; h: number; newFloor: boolean }[];
}

function planHouse(family: Family, id: Id, month: string, width: number, s: Sizes): Plan {
  const widest = width - 2 * s.edge - 2 * s.pad;
  const rows: Plan['rows'] = [];
  for (const seats of floors(family, id, month, s)) {
    let row: Seat[] = [];
    let used = 0;
    let newFloor = rows.length > 0;
    const flush = () => {
      const h = Math.max(...row.map((seat) => seat.h)) + FLOOR_PAD;
      rows.push({ seats: row, h, newFloor });
      newFloor = false;
      row = [];
      used = 0;
    };
    for (const seat of seats) {
      if (row.length && used + seat.w > widest) flush();
      row.push(seat);
      used += seat.w;
    }
    if (row.length) flush();
  }
  const least = id === home(family) ? Math.min(s.home, widest) : s.cell * 1.4;
  const inner = Math.max(least, ...rows.map((r) => r.seats.reduce((sum, seat) => sum + seat.w, 0)));
  const w = Math.round(inner + 2 * s.pad);
  const roof = Math.round(Math.min(118, Math.max(62, w * 0.26)));
  return { id, w, roof, rows, h: roof + rows.reduce((sum, r) => sum + r.h, 0) + PLATE + 10 };
}

/** The seats of a house, one list per generation, couples side by side, ghosts at the end. */
function floors(family: Family, house: Id, month: string, s: Sizes): Seat[][] {
  const depth = generations(family);
  const here = Object.keys(family.persons).filter((p) => (mainHome(family.persons[p]) ?? NOWHERE) === house);
  const levels = [...new Set(here.map((p) => levelOf(family, p, depth)))].sort((a, b) => a - b);
  const out = levels.map((level) =>
    sideBySide(family, here.filter((p) => levelOf(family, p, depth) === level)).map((id): Seat => {
      const avatar = AVATAR[stage(family, id, month)];
      return { id, w: s.cell, h: avatar + NAME };
    }),
  );
  if (house === home(family)) {
    const ghost = (kind: GhostKind): Seat => ({ ghost: kind, w: s.ghost, h: GHOST_H });
    const mine = levels.indexOf(depth.get(me(family)) ?? 0);
    if (mine >= 0 && !partner(family, me(family))) out[mine]!.push(ghost('partner'));
    const below = out[mine + 1] ?? (out[mine + 1] = []);
    below.push(ghost('child'));
    // Twins are added on a card; one expected child is the picture's usual case.
    if (!Object.values(family.persons).some((p) => p.due !== undefined)) below.push(ghost('baby'));
  }
  return out.length ? out.filter((row) => row.length) : [[]];
}

function levelOf(family: Family, id: Id, depth: Map<Id, number>): number {
  const by = carers(family, id)[0];
  const kin = parents(family, id).length || Object.values(family.persons).some((p) => p.parents?.includes(id));
  return by !== undefined && !kin ? (depth.get(by) ?? 0) : (depth.get(id) ?? 0);
}

function sideBySide(family: Family, ids: Id[]): Id[] {
  const out: Id[] = [];
  for (const id of ids) {
    if (out.includes(id)) continue;
    out.push(id);
    for (const couple of couplesOf(family, id)) {
      const mate = other(couple, id);
      if (ids.includes(mate) && !out.includes(mate)) out.push(mate);
    }
  }
  return out;
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
  const plate = { x: x + s.pad, y: top + 4, w: plan.w - 2 * s.pad, h: PLATE };
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

function drawLines(out: Layout, family: Family): void {
  const at = new Map(out.persons.map((p) => [p.id, p]));
  for (const { of, status } of family.couples ?? []) {
    const [a, b] = [at.get(of[0]), at.get(of[1])];
    if (a && b) out.lines.push({ kind: 'couple', of, status, path: couplePath(a, b) });
  }
  for (const child of out.persons) {
    for (const id of parents(family, child.id)) {
      const parent = at.get(id);
      if (!parent) continue;
      if (parent.house === child.house)
        out.lines.push({ kind: 'parent', of: [id, child.id], path: parentPath(parent, child) });
      else if (!homes(family.persons[child.id]).some(([house]) => house === parent.house))
        out.lines.push({ kind: 'apart', of: [id, child.id], path: route(out, child, parent.house).path });
    }
    for (const by of carers(family, child.id)) {
      const carer = at.get(by);
      if (carer) out.lines.push({ kind: 'care', of: [by, child.id], path: couplePath(carer, child, 16) });
    }
    sharedLines(out, family, child);
  }
}

const middle = (p: PersonBox) => p.x + p.w / 2;

function couplePath(a: PersonBox, b: PersonBox, lift = 0): string {
  const [l, r] = a.x <= b.x ? [a, b] : [b, a];
  const y1 = l.y + l.avatar * 0.78 - lift;
  const y2 = r.y + r.avatar * 0.78 - lift;
  const x1 = middle(l) + 34;
  const x2 = middle(r) - 34;
  if (x2 <= x1) return `M${middle(l)} ${l.y + l.h}L${middle(r)} ${r.y}`;
  const sag = Math.min(40, (x2 - x1) / 6);
  return `M${x1} ${y1}C${x1 + sag} ${y1 + sag} ${x2 - sag} ${y2 + sag} ${x2} ${y2}`;
}

function parentPath(parent: PersonBox, child: PersonBox): string {
  const x1 = middle(parent);
  const x2 = middle(child);
  const down = child.y >= parent.y + parent.h - 8;
  const y1 = down ? parent.y + parent.h - 2 : parent.y + 6;
  const y2 = down ? child.y + 2 : child.y + 6;
  const bend = down ? Math.max(14, (y2 - y1) * 0.6) : -46;
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - (down ? bend : 46)} ${x2} ${y2}`;
}

/** From a child to each further home, with the shares on a label that stands between the houses. */
function sharedLines(out: Layout, family: Family, child: PersonBox): void {
  const [main, ...rest] = homes(family.persons[child.id]);
  for (const [house, share] of rest) {
    if (!main || !out.houses.some((h) => h.id === house)) continue;
    const { path, x, y } = route(out, child, house);
    const nth = out.lines.filter((l) => l.kind === 'shared').length;
    const left = Math.min(Math.max(2, x - 42), out.width - 86);
    const label = { x: left, y: y - 15 + nth * 46, w: 84, h: 30, shares: [main[1], share] as [number, number] };
    out.lines.push({ kind: 'shared', of: [child.id, house], path, label });
  }
}

/** A way from a child out of its house to another one that crosses no name plate; (x, y) is its middle. */
function route(out: Layout, child: PersonBox, house: Id): { path: string; x: number; y: number } {
  const own = out.houses.find((h) => h.id === child.house)!;
  const to = out.houses.find((h) => h.id === house)!;
  const y1 = child.y + child.avatar * 0.45;
  const right = to.x > own.x + own.w;
  if (right || to.x + to.w < own.x) {
    const x1 = middle(child) + (right ? 30 : -30);
    const x2 = right ? to.x + 8 : to.x + to.w - 8;
    const y2 = to.y + to.roof + 14;
    const x = right ? (own.x + own.w + to.x) / 2 : (to.x + to.w + own.x) / 2;
    return { path: `M${x1} ${y1}C${x} ${y1} ${x} ${y2} ${x2} ${y2}`, x, y: (y1 + y2) / 2 };
  }
  const leftSide = middle(child) < own.x + own.w / 2;
  const x1 = middle(child) + (leftSide ? -30 : 30);
  const wall = leftSide ? own.x : own.x + own.w;
  const x = leftSide ? Math.max(5, wall - 12) : Math.min(out.width - 5, wall + 12);
  const down = to.y > own.y;
  const y2 = to.y + to.roof + (down ? 6 : 20);
  const x2 = leftSide ? to.x + 10 : to.x + to.w - 10;
  const turn = down ? Math.max(y1 + 30, own.y + own.h + 10) : Math.min(y1 - 30, to.y + to.h + 10);
  const path = `M${x1} ${y1}C${x} ${y1} ${x} ${y1} ${x} ${(y1 + turn) / 2}V${turn}Q${x} ${y2} ${x2} ${y2}`;
  return { path, x: leftSide ? Math.max(x, 46) : Math.min(x, out.width - 46), y: down ? own.y + own.h + 25 : to.y + to.h + 25 };
}
