// The family as data. `Family` is the family file that engine, command line and API read; `Situation`
// adds what only people need: names. Plain JSON, immutable by convention: commands return new objects.

export type Id = string;
export interface Range<T> {
  from?: T;
  to?: T;
}
/** What is known of a fact; absent or null = unknown. */
export type Value = boolean | number | string | Range<number> | Range<string> | string[] | null;
export type Facts = Record<string, Value>;

export const STATUSES = [
  'verheiratet',
  'verpartnert',
  'zusammen',
  'dauernd-getrennt',
  'geschieden',
] as const;
export type Status = (typeof STATUSES)[number];

export type Homes = Id | Record<Id, number>;
/** A birth or due date: a day, a month, or a range of days. */
export type Birth = string | Range<string>;

export interface Person {
  parents?: Id[];
  'lives-in'?: Homes;
  due?: Birth;
  'cares-for'?: Id[];
  Geburtstag?: Birth;
  [fact: string]: Value | Homes | Birth | Id[] | undefined;
}
export interface Couple {
  of: [Id, Id];
  status: Status;
}
export interface Family {
  month?: string;
  households: Record<Id, Facts>;
  persons: Record<Id, Person>;
  couples?: Couple[];
  family?: Facts;
  receives?: Record<Id, string[]>;
  given?: Record<Id, Facts>;
}
export interface Situation {
  family: Family;
  names: Record<Id, string>;
}

export const ME = 'ich';
export const HOME = 'haus';
export const FAMILY = 'familie';
/** Keys of a person that carry structure; every other key is a fact of the vocabulary. */
export const STRUCTURAL = new Set(['parents', 'lives-in', 'due', 'cares-for', 'Geburtstag']);

export function start(facts: Facts = {}): Situation {
  return {
    family: { households: { [HOME]: { ...facts } }, persons: { [ME]: { 'lives-in': HOME } } },
    names: {},
  };
}
