// Sentences about results in the reader's language, put together from the parts that the engine gives, each from
// one whole message: a condition, a value, a change. Law terms (names of rules) stay German, because they are on
// the letters people get; a sentence is therefore a list of parts, some of them marked as German. In German the
// engine's own sentence is used: it is the law's.
import type { Id } from '../familie/typen';
import type { Change, Fact, Reason, Says, Shown, Step } from '../motor/typen';
import { amountText, day, month, plain } from './format';
import { perLanguage } from './intl';
import { choiceLabel, factTexts, t, tag, tn, translatedFact, words, type Key } from './texte.svelte';

export interface Part {
  text: string;
  /** a German term or sentence in a text of another language */
  german?: true;
}
/** What a sentence needs to know of the page: how people and houses are called, and the vocabulary. */
export interface Speaker {
  name: (id: Id) => string;
  facts: ReadonlyMap<string, Fact>;
}

// Marks around German words while messages are filled; taken out again by `parts`. Nobody can type them.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const percent = perLanguage((tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 }));
const either = perLanguage((tag) => new Intl.ListFormat(tag, { type: 'disjunction' }));
const german = (text: string) => (words.language === 'de' ? text : `${OPEN}${text}${CLOSE}`);

export function parts(text: string): Part[] {
  return text.split(/(\uE000[^\uE001]*\uE001)/).filter(Boolean)
    .map((piece) => (piece.startsWith(OPEN) ? { text: piece.slice(1, -1), german: true } : { text: piece }));
}

/** The condition of a reason, said of `whom` the card is. */
export function reason(r: Reason, whom: Id, speak: Speaker): Part[] {
  if (words.language !== 'de' && r.says) return parts(said(r.says, speak));
  const of = r.entity ?? whom;
  const text = of === whom ? r.text : t('says.of', { name: speak.name(of), what: r.text });
  return words.language === 'de' ? [{ text }] : [{ text, german: true }];
}

export function step(s: Step, speak: Speaker): Part[] {
  if (words.language === 'de') return [{ text: s.text }];
  return s.says ? parts(said(s.says, speak)) : [{ text: s.text, german: true }];
}

/** `each`: inside a sentence about several people, where nobody is named. */
export function said(says: Says, speak: Speaker, each = false): string {
  switch (says.op) {
    case 'fact': return of(says.entity, brief(says.fact, speak), speak, each);
    case 'rule': return of(says.entity, words.catalogue.rules?.[says.rule] ?? german(says.rule.replaceAll('-', ' ')), speak, each);
    case 'not': return t('says.not', { what: said(says.of, speak, each) });
    case 'aged':
    case 'aged-under': {
      const name = each || !('entity' in says.of) ? t('says.each') : speak.name(says.of.entity);
      return tn(`says.${says.op}`, Number(says.than.min), { name });
    }
    case 'lives-with':
    case 'lives-mostly-with': return t(`says.${says.op}`, { name: speak.name(says.entity), with: speak.name(says.with) });
    case 'any':
    case 'all':
    case 'none': return t(`says.${says.op}`, { group: t(`group.of.${says.group}` as Key), what: said(says.of, speak, true) });
    case 'count': {
      const group = t(`group.of.${says.group}` as Key);
      return says.of ? t('says.countOf', { group, what: said(says.of, speak, true) }) : t('says.count', { group });
    }
    case 'sum':
    case 'max':
    case 'min': return t(`says.${says.op}`, { group: t(`group.of.${says.group}` as Key), what: said(says.of, speak, true) });
    default: return compared(says, speak, each);
  }
}

function compared(says: Extract<Says, { than: Shown }>, speak: Speaker, each: boolean): string {
  const fact = says.of.op === 'fact' ? speak.facts.get(says.of.fact) : undefined;
  const dated = says.than.type === 'day' || says.than.type === 'month';
  const key = (dated && says.op !== 'one-of' ? `says.day.${says.op}` : `says.${says.op}`) as Key;
  return t(key, { what: said(says.of, speak, each), value: shown(says.than, fact) });
}

const of = (entity: Id, what: string, speak: Speaker, each: boolean): string =>
  each ? what : t('says.of', { name: speak.name(entity), what });

function brief(name: string, speak: Speaker): string {
  const fact = speak.facts.get(name);
  const text = fact ? factTexts(fact).brief : name.replaceAll('-', ' ');
  return translatedFact(name) ? text : german(text);
}

/** A value as people read it: "1.290 €", "ja", "3. März 2027"; ranges and what is still open as well. */
export function shown(v: Shown, fact?: Fact): string {
  if (v.type === 'choice') return members(v, fact);
  if (v.min === undefined || v.max === undefined || !v.type) return german(v.text);
  if (v.type === 'yes-no') return t(v.min !== v.max ? 'value.open' : v.min === '1' ? 'value.yes' : 'value.no');
  if (v.type === 'money') return amountText({ min: v.min, max: v.max, ...(v.per ? { per: v.per } : {}) });
  const [from, to] = [one(v.min, v.type), one(v.max, v.type)];
  return v.min === v.max ? from : t('value.range', { from, to });
}

function one(value: string, type: Shown['type']): string {
  switch (type) {
    case 'day': return day(value);
    case 'month': return month(value);
    case 'share': return percent(tag()).format(Number(value) / 100);
    case 'duration': return tn('value.months', Number(value));
    default: return plain(value);
  }
}

function members(v: Shown, fact?: Fact): string {
  const labels = (v.members ?? []).map((member) => {
    const choice = fact?.choices?.find((c) => c.value === member);
    return fact && choice ? (translatedFact(fact.name) ? choiceLabel(fact, choice) : german(choice.label)) : german(member.replaceAll('-', ' '));
  });
  return labels.length ? either(tag()).format(labels) : german(v.text);
}

/** "ab März 2027 (3. Geburtstag von Mia)", "wenn der Lohn von Anna mindestens 900 € ist". */
export function change(c: Change, speak: Speaker): Part[] {
  if (c.month) return parts(fromMonth(c, speak));
  if (!c.entity || !c.fact || !c.to) return [{ text: c.text, ...(words.language === 'de' ? {} : { german: true as const }) }];
  const what = of(c.entity, brief(c.fact, speak), speak, false);
  const value = shown(c.to, speak.facts.get(c.fact));
  return parts(t(`change.${c.direction ?? 'is'}`, { what, value }));
}

function fromMonth(c: Change, speak: Speaker): string {
  const from = month(c.month!);
  if (c.birthday?.n === 0) return t('change.birth', { month: from, name: speak.name(c.birthday.entity) });
  if (c.birthday) return t('change.birthday', { month: from, name: speak.name(c.birthday.entity), n: c.birthday.n });
  return c.day ? t('change.day', { month: from, day: day(c.day) }) : t('change.month', { month: from });
}
