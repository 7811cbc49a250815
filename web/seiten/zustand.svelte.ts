// The page's state in memory: the family with its history, the engine and its latest answer, what is open.
// The answer is derived from the family, so every view shows the same: the results at once, the questions,
// which take longer, right after they are painted. Nothing leaves the page from here.
import { getContext, setContext } from 'svelte';
import { asDrawn } from '../familie/alter';
import { open, save } from '../familie/ablage';
import type { Command } from '../familie/befehle';
import { home, me } from '../familie/fragen';
import { laid, type Trial } from '../familie/probe';
import { prune } from '../familie/pruefung';
import { HOME, start, type Family, type Id, type Situation } from '../familie/typen';
import { apply, begin, redo, undo, type History } from '../familie/verlauf';
import { failed, type EngineError, type Fact, type Match, type Motor, type Question, type Vocabulary } from '../motor/typen';
import { label } from '../texte/namen';
import type { Speaker } from '../texte/saetze';
import { t } from '../texte/texte.svelte';
import { afterPaint } from './spaeter';
import { forget, keep, recall } from './speicher';

/** The fact and member with which a drawing in this town begins, if the vocabulary knows them. */
const TOWN = { fact: 'Gemeinde', value: 'Hamm' };
/** What somebody earns by own work before and after deductions: the fact and the rule, if the catalogue knows them. */
export const WORK = { fact: 'Bruttolohn', rule: 'Nettolohn' };

export type View = 'picture' | 'list';

export class State {
  readonly motor: Motor;
  readonly vocabulary: Vocabulary;
  readonly facts: Map<string, Fact>;
  /** How sentences about this family call people and facts. */
  readonly speaker: Speaker;
  /** id -> name of an office, where the page knows it */
  offices: Record<string, string> = {};
  month = $state('');
  readonly beginning: Situation;

  history: History = $state.raw(begin(start()));
  view: View = $state('picture');
  selected: Id | null = $state(null);
  skipped: string[] = $state([]);
  remember = $state(false);
  notice: string = $state('');
  /** "What if …?": one answer that is only tried. Results follow it; the family does not. */
  trial: Trial | null = $state.raw(null);
  #last: Match | null = null;
  #asked: { of: Family; questions: Question[]; enough: boolean } | null = $state.raw(null);

  situation = $derived(this.history.now);
  family: Family = $derived(asDrawn({ month: this.month, ...this.situation.family }, this.month));
  /** The family that results are about: with the answer that is being tried. */
  shown: Family = $derived(this.trial ? laid(this.family, this.trial) : this.family);
  answered: { match: Match | null; error: EngineError | null } = $derived.by(() => this.#match(this.shown));
  /** The results of the family as it is, while another answer is tried. */
  #trying = $derived(this.trial !== null);
  before: Match | null = $derived.by(() => (this.#trying ? this.#match(this.family).match : null));
  asking = $derived(this.#asked?.of !== this.shown && this.answered.error === null);
  match: Match | null = $derived.by(() => {
    const { match } = this.answered;
    const asked = this.#asked?.of === this.shown ? this.#asked : null;
    return match && { ...match, questions: asked?.questions ?? [], enough: asked?.enough ?? false };
  });
  home = $derived(home(this.family));
  me = $derived(me(this.family));

  /** `keeps`: false where several families follow one another on one screen; then nothing is stored at all. */
  constructor(motor: Motor, today: string, readonly keeps = true) {
    this.motor = motor;
    const vocabulary = motor.answer('vocabulary', {});
    if (failed(vocabulary)) throw new Error(vocabulary.error.message);
    this.vocabulary = vocabulary;
    this.facts = new Map(vocabulary.facts.map((fact) => [fact.name, fact]));
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

  #match(family: Family): { match: Match | null; error: EngineError | null } {
    const answer = this.motor.answer('match', { family, ask: false });
    if (failed(answer)) return { match: this.#last, error: answer.error };
    this.#last = answer;
    return { match: answer, error: null };
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

  /** Opens a saved file; returns what could not be kept, or throws with the first problem's key. */
  load(text: string): { dropped: string[]; problem?: string; where?: string; message?: string } {
    const opened = open(text);
    const first = opened.problems[0];
    if (!opened.situation || first) return { dropped: [], problem: first?.key ?? 'file.foreign', where: first?.where ?? '' };
    const { situation, dropped } = prune(opened.situation, new Set(this.facts.keys()));
    if (!Object.keys(situation.family.persons).length) return { dropped: [], problem: 'file.empty' };
    if (!Object.keys(situation.family.households).length) situation.family.households[HOME] = {};
    // What the engine refuses is not opened at all; otherwise the page would show results of another family.
    const answer = this.motor.answer('match', { family: { month: this.month, ...situation.family }, ask: false });
    if (failed(answer)) return { dropped: [], problem: 'file.refused', message: answer.error.message };
    this.run({ do: 'replace', situation });
    return { dropped };
  }

  clear(): void {
    this.remember = false;
    this.skipped = [];
    this.selected = null;
    this.trial = null;
    this.history = begin(this.beginning);
    forget('tab');
    forget('device');
  }

  setRemember(on: boolean): void {
    this.remember = on;
    if (on) this.#keep();
    else forget('device');
  }

  #keep(): void {
    if (!this.keeps) return;
    const text = save(this.situation);
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
    const { problem, dropped } = this.load(text);
    // What cannot be read stays in storage until the family itself deletes or overwrites it.
    if (problem) {
      this.remember = false;
      this.notice = t('data.cannotRead');
      return;
    }
    if (dropped.length) this.notice = t('file.dropped', { list: dropped.join(', ') });
    this.history = begin(this.history.now);
  }

  /** Facts worth asking of an entity now, in vocabulary order; facts already stated stay visible. */
  relevant(entity: Id): Fact[] {
    const asked = new Set(this.match?.relevant[entity] ?? []);
    return this.vocabulary.facts.filter((fact) => asked.has(fact.name) && fact.name !== 'Geburtstag');
  }
}

const clamp = (month: string, from: string, until: string) =>
  month < from ? from : month > until ? until : month;

const KEY = Symbol('state');
export const provide = (state: State): State => setContext(KEY, state);
export const use = (): State => getContext<State>(KEY);
