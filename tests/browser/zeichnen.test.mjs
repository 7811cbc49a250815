// Die Patchwork-Familie mit zwei Häusern, eingegeben auf vier Arten: Immer entsteht dieselbe Datei, die
// Seite urteilt wie die Befehlszeile, und während der Eingabe verlässt keine Anfrage die Seite.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Finger, Liste, Maus, Tastatur } from './haende.mjs';
import { befehlszeile, starte } from './seite.mjs';
import { beziehung, genau, stelleVor, waehle, zeichneMit } from './zeichner.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

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

const ERWARTET = {
  households: { haus: { Gemeinde: 'diese-Stadt', Sozialleistung: 'keine', 'zu-versteuerndes-Einkommen': 52000 }, 'haus-2': {} },
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
    const { json, ...seite } = (gezeichnet[name] = await zeichneMit(browser, Hand, zeichnePatchwork));
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
