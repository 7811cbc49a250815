// Was alle Prüfungen im Browser brauchen: ein Chromium, eine beobachtete Seite, die Daten und Ergebnisse
// darauf und dieselben Ergebnisse von der Befehlszeile. Gewartet wird nur auf Zustände, nie auf die Uhr.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const lade = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = lade('playwright-core');
export const { AxeBuilder } = lade('@axe-core/playwright');

export const adresse = process.env.FR_URL ?? assert.fail('FR_URL fehlt: die Adresse des laufenden Servers');
const programm = process.env.FR_PROGRAMM ?? assert.fail('FR_PROGRAMM fehlt: das Programm familienrathaus');
const katalog = fileURLToPath(new URL('../../katalog', import.meta.url));

const SCHALTER = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
export const starte = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: SCHALTER });

/** Eine Seite, deren Anfragen, Fehler und Verstöße gegen die Inhaltsregeln (CSP) mitgeschrieben werden. */
export async function oeffne(browser, pfad, wahl = {}) {
  const kontext = await browser.newContext({
    viewport: { width: 1280, height: 900 }, locale: 'de-DE', reducedMotion: 'reduce', ...wahl,
  });
  const page = await kontext.newPage();
  page.setDefaultTimeout(15_000);
  const gesehen = { anfragen: [], fehler: [] };
  page.on('request', (anfrage) => gesehen.anfragen.push(anfrage.url()));
  page.on('pageerror', (fehler) => gesehen.fehler.push(String(fehler)));
  page.on('console', (zeile) => {
    const text = zeile.text();
    // Chromium meldet auch die gewollte Fehlerseite selbst.
    const seite = /status of 404/.test(text) && zeile.location().url === page.url();
    if ((zeile.type() === 'error' || zeile.type() === 'warning') && !seite) gesehen.fehler.push(text);
  });
  await kontext.addInitScript(() => {
    window.verstoesse = [];
    addEventListener('securitypolicyviolation', (e) => window.verstoesse.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  await page.goto(new URL(pfad, adresse).href);  // eine ganze Adresse bleibt, wie sie ist
  return { page, kontext, gesehen };
}

export async function oeffneFamilie(browser, wahl = {}, pfad = '/familie') {
  const offen = await oeffne(browser, pfad, wahl);
  await gefragt(offen.page);
  return offen;
}

/** Wartet, bis die Bedingung im Browser wahr ist, auch auf eine, die selbst wartet; bei waitForFunction gilt deren Versprechen schon als wahr. */
export async function bis(page, bedingung, wert) {
  for (const ende = Date.now() + 15_000; !(await page.evaluate(bedingung, wert)); ) {
    assert.ok(Date.now() < ende, `nach 15 Sekunden noch nicht: ${bedingung}`);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** Der Dienst, der die Seiten ohne Netz behält, ist da. */
export const dienst_bereit = (page) => bis(page, async () => (await navigator.serviceWorker.ready).active?.state === 'activated');

/** Die Ergebnisse stehen da, und auch die nützlichste Frage ist gefunden: Sie kommt nach dem Bild. */
export const gefragt = (page) => page.locator('[data-testid="ergebnisse"][aria-busy="false"]').waitFor();

/** Dieselbe Seite in einer anderen Sprache, über das Menü im Kopf; die Familie bleibt im Tab. */
export async function wechsle(page, sprache) {
  const pfad = new URL(page.url()).pathname;
  await page.locator('header .fr-sprachen summary').click();
  await page.locator(`header .fr-sprachen a[href="/${sprache}${pfad}"]`).click();
  await page.waitForURL(`**/${sprache}${pfad}`);
}

/** Keine Fehler, keine Verstöße, keine fremden Adressen. */
export async function pruefeSauber({ page, gesehen }) {
  assert.deepEqual(gesehen.fehler, [], 'Fehler in der Konsole');
  assert.deepEqual(await page.evaluate(() => window.verstoesse ?? []), [], 'Verstöße gegen die CSP');
  const fremd = gesehen.anfragen.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== new URL(adresse).origin);
  assert.deepEqual(fremd, [], 'Anfragen an fremde Server');
}

/** Was unter „Meine Daten“ steht: die Familiendatei, mit der gerechnet wird. */
export async function daten(page) {
  const knopf = page.getByRole('button', { name: 'Meine Daten' });
  if ((await knopf.getAttribute('aria-expanded')) === 'false') await knopf.click();
  const text = await page.getByTestId('daten-json').textContent();
  await knopf.click();
  return text;
}

export async function lade_datei(page, inhalt, name = 'familie.json') {
  const knopf = page.getByRole('button', { name: 'Meine Daten' });
  if ((await knopf.getAttribute('aria-expanded')) === 'false') await knopf.click();
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(inhalt) });
}

export async function summe(page) {
  const feld = page.getByTestId('summe');
  return { min: await feld.getAttribute('data-min'), max: await feld.getAttribute('data-max') };
}

const ordne = (urteile) => urteile.map((u) => u.join(' ')).sort();

/** Öffnet alle Falten der Ergebnisse (ihre Karten entstehen erst dann) und gibt zurück, womit man sie wieder schließt. */
export async function falte_auf(page) {
  const zu = await page.evaluateHandle(() => {
    const falten = [...document.querySelectorAll('details.falte:not([open]), details.nicht:not([open])')];
    for (const falte of falten) falte.open = true;
    return falten;
  });
  await page.waitForFunction(() => [...document.querySelectorAll('details.falte[open], details.nicht[open]')].every((falte) => falte.querySelector('article')));
  return () => zu.evaluate((falten) => { for (const falte of falten) falte.open = false; });
}

/** „Leistung Person Urteil“ aller Karten auf der Seite, auch der eingeklappten. */
export async function urteile(page) {
  const falte_zu = await falte_auf(page);
  const gelesen = await alleUrteile(page);
  await falte_zu();
  return gelesen;
}
async function alleUrteile(page) {
  return ordne(await page.locator('article[data-service]').evaluateAll((karten) =>
    karten.flatMap((k) => k.dataset.for.split(' ').map((wer) => [k.dataset.service, wer, k.dataset.verdict]))));
}

/** Die ganze Antwort der Befehlszeile zu einer Familie; ohne Monat gilt der der Datei. */
export function antwort(familie, befehl = 'match', monat = undefined) {
  const ordner = mkdtempSync(join(tmpdir(), 'familie-'));
  try {
    const datei = join(ordner, 'familie.json');
    writeFileSync(datei, JSON.stringify(familie));
    const wann = monat ? ['--month', monat] : [];
    return JSON.parse(execFileSync(programm, ['--katalog', katalog, befehl, datei, '--json', ...wann], { encoding: 'utf8', maxBuffer: 64_000_000 }));
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

/** Was die Befehlszeile zu derselben Familie sagt, in Kürze. */
export function befehlszeile(json) {
  const gesagt = antwort(JSON.parse(json));
  return { urteile: ordne(gesagt.results.map((r) => [r.service, r.for, r.verdict])), summe: { min: gesagt.total.min, max: gesagt.total.max } };
}
