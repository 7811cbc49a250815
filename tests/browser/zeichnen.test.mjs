// Die Patchwork-Familie mit zwei Häusern, eingegeben auf vier Arten: Immer entsteht dieselbe Datei, die
// Seite urteilt wie die Befehlszeile, und während der Eingabe verlässt keine Anfrage die Seite.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Finger, Liste, Maus, Tastatur } from './haende.mjs';
import { befehlszeile, daten, oeffneFamilie, pruefeSauber, starte, summe, urteile } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

/** Ein Merkmal im offenen Formular; steht es erst unter „weitere Angaben“, wird das aufgeklappt. */
async function angabe(hand, wer, was) {
  const feld = hand.formular().locator(`[data-fact="${was}"][data-entity="${wer}"]`);
  if (!(await feld.count())) await hand.druecke(hand.formular().getByRole('button', { name: /weitere Angabe/ }));
  return feld;
}
const waehle = async (hand, wer, was, name) => hand.druecke((await angabe(hand, wer, was)).getByRole('button', { name, exact: true }));

async function genau(hand, wer, was, zahl) {
  const feld = await angabe(hand, wer, was);
  await hand.druecke(feld.getByRole('button', { name: 'genau …' }));
  await hand.schreibe(feld.getByRole('textbox'), zahl);
}
async function stelleVor(hand, name, alter) {
  const form = hand.formular();
  await hand.schreibe(form.getByRole('textbox', { name: /^Name/ }), name);
  if (/-/.test(alter)) {
    await hand.druecke(form.getByRole('button', { name: 'Tag', exact: true }));
    await hand.schreibe(form.locator('input[type=date]'), alter);
  } else {
    await hand.schreibe(form.getByRole('spinbutton'), alter);
  }
}
const beziehung = (hand, gruppe, name) =>
  hand.druecke(hand.formular().getByRole('group', { name: gruppe }).getByRole('button', { name, exact: true }));

async function zeichnePatchwork(hand) {
  const deutsch = (wer) => waehle(hand, wer, 'Aufenthalt', 'deutscher Pass');
  await hand.oeffne('ich');
  await stelleVor(hand, 'Nina', '37');
  await hand.schliesse();

  await hand.hinzu('child', 'kind-1');
  await stelleVor(hand, 'Emil', '2016-03-03');
  await hand.schliesse();
  await hand.hinzu('other-parent', 'elternteil-1');
  await stelleVor(hand, 'Paul', '39');
  await beziehung(hand, 'Mit Nina', 'geschieden');
  await hand.schliesse();
  await hand.inBeide('kind-1', 'haus', 'haus-2', 'Zuhause von Paul');
  await hand.oeffne('kind-1');
  await hand.schiebe(hand.formular().getByRole('slider'), 70);
  await genau(hand, 'kind-1', 'Unterhaltszahlung', '480');
  await hand.schliesse();

  await hand.hinzu('partner', 'partner-1');
  await stelleVor(hand, 'Jens', '40');
  await beziehung(hand, 'Mit Nina', 'verheiratet');
  await hand.schliesse();
  await hand.hinzu('child', 'kind-2');
  await stelleVor(hand, 'Lotte', '2013-12-12');
  await beziehung(hand, 'Eltern', 'Nina');
  await hand.schliesse();
  await hand.hinzu('child', 'kind-3');
  await stelleVor(hand, 'Juna', '2024-10-10');
  await waehle(hand, 'kind-3', 'in-Betreuung', 'Ja');
  await hand.schliesse();

  for (const wer of ['ich', 'elternteil-1']) {
    await hand.oeffne(wer);
    await deutsch(wer);
    await hand.schliesse();
  }
  await hand.oeffne('haus');
  await waehle(hand, 'haus', 'Sozialleistung', 'keine davon');
  await genau(hand, 'haus', 'zu-versteuerndes-Einkommen', '52000');
  await hand.schliesse();
}

async function zeichneMit(Hand) {
  const offen = await oeffneFamilie(browser, Hand.wahl);
  const { page, kontext, gesehen } = offen;
  await page.evaluate(() => document.fonts.ready);
  const geladen = gesehen.anfragen.length;
  const hand = new Hand(page);
  await hand.beginne?.();
  await zeichnePatchwork(hand);
  const ergebnis = { urteile: await urteile(page), summe: await summe(page), json: await daten(page) };

  assert.deepEqual(gesehen.anfragen.slice(geladen), [], 'während der Eingabe ging eine Anfrage hinaus');
  assert.deepEqual(await kontext.cookies(), []);
  const gemerkt = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  assert.deepEqual(gemerkt, [0, 1, 0], 'ohne Auftrag bleibt die Familie nur in diesem Tab');
  await pruefeSauber(offen);
  await kontext.close();
  return ergebnis;
}

const ERWARTET = {
  households: { haus: { Gemeinde: 'Hamm', Sozialleistung: 'keine', 'zu-versteuerndes-Einkommen': 52000 }, 'haus-2': {} },
  couples: [
    { of: ['elternteil-1', 'ich'], status: 'geschieden' },
    { of: ['ich', 'partner-1'], status: 'verheiratet' },
  ],
  'kind-1': { 'lives-in': { haus: 70, 'haus-2': 30 }, parents: ['ich', 'elternteil-1'], Geburtstag: '2016-03-03', Unterhaltszahlung: 480 },
  'kind-2': { 'lives-in': 'haus', parents: ['partner-1'], Geburtstag: '2013-12-12' },
  'kind-3': { 'lives-in': 'haus', parents: ['ich', 'partner-1'], Geburtstag: '2024-10-10', 'in-Betreuung': true },
};

const arten = { Maus, Finger, Tastatur, Liste };
const gezeichnet = {};
for (const [name, Hand] of Object.entries(arten)) {
  test(`Patchwork-Familie mit ${name}: wie die Befehlszeile, und nichts verlässt die Seite`, async () => {
    const { json, ...seite } = (gezeichnet[name] = await zeichneMit(Hand));
    const { households, couples, persons } = JSON.parse(json);
    const kinder = Object.fromEntries(Object.entries(persons).filter(([id]) => id.startsWith('kind-')));
    assert.deepEqual({ households, couples, ...kinder }, ERWARTET);
    assert.deepEqual(seite, befehlszeile(json));
  });
}

test('alle vier Arten ergeben Zeichen für Zeichen dieselbe Familie', () => {
  assert.deepEqual(Object.keys(gezeichnet), Object.keys(arten));
  for (const { json } of Object.values(gezeichnet)) assert.equal(json, gezeichnet.Maus.json);
});
