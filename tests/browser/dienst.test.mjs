// Ohne Netz: Wer einmal da war, zeichnet und rechnet weiter; eine neue Fassung wird angekündigt und nur auf
// Wunsch geladen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adresse, AxeBuilder, oeffne, oeffneFamilie, pruefeSauber, starte, summe } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const bereit = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).active.state).then(() =>
  page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated'));

test('Ohne Netz zeichnet und rechnet die Seite; Unbekanntes hilft weiter', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  await bereit(page);
  await page.goto(`${adresse}/leistung/kindergeld`);
  await kontext.setOffline(true);
  await page.goto(`${adresse}/familie`);
  await page.getByTestId('ergebnisse').waitFor();
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.getByTestId('karte').getByLabel('Alter in Jahren').fill('4');
  await page.getByTestId('karte').getByLabel('Alter in Jahren').blur();
  await page.getByTestId('summe').getByText('€').first().waitFor();
  assert.ok(Number((await summe(page)).max) > 0);
  await page.goto(`${adresse}/leistung/kindergeld`);
  await page.getByRole('heading', { level: 1, name: /Kindergeld/ }).waitFor();
  await page.goto(`${adresse}/leistung/wohngeld`);
  await page.getByRole('heading', { level: 1, name: 'Gerade ohne Netz' }).waitFor();
  await kontext.close();
});

test('Die Seite für unterwegs ist ohne Barrieren und lässt sich einrichten', async () => {
  const offen = await oeffne(browser, '/offline');
  const { page, kontext } = offen;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, [], colorScheme);
  }
  const plan = await page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
  assert.equal(plan.start_url, '/familie');
  assert.equal(plan.display, 'standalone');
  await pruefeSauber(offen);
  await kontext.close();
});

test('Eine neue Fassung wird angekündigt, und erst ein Klick lädt sie', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  await bereit(page);
  await page.reload();
  await page.getByTestId('ergebnisse').waitFor();
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.getByRole('button', { name: 'Fertig' }).click();
  const vorher = await page.evaluate(() => caches.keys());
  assert.equal(vorher.length, 1);
  assert.equal(await page.getByTestId('neue-fassung').count(), 0);
  // Dieselbe Seite unter neuer Nummer: So sieht für den Browser ein neues Regelwerk aus.
  await kontext.route('**/dienst.js', async (weg) => {
    const antwort = await weg.fetch();
    await weg.fulfill({ response: antwort, body: (await antwort.text()).replace(/"version":"[0-9a-f]+"/, '"version":"neu"') });
  });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.getByTestId('neue-fassung').waitFor();
  assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, [], colorScheme);
  }
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Jetzt laden' }).click()]);
  await page.locator('[data-person="kind-1"]').waitFor();
  assert.equal(await page.getByTestId('neue-fassung').count(), 0);
  assert.ok((await page.evaluate(() => caches.keys())).includes('familienrathaus-neu'));
  await kontext.close();
});
