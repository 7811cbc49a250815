// The papers of all services as one list: each paper once, with everything it is good for. What serves several
// services stands first, because one walk settles most. Pure.
import type { Match } from '../motor/typen';

export interface Paper {
  text: string;
  where?: string;
  /** Needed for something that is certain; otherwise only if a service turns out to fit. */
  certain: boolean;
  services: { id: string; title: string }[];
  for: string[];
}

export function papers(match: Match): Paper[] {
  const out = new Map<string, Paper>();
  for (const r of match.results) {
    if (r.verdict === 'no' || r.received) continue;
    for (const d of r.documents) {
      const paper = out.get(d.text) ?? { text: d.text, where: d.where, certain: false, services: [], for: [] };
      paper.certain ||= d.certain && r.verdict === 'yes';
      paper.where ??= d.where;
      if (!paper.services.some((s) => s.id === r.service)) paper.services.push({ id: r.service, title: r.title });
      if (!paper.for.includes(r.for)) paper.for.push(r.for);
      out.set(d.text, paper);
    }
  }
  return [...out.values()].sort((a, b) => b.services.length - a.services.length || Number(b.certain) - Number(a.certain));
}

export function grouped(all: Paper[]): { several: Paper[]; one: Paper[] } {
  return { several: all.filter((p) => p.services.length > 1), one: all.filter((p) => p.services.length === 1) };
}

export const tick = (paper: Paper): string => `unterlage ${paper.text}`;
