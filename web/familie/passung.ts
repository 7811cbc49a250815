// A saved family against today's vocabulary: facts that are gone, answers that no longer exist, numbers outside
// the new limits and values of another type are taken out one by one and named; everything else stays.
import type { EngineError, Fact, Service } from '../motor/typen';
import { isDay, isMonth } from './alter';
import { FAMILY, STRUCTURAL, type Id, type Situation, type Value } from './typen';

export interface Dropped {
  entity: Id;
  fact?: string;
  service?: string;
}
export interface Words {
  facts: ReadonlyMap<string, Fact>;
  services: readonly Pick<Service, 'id'>[];
}
type Dict = Record<string, unknown>;

export function fit(situation: Situation, { facts, services }: Words): { situation: Situation; dropped: Dropped[] } {
  const out = structuredClone(situation);
  const dropped: Dropped[] = [];
  const sweep = (entity: Id, held: object | undefined, place: Place, skip?: ReadonlySet<string>) => {
    for (const [fact, value] of Object.entries(held ?? {})) {
      if (skip?.has(fact) || fits(facts.get(fact), value as Value, place)) continue;
      delete (held as Dict)[fact];
      dropped.push({ entity, fact });
    }
  };
  for (const [id, person] of Object.entries(out.family.persons)) sweep(id, person, 'person', STRUCTURAL);
  for (const [id, house] of Object.entries(out.family.households)) sweep(id, house, 'household');
  sweep(FAMILY, out.family.family, 'family');
  if (out.family.family && !Object.keys(out.family.family).length) delete out.family.family;

  const known = new Set(services.map((s) => s.id));
  const receives = out.family.receives ?? {};
  for (const [entity, ids] of Object.entries(receives)) {
    dropped.push(...ids.filter((id) => !known.has(id)).map((service) => ({ entity, service })));
    receives[entity] = ids.filter((id) => known.has(id));
    if (!receives[entity]!.length) delete receives[entity];
  }
  if (out.family.receives && !Object.keys(receives).length) delete out.family.receives;
  return { situation: out, dropped };
}

type Place = 'person' | 'household' | 'family';
const placeOf = (fact: Fact): Place => (fact.role === 'household' || fact.role === 'family' ? fact.role : 'person');

/** Whether the vocabulary has the fact, for this kind of entity, with this value. Null is "unknown" and always fits. */
export function fits(fact: Fact | undefined, value: Value, place: Place): boolean {
  if (!fact || placeOf(fact) !== place) return false;
  if (value === null) return true;
  if (fact.type === 'yes-no') return typeof value === 'boolean';
  if (fact.type === 'choice') {
    const members = Array.isArray(value) ? value : [value];
    return members.length > 0 && members.every((one) => fact.choices?.some((c) => c.value === one));
  }
  if (Array.isArray(value) || typeof value === 'boolean') return false;
  const ends = (typeof value === 'object' ? [value.from, value.to] : [value]).filter((end) => end !== undefined && end !== null);
  if (!ends.length || !ends.every((end) => isEnd(fact, end))) return false;
  return ends.length < 2 || order(ends[0]!) <= order(ends[1]!);
}

const order = (end: string | number) => (typeof end === 'number' ? end : Number(end.replaceAll('-', '').padEnd(8, '0')));

function isEnd(fact: Fact, end: string | number): boolean {
  if (fact.type === 'month') return isMonth(end) && within(fact, end);
  if (fact.type === 'day') return (isDay(end) || isMonth(end)) && within(fact, end);
  if (typeof end !== 'number' || !Number.isFinite(end)) return false;
  if ((fact.type === 'count' || fact.type === 'duration') && !Number.isInteger(end)) return false;
  return within(fact, end);
}
function within({ range }: Fact, end: string | number): boolean {
  if (typeof end === 'number') return !(end < Number(range?.from ?? -Infinity)) && !(end > Number(range?.to ?? Infinity));
  const same = (limit: string) => limit.slice(0, end.length);
  return !(range?.from && end < same(range.from)) && !(range?.to && end > same(range.to));
}

/** Where the engine still refuses one single value, that value is taken out; null: it refuses something else. */
export function withoutRefused(situation: Situation, error: EngineError): { situation: Situation; dropped: Dropped } | null {
  const [, section, rest] = /^(persons|households|family|given|receives)\.(.+)$/.exec(error.where ?? '') ?? [];
  if (!section || !rest) return null;
  const [entity, name] = section === 'family' ? [FAMILY, rest] : (rest.split('.') as [string, string | undefined]);
  const fact = name?.replace(/[.[].*$/, '');
  if (!fact || (section === 'persons' && STRUCTURAL.has(fact))) return null;
  const out = structuredClone(situation);
  const held = section === 'family' ? out.family.family : (out.family[section as 'persons' | 'households' | 'given'] as Record<Id, Dict> | undefined)?.[entity];
  if (!held || !(fact in held)) return null;
  delete (held as Dict)[fact];
  return { situation: out, dropped: { entity, fact } };
}
