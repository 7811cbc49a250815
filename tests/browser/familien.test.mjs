// Sieben Familien wie in beispiele/, jede mit Maus, Finger, Tastatur und in der Liste gezeichnet: immer dieselbe
// Datei, immer das Urteil der Befehlszeile. Die achte, mit zwei Häusern und geteilten Tagen, steht in zeichnen.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Finger, Liste, Maus, Tastatur } from './haende.mjs';
import { befehlszeile, starte } from './seite.mjs';
import { beziehung, genau, stelleVor, waehle, zeichneMit } from './zeichner.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

async function ich(hand, name, alter) {
  await hand.oeffne('ich');
  await stelleVor(hand, name, alter);
  await hand.schliesse();
}
/** Jemand Neues: wer, wie alt, und was in der Karte noch zu sagen ist. */
async function neu(hand, art, id, name, alter, mehr) {
  await hand.hinzu(art, id);
  await stelleVor(hand, name, alter);
  await mehr?.();
  await hand.schliesse();
}
async function zu(hand, id, mehr) {
  await hand.oeffne(id);
  await mehr();
  await hand.schliesse();
}

const FAMILIEN = {
  async alleinerziehend(hand) {
    await ich(hand, 'Anna', '34');
    await neu(hand, 'child', 'kind-1', 'Mia', '2018-06-06');
    await neu(hand, 'other-parent', 'elternteil-1', 'Ole', '38', () => beziehung(hand, 'Mit Anna', 'geschieden'));
    await zu(hand, 'kind-1', () => genau(hand, 'kind-1', 'Unterhaltszahlung', '150'));
    await zu(hand, 'haus', () => waehle(hand, 'haus', 'Sozialleistung', 'keine davon'));
  },
  async azubi(hand) {
    await ich(hand, 'Lea', '2007-03-03');
    await zu(hand, 'ich', () => waehle(hand, 'ich', 'Tätigkeit', 'macht eine Ausbildung mit Lohn'));
    await neu(hand, 'grandparent', 'grosselternteil-1', 'Petra', '46');
  },
  async 'drei Generationen'(hand) {
    await ich(hand, 'Karin', '47');
    await neu(hand, 'partner', 'partner-1', 'Thomas', '49', () => beziehung(hand, 'Mit Karin', 'verheiratet'));
    await neu(hand, 'child', 'kind-1', 'Sara', '2014-08-08');
    await neu(hand, 'cared-for', 'angehoerig-1', 'Hilde', '80');
  },
  async gefluechtet(hand) {
    await ich(hand, 'Samira', '32');
    await neu(hand, 'partner', 'partner-1', 'Karim', '36', () => beziehung(hand, 'Mit Samira', 'verheiratet'));
    await neu(hand, 'child', 'kind-1', 'Nour', '2017-04-04');
    await zu(hand, 'haus', () => waehle(hand, 'haus', 'Sozialleistung', 'Grundsicherungsgeld vom Jobcenter (früher Bürgergeld)'));
  },
  async regenbogen(hand) {
    await ich(hand, 'Clara', '35');
    await neu(hand, 'partner', 'partner-1', 'Marie', '38', () => beziehung(hand, 'Mit Clara', 'verheiratet'));
    await neu(hand, 'child', 'kind-1', 'Ida', '2023-03-03', () => waehle(hand, 'kind-1', 'in-Betreuung', 'Ja'));
    await neu(hand, 'child', 'kind-2', 'Jona', '2026-08-08');
  },
  async schwanger(hand) {
    await ich(hand, 'Lena', '29');
    await neu(hand, 'partner', 'partner-1', 'Marek', '31', () => beziehung(hand, 'Mit Lena', 'zusammen, nicht verheiratet'));
    await hand.hinzu('baby', 'baby-1');
    await waehle(hand, 'baby-1', 'Vaterschaft', 'nein, noch nicht');
    await hand.schliesse();
  },
  async 'wenig bekannt'(hand) {
    await hand.hinzu('child', 'kind-1');
    await hand.schreibe(hand.formular().getByRole('spinbutton'), '4');
    await hand.schliesse();
    await hand.hinzu('child', 'kind-2');
    await hand.schreibe(hand.formular().getByRole('spinbutton'), '12');
    await hand.schliesse();
  },
};

const HAENDE = { Maus, Finger, Tastatur, Liste };
for (const [familie, zeichne] of Object.entries(FAMILIEN)) {
  const gezeichnet = {};
  for (const [name, Hand] of Object.entries(HAENDE)) {
    test(`${familie} mit ${name}: wie die Befehlszeile, und nichts verlässt die Seite`, async () => {
      const { json, ...seite } = await zeichneMit(browser, Hand, zeichne);
      gezeichnet[name] = json;
      assert.deepEqual(seite, befehlszeile(json));
      assert.equal(json, gezeichnet.Maus, 'dieselbe Familie wie mit der Maus');
    });
  }
}
