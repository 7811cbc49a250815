// A child that was taken in is known by one answer only; what is open or born says nothing. The words follow.
import { expect, it } from 'vitest';
import { relations } from '../texte/namen';
import { cameOn, takenIn, widowed } from './kindschaft';
import type { Family, Person } from './typen';

const family = (mia: Person, anna: Person = {}): Family => ({ households: { haus: {} }, persons: { anna, mia: { parents: ['anna'], ...mia } } });
const words = (f: Family, id: string) => relations({ family: f, names: { anna: 'Anna', mia: 'Mia' } }, id);

it('knows who was taken in, and when', () => {
  expect(takenIn(family({ Kindschaft: 'Pflegekind' }), 'mia')).toBe('Pflegekind');
  for (const how of ['leiblich', null, ['angenommen', 'Pflegekind']]) expect(takenIn(family({ Kindschaft: how }), 'mia')).toBeUndefined();
  expect(takenIn(family({}), 'niemand')).toBeUndefined();
  expect(cameOn(family({ 'aufgenommen-am': '2026-02' }), 'mia')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(cameOn(family({}), 'mia')).toEqual({});
});

it('says it in words, and an answer without words of its own stays a child', () => {
  expect(words(family({ Kindschaft: 'Pflegekind' }), 'mia')).toEqual(['Pflegekind von Anna']);
  expect(words(family({ Kindschaft: 'angenommen' }), 'mia')).toEqual(['adoptiertes Kind von Anna']);
  expect(words(family({ Kindschaft: 'ganz-neu' }), 'mia')).toEqual(['Kind von Anna']);
  expect(words(family({}), 'mia')).toEqual(['Kind von Anna']);
});

it('says that somebody is widowed', () => {
  expect(words(family({}, { verwitwet: true }), 'anna')).toEqual(['verwitwet']);
  expect([false, null].map((said) => widowed(family({}, { verwitwet: said }), 'anna'))).toEqual([false, false]);
});
