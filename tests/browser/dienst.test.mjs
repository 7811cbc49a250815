// Ohne Netz: Wer einmal da war, zeichnet und rechnet weiter; eine neue Fassung wird angekündigt und nur auf
// Wunsch geladen.
import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { after, before, test } from 'node:test';
import { adresse, AxeBuilder, dienst_bereit, oeffne, oeffneFamilie, pruefeSauber, starte, summe } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());


test('Ohne Netz zeichnet und rechnet die Seite; Unbekanntes hilft weiter', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  await dienst_bereit(page);
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
  await page.getByRole('heading', { level: 1, name: 'Sie sind gerade offline' }).waitFor();
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

/** Derselbe Server, hinter dem der Dienst eine neue Nummer bekommen kann: So sieht für den Browser ein neues Regelwerk aus. */
async function davor() {
  const stand = { neu: false };
  const server = createServer((frage, antwort) => {
    const dienst = frage.url === '/dienst.js';
    const kopf = dienst ? { host: new URL(adresse).host } : frage.headers;
    const weiter = request(adresse + frage.url, { method: frage.method, headers: kopf }, (echt) => {
      if (!dienst) return echt.pipe(antwort.writeHead(echt.statusCode, echt.headers));
      const teile = [];
      echt.on('data', (teil) => teile.push(teil)).on('end', () => {
        const text = Buffer.concat(teile).toString();
        antwort.writeHead(200, { 'Content-Type': echt.headers['content-type'], 'Content-Security-Policy': echt.headers['content-security-policy'] });
        antwort.end(stand.neu ? text.replace(/"version":"[0-9a-f]+"/, '"version":"neu"') : text);
      });
    });
    frage.pipe(weiter);
  });
  await new Promise((los) => server.listen(0, '127.0.0.1', los));
  return { stand, server, hier: `http://127.0.0.1:${server.address().port}` };
}

test('Eine neue Fassung wird angekündigt, und erst ein Klick lädt sie', async () => {
  const { stand, server, hier } = await davor();
  const kontext = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce' });
  const page = await kontext.newPage();
  await page.goto(`${hier}/familie`);
  await page.getByTestId('ergebnisse').waitFor();
  await dienst_bereit(page);
  await page.reload();
  await page.getByTestId('ergebnisse').waitFor();
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.getByRole('button', { name: 'Fertig' }).click();
  assert.equal((await page.evaluate(() => caches.keys())).length, 1);
  assert.equal(await page.getByTestId('neue-fassung').count(), 0);

  stand.neu = true;
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await page.getByTestId('neue-fassung').waitFor();
  assert.ok(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null), 'Die neue Fassung wartet nicht');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations, [], colorScheme);
  }
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Jetzt laden' }).click()]);
  await page.locator('[data-person="kind-1"]').waitFor();
  assert.equal(await page.getByTestId('neue-fassung').count(), 0);
  assert.ok((await page.evaluate(() => caches.keys())).includes('familienrathaus-neu'));
  await kontext.close();
  server.closeAllConnections();
  server.close();
});
