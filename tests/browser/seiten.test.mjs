// Alle Seiten des Portals, in allen Sprachen, ohne Browser: da, verbunden, gültig, eindeutig, für Maschinen lesbar. Dazu axe
// auf einer Seite jeder Art. Den vollen Rundgang mit Zahlen macht bench/alle-seiten.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AUSSEN, barrieren } from './barrieren.mjs';
import * as rundgang from './rundgang.mjs';
import { adresse, starte } from './seite.mjs';

let rund, html, browser;
before(async () => {
  [rund, browser] = await Promise.all([rundgang.gehe(adresse), starte()]);
  // Läuft neben axe her; wird unten abgewartet.
  html = rundgang.gueltig(rund).catch((fehler) => [String(fehler)]);
});
after(() => browser.close());

const keine = (befunde) => assert.deepEqual(rundgang.kurz(befunde), []);

test('es sind so viele, wie der Katalog verspricht: jede Leistung in neun Sprachen', () => {
  const leistungen = rundgang.je([...rund.seiten.keys()].filter((pfad) => rundgang.deutsch(pfad).startsWith('/leistung/')), rundgang.deutsch);
  assert.ok(leistungen.size >= 160, `${leistungen.size} Leistungen`);
  for (const [pfad, alle] of leistungen) assert.equal(alle.length, 9, pfad);
  const stellen = [...rund.seiten.keys()].filter((pfad) => pfad.startsWith('/stelle/'));
  assert.ok(stellen.length >= 45, `${stellen.length} Stellen`);
});
test('jede Adresse, auf die etwas zeigt, antwortet', () => keine(rundgang.status(rund)));
test('jeder Verweis und jeder Anker führt an seinen Ort', () => keine(rundgang.verweise(rund)));
test('nichts kommt von fremden Servern', () => keine(rundgang.fremdes(rund)));
test('jede Leistung ist in jeder Sprache nach drei Klicks erreicht', () => keine(rundgang.erreichbar(rund)));
test('jede Seite hat eine Hauptüberschrift und führt weiter, in der eigenen Sprache', () => keine(rundgang.sackgassen(rund)));
test('jede Seite nennt ihre Sprache und Schriftrichtung', () => keine(rundgang.sprachen(rund)));
test('keine zwei Seiten einer Sprache heißen gleich', () => keine(rundgang.titel(rund)));
test('canonical, hreflang und Sitemap sind sich einig', () => keine(rundgang.adressen(rund)));
test('jede Leistung sagt Maschinen, was sie ist und wer zuständig ist (JSON-LD)', () => keine(rundgang.angaben(rund)));
test('kein leerer Platz und kein Rest von Markdown im Text', () => keine(rundgang.reste(rund)));

for (const [sprache, kleider] of [['de', AUSSEN], ['ar', [[320, 'light'], [1280, 'dark']]]])
  test(`axe findet auf keiner Art von Seite etwas (${sprache})`, { timeout: 240_000 }, async () => {
    const arten = rundgang.je([...rund.seiten.keys()].filter((pfad) => rundgang.spracheVon(pfad) === sprache), rundgang.artVon);
    assert.ok(arten.size >= (sprache === 'de' ? 20 : 14), [...arten.keys()].join(' '));
    const kontext = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    const page = await kontext.newPage();
    const befunde = [];
    for (const seiten of arten.values()) {
      const laengste = seiten.reduce((a, b) => (rund.seiten.get(a).html.length >= rund.seiten.get(b).html.length ? a : b));
      befunde.push(...(await barrieren(page, adresse, laengste, kleider)));
    }
    await kontext.close();
    keine(befunde);
  });

test('gültiges HTML auf allen Seiten (vnu)', { timeout: 240_000 }, async () => keine(await html));
