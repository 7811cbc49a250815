// Die Seiten, die niemand sonst sehen darf: Knopf und Escape führen sofort hinaus, und „zurück“ führt nicht wieder hin.
// Das Ziel liegt außerhalb; hier wird es abgefangen, damit keine Anfrage das Haus verlässt.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adresse, oeffne, starte } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const ZIEL = 'https://www.wetter.com/';

/** Von den Themen auf die Seite, dann hinaus; das Ziel antwortet aus der Prüfung. */
async function dort(pfad, wahl = {}) {
  const offen = await oeffne(browser, '/themen', wahl);
  const hinaus = [];
  await offen.kontext.route(/wetter\.com/, (route) => {
    hinaus.push({ url: route.request().url(), kopf: route.request().headers() });
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Wetter</title><h1>Sonne</h1>' });
  });
  await offen.page.goto(adresse + pfad);
  return { ...offen, hinaus };
}

const WEGE = {
  'der Knopf': (page) => page.locator('#verlassen').click(),
  'Escape': (page) => page.keyboard.press('Escape'),
  'der Knopf mit der Tastatur': async (page) => {
    await page.locator('#verlassen').focus();
    await page.keyboard.press('Enter');
  },
};
const SEITEN = { '/notfall': Object.keys(WEGE), '/bedarf/gewalt': ['Escape'], '/ar/notfall': ['der Knopf'], '/leistung/frauenhaus': ['Escape'] };

for (const [pfad, wege] of Object.entries(SEITEN))
  for (const weg of wege)
    test(`${pfad}: ${weg} führt hinaus, und zurück führt nicht wieder hin`, async () => {
      const { page, kontext, gesehen, hinaus } = await dort(pfad);
      assert.ok(await page.locator('#verlassen').isVisible());
      const vorher = await page.evaluate(() => history.length);
      await WEGE[weg](page);
      await page.waitForURL(ZIEL);
      await page.getByRole('heading', { name: 'Sonne' }).waitFor();
      assert.equal(await page.evaluate(() => history.length), vorher, 'ersetzt, nicht angehängt');
      await page.goBack();
      assert.equal(new URL(page.url()).pathname, '/themen', 'zurück führt an der Seite vorbei');
      assert.equal(hinaus.length, 1);
      assert.equal(hinaus[0].kopf.referer, undefined, 'das Ziel erfährt nicht, woher');
      const fremd = gesehen.anfragen.filter((url) => !url.startsWith(adresse) && !url.startsWith('data:'));
      assert.deepEqual(fremd, [ZIEL], 'nur das Ziel, und das hat die Prüfung beantwortet');
      await kontext.close();
    });

test('ohne JavaScript ist der Knopf ein Verweis, der nicht verrät, woher', async () => {
  const { page, kontext, hinaus } = await dort('/notfall', { javaScriptEnabled: false });
  await page.locator('#verlassen').click();
  await page.waitForURL(ZIEL);
  assert.equal(hinaus[0].kopf.referer, undefined);
  await kontext.close();
});

test('von jeder Art Seite ist die Notfallhilfe ein Klick entfernt, und ihre Nummern lassen sich wählen', async () => {
  const { page, kontext } = await oeffne(browser, '/');
  for (const pfad of ['/', '/familie', '/leistung/kindergeld', '/suche', '/quellen', '/uk/themen', '/gibt-es-nicht']) {
    await page.goto(adresse + pfad);
    await page.locator('header .fr-notfall').click();
    assert.match(new URL(page.url()).pathname, /\/notfall$/);
    for (const nummer of ['110', '112', '116117']) assert.ok(await page.locator(`main a[href="tel:${nummer}"]`).first().isVisible(), `${pfad}: ${nummer}`);
  }
  await kontext.close();
});

test('anderswo tut Escape nichts', async () => {
  const { page, kontext, hinaus } = await dort('/leistung/kindergeld');
  assert.equal(await page.locator('#verlassen').count(), 0);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Kindergeld' }).waitFor();
  assert.deepEqual(hinaus, []);
  await kontext.close();
});
