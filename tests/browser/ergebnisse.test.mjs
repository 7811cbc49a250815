// Die Ergebnisse: Gründe mit Namen und in der Sprache der Seite, „Und wenn …?“, die zwei Wege nebeneinander,
// was von mehr Lohn bleibt, und was nicht passt mit Grund und nächster Änderung.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { AxeBuilder, daten, gefragt, lade_datei, oeffneFamilie, pruefeSauber, starte, summe, wechsle } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const beispiel = readFileSync(new URL('../../beispiele/miete-entscheidet.json', import.meta.url), 'utf8');

async function mitBeispiel(wahl) {
  const offen = await oeffneFamilie(browser, wahl);
  await lade_datei(offen.page, beispiel);
  await offen.page.locator('article[data-service="kindergeld"][data-for="leyla deniz"]').waitFor();
  for (const rest of await offen.page.locator('details.falte > summary').all()) await rest.click();
  await gefragt(offen.page);
  return offen;
}
const karte = (page, leistung) => page.locator(`article[data-service="${leistung}"]`).first();
/** Klappt die Angaben auf, die den Ausschlag geben, und probiert Elifs Lohn. */
async function probiereLohn(eine) {
  const klappe = eine.locator('details', { has: eine.page().locator('summary', { hasText: 'Und wenn eine Angabe anders wäre?' }) }).last();
  if ((await klappe.getAttribute('open')) === null) await klappe.locator('summary').click();
  await eine.getByRole('button', { name: /^Und wenn …\? Elif: Bruttolohn/ }).click();
}
const oeffneKarte = async (page, leistung) => {
  await karte(page, leistung).locator('.more').click();
  return karte(page, leistung);
};

test('zwei erlaubte Wege stehen nebeneinander, der bessere mit dem Unterschied', async () => {
  const offen = await mitBeispiel();
  const wege = offen.page.getByTestId('wege');
  await wege.locator('.ways > ul > li, ul > li.better').first().waitFor(); // sie kommen nach der Frage, die über ihnen steht
  const texte = await wege.locator('h4').allInnerTexts();
  assert.deepEqual(texte, ['Wohngeld und Kinderzuschlag im Monat', 'Grundsicherung mit Sofortzuschlag']);
  // 1.316 € und 1.220,32 €: der Unterschied ist 95,68 €.
  assert.deepEqual((await wege.locator('.eur').allInnerTexts()).map((x) => x.replaceAll('\u00a0', ' ')), ['1.316 € im Monat', '1.220,32 € im Monat']);
  assert.match((await wege.locator('.better').innerText()).replaceAll('\u00a0', ' '), /Der bessere Weg\. Er bringt 95,68 € im Monat mehr\./);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('„Und wenn …?“ rechnet alles mit einer anderen Antwort, ohne sie zu übernehmen', async () => {
  const offen = await mitBeispiel();
  const { page } = offen;
  const [vorher, angaben] = [await summe(page), await daten(page)];
  const offeneKarte = await oeffneKarte(page, 'kinderzuschlag');
  await probiereLohn(offeneKarte);
  const probe = page.getByTestId('probe');
  await probe.waitFor();
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Und wenn …\? Elif/);
  assert.equal(await daten(page), angaben, 'eine Probe ist keine Angabe');
  await probe.getByRole('slider').fill('3000');
  await probe.getByTestId('probe-unterschied').locator('.money.less').waitFor();
  assert.notDeepEqual(await summe(page), vorher);
  await probe.getByRole('button', { name: 'Zurück zu Ihrer Angabe' }).click();
  await probe.waitFor({ state: 'detached' });
  assert.deepEqual(await summe(page), vorher);
  assert.equal(await daten(page), angaben);

  if (!(await karte(page, 'kinderzuschlag').locator('[data-why]').count())) await oeffneKarte(page, 'kinderzuschlag');
  await probiereLohn(karte(page, 'kinderzuschlag'));
  await probe.getByRole('slider').fill('3000');
  const probiert = await summe(page);
  await probe.getByRole('button', { name: 'Übernehmen' }).click();
  await probe.waitFor({ state: 'detached' });
  assert.equal(JSON.parse(await daten(page)).persons.elif.Bruttolohn, 3000);
  assert.deepEqual(await summe(page), probiert);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('was von mehr Lohn bleibt: Satz, Bild, Stufen und Tabelle', async () => {
  const offen = await mitBeispiel();
  const { page } = offen;
  const kurve = page.getByTestId('kurve');
  await kurve.getByText('Lohnt sich mehr Arbeit?').click();
  await kurve.getByRole('img').waitFor();
  assert.match(await kurve.getByTestId('kurve-rest').innerText(), /^Heute 1\.600\s€: (Von 100\s€ mehr bleiben|Mit 100\s€ mehr haben Sie am Ende)/);
  assert.match(await kurve.getByRole('img').getAttribute('aria-label'), /^Kurve: Bei 0\s€ bleiben/);
  await kurve.getByText('Dieselben Zahlen als Tabelle').click();
  assert.ok((await kurve.getByRole('row').count()) > 10);
  const zahl = (text) => Number(text.replace(/[^\d,-]/g, '').replace(',', '.'));
  for (const zeile of (await kurve.locator('tbody tr').all()).slice(0, 5)) {
    // Eine Spanne zählt mit ihrem oberen Ende; diese Familie zahlt keine Beiträge.
    const [netto, leistungen, rest] = (await zeile.locator('td').allInnerTexts()).map((text) => zahl(text.split('bis').at(-1)));
    assert.ok(Math.abs(netto + leistungen - rest) < 0.02, await zeile.innerText());
  }
  assert.ok((await kurve.locator('h4 + ul li').count()) > 0, 'die Stufen sind erklärt');
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('was nicht passt, nennt seinen Grund und die nächste Änderung', async () => {
  const offen = await mitBeispiel();
  const { page } = offen;
  await page.getByText(/Leistungen sind gerade nichts für Sie/).click();
  const nicht = page.locator('[data-group="no"]');
  await nicht.getByTestId('nah').first().waitFor();
  assert.match(await nicht.locator('article').first().innerText(), / – (stimmt|stimmt nicht|offen)/);
  const offeneKarte = await oeffneKarte(page, 'kindergeld');
  assert.equal(await offeneKarte.getByRole('link', { name: /Familienkasse/ }).count(), 1, 'die Stelle steht mit Namen da');
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('auf Englisch sind Gründe englische Sätze, deutsche Wörter sind als deutsch gekennzeichnet', async () => {
  const offen = await mitBeispiel();
  const { page } = offen;
  await wechsle(page, 'en');
  await page.locator('article[data-service="kindergeld"][data-for="leyla deniz"]').waitFor();
  const offeneKarte = await oeffneKarte(page, 'kindergeld');
  await offeneKarte.locator('details.one summary').first().click();
  const gruende = offeneKarte.locator('[data-why="leyla"] > ul').first();
  assert.match(await gruende.innerText(), /Leyla is under 18 years old/);
  await offeneKarte.locator('[data-why="leyla"]').getByText('Calculation and legal basis').click();
  assert.ok((await offeneKarte.locator('[data-why="leyla"] [lang="de"]').count()) > 0);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

for (const farbe of ['light', 'dark'])
  test(`alles aufgeklappt ohne Barrieren (${farbe}), auch auf 320 Pixeln`, async () => {
    const offen = await mitBeispiel({ colorScheme: farbe, viewport: { width: 320, height: 720 } });
    const { page } = offen;
    await page.getByTestId('kurve').getByText('Lohnt sich mehr Arbeit?').click();
    await page.getByTestId('kurve').getByRole('img').waitFor();
    await page.getByText('Dieselben Zahlen als Tabelle').click();
    const offeneKarte = await oeffneKarte(page, 'kinderzuschlag');
    await probiereLohn(offeneKarte);
    await page.getByTestId('probe').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nichts rollt zur Seite');
    await pruefeSauber(offen);
    await offen.kontext.close();
  });
