// A saved family: an envelope with a version around the family file. Older versions are migrated step by
// step; newer ones are refused with a reason. A bare family file (as the command line reads it) opens, too.
//
// It says for which city it was drawn: "here" is another town when the file is opened elsewhere (`from`).
//
// When the vocabulary renames a fact or an answer, add one entry to RENAMES: the version grows by itself, and
// every family saved before is carried over. What was removed needs no entry: passung.ts names it.
import { check, type Problem } from './pruefung';
import { STRUCTURAL, type Facts, type Situation } from './typen';

export const FORMAT = 'familienrathaus-familie';
/** What one version of the vocabulary renamed: facts by their old name, answers by fact (new name) and old answer. */
export interface Renames {
  facts?: Record<string, string>;
  answers?: Record<string, Record<string, string>>;
}
type Envelope = { format: string; version: number; [key: string]: unknown };
type Step = Renames | ((old: Envelope, city: string) => Envelope);
/** RENAMES[i] leads from version i + 1 to i + 2. */
const RENAMES: readonly Step[] = [townByName];
export const VERSION = 1 + RENAMES.length;
const MAX_CHARS = 2_000_000, MAX_NAME = 60;
/** The answer for "in this town", and for another one of the same state: all cities of the catalogue lie in it. */
const TOWN = { fact: 'Gemeinde', here: 'diese-Stadt', near: 'andere-in-NRW' };
/** A copy of the sections and of what stands in them, no deeper: a hostile file nests until the stack ends. */
function opened(family: unknown): Record<string, unknown> {
  const within = (held: unknown, depth: number): unknown =>
    depth === 0 || typeof held !== 'object' || held === null || Array.isArray(held)
      ? held
      : Object.fromEntries(Object.entries(held).map(([name, one]) => [name, within(one, depth - 1)]));
  return within(family ?? {}, 3) as Record<string, unknown>;
}

/** migrations[n] turns version n into n + 1. */
const migrations: Record<number, (old: Envelope) => Envelope> = {
  // Version 0 was written by early previews: names lay inside the persons.
  0: (old) => {
    const family = opened(old.family) as { persons?: Record<string, { name?: unknown }> };
    const names: Record<string, string> = {};
    for (const [id, person] of Object.entries(family.persons ?? {})) {
      if (typeof person?.name === 'string') names[id] = person.name;
      if (person) delete person.name;
    }
    return { format: FORMAT, version: 1, family, names };
  },
};

/** Version 1 called this town by its name. */
function townByName(old: Envelope, city: string): Envelope {
  const others = new Set([TOWN.here, TOWN.near, 'anderes-Bundesland', 'EU-Ausland', 'anderes-Ausland']);
  return { ...resettled(old, (one) => (others.has(one) ? one : !city || one === city ? TOWN.here : TOWN.near)), version: old.version + 1 };
}

/** The same family with another answer to where its houses stand. */
function resettled(old: Envelope, answer: (one: string) => string): Envelope {
  const family = opened(old.family) as { households?: Record<string, Facts | null> };
  if (typeof family.households === 'object' && family.households !== null)
    for (const house of Object.values(family.households)) {
      const stated = house?.[TOWN.fact];
      if (house && typeof stated === 'string') house[TOWN.fact] = answer(stated);
      if (house && Array.isArray(stated)) house[TOWN.fact] = [...new Set(stated.map(answer))];
    }
  return { ...old, family };
}

function rename(old: Envelope, { facts = {}, answers = {} }: Renames): Envelope {
  const carried = (held: unknown): Facts => {
    const out: Facts = {};
    for (const [name, value] of Object.entries((held ?? {}) as Facts)) {
      const now = STRUCTURAL.has(name) ? name : (facts[name] ?? name);
      const answer = (one: string) => answers[now]?.[one] ?? one;
      out[now] = typeof value === 'string' ? answer(value) : Array.isArray(value) && !STRUCTURAL.has(name) ? value.map(answer) : value;
    }
    return out;
  };
  const family = opened(old.family) as Record<string, Record<string, unknown>>;
  for (const section of ['persons', 'households'])
    if (typeof family[section] === 'object' && family[section] !== null)
      for (const [id, held] of Object.entries(family[section])) if (typeof held === 'object' && !Array.isArray(held)) family[section][id] = carried(held);
  if (typeof family.family === 'object' && !Array.isArray(family.family)) family.family = carried(family.family);
  return { ...old, version: old.version + 1, family };
}

/** `from`: the other city for which the family was saved. */
export type Opened = { situation: Situation; problems: []; from?: string } | { situation: null; problems: Problem[] };

export function save(situation: Situation, city = ''): string {
  const { family, names } = situation;
  return JSON.stringify({ format: FORMAT, version: VERSION, ...(city ? { city } : {}), family, names }, null, 2) + '\n';
}

/** `city`: the one in which it is opened. `later` only for tests: what later versions of the vocabulary will have renamed. */
export function open(text: string, city = '', later: readonly Renames[] = []): Opened {
  const renames = [...RENAMES, ...later];
  const fail = (key: string): Opened => ({ situation: null, problems: [{ where: '', key }] });
  if (text.length > MAX_CHARS) return fail('file.tooLarge');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return fail('file.notJson');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return fail('file.notObject');
  if (!('format' in data)) return finish(data, {});
  let envelope = data as Envelope;
  if (envelope.format !== FORMAT || !Number.isInteger(envelope.version)) return fail('file.foreign');
  const version = 1 + renames.length;
  if (envelope.version > version) return fail('file.newer');
  while (envelope.version < version) {
    const [step, names] = [migrations[envelope.version], renames[envelope.version - 1]];
    if (!step && !names) return fail('file.foreign');
    envelope = step ? step(envelope) : typeof names === 'function' ? names(envelope, city) : rename(envelope, names!);
  }
  const from = typeof envelope.city === 'string' ? envelope.city.slice(0, MAX_NAME) : '';
  if (!from || !city || from === city) return finish(envelope.family, envelope.names);
  const there = resettled(envelope, (one) => (one === TOWN.here ? TOWN.near : one));
  const opened = finish(there.family, there.names);
  return opened.situation ? { ...opened, from } : opened;
}

function finish(family: unknown, names: unknown): Opened {
  const checked = check(family);
  if (!checked.family) return { situation: null, problems: checked.problems };
  const labels: Record<string, string> = {};
  for (const [id, name] of Object.entries((names ?? {}) as Record<string, unknown>))
    if (typeof name === 'string' && (id in checked.family.persons || id in checked.family.households))
      labels[id] = name.slice(0, 60);
  return { situation: { family: checked.family, names: labels }, problems: [] };
}
