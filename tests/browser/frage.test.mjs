// Die nützlichste Frage: an Ort und Stelle zu beantworten, jede Antwort klärt mehr, Rückgängig stellt alles
// wieder her, und wer alle beantwortet, kommt bei „Mehr brauchen wir nicht“ an.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { befehlszeile, daten, gefragt, oeffneFamilie, pruefeSauber, starte, summe, urteile } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const MEHR_ALS_GENUG = 150;
const frage = (page) => page.getByTestId('frage');
const name = async (page) => `${await frage(page).getAttribute('data-entity')}.${await frage(page).getAttribute('data-fact')}`;
const alter = { ich: '35', 'kind-1': '8' };
const geboren = { ich: '1991-03-01', 'kind-1': '2018-03-01' };

async function mitKind() {
  const offen = await oeffneFamilie(browser);
  await offen.page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await offen.page.getByRole('button', { name: 'Fertig' }).click();
  await gefragt(offen.page);
  return offen;
}

/** Beantwortet die Frage, die dasteht, und wartet, bis eine andere oder keine mehr dasteht. */
async function antworte(page) {
  const vorher = await name(page);
  const feld = frage(page);
  const zahl = feld.getByRole('spinbutton');
  const tag = feld.locator('input[type="date"]');
  const gefragtNachTag = (await tag.count()) > 0;
  const genau = feld.getByRole('button', { name: 'genau …' });
  if (await zahl.count()) {
    await zahl.fill(alter[vorher.split('.')[0]]);
    await feld.getByRole('button', { name: 'Übernehmen' }).click();
  } else if (await tag.count()) {
    await tag.fill(geboren[vorher.split('.')[0]]);
    await feld.getByRole('button', { name: 'Übernehmen' }).click();
  } else if (await genau.count()) {
    await genau.click();
    await feld.getByRole('textbox').fill('0');
    await feld.getByRole('button', { name: 'Übernehmen' }).click();
  } else if (await feld.getByRole('textbox').count()) {
    await feld.getByRole('textbox').fill('0');
    await feld.getByRole('button', { name: 'Übernehmen' }).click();
  } else {
    await feld.locator('.chip').first().click();
  }
  // Wer nur das ungefähre Alter nannte, wird vielleicht noch nach dem Tag gefragt.
  const [wer, was] = vorher.split('.');
  const dieselbe = `[data-testid="frage"][data-entity="${wer}"][data-fact="${was}"]`;
  const gleich = gefragtNachTag ? dieselbe : `${dieselbe}:not(:has(input[type="date"]))`;
  await page.locator('[data-testid="ergebnisse"][aria-busy="false"]').filter({ hasNot: page.locator(gleich) }).waitFor();
  return gefragtNachTag ? `${vorher} genau` : vorher;
}

test('jede Antwort klärt mehr, bis es genug ist; das Ende liegt in jeder gezeigten Spanne und stimmt mit der Befehlszeile', async () => {
  const offen = await mitKind();
  const { page, kontext } = offen;
  const schon = new Set();
  let jetzt = await summe(page);
  const spannen = [['Anfang', jetzt]];
  let fest = (await urteile(page)).filter((u) => !u.endsWith(' open'));
  assert.ok(Number(jetzt.max) > Number(jetzt.min), 'am Anfang ist noch etwas offen');
  while (await frage(page).count()) {
    assert.ok(schon.size < MEHR_ALS_GENUG, `kein Ende: ${[...schon].join(', ')}`);
    const was = await antworte(page);
    assert.ok(!schon.has(was), `${was} wird zweimal gefragt`);
    schon.add(was);
    jetzt = await summe(page);
    spannen.push([was, jetzt]);
    // Was einmal feststeht, ändert keine weitere Antwort.
    const stand = await urteile(page);
    const zu = (u) => u.slice(0, u.lastIndexOf(' '));
    for (const u of fest) assert.ok(stand.every((s) => zu(s) !== zu(u) || s === u), `${was} hat „${u}“ geändert`);
    fest = stand.filter((u) => !u.endsWith(' open'));
  }
  await page.getByTestId('genug').waitFor();
  assert.equal(jetzt.min, jetzt.max);
  for (const [was, { min, max }] of spannen)
    assert.ok(Number(min) <= Number(jetzt.min) && Number(jetzt.max) <= Number(max), `${was}: ${min} bis ${max} versprach ${jetzt.max} nicht`);
  fest = await urteile(page);
  assert.deepEqual(fest.filter((u) => u.endsWith(' open')), []);
  assert.deepEqual({ urteile: fest, summe: jetzt }, befehlszeile(await daten(page)));
  await pruefeSauber(offen);
  await kontext.close();
});

test('Rückgängig stellt Frage, Summe und Ergebnisse wieder her, Wiederholen die Antwort', async () => {
  const { page, kontext } = await mitKind();
  const bild = async () => ({ frage: await name(page), summe: await summe(page), urteile: await urteile(page), daten: await daten(page) });
  const vorher = await bild();
  await antworte(page);
  const nachher = await bild();
  assert.notDeepEqual(nachher.daten, vorher.daten);
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.waitForFunction((wer) => document.querySelector('[data-testid="frage"]')?.dataset.entity === wer, vorher.frage.split('.')[0]);
  assert.deepEqual(await bild(), vorher);
  await page.getByRole('button', { name: 'Wiederholen' }).click();
  await page.locator('button[aria-label="Wiederholen"]:disabled').waitFor();
  assert.deepEqual(await bild(), nachher);
  await page.keyboard.press('Control+z');
  await page.locator('button[aria-label="Wiederholen"]:enabled').waitFor();
  assert.deepEqual(await bild(), vorher);
  await kontext.close();
});

test('wer „Weiß ich nicht“ sagt, bekommt die nächste Frage und kann zurück', async () => {
  const { page, kontext } = await mitKind();
  const vorher = [await name(page), await daten(page)];
  await frage(page).getByRole('button', { name: 'Weiß ich nicht' }).click();
  await page.locator(`[data-testid="frage"]:not([data-entity="${vorher[0].split('.')[0]}"][data-fact="${vorher[0].split('.')[1]}"])`).waitFor();
  assert.equal(await daten(page), vorher[1], 'Überspringen ist keine Angabe');
  for (let i = 0; (await frage(page).count()) && i < MEHR_ALS_GENUG; i++)
    await frage(page).getByRole('button', { name: 'Weiß ich nicht' }).click();
  await page.getByRole('button', { name: 'Noch einmal zeigen' }).click();
  assert.equal(await name(page), vorher[0]);
  await kontext.close();
});

test('neun Sprachen: dieselbe Familie, dieselben Ergebnisse, andere Wörter', async () => {
  const offen = await mitKind();
  const { page, kontext } = offen;
  const vorher = { summe: await summe(page), urteile: await urteile(page), frage: await name(page) };
  const titel = new Set();
  for (const [sprache, richtung] of [['en', 'ltr'], ['ar', 'rtl'], ['uk', 'ltr'], ['tr', 'ltr']]) {
    await page.locator('header .fr-sprachen summary').click();
    await page.locator(`header .fr-sprachen a[href="/${sprache}/familie"]`).click();
    await page.waitForURL(`**/${sprache}/familie`);
    await frage(page).waitFor();
    assert.equal(await page.locator('html').getAttribute('dir'), richtung);
    titel.add(await page.getByRole('heading', { level: 1 }).innerText());
    assert.doesNotMatch(await frage(page).innerText(), /Weiß ich nicht|Die nützlichste Frage/, sprache);
    assert.deepEqual({ summe: await summe(page), urteile: await urteile(page), frage: await name(page) }, vorher, sprache);
  }
  assert.equal(titel.size, 4);
  assert.ok(!titel.has('Wer gehört zu Ihrer Familie?'));
  await pruefeSauber(offen);
  await kontext.close();
});
