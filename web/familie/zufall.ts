// Families by chance, for tests: the same seed gives the same family. Knows a vocabulary, no meaning.
import type { Fact, Service } from '../motor/typen';
import { perform, type Command } from './befehle';
import { start, type Id, type Situation, type Value } from './typen';

export type Dice = (below: number) => number;
export function dice(seed: number): Dice {
  let state = seed * 2654435761 + 12345;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}
export const pick = <T>(roll: Dice, list: readonly T[]): T => list[roll(list.length)]!;

export function randomValue(roll: Dice, fact: Fact): Value {
  if (fact.type === 'yes-no') return roll(2) === 0;
  if (fact.type === 'choice') return fact.choices!.length > 2 && roll(4) === 0 ? fact.choices!.slice(0, 2).map((c) => c.value) : pick(roll, fact.choices!).value;
  if (fact.type === 'day') return `20${10 + roll(15)}-0${1 + roll(9)}-1${roll(10)}`;
  if (fact.type === 'month') return `20${10 + roll(15)}-0${1 + roll(9)}`;
  const [low, high] = [Number(fact.range?.from ?? 0), Number(fact.range?.to ?? 1000)];
  const whole = Math.floor(low + ((high - low) * roll(1000)) / 1000);
  return roll(4) === 0 && whole + 1 <= high ? { from: whole, to: whole + 1 } : whole;
}

export function randomFamily(roll: Dice, facts: Fact[], services: Pick<Service, 'id'>[]): Situation {
  let now = start();
  const run = (command: Command) => (now = perform(now, command).situation);
  const people = () => Object.keys(now.family.persons);
  for (let n = roll(8); n > 0; n--) {
    const of = pick(roll, people());
    const all: Command[] = [
      { do: 'add-child', of }, { do: 'add-child', of: 'ich' }, { do: 'add-partner', of: 'ich' }, { do: 'add-baby', of, due: '2027-02' },
      { do: 'add-other-parent' }, { do: 'add-cared-for', by: of }, { do: 'add-flatmate', household: 'haus' }, { do: 'add-household' },
      { do: 'set-birth', person: of, value: `${1950 + roll(75)}-0${1 + roll(9)}-2${roll(9)}` }, { do: 'set-name', entity: of, name: pick(roll, ['Mia', 'Çağla', 'Łukasz', 'د', 'Ben "B" <x>']) },
      { do: 'set-homes', person: of, homes: { haus: 60, 'haus-2': 40 } },
    ];
    run(pick(roll, all));
  }
  for (let n = roll(14); n > 0; n--) {
    const fact = pick(roll, facts);
    const place: Id = fact.role === 'household' ? pick(roll, Object.keys(now.family.households)) : fact.role === 'family' ? 'familie' : pick(roll, people());
    run({ do: 'set-fact', entity: place, fact: fact.name, value: randomValue(roll, fact) });
  }
  if (services.length && roll(3) === 0) run({ do: 'set-receives', entity: pick(roll, people()), service: pick(roll, services).id, on: true });
  return now;
}
