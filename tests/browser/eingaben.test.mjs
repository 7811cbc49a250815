// Feindliche Dateien durch „Datei öffnen“: Jedes Mal eine klare deutsche Meldung, und die Familie auf der
// Seite bleibt Zeichen für Zeichen dieselbe. Die Seite rechnet danach weiter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { befehlszeile, daten, lade_datei, oeffneFamilie, pruefeSauber, starte, summe, urteile } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const familie = (teile) => JSON.stringify({ households: { haus: {} }, persons: { ich: { 'lives-in': 'haus' } }, ...teile });
const muell = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 256));
const tief = (n) => '['.repeat(n) + ']'.repeat(n);

const FEINDLICH = {
  'Müll': [muell, /keine gespeicherte Familie/],
  'eine leere Datei': ['', /keine gespeicherte Familie/],
  'nur NUL-Bytes': [Buffer.alloc(1000), /keine gespeicherte Familie/],
  'kaputtes UTF-8': [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x80, 0x7d]), /keine gespeicherte Familie|keine Familie/],
  '10 MB Klammern': ['['.repeat(10_000_000), /zu groß/],
  '900.000 Klammern, offen': ['['.repeat(900_000), /keine gespeicherte Familie/],
  '900.000 Klammern, geschlossen': [tief(450_000), /keine Familie/],
  'Klammern als Wert eines Merkmals': [`{"households":{},"persons":{"ich":{"Bruttolohn":${tief(200_000)}}}}`, /persons\.ich\.Bruttolohn/],
  'Klammern in der Hülle': [`{"format":"familienrathaus-familie","version":1,"family":${tief(200_000)}}`, /keine Familie/],
  'eine Zahl': ['42', /keine Familie/],
  'ein unbekannter Schlüssel': [familie({ passwort: 1 }), /Unbekanntes.*passwort/],
  '10.000 Personen': [familie({ persons: Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`p${i}`, {}])) }), /zu groß/],
  'NUL in einer Kennung': [familie({ persons: { 'a\u0000b': {} } }), /Kennung/],
  'ein Schlüssel __proto__': ['{"households":{},"persons":{"__proto__":{"x":1}}}', /Kennung|niemand/],
  'der eigene Vorfahr': [familie({ persons: { a: { parents: ['b'] }, b: { parents: ['a'] } } }), /eigener Vorfahr/],
  'der 31. Februar': [familie({ persons: { ich: { Geburtstag: '1990-02-31' } } }), /Datum.*persons\.ich\.Geburtstag/],
  'Anteile über 100': [familie({ persons: { ich: { 'lives-in': { haus: 70, 'haus-2': 70 } } } }), /Anteile/],
  'Eltern als Text': [familie({ persons: { ich: { parents: 'alle' } } }), /Liste von Personen/],
  'Bezüge als Zahl': [familie({ receives: 7 }), /receives/],
  'eine neuere Fassung': ['{"format":"familienrathaus-familie","version":999}', /neueren Fassung/],
  'ein fremdes Format': ['{"format":"etwas-anderes","version":1}', /nicht von dieser Seite/],
};

async function mitKind() {
  const offen = await oeffneFamilie(browser);
  await offen.page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await offen.page.getByRole('button', { name: 'Fertig' }).click();
  return offen;
}

test('feindliche Dateien: klare Meldung, nichts geht verloren', async (t) => {
  const offen = await mitKind();
  const { page, kontext } = offen;
  const bild = async () => ({ daten: await daten(page), urteile: await urteile(page), summe: await summe(page) });
  const vorher = await bild();
  for (const [name, [inhalt, meldung]] of Object.entries(FEINDLICH)) {
    await t.test(name, async () => {
      await lade_datei(page, inhalt);
      const warnung = page.locator('.notice');
      await warnung.waitFor();
      const text = await warnung.innerText();
      assert.match(text, /Diese Datei können wir nicht öffnen\./);
      assert.match(text, meldung);
      assert.ok(text.length < 600, `zu lang: ${text.slice(0, 200)}`);
      await warnung.getByRole('button', { name: 'Verstanden' }).click();
      await warnung.waitFor({ state: 'detached' });
      assert.deepEqual(await bild(), vorher);
    });
  }
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').click();
  await page.locator('[data-card="kind-2"]').waitFor();
  await pruefeSauber(offen);
  await kontext.close();
});

for (const [name, wert] of [['Text statt Lohn', 'viel'], ['ein Lohn ohne Ende', 1e300], ['ein Lohn unter null', -1]])
  test(`${name}: Diese Angabe fehlt danach und wird genannt, der Rest ist da`, async () => {
    const { page, kontext } = await oeffneFamilie(browser);
    await lade_datei(page, familie({ persons: { ich: { 'lives-in': 'haus', Bruttolohn: wert, Kirchensteuer: false }, mia: { parents: ['ich'], 'lives-in': 'haus' } } }));
    await page.locator('.notice').getByText(/weggelassen.*: Ich: Bruttolohn/).waitFor();
    const { persons } = JSON.parse(await daten(page));
    assert.deepEqual([persons.ich.Bruttolohn, persons.ich.Kirchensteuer, persons.mia.parents], [undefined, false, ['ich']]);
    await kontext.close();
  });

test('was die Seite speichert, öffnet sie auch; die Datei der Befehlszeile ebenso', async () => {
  const { page, kontext } = await mitKind();
  const knopf = page.getByRole('button', { name: 'Meine Daten' });
  const vorher = await daten(page);
  await knopf.click();
  const [datei] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Als Datei speichern' }).click()]);
  const gespeichert = Buffer.concat(await (await datei.createReadStream()).toArray());
  await page.getByRole('button', { name: 'Alles löschen' }).click();
  await page.getByRole('button', { name: 'Ja, alles löschen' }).click();
  await page.locator('[data-person="kind-1"]').waitFor({ state: 'detached' });
  for (const inhalt of [gespeichert, vorher]) {
    await lade_datei(page, inhalt);
    await page.locator('[data-person="kind-1"]').waitFor();
    const { month: _, ...alt } = JSON.parse(vorher);
    const { month: __, ...neu } = JSON.parse(await daten(page));
    assert.deepEqual(neu, alt);
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.locator('[data-person="kind-1"]').waitFor({ state: 'detached' });
  }
  await kontext.close();
});

test('Namen sind Text, nie Auszeichnung', async () => {
  const offen = await mitKind();
  const { page, kontext } = offen;
  const boese = '<img src=x onerror=alert(1)>"&amp;';
  await page.locator('[data-person="kind-1"]').click();
  await page.getByTestId('karte').getByRole('textbox', { name: /^Name/ }).fill(boese);
  await page.getByRole('button', { name: 'Fertig' }).click();
  assert.equal(await page.locator('[data-person="kind-1"] .plate b').textContent(), boese);
  assert.equal(await page.locator('img').count(), 0);
  const json = await daten(page);
  assert.ok(!json.includes('onerror'), 'Namen gehören nicht zu den Daten, mit denen gerechnet wird');
  assert.deepEqual(await urteile(page), befehlszeile(json).urteile);
  await pruefeSauber(offen);
  await kontext.close();
});
