// Ein Pflegekind, ein adoptiertes Kind und eine verwitwete Mutter: mit Maus, Tastatur und in der Liste gezeichnet
// entsteht dieselbe Familie; das Bild und der Vorlesetext zeigen, wie sie zusammengehört. Was niemand fragt, liegt
// in zwei Klappen bereit und lässt sich ohne Maus sagen und zurücknehmen.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Liste, Maus, Tastatur } from './haende.mjs';
import { befehlszeile, daten, gefragt, lade_datei, oeffneFamilie, pruefeSauber, starte } from './seite.mjs';
import { stelleVor, waehle, zeichneMit } from './zeichner.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const BESONDERES = 'Gibt es etwas Besonderes?';

async function nimmAuf(hand, wer, wie, seit) {
  await waehle(hand, wer, 'Kindschaft', wie);
  const feld = hand.formular().locator(`[data-fact="aufgenommen-am"][data-entity="${wer}"]`);
  await hand.druecke(feld.getByRole('button', { name: 'Tag', exact: true }));
  await hand.schreibe(feld.locator('input[type=date]'), seit);
}
async function zeichneAufnahme(hand) {
  await hand.oeffne('ich');
  await stelleVor(hand, 'Rosa', '44');
  await hand.druecke(hand.formular().getByRole('button', { name: BESONDERES }));
  await hand.druecke(hand.formular().locator('button[data-fact="verwitwet"][data-entity="ich"]'));
  await hand.schliesse();
  await hand.hinzu('child', 'kind-1');
  await stelleVor(hand, 'Mia', '2022-10-10');
  await nimmAuf(hand, 'kind-1', 'Pflegekind', '2025-05-05');
  await hand.schliesse();
  await hand.hinzu('child', 'kind-2');
  await stelleVor(hand, 'Tom', '2015-06-06');
  await nimmAuf(hand, 'kind-2', 'adoptiert', '2020-07-07');
  await hand.schliesse();
}
/** Mia gilt als Pflegekind, Tom als adoptiert; ihr Alter steht in der Datei. */
const KINDER = {
  'kind-1': { 'lives-in': 'haus', parents: ['ich'], Geburtstag: '2022-10-10', Kindschaft: 'Pflegekind', 'aufgenommen-am': '2025-05-05' },
  'kind-2': { 'lives-in': 'haus', parents: ['ich'], Geburtstag: '2015-06-06', Kindschaft: 'angenommen', 'aufgenommen-am': '2020-07-07' },
};
const FAMILIE = JSON.stringify({
  format: 'familienrathaus-familie', version: 1, names: { ich: 'Rosa', 'kind-1': 'Mia', 'kind-2': 'Tom' },
  family: { month: '2026-11', households: { haus: { Gemeinde: 'diese-Stadt' } }, persons: { ich: { 'lives-in': 'haus', Geburtstag: '1982-03-03', verwitwet: true }, ...KINDER } },
});
async function mitFamilie(pfad = '/familie', wahl = {}) {
  const offen = await oeffneFamilie(browser, wahl);
  await lade_datei(offen.page, FAMILIE);
  await offen.page.locator('[data-person="kind-2"]').waitFor();
  await gefragt(offen.page);
  if (pfad !== '/familie') await offen.page.goto(new URL(pfad, offen.page.url()).href);
  return offen;
}

const gezeichnet = {};
for (const [name, Hand] of Object.entries({ Maus, Tastatur, Liste })) {
  test(`aufgenommen mit ${name}: wie die Befehlszeile, und nichts verlässt die Seite`, async () => {
    const { json, ...seite } = (gezeichnet[name] = await zeichneMit(browser, Hand, zeichneAufnahme));
    const { persons } = JSON.parse(json);
    assert.equal(persons.ich.verwitwet, true);
    assert.deepEqual({ 'kind-1': persons['kind-1'], 'kind-2': persons['kind-2'] }, KINDER);
    assert.deepEqual(seite, befehlszeile(json));
  });
}
test('alle drei Arten ergeben Zeichen für Zeichen dieselbe Familie', () => {
  assert.deepEqual(Object.keys(gezeichnet), ['Maus', 'Tastatur', 'Liste']);
  for (const { json } of Object.values(gezeichnet)) assert.equal(json, gezeichnet.Maus.json);
});

test('das Bild zeigt und der Vorlesetext sagt, wer aufgenommen und wer verwitwet ist', async () => {
  const offen = await mitFamilie();
  const { page, kontext } = offen;
  const person = (id) => page.locator(`[data-testid="zeichnung"] [data-person="${id}"]`);
  assert.equal(await person('kind-1').getAttribute('aria-label'), 'Mia, 4 Jahre, Pflegekind von Rosa');
  assert.equal(await person('kind-2').getAttribute('aria-label'), 'Tom, 11 Jahre, adoptiertes Kind von Rosa');
  assert.match(await person('ich').getAttribute('aria-label'), /^Rosa, 44 Jahre, verwitwet$/);
  assert.equal(await page.locator('[data-sign="widowed"]').count(), 1);

  const striche = () => page.locator('.line.parent').evaluateAll((linien) => linien.map((l) => getComputedStyle(l).strokeDasharray));
  const beide = await striche();
  assert.equal(new Set(beide).size, 2, 'Pflege und Adoption sind auch ohne Farbe zu unterscheiden');
  assert.ok(!beide.includes('none'), 'eine Linie zu einem aufgenommenen Kind ist nicht durchgezogen');
  await person('kind-1').click();
  await page.getByTestId('karte').locator('[data-fact="Kindschaft"]').getByRole('button', { name: 'leibliches Kind' }).click();
  assert.ok((await striche()).includes('none'), 'zum leiblichen Kind führt eine durchgezogene Linie');
  assert.equal(await person('kind-1').getAttribute('aria-label'), 'Mia, 4 Jahre, Kind von Rosa');
  assert.equal(await page.getByTestId('karte').locator('.fact[data-fact="aufgenommen-am"]').count(), 0);
  assert.equal(await page.getByTestId('ruhend').locator('[data-fact="aufgenommen-am"]').count(), 1, 'der Tag bleibt gemerkt');

  await page.getByRole('button', { name: 'Liste', exact: true }).click();
  assert.match(await page.getByTestId('liste').locator('[data-person="kind-2"]').textContent(), /adoptiertes Kind von Rosa/);
  await pruefeSauber(offen);
  await kontext.close();
});

test('„Gibt es etwas Besonderes?“ mit der Tastatur: sagen, sehen, zurücknehmen', async () => {
  const offen = await mitFamilie();
  const { page, kontext } = offen;
  const hand = new Tastatur(page);
  await hand.oeffne('haus');
  const klappe = hand.formular().getByRole('button', { name: BESONDERES });
  const schulden = hand.formular().locator('[data-fact="verschuldet"]');
  assert.equal(await klappe.getAttribute('aria-expanded'), 'false');
  assert.equal(await schulden.count(), 0, 'zugeklappt ist nichts zu sehen');
  await hand.druecke(klappe);
  await hand.gehe(schulden);
  await page.keyboard.press('Space');
  assert.equal(await schulden.getAttribute('aria-pressed'), 'true');
  assert.equal(JSON.parse(await daten(page)).households.haus.verschuldet, true);
  const beschreibung = await schulden.evaluate((e) => document.getElementById(e.getAttribute('aria-describedby')).textContent.trim());
  assert.equal(beschreibung, 'Bleibt auf diesem Gerät.');

  await hand.gehe(klappe, 'Shift+Tab');
  await page.keyboard.press('Enter');
  assert.equal(await klappe.getAttribute('aria-expanded'), 'false');
  assert.deepEqual(await hand.formular().getByTestId('besonderes').locator('.chip').evaluateAll((chips) => chips.map((c) => c.dataset.fact)), ['verschuldet'], 'Gesagtes bleibt sichtbar');
  await hand.gehe(schulden);
  await page.keyboard.press('Space');
  assert.equal(await schulden.getAttribute('aria-pressed'), 'false', 'der Knopf bleibt unter dem Finger');
  assert.ok(await hand.hat(schulden));
  await hand.schliesse();
  assert.equal(JSON.parse(await daten(page)).households.haus.verschuldet, undefined);
  await pruefeSauber(offen);
  await kontext.close();
});

test('„Was beschäftigt Sie gerade?“ neben den Ergebnissen: ein Tippen setzt die Angabe, auch in der Karte', async () => {
  const offen = await mitFamilie();
  const { page, kontext } = offen;
  const klappe = page.getByTestId('anliegen');
  await klappe.getByRole('button', { name: 'Was beschäftigt Sie gerade?' }).click();
  const wer = await klappe.locator('.chip[data-entity]').evaluateAll((chips) => [...new Set(chips.map((c) => c.dataset.entity))]);
  assert.deepEqual(wer, ['haus', 'ich']);
  assert.equal(await klappe.locator('[data-fact="Basismonate"], [data-fact="Fehlgeburt"], [data-fact="Kindschaft"]').count(), 0);
  assert.equal(await klappe.locator('[data-fact="verwitwet"]').getAttribute('aria-pressed'), 'true', 'was in der Karte steht, steht auch hier');
  await klappe.locator('[data-fact="Todesfall"]').click();
  await gefragt(page);
  assert.equal(JSON.parse(await daten(page)).households.haus.Todesfall, true);
  assert.equal(await klappe.locator('[data-fact="Todesfall"]').getAttribute('aria-pressed'), 'true');
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  assert.equal(await klappe.locator('[data-fact="Todesfall"]').getAttribute('aria-pressed'), 'false');
  await pruefeSauber(offen);
  await kontext.close();
});

test('die Klappen stehen bereit, aber niemand fragt: weder Knöpfe der Karte noch die nützlichste Frage', async () => {
  const offen = await mitFamilie();
  const { page, kontext } = offen;
  await page.getByTestId('anliegen').getByRole('button').first().click();
  const bereit = new Set(await page.getByTestId('anliegen').locator('.chip').evaluateAll((chips) => chips.map((c) => c.dataset.fact)));
  assert.ok(bereit.size >= 10);
  for (let i = 0; i < 6; i++) {
    const frage = page.getByTestId('frage');
    if (!(await frage.count())) break;
    assert.ok(!bereit.has(await frage.getAttribute('data-fact')));
    await frage.getByRole('button', { name: 'Weiß ich nicht' }).last().click();
    await gefragt(page);
  }
  await page.locator('[data-testid="zeichnung"] [data-person="ich"]').click();
  const karte = page.getByTestId('karte');
  const mehr = karte.getByRole('button', { name: /weitere Angabe/ });
  if (await mehr.count()) await mehr.click();
  const gefragtes = await karte.locator('.fact[data-fact]').evaluateAll((felder) => felder.map((f) => f.dataset.fact));
  assert.ok(gefragtes.length > 6);
  assert.deepEqual(gefragtes.filter((fact) => bereit.has(fact)), []);
  await kontext.close();
});

test('der Planer rechnet ab dem Tag der Aufnahme, der Geburtsplan kennt nur eigene Geburten', async () => {
  const familie = FAMILIE.replace('"2020-07-07"', '"2026-09-07"').replace('"2015-06-06"', '"2022-06-06"');
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  await lade_datei(page, familie);
  await page.locator('[data-person="kind-2"]').waitFor();
  await page.goto(new URL('/planer', page.url()).href);
  await page.getByTestId('planer').locator('.when').waitFor();
  assert.match(await page.getByTestId('planer').locator('.when').textContent(), /Tom lebt bei Ihnen seit: 7\. September 2026/);
  await page.goto(new URL('/geburt', page.url()).href);
  await page.getByTestId('geburt').waitFor();
  assert.equal(await page.getByTestId('termin').count(), 0);
  await pruefeSauber(offen);
  await kontext.close();
});

test('die Beispielfamilie mit Pflege und Adoption öffnet ohne Verlust', async () => {
  const beispiel = readFileSync(new URL('../../beispiele/pflege-und-adoption.json', import.meta.url), 'utf8');
  const offen = await oeffneFamilie(browser);
  await lade_datei(offen.page, beispiel);
  await offen.page.locator('[data-person="mia"]').waitFor();
  assert.deepEqual(JSON.parse(await daten(offen.page)), JSON.parse(beispiel));
  assert.equal(await offen.page.locator('.line.bond').count(), 2);
  await pruefeSauber(offen);
  await offen.kontext.close();
});
