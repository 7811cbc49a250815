// Die Balken des Berichts, nachgerechnet an erfundenen Gruppen.
import { describe, expect, it } from 'vitest';
import { BILDER, spanne } from './reihen';
import { achse, anteilSpanne, betragSpanne, euro, euroCent } from './worte';
import type { Gruppe, Zahlen } from './zahlen';

const gruppe = (name: string, teile: Partial<Gruppe> = {}): Gruppe => ({
  name, haushalte: 200, gewinnen: 0, vielleicht_gewinnen: 0, verlieren: 0, vielleicht_verlieren: 0, monat_von: 0, monat_bis: 0, ...teile,
});
const zahlen = (teile: Partial<Zahlen>): Zahlen => ({ alle: gruppe('alle'), art: [], zehntel: [], leistung: [], hoehe: [], nicht_abgeholt: [], ...teile });
const nurText = (text: string) => text.replaceAll('\u00a0', ' ');

describe('ein Balken von null an', () => {
  it('ist bis zum näheren Ende sicher, bis zum ferneren vielleicht', () => {
    expect(spanne(10, 25)).toEqual([{ von: 0, bis: 10, farbe: 'mehr', sicher: true }, { von: 10, bis: 25, farbe: 'mehr', sicher: false }]);
    expect(spanne(-25, -10)).toEqual([{ von: -10, bis: 0, farbe: 'weniger', sicher: true }, { von: -25, bis: -10, farbe: 'weniger', sicher: false }]);
  });
  it('geht nach beiden Seiten, wenn beides möglich ist', () => {
    expect(spanne(-5, 8)).toEqual([{ von: -5, bis: 0, farbe: 'weniger', sicher: false }, { von: 0, bis: 8, farbe: 'mehr', sicher: false }]);
  });
  it('hat keine Stücke ohne Länge', () => {
    expect(spanne(0, 0)).toEqual([]);
    expect(spanne(0, 7)).toEqual([{ von: 0, bis: 7, farbe: 'mehr', sicher: false }]);
    expect(spanne(7, 7)).toEqual([{ von: 0, bis: 7, farbe: 'mehr', sicher: true }]);
  });
});

describe('die Bilder', () => {
  it('zeigen Anteile an der eigenen Gruppe, Gewinn rechts und Verlust links', () => {
    const art = [gruppe('Paar mit 1 Kind', { gewinnen: 20, vielleicht_gewinnen: 10, verlieren: 2, vielleicht_verlieren: 4 }), gruppe('Paar ohne Kind')];
    const [alle, paar, ohne] = BILDER['art-anteil']!(zahlen({ art })).reihen;
    expect(alle!.name).toBe('alle Haushalte');
    expect(paar!.stuecke).toEqual([
      { von: 0, bis: 0.1, farbe: 'mehr', sicher: true }, { von: 0.1, bis: 0.15, farbe: 'mehr', sicher: false },
      { von: -0.01, bis: 0, farbe: 'weniger', sicher: true }, { von: -0.03, bis: -0.01, farbe: 'weniger', sicher: false },
    ]);
    expect(paar!.werte.map(nurText)).toEqual(['10,0 bis 15,0 % gewinnen', '1,0 bis 3,0 % verlieren']);
    expect(ohne).toEqual({ name: 'Paar ohne Kind', werte: ['niemand'], stuecke: [] });
  });
  it('teilen die Summe eines Zehntels durch seine Haushalte; ein leeres hat keinen Balken', () => {
    const zehntel = [gruppe('1. Zehntel', { monat_von: 100, monat_bis: 500 }), gruppe('2. Zehntel (leer)', { haushalte: 0 })];
    const [erstes, zweites] = BILDER['zehntel-mittel']!(zahlen({ zehntel })).reihen;
    expect(nurText(erstes!.werte[0]!)).toBe('0,50 € bis 2,50 €');
    expect(erstes!.stuecke.map(({ von, bis }) => [von, bis])).toEqual([[0, 0.5], [0.5, 2.5]]);
    expect(zweites!.stuecke).toEqual([]);
  });
  it('nennen nur Leistungen, deren Summe sich ändert, vorher und nachher', () => {
    const leistung = [
      { name: 'Kindergeld', vorher_von: 259, vorher_bis: 259, nachher_von: 259, nachher_bis: 259 },
      { name: 'Beitrag', vorher_von: 10, vorher_bis: 40, nachher_von: 0, nachher_bis: 40 },
    ];
    const { reihen } = BILDER.leistung!(zahlen({ leistung }));
    expect(reihen.map(({ name, werte }) => [name, ...werte.map(nurText)])).toEqual([['Vorher: Beitrag', '10 € bis 40 €'], ['Nachher: Beitrag', '0 € bis 40 €']]);
    expect(reihen[0]!.stuecke.every(({ farbe }) => farbe === 'summe')).toBe(true);
  });
  it('lassen bei der Höhe weg, wer nichts merkt, und was es nicht gibt', () => {
    const hoehe = [{ name: 'verliert bis 25 €', haushalte: 3 }, { name: 'unverändert', haushalte: 900 }, { name: 'gewinnt bis 25 €', haushalte: 12 }, { name: 'gewinnt bis 50 €', haushalte: 0 }];
    expect(BILDER.hoehe!(zahlen({ hoehe })).reihen.map(({ stuecke }) => stuecke)).toEqual([
      [{ von: -3, bis: 0, farbe: 'weniger', sicher: true }], [{ von: 0, bis: 12, farbe: 'mehr', sicher: true }],
    ]);
  });
});

describe('Zahlen in Worten', () => {
  it('sagen Anteile als Spanne', () => {
    const worte = [[0, 0], [0.5, 0.5], [0, 0.0583], [0.02, 0.0583], [0, 0.0027], [0, 0.00001], [0.00001, 0.02]].map(([a, b]) => nurText(anteilSpanne(a!, b!)));
    expect(worte).toEqual(['', '50,0 %', 'höchstens 5,8 %', '2,0 bis 5,8 %', 'höchstens 0,27 %', 'unter 0,01 %', 'unter 0,01 bis 2,0 %']);
  });
  it('schreiben Beträge deutsch, und eine Null ohne Minus', () => {
    expect([1234567, -1234.4, -0.2].map(euro).map(nurText)).toEqual(['1.234.567 €', '−1.234 €', '0 €']);
    expect(nurText(betragSpanne(-0.001, 7.265, euroCent))).toBe('0,00 € bis 7,27 €');
    expect([achse.anteil(-0.025), achse.betrag(-20000), achse.anzahl(-400)].map(nurText)).toEqual(['2,5 %', '−20.000 €', '400']);
  });
});
