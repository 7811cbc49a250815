// Whose birth the pages /geburt and /planer are about: the youngest child that is expected or just born (twins
// are one birth), its parents, and everybody whose services belong to it. A child that was taken in was born to
// others; where its coming counts like a birth (/planer), it arrives on the day it came. Pure reads of the family.
import { addMonths, days } from '../familie/alter';
import { homes, me, parents, partner } from '../familie/fragen';
import { cameOn, takenIn } from '../familie/kindschaft';
import { FAMILY, type Family, type Id } from '../familie/typen';

/** The plan ends when the child is six months old; a child older than that is no longer one of its own. */
export const PLAN_MONTHS = 6;
/** A due date that is known no closer than this is asked for once more. */
const VAGUE_DAYS = 62;

export interface Arrival {
  children: Id[];
  parents: Id[];
  /** First and last possible day of the birth. */
  from: string;
  to: string;
  born: boolean;
  /** It was taken in: the day is the one it came. */
  came: boolean;
  vague: boolean;
}

export function arrival(family: Family, month: string, span = PLAN_MONTHS, takenInToo = false): Arrival | undefined {
  const oldest = `${addMonths(month, -span)}-01`;
  const candidates = Object.entries(family.persons).flatMap(([id, person]) => {
    const own = takenIn(family, id) === undefined;
    if (id === me(family) || !(own || takenInToo)) return [];
    const { from, to } = own ? days(person.due ?? person.Geburtstag) : cameOn(family, id);
    const young = person.due !== undefined || (from !== undefined && from >= oldest);
    return from && to && young ? [{ id, from, to, born: person.due === undefined, came: !own }] : [];
  });
  const last = candidates.sort((a, b) => b.from.localeCompare(a.from))[0];
  if (!last) return undefined;
  const children = candidates.filter((c) => c.from === last.from && c.to === last.to).map((c) => c.id).sort();
  const vague = (Date.parse(last.to) - Date.parse(last.from)) / 86_400_000 > VAGUE_DAYS;
  return { children, parents: parentsOf(family, last.id), from: last.from, to: last.to, born: last.born, came: last.came, vague };
}

/** Parents as drawn; where none are, I and my partner. Who carries or bore the child comes first. */
function parentsOf(family: Family, child: Id): Id[] {
  const drawn = parents(family, child);
  const mate = partner(family, me(family));
  const all = drawn.length ? drawn : [me(family), ...(mate ? [mate] : [])];
  const mother = (id: Id) => Number(family.persons[id]?.Geburtsmutter === true);
  return [...all].sort((a, b) => mother(b) - mother(a));
}

/** Everybody and everything whose results can be part of this birth. */
export function concerned(family: Family, about: Arrival): Set<Id> {
  const people = [...about.children, ...about.parents];
  return new Set([FAMILY, ...people, ...people.flatMap((id) => homes(family.persons[id]).map(([house]) => house))]);
}
