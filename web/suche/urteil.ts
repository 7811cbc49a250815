// What a family's results say about each service as a whole: whether somebody gets it already, it fits somebody,
// perhaps, or nobody. A service of which the engine says nothing for this family has no verdict. Pure.
import type { Match, Verdict } from '../motor/typen';

export type Said = Verdict | 'received';
const ORDER: Said[] = ['received', 'yes', 'open', 'no'];

export function verdicts(match: Pick<Match, 'results'>): Map<string, Said> {
  const out = new Map<string, Said>();
  for (const r of match.results) {
    const said = r.received ? 'received' : r.verdict;
    const known = out.get(r.service);
    if (!known || ORDER.indexOf(said) < ORDER.indexOf(known)) out.set(r.service, said);
  }
  return out;
}
