// A tried answer leaves the family alone; the difference by hand.
import { expect, it } from 'vitest';
import type { Match, Verdict } from '../motor/typen';
import { difference, laid } from './probe';
import type { Family } from './typen';

const family: Family = { households: { haus: { Miete: 500 } }, persons: { mia: { Verein: true } }, family: { Rat: 1 } };

it('lays one answer over a person, a house or the family', () => {
  expect(laid(family, { entity: 'mia', fact: 'Verein', value: false }).persons.mia).toEqual({ Verein: false });
  expect(laid(family, { entity: 'haus', fact: 'Miete', value: 600 }).households.haus).toEqual({ Miete: 600 });
  expect(laid(family, { entity: 'familie', fact: 'Rat', value: 2 }).family).toEqual({ Rat: 2 });
  expect(family.persons.mia).toEqual({ Verein: true });
  expect(laid(family, { entity: 'niemand', fact: 'Rat', value: 2 })).toBe(family);
});

it('says what another answer changes', () => {
  const match = (min: string, max: string, verdict: Verdict) =>
    ({ total: { min, max }, results: [{ service: 'spielgeld', title: 'Spielgeld', for: 'mia', verdict }, { service: 'rat', title: 'Rat', for: 'mia', verdict: 'yes' }] }) as unknown as Match;
  expect(difference(match('100', '150', 'open'), match('220', '270', 'yes'))).toEqual({
    min: 120, max: 120, verdicts: [{ service: 'spielgeld', title: 'Spielgeld', for: 'mia', before: 'open', after: 'yes' }],
  });
});
