// Zeichnet die Bilder in den fertigen Bericht: Die Zahlen stehen als JSON in derselben Datei, die Plätze sind leer und
// verborgen. Ohne dieses Skript fehlt darum nichts als die Bilder; jede Zahl steht in einer Tabelle.
import { legende, zeichne } from './bild';
import { BILDER } from './reihen';
import type { Zahlen } from './zahlen';

const zahlen = JSON.parse(document.getElementById('zahlen')!.textContent!) as Zahlen;

for (const platz of document.querySelectorAll<HTMLElement>('figure[data-bild]')) {
  const bild = BILDER[platz.dataset.bild!]!(zahlen);
  if (!bild.reihen.some((reihe) => reihe.stuecke.length > 0)) continue;
  platz.hidden = false;
  const titel = document.createElement('figcaption');
  titel.textContent = bild.titel;
  let svg = zeichne(bild, platz.clientWidth, platz.dataset.aussage!);
  platz.append(titel, legende(bild), svg);
  new ResizeObserver(() => {
    if (platz.clientWidth === 0 || platz.clientWidth === Number(svg.getAttribute('width'))) return;
    const neu = zeichne(bild, platz.clientWidth, platz.dataset.aussage!);
    svg.replaceWith(neu);
    svg = neu;
  }).observe(platz);
}
