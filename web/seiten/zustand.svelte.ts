// The page's state in memory: the family with its history, the engine and its latest answer, what is open.
// The answer is derived from the family, so every view shows the same: the results at once; the questions, which take
// longer, right after they are painted; the reasons only where somebody reads them. Nothing leaves the page from here.
import { getContext, setContext } from 'svelte';
import { asDrawn } from '../familie/alter';
import { open, save } from '../familie/ablage';
import type { Command } from '../familie/befehle';
import { home, me } from '../familie/fragen';
import { resting, sayable, settle, type Settled } from '../familie/geltung';
import { KINSHIP } from '../familie/kindschaft';
import { fit, withoutRefused, type Dropped } from '../familie/passung';
import { laid, type Trial } from '../familie/probe';
import { unpack } from '../familie/tragen';
import { HOME, start, type Family, type Id, type Situation } from '../familie/typen';
import { apply, begin, redo, undo, type History } from '../familie/verlauf';
import type { Offices } from '../motor/laden';
import { failed, type EngineError, type Fact, type Match, type Motor, type Question, type Reason, type Service, type Vocabulary } from '../motor/typen';
import { label } from '../texte/namen';
import type { Speaker } from '../texte/saetze';
import { droppedWords } from '../texte/verlust';
import { has, t, type Key } from '../texte/texte.svelte';
import { Marks } from './merker.svelte';
import { afterPaint } from './spaeter';
import { forget, keep, recall } from './speicher';

/** The fact and member with which a drawing in this town begins, if the vocabulary knows them. */
const TOWN = { fact: 'Gemeinde', value: 'diese-Stadt' };
/** What somebody earns by own work before and after deductions: the fact and the rule, if the catalogue knows them. */
export const WORK = { fact: 'Bruttolohn', rule: 'Nettolohn' };

/** Facts that have their own place in the card. */
const ELSEWHERE: ReadonlySet<string> = new Set(['Geburtstag', KINSHIP.fact, KINSHIP.since]);

export type View = 'picture' | 'list';

export class State {
  readonly motor: Motor;
  readonly vocabulary: Vocabulary;
  readonly facts: Map<string, Fact>;
  readonly services: Map<string, Service>;
  /** How sentences about this family call people and facts. */
  readonly speaker: Speaker;
  month = $state('');
  beginning: Situation = $state.raw(start());

  history: History = $state.raw(begin(start()));
  view: View = $state('picture');
  selected: Id | null = $state(null);
  /** The service that somebody wants to see among the results: the group that holds it opens. */
  wanted: string | null = $state(null);
  skipped: string[] = $state([]);
  remember = $state(false);
  notice: string = $state('');
  /** A family that came with a link while another one is drawn: waits for a yes. */
  brought: string | null = $state(null);
  readonly marks: Marks;
  offices: Offices = $state.raw({});
  /** "What if …?": one answer that is only tried. Results follow it; the family does not. */
  trial: Trial | null = $state.raw(null);
  #last: Match | null = null;
  #asked: { of: Family; questions: Question[]; enough: boolean } | null = $state.raw(null);

  situation = $derived(this.history.now);
  #drawn: Family = $derived(asDrawn({ month: this.month, ...this.situation.family }, this.month));
  #now = $derived.by(() => this.#settle(this.#drawn));
  #tried = $derived.by(() => (this.trial ? this.#settle(laid(this.#drawn, this.trial)) : this.#now));
  /** The family that counts: as drawn, without what makes no sense at the moment. */
  family: Family = $derived(this.#now.family);
  /** The family that results are about: with the answer that is being tried. */
  shown: Family = $derived(this.#tried.family);
  answered: { match: Match | null; error: EngineError | null } = $derived(this.#tried.answer);
  /** The results of the family as it is, while another answer is tried. */
  before: Match | null = $derived(this.trial ? this.#now.answer.match : null);
  asking = $derived(this.#asked?.of !== this.shown && this.answered.error === null);
  /** The results; without reasons and questions, which come for themselves below and redraw only what shows them. */
  match: Match | null = $derived(this.answered.match);
  #current = $derived(this.#asked?.of === this.shown ? this.#asked : null);
  questions: Question[] = $derived(this.#current?.questions ?? []);
  enough = $derived(this.#current?.enough ?? false);
  #reasons = $derived.by(() => this.#because(this.shown));
  /** Nobody has drawn anything yet. */
  untouched = $derived(JSON.stringify(this.situation) === JSON.stringify(this.beginning));
  /** The situation as it counts: what the views draw and say of it. */
  counting: Situation = $derived({ ...this.situation, family: this.family });
  home = $derived(home(this.family));
  me = $derived(me(this.family));

  /** `city`: whose page this is, as the family's files call it. `keeps`: false where several families follow one another on one screen; then nothing is stored at all. */
  constructor(motor: Motor, today: string, readonly keeps = true, readonly city = '') {
    this.motor = motor;
    this.marks = new Marks(keeps, () => this.remember);
    const vocabulary = motor.answer('vocabulary', {});
    if (failed(vocabulary)) throw new Error(vocabulary.error.message);
    this.vocabulary = vocabulary;
    this.facts = new Map(vocabulary.facts.map((fact) => [fact.name, fact]));
    this.services = new Map(vocabulary.services.map((service) => [service.id, service]));
    this.speaker = { name: (id) => label(this.situation, id), facts: this.facts };
    this.month = clamp(today, vocabulary.from, vocabulary.until);
    const town = this.facts.get(TOWN.fact);
    const here = town?.role === 'household' && (town.choices?.some((c) => c.value === TOWN.value) ?? false);
    this.beginning = start(here ? { [TOWN.fact]: TOWN.value } : {});
    this.history = begin(this.beginning);
    if (keeps) this.#recall();
    $effect.root(() => {
      $effect(() => this.#askAfterPaint(this.shown));
    });
  }

  /** The results stand on the screen before the best question is looked for; a newer change cancels the search. */
  #askAfterPaint(family: Family): () => void {
    return afterPaint(() => {
      const answer = this.motor.answer('match', { family, because: false });
      this.#asked = failed(answer) ? { of: family, questions: [], enough: false } : { of: family, questions: answer.questions, enough: answer.enough };
    });
  }

  #settle(family: Family): Settled<{ match: Match | null; error: EngineError | null }> {
    return settle(family, this.facts, (f) => this.#match(f), ({ match, error }) => (error || !match ? null : sayable(match)));
  }

  #match(family: Family): { match: Match | null; error: EngineError | null } {
    const answer = this.motor.answer('match', { family, ask: false, because: false });
    if (failed(answer)) return { match: this.#last, error: answer.error };
    this.#last = answer;
    return { match: answer, error: null };
  }

  /** The reasons of all results. They are more than half of a whole answer, and hardly ever on the screen. */
  #because(family: Family): Map<string, Reason[]> {
    const answer = this.motor.answer('match', { family, ask: false });
    return new Map(failed(answer) ? [] : answer.results.map((r) => [`${r.service} ${r.for}`, r.because ?? []]));
  }
  because(service: string, entity: Id): Reason[] {
    return this.#reasons.get(`${service} ${entity}`) ?? [];
  }

  run(command: Command, key?: string): Id | undefined {
    const { history, created } = apply(this.history, command, key);
    this.#become(history);
    return created;
  }
  undo(): void {
    this.#become(undo(this.history));
  }
  redo(): void {
    this.#become(redo(this.history));
  }

  /** Tries an answer; null ends the trial. `takeOver` makes it the family's own. */
  try(trial: Trial | null): void {
    this.trial = trial;
  }
  takeOver(): void {
    const tried = this.trial;
    if (tried) this.run({ do: 'set-fact', entity: tried.entity, fact: tried.fact, value: tried.value });
  }

  #become(history: History): void {
    this.history = history;
    this.trial = null;
    const { persons, households } = history.now.family;
    if (this.selected && !(this.selected in persons) && !(this.selected in households)) this.selected = null;
    this.#keep();
  }

  /** Opens a saved family; returns what could not be kept, or the first problem. `history`: false if nobody is to undo it. */
  load(text: string, history = true): { dropped: Dropped[]; from?: string; problem?: string; where?: string; message?: string } {
    const opened = open(text, this.city);
    const first = opened.problems[0];
    if (!opened.situation || first) return { dropped: [], problem: first?.key ?? 'file.foreign', where: first?.where ?? '' };
    const read = this.#fit(opened.situation);
    if ('problem' in read) return { dropped: [], ...read };
    if (history) this.run({ do: 'replace', situation: read.situation });
    else this.#become(begin(read.situation));
    return { dropped: read.dropped, from: opened.from };
  }

  /** Opens what a link or a file brought and says in words what came of it; false if nothing did. */
  bring(text: string, failure: Key = 'file.failed'): boolean {
    const { problem, where, dropped, from, message } = this.load(text);
    if (!problem) return this.tell(dropped, from), true;
    const reason = message || (has(problem) ? t(problem, { key: where ?? '', limit: 100 }) : '');
    this.notice = [t(failure), reason, where ? `(${where})` : ''].filter(Boolean).join(' ');
    return false;
  }
  /** A link was opened. Nothing drawn yet: its family is there at once; otherwise it waits for a yes. */
  arrive(fragment: string): void {
    const read = unpack(fragment);
    if ('problem' in read) this.notice = `${t('link.failed')} ${t(read.problem)}`;
    else if (this.untouched) this.bring(read.text, 'link.failed');
    else this.brought = read.text;
  }

  /** What the engine refuses as a whole is not opened at all; otherwise the page would show another family's results. */
  #fit(found: Situation): { situation: Situation; dropped: Dropped[] } | { problem: string; message?: string } {
    let { situation, dropped } = fit(found, { facts: this.facts, services: this.vocabulary.services });
    if (!Object.keys(situation.family.persons).length) return { problem: 'file.empty' };
    if (!Object.keys(situation.family.households).length) situation.family.households[HOME] = {};
    for (;;) {
      const answer = this.motor.answer('match', { family: { month: this.month, ...situation.family }, ask: false, because: false });
      if (!failed(answer)) return { situation, dropped };
      const less = withoutRefused(situation, answer.error);
      if (!less) return { problem: 'file.refused', message: answer.error.message };
      situation = less.situation;
      dropped = [...dropped, less.dropped];
    }
  }

  /** Stated facts of an entity that do not count at the moment. */
  resting(entity: Id): Fact[] {
    if (!this.match || this.answered.error) return [];
    return resting(this.situation.family, this.facts, sayable(this.match)).flatMap((r) => (r.entity === entity ? [this.facts.get(r.fact)!] : []));
  }

  clear(): void {
    this.remember = false;
    this.skipped = [];
    this.selected = null;
    this.notice = '';
    this.brought = null;
    this.trial = null;
    this.history = begin(this.beginning);
    this.marks.clear();
    forget('tab');
    forget('device');
  }

  setRemember(on: boolean): void {
    this.remember = on;
    if (on) {
      this.#keep();
      this.marks.keep();
    } else {
      forget('device');
      forget('device', 'marks');
    }
  }

  #keep(): void {
    if (!this.keeps) return;
    const text = save(this.situation, this.city);
    keep('tab', text);
    if (!this.remember || keep('device', text)) return;
    this.remember = false;
    this.notice = t('data.cannotKeep');
  }

  #recall(): void {
    const kept = recall('device');
    const text = recall('tab') ?? kept;
    if (text === null) return;
    this.remember = kept !== null;
    const { problem, dropped, from } = this.load(text, false);
    // What cannot be read stays in storage until the family itself deletes or overwrites it.
    if (problem) {
      this.remember = false;
      this.notice = t('data.cannotRead');
      return;
    }
    this.tell(dropped, from);
  }

  /** Says in words what a saved family has lost and that it comes from elsewhere; nothing of that, nothing said. */
  tell(dropped: Dropped[], from?: string): void {
    const lost = dropped.length ? t('file.dropped', { list: droppedWords(this.situation, this.vocabulary, dropped).join(' · ') }) : '';
    this.notice = [from ? t('file.elsewhere', { from, here: this.city }) : '', lost].filter(Boolean).join(' ');
  }

  /** Facts worth asking of an entity now, in vocabulary order; facts already stated stay visible. */
  relevant(entity: Id): Fact[] {
    const asked = new Set(this.match?.relevant[entity] ?? []);
    return this.vocabulary.facts.filter((fact) => asked.has(fact.name) && !ELSEWHERE.has(fact.name));
  }
  /** What nobody asks of an entity, but what it may want to say. */
  offered(entity: Id): Fact[] {
    const ready = new Set(this.match?.offered[entity] ?? []);
    return this.vocabulary.facts.filter((fact) => ready.has(fact.name) && !ELSEWHERE.has(fact.name));
  }
  /** Whether a fact can be said of an entity now, asked or not. */
  canSay(entity: Id, fact: string): boolean {
    return [this.match?.relevant, this.match?.offered].some((all) => all?.[entity]?.includes(fact));
  }
}

const clamp = (month: string, from: string, until: string) =>
  month < from ? from : month > until ? until : month;

const KEY = Symbol('state');
export const provide = (state: State): State => setContext(KEY, state);
export const use = (): State => getContext<State>(KEY);
