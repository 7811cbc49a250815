// No box covers another, everybody is drawn, nothing leaves the stage: on 200 generated families at five widths.
import { expect, it } from 'vitest';
import { layout, type Box } from './anordnung';
import { perform, type Command } from './befehle';
import { start, type Situation } from './typen';

/** mulberry32: a small generator with a printed seed. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function generate(seed: number): Situation {
  const next = random(seed);
  const pick = <T>(list: T[]): T => list[Math.floor(next() * list.length)]!;
  let s = start();
  for (let i = 0, n = 1 + Math.floor(next() * 12); i < n; i++) {
    const people = Object.keys(s.family.persons);
    const who = pick(people);
    const command = pick<Command>([
      { do: 'add-child', of: who },
      { do: 'add-child', of: 'ich' },
      { do: 'add-partner', of: who },
      { do: 'add-baby', of: 'ich', due: '2027-01' },
      { do: 'add-other-parent' },
      { do: 'add-grandparent', of: who },
      { do: 'add-cared-for', by: who },
      { do: 'add-flatmate', household: pick(Object.keys(s.family.households)) },
      { do: 'move-out', person: who },
      { do: 'set-homes', person: who, homes: pick(Object.keys(s.family.households)) },
      { do: 'set-homes', person: who, homes: null },
      { do: 'set-birth', person: who, value: `${1940 + Math.floor(next() * 86)}-05` },
    ]);
    s = perform(s, command).situation;
  }
  const houses = Object.keys(s.family.households);
  const child = Object.keys(s.family.persons).find((id) => id.startsWith('kind'));
  if (child && houses.length > 1)
    s = perform(s, { do: 'set-homes', person: child, homes: { [houses[0]!]: 60, [houses[1]!]: 40 } }).situation;
  return s;
}

const overlap = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const inside = (a: Box, b: Box) => a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;

/** What is wrong with a layout, in words; empty if nothing is. */
function faults(s: Situation, width: number): string[] {
  const l = layout(s.family, '2026-11', width);
  const out: string[] = [];
  const fault = (is: boolean, what: string) => is && out.push(what);
  const drawn = l.persons.map((p) => p.id).sort();
  fault(drawn.join() !== Object.keys(s.family.persons).sort().join(), 'not everybody is drawn once');
  const seats: Box[] = [...l.persons, ...l.ghosts, ...l.houses.map((h) => h.plate)];
  for (const boxes of [seats, l.houses])
    boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => fault(overlap(a, b), 'overlap')));
  for (const p of l.persons) {
    fault(!inside(p, l.houses.find((h) => h.id === p.house)!), `${p.id} outside the house`);
    fault(p.avatar < 64, `${p.id} too small`);
  }
  const stage = { x: 0, y: 0, w: l.width, h: l.height };
  for (const box of [...seats, ...l.houses]) fault(!inside(box, stage), 'outside the stage');
  for (const line of l.lines) {
    fault(line.path.includes('NaN'), 'broken line');
    fault(line.label !== undefined && !inside(line.label, stage), 'label outside the stage');
  }
  return out;
}

it('draws everybody once, without overlap, inside house and stage', () => {
  for (let seed = 1; seed <= 200; seed++)
    for (const width of [288, 358, 560, 720, 1100])
      expect(faults(generate(seed), width), `seed ${seed}, width ${width}`).toEqual([]);
});

it('is a pure function', () => {
  const { family } = generate(7);
  const before = JSON.stringify(family);
  expect(layout(family, '2026-11', 700)).toEqual(layout(structuredClone(family), '2026-11', 700));
  expect(JSON.stringify(family)).toBe(before);
});
