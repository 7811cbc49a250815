// Was die Bilder zeigen, ohne zu zeichnen: je Bild Reihen, je Reihe Stücke eines Balkens. Rechts der Null steht, wer
// gewinnt, links, wer verliert. Sicher ist voll, vielleicht ist gestreift und schließt an das Sichere an: Der ganze Balken
// reicht bis zum anderen Ende der Spanne.
import { achse, anteilSpanne, anzahl, betragSpanne, euro, euroCent } from './worte';
import type { Gruppe, Stufe, VorherNachher, Zahlen } from './zahlen';

export type Farbe = 'mehr' | 'weniger' | 'summe';
export interface Stueck { von: number; bis: number; farbe: Farbe; sicher: boolean }
export interface Reihe { name: string; werte: string[]; stuecke: Stueck[] }
export interface Bild { titel: string; worte: Record<Farbe, string>; achse: (n: number) => string; reihen: Reihe[] }

const stueck = (von: number, bis: number, farbe: Farbe, sicher: boolean): Stueck[] =>
  (von === bis ? [] : [{ von: Math.min(von, bis), bis: Math.max(von, bis), farbe, sicher }]);

/** Ein Betrag als Balken von null an: bis zum näheren Ende sicher, bis zum ferneren vielleicht. */
export function spanne(von: number, bis: number, rechts: Farbe = 'mehr'): Stueck[] {
  if (von >= 0) return [...stueck(0, von, rechts, true), ...stueck(von, bis, rechts, false)];
  if (bis <= 0) return [...stueck(0, bis, 'weniger', true), ...stueck(bis, von, 'weniger', false)];
  return [...stueck(0, von, 'weniger', false), ...stueck(0, bis, rechts, false)];
}

const anteile = (g: Gruppe): Reihe => {
  const von = (n: number) => (g.haushalte ? n / g.haushalte : 0);
  const mehr = [von(g.gewinnen), von(g.gewinnen + g.vielleicht_gewinnen)] as const;
  const weniger = [von(g.verlieren), von(g.verlieren + g.vielleicht_verlieren)] as const;
  const worte = [[anteilSpanne(...mehr), 'gewinnen'], [anteilSpanne(...weniger), 'verlieren']].filter(([zahl]) => zahl).map((wort) => wort.join(' '));
  return { name: g.name, werte: worte.length ? worte : ['niemand'], stuecke: [...spanne(...mehr), ...spanne(-weniger[1], -weniger[0])] };
};
const zusammen = (g: Gruppe): Reihe => ({ name: g.name, werte: [betragSpanne(g.monat_von, g.monat_bis, euro)], stuecke: spanne(g.monat_von, g.monat_bis) });
const jeHaushalt = (g: Gruppe): Reihe => {
  const [von, bis] = g.haushalte ? [g.monat_von / g.haushalte, g.monat_bis / g.haushalte] : [0, 0];
  return { name: g.name, werte: [betragSpanne(von, bis, euroCent)], stuecke: spanne(von, bis) };
};
const paar = (v: VorherNachher): Reihe[] => [
  { name: `Vorher: ${v.name}`, werte: [betragSpanne(v.vorher_von, v.vorher_bis, euro)], stuecke: spanne(v.vorher_von, v.vorher_bis, 'summe') },
  { name: `Nachher: ${v.name}`, werte: [betragSpanne(v.nachher_von, v.nachher_bis, euro)], stuecke: spanne(v.nachher_von, v.nachher_bis, 'summe') },
];
const anders = (v: VorherNachher) => v.vorher_von !== v.nachher_von || v.vorher_bis !== v.nachher_bis;
/** Unverändert zeigt dieses Bild nicht: Das wäre fast immer der längste Balken. */
const bewegt = (stufe: Stufe) => stufe.name !== 'unverändert' && stufe.haushalte > 0;
const hoehe = ({ name, haushalte }: Stufe): Reihe => {
  const links = name.startsWith('verliert');
  return { name, werte: [anzahl(haushalte)], stuecke: stueck(0, links ? -haushalte : haushalte, links ? 'weniger' : 'mehr', true) };
};

const ANTEIL = 'Anteil der Haushalte, die gewinnen oder verlieren';
/** Für die Legende; ~ wird zu „sicher“ oder „vielleicht“. */
const wer = { mehr: 'gewinnen ~', weniger: 'verlieren ~', summe: '~' };
const ohneSpanne = { ...wer, mehr: 'gewinnen', weniger: 'verlieren' };
const geld = { mehr: '~ mehr Geld', weniger: '~ weniger Geld', summe: '~' };

const mitAllen = (z: Zahlen): Gruppe[] => [{ ...z.alle, name: 'alle Haushalte' }, ...z.art];

/** Jedes Bild unter dem Namen, den sein Platz im Bericht trägt. */
export const BILDER: Record<string, (z: Zahlen) => Bild> = {
  leistung: (z) => ({ titel: 'Summe im Monat, vorher und nachher', worte: geld, achse: achse.betrag, reihen: z.leistung.filter(anders).flatMap(paar) }),
  'art-anteil': (z) => ({ titel: ANTEIL, worte: wer, achse: achse.anteil, reihen: mitAllen(z).map(anteile) }),
  'art-summe': (z) => ({ titel: 'Veränderung zusammen, im Monat', worte: geld, achse: achse.betrag, reihen: mitAllen(z).map(zusammen) }),
  'zehntel-anteil': (z) => ({ titel: ANTEIL, worte: wer, achse: achse.anteil, reihen: z.zehntel.map(anteile) }),
  'zehntel-mittel': (z) => ({ titel: 'Veränderung im Durchschnitt je Haushalt, im Monat', worte: geld, achse: achse.betrag, reihen: z.zehntel.map(jeHaushalt) }),
  hoehe: (z) => ({ titel: 'Haushalte nach Höhe der Veränderung im Monat', worte: ohneSpanne, achse: achse.anzahl, reihen: z.hoehe.filter(bewegt).map(hoehe) }),
  'nicht-abgeholt': (z) => ({ titel: 'Was im Monat liegen bleibt, vorher und nachher', worte: geld, achse: achse.betrag, reihen: z.nicht_abgeholt.flatMap(paar) }),
};
