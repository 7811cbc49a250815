// Verben, mit denen eine Familie gezeichnet wird, gleich welche Hand sie ausführt (haende.mjs), und was beim
// Zeichnen immer gilt: keine Anfrage, kein Keks, nichts bleibt außer in diesem Tab.
import assert from 'node:assert/strict';
import { daten, oeffneFamilie, pruefeSauber, summe, urteile } from './seite.mjs';

/** Ein Merkmal im offenen Formular; steht es erst unter „weitere Angaben“, wird das aufgeklappt. */
export async function angabe(hand, wer, was) {
  const feld = hand.formular().locator(`[data-fact="${was}"][data-entity="${wer}"]`);
  if (!(await feld.count())) await hand.druecke(hand.formular().getByRole('button', { name: /weitere Angabe/ }));
  return feld;
}
export const waehle = async (hand, wer, was, name) => hand.druecke((await angabe(hand, wer, was)).getByRole('button', { name, exact: true }));

export async function genau(hand, wer, was, zahl) {
  const feld = await angabe(hand, wer, was);
  await hand.druecke(feld.getByRole('button', { name: 'genau …' }));
  await hand.schreibe(feld.getByRole('textbox'), zahl);
}
export async function stelleVor(hand, name, alter) {
  const form = hand.formular();
  await hand.schreibe(form.getByRole('textbox', { name: /^Name/ }), name);
  if (/-/.test(alter)) {
    await hand.druecke(form.getByRole('button', { name: 'Tag', exact: true }));
    await hand.schreibe(form.locator('input[type=date]'), alter);
  } else {
    await hand.schreibe(form.getByRole('spinbutton'), alter);
  }
}
export const beziehung = (hand, gruppe, name) =>
  hand.druecke(hand.formular().getByRole('group', { name: gruppe }).getByRole('button', { name, exact: true }));

/** Zeichnet mit dieser Hand; liefert Urteile, Summe und die Familie, mit der gerechnet wurde. */
export async function zeichneMit(browser, Hand, zeichne) {
  const offen = await oeffneFamilie(browser, Hand.wahl);
  const { page, kontext, gesehen } = offen;
  await page.evaluate(() => document.fonts.ready);
  const geladen = gesehen.anfragen.length;
  const hand = new Hand(page);
  await hand.beginne?.();
  await zeichne(hand);
  const ergebnis = { urteile: await urteile(page), summe: await summe(page), json: await daten(page) };

  assert.deepEqual(gesehen.anfragen.slice(geladen), [], 'während der Eingabe ging eine Anfrage hinaus');
  assert.deepEqual(await kontext.cookies(), []);
  const gemerkt = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  assert.deepEqual(gemerkt, [0, 1, 0], 'ohne Auftrag bleibt die Familie nur in diesem Tab');
  await pruefeSauber(offen);
  await kontext.close();
  return ergebnis;
}
