// The first other answer and the reach of the slider, by hand.
import { expect, it } from 'vitest';
import type { Fact } from '../motor/typen';
import { middle, otherAnswer, slide } from './werte';

const fact = (more: Partial<Fact>): Fact => ({ name: 'x', role: 'person', type: 'money', per: 'month', range: { from: '0', to: '50000' }, ...more });

it('starts with the other answer', () => {
  expect(otherAnswer(fact({ type: 'yes-no' }), true)).toBe(false);
  expect(otherAnswer(fact({ type: 'yes-no' }), false)).toBe(true);
  const colour = fact({ type: 'choice', choices: [{ value: 'rot', label: 'rot' }, { value: 'blau', label: 'blau' }] });
  expect([otherAnswer(colour, 'rot'), otherAnswer(colour, 'blau')]).toEqual(['blau', 'rot']);
  expect(otherAnswer(fact({}), { from: 1000, to: 2000 })).toBe(1500);
  expect([middle(7), middle({ from: 4 }), middle(null)]).toEqual([7, 4, 0]);
});

it('slides from nothing to twice the value', () => {
  expect(slide(fact({}), 1500)).toEqual({ min: 0, max: 3000, step: 50 });
  expect(slide(fact({}), 0)).toEqual({ min: 0, max: 1000, step: 10 });
  expect(slide(fact({ type: 'share', range: { from: '0', to: '100' } }), 40)).toEqual({ min: 0, max: 100, step: 5 });
  expect(slide(fact({ type: 'count', range: { from: '0', to: '60' } }), 20)).toEqual({ min: 0, max: 40, step: 1 });
});
