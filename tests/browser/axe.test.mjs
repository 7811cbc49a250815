// Jede Art von Seite und jeder Zustand der Familienseite, hell und dunkel, auf zwei Breiten: keine Verstöße
// nach axe, kein Rollen zur Seite, keine Fehler in der Konsole, keine Verstöße gegen die CSP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inKleidern } from './barrieren.mjs';
import { oeffne, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());


const kind = (page) => page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
const karteOffen = async (page) => {
  await kind(page);
  await page.getByTestId('karte').waitFor();
};
const liste = async (page) => {
  await karteOffen(page);
  await page.getByRole('button', { name: 'Liste', exact: true }).click();
  await page.getByTestId('liste').waitFor();
};
/** Die ersten Leistungen mit allem, was sich darin aufklappen lässt, dazu die eigenen Daten. */
const allesOffen = async (page) => {
  await karteOffen(page);
  await page.getByRole('button', { name: 'Fertig' }).click();
  await page.getByRole('button', { name: 'Meine Daten' }).click();
  for (const nummer of [0, 1]) await page.locator('article .more').nth(nummer).click();
  // Manche Klappe steckt in einer anderen und entsteht erst mit ihr: von außen nach innen.
  for (let tiefe = 0; tiefe < 4; tiefe++)
    await page.evaluate(() => {
      for (const klappe of document.querySelectorAll('article details, [data-testid="daten"] details')) klappe.open = true;
      return new Promise((fertig) => requestAnimationFrame(() => setTimeout(fertig)));
    });
};
/** Ein Pflegekind in der Karte, dazu beide Klappen mit dem, was niemand fragt, und etwas Gesagtes darin. */
const besonderes = async (page) => {
  await karteOffen(page);
  await page.getByTestId('karte').locator('[data-fact="Kindschaft"] .chip').last().click();
  await page.getByTestId('karte').getByTestId('besonderes').locator('.fold').click();
  await page.getByTestId('anliegen').locator('.fold').click();
  await page.getByTestId('anliegen').locator('[data-fact="erlebt-Gewalt"]').click();
};
const spracheOffen = (page) => page.locator('header summary').click();

const ZUSTAENDE = {
  'Startseite': ['/'],
  'Familie, leer': ['/familie'],
  'Familie, Karte offen': ['/familie', karteOffen],
  'Familie, Liste': ['/familie', liste],
  'Familie, alles aufgeklappt': ['/familie', allesOffen],
  'Familie, Besonderes': ['/familie', besonderes],
  'Familie, Besonderes, arabisch': ['/ar/familie', besonderes],
  'Familie, englisch': ['/en/familie', karteOffen],
  'Familie, arabisch': ['/ar/familie', karteOffen],
  'Leistung': ['/leistung/kindergeld'],
  'Leistung, englisch': ['/en/leistung/kindergeld'],
  'Leistung, Leichte Sprache': ['/leicht/leistung/kindergeld'],
  'Stelle': ['/stelle/jugendamt'],
  'Quellen': ['/quellen'],
  'Barrierefreiheit': ['/barrierefreiheit'],
  'Barrierefreiheit, Leichte Sprache': ['/leicht/barrierefreiheit'],
  'Hinweise in Leichter Sprache': ['/leichte-sprache'],
  'Datenschutz': ['/datenschutz'],
  'Themen': ['/themen'],
  'Thema, Sprachen offen': ['/themen/schule', spracheOffen],
  'Leistung, arabisch und deutsch': ['/ar/leistung/kindergeld'],
  'Stelle, ukrainisch und deutsch': ['/uk/stelle/jugendamt'],
  'Thema, arabisch': ['/ar/themen/schule', spracheOffen],
  'offline': ['/offline'],
  'nicht gefunden': ['/gibt-es-nicht'],
};

for (const [name, [pfad, tue]] of Object.entries(ZUSTAENDE)) {
  test(`${name}: ohne Barrieren, hell und dunkel, 320 und 1280 Pixel`, async () => {
    const offen = await oeffne(browser, pfad);
    const { page, kontext } = offen;
    if (pfad === '/' || pfad === '/familie') await page.getByTestId('ergebnisse').waitFor();
    await tue?.(page);
    assert.deepEqual(await inKleidern(page, name), []);
    await pruefeSauber(offen);
    await kontext.close();
  });
}
