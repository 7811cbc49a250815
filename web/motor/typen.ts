// The door of the engine in types: every request and every answer. Amounts are decimal strings, exactly as
// the engine prints them; the browser never computes money, it adds whole results for headings at most.
import type { Family, Id } from '../familie/typen';

export type Verdict = 'yes' | 'no' | 'open';
export type Effect = 'payment' | 'saving' | 'cost' | 'help' | 'duty';
export type Per = 'month' | 'year' | 'day' | 'once';
export interface Amount {
  min: string;
  max: string;
  per?: Per;
}
export interface Days {
  from?: string;
  to?: string;
}
export interface FactRef {
  entity: Id;
  fact: string;
}
/** What a condition says in parts, so that a page can say it in any language; absent where only the German text does. */
export type Group = 'parents' | 'children' | 'partners' | 'siblings' | 'members' | 'persons' | 'households' | 'cared-for' | 'carers';
export type Says =
  | { op: 'fact'; fact: string; entity: Id; value: Shown }
  | { op: 'rule'; rule: string; entity: Id; value: Shown }
  | { op: 'at-least' | 'at-most' | 'under' | 'over' | 'is' | 'is-not' | 'one-of' | 'aged' | 'aged-under'; of: Says; than: Shown }
  | { op: 'not'; of: Says }
  | { op: 'any' | 'all' | 'none'; group: Group; of: Says }
  | { op: 'count'; group: Group; of?: Says; value: Shown }
  | { op: 'sum' | 'max' | 'min'; group: Group; of: Says; value: Shown }
  | { op: 'lives-with' | 'lives-mostly-with'; entity: Id; with: Id };
export interface Reason {
  text: string;
  citation?: string;
  entity?: Id;
  says?: Says;
  value: Verdict;
}
export interface Deadline {
  text: string;
  until: Days;
  from?: Days;
  certain: boolean;
  missed: boolean;
  if_missed?: string;
  cost?: Amount;
  citation?: string;
}
export interface Document {
  text: string;
  where?: string;
  certain: boolean;
}
export interface Result {
  service: string;
  title: string;
  for: Id;
  verdict: Verdict;
  received: boolean;
  effect: Effect;
  amount?: Amount;
  missing: FactRef[];
  /** Only where the request did not do without them. */
  because?: Reason[];
  deadlines: Deadline[];
  documents: Document[];
  offices: string[];
  level: 'bund' | 'land' | 'stadt';
  part_of?: string;
}
export type FactType =
  | 'yes-no'
  | 'number'
  | 'count'
  | 'money'
  | 'share'
  | 'day'
  | 'month'
  | 'duration'
  | 'choice';
export interface Choice {
  value: string;
  label: string;
}
export interface Question extends FactRef {
  text: string;
  help?: string;
  brief?: string;
  type: FactType;
  per?: Per;
  choices?: Choice[];
  range?: { from?: string; to?: string };
  settles: number;
  worth: string;
  deadline: boolean;
  services: string[];
  sensitive: boolean;
  effort: number;
}
export interface Match {
  month: string;
  results: Result[];
  questions: Question[];
  enough: boolean;
  total: Amount;
  /** What is worth asking of whom. */
  relevant: Record<Id, string[]>;
  /** What nobody asks, but the card holds ready. */
  offered: Record<Id, string[]>;
  projected: boolean;
  capped: boolean;
}
export interface Shown {
  text: string;
  type?: FactType;
  per?: Per;
  min?: string;
  max?: string;
  members?: string[];
}
export interface Step {
  kind: string;
  text: string;
  label?: string;
  citation?: string;
  entity?: Id;
  fact?: string;
  says?: Says;
  value: Shown;
  line?: Shown;
  decisive: boolean;
  because: Step[];
}
export interface Change {
  month?: string;
  day?: string;
  birthday?: { entity: Id; n: number };
  entity?: Id;
  fact?: string;
  value?: unknown;
  to?: Shown;
  direction?: 'from' | 'to' | 'is';
  text: string;
}
export interface WhyAnswer {
  service: string;
  for: Id;
  verdict: Verdict;
  amount?: Amount;
  claim: Step;
  amount_steps?: Step;
  decisive: FactRef[];
  nearest: Change[];
  limits: string;
}
export interface Why {
  month: string;
  answers: WhyAnswer[];
}
export interface Event {
  what: 'begins' | 'ends' | 'changes' | 'deadline';
  month: string;
  day?: Days;
  service: string;
  title: string;
  for: Id;
  before?: { verdict: Verdict; amount?: Amount };
  after?: { verdict: Verdict; amount?: Amount };
  text: string;
  cost?: Amount;
  reason?: string;
  /** What is behind it: somebody's nth birthday (0 is the birth), or a change of the law. */
  birthday?: { person: Id; nth: number };
  new_law?: boolean;
  /** Of a deadline. */
  if_missed?: string;
  citation?: string;
  projected: boolean;
}
export interface Timeline {
  from: string;
  events: Event[];
}
export interface CurveResult {
  service: string;
  for: Id;
  verdict: Verdict;
  amount?: Amount;
}
export interface CurvePoint {
  at: string;
  total: Amount;
  /** only what differs somewhere along the curve */
  results: CurveResult[];
  /** in the order of `Curve.rules` */
  rules: Amount[];
}
export interface Curve extends FactRef {
  rules: { rule: string; entity: Id }[];
  points: CurvePoint[];
}
export type Role = 'person' | 'child' | 'adult' | 'household' | 'family';
export interface Fact {
  name: string;
  role: Role;
  type: FactType;
  per?: Per;
  choices?: Choice[];
  range?: { from?: string; to?: string };
  brief?: string;
  question?: string;
  help?: string;
  effort?: number;
  sensitive?: boolean;
  /** Nobody is asked for it (a plan); it counts when stated. */
  unasked?: boolean;
  /** Unasked, but within reach in the card for whoever wants to say it. */
  offered?: boolean;
}
export interface Service {
  id: string;
  title: string;
  brief: string;
  level?: string;
  effect?: Effect;
  phase?: string;
  audience?: string;
  limits?: string;
  next_step?: string;
  cost?: string;
  online?: string;
  needs?: string[];
  channels?: string[];
  law?: string;
  key?: string;
  part_of?: string;
  offices?: string[];
  keywords?: string[];
  excludes?: string[];
}
export interface Vocabulary {
  from: string;
  until: string;
  facts: Fact[];
  services: Service[];
  statuses: string[];
}
export interface EngineError {
  what: string;
  where?: string;
  why?: string;
  remedy?: string;
  message: string;
}

export interface Requests {
  match: { request: { family: Family; month?: string; ask?: boolean; because?: boolean }; answer: Match };
  why: { request: { family: Family; service: string; for?: Id }; answer: Why };
  nearest: { request: { family: Family; service: string; for: Id }; answer: { changes: Change[] } };
  timeline: { request: { family: Family; months?: number }; answer: Timeline };
  curve: {
    request: { family: Family; entity: Id; fact: string; from: number; to: number; points?: number; rules?: string[] };
    answer: Curve;
  };
  vocabulary: { request: object; answer: Vocabulary };
}
export type Kind = keyof Requests;
export type Answer<K extends Kind> = Requests[K]['answer'] | { error: EngineError };

/** One rulebook, ready to answer. Synchronous: an answer takes less than a frame. */
export interface Motor {
  answer<K extends Kind>(what: K, request: Requests[K]['request']): Answer<K>;
}
export const failed = (answer: object): answer is { error: EngineError } => 'error' in answer;
