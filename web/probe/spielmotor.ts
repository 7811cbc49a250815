// A toy engine for the development page and component tests: toy vocabulary, toy results in the exact shape
// of the door. It computes nothing that means anything.
import { age } from '../familie/alter';
import { factsOf } from '../familie/fragen';
import type { Family } from '../familie/typen';
import type { Answer, Fact, Kind, Match, Motor, Question, Requests, Result, Step, Vocabulary } from '../motor/typen';

const fact = (more: Partial<Fact> & Pick<Fact, 'name' | 'role' | 'type'>): Fact => ({ effort: 1, sensitive: false, ...more });

const vocabulary: Vocabulary = {
  from: '2024-01',
  until: '2027-12',
  statuses: ['verheiratet', 'verpartnert', 'zusammen', 'dauernd-getrennt', 'geschieden'],
  facts: [
    fact({ name: 'Geburtstag', role: 'person', type: 'day', brief: 'Geburtstag', question: 'Wann ist {Name} geboren?' }),
    fact({ name: 'in-Betreuung', role: 'child', type: 'yes-no', brief: 'in Kita oder Tagespflege', question: 'Geht {Name} in die Kita oder zur Tagespflege?' }),
    fact({ name: 'in-Schule', role: 'child', type: 'yes-no', brief: 'geht zur Schule', question: 'Geht {Name} zur Schule?' }),
    fact({ name: 'bekommt-Unterhalt', role: 'child', type: 'choice', brief: 'Unterhalt', question: 'Bekommt {Name} Unterhalt vom anderen Elternteil?', help: 'Gemeint ist Geld, das jeden Monat wirklich ankommt.', choices: [{ value: 'voll', label: 'ja, vollständig' }, { value: 'teilweise', label: 'teilweise' }, { value: 'nein', label: 'nein' }] }),
    fact({ name: 'Behinderung', role: 'person', type: 'yes-no', brief: 'Behinderung', question: 'Hat {Name} eine Behinderung?', sensitive: true, help: 'Sie müssen das nicht angeben. Es öffnet weitere Hilfen.' }),
    fact({ name: 'Bruttolohn', role: 'adult', type: 'money', per: 'month', brief: 'Bruttolohn im Monat', question: 'Wie hoch ist der Bruttolohn von {Name}?', help: 'Vor Steuern und Sozialabgaben, wie auf der Abrechnung.', range: { from: '0', to: '50000' } }),
    fact({ name: 'Wochenstunden', role: 'adult', type: 'count', brief: 'Arbeitsstunden pro Woche', question: 'Wie viele Stunden arbeitet {Name} in der Woche?', range: { from: '0', to: '60' } }),
    fact({ name: 'Gemeinde', role: 'household', type: 'choice', brief: 'Wohnort', question: 'Wo liegt die Wohnung?', choices: [{ value: 'diese-Stadt', label: 'Hamm' }, { value: 'woanders', label: 'anderswo' }] }),
    fact({ name: 'Warmmiete', role: 'household', type: 'money', per: 'month', brief: 'Warmmiete', question: 'Wie hoch ist die Warmmiete?', help: 'Miete mit Heizung und Nebenkosten.', range: { from: '0', to: '5000' } }),
    fact({ name: 'Einzug', role: 'household', type: 'day', brief: 'Tag des Einzugs', question: 'Wann sind Sie eingezogen?' }),
  ],
  services: [
    { id: 'spielgeld', title: 'Spielgeld', brief: 'Geld für jedes Kind, jeden Monat.', offices: ['spielkasse'], next_step: 'Füllen Sie den Antrag aus und schicken Sie ihn an die Spielkasse.' },
    { id: 'unterhaltshilfe', title: 'Unterhaltshilfe', brief: 'Springt ein, wenn ein Elternteil nicht zahlt.', offices: ['jugendbuero'] },
    { id: 'mietzuschuss', title: 'Mietzuschuss', brief: 'Hilft bei der Miete.', offices: ['wohnbuero'] },
    { id: 'babybesuch', title: 'Willkommensbesuch', brief: 'Jemand kommt mit Geschenk und Rat vorbei.', offices: ['familienbuero'] },
    { id: 'seniorenpass', title: 'Seniorenpass', brief: 'Fahrten zum halben Preis.', offices: ['familienbuero'] },
  ],
};

const base = (service: string, who: string): Result => ({
  service, title: vocabulary.services.find((s) => s.id === service)!.title, for: who, verdict: 'open', received: false, effect: 'payment',
  missing: [], because: [], deadlines: [], documents: [], offices: vocabulary.services.find((s) => s.id === service)!.offices ?? [],
  level: 'bund',
});

function match(family: Family): Match {
  const month = family.month ?? '2026-11';
  const results: Result[] = [];
  const relevant: Record<string, string[]> = { familie: [] };
  const questions: Question[] = [];
  const ask = (entity: string, name: string, worth: string, settles: number) => {
    const f = vocabulary.facts.find((one) => one.name === name)!;
    if (factsOf(family, entity)[name] !== undefined) return false;
    questions.push({ entity, fact: name, text: f.question!, help: f.help, brief: f.brief, type: f.type, per: f.per, choices: f.choices, range: f.range, settles, worth, deadline: false, services: [], sensitive: !!f.sensitive, effort: 1 });
    return true;
  };
  for (const [id, p] of Object.entries(family.persons)) {
    const child = (p.parents?.length ?? 0) > 0 && id !== 'ich';
    const years = age(p, month);
    relevant[id] = child ? (p.due === undefined ? ['in-Betreuung', 'in-Schule', 'bekommt-Unterhalt', 'Behinderung'] : []) : ['Bruttolohn', 'Wochenstunden', 'Behinderung'];
    if (!child) continue;
    const unborn = p.due !== undefined;
    const sure = years !== undefined && years.max < 18;
    const received = family.receives?.[id]?.includes('spielgeld') ?? false;
    results.push({
      ...base('spielgeld', id), received, verdict: unborn ? 'no' : sure ? 'yes' : 'open',
      amount: unborn ? undefined : sure ? { min: '259', max: '259', per: 'month' } : { min: '0', max: '259', per: 'month' },
      missing: sure || unborn ? [] : [{ entity: id, fact: 'Geburtstag' }],
      because: [{ text: unborn ? 'Das Kind ist noch nicht geboren' : 'Das Kind ist unter 18 Jahre alt', citation: '§ 2 Spielgesetz', value: unborn ? 'no' : sure ? 'yes' : 'open' }],
      deadlines: unborn ? [] : [{ text: 'Spielgeld wirkt höchstens sechs Monate zurück', until: { from: '2027-05-01', to: '2027-05-01' }, certain: true, missed: false, if_missed: 'Für ältere Monate gibt es nichts mehr.', cost: { min: '259', max: '259', per: 'month' }, citation: '§ 7 Spielgesetz' }],
      documents: [{ text: 'Steuer-ID des Kindes', where: 'Bundeszentralamt für Steuern', certain: true }, { text: 'Geburtsurkunde', certain: false }],
    });
    if (!unborn && !sure) ask(id, 'Geburtstag', '259', 2);
    const pays = p['bekommt-Unterhalt'];
    if (!unborn) {
      const verdict = pays === 'nein' ? 'yes' : pays === 'voll' ? 'no' : 'open';
      results.push({ ...base('unterhaltshilfe', id), verdict, amount: { min: verdict === 'yes' ? '299' : '0', max: verdict === 'no' ? '0' : '299', per: 'month' }, missing: verdict === 'open' ? [{ entity: id, fact: 'bekommt-Unterhalt' }] : [], because: [{ text: 'Der andere Elternteil zahlt keinen vollen Unterhalt', citation: '§ 4 Spielgesetz', value: verdict }] });
      if (verdict === 'open') ask(id, 'bekommt-Unterhalt', '299', 1);
    }
    if (unborn || (years && years.min < 1)) results.push({ ...base('babybesuch', id), verdict: 'yes', effect: 'help', level: 'stadt', because: [{ text: 'Ein Baby kommt oder ist gerade da', value: 'yes' }] });
  }
  const rent = family.households.haus?.Warmmiete;
  for (const id of Object.keys(family.households)) relevant[id] = ['Gemeinde', 'Warmmiete', 'Einzug'];
  results.push({ ...base('mietzuschuss', 'haus'), verdict: rent === undefined ? 'open' : 'yes', amount: { min: rent === undefined ? '0' : '180', max: '430', per: 'month' }, missing: rent === undefined ? [{ entity: 'haus', fact: 'Warmmiete' }, { entity: 'ich', fact: 'Bruttolohn' }] : [], because: [{ text: 'Die Miete ist hoch im Verhältnis zum Einkommen', citation: '§ 9 Spielgesetz', value: rent === undefined ? 'open' : 'yes' }] });
  results.push({ ...base('seniorenpass', 'ich'), verdict: 'no', effect: 'saving', because: [{ text: 'Den Pass gibt es ab 65 Jahren', citation: 'Satzung § 1', value: 'no' }] });
  ask('haus', 'Warmmiete', '430', 3);
  ask('ich', 'Bruttolohn', '250', 2);
  const sum = (end: 'min' | 'max') => String(results.filter((r) => r.verdict !== 'no' && !r.received).reduce((n, r) => n + Number(r.amount?.[end] ?? 0), 0));
  return { month, results, questions, enough: questions.length === 0, total: { min: sum('min'), max: sum('max'), per: 'month' }, relevant, offered: {}, projected: false, capped: false };
}

const leaf = (text: string, value: string, decisive = false): Step => ({ kind: 'fact', text, value: { text: value }, decisive, because: [], citation: '' });

export function toyMotor(): Motor {
  return {
    answer<K extends Kind>(what: K, request: Requests[K]['request']): Answer<K> {
      if (what === 'vocabulary') return vocabulary as Answer<K>;
      const { family } = request as { family: Family };
      if (what === 'match') return match(family) as Answer<K>;
      const { service, for: who } = request as { service: string; for: string };
      const claim: Step = { kind: 'all', text: 'alle diese Bedingungen', citation: '§ 2 Spielgesetz', value: { text: 'ja' }, decisive: true, because: [leaf('Das Kind lebt im Haushalt', 'ja', true), leaf('Das Kind ist unter 18', 'ja')] };
      const amount: Step = { kind: 'calc', text: 'Spielgeld im Monat', value: { text: '259 €' }, decisive: false, because: [leaf('Satz seit Januar 2026', '259 €')] };
      return { month: family.month, answers: [{ service, for: who, verdict: 'yes', claim, amount_steps: amount, decisive: [], nearest: [{ text: 'ab März 2027 (3. Geburtstag)' }], limits: '' }] } as unknown as Answer<K>;
    },
  };
}
