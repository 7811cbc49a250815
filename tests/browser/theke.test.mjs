// Die Theke: eine Familie nach der anderen auf einem Bildschirm, und nichts bleibt.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inKleidern } from './barrieren.mjs';
import { oeffneFamilie, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const kind = async (page) => {
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.getByRole('button', { name: 'Fertig' }).click();
};
const leer = (page) => page.waitForFunction(() => document.querySelectorAll('[data-person]').length === 1);
const speicher = (page) => page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);
const schiene = (page) => page.getByTestId('schiene');

test('Nichts wird gespeichert; eine neue Familie fragt erst', async () => {
  const offen = await oeffneFamilie(browser, {}, '/theke');
  const { page, kontext } = offen;
  await kind(page);
  assert.deepEqual(await speicher(page), []);
  await schiene(page).getByRole('button', { name: 'Neue Familie' }).click();
  await page.getByTestId('neu').waitFor();
  await page.getByRole('button', { name: 'Abbrechen' }).click();
  await page.locator('[data-person="kind-1"]').waitFor();
  await schiene(page).getByRole('button', { name: 'Neue Familie' }).click();
  await page.getByRole('button', { name: 'Ja, neu anfangen' }).click();
  await leer(page);
  assert.ok(await page.getByRole('button', { name: 'Rückgängig' }).isDisabled());
  assert.deepEqual(await speicher(page), []);
  await pruefeSauber(offen);
  await kontext.close();
});

test('Eine mitgebrachte Familie kommt aus dem Link ins Bild', async () => {
  const daheim = await oeffneFamilie(browser);
  await kind(daheim.page);
  await daheim.page.getByRole('button', { name: 'Meine Daten' }).click();
  await daheim.page.getByRole('button', { name: 'Mitnehmen: Link oder QR-Code' }).click();
  const link = await daheim.page.getByTestId('link').inputValue();
  await daheim.kontext.close();
  const { page, kontext } = await oeffneFamilie(browser, {}, '/theke');
  await schiene(page).getByRole('button', { name: 'Mitgebrachtes öffnen' }).click();
  await page.getByLabel('Link aus dem Telefon der Familie').fill(link);
  await page.getByRole('button', { name: 'Link öffnen' }).click();
  await page.locator('[data-person="kind-1"]').waitFor();
  await kontext.close();
});

test('Die Suche findet eine Leistung und zeigt ihre Karte', async () => {
  const { page, kontext } = await oeffneFamilie(browser, {}, '/theke');
  await page.getByTestId('schiene').getByRole('searchbox', { name: 'Leistung suchen' }).fill('kindergeld');
  const zeigen = page.getByTestId('treffer').getByRole('button', { name: /^Kindergeld in den Ergebnissen zeigen/ });
  await kind(page);
  await zeigen.click();
  const knopf = page.locator('article[data-service="kindergeld"] .more').first();
  await page.waitForFunction(() => document.activeElement?.closest('article')?.dataset.service === 'kindergeld');
  assert.equal(await knopf.getAttribute('aria-expanded'), 'true');
  await kontext.close();
});

test('Das Ende gibt etwas mit und löscht dann alles', async () => {
  const { page, kontext } = await oeffneFamilie(browser, {}, '/theke');
  await page.evaluate(() => (window.print = () => (window.gedruckt = true)));
  await kind(page);
  await schiene(page).getByRole('button', { name: 'Gespräch beenden' }).click();
  await page.getByTestId('ende').getByTestId('qr').waitFor();
  await page.getByTestId('ende').getByRole('button', { name: 'Drucken' }).click();
  assert.ok(await page.evaluate(() => window.gedruckt));
  await page.getByTestId('ende').getByRole('button', { name: 'Alles löschen' }).click();
  await leer(page);
  assert.deepEqual(await speicher(page), []);
  await kontext.close();
});

test('Nach zehn stillen Minuten fragt die Theke, nach einer weiteren löscht sie', async () => {
  const { page, kontext } = await oeffneFamilie(browser, {}, '/theke');
  await page.clock.install();
  await page.reload();
  await page.getByTestId('ergebnisse').waitFor();
  await kind(page);
  await page.clock.runFor('10:00');
  await page.getByTestId('still').waitFor();
  await page.getByRole('button', { name: 'Ja, weiter' }).click();
  await page.locator('[data-person="kind-1"]').waitFor();
  await page.clock.runFor('11:01');
  await leer(page);
  await kontext.close();
});

test('Ohne Barrieren, hell und dunkel, schmal und breit', async () => {
  const offen = await oeffneFamilie(browser, {}, '/theke');
  const { page, kontext } = offen;
  await kind(page);
  await page.getByTestId('schiene').getByRole('searchbox', { name: 'Leistung suchen' }).fill('kind');
  for (const knopf of ['Gespräch beenden', 'Mitgebrachtes öffnen', 'Neue Familie']) {
    await schiene(page).getByRole('button', { name: knopf }).click();
    assert.deepEqual(await inKleidern(page, knopf, [[320, 'light'], [1280, 'dark']]), []);
  }
  await pruefeSauber(offen);
  await kontext.close();
});
