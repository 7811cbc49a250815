// 400 Prozent Vergrößerung: Ein Fenster von 1280 mal 1024 zeigt dann 320 mal 256 Pixel. Nichts rollt zur Seite, und
// alles, was man bedienen kann, kommt ins Bild, ohne dass etwas darüberliegt, auch mit offener Karte.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gefragt, lade_datei, oeffneFamilie, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const beispiel = readFileSync(new URL('../../beispiele/pflege-und-adoption.json', import.meta.url), 'utf8');
const karte = async (page) => {
  await page.locator('[data-testid="zeichnung"] [data-person="mia"]').click();
  await page.getByTestId('karte').waitFor();
  await page.getByTestId('karte').getByTestId('besonderes').getByRole('button').first().click();
};
const SEITEN = {
  'Startseite': ['/', '[data-testid="ergebnisse"]'],
  'Familie': ['/familie', '[data-testid="ergebnisse"]'],
  'Familie, Karte offen': ['/familie', '[data-testid="ergebnisse"]', karte],
  'Zeitstrahl': ['/zeitstrahl', '[data-testid="monat"], [data-testid="linie"]'],
  'Geburt': ['/geburt', '[data-testid="geburt"]'],
  'Planer': ['/planer', '[data-testid="raster"]'],
  'Leistung': ['/leistung/kindergeld', 'h1'],
};

/** Was sich mit der Tastatur erreichen lässt, einzeln ins Bild geholt: Liegt es dann frei? */
const verdeckt = (page) => page.evaluate(() => {
  const alle = [...document.querySelectorAll('a[href], button, input, select, summary')].filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
  const frei = (e) => {
    e.focus({ preventScroll: true });
    e.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    // Ein Verweis über mehrere Zeilen hat mehrere Kästen; einer davon muss zu treffen sein.
    return [...e.getClientRects()].some((k) => {
      if (k.width < 2 || k.height < 2) return e.tagName === 'INPUT' && e.labels?.length > 0;
      const x = Math.min(Math.max(k.left + k.width / 2, 1), innerWidth - 2);
      const y = Math.min(Math.max(k.top + k.height / 2, 1), innerHeight - 2);
      const getroffen = document.elementFromPoint(x, y);
      return getroffen !== null && (e.contains(getroffen) || getroffen.contains(e) && getroffen.tagName === 'LABEL');
    });
  };
  return { zahl: alle.length, verdeckt: alle.filter((e) => !frei(e)).map((e) => e.outerHTML.slice(0, 160)) };
});

for (const [name, [pfad, da, tue]] of Object.entries(SEITEN)) {
  test(`${name}: 320 mal 256 Pixel, kein Rollen zur Seite, alles erreichbar`, async () => {
    const offen = await oeffneFamilie(browser, { viewport: { width: 320, height: 256 } });
    const { page, kontext } = offen;
    await lade_datei(page, beispiel);
    await page.locator('[data-person="mia"]').waitFor();
    await gefragt(page);
    if (pfad !== '/familie') await page.goto(new URL(pfad, page.url()).href);
    await page.locator(da).first().waitFor();
    await tue?.(page);
    await page.evaluate(() => document.fonts.ready);
    const ueber = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(ueber <= 0, `${ueber} Pixel ragen zur Seite hinaus`);
    const gefunden = await verdeckt(page);
    assert.deepEqual(gefunden.verdeckt, []);
    assert.ok(gefunden.zahl > 10);
    await pruefeSauber(offen);
    await kontext.close();
  });
}

test('die Karte füllt nicht das Fenster, sondern steht im Fluss; ihr Titel ist gleich zu sehen', async () => {
  const offen = await oeffneFamilie(browser, { viewport: { width: 320, height: 256 } });
  const { page, kontext } = offen;
  await page.locator('[data-testid="zeichnung"] [data-person="ich"]').click();
  const titel = page.getByTestId('karte').locator('h2');
  await page.waitForFunction(() => {
    const k = document.querySelector('[data-testid="karte"] h2')?.getBoundingClientRect();
    return k && k.top >= 0 && k.bottom <= innerHeight;
  });
  assert.ok(await titel.evaluate((e) => e === document.activeElement));
  assert.equal(await page.getByTestId('karte').evaluate((e) => getComputedStyle(e.parentElement).position), 'static');
  await page.keyboard.press('Escape');
  const person = page.locator('[data-testid="zeichnung"] [data-person="ich"]');
  assert.ok(await person.evaluate((e) => e === document.activeElement && e.getBoundingClientRect().top < innerHeight));
  await kontext.close();
});
