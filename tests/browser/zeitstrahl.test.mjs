// Die nächsten drei Jahre im Browser: Bild, Linie und Tabelle zeigen dieselben Ereignisse wie die Befehlszeile,
// der Zeiger geht mit Tasten, die Kalenderdatei entsteht ohne eine Anfrage und nennt niemanden ungefragt.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inKleidern, KLEIDER } from './barrieren.mjs';
import { oeffne, pruefeSauber, starte } from './seite.mjs';

const wurzel = fileURLToPath(new URL('../..', import.meta.url));
const SCHMAL = { width: 360, height: 780 };
const familie = (name) => {
  const { month: _, ...rest } = JSON.parse(readFileSync(join(wurzel, 'beispiele', `${name}.json`), 'utf8'));
  return rest;
};
const namen = (f) => Object.fromEntries(Object.keys(f.persons).map((id) => [id, id[0].toUpperCase() + id.slice(1)]));

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

/** Der Zeitstrahl einer Familie, die in diesem Reiter schon gezeichnet ist. */
async function zeitstrahl(f, wahl = {}) {
  const offen = await oeffne(browser, '/zeitstrahl', wahl);
  await offen.page.getByTestId('leer').waitFor();
  const text = JSON.stringify({ format: 'familienrathaus-familie', version: 1, family: f, names: namen(f) });
  await offen.page.evaluate((gemerkt) => sessionStorage.setItem('familienrathaus.familie', gemerkt), text);
  await offen.page.reload();
  await offen.page.getByTestId('kalender').waitFor();
  return offen;
}

const ereignisse = (ort) => ort.locator('[data-event]').evaluateAll((alle) => [...new Set(alle.map((e) => e.dataset.event))].sort());

/** „Monat Art Leistung“ der Befehlszeile; Fristen zu dem, was schon bezogen wird, zeigt die Seite nicht. */
function befehlszeile(f, month) {
  const ordner = mkdtempSync(join(tmpdir(), 'zeitstrahl-'));
  try {
    const datei = join(ordner, 'familie.json');
    writeFileSync(datei, JSON.stringify({ month, ...f }));
    const frage = (was) => JSON.parse(execFileSync(process.env.FR_PROGRAMM, ['--katalog', join(wurzel, 'katalog'), was, datei, '--json'], { encoding: 'utf8' }));
    const bezogen = new Set(frage('match').results.filter((r) => r.received).map((r) => `${r.service} ${r.for}`));
    const alle = frage('timeline').events.filter((e) => e.what !== 'deadline' || !bezogen.has(`${e.service} ${e.for}`));
    return [...new Set(alle.map((e) => `${e.month} ${e.what} ${e.service}`))].sort();
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

/** Alles, was in der Linie gefaltet ist. */
async function klappeAuf(page) {
  const monate = page.getByRole('button', { name: /weitere[n]? Monat/ });
  if (await monate.count()) await monate.click();
  const ereignis = page.getByRole('button', { name: /weitere[s]? Ereignis/ });
  while (await ereignis.count()) await ereignis.first().click();
}

test('Tabelle und Linie zeigen dieselben Ereignisse wie die Befehlszeile', async () => {
  const f = familie('schwangeres-paar');
  const offen = await zeitstrahl(f, { viewport: SCHMAL });
  const { page, kontext } = offen;
  const linie = page.getByTestId('linie');
  const month = await linie.locator('section.month').first().getAttribute('data-month');
  const erwartet = befehlszeile(f, month);
  assert.ok(erwartet.length > 20);
  await klappeAuf(page);
  assert.deepEqual(await ereignisse(linie), erwartet);
  await page.getByRole('button', { name: 'Tabelle' }).click();
  assert.deepEqual(await ereignisse(page.getByTestId('tabelle')), erwartet);
  await pruefeSauber(offen);
  await kontext.close();
});

test('der Zeiger im Bild geht mit Tasten von Monat zu Monat und sagt, wie viel geschieht', async () => {
  const { page, kontext } = await zeitstrahl(familie('grossfamilie'));
  const zeiger = page.getByTestId('monat-zeiger');
  const monat = page.getByTestId('monat').locator('section.month');
  const erster = await monat.getAttribute('data-month');
  await zeiger.focus();
  await page.keyboard.press('End');
  assert.notEqual(await monat.getAttribute('data-month'), erster);
  assert.match(await zeiger.getAttribute('aria-valuetext'), /\d{4}: \d+ Ereignis/);
  await page.keyboard.press('Home');
  assert.equal(await monat.getAttribute('data-month'), erster);
  await page.getByRole('button', { name: 'Nächster Monat, in dem etwas passiert' }).press('Enter');
  assert.ok((await monat.locator('[data-event]').count()) > 0);
  assert.match(await page.locator('[data-band=kindergeld] .sr').textContent(), /Für .*Mert.*: .*sicher, .*259/);
  await kontext.close();
});

test('der Filter zeigt nur eine Person', async () => {
  const { page, kontext } = await zeitstrahl(familie('schwangeres-paar'));
  const alle = await page.getByTestId('tabelle').locator('[data-event]').count();
  await page.getByRole('button', { name: 'Baby', exact: true }).click();
  await page.getByRole('button', { name: 'Tabelle' }).click();
  const zeilen = await page.getByTestId('tabelle').locator('[data-event]').allTextContents();
  assert.ok(zeilen.length > 0 && zeilen.length < alle);
  assert.ok(zeilen.every((z) => z.includes('Baby')));
  await kontext.close();
});

test('die Kalenderdatei entsteht hier, öffnet sich wieder und nennt Namen nur auf Wunsch', async () => {
  const f = familie('schwangeres-paar');
  const offen = await zeitstrahl(f);
  const { page, kontext, gesehen } = offen;
  const speichere = async () => {
    const [datei] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /für den Kalender speichern/ }).click()]);
    assert.equal(datei.suggestedFilename(), 'fristen.ics');
    return readFileSync(await datei.path(), 'utf8');
  };
  const fristen = await page.getByTestId('kalender').locator('li input').count();
  const anfragen = gesehen.anfragen.filter((url) => !url.startsWith('blob:')).length;
  const ohne = await speichere();
  const anzahl = (text) => text.split('BEGIN:VEVENT').length - 1;
  assert.equal(anzahl(ohne), fristen);
  assert.ok(fristen > 3);
  assert.ok(ohne.startsWith('BEGIN:VCALENDAR\r\n') && !/[^\r]\n/.test(ohne));
  const glatt = (text) => text.replaceAll('\r\n ', '');
  for (const name of Object.values(namen(f))) assert.ok(!new RegExp(`\\b${name}\\b`).test(glatt(ohne).replaceAll(/UID:.*/g, '').replaceAll('Baby-', '')), `${name} steht in der Datei`);
  await page.getByRole('checkbox', { name: 'Namen dazuschreiben' }).check();
  assert.match(glatt(await speichere()), /Lena/);
  await page.getByRole('button', { name: 'Keine', exact: true }).click();
  await page.getByText('Einzeln auswählen').click();
  await page.getByTestId('kalender').locator('li input').first().check();
  assert.equal(anzahl(await speichere()), 1);
  assert.equal(gesehen.anfragen.filter((url) => !url.startsWith('blob:')).length, anfragen, 'beim Speichern wurde etwas geladen');
  assert.match(await page.getByTestId('ansage').textContent(), /Kalenderdatei ist gespeichert/);
  await pruefeSauber(offen);
  await kontext.close();
});

test('ohne Familie: ein Weg zum Zeichnen; von den Ergebnissen führt ein Weg hierher', async () => {
  const { page, kontext } = await oeffne(browser, '/zeitstrahl');
  await page.getByRole('link', { name: 'Familie zeichnen' }).click();
  await page.getByTestId('ergebnisse').getByRole('link', { name: 'Die nächsten drei Jahre' }).click();
  await page.getByTestId('leer').waitFor();
  await kontext.close();
});

test('ohne Barrieren: leer, Bild, Linie, Tabelle, hell und dunkel, 320 bis 1280 Pixel', async () => {
  const pruefe = async (page, was, breiten = [320, 1280]) =>
    assert.deepEqual(await inKleidern(page, was, KLEIDER.filter(([breite]) => breiten.includes(breite))), []);
  const leer = await oeffne(browser, '/zeitstrahl');
  await leer.page.getByTestId('leer').waitFor();
  await pruefe(leer.page, 'leer', [320]);
  await leer.kontext.close();
  const offen = await zeitstrahl(familie('schwangeres-paar'));
  await offen.page.getByText('Einzeln auswählen').click();
  await pruefe(offen.page, 'Bild');
  await offen.page.getByRole('button', { name: 'Tabelle' }).click();
  await pruefe(offen.page, 'Tabelle');
  await pruefeSauber(offen);
  await offen.kontext.close();
});
