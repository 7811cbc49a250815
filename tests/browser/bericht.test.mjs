// Der Bericht von `reform`, von der Platte geöffnet: jedes Bild ist da und zeigt die Zahlen, nichts wird geladen, nichts
// verstößt gegen die eigenen Inhaltsregeln; hell, dunkel, schmal, auf Papier und ohne Skript.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inKleidern } from './barrieren.mjs';
import { oeffne, starte } from './seite.mjs';

const wurzel = fileURLToPath(new URL('../../', import.meta.url));
const programm = process.env.FR_PROGRAMM ?? assert.fail('FR_PROGRAMM fehlt: das Programm familienrathaus');
const ordner = mkdtempSync(join(tmpdir(), 'bericht-'));
const monat = ['--month', '2026-11'];
const bevoelkerung = join(wurzel, 'bevoelkerung/hamm.json'), familien = join(ordner, 'hamm.spalten');
const rufe = (...args) => execFileSync(programm, ['--katalog', join(wurzel, 'katalog'), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

/** Schreibt einen Bericht und gibt seine Adresse zurück. */
function bericht(name, ersetze, ...args) {
  const datei = join(ordner, `${name}.html`);
  rufe('reform', '--in', familien, ...monat, '--bevoelkerung', bevoelkerung, '--mit-kindern', '--ersetze', ersetze, '--html', datei, ...args);
  return pathToFileURL(datei).href;
}
/** Heute sind es 259 € je Kind: 10 € mehr sind sicher, noch einmal 10 € sind möglich. */
function kindergeld() {
  const regel = join(ordner, 'kindergeld.regel');
  writeFileSync(regel, 'Wert Kindergeld-Satz: Geld pro Monat\n  ab 2021-01-01: 269 € bis 279 € unbelegt "Annahme für die Prüfung"\n');
  return bericht('kindergeld', regel, '--services', 'kindergeld');
}

let browser, beitrag;
before(async () => {
  rufe('population', bevoelkerung, ...monat, '--haushalte', '20000', '--out', familien);
  beitrag = bericht('beitrag', join(wurzel, 'bevoelkerung/elternbeitrag-frei-bis-37000.regel'), '--titel', 'Frei bis 37.000 € & <b>mehr</b>');
  browser = await starte();
});
after(async () => {
  await browser.close();
  rmSync(ordner, { recursive: true });
});

/** Nichts in der Konsole, kein Verstoß, keine Anfrage außer der nach der Datei selbst. */
async function sauber({ page, gesehen }, url) {
  assert.deepEqual(gesehen.fehler, []);
  assert.deepEqual(await page.evaluate(() => window.verstoesse), []);
  assert.deepEqual(gesehen.anfragen, [url]);
}
/** Was von jedem Bild zu sehen ist. */
const bilder = (page) => page.locator('figure').evaluateAll((plaetze) => plaetze.map((platz) => {
  const svg = platz.querySelector('svg[role=img]');
  const balken = [...svg.querySelectorAll('.balken rect')];
  const muster = (rect) => /#([\w-]+)/.exec(rect.getAttribute('fill'))?.[1];
  return {
    name: platz.dataset.bild, sichtbar: platz.checkVisibility(), aussage: svg.getAttribute('aria-label'), verlangt: platz.dataset.aussage,
    breite: svg.getBoundingClientRect().width, platz: platz.clientWidth, hoehe: svg.getBoundingClientRect().height,
    worte: [...svg.querySelectorAll('text')].filter((t) => t.textContent).length, titel: platz.querySelector('figcaption').textContent,
    balken: balken.map((rect) => ({
      breite: rect.getBBox().width, sicher: !muster(rect), farbe: getComputedStyle(rect).stroke, muster: !muster(rect) || !!document.getElementById(muster(rect)),
    })),
    legende: platz.querySelectorAll('.legende li').length, klassen: new Set(balken.map((rect) => rect.getAttribute('fill'))).size,
  };
}));

test('jedes Bild ist gezeichnet, sagt seinen Satz und folgt der Breite; nichts wird geladen', async () => {
  const offen = await oeffne(browser, beitrag);
  const { page, kontext } = offen;
  assert.equal(await page.locator('h1').textContent(), 'Frei bis 37.000 € & <b>mehr</b>');
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForFunction(() => [...document.querySelectorAll('figure')].every((platz) =>
      Number(platz.querySelector('svg[role=img]').getAttribute('width')) === platz.clientWidth));
    const gesehen = await bilder(page);
    assert.deepEqual(gesehen.map((bild) => bild.name), ['leistung', 'art-anteil', 'art-summe', 'zehntel-anteil', 'zehntel-mittel', 'hoehe', 'nicht-abgeholt']);
    for (const bild of gesehen) {
      assert.ok(bild.sichtbar && bild.breite === bild.platz && bild.hoehe > 60, bild.name);
      assert.ok(bild.aussage.length > 60 && bild.aussage === bild.verlangt && bild.titel, bild.name);
      assert.ok(bild.balken.length > 0 && bild.balken.some((balken) => balken.breite > bild.breite / 2), bild.name);
      assert.ok(bild.balken.every((balken) => balken.muster && balken.farbe !== 'none'), bild.name);
      assert.ok(bild.worte >= bild.balken.length && bild.legende === bild.klassen, bild.name);
    }
  }
  await sauber(offen, beitrag);
  await kontext.close();
});

test('die Balken sind so lang, wie es die Kinder in der Tabelle verlangen: je Kind 10 € sicher und 10 € vielleicht', async () => {
  const url = kindergeld();
  const offen = await oeffne(browser, url);
  const { page, kontext } = offen;
  const gesehen = Object.fromEntries((await bilder(page)).filter((bild) => bild.sichtbar).map((bild) => [bild.name, bild.balken]));
  // Jede Familie gewinnt sicher: in jeder Gruppe ein voller Balken, alle gleich lang.
  const tabelle = page.locator('table', { hasText: 'Nach Art des Haushalts' });
  const zeilen = await tabelle.locator('tbody th').allTextContents();
  assert.equal(gesehen['art-anteil'].length, zeilen.length);
  for (const balken of gesehen['art-anteil']) assert.ok(balken.sicher && Math.abs(balken.breite - gesehen['art-anteil'][0].breite) < 0.1);
  // Zusammen: erst das Sichere, daran gleich lang das Mögliche.
  assert.equal(gesehen['art-summe'].length, 2 * zeilen.length);
  for (const [i, balken] of gesehen['art-summe'].entries()) {
    assert.equal(balken.sicher, i % 2 === 0);
    assert.ok(Math.abs(balken.breite - gesehen['art-summe'][i - (i % 2)].breite) < 0.1);
  }
  // Im Durchschnitt hat, wer drei Kinder hat, dreimal so viel: Familien der Art mal Kinder.
  const haushalte = (await tabelle.locator('tbody td:nth-child(2)').allTextContents()).map((text) => Number(text.replaceAll('.', '')));
  const jeHaushalt = (art) => gesehen['art-summe'][2 * zeilen.indexOf(art)].breite / haushalte[zeilen.indexOf(art)];
  assert.ok(Math.abs(jeHaushalt('Paar mit 3 Kindern') / jeHaushalt('Paar mit 1 Kind') - 3) < 0.05);
  await sauber(offen, url);
  await kontext.close();
});

test('der Bericht ist zugänglich, hell und dunkel, auf dem Telefon und am Schreibtisch', async () => {
  const { page, kontext, gesehen } = await oeffne(browser, beitrag);
  await page.locator('figure svg[role=img]').first().waitFor();
  assert.deepEqual(await inKleidern(page, 'Bericht'), []);
  assert.deepEqual(gesehen.fehler, []);
  await kontext.close();
});

test('hell, dunkel und auf Papier haben die Balken eigene Farben; Papier ist immer hell', async () => {
  const { page, kontext } = await oeffne(browser, beitrag, { colorScheme: 'dark' });
  const farben = () => page.evaluate(() =>
    [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('[data-bild=art-anteil] .balken rect')).stroke].join());
  const dunkel = await farben();
  await page.emulateMedia({ media: 'print' });
  const papier = await farben();
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  assert.equal(papier, await farben());
  assert.notEqual(papier, dunkel);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 680, height: 900 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 680);
  await kontext.close();
});

test('nichts bewegt sich', async () => {
  const { page, kontext } = await oeffne(browser, beitrag, { reducedMotion: 'no-preference' });
  await page.locator('figure svg[role=img]').first().waitFor();
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  assert.equal(await page.locator('animate, animateTransform').count(), 0);
  await kontext.close();
});

test('ohne Skript stehen alle Sätze und Tabellen da, und kein leerer Platz', async () => {
  const { page, kontext, gesehen } = await oeffne(browser, beitrag, { javaScriptEnabled: false });
  assert.equal(await page.locator('figure:visible').count(), 0);
  assert.equal(await page.locator('.aussage:visible').count(), 7);
  assert.equal(await page.locator('table:visible').count(), 5);
  assert.deepEqual(gesehen.anfragen, [beitrag]);
  await kontext.close();
});
