// Das Kleid der Seiten: jede Sprache mit ihrer Schriftrichtung, das Menü der Sprachen, die Schrift vom eigenen Server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder, adresse, oeffne, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const SPRACHEN = { '/': 'de', '/leicht': 'de', '/en': 'en', '/tr': 'tr', '/uk': 'uk', '/ar': 'ar', '/pl': 'pl', '/ro': 'ro', '/ru': 'ru' };
const ragtHinaus = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [pfad, sprache] of Object.entries(SPRACHEN))
  test(`Startseite ${pfad}: eigene Sprache und Richtung, 320 Pixel ohne Rollen zur Seite, dunkel ohne Barrieren`, async () => {
    const offen = await oeffne(browser, pfad, { viewport: { width: 320, height: 780 }, colorScheme: 'dark' });
    const { page, kontext } = offen;
    await page.getByTestId('ergebnisse').waitFor();
    const html = page.locator('html');
    assert.ok((await html.getAttribute('lang')).startsWith(sprache));
    assert.equal(await html.getAttribute('dir'), sprache === 'ar' ? 'rtl' : 'ltr');
    assert.ok((await ragtHinaus(page)) <= 0);
    await page.locator('header summary').click();
    assert.ok((await ragtHinaus(page)) <= 0, 'das Menü der Sprachen ragt hinaus');
    assert.equal(await page.locator('header details a').count(), 9);
    const { violations } = await new AxeBuilder({ page }).exclude('#familie').analyze();
    assert.deepEqual(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} – ${n.failureSummary}`)), []);
    await pruefeSauber(offen);
    await kontext.close();
  });

test('mit der Tastatur in eine andere Sprache: dieselbe Seite, das Menü merkt sich, wo man ist', async () => {
  const offen = await oeffne(browser, '/themen/schule');
  const { page, kontext } = offen;
  await page.locator('header summary').focus();
  await page.keyboard.press('Enter');
  const arabisch = page.locator('header details a[lang=ar]');
  await arabisch.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/ar/themen/schule');
  await page.locator('html[dir=rtl]').waitFor();
  assert.equal(await page.locator('header details a[aria-current]').getAttribute('lang'), 'ar');
  await page.locator('header nav').getByRole('link', { name: 'المواضيع' }).click();
  await page.waitForURL('**/ar/themen');
  assert.equal(await page.locator('header .fr-nav a[aria-current=page]').count(), 1);
  await pruefeSauber(offen);
  await kontext.close();
});

test('die Zeichnung spricht die Sprache der Seite und schreibt in ihrer Richtung', async () => {
  const offen = await oeffne(browser, '/ar/familie');
  const { page, kontext } = offen;
  await page.getByTestId('zeichnung').waitFor();
  const insel = page.locator('#familie > [lang]').first();
  const [aussen, innen] = [await page.locator('html').getAttribute('lang'), await insel.getAttribute('lang')];
  assert.equal(aussen.slice(0, 2), 'ar');
  assert.equal(innen.slice(0, 2), 'ar');
  assert.equal(await insel.getAttribute('dir'), 'rtl');
  await kontext.close();
});

test('die Schrift kommt vom eigenen Server und darf für immer im Zwischenspeicher bleiben', async () => {
  const { page, kontext, gesehen } = await oeffne(browser, '/themen');
  await page.evaluate(() => document.fonts.ready);
  const schriften = gesehen.anfragen.filter((url) => url.endsWith('.woff2'));
  assert.ok(schriften.length > 0);
  for (const url of schriften) {
    assert.ok(url.startsWith(adresse));
    const antwort = await fetch(url);
    assert.equal(antwort.headers.get('content-type'), 'font/woff2');
    assert.match(antwort.headers.get('cache-control'), /immutable/);
  }
  await kontext.close();
});

test('Fehlerseiten helfen weiter: Themen, Haus, Notruf, andere Sprachen', async () => {
  const { page, kontext } = await oeffne(browser, '/gibt-es-nicht');
  await page.getByRole('link', { name: '112' }).waitFor();
  for (const ziel of ['/themen/schule', '/stelle/familienrathaus', '/uk'])
    assert.ok(await page.locator(`main a[href="${ziel}"]`).first().isVisible(), ziel);
  await kontext.close();
});

test('auf Papier steht der Text, nicht das Menü', async () => {
  const { page, kontext } = await oeffne(browser, '/leistung/kindergeld');
  await page.emulateMedia({ media: 'print' });
  assert.ok(!(await page.locator('header nav').first().isVisible()));
  assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  await kontext.close();
});
