// Ohne JavaScript: Jede Seite, auf die das Angebot selbst verweist, ist da und lesbar; /familie sagt, wie
// es ohne Zeichnung geht.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adresse, oeffne, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const ANDERE = /^\/(leicht|en|tr|uk|ar|pl|ro|ru)(\/|$)/;

test('alle Inhaltsseiten sind ohne JavaScript lesbar', async () => {
  const offen = await oeffne(browser, '/', { javaScriptEnabled: false });
  const { page, kontext } = offen;
  const bekannt = new Set(['/']);
  const wartend = ['/'];
  for (let pfad = wartend.shift(); pfad !== undefined; pfad = wartend.shift()) {
    const antwort = await page.goto(adresse + pfad);
    assert.equal(antwort.status(), 200, pfad);
    assert.equal(await page.locator('h1').count(), 1, `${pfad}: genau eine Hauptüberschrift`);
    assert.ok(await page.locator('h1').isVisible(), pfad);
    const text = (await page.locator('main').innerText()).trim();
    assert.ok(text.length > 150, `${pfad} ist fast leer: ${text}`);
    const ziele = await page.locator('a[href]').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
    for (const ziel of ziele) {
      const weg = ziel.startsWith('/') ? ziel.replace(/[#?].*$/, '') : '';
      if (!weg || bekannt.has(weg)) continue;
      bekannt.add(weg);
      if (!ANDERE.test(weg)) wartend.push(weg);
    }
  }
  // Die übrigen Sprachen haben dieselben Seiten: Es genügt, dass jede da ist.
  for (const pfad of [...bekannt].filter((weg) => ANDERE.test(weg))) {
    const antwort = await fetch(adresse + pfad);
    assert.equal(antwort.status, 200, pfad);
    assert.match(await antwort.text(), /<h1>/, pfad);
  }
  for (const pfad of ['/familie', '/ar', '/themen/schule', '/ru/leistung/kindergeld', '/leistung/kindergeld', '/en/leistung/kindergeld', '/leicht/leistung/kindergeld', '/stelle/jugendamt', '/quellen'])
    assert.ok(bekannt.has(pfad), `${pfad} ist von der Startseite aus nicht zu erreichen`);
  await kontext.close();
});

test('/familie hilft weiter, wenn JavaScript fehlt', async () => {
  const offen = await oeffne(browser, '/familie', { javaScriptEnabled: false });
  const { page, kontext } = offen;
  const hilfe = page.locator('main noscript p');
  assert.ok(await hilfe.isVisible());
  assert.match(await hilfe.innerText(), /^Zum Zeichnen braucht diese Seite JavaScript\. Ohne geht es auch/);
  await page.locator('main noscript a').click();
  await page.getByRole('heading', { name: 'Alle Leistungen nach Lebenslage' }).waitFor();
  await page.locator('main').getByRole('link', { name: /Schwangerschaft/ }).first().click();
  assert.ok(await page.locator('main').getByRole('link', { name: 'Kindergeld', exact: true }).first().isVisible());
  await kontext.close();
});

test('mit JavaScript ist von der Hilfe nichts zu sehen', async () => {
  const offen = await oeffne(browser, '/familie');
  await offen.page.getByTestId('zeichnung').waitFor();
  assert.equal(await offen.page.locator('noscript').count(), 0);
  await pruefeSauber(offen);
  await offen.kontext.close();
});
