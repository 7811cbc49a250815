// What the picture and the table say: each event, course and marker as one sentence from the structured fields.
// Only a deadline's own name comes as text from the catalogue.
import { FAMILY, type Id, type Situation } from '../familie/typen';
import { home, me } from '../familie/fragen';
import type { Amount, Days, Effect } from '../motor/typen';
import { amountText, day, days, month } from '../texte/format';
import { label, labelFor } from '../texte/namen';
import { deadlineText, join, serviceTitle, t, type Key } from '../texte/texte.svelte';
import { worth, type Band, type Bar, type Entry, type Lane, type Marker } from './anordnung';

/** After "für". */
export function forWhom(s: Situation, ids: Id[]): string {
  return join(ids.map((id) => (id === FAMILY ? t('time.ourFamily') : id === home(s.family) && !s.names[id] ? t('time.ourHome') : labelFor(s, id))));
}

export function money(amount: Amount, effect: Effect, people = 1): string {
  const text = people > 1 ? t('time.each', { amount: amountText(amount) }) : amountText(amount);
  return effect === 'cost' ? t('time.costs', { amount: text }) : text;
}
const isMe = (s: Situation, id: Id) => id === me(s.family) && !s.names[id];

/** One sentence; of a deadline its name, German where the catalogue has no translation. */
export function sentence(s: Situation, e: Entry): string {
  if (e.what === 'deadline') return deadlineText(e.service, e.text) ?? e.text;
  const about = { title: serviceTitle(e.service, e.title), names: forWhom(s, e.for) };
  const write = (amount?: Amount) => (amount ? money(amount, e.effect, e.for.length) : '');
  const [before, after] = [worth(e.before?.amount), worth(e.after?.amount)];
  const say = (key: Key, withAmount: Key) => (after ? t(withAmount, { ...about, amount: write(after) }) : t(key, about));
  if (e.what === 'ends') return t(e.before?.verdict === 'yes' ? 'time.ends' : 'time.endsMaybe', about);
  if (e.what === 'begins' && e.after?.verdict === 'open') return say('time.possible', 'time.possibleAmount');
  if (e.what === 'begins') return e.before?.verdict === 'open' ? say('time.settled', 'time.settledAmount') : say('time.begins', 'time.beginsAmount');
  if (e.after?.verdict === 'open') return say('time.unsure', 'time.unsureAmount');
  return before && after ? t('time.changesAmount', { ...about, before: write(before), after: write(after) }) : t('time.changes', about);
}

export function because(s: Situation, { birthday, new_law }: Entry): string {
  if (birthday?.nth === 0) return t('time.because.birth', { name: label(s, birthday.person) });
  if (birthday) return t(isMe(s, birthday.person) ? 'time.because.birthdayMe' : 'time.because.birthday', { name: label(s, birthday.person), n: birthday.nth });
  return new_law ? t('time.because.law') : '';
}

export function markerText(s: Situation, { person, years }: Marker): string {
  if (years === 0) return t('time.birth', { name: label(s, person) });
  return t(isMe(s, person) ? 'time.birthdayMe' : 'time.birthday', { name: label(s, person), n: years });
}

/** Beside the mark itself, where there is little room. */
export function markerBrief(s: Situation, { person, years }: Marker): string {
  const name = label(s, person);
  return years === 0 ? t('time.birthBrief', { name }) : t('time.birthdayBrief', { name, n: years });
}

export const until = ({ from, to }: Days): string =>
  from && to && from !== to ? t('deadline.between', { from: day(from), to: day(to) }) : t('deadline.until', { date: days({ from, to }) });

export function waiting(e: Entry): string {
  const cost = worth(e.cost);
  if (!cost) return '';
  const amount = amountText({ min: cost.min, max: cost.max });
  return e.for.length > 1 ? t('time.waiting', { amount }) : t('deadline.cost', { amount });
}

/** The bars of a line in words, for who does not see them. */
export function course(s: Situation, months: string[], band: Band, lane: Lane): string {
  const when = ({ from, until: end }: Bar) => {
    const [first, last] = [month(months[from]!), month(months[end - 1]!)];
    if (from === 0 && end === months.length) return t('time.bar.always');
    if (from === 0) return t('time.bar.until', { to: last });
    return end === months.length ? t('time.bar.from', { from: first }) : t('time.bar.between', { from: first, to: last });
  };
  const bars = lane.bars.map((bar) => {
    const said = { when: when(bar), verdict: t(bar.verdict === 'yes' ? 'time.sure' : 'time.maybe') };
    return bar.amount ? t('time.barAmount', { ...said, amount: money(bar.amount, band.effect, lane.for.length) }) : t('time.bar', said);
  });
  return t('time.lane', { names: forWhom(s, lane.for), bars: bars.join('; ') });
}
