// What a plan breaks, in the catalogue's words; what a month brings, as the explanation says.
import { expect, it } from 'vitest';
import type { Step, WhyAnswer } from '../motor/typen';
import { broken, figures, fixedMonths } from './auswertung';

const step = (kind: string, text: string, value: [string, string], more: Partial<Step> = {}): Step => ({ kind, text, value: { text: value[0] === value[1] ? value[0] : value.join(' bis '), min: value[0], max: value[1] }, decisive: false, because: [], ...more });
const NO: [string, string] = ['0', '0'];
const YES: [string, string] = ['1', '1'];
const claim = (...because: Step[]) => step('all', 'alles davon', NO, { because });

it('names the labelled condition with its values and the person', () => {
  const test = step('test', 'geplante Monate mindestens Elterngeldmonate mindestens', NO, {
    label: 'Abs. 4 Satz 2, mindestens zwei Monate', entity: 'ole',
    because: [step('rule', 'geplante Monate', ['1', '1']), step('constant', 'Elterngeldmonate mindestens', ['2', '2'])],
  });
  const ways = step('any', 'eines davon', NO, { entity: 'ole', because: [step('test', 'geplante Monate genau 0', NO, { entity: 'ole' }), step('all', 'alles davon', NO, { because: [step('fact', 'x', YES), test] })] });
  expect(broken(claim(step('test', 'gut', YES), step('rule', 'Person: Plan erlaubt', NO, { citation: '§ 4', because: [ways] })))).toEqual([
    { entity: 'ole', text: 'Mindestens zwei Monate', values: ['Geplante Monate: 1', 'Elterngeldmonate mindestens: 2'], citation: '§ 4' },
  ]);
});
it('says the rule of the family that a labelled condition belongs to, and nothing of what holds', () => {
  const rule = step('rule', 'Bonusmonate passen zusammen', NO, { entity: 'familie', because: [step('test', 'Eltern genau 2', NO, { entity: 'familie', label: 'Abs. 3, nur gleichzeitig' })] });
  expect(broken(claim(rule)).map((b) => b.text)).toEqual(['Bonusmonate passen zusammen: Nur gleichzeitig']);
  expect(broken(step('all', 'alles davon', YES))).toEqual([]);
});
it('finds the monthly amounts of each person and the months that are certainly covered', () => {
  const answer = { claim: claim(step('rule', 'Person: Lebensmonate mit Mutterschaftsgeld', ['2', '2'], { entity: 'anna' }), step('rule', 'Lebensmonate mit Mutterschaftsgeld', ['0', '5'], { entity: 'ole' })), amount_steps: step('steps', 'Rechenweg', ['0', '9'], { because: [step('rule', 'Basiselterngeld im Plan', ['1103.38', '1103.38'], { entity: 'anna' })] }) } as WhyAnswer;
  const found = figures(answer);
  expect(found.anna).toEqual({ fixed: { min: '2', max: '2' }, basis: { min: '1103.38', max: '1103.38' } });
  expect(fixedMonths(found)).toEqual({ anna: 2 });
});
