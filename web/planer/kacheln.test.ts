// Tiles become counts and back; painting changes one tile; patterns are what their names say.
import { expect, it } from 'vitest';
import { arrange, counts, effective, empty, MONTHS, next, paint, pattern, readRow, together, write } from './kacheln';

const said = (basis: number, plus = 0, bonus = 0) => ({ Basismonate: basis, Plusmonate: plus, Bonusmonate: bonus });
const both = (all: number, late = 0) => ({ 'gemeinsame-Basismonate': all, 'gemeinsame-Basismonate-nach-dem-zwölften': late });

it('counts each kind, and the months in which both take Basis', () => {
  expect(counts({ a: readRow('bbb'), b: readRow('.bppxx') }, {})).toEqual({ a: said(3), b: said(1, 2, 2) });
  expect(together({ a: readRow('bbb'), b: readRow('.bppxx') }, {})).toEqual(both(1));
  expect(together({ a: readRow('b...........bb'), b: readRow('............bb') }, {})).toEqual(both(2, 2));
  expect(together({ a: readRow('bbb') }, {})).toEqual(both(0));
});
it('counts months with maternity benefits as Basis, whatever was painted', () => {
  expect(counts({ a: readRow('pp'), b: readRow('b') }, { a: 2 })).toEqual({ a: said(2), b: said(1) });
  expect(together({ a: readRow('pp'), b: readRow('b') }, { a: 2 })).toEqual(both(1));
  expect(effective(readRow('..p'), 2).slice(0, 3)).toEqual(['basis', 'basis', 'plus']);
});
it('writes and reads rows', () => {
  expect(write(readRow('bb.px'))).toBe('bb.px');
  expect(readRow('??').every((kind) => kind === 'free')).toBe(true);
  expect(readRow('b'.repeat(99))).toHaveLength(MONTHS);
});
it('paints one tile and returns the same plan where nothing changes', () => {
  const tiles = { a: empty() };
  expect(write(paint(tiles, 'a', 2, 'plus').a!)).toBe('..p');
  expect(paint(tiles, 'a', 2, 'free')).toBe(tiles);
  expect(paint(tiles, 'a', MONTHS, 'plus')).toBe(tiles);
  expect(paint(tiles, 'b', 1, 'plus')).toBe(tiles);
});
it('goes round the kinds', () => {
  expect(['free', 'basis', 'plus', 'bonus'].map((kind) => next(kind as 'free'))).toEqual(['basis', 'plus', 'bonus', 'free']);
});
it('lays out a plan of which only numbers are known, with the same numbers', () => {
  const known = { a: said(12), b: said(2, 3, 4) };
  const tiles = arrange(['a', 'b'], known);
  expect(write(tiles.b!)).toBe(`${'.'.repeat(12)}bbpppxxxx`);
  expect(counts(tiles, {})).toEqual(known);
});
it('starts from twelve and two, seven and seven, or Basis, Plus and Bonus', () => {
  expect(counts(pattern('long', ['a', 'b']), {})).toEqual({ a: said(12), b: said(2) });
  expect(counts(pattern('half', ['a', 'b']), {})).toEqual({ a: said(7), b: said(7) });
  expect(counts(pattern('bonus', ['a', 'b']), {})).toEqual({ a: said(4, 10, 4), b: said(0, 10, 4) });
  expect(counts(pattern('long', ['a']), {})).toEqual({ a: said(14) });
});
