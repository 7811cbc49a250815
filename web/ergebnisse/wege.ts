// Reads a comparison of two ways out of an explanation: exactly two rules, each added in one line and taken away
// in another, are the two ways; the rule that is really added is the better one. Pure, and knows no rule by name.
import type { Amount, Match, Result, Step, WhyAnswer } from '../motor/typen';

export interface Way {
  name: string;
  amount: Amount;
  /** certainly the one that counts */
  better: boolean;
}

/** Results that may be comparisons: help with an amount, which is a difference and never paid by itself. Only where
 *  it is certain: two ways of which nearly nothing is known compare nothing, and their Rechenweg is long. */
export const comparisons = (match: Match): Result[] =>
  match.results.filter((r) => r.effect === 'help' && r.verdict === 'yes' && r.amount !== undefined);

export function ways(answer: WhyAnswer | undefined): Way[] {
  const lines = answer?.amount_steps?.because ?? [];
  const names = (kind: string) => new Set(lines.filter((l) => l.kind === kind).map((l) => ruleOf(l)?.text).filter((n) => n !== undefined));
  const minus = names('minus');
  const both = [...names('plus')].filter((name) => minus.has(name));
  if (both.length !== 2) return [];
  return both.flatMap((name) => {
    const added = lines.find((l) => l.kind === 'plus' && ruleOf(l)?.text === name);
    const { min, max } = (added && ruleOf(added)?.value) ?? {};
    if (!added || min === undefined || max === undefined) return [];
    const per = answer?.amount?.per;
    return [{ name, amount: { min, max, ...(per ? { per } : {}) }, better: Number(added.line?.min ?? 0) > 0 }];
  });
}

const ruleOf = (line: Step): Step | undefined => line.because.find((s) => s.kind === 'rule' && s.value.type === 'money');
