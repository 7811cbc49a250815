// Das Bild selbst: zoomen mit Knopf, Rad, Fingern und Tasten; ziehen mit sichtbaren Zielen, ohne dass ein Finger
// am Rollen gehindert wird; von rechts nach links gespiegelt; die Spanne am Schieber; barrierefrei in Hell und Dunkel.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder, daten, gefragt, lade_datei, oeffneFamilie, pruefeSauber, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const HANDY = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };
const bild = (page) => page.getByTestId('zeichnung');
const person = (page, id) => bild(page).locator(`[data-person="${id}"]`);
const haus = (page, id) => bild(page).locator(`button.plate[data-house="${id}"]`);
const massstab = async (page) => Number(await bild(page).getAttribute('data-scale'));
const ansage = (page, muster) => page.getByTestId('ansage').filter({ hasText: muster }).waitFor();
const wohnt = async (page, id) => JSON.parse(await daten(page)).persons[id]['lives-in'];
const rollbar = (page) => page.locator('.frame').evaluate((e) => e.scrollWidth > e.clientWidth);

const PATCHWORK = {
  households: { haus: { Gemeinde: 'diese-Stadt' }, 'haus-2': {} },
  persons: {
    ich: { 'lives-in': 'haus', Geburtstag: '1989-02-03' },
    'partner-1': { 'lives-in': 'haus' },
    'kind-1': { 'lives-in': 'haus', parents: ['ich', 'elternteil-1'], Geburtstag: '2016-03-03' },
    'kind-2': { 'lives-in': 'haus', parents: ['ich', 'partner-1'], Geburtstag: '2024-10-10' },
    'elternteil-1': { 'lives-in': 'haus-2' },
  },
  couples: [{ of: ['ich', 'partner-1'], status: 'verheiratet' }],
};

async function zeige(wahl = {}, familie = PATCHWORK) {
  const offen = await oeffneFamilie(browser, wahl);
  await lade_datei(offen.page, JSON.stringify(familie));
  for (const id of Object.keys(familie.persons)) await person(offen.page, id).waitFor();
  return offen;
}
const mitte = async (ort) => {
  const k = await ort.boundingBox();
  return { x: k.x + k.width / 2, y: k.y + Math.min(40, k.height / 2) };
};

test('am Anfang stehen auf dem Handy Haus und Geister ohne Rollen im Bild', async () => {
  const offen = await oeffneFamilie(browser, HANDY);
  // Die Schriften des Hauses gelten ab dem zweiten Aufruf: auf sie wartet keine Seite, und keine springt, wenn sie kommen.
  await offen.page.waitForFunction(() => performance.getEntriesByType('resource').filter((e) => /FiraSans/.test(e.name) && e.responseEnd > 0).length >= 2);
  await offen.page.reload();
  await gefragt(offen.page);
  for (const ort of [person(offen.page, 'ich'), haus(offen.page, 'haus'), ...['partner', 'child', 'baby'].map((art) => bild(offen.page).locator(`[data-ghost="${art}"]`))]) {
    const k = await ort.boundingBox();
    assert.ok(k.y >= 0 && k.y + k.height <= 780, `${await ort.textContent()} endet bei ${k.y + k.height}`);
  }
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('zoomt mit Knöpfen und Tasten, sagt es an und kehrt zur gewohnten Größe zurück', async () => {
  const offen = await zeige();
  const { page } = offen;
  const anfang = await massstab(page);
  const kleinstes = await bild(page).getByRole('button').evaluateAll((alle) => Math.min(...alle.map((e) => Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height))));
  assert.ok(kleinstes >= 43.9, `ein Ziel ist nur ${kleinstes} Pixel groß`);

  await page.locator('[data-zoom="in"]').click();
  assert.ok((await massstab(page)) > anfang);
  await ansage(page, /Prozent/);
  await page.locator('[data-zoom="rest"]').click();
  assert.equal(await massstab(page), anfang);

  await person(page, 'ich').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('+');
  assert.ok(await rollbar(page), 'das große Bild lässt sich nicht rollen');
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  assert.equal(await massstab(page), anfang);

  await page.locator('[data-zoom="fit"]').click();
  const alle = await bild(page).boundingBox();
  assert.ok(alle.height <= 900 && !(await rollbar(page)), 'nicht alle passen ins Fenster');
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('zoomt mit Strg und Rad um den Zeiger, ohne Strg rollt die Seite', async () => {
  const offen = await zeige();
  const { page } = offen;
  const anfang = await massstab(page);
  const { x, y } = await mitte(person(page, 'kind-2'));
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await page.waitForFunction((s) => Number(document.querySelector('[data-testid=zeichnung]').dataset.scale) > s, anfang);
  const [nachher, gross] = [await mitte(person(page, 'kind-2')), await massstab(page)];
  assert.ok(Math.abs(nachher.x - x) < 40, 'die Person unter dem Zeiger ist weggesprungen');
  await page.mouse.wheel(0, 120);
  assert.equal(await massstab(page), gross);
  await offen.kontext.close();
});

test('zoomt mit zwei Fingern und lässt einen Finger die Seite rollen', async () => {
  const offen = await zeige(HANDY);
  const { page } = offen;
  const draht = await page.context().newCDPSession(page);
  const finger = (type, punkte) => draht.send('Input.dispatchTouchEvent', { type, touchPoints: punkte.map(([x, y], id) => ({ x, y, id })) });
  const { x, y } = await mitte(person(page, 'ich'));
  await finger('touchStart', [[x, y]]);
  for (let i = 1; i <= 8; i++) await finger('touchMove', [[x, y - i * 30]]);
  await finger('touchEnd', []);
  await page.waitForFunction(() => scrollY > 60);
  assert.equal(await person(page, 'ich').getAttribute('class').then((c) => /moving/.test(c)), false);
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));

  const anfang = await massstab(page);
  await finger('touchStart', [[150, 560], [210, 560]]);
  for (let i = 1; i <= 6; i++) await finger('touchMove', [[150 - i * 12, 560], [210 + i * 12, 560]]);
  await finger('touchEnd', []);
  await page.waitForFunction((s) => Number(document.querySelector('[data-testid=zeichnung]').dataset.scale) > s * 1.5, anfang);
  assert.ok(await rollbar(page));
  await offen.kontext.close();
});

test('zeigt beim Ziehen, wohin, auch verkleinert: in beide Häuser, in eins, in eine eigene Wohnung', async () => {
  const offen = await zeige();
  const { page } = offen;
  const ziehe = async (id, nach) => {
    const von = await mitte(person(page, id));
    await page.mouse.move(von.x, von.y);
    await page.mouse.down();
    await page.mouse.move(von.x + 20, von.y + 5, { steps: 3 });
    const ziel = await nach();
    await page.mouse.move(ziel.x, ziel.y, { steps: 6 });
  };
  await ziehe('kind-1', () => mitte(page.locator('.zone', { hasText: 'beiden' })));
  await page.locator('.zone.hit', { hasText: 'beiden' }).waitFor();
  await page.mouse.up();
  await ansage(page, /lebt jetzt in beiden/);
  assert.deepEqual(await wohnt(page, 'kind-1'), { haus: 50, 'haus-2': 50 });

  await ziehe('kind-1', () => mitte(person(page, 'elternteil-1')));
  await page.mouse.up();
  await ansage(page, /Neue Wohnung/);
  assert.equal(await wohnt(page, 'kind-1'), 'haus-2');

  await ziehe('partner-1', async () => {
    const k = await page.locator('.zone.new').boundingBox();
    return { x: k.x + 30, y: Math.min(k.y + k.height - 20, 880) };
  });
  await page.locator('.zone.new.hit').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.zone').count(), 0);
  await page.mouse.up();
  assert.equal(await wohnt(page, 'partner-1'), 'haus', 'Escape bricht das Ziehen ab');
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('steht von rechts nach links gespiegelt, und die Pfeile folgen dem Blick', async () => {
  const offen = await zeige();
  const { page } = offen;
  const vorher = [await mitte(haus(page, 'haus')), await mitte(haus(page, 'haus-2'))];
  assert.ok(vorher[0].x < vorher[1].x, 'die Häuser stehen nicht nebeneinander');
  await page.evaluate(() => (document.dir = 'rtl'));
  await page.locator('.view.rtl').waitFor();
  const nachher = [await mitte(haus(page, 'haus')), await mitte(haus(page, 'haus-2'))];
  assert.ok(nachher[0].x > nachher[1].x, 'die Häuser sind nicht gespiegelt');
  await person(page, 'kind-1').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  assert.deepEqual(await wohnt(page, 'kind-1'), { haus: 50, 'haus-2': 50 });
  await page.locator('[data-zoom="in"]').click();
  const rahmen = await page.locator('.frame').boundingBox();
  assert.ok(rahmen.x + rahmen.width <= 1280);
  await offen.kontext.close();
});

test('die Spanne am Schieber: mit Tasten, in runden Schritten, ohne sich zu überkreuzen', async () => {
  const offen = await zeige();
  const { page } = offen;
  await person(page, 'ich').click();
  const karte = page.getByTestId('karte');
  for (const mehr of await karte.getByRole('button', { name: /weitere Angabe/ }).all()) await mehr.click();
  const geld = karte.locator('.fact', { has: page.getByRole('button', { name: 'zwischen … und …' }) }).filter({ has: page.locator('[data-picture="coins"]') }).first();
  await geld.getByRole('button', { name: 'zwischen … und …' }).click();
  const [von, bis] = await geld.getByRole('slider').all();
  await von.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await bis.focus();
  await page.keyboard.press('PageDown');
  const fakt = await geld.getAttribute('data-fact');
  const wert = JSON.parse(await daten(page)).persons.ich[fakt];
  assert.ok(wert.from > 0 && wert.from % 25 === 0 && wert.from <= (wert.to ?? Infinity), JSON.stringify(wert));
  for (const schieber of [von, bis]) assert.match(await schieber.getAttribute('aria-valuetext'), /€/);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

for (const farben of ['light', 'dark'])
  test(`axe findet nichts: Bild, Karte und Liste (${farben})`, async () => {
    const offen = await zeige({ colorScheme: farben });
    const { page } = offen;
    const pruefe = async (wo) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ').slice(0, 300)}`), [], wo);
    };
    await page.locator('[data-zoom="in"]').click();
    await pruefe('Bild, vergrößert');
    await page.locator('[data-zoom="rest"]').click();
    await haus(page, 'haus').click();
    await pruefe('Karte der Wohnung');
    await page.getByRole('button', { name: 'Liste', exact: true }).click();
    await pruefe('Liste');
    await offen.kontext.close();
  });
