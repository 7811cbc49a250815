// Der Planer: Kacheln mit Maus und Tastatur, Rückgängig, Summe und Verstöße wie an der Befehlszeile, ein Blatt.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inKleidern } from './barrieren.mjs';
import { antwort, daten, oeffne, pruefeSauber, starte, wechsle } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const GRUND = { Kirchensteuer: false, 'weiteres-Einkommen': false, 'Gewinn-vor-Geburt': 0, verbeamtet: false, 'Steuerklasse-in-der-Ehe': 'IV', Krankenversicherung: 'gesetzlich' };
const FAMILIE = {
  format: 'familienrathaus-familie', version: 1, names: { ich: 'Anna', 'partner-1': 'Ole', 'kind-1': 'Mia' },
  family: {
    households: { haus: { Gemeinde: 'diese-Stadt', Sozialleistung: 'keine', 'zu-versteuerndes-Einkommen': 60000, 'Behinderung-oder-Pflege': false } },
    persons: {
      ich: { Geburtstag: '1997-07-21', 'lives-in': 'haus', Aufenthalt: 'deutsch', Geburtsmutter: true, 'Bruttolohn-vor-Geburt': 2500, ...GRUND },
      'partner-1': { Geburtstag: '1995-01-30', 'lives-in': 'haus', Aufenthalt: 'EU', Geburtsmutter: false, 'Bruttolohn-vor-Geburt': 3000, ...GRUND },
      'kind-1': { Geburtstag: '2026-10-15', parents: ['ich', 'partner-1'], 'lives-in': 'haus', Frühgeburt: false, 'Tage-zu-früh': 0 },
    },
    couples: [{ of: ['ich', 'partner-1'], status: 'verheiratet' }],
  },
};

async function planer(familie = FAMILIE, wahl = {}) {
  const offen = await oeffne(browser, '/barrierefreiheit', wahl);
  await offen.page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z'));
  await offen.page.evaluate((text) => sessionStorage.setItem('familienrathaus.familie', text), JSON.stringify(familie));
  await offen.page.goto(new URL('/planer', offen.page.url()).href);
  await offen.page.getByTestId('raster').waitFor();
  return offen;
}
const kachel = (page, reihe, monat) => page.locator(`[data-cell="${reihe}-${monat - 1}"]`);
const arten = (page, reihe) => page.locator(`[data-cell^="${reihe}-"]`).evaluateAll((alle) => alle.map((k) => ({ free: '.', basis: 'b', plus: 'p', bonus: 'x', fixed: 'M' })[k.dataset.kind]).join('').replace(/\.+$/, ''));
const summe = (page) => page.getByTestId('planer-summe').evaluate((e) => ({ urteil: e.dataset.verdict, min: e.dataset.min, max: e.dataset.max }));

/** Was die Seite zusammen nennt, sagt die Befehlszeile zu denselben Daten. */
async function wieBefehlszeile(page) {
  const familie = JSON.parse(await daten(page));
  const r = antwort(familie, 'match', familie.month).results.find((eins) => eins.service === 'elterngeld-planer');
  assert.deepEqual(await summe(page), { urteil: r.verdict, min: r.amount.min, max: r.amount.max });
  return { familie, r };
}
async function streiche(page, reihe, von, bis) {
  const [a, b] = [await kachel(page, reihe, von).boundingBox(), await kachel(page, reihe, bis).boundingBox()];
  const mitte = (k) => [k.x + k.width / 2, k.y + k.height / 2];
  await page.mouse.move(...mitte(a));
  await page.mouse.down();
  await page.mouse.move(...mitte(b), { steps: 20 });
  await page.mouse.up();
}

test('drei Pläne zum Anfangen; Zahlen und Urteil sind die der Befehlszeile', async () => {
  const offen = await planer();
  const { page, kontext } = offen;
  for (const name of [/12 und 2/, /7 und 7/, /Teilzeit/]) {
    await page.getByRole('button', { name }).click();
    const { familie, r } = await wieBefehlszeile(page);
    assert.notEqual(r.verdict, 'open', `${name}: es fehlt ${JSON.stringify(r.missing)}`);
    const monate = (wer) => ['Basismonate', 'Plusmonate', 'Bonusmonate'].map((f) => familie.persons[wer][f] ?? 0);
    const gemalt = async (reihe) => { const text = await arten(page, reihe); return ['[bM]', 'p', 'x'].map((art) => text.match(new RegExp(art, 'g'))?.length ?? 0); };
    assert.deepEqual([monate('ich'), monate('partner-1')], [await gemalt(0), await gemalt(1)]);
  }
  // Den Betrag je Monat sagt die Seite auch, wenn der Plan verboten ist.
  await page.getByRole('button', { name: 'Plan leeren' }).click();
  assert.match(await page.locator('tr[data-parent="partner-1"] td[data-kind="basis"]').innerText(), /je [\d.,]+\s€/);
  await pruefeSauber(offen);
  await kontext.close();
});

test('die Monate mit Mutterschaftsgeld stehen fest und zählen als Basis', async () => {
  const { page, kontext } = await planer();
  await page.getByRole('button', { name: /7 und 7/ }).click();
  assert.match(await arten(page, 0), /^MMb{5}$/);
  await kachel(page, 0, 1).click();
  await kachel(page, 0, 2).focus();
  await page.keyboard.press('p');
  assert.match(await arten(page, 0), /^MMb{5}$/);
  assert.equal(await kachel(page, 0, 1).getAttribute('aria-label'), 'Monat 1, Anna: Mutterschutz, zählt als Basis');
  await kontext.close();
});

test('mit der Maus gestrichen: die Kacheln ändern sich, verbotene Pläne werden erklärt, ein Schritt zurück nimmt den Strich zurück', async () => {
  const { page, kontext } = await planer();
  await page.getByRole('button', { name: /12 und 2/ }).click();
  const vorher = [await arten(page, 1), await summe(page)];
  await streiche(page, 1, 3, 8);
  assert.equal(await arten(page, 1), '..bbbbbb....bb');
  const { r } = await wieBefehlszeile(page);
  assert.equal(r.verdict, 'no');
  assert.match(await page.getByTestId('planer-verstoesse').innerText(), /Zusammen zwölf oder vierzehn Monatsbeträge/i);
  await page.getByTestId('planer-zurueck').click();
  assert.deepEqual([await arten(page, 1), await summe(page)], vorher);
  assert.equal(await page.getByTestId('planer-verstoesse').count(), 0);
  await page.getByRole('button', { name: 'Schritt vor' }).click();
  assert.equal(await arten(page, 1), '..bbbbbb....bb');
  await kontext.close();
});

test('mit der Tastatur: gehen, Buchstaben, Enter, weiterstreichen, zurück', async () => {
  const offen = await planer();
  const { page, kontext } = offen;
  await kachel(page, 0, 1).focus();
  await page.keyboard.press('ArrowDown');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('b');
  assert.equal(await arten(page, 1), '...b');
  assert.equal(await kachel(page, 1, 4).getAttribute('aria-label'), 'Monat 4, Ole: Basis');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await arten(page, 1), '...bbb');
  await page.keyboard.press('Enter');
  assert.equal(await arten(page, 1), '...bbp');
  await page.keyboard.press('Control+z');
  assert.equal(await arten(page, 1), '...bbb');
  await page.keyboard.press('f');
  assert.equal(await arten(page, 1), '...bb');
  assert.match(await page.getByTestId('ansage').innerText(), /Monat 6, Ole: frei/);
  await page.reload();
  await page.getByTestId('raster').waitFor();
  assert.equal(await arten(page, 1), '...bb', 'die Kacheln bleiben im Tab');
  await pruefeSauber(offen);
  await kontext.close();
});

test('ein Finger streicht auch; was nicht geprüft wird, steht da; der Plan druckt auf eine Seite', async () => {
  const { page, kontext } = await planer(FAMILIE, { viewport: { width: 390, height: 800 }, hasTouch: true });
  await kachel(page, 1, 9).tap();
  assert.equal(await arten(page, 1), '........b');
  await page.getByRole('button', { name: /7 und 7/ }).click();
  assert.match(await page.getByTestId('planer-grenzen').innerText(), /Kalender|Lücke/);
  await page.evaluate(() => document.fonts.ready);
  const pdf = (await page.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await kontext.close();
});

test('ohne Barrieren, hell und dunkel, schmal und breit, auch englisch', async () => {
  const offen = await planer();
  const { page, kontext } = offen;
  await page.getByRole('button', { name: /Teilzeit/ }).click();
  await kachel(page, 1, 1).click();
  await page.locator('.wage summary').click();
  assert.deepEqual(await inKleidern(page, '/planer'), []);
  await wechsle(page, 'en');
  await page.getByTestId('planer').waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Plan your Elterngeld');
  await pruefeSauber(offen);
  await kontext.close();
});
