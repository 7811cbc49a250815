// Ein Bild aus Reihen, gezeichnet von Observable Plot. Name und Wert stehen über ihrem Balken statt neben ihm: So ist der
// Balken auch auf dem Telefon breit. Farben kommen aus bericht.css; bewegt wird nichts.
import { axisX, barX, gridX, plot, text, tickX } from '@observablehq/plot';
import type { Bild, Farbe, Stueck } from './reihen';

const SCHMAL = 520, SCHRIFT = 14, BALKEN = 18, ZEILE = 20, ABSTAND = 12, ACHSE = 28, RAND = 20;

const fuellung = (s: Stueck) => (s.sicher ? `var(--${s.farbe})` : `url(#${s.farbe})`);

export function zeichne(bild: Bild, breite: number, aussage: string): Element {
  const schmal = breite < SCHMAL;
  // Auf dem Telefon stehen die Werte untereinander unter dem Namen, sonst nebeneinander ihm gegenüber.
  const kopf = ZEILE * (schmal ? 1 + Math.max(...bild.reihen.map((reihe) => reihe.werte.length)) : 1);
  const hoehe = kopf + BALKEN + ABSTAND;
  const zeilen = bild.reihen.map((reihe, zeile) => ({ ...reihe, zeile, wert: reihe.werte.join(schmal ? '\n' : ', ') }));
  const stuecke = zeilen.flatMap(({ stuecke, zeile }) => stuecke.map((s) => ({ ...s, zeile })));
  const enden = [0, ...stuecke.flatMap((s) => [s.von, s.bis])];
  const striche = { ticks: Math.max(2, Math.round(breite / 130)) };
  // Ein Saum in der Farbe des Papiers hält Linien von der Schrift fern.
  const schrift = {
    y: 'zeile', dx: -RAND, dy: -hoehe / 2, textAnchor: 'start', frameAnchor: 'left', lineAnchor: 'top', lineHeight: ZEILE / SCHRIFT,
    fill: 'currentColor', stroke: 'var(--papier)', strokeWidth: 5,
  } as const;
  const wert = schmal ? { dy: schrift.dy + ZEILE - 1 } : { dx: RAND, textAnchor: 'end', frameAnchor: 'right' } as const;
  const svg = plot({
    width: breite, height: zeilen.length * hoehe + ACHSE,
    marginLeft: RAND, marginRight: RAND, marginTop: 0, marginBottom: ACHSE,
    style: { fontSize: `${SCHRIFT}px`, fontFamily: 'inherit', color: 'inherit', background: 'none', overflow: 'visible' },
    ariaLabel: aussage,
    x: { domain: [Math.min(...enden), Math.max(...enden)], nice: true },
    y: { type: 'band', axis: null, domain: zeilen.map(({ zeile }) => zeile), padding: 0 },
    color: { type: 'identity' },
    marks: [
      gridX({ ...striche, stroke: 'var(--linie)', strokeOpacity: 1 }),
      axisX({ ...striche, tickFormat: bild.achse, tickSize: 0, label: null, fontSize: 13 }),
      barX(stuecke, { className: 'balken', x1: 'von', x2: 'bis', y: 'zeile', fill: fuellung, stroke: (s: Stueck) => `var(--${s.farbe})`, insetTop: kopf, insetBottom: ABSTAND }),
      tickX(zeilen, { x: 0, y: 'zeile', insetTop: kopf - 3, insetBottom: ABSTAND - 3, stroke: 'currentColor', strokeWidth: 1.5 }),
      text(zeilen, { ...schrift, text: 'name', lineWidth: (schmal ? 0.85 : 0.55) * breite / SCHRIFT, textOverflow: 'ellipsis' }),
      text(zeilen, { ...schrift, ...wert, text: 'wert', fontWeight: 600 }),
    ],
  });
  // Ein Bild, ein Satz: Was Plot an seine Teile schreibt, ist englisch und an einem g nicht erlaubt.
  for (const teil of svg.querySelectorAll('[aria-label]')) teil.removeAttribute('aria-label');
  svg.setAttribute('role', 'img');
  return svg;
}

/** Nur was im Bild vorkommt, in der Reihenfolge von links nach rechts. */
export function legende(bild: Bild): HTMLElement {
  const liste = document.createElement('ul');
  liste.className = 'legende';
  const alle = bild.reihen.flatMap((reihe) => reihe.stuecke);
  const folge: [Farbe, boolean][] = [['weniger', true], ['weniger', false], ['mehr', true], ['mehr', false], ['summe', true], ['summe', false]];
  for (const [farbe, sicher] of folge) {
    const beispiel = alle.find((s) => s.farbe === farbe && s.sicher === sicher);
    if (!beispiel) continue;
    const zeile = document.createElement('li');
    zeile.innerHTML = `<svg width="22" height="12" aria-hidden="true"><rect x=".5" y=".5" width="21" height="11"/></svg>`;
    const kasten = zeile.querySelector('rect')!;
    kasten.setAttribute('fill', fuellung(beispiel));
    kasten.setAttribute('stroke', `var(--${farbe})`);
    zeile.append(bild.worte[farbe].replace('~', sicher ? 'sicher' : 'vielleicht'));
    liste.append(zeile);
  }
  return liste;
}
