// What counts now. A fact that somebody stated may later make no sense: the child grew up, the house was left.
// It stays in the situation, so that undo and a later change bring it back, but it must not move a result.
//
// Where a condition of the vocabulary fails, the engine itself reads the fact as if nobody had stated it, in
// every month on its own. What it lets count is a fact of children stated of an adult, or the other way round.
// So exactly these are held back: facts of a role that the engine does not see the person in, that is, of which
// it finds no fact of that role worth asking or offering. Whether somebody is in a role does not depend on facts
// that are held back, so the second answer is nearly always the last; the bound is for vocabularies nobody has
// thought of.
import type { Fact, FactRef, Match } from '../motor/typen';
import { FAMILY, STRUCTURAL, type Facts, type Family, type Id, type Person } from './typen';

/** What can be said of whom now: what the engine would ask, and what the card holds ready. */
export type Sayable = Record<Id, string[]>;
type Vocabulary = ReadonlyMap<string, Pick<Fact, 'role' | 'unasked' | 'offered'>>;
const ROUNDS = 4;

export function sayable({ relevant, offered }: Pick<Match, 'relevant' | 'offered'>): Sayable {
  const all = new Set([...Object.keys(relevant), ...Object.keys(offered)]);
  return Object.fromEntries([...all].map((id) => [id, [...(relevant[id] ?? []), ...(offered[id] ?? [])]]));
}

/** Stated facts of all entities, each once. Birth, home and kinship are no facts in this sense. */
export function stated(family: Family): FactRef[] {
  const of = (entity: Id, facts: object | undefined, skip?: ReadonlySet<string>) =>
    Object.entries(facts ?? {}).flatMap(([fact, value]) => (skip?.has(fact) || value === null || value === undefined ? [] : [{ entity, fact }]));
  return [
    ...Object.entries(family.persons).flatMap(([id, person]) => of(id, person, STRUCTURAL)),
    ...Object.entries(family.households).flatMap(([id, facts]) => of(id, facts)),
    ...of(FAMILY, family.family),
  ];
}

/** Stated facts that do not count at the moment. What neither a question nor a card holds (a plan) is none of them. */
export const resting = (family: Family, vocabulary: Vocabulary, now: Sayable): FactRef[] =>
  stated(family).filter(({ entity, fact }) => {
    const known = vocabulary.get(fact);
    return known !== undefined && (!known.unasked || known.offered === true) && !now[entity]?.includes(fact);
  });

/** Those of them that the engine would let count. */
function held(family: Family, vocabulary: Vocabulary, now: Sayable): FactRef[] {
  const inRole = (entity: Id, role: string) => now[entity]?.some((name) => vocabulary.get(name)?.role === role) ?? false;
  return resting(family, vocabulary, now).filter(({ entity, fact }) => {
    const role = vocabulary.get(fact)!.role;
    return (role === 'child' || role === 'adult') && !inRole(entity, role);
  });
}

export function without(family: Family, facts: FactRef[]): Family {
  if (!facts.length) return family;
  const out: Family = { ...family, persons: { ...family.persons } };
  for (const { entity, fact } of facts) {
    const { [fact]: _gone, ...rest } = out.persons[entity] as Facts;
    out.persons[entity] = rest as Person;
  }
  return out;
}

export interface Settled<A> {
  /** What was sent to the engine. */
  family: Family;
  answer: A;
}
/** Asks until what is sent is what counts; one question more only where something was held back. */
export function settle<A>(family: Family, vocabulary: Vocabulary, ask: (f: Family) => A, said: (a: A) => Sayable | null): Settled<A> {
  let sent = family;
  let answer = ask(sent);
  for (let round = 1, back = ''; round < ROUNDS; round++) {
    const now = said(answer);
    const next = now ? held(family, vocabulary, now) : [];
    if (JSON.stringify(next) === (back || '[]')) break;
    back = JSON.stringify(next);
    sent = without(family, next);
    answer = ask(sent);
  }
  return { family: sent, answer };
}
