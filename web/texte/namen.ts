// How an entity is called: by the name somebody gave it, else by its place in the family ("Kind 2"), else
// by its id. And the second line of a name plate: age, or the month a child is due.
import { age, days, statedAge } from '../familie/alter';
import { couplesOf, home, homes, other, parents } from '../familie/fragen';
import { takenIn, widowed } from '../familie/kindschaft';
import { FAMILY, ME, type Id, type Situation } from '../familie/typen';
import type { Fact } from '../motor/typen';
import { month as monthText } from './format';
import { factTexts, has, join, type Key, t, tag, tn } from './texte.svelte';

export function label(s: Situation, id: Id): string {
  if (s.names[id]) return s.names[id];
  if (id === ME) return t('name.ich');
  if (id === FAMILY) return t('name.familie');
  if (id in s.family.households) return houseLabel(s, id);
  const [, stem, n] = /^(.*?)(?:-(\d+))?$/.exec(id) ?? [];
  if (stem && n && has(`name.${stem}`)) {
    const several = Object.keys(s.family.persons).filter((other) => other.startsWith(`${stem}-`)).length > 1;
    return several || n !== '1' ? `${t(`name.${stem}` as Key)} ${n}` : t(`name.${stem}` as Key);
  }
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

/** After "für": nobody says "für Ich". */
export const labelFor = (s: Situation, id: Id): string => (id === ME && !s.names[ME] ? t('result.you') : label(s, id));

function houseLabel(s: Situation, id: Id): string {
  if (id === home(s.family)) return t('name.home');
  const living = Object.keys(s.family.persons).filter((p) => {
    const lives = s.family.persons[p]!['lives-in'];
    return lives === id || (typeof lives === 'object' && lives !== null && id in lives && lives[id]! > 50);
  });
  if (living[0]) return t('name.homeOf', { name: label(s, living[0]) });
  const n = Object.keys(s.family.households).indexOf(id) + 1;
  return t('name.house', { n });
}

/** What the lines of the picture say, in words: whose child, with whom a couple, in which homes, who is cared for. */
export function relations(s: Situation, id: Id): string[] {
  const { family } = s;
  const name = (other: Id) => label(s, other);
  const out: string[] = [];
  const up = parents(family, id);
  const kin = `say.kin.${takenIn(family, id)}`;
  if (up.length) out.push(t(has(kin) ? kin : 'say.childOf', { names: join(up.map(name)) }));
  if (widowed(family, id)) out.push(t('say.widowed'));
  for (const couple of couplesOf(family, id)) out.push(t('say.couple', { status: t(`status.${couple.status}`), name: name(other(couple, id)) }));
  const cared = family.persons[id]?.['cares-for'] ?? [];
  if (cared.length) out.push(t('say.caresFor', { names: join(cared.map(name)) }));
  const places = homes(family.persons[id]);
  if (places.length > 1) out.push(join(places.map(([house, share]) => t('say.share', { house: name(house), share }))));
  return out;
}

/** "6 Jahre", "etwa 4 Jahre", "im Februar 2027", or nothing. */
export function ageLine(s: Situation, id: Id, month: string): string {
  const person = s.family.persons[id];
  if (!person) return '';
  if (person.due !== undefined) {
    const { from, to } = days(person.due);
    return from && to && from.slice(0, 7) === to.slice(0, 7) ? t('age.due', { month: monthText(from) }) : t('age.unborn');
  }
  const known = age(person, month);
  if (!known) return '';
  if (known.max < 0) return t('age.future');
  const stated = statedAge(person.Geburtstag, month);
  if (known.min !== known.max) return tn('age.about', stated ?? Math.max(0, known.min));
  if (known.min < 1) return t('age.baby');
  return tn('age.years', known.min);
}

/** A question with the name in its place; nobody is called "Ich", so my own questions use the short form. */
export function questionText(s: Situation, fact: Fact, entity: Id, fallback = ''): string {
  const { question, brief } = factTexts(fact);
  const text = question || fallback;
  if (!text.includes('{Name}')) return text;
  if (entity === ME && !s.names[ME]) return t('name.ask', { what: capital(brief) });
  return text.replaceAll('{Name}', label(s, entity));
}
/** The help beside a question, about the same person; who has no name is "this person". */
export const helpText = (s: Situation, fact: Fact, entity: Id): string =>
  factTexts(fact).help.replaceAll('{Name}', entity === ME && !s.names[ME] ? t('name.thisPerson') : label(s, entity));
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(tag()) + text.slice(1);
