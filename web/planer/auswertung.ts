// Reads from the engine's explanation what a planner must show: what each month brings, how many months are
// covered by maternity benefits, and which rule a plan breaks, in the words of the catalogue. Names here are names of
// rules in katalog/bund/elterngeld-planer; where one is not found, nothing is shown.
import { FAMILY, type Id } from '../familie/typen';
import type { Step, WhyAnswer } from '../motor/typen';

export const SERVICE = 'elterngeld-planer';
export const WAGE = 'Lohn-im-Plan';
const RULES = {
  basis: 'Basiselterngeld im Plan',
  plus: 'Elterngeld Plus im Plan',
  total: 'Elterngeld im ganzen Plan',
  fixed: 'Lebensmonate mit Mutterschaftsgeld',
} as const;
export type Figure = keyof typeof RULES;
export interface Sum {
  min: string;
  max: string;
}
export type Figures = Record<Id, Partial<Record<Figure, Sum>>>;

const subject = (text: string) => text.replace(/^[^:]+: /, '');

/** The values of those rules for each person, as far as the explanation reaches them. */
export function figures(answer: WhyAnswer): Figures {
  const out: Figures = {};
  const visit = (step: Step): void => {
    const { min, max } = step.value;
    if (step.kind === 'rule' && step.entity && min !== undefined && max !== undefined) {
      const name = (Object.keys(RULES) as Figure[]).find((key) => RULES[key] === subject(step.text));
      if (name) (out[step.entity] ??= {})[name] ??= { min, max };
    }
    step.because.forEach(visit);
  };
  visit(answer.claim);
  if (answer.amount_steps) visit(answer.amount_steps);
  return out;
}

/** Months that are certainly covered; where it is open, none is drawn. */
export function fixedMonths(found: Figures): Record<Id, number> {
  const sure = Object.entries(found).flatMap(([id, { fixed }]) => (fixed && fixed.min === fixed.max ? [[id, Number(fixed.min)] as const] : []));
  return Object.fromEntries(sure);
}

export interface Broken {
  entity?: Id;
  text: string;
  values: string[];
  citation: string;
}

const fails = (step: Step) => step.value.max === '0' && step.value.min === '0';
/** "Abs. 4 Satz 2, mindestens zwei Monate" -> "Mindestens zwei Monate". */
function plainWords(text: string): string {
  const words = text.replace(/^(?:§+ |Abs\. |Satz |Nr\. )[^,]*, /, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The conditions that a plan does not meet. A condition with a label says what it is about; of several ways to
 * meet a rule, the one with such labels is the way that the plan tried.
 */
export function broken(step: Step, above: Step[] = []): Broken[] {
  if (!fails(step)) return [];
  const path = [...above, step];
  const spoken = step.label !== undefined && /,/.test(step.label) && !step.because.some((s) => ['all', 'any'].includes(s.kind));
  if (spoken) return [finding(plainWords(step.label!), path)];
  if (step.kind === 'any') {
    const ways = step.because.map((way) => broken(way, path));
    const tried = ways.filter((way) => way.some((b) => b.values.length));
    const best = (tried.length ? tried : ways).find((way, i) => step.because[i]?.kind === 'all' && way.length) ?? ways.at(-1) ?? [];
    return best.length ? best : [finding(subject(step.text), path)];
  }
  const below = step.because.filter(fails);
  if (step.kind === 'test' || step.kind === 'fact' || !below.length) return [finding(plainWords(subject(step.text)), path)];
  return unique(below.flatMap((one) => broken(one, path)));
}

function finding(text: string, path: Step[]): Broken {
  const step = path.at(-1)!;
  const values = step.because
    .filter((s) => ['rule', 'constant', 'fact', 'calc'].includes(s.kind) && s.value.text)
    .map((s) => `${capital(subject(s.text))}: ${s.value.text}`);
  const citation = [...path].reverse().find((s) => s.citation)?.citation ?? '';
  const rule = path.slice(0, -1).findLast((s) => s.kind === 'rule' && s.entity === step.entity && s.entity === FAMILY);
  const whole = rule ? `${capital(subject(rule.text))}: ${text}` : text;
  return { ...(step.entity ? { entity: step.entity } : {}), text: whole, values, citation };
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const unique = (all: Broken[]): Broken[] => [...new Map(all.map((b) => [JSON.stringify(b), b])).values()];
