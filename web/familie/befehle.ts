// Everything one can do to a family, as data. `perform` never mutates: it returns the new situation and
// the inverse command (a patch of exactly what changed), so undo and redo are two stacks of commands.
import { applyPatch, difference, type Patch } from './aenderung';
import { homes, mainHome, me, oneParentChildren, parents, partner } from './fragen';
import {
  FAMILY,
  HOME,
  type Birth,
  type Couple,
  type Homes,
  type Id,
  type Person,
  type Situation,
  type Status,
  type Value,
} from './typen';

export type Command =
  | { do: 'add-partner'; of: Id; status?: Status }
  | { do: 'add-child'; of: Id; parents?: Id[] }
  | { do: 'add-baby'; of: Id; due: Birth }
  | { do: 'add-other-parent'; of?: Id }
  | { do: 'add-grandparent'; of: Id }
  | { do: 'add-cared-for'; by: Id }
  | { do: 'add-flatmate'; household: Id }
  | { do: 'add-household' }
  | { do: 'set-fact'; entity: Id; fact: string; value: Value }
  | { do: 'set-birth'; person: Id; value: Birth | null }
  | { do: 'set-due'; person: Id; value: Birth }
  | { do: 'set-homes'; person: Id; homes: Homes | null }
  | { do: 'move-out'; person: Id }
  | { do: 'set-parents'; person: Id; parents: Id[] }
  | { do: 'set-cares-for'; person: Id; others: Id[] }
  | { do: 'set-couple'; of: [Id, Id]; status: Status | null }
  | { do: 'set-name'; entity: Id; name: string }
  | { do: 'set-receives'; entity: Id; service: string; on: boolean }
  | { do: 'set-month'; month: string | null }
  | { do: 'remove'; entity: Id }
  | { do: 'replace'; situation: Situation }
  | { do: 'patch'; patch: Patch };

export interface Done {
  situation: Situation;
  inverse: Command;
  /** The entity that the command created, if any. */
  created?: Id;
}

export function perform(before: Situation, command: Command): Done {
  if (command.do === 'patch') {
    const situation = applyPatch(before, command.patch);
    return { situation, inverse: { do: 'patch', patch: difference(situation, before) } };
  }
  const draft: Situation = command.do === 'replace' ? structuredClone(command.situation) : structuredClone(before);
  const created = change(draft, command);
  if (['set-homes', 'move-out', 'remove'].includes(command.do)) dropEmptyHouses(before, draft);
  tidy(draft);
  const done: Done = { situation: draft, inverse: { do: 'patch', patch: difference(draft, before) } };
  return created === undefined ? done : { ...done, created };
}

/** Applies a command to a draft that nobody else holds; returns the id of a new entity. */
function change(s: Situation, c: Exclude<Command, { do: 'patch' }>): Id | undefined {
  const { family } = s;
  switch (c.do) {
    case 'add-partner': {
      const id = addPerson(s, 'partner', home(s, c.of));
      (family.couples ??= []).push({ of: [c.of, id], status: c.status ?? 'zusammen' });
      return id;
    }
    case 'add-child':
      return addPerson(s, 'kind', home(s, c.of), { parents: c.parents ?? parentsFrom(s, c.of) });
    case 'add-baby':
      return addPerson(s, 'baby', home(s, c.of), { parents: parentsFrom(s, c.of), due: c.due });
    case 'add-other-parent': {
      const children = c.of ? [c.of] : oneParentChildren(family);
      const id = addPerson(s, 'elternteil', addHousehold(s));
      for (const child of children) {
        const person = family.persons[child];
        if (person) person.parents = [...(person.parents ?? []), id];
      }
      return id;
    }
    case 'add-grandparent': {
      const elsewhere = parents(family, c.of).map((p) => mainHome(family.persons[p]));
      const id = addPerson(s, 'grosselternteil', elsewhere[0] ?? addHousehold(s));
      family.persons[c.of]!.parents = [...parents(family, c.of), id];
      return id;
    }
    case 'add-cared-for': {
      const id = addPerson(s, 'angehoerig', home(s, c.by));
      const by = family.persons[c.by]!;
      by['cares-for'] = [...(by['cares-for'] ?? []), id];
      return id;
    }
    case 'add-flatmate':
      return addPerson(s, 'mitbewohner', c.household);
    case 'add-household':
      return addHousehold(s);
    case 'set-fact': {
      const facts =
        c.entity === FAMILY
          ? (family.family ??= {})
          : (family.households[c.entity] ?? (family.persons[c.entity] as Record<string, Value>));
      if (facts) assign(facts, c.fact, c.value);
      return;
    }
    case 'set-birth': {
      const person = family.persons[c.person]!;
      delete person.due;
      assign(person, 'Geburtstag', c.value);
      return;
    }
    case 'set-due': {
      const person = family.persons[c.person]!;
      delete person.Geburtstag;
      person.due = c.value;
      return;
    }
    case 'set-homes': {
      const person = family.persons[c.person]!;
      assign(person, 'lives-in', c.homes);
      for (const [house] of homes(person)) family.households[house] ??= {};
      return;
    }
    case 'move-out': {
      const house = addHousehold(s);
      family.persons[c.person]!['lives-in'] = house;
      return house;
    }
    case 'set-parents':
      assign(family.persons[c.person]!, 'parents', c.parents.length ? c.parents : null);
      return;
    case 'set-cares-for':
      assign(family.persons[c.person]!, 'cares-for', c.others.length ? c.others : null);
      return;
    case 'set-couple': {
      const rest = (family.couples ?? []).filter((k) => !same(k, c.of));
      const place = (family.couples ?? []).findIndex((k) => same(k, c.of));
      if (c.status) rest.splice(place < 0 ? rest.length : place, 0, { of: c.of, status: c.status });
      family.couples = rest;
      return;
    }
    case 'set-name':
      if (c.name.trim()) s.names[c.entity] = c.name.trim().slice(0, 60);
      else delete s.names[c.entity];
      return;
    case 'set-receives': {
      const all = (family.receives ??= {});
      const now = (all[c.entity] ?? []).filter((id) => id !== c.service);
      if (c.on) now.push(c.service);
      if (now.length) all[c.entity] = now;
      else delete all[c.entity];
      return;
    }
    case 'set-month':
      assign(family, 'month', c.month);
      return;
    case 'remove':
      remove(s, c.entity);
      return;
    case 'replace':
      return;
  }
}

const same = (couple: Couple, of: [Id, Id]) => couple.of.includes(of[0]) && couple.of.includes(of[1]);

function assign(target: object, key: string, value: unknown): void {
  if (value === null || value === undefined) delete (target as Record<string, unknown>)[key];
  else (target as Record<string, unknown>)[key] = value;
}

/** Ids are `stem-1`, `stem-2`, … and never reused while anything still carries them. */
function fresh(s: Situation, stem: string): Id {
  for (let n = 1; ; n++) {
    const id = `${stem}-${n}`;
    if (!(id in s.family.persons) && !(id in s.family.households)) return id;
  }
}

function addPerson(s: Situation, stem: string, house: Id, more: Person = {}): Id {
  const id = fresh(s, stem);
  s.family.persons[id] = { 'lives-in': house, ...more };
  return id;
}

function addHousehold(s: Situation): Id {
  for (let n = 2; ; n++) {
    const id = `${HOME}-${n}`;
    if (id in s.family.households) continue;
    s.family.households[id] = {};
    return id;
  }
}

const home = (s: Situation, id: Id): Id =>
  mainHome(s.family.persons[id]) ?? Object.keys(s.family.households)[0] ?? HOME;

/** A new child belongs to its adult and to the partner who lives in the same house; the card can change it. */
function parentsFrom(s: Situation, of: Id): Id[] {
  const mate = partner(s.family, of);
  return mate && home(s, mate) === home(s, of) ? [of, mate] : [of];
}

function remove(s: Situation, entity: Id): void {
  const { family } = s;
  if (entity === me(family) || entity === mainHome(family.persons[me(family)])) return;
  delete s.names[entity];
  delete family.receives?.[entity];
  delete family.given?.[entity];
  if (entity in family.households) {
    delete family.households[entity];
    for (const person of Object.values(family.persons)) {
      const left = homes(person).filter(([house]) => house !== entity);
      if (left.length === homes(person).length) continue;
      assign(person, 'lives-in', left.length === 1 ? left[0]![0] : left.length ? scale(left) : HOME);
    }
    return;
  }
  delete family.persons[entity];
  family.couples = family.couples?.filter((c) => !c.of.includes(entity));
  for (const person of Object.values(family.persons))
    for (const key of ['parents', 'cares-for'] as const) {
      const left = person[key]?.filter((id) => id !== entity);
      if (left) assign(person, key, left.length ? left : null);
    }
}

/** Shares that add up to 100 again after one home is gone. */
function scale(left: [Id, number][]): Record<Id, number> {
  const sum = left.reduce((total, [, share]) => total + share, 0) || 1;
  const out = Object.fromEntries(left.map(([id, share]) => [id, Math.round((share * 100) / sum)]));
  const rest = 100 - Object.values(out).reduce((a, b) => a + b, 0);
  out[left[0]![0]]! += rest;
  return out;
}

/** A house that a command emptied and of which nothing is known would only stand in the way. */
function dropEmptyHouses(before: Situation, after: Situation): void {
  const lived = (s: Situation, house: Id) =>
    Object.values(s.family.persons).some((p) => homes(p).some(([id]) => id === house));
  for (const house of Object.keys(after.family.households)) {
    const known = Object.keys(after.family.households[house]!).length > 0 || house in after.names;
    if (house !== HOME && !known && lived(before, house) && !lived(after, house))
      delete after.family.households[house];
  }
}

/** An optional section that became empty and one that was never there are the same. */
function tidy({ family }: Situation): void {
  for (const key of ['couples', 'family', 'receives', 'given'] as const)
    if (family[key] && !Object.keys(family[key]).length) delete family[key];
}
