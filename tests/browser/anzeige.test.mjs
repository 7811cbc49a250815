// Zwischen einer Änderung und ihrem Ergebnis auf dem Schirm: Das Modul wird gefragt, was nötig ist und nicht mehr; neu
// gezeichnet wird, was sich ändert; und die jüngste Änderung gilt, wie schnell auch immer eine auf die andere folgt.
// Gezählt wird, nicht gestoppt: Zeiten misst bench/seite.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gefragt, oeffneFamilie, pruefeSauber, starte, summe } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

/** Schreibt mit, was das Modul gefragt wird. */
function hoereMit() {
  window.fragen = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...gegeben) => {
    const { exports } = await instantiate(...gegeben);
    const fr_answer = (ort, laenge) => {
      const { family: _, ...frage } = JSON.parse(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, ort, laenge)));
      window.fragen.push(frage);
      return exports.fr_answer(ort, laenge);
    };
    return { exports: { ...exports, fr_answer } };
  };
}
/** Eine Familie mit einem Kind, das man zurücknehmen und wiederholen kann. */
async function mitKind() {
  const offen = await oeffneFamilie(browser);
  await offen.kontext.addInitScript(hoereMit);
  await offen.page.reload();
  await gefragt(offen.page);
  await offen.page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await offen.page.getByRole('button', { name: 'Fertig' }).click();
  await gefragt(offen.page);
  await offen.page.evaluate(() => (window.fragen = []));
  return offen;
}
const zurueck = (page) => page.locator('.tools > button').nth(0);
const wieder = (page) => page.locator('.tools > button').nth(1);
const gestellt = (page) => page.evaluate(() => window.fragen.splice(0));
const ERGEBNISSE = { do: 'match', ask: false, because: false };
const FRAGE = { do: 'match', because: false };
const GRUENDE = { do: 'match', ask: false };

test('eine Änderung fragt nach Ergebnissen und nach der Frage; nach Gründen erst, wenn jemand sie liest', async () => {
  const offen = await mitKind();
  const { page } = offen;
  await zurueck(page).click();
  await gefragt(page);
  assert.deepEqual(await gestellt(page), [ERGEBNISSE, FRAGE]);
  await wieder(page).click();
  await gefragt(page);
  assert.deepEqual(await gestellt(page), [ERGEBNISSE, FRAGE]);

  const karte = page.locator('article[data-service]').first();
  await karte.locator('.more').click();
  await karte.locator('[data-why] li').first().waitFor();
  await karte.locator('[data-why] summary').first().waitFor();
  const [gruende, weg, ...mehr] = await gestellt(page);
  assert.deepEqual([gruende, weg.do, mehr], [GRUENDE, 'why', []]);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('folgen zwei Änderungen vor dem nächsten Bild aufeinander, gilt die jüngste, und nur für sie wird die Frage gesucht', async () => {
  const offen = await mitKind();
  const { page } = offen;
  const stand = async () => [await summe(page), await page.getByTestId('frage').getAttribute('data-fact'), await page.locator('[data-person]').count()];
  const vorher = await stand();
  await page.evaluate(async () => {
    const [undo, redo] = document.querySelectorAll('.tools > button');
    undo.click();
    await null; // Die Ergebnisse der ersten stehen schon im Dokument.
    redo.click();
  });
  await gefragt(page);
  assert.deepEqual(await gestellt(page), [ERGEBNISSE, ERGEBNISSE, FRAGE]);
  assert.deepEqual(await stand(), vorher);
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('was sich nicht ändert, bleibt dasselbe Stück der Seite', async () => {
  const offen = await mitKind();
  const { page } = offen;
  await page.evaluate(() => {
    const name = (karte) => `${karte.dataset.service} ${karte.dataset.verdict}`;
    window.karten = () => new Map([...document.querySelectorAll('article[data-service]')].map((k) => [name(k), k]));
    window.vorher = window.karten();
    window.ich = document.querySelector('[data-person="ich"]');
    // Wer die Leserichtung neu setzt, auch dieselbe, lässt den Browser jeden Stil darunter neu rechnen.
    window.gesetzt = [];
    const waechter = new MutationObserver((alle) => window.gesetzt.push(...alle.map((m) => `${m.target.className} ${m.attributeName}`)));
    waechter.observe(document, { subtree: true, attributes: true, attributeFilter: ['dir', 'lang'] });
  });
  await zurueck(page).click();
  await gefragt(page);
  const seither = await page.evaluate(() => {
    const jetzt = [...window.karten()].filter(([name]) => window.vorher.has(name));
    return { geblieben: jetzt.length, neu: jetzt.filter(([name, karte]) => window.vorher.get(name) !== karte).map(([name]) => name), ich: window.ich.isConnected, gesetzt: window.gesetzt };
  });
  assert.ok(seither.geblieben > 0, 'einige Ergebnisse gelten mit und ohne Kind');
  assert.deepEqual({ ...seither, geblieben: 0 }, { geblieben: 0, neu: [], ich: true, gesetzt: [] });
  await pruefeSauber(offen);
  await offen.kontext.close();
});
