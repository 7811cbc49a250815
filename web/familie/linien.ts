// The lines of the picture: couples, descent, care, and the ways between houses. Descent hangs from the couple,
// runs down between the name plates and passes every floor in between through a gap; it never hides a name.
import type { Box, HouseBox, Layout, PersonBox } from './anordnung';
import { carers, homes, parents } from './fragen';
import { descents, type Floor } from './reihenfolge';
import type { Family, Id } from './typen';

interface Row {
  top: number;
  bottom: number;
  gaps: number[];
}

export function drawLines(out: Layout, family: Family, floors: Map<Id, Floor[]>): void {
  const at = new Map(out.persons.map((p) => [p.id, p]));
  coupleLines(out, family, at);
  for (const [house, rows] of floors)
    for (const { from, child } of descents(family, rows)) {
      const up = from.map((id) => at.get(id)!);
      const down = at.get(child)!;
      // Where a floor wraps, a couple can stand in two rows; then each has a line of its own.
      const level = up.every((p) => bottom(p) === bottom(up[0]!) && bottom(p) < bottom(down));
      if (level) out.lines.push({ kind: 'parent', of: [from[0]!, child], path: descent(rowsOf(out, house), up, down) });
      else for (const p of up) out.lines.push({ kind: 'parent', of: [p.id, child], path: descent(rowsOf(out, house), [p], down) });
    }
  for (const child of out.persons) {
    for (const id of parents(family, child.id)) {
      const parent = at.get(id);
      const lives = homes(family.persons[child.id]).some(([house]) => house === parent?.house);
      if (parent && parent.house !== child.house && !lives)
        out.lines.push({ kind: 'apart', of: [id, child.id], path: route(out, child, parent.house).path });
    }
    for (const by of carers(family, child.id)) {
      const carer = at.get(by);
      if (carer) out.lines.push({ kind: 'care', of: [by, child.id], path: care(out, carer, child) });
    }
    sharedLines(out, family, child);
  }
}

const middle = (p: Box) => p.x + p.w / 2;
const bottom = (p: Box) => p.y + p.h;

function coupleLines(out: Layout, family: Family, at: Map<Id, PersonBox>): void {
  for (const { of, status } of family.couples ?? []) {
    const [a, b] = [at.get(of[0]), at.get(of[1])];
    if (!a || !b) continue;
    if (a.house === b.house) {
      out.lines.push({ kind: 'couple', of, status, path: bottom(a) === bottom(b) ? couplePath(a, b) : side(rowsOf(out, a.house), a, b, 0) });
    } else if (!out.persons.some((p) => of.every((id) => parents(family, p.id).includes(id)))) {
      // With a child in common, the child's own line already joins the two houses.
      out.lines.push({ kind: 'couple', of, status, path: route(out, a, b.house).path });
    }
  }
}

/** A smile from shoulder to shoulder; over the heads in between if the two cannot stand side by side. */
function couplePath(a: PersonBox, b: PersonBox, lift = 0): string {
  const [l, r] = a.x <= b.x ? [a, b] : [b, a];
  const [y1, y2] = [heart(l) - lift, heart(r) - lift];
  const [x1, x2] = [middle(l) + 34, middle(r) - 34];
  if (r.x - (l.x + l.w) > 8) {
    const y = Math.min(l.y, r.y) - 2;
    return `M${middle(l)} ${l.y + 8}C${middle(l)} ${y - 18} ${middle(r)} ${y - 18} ${middle(r)} ${r.y + 8}`;
  }
  const sag = Math.min(40, (x2 - x1) / 6);
  return `M${x1} ${y1}C${x1 + sag} ${y1 + sag} ${x2 - sag} ${y2 + sag} ${x2} ${y2}`;
}
const heart = (p: PersonBox) => p.y + p.avatar * 0.78;

/** Rows of a house with the gaps between their seats; all seats of a row end on one line. */
function rowsOf(out: Layout, house: Id): Row[] {
  const frame = out.houses.find((h) => h.id === house)!;
  const inside = (b: Box) => b.x >= frame.x && b.x + b.w <= frame.x + frame.w && b.y >= frame.y && bottom(b) <= bottom(frame);
  const rows = new Map<number, Box[]>();
  for (const box of [...out.persons.filter((p) => p.house === house), ...out.ghosts.filter(inside)])
    rows.set(bottom(box), [...(rows.get(bottom(box)) ?? []), box]);
  return [...rows]
    .sort((a, b) => a[0] - b[0])
    .map(([end, boxes]) => ({
      top: Math.min(...boxes.map((b) => b.y)),
      bottom: end,
      gaps: [...boxes.map((b) => b.x), Math.max(...boxes.map((b) => b.x + b.w))].sort((a, b) => a - b),
    }));
}

function descent(rows: Row[], from: PersonBox[], child: PersonBox): string {
  const pair = from.length === 2;
  const x = pair ? Math.max(from[0]!.x, from[1]!.x) : middle(from[0]!);
  const start = pair ? Math.max(...from.map(heart)) + 6 : bottom(from[0]!) - 2;
  const end = bottom(from[0]!);
  return `M${x} ${start}V${end}` + down(rows, x, end, middle(child), child.y + 3, bottom(child));
}

/** From (x, y) softly down to (tx, ty), through a gap of each row in between. */
function down(rows: Row[], x: number, y: number, tx: number, ty: number, last: number): string {
  let path = '';
  for (const row of rows.filter((r) => r.bottom > y + 1 && r.bottom < last - 1)) {
    const gap = row.gaps.reduce((best, g) => (Math.abs(g - tx) < Math.abs(best - tx) ? g : best));
    path += `${bend(x, y, gap, row.top + 2)}V${row.bottom}`;
    [x, y] = [gap, row.bottom];
  }
  return path + bend(x, y, tx, ty);
}
const bend = (x: number, y: number, tx: number, ty: number): string => {
  const soft = (ty - y) * 0.62;
  return `C${x} ${y + soft} ${tx} ${ty - soft} ${tx} ${ty}`;
};

/** From the upper of two people of one house to the lower one, a little beside the line of descent. */
function side(rows: Row[], a: PersonBox, b: PersonBox, off: number): string {
  const [upper, lower] = bottom(a) <= bottom(b) ? [a, b] : [b, a];
  const x = middle(upper) + off;
  return `M${x} ${bottom(upper) - 2}V${bottom(upper)}` + down(rows, x, bottom(upper), middle(lower) + off, lower.y + 6, bottom(lower));
}

function care(out: Layout, carer: PersonBox, person: PersonBox): string {
  if (carer.house !== person.house) return route(out, carer, person.house).path;
  if (bottom(carer) === bottom(person)) return couplePath(carer, person, 16);
  return side(rowsOf(out, carer.house), carer, person, 14);
}

const PILL = { w: 84, h: 30, step: 46 };

/** From a child to each further home, with the shares on a label that stands between the houses. */
function sharedLines(out: Layout, family: Family, child: PersonBox): void {
  const [main, ...rest] = homes(family.persons[child.id]);
  for (const [house, share] of rest) {
    if (!main || !out.houses.some((h) => h.id === house)) continue;
    const { path, x, y } = route(out, child, house);
    const left = Math.min(Math.max(2, x - PILL.w / 2), out.width - PILL.w - 2);
    const others = out.lines.flatMap((line) => line.label ?? []);
    let top = y - PILL.h / 2;
    while (others.some((l) => Math.abs(l.x - left) < PILL.w && Math.abs(l.y - top) < PILL.step)) top += PILL.step;
    const label = { x: left, y: top, w: PILL.w, h: PILL.h, shares: [main[1], share] as [number, number] };
    out.lines.push({ kind: 'shared', of: [child.id, house], path, label });
  }
}

/** A way from a person out of its house to another one that crosses no name plate; (x, y) is its middle. */
function route(out: Layout, person: PersonBox, house: Id): { path: string; x: number; y: number } {
  const own = out.houses.find((h) => h.id === person.house)!;
  const to = out.houses.find((h) => h.id === house)!;
  return to.x > own.x + own.w || to.x + to.w < own.x ? across(own, to, person) : around(out, own, to, person);
}

function across(own: HouseBox, to: HouseBox, person: PersonBox): { path: string; x: number; y: number } {
  const y1 = person.y + person.avatar * 0.42;
  const right = to.x > own.x;
  const x1 = middle(person) + (right ? 30 : -30);
  const x2 = right ? to.x + 8 : to.x + to.w - 8;
  const y2 = to.y + to.roof + 14;
  const x = right ? (own.x + own.w + to.x) / 2 : (to.x + to.w + own.x) / 2;
  return { path: `M${x1} ${y1}C${x} ${y1} ${x} ${y2} ${x2} ${y2}`, x, y: (y1 + y2) / 2 };
}

function around(out: Layout, own: HouseBox, to: HouseBox, person: PersonBox): { path: string; x: number; y: number } {
  const y1 = person.y + person.avatar * 0.42;
  const left = middle(person) < own.x + own.w / 2;
  const x1 = middle(person) + (left ? -30 : 30);
  const wall = left ? own.x : own.x + own.w;
  const x = left ? Math.max(5, wall - 12) : Math.min(out.width - 5, wall + 12);
  const below = to.y > own.y;
  const y2 = to.y + to.roof + (below ? 6 : 20);
  const x2 = left ? to.x + 10 : to.x + to.w - 10;
  const turn = below ? Math.max(y1 + 30, bottom(own) + 10) : Math.min(y1 - 30, bottom(to) + 10);
  const path = `M${x1} ${y1}C${x} ${y1} ${x} ${y1} ${x} ${(y1 + turn) / 2}V${turn}Q${x} ${y2} ${x2} ${y2}`;
  return { path, x: left ? Math.max(x, 46) : Math.min(x, out.width - 46), y: below ? bottom(own) + 25 : bottom(to) + 25 };
}
