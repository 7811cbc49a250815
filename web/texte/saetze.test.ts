// Sentences from the engine's parts, in both languages, checked by eye.
import { afterEach, expect, it } from 'vitest';
import type { Fact, Says, Shown } from '../motor/typen';
import { change, parts, reason, said, shown, type Speaker } from './saetze';
import { speak, words } from './texte.svelte';

const facts = new Map<string, Fact>([
  ['Lohn', { name: 'Lohn', role: 'adult', type: 'money', per: 'month', brief: 'Lohn vor Steuern' }],
  ['Verein', { name: 'Verein', role: 'person', type: 'yes-no', brief: 'im Verein' }],
  ['Farbe', { name: 'Farbe', role: 'person', type: 'choice', brief: 'Farbe', choices: [{ value: 'rot', label: 'ganz rot' }, { value: 'blau', label: 'blau' }] }],
]);
const speaker: Speaker = { facts, name: (id) => id.charAt(0).toUpperCase() + id.slice(1) };
const euro = (n: string): Shown => ({ text: '', type: 'money', per: 'month', min: n, max: n });
const fact = (name: string, entity = 'mia'): Says => ({ op: 'fact', fact: name, entity, value: { text: '' } });
const plain = (says: Says) => parts(said(says, speaker)).map((p) => p.text).join('');
const inEnglish = async () => {
  await speak('en');
  words.catalogue = { facts: { Lohn: { brief: 'gross wage' }, Verein: { brief: 'member of a club' } } };
};
afterEach(() => speak('de'));

it('compares in English', async () => {
  await inEnglish();
  expect(plain({ op: 'at-least', of: fact('Lohn', 'anna'), than: euro('900') })).toBe('Anna: gross wage: at least €900 a month');
  expect(plain({ op: 'aged-under', of: fact('Geburtstag'), than: { text: '3', type: 'count', min: '3', max: '3' } })).toBe('Mia is under 3 years old');
  expect(plain({ op: 'not', of: fact('Verein') })).toBe('Mia: member of a club: no');
  expect(plain({ op: 'any', group: 'parents', of: fact('Verein') })).toBe('parents, at least one: member of a club');
  expect(plain({ op: 'lives-with', entity: 'mia', with: 'anna' })).toBe('Mia lives with Anna');
  expect(plain({ op: 'at-least', of: { op: 'count', group: 'children', value: { text: '' } }, than: { text: '2', type: 'count', min: '2', max: '2' } })).toBe('number of children: at least 2');
  expect(plain({ op: 'under', of: fact('Einzug', 'haus'), than: { text: '', type: 'day', min: '2026-03-01', max: '2026-03-01' } })).toBe('Haus: Einzug: before 1 March 2026');
});

it('marks German law terms in another language', async () => {
  await inEnglish();
  const rule: Says = { op: 'rule', rule: 'Bedarf-aller', entity: 'haus', value: { text: '' } };
  expect(parts(said(rule, speaker))).toEqual([{ text: 'Haus: ' }, { text: 'Bedarf aller', german: true }]);
  expect(parts(said({ op: 'one-of', of: fact('Farbe'), than: { text: '', type: 'choice', members: ['rot'] } }, speaker))).toEqual([
    { text: 'Mia: ' }, { text: 'Farbe', german: true }, { text: ': ' }, { text: 'ganz rot', german: true },
  ]);
  expect(reason({ text: 'Das ist verwickelt', value: 'yes' }, 'mia', speaker)).toEqual([{ text: 'Das ist verwickelt', german: true }]);
});

it("keeps the engine's sentence in German and names who is meant", () => {
  expect(reason({ text: 'im Verein', value: 'yes', says: fact('Verein') }, 'mia', speaker)).toEqual([{ text: 'im Verein' }]);
  expect(reason({ text: 'im Verein', value: 'yes', entity: 'ben' }, 'mia', speaker)).toEqual([{ text: 'Ben: im Verein' }]);
});

it('says changes with drawn names', async () => {
  const birthday = { month: '2027-03', day: '2027-03-01', birthday: { entity: 'mia', n: 3 }, text: 'ab März 2027 (3. Geburtstag)' };
  const wage = { entity: 'anna', fact: 'Lohn', direction: 'from' as const, to: euro('900'), text: '' };
  const text = (c: Parameters<typeof change>[0]) => change(c, speaker).map((p) => p.text).join('');
  expect([text(birthday), text({ month: '2027-03', text: '' })]).toEqual(['ab März 2027 (Mia: 3. Geburtstag)', 'ab März 2027']);
  expect(text(wage)).toBe('Anna: Lohn vor Steuern: ab 900\u00a0€ im Monat');
  await inEnglish();
  expect([text(birthday), text(wage)]).toEqual(['from March 2027 (Mia: age 3)', 'Anna: gross wage: from €900 a month']);
});

it('shows values of every type', () => {
  const value = (type: Shown['type'], min: string, max = min) => shown({ text: '?', type, min, max });
  expect([value('yes-no', '1'), value('yes-no', '0', '1'), value('share', '45'), value('duration', '1'), value('month', '2026-11'), value('count', '2', '3')]).toEqual([
    'ja', 'offen', '45\u00a0%', '1 Monat', 'November 2026', '2 bis 3',
  ]);
  expect(shown({ text: 'nur Text' })).toBe('nur Text');
  expect(shown({ text: '', type: 'choice', members: ['rot', 'blau'] }, facts.get('Farbe'))).toBe('ganz rot oder blau');
});
