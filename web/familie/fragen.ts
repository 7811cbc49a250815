// Questions one can ask the family graph: homes, parents, children, partners, generations. Pure reads.
import { FAMILY, HOME, ME, type Couple, type Facts, type Family, type Id, type Person } from './typen';

/** Whose family it is: `ich`, or in a foreign file the first person. */
export const me = (family: Family): Id => (ME in family.persons ? ME : (Object.keys(family.persons)[0] ?? ME));
/** The house the drawing starts from. */
export const home = (family: Family): Id =>
  mainHome(family.persons[me(family)]) ?? Object.keys(family.households)[0] ?? HOME;

/** Homes with shares in percent; the first is the main home (largest share, earlier wins a tie). */
export function homes(person: Person | undefined): [Id, number][] {
  const lives = person?.['lives-in'];
  if (!lives) return [];
  if (typeof lives === 'string') return [[lives, 100]];
  return Object.entries(lives).sort((a, b) => b[1] - a[1]);
}
export const mainHome = (person: Person | undefined): Id | undefined => homes(person)[0]?.[0];

export const parents = (family: Family, id: Id): Id[] => family.persons[id]?.parents ?? [];
export const children = (family: Family, id: Id): Id[] =>
  Object.keys(family.persons).filter((other) => parents(family, other).includes(id));

export const couplesOf = (family: Family, id: Id): Couple[] =>
  (family.couples ?? []).filter((c) => c.of.includes(id));
export const other = (couple: Couple, id: Id): Id => (couple.of[0] === id ? couple.of[1] : couple.of[0]);

/** A partner today: married, registered or together; not separated. */
export function partner(family: Family, id: Id): Id | undefined {
  const today = couplesOf(family, id).find((c) =>
    ['verheiratet', 'verpartnert', 'zusammen'].includes(c.status),
  );
  return today && other(today, id);
}

export const carers = (family: Family, id: Id): Id[] =>
  Object.keys(family.persons).filter((p) => family.persons[p]?.['cares-for']?.includes(id));

export function factsOf(family: Family, entity: Id): Facts {
  if (entity === FAMILY) return family.family ?? {};
  return family.households[entity] ?? ((family.persons[entity] ?? {}) as Facts);
}

/** Children below me who have one parent, all the same: mine first. They could be given another parent. */
export function oneParentChildren(family: Family): Id[] {
  const depth = generations(family);
  const own = me(family);
  const single = Object.keys(family.persons).filter(
    (id) => parents(family, id).length === 1 && depth.get(id)! > depth.get(own)!,
  );
  const of = single.some((id) => parents(family, id)[0] === own) ? own : single[0] && parents(family, single[0])[0];
  return single.filter((id) => parents(family, id)[0] === of);
}

/** Generation of each person, 0 = oldest drawn. Partners and the cared-for stand beside their person. */
export function generations(family: Family): Map<Id, number> {
  const ids = Object.keys(family.persons);
  const depth = new Map<Id, number>(ids.map((id) => [id, 0]));
  const raise = (id: Id, to: number) => {
    if (!depth.has(id) || depth.get(id)! >= to) return false;
    depth.set(id, to);
    return true;
  };
  // A family has few generations; the bound also ends a cycle of parenthood in a foreign file.
  for (let round = 0, moved = true; moved && round < ids.length + 1; round++) {
    moved = false;
    for (const id of ids)
      for (const p of parents(family, id)) moved = raise(id, (depth.get(p) ?? 0) + 1) || moved;
    for (const { of } of family.couples ?? []) {
      moved = raise(of[0], depth.get(of[1]) ?? 0) || moved;
      moved = raise(of[1], depth.get(of[0]) ?? 0) || moved;
    }
    for (const id of ids)
      for (const p of parents(family, id)) // co-parents share a floor
        for (const q of parents(family, id)) moved = raise(p, depth.get(q) ?? 0) || moved;
  }
  const mine = depth.get(me(family)) ?? 0;
  for (const id of ids) {
    const alone =
      !parents(family, id).length && !children(family, id).length && !couplesOf(family, id).length;
    if (alone) depth.set(id, mine);
  }
  return depth;
}

/** Whose looks somebody has: the eldest known ancestor's in the line of the first parent. */
export function kin(family: Family, id: Id): Id {
  let now = id;
  for (let i = 0; i < 5 && parents(family, now)[0]; i++) now = parents(family, now)[0]!;
  return now;
}
