// How a child came to its parents, and who is widowed: facts that the picture itself shows. Their names stand only
// here; a vocabulary that knows none of them draws what it always drew.
import { days } from './alter';
import type { Family, Id, Range } from './typen';

/** `born`: the answer that needs no sign; `since`: the day a child came to those who took it in. */
export const KINSHIP = { fact: 'Kindschaft', born: 'leiblich', since: 'aufgenommen-am' } as const;
export const WIDOWED = 'verwitwet';

/** How a child was taken in; undefined if it was born to its parents or nobody said anything. */
export function takenIn(family: Family, id: Id): string | undefined {
  const how = family.persons[id]?.[KINSHIP.fact];
  return typeof how === 'string' && how !== KINSHIP.born ? how : undefined;
}
/** First and last possible day on which it came. */
export const cameOn = (family: Family, id: Id): Range<string> => days(family.persons[id]?.[KINSHIP.since] as string | Range<string> | undefined);

export const widowed = (family: Family, id: Id): boolean => family.persons[id]?.[WIDOWED] === true;
