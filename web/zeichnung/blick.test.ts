// The resting look keeps targets large, "everyone" fits the window, steps go up and down, the mirror is its own
// inverse; and where a dragged person lands.
import { expect, it } from 'vitest';
import { layout } from '../familie/anordnung';
import { perform, type Command } from '../familie/befehle';
import { start, type Situation } from '../familie/typen';
import { generate } from '../familie/zeichenprobe';
import { atRest, fitting, LEAST, mirrored, MOST, REST, steady, step, within } from './blick';
import { meadow, target, zones } from './haeuser';

const MONTH = '2026-11';
const at = (s: Situation) => (width: number) => layout(s.family, MONTH, width);
const built = (...commands: Command[]): Situation => commands.reduce((s, command) => perform(s, command).situation, start());
const twoHomes = built({ do: 'add-child', of: 'ich' }, { do: 'add-other-parent' });

it('rests at full size, and a little smaller where that puts the houses side by side', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 60; seed++)
    for (const width of [288, 358, 661, 1100]) {
      const { world, scale } = atRest(at(generate(seed)), width);
      expect(scale).toBeGreaterThanOrEqual(REST);
      expect(scale).toBeLessThanOrEqual(1);
      expect(world * scale).toBeCloseTo(width, 0);
      if (width < 560) expect(scale).toBe(1);
    }
});

it('makes the whole picture fit the window, never larger than at rest', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 40; seed++) {
    const draw = at(generate(seed));
    const { world, scale } = fitting(draw, 661, 800);
    expect(scale).toBeLessThanOrEqual(1);
    if (scale > LEAST) expect([world * scale <= 661.5, draw(world).height * scale <= 800.5]).toEqual([true, true]);
  }
});

it('steps up and down between bounds', () => {
  expect([step(1, 1), step(1, -1), step(0.88, 1), step(MOST, 1), step(LEAST, -1)]).toEqual([1.25, 0.8, 1, MOST, LEAST]);
  expect([within(99), within(0)]).toEqual([MOST, LEAST]);
});

it('keeps the point under the finger in its place', () => {
  const scroll = steady(120, 80, 1, 2);
  expect((scroll + 80) / 2).toBe(120 + 80);
});

it('mirrors every box and back', () => {
  const l = layout(generate(9).family, MONTH, 720);
  expect(mirrored(mirrored(l))).toEqual(l);
  expect(mirrored(l).persons.map((p) => p.x + p.w)).toEqual(l.persons.map((p) => l.width - p.x));
});

it('says where a dragged person would land', () => {
  for (const width of [358, 900]) {
    const l = at(twoHomes)(width);
    const other = l.houses.find((h) => h.id === 'haus-2')!;
    const [zone] = zones(l, 'haus');
    expect(zone).toBeDefined();
    expect(target(l, 'haus', false, zone!.x, zone!.y)).toEqual({ kind: 'between', houses: ['haus', 'haus-2'] });
    expect(target(l, 'haus', false, other.x + 20, other.y + other.h - 20)).toEqual({ kind: 'house', house: 'haus-2' });
    const y = Math.max(meadow(l) + 95, l.height - 4);
    expect(target(l, 'haus', false, l.width / 2, y)).toEqual({ kind: 'new' });
    expect(target(l, 'haus', true, l.width / 2, y)).toEqual({ kind: 'none' });
    expect(target(l, 'haus', false, l.width / 2, l.height + 50)).toEqual({ kind: 'none' });
  }
});
