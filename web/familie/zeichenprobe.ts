// Generated families for tests: the same seed gives the same family, with one to four houses, step-families,
// three generations, children in two homes and people who are cared for.
import { perform, type Command } from './befehle';
import { start, type Situation } from './typen';

/** mulberry32: a small generator with a printed seed. */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const MOST_HOUSES = 4;

/** A family of at most `most` people. */
export function generate(seed: number, most = 25): Situation {
  const next = random(seed);
  const pick = <T>(list: T[]): T => list[Math.floor(next() * list.length)]!;
  const size = 1 + Math.floor(next() * most);
  let s = start();
  for (let i = 0; i < 3 * size && Object.keys(s.family.persons).length < size; i++) {
    const people = Object.keys(s.family.persons);
    const houses = Object.keys(s.family.households);
    const who = pick(people);
    const command = pick<Command>([
      { do: 'add-child', of: who },
      { do: 'add-child', of: 'ich' },
      { do: 'add-partner', of: who },
      { do: 'add-baby', of: 'ich', due: '2027-01' },
      { do: 'add-other-parent' },
      { do: 'add-grandparent', of: who },
      { do: 'add-cared-for', by: who },
      { do: 'add-flatmate', household: pick(houses) },
      { do: 'move-out', person: who },
      { do: 'set-homes', person: who, homes: pick(houses) },
      { do: 'set-homes', person: who, homes: null },
      { do: 'set-birth', person: who, value: `${1940 + Math.floor(next() * 86)}-05` },
    ]);
    const opens = ['add-other-parent', 'move-out', 'add-grandparent'].includes(command.do);
    if (!opens || houses.length < MOST_HOUSES) s = perform(s, command).situation;
  }
  const houses = Object.keys(s.family.households);
  const child = Object.keys(s.family.persons).find((id) => id.startsWith('kind'));
  if (child && houses.length > 1)
    s = perform(s, { do: 'set-homes', person: child, homes: { [houses[0]!]: 60, [houses[1]!]: 40 } }).situation;
  return s;
}
