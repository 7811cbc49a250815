// Suchen auf dem Gerät: Was jemand tippt, steht in keiner Anfrage. Mit Tastatur, ohne Netz, ohne Skript, in jeder
// Richtung; mit gezeichneter Familie sagt jeder Treffer, ob er passt. Und das Glossar.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adresse, AxeBuilder, bis, dienst_bereit, oeffne, oeffneFamilie, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const feld = (page) => page.getByTestId('suchfeld');
const treffer = (page) => page.getByTestId('treffer').locator('li');
const behalten = (page, pfad) => bis(page, async (p) => Boolean(await caches.match(p)), pfad);

test('Tippen findet, sagt wie viel, und fragt niemanden', async () => {
  const offen = await oeffne(browser, '/suche');
  const { page, kontext, gesehen } = offen;
  await feld(page).waitFor();
  await dienst_bereit(page);
  await page.waitForLoadState('networkidle');
  const vorher = gesehen.anfragen.length;
  await feld(page).pressSequentially('wongeld');
  await page.locator('[data-treffer="wohngeld"]').waitFor();
  assert.equal(await treffer(page).first().getAttribute('data-treffer'), 'wohngeld');
  await page.getByTestId('trefferzahl').filter({ hasText: /Leistung(en)? gefunden/ }).waitFor();
  await feld(page).fill('mein geheimnis');
  await page.getByTestId('trefferzahl').filter({ hasText: /./ }).waitFor();
  assert.deepEqual(gesehen.anfragen.slice(vorher), [], 'Beim Tippen ging eine Anfrage hinaus');
  assert.equal(await treffer(page).locator('[data-urteil]').count(), 0, 'Ohne Familie gibt es kein Urteil');
  await pruefeSauber(offen);
  await kontext.close();
});

test('Mit der Tastatur: Eingabe springt zum ersten Treffer, Escape leert, nichts gefunden hilft weiter', async () => {
  const offen = await oeffne(browser, '/suche');
  const { page, kontext } = offen;
  await feld(page).focus();
  await page.keyboard.type('hebamme');
  await page.locator('[data-treffer="hebammenhilfe"]').waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.closest('li')?.dataset.treffer), 'hebammenhilfe');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Escape');
  assert.equal(await feld(page).inputValue(), '');
  await page.keyboard.type('xyzzyqq');
  await page.getByTestId('nichts').getByRole('link', { name: 'Hilfe sofort' }).waitFor();
  await page.getByTestId('trefferzahl').filter({ hasText: 'nichts gefunden' }).waitFor();
  await feld(page).fill('');
  await page.getByTestId('versuche').getByRole('button', { name: 'Kita-Platz' }).click();
  assert.equal(await feld(page).inputValue(), 'Kita-Platz');
  await treffer(page).nth(2).waitFor();
  await feld(page).fill('kind');
  const mehr = page.getByRole('button', { name: /weitere Treffer zeigen/ });
  await mehr.click();
  await page.waitForFunction(() => document.activeElement?.closest('[data-testid="treffer"] li:nth-child(13)') !== null);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/leistung/*');
  await pruefeSauber(offen);
  await kontext.close();
});

test('Für die gezeichnete Familie steht bei jedem Treffer, ob er passt', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.getByTestId('karte').getByLabel('Alter in Jahren').fill('4');
  await page.getByRole('button', { name: 'Fertig' }).click();
  // In der Zeichnung: zur Karte in den Ergebnissen.
  await page.getByTestId('finden').locator('summary').click();
  await page.waitForFunction(() => document.activeElement?.dataset.testid === 'suchfeld');
  await page.keyboard.type('kindergeld');
  const karte = page.locator('[data-treffer="kindergeld"]');
  assert.equal(await karte.getAttribute('data-urteil'), 'open');
  await karte.getByRole('button', { name: 'Kindergeld in den Ergebnissen zeigen' }).click();
  await page.waitForFunction(() => document.activeElement?.closest('article')?.dataset.service === 'kindergeld');
  assert.equal(await page.locator('article[data-service="kindergeld"] .more').first().getAttribute('aria-expanded'), 'true');
  // Auf der eigenen Seite: dieselbe Familie aus diesem Tab.
  await page.goto(`${adresse}/suche`);
  await feld(page).fill('kindergeld');
  await page.locator('[data-treffer="kindergeld"][data-urteil="open"]').getByText('Vielleicht').waitFor();
  await feld(page).fill('nrw kann schwimmen');
  await page.locator('[data-treffer="nrw-kann-schwimmen-in-hamm"][data-urteil="no"]').getByText('Passt nicht').waitFor();
  await pruefeSauber(offen);
  await kontext.close();
});

test('Was jemand tippte, bevor das Skript da war, bleibt stehen', async () => {
  const kontext = await browser.newContext({ locale: 'de-DE', reducedMotion: 'reduce', serviceWorkers: 'block' });
  const page = await kontext.newPage();
  const anfragen = [];
  page.on('request', (anfrage) => anfragen.push(anfrage.url()));
  let los;
  const warte = new Promise((fertig) => (los = fertig));
  await page.route('**/assets/begriffe-*.json', async (weg) => (await warte, weg.continue()));
  await page.goto(`${adresse}/suche`);
  await page.locator('#q').focus();
  await page.keyboard.type('schulranzen');
  los();
  await page.locator('[data-treffer="schulbedarf"]').waitFor();
  assert.equal(await feld(page).inputValue(), 'schulranzen');
  assert.ok(await feld(page).evaluate((e) => e === document.activeElement));
  assert.ok(!anfragen.some((url) => /\.wasm$|regelwerk/.test(url)), 'Ohne Familie braucht die Suche kein Rechenmodul');
  await kontext.close();
});

test('Ohne Netz: die Suche und ihre Wörter in der gewählten Sprache', async () => {
  const { page, kontext } = await oeffne(browser, '/tr/suche');
  await feld(page).waitFor();
  await dienst_bereit(page);
  for (const pfad of ['/suche', '/tr/suche', '/tr/familie']) await behalten(page, pfad);
  await bis(page, async () => {
    const texte = document.getElementById('familie').dataset.texte.split(' ').find((t) => t.startsWith('tr=')).slice(3);
    return Boolean(await caches.match(texte));
  });
  await kontext.setOffline(true);
  await page.goto(`${adresse}/tr/suche`);
  await feld(page).fill('kira yardimi');
  await page.locator('[data-treffer="wohngeld"]').waitFor();
  assert.match(await page.locator('[data-treffer="wohngeld"]').innerText(), /kira/i);
  await page.goto(`${adresse}/suche?q=hartz4`);
  await page.locator('[data-treffer="grundsicherungsgeld"]').waitFor();
  assert.equal(await feld(page).inputValue(), 'hartz4');
  await kontext.close();
});

test('Ohne Skript antwortet der Server', async () => {
  const { page, kontext } = await oeffne(browser, '/suche', { javaScriptEnabled: false });
  await page.getByRole('searchbox', { name: 'Was suchen Sie?' }).fill('Geld für Schulsachen');
  await page.getByRole('button', { name: 'Suche' }).click();
  await page.waitForURL('**/suche?q=*');
  assert.match(await page.locator('main li.fr-karte').first().innerText(), /Schulsachen/);
  await page.getByRole('searchbox').fill('xyzzyqq');
  await page.getByRole('button', { name: 'Suche' }).click();
  await page.getByText('Dazu haben wir nichts gefunden').waitFor();
  await kontext.close();
});

test('Suche und Glossar sind ohne Barrieren: hell, dunkel, schmal, von rechts', async () => {
  for (const [pfad, frage] of [['/suche', 'kind krank'], ['/ar/suche', 'روضة'], ['/glossar', ''], ['/ar/glossar', '']])
    for (const width of [320, 1280]) {
      const offen = await oeffne(browser, pfad, { viewport: { width, height: 900 } });
      const { page, kontext } = offen;
      if (frage) {
        await feld(page).fill(frage);
        await treffer(page).nth(1).waitFor();
      }
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes[0].html]), [], `${pfad} ${width} ${colorScheme}`);
      }
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${pfad} rollt bei ${width} zur Seite`);
      if (frage) {
        await feld(page).fill('xyzzyqq');
        await page.getByTestId('nichts').waitFor();
        assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id), [], `${pfad} ${width}, nichts gefunden`);
      }
      await pruefeSauber(offen);
      await kontext.close();
    }
});

test('Ein Wort vom Amt im Text führt zu seiner Erklärung in der Sprache der Seite', async () => {
  const offen = await oeffne(browser, '/tr/leistung/wohngeld');
  const { page, kontext } = offen;
  const wort = page.locator('main a.fr-wort').first();
  const ziel = await wort.getAttribute('href');
  assert.match(ziel, /^\/tr\/glossar#[a-z-]+$/);
  await wort.click();
  await page.waitForURL(`**${ziel}`);
  const eintrag = page.locator(`[id="${ziel.split('#')[1]}"]`);
  assert.ok(await eintrag.locator('dfn[lang="de"]').isVisible());
  assert.ok((await eintrag.locator('dd').innerText()).length > 20);
  assert.equal(await page.locator('main a.fr-wort').count(), 0);
  await pruefeSauber(offen);
  await kontext.close();
});
