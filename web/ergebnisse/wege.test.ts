// Two rules set against each other are two ways; anything else is none.
import { expect, it } from 'vitest';
import type { Step, WhyAnswer } from '../motor/typen';
import { ways } from './wege';

const rule = (text: string, n: string): Step => ({ kind: 'rule', text, value: { text: n, type: 'money', min: n, max: n }, decisive: false, because: [] });
const line = (kind: string, of: Step, n: string): Step => ({ kind, text: of.text, value: { text: n }, line: { text: n, min: n, max: n }, decisive: false, because: [of] });
const why = (lines: Step[]) => ({ amount: { min: '20', max: '20', per: 'month' }, amount_steps: { kind: 'steps', text: '', value: { text: '' }, decisive: false, because: lines } }) as unknown as WhyAnswer;
const [a, b] = [rule('Weg A', '120'), rule('Weg B', '100')];

it('finds both ways, their amounts and the better one', () => {
  expect(ways(why([line('plus', a, '120'), line('minus', b, '100'), line('plus', b, '0'), line('minus', a, '0')]))).toEqual([
    { name: 'Weg A', amount: { min: '120', max: '120', per: 'month' }, better: true },
    { name: 'Weg B', amount: { min: '100', max: '100', per: 'month' }, better: false },
  ]);
});

it('finds none in an ordinary calculation', () => {
  expect(ways(why([line('plus', a, '120'), line('minus', b, '100')]))).toEqual([]);
  expect(ways(undefined)).toEqual([]);
});
