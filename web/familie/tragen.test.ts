// A link carries every family whole, is read back by a camera, and says what is wrong with a broken one.
import { readdirSync, readFileSync } from 'node:fs';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { failed } from '../motor/typen';
import { toyMotor } from '../probe/spielmotor';
import { code } from '../seiten/code';
import { open } from './ablage';
import { crc32, fragmentIn, MAX_CODE, MAX_LINK, pack, unpack } from './tragen';
import { start, type Situation } from './typen';
import { dice, randomFamily } from './zufall';

const folder = new URL('../../beispiele/', import.meta.url).pathname;
const examples = readdirSync(folder).map((name): [string, Situation] => [name, open(readFileSync(folder + name, 'utf8')).situation!]);
const back = (fragment: string) => {
  const read = unpack(fragment);
  return 'text' in read ? open(read.text).situation : read.problem;
};
/** What a camera sees: every square four points wide. */
function photograph(text: string): string | undefined {
  const { size, path } = code(text);
  const edge = size * 4;
  const points = new Uint8ClampedArray(edge * edge * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h/g))
    for (let dy = 0; dy < 4; dy++) for (let dx = 0; dx < 4; dx++) points.fill(0, ((Number(y) * 4 + dy) * edge + Number(x) * 4 + dx) * 4, ((Number(y) * 4 + dy) * edge + Number(x) * 4 + dx) * 4 + 3);
  return jsQR(points, edge, edge)?.data;
}

describe('a link', () => {
  it.each(examples)('carries %s, as a code too', (_name, family) => {
    const fragment = pack(family);
    expect(back(`#${fragment}`)).toEqual(family);
    expect(fragment.length).toBeLessThan(MAX_CODE);
    const link = `https://familienrathaus.example/familie#${fragment}`;
    expect(photograph(link)).toBe(link);
  });

  it('carries 200 random families and fits into a message', () => {
    const toy = toyMotor().answer('vocabulary', {});
    if (failed(toy)) throw new Error(toy.error.message);
    const sizes = Array.from({ length: 200 }, (_, seed) => {
      const family = randomFamily(dice(seed), toy.facts.filter((f) => f.name !== 'Geburtstag'), toy.services);
      const fragment = pack(family);
      expect(back(fragment), `seed ${seed}`).toEqual(family);
      return fragment.length;
    });
    expect(Math.max(...sizes)).toBeLessThan(MAX_LINK);
    expect(Math.max(...sizes)).toBeLessThan(MAX_CODE);
    console.info('Zeichen im Fragment: Beispiele', examples.map(([, family]) => pack(family).length).join(' '), '- zufällig bis', Math.max(...sizes));
  });

  it('that lost or changed a character is broken, wherever that was', () => {
    const fragment = pack(examples[0]![1]);
    expect(unpack(fragment.slice(0, -1))).toEqual({ problem: 'link.broken' });
    for (let i = fragment.indexOf('.') + 1; i < fragment.length - 1; i++) {
      const changed = fragment.slice(0, i) + (fragment[i] === 'A' ? 'B' : 'A') + fragment.slice(i + 1);
      expect(unpack(changed), String(i)).toEqual({ problem: 'link.broken' });
    }
  });

  it('that is foreign, newer or far too long says so', () => {
    expect(unpack('#themen')).toEqual({ problem: 'link.foreign' });
    expect(unpack(pack(start()).replace('f=1.', 'f=2.'))).toEqual({ problem: 'link.newer' });
    expect(unpack('f=1.')).toEqual({ problem: 'link.broken' });
    expect(unpack(`f=1.${'A'.repeat(30_000)}`)).toEqual({ problem: 'link.tooLarge' });
  });

  it('is found in what somebody pasted', () => {
    expect(fragmentIn('  https://x.example/familie?lang=en#f=1.abc \n')).toBe('f=1.abc');
    expect(fragmentIn('f=1.abc')).toBe('f=1.abc');
  });

  it('is checked with CRC-32', () => expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926));
});
