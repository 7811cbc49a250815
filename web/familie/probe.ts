// "What if …?": one answer laid over a family without changing it, and what it would change. Pure.
import type { Match, Verdict } from '../motor/typen';
import { FAMILY, type Family, type Facts, type Id, type Value } from './typen';

export interface Trial {
  entity: Id;
  fact: string;
  value: Value;
}

export function laid(family: Family, { entity, fact, value }: Trial): Family {
  if (entity === FAMILY) return { ...family, family: { ...family.family, [fact]: value } };
  const over = <T extends object>(of: Record<Id, T>): Record<Id, T> => ({ ...of, [entity]: { ...of[entity]!, [fact]: value } });
  if (entity in family.households) return { ...family, households: over<Facts>(family.households) };
  if (entity in family.persons) return { ...family, persons: over(family.persons) };
  return family;
}

export interface Difference {
  /** monthly total after minus before, at its lower and its upper end */
  min: number;
  max: number;
  verdicts: { service: string; title: string; for: Id; before: Verdict; after: Verdict }[];
}

export function difference(before: Match, after: Match): Difference {
  const old = new Map(before.results.map((r) => [`${r.service} ${r.for}`, r.verdict]));
  return {
    min: Number(after.total.min) - Number(before.total.min),
    max: Number(after.total.max) - Number(before.total.max),
    verdicts: after.results.flatMap(({ service, title, for: who, verdict }) => {
      const was = old.get(`${service} ${who}`) ?? 'no';
      return was === verdict ? [] : [{ service, title, for: who, before: was, after: verdict }];
    }),
  };
}
