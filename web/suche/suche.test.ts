// What families type finds what they mean, on the device as on the server (src/catalogue/search_test.cpp).
import { expect, it } from 'vitest';
import type { ServiceWords } from '../motor/laden';
import { Search } from './suche';
import { silent, slips, speaking, stem, words } from './woerter';

const SERVICES = [
  { id: 'spielgeld', title: 'Spielgeld', brief: 'Geld zum Spielen für jedes Kind.', keywords: ['Taschengeld'] },
  { id: 'kitabeitrag', title: 'Beitrag für die Kita', brief: 'Was ein Platz im Monat kostet.', keywords: ['Kindergarten'] },
  { id: 'uebung', title: 'Übungsstunden', brief: 'Hilfe beim Üben.', keywords: ['Nachhilfe', 'lernen'], needs: ['schule-lernen'] },
  { id: 'haus', title: 'Hausbesuche', brief: 'Jemand kommt zu Ihnen.', keywords: ['Familienbesuch'] },
];
const TURKISH: Record<string, ServiceWords> = {
  spielgeld: { title: 'Spielgeld (oyun parası)', brief: 'Her çocuk için para.' },
  uebung: { title: 'Alıştırma', keywords: ['özel ders'] },
};
const ids = (query: string, language = 'de', services = SERVICES) =>
  new Search(services, language === 'tr' ? TURKISH : {}, language).find(query).map((hit) => hit.service.id);

it('makes words without case, accents and umlauts', () => {
  expect(words('Übergang für Söhne, groß!')).toEqual(['ubergang', 'fur', 'sohne', 'gross']);
  expect(words('Uebergang fuer Soehne')).toEqual(['ubergang', 'fur', 'sohne']);
  expect(words('Złoty Işık')).toEqual(['zloty', 'isik']);
  expect(words('hartz4 U7a')).toEqual(['hartz', '4', 'u7a']);
  expect(words(' ?! ')).toEqual([]);
});

it('keeps small words silent, each in its language only', () => {
  expect(speaking('wie bekomme ich BuT', silent('de'))).toEqual(['but']);
  expect(speaking('but my child', silent('en'))).toEqual(['child']);
  expect(speaking('und oder', silent('de'))).toEqual(['und', 'oder']);
});

it('cuts words down to what their forms share', () => {
  expect(new Set(['ubung', 'ubungen'].map(stem)).size).toBe(1);
  expect(new Set(['الأطفال', 'أطفال', 'للأطفال'].map((w) => stem(words(w)[0]!))).size).toBe(1);
});

it('counts slips of the finger, a swap as one', () => {
  expect([slips('wongeld', 'wohngeld', 2), slips('садок', 'сдаок', 2), slips('kita', 'miete', 2), slips('a', 'abcd', 2)]).toEqual([1, 1, 3, 3]);
});

it('finds every form, parts of compounds, beginnings and slips', () => {
  for (const query of ['spielgelder', 'SPIELGELD', 'taschengeld', 'Speilgeld', 'spielg']) expect(ids(query)[0], query).toBe('spielgeld');
  for (const query of ['übungen', 'UEBUNG', 'nachhi', 'nachilfe', 'schule lernen']) expect(ids(query)[0], query).toBe('uebung');
  for (const query of ['Kitabeitrag', 'Kindergarten Beitrag', 'beitrag']) expect(ids(query)[0], query).toBe('kitabeitrag');
});

it('finds in the language of the page and by the German name', () => {
  expect(ids('oyun parasi', 'tr')[0]).toBe('spielgeld');
  expect(ids('Spielgeld', 'tr')[0]).toBe('spielgeld');
  expect(ids('ozel dersler', 'tr')[0]).toBe('uebung');
  expect(ids('özel ders')).toEqual([]);
});

it('lets small words decide nothing, rare ones much, and finds nothing where there is nothing', () => {
  expect(ids('wie bekomme ich Geld für das Spielen')[0]).toBe('spielgeld');
  expect(ids('kind geld nachhilfe')[0]).toBe('uebung');
  for (const query of ['', ' ,. ', 'xyzzy', '" OR (', 'constructor', '__proto__', '\\', 'a'.repeat(5000)]) expect(ids(query), query.slice(0, 20)).toEqual([]);
});
