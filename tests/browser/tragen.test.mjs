// Was eine Familie mitnimmt: was gerade nicht passt, zählt nicht; Link und QR-Code tragen alles; das Blatt ist voll.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adresse, AxeBuilder, befehlszeile, daten, lade_datei, oeffneFamilie, pruefeSauber, starte, summe, urteile } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const familie = (mehr = {}) => JSON.stringify({
  month: '2026-11',
  households: { haus: { Gemeinde: 'diese-Stadt' } },
  persons: {
    ich: { 'lives-in': 'haus', Geburtstag: '1990-04-03', Bruttolohn: 2000 },
    mia: { 'lives-in': 'haus', Geburtstag: '2019-05-06', parents: ['ich'], ...mehr },
  },
});
const notiz = (page) => page.getByRole('alert');
const menue = async (page) => {
  await page.getByRole('button', { name: 'Meine Daten' }).click();
  await page.getByRole('button', { name: 'Mitnehmen: Link oder QR-Code' }).click();
  await page.getByTestId('mitnehmen').waitFor();
};
const link = async (page) => {
  await menue(page);
  const text = await page.getByTestId('link').inputValue();
  await page.getByRole('button', { name: 'Meine Daten' }).click();
  return text;
};
async function axe(page, was) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} – ${n.failureSummary}`)), [], `${was}, ${colorScheme}`);
  }
}

test('Ein Lohn, der zu einem Kind nicht passt, zählt nicht mit und kommt mit dem Alter zurück', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  const stand = JSON.parse(familie({ Bruttolohn: 1500 }));
  stand.persons.ich.Betreuungskosten = 1200;
  await lade_datei(page, JSON.stringify(stand));
  await page.locator('[data-person="mia"]').waitFor();
  // Eine Angabe für Kinder gilt nicht für Erwachsene; den Lohn eines Kindes lässt die Maschine selbst weg.
  assert.equal(JSON.parse(await daten(page)).persons.ich.Betreuungskosten, undefined);
  const cli = befehlszeile(familie());
  assert.deepEqual(await urteile(page), cli.urteile);
  assert.deepEqual(await summe(page), cli.summe);

  await page.locator('[data-person="mia"]').click();
  const mitLohn = await summe(page);
  const ruhend = page.getByTestId('karte').getByTestId('ruhend');
  await ruhend.getByText('1.500 €').waitFor();
  await axe(page, 'Karte mit ruhender Angabe');
  // Erwachsen: Die Angabe zählt wieder, ohne dass jemand sie noch einmal macht.
  await page.getByTestId('karte').getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByTestId('karte').locator('input[type=date]').first().fill('2000-05-06');
  await page.getByTestId('karte').locator('input[type=date]').first().blur();
  await ruhend.waitFor({ state: 'detached' });
  await page.getByTestId('karte').locator('[data-fact="Bruttolohn"]').waitFor();
  assert.notDeepEqual(await summe(page), mitLohn);
  await page.getByRole('button', { name: 'Fertig' }).click();
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  assert.deepEqual(await summe(page), mitLohn);
  await pruefeSauber(offen);
  await kontext.close();
});

test('Eine alte Datei behält, was noch passt, und nennt mit Namen, was nicht', async () => {
  const { page, kontext } = await oeffneFamilie(browser);
  const alt = { format: 'familienrathaus-familie', version: 1, names: { mia: 'Mia' }, family: JSON.parse(familie({ 'altes-Merkmal': true, 'in-Betreuung': 'vielleicht' })) };
  await lade_datei(page, JSON.stringify(alt));
  await notiz(page).getByText('Mia: Altes Merkmal').waitFor();
  assert.match(await notiz(page).textContent(), /Mia: .*(Kita|Betreuung|betreut)/i);
  assert.equal(JSON.parse(await daten(page)).persons.ich.Bruttolohn, 2000);
  await kontext.close();
});

test('Der Link trägt die Familie in einen anderen Browser und verschwindet aus der Adresse', async () => {
  const erster = await oeffneFamilie(browser);
  await lade_datei(erster.page, familie());
  await erster.page.locator('[data-person="mia"]').waitFor();
  const ziel = await link(erster.page);
  assert.ok(ziel.startsWith(`${adresse}/familie#f=1.`));
  const vorher = await daten(erster.page);

  const zweiter = await oeffneFamilie(browser, {}, ziel.slice(adresse.length));
  await zweiter.page.locator('[data-person="mia"]').waitFor();
  assert.equal(zweiter.page.url(), `${adresse}/familie`);
  assert.equal(await daten(zweiter.page), vorher);
  assert.deepEqual(zweiter.gesehen.anfragen.filter((url) => new URL(url).hash || url.includes('f=')), [], 'der Link steckt in einer Anfrage');

  // Wer schon gezeichnet hat, wird gefragt; Rückgängig holt die eigene Familie wieder.
  await zweiter.page.locator('[data-testid="zeichnung"] [data-ghost="baby"]').click();
  await zweiter.page.getByRole('button', { name: 'Fertig' }).click();
  const eigene = await daten(zweiter.page);
  await zweiter.page.evaluate((hash) => (location.hash = hash), ziel.split('#')[1]);
  await zweiter.page.getByTestId('mitgebracht').waitFor();
  await axe(zweiter.page, 'Mitgebracht');
  assert.equal(zweiter.page.url(), `${adresse}/familie`);
  await zweiter.page.getByRole('button', { name: 'Meine behalten' }).click();
  assert.equal(await daten(zweiter.page), eigene);
  await zweiter.page.evaluate((hash) => (location.hash = hash), ziel.split('#')[1]);
  await zweiter.page.getByRole('button', { name: 'Mitgebrachte Familie öffnen' }).click();
  assert.equal(await daten(zweiter.page), vorher);
  await zweiter.page.getByRole('button', { name: 'Rückgängig' }).click();
  assert.equal(await daten(zweiter.page), eigene);
  await pruefeSauber(zweiter);
  await erster.kontext.close();
  await zweiter.kontext.close();
});

test('Ein kaputter oder neuerer Link sagt, was zu tun ist', async () => {
  for (const [fragment, sagt] of [['#f=1.AAAAAAAA', /noch einmal ganz/], ['#f=9.AAAA', /neueren Fassung/]]) {
    const { page, kontext } = await oeffneFamilie(browser, {}, `/familie${fragment}`);
    await notiz(page).waitFor();
    assert.match(await notiz(page).textContent(), sagt);
    assert.equal(page.url(), `${adresse}/familie`);
    await kontext.close();
  }
});

test('QR-Code und Warnung sind da, ohne Barrieren', async () => {
  const offen = await oeffneFamilie(browser, { viewport: { width: 360, height: 780 } });
  await lade_datei(offen.page, familie());
  await offen.page.locator('[data-person="mia"]').waitFor();
  await menue(offen.page);
  await offen.page.getByTestId('qr').waitFor();
  await offen.page.getByText('Wer diesen Link oder Code hat').waitFor();
  assert.ok((await offen.page.getByTestId('qr').boundingBox()).width >= 200);
  await axe(offen.page, 'Mitnehmen');
  await pruefeSauber(offen);
  await offen.kontext.close();
});

test('Häkchen bleiben im Tab und gehen mit „Alles löschen“', async () => {
  const { page, kontext } = await oeffneFamilie(browser);
  await lade_datei(page, familie());
  const haken = page.getByTestId('unterlagen').getByRole('checkbox').first();
  await haken.check();
  await page.getByText(/^1 von \d+ Unterlagen liegen bereit$/).waitFor();
  await page.reload();
  await page.getByTestId('unterlagen').waitFor();
  assert.ok(await haken.isChecked());
  await page.getByRole('button', { name: 'Meine Daten' }).click();
  await page.getByRole('button', { name: 'Alles löschen' }).click();
  await page.getByText('alle Angaben und Häkchen').waitFor();
  await page.getByRole('button', { name: 'Ja, alles löschen' }).click();
  assert.deepEqual(await page.evaluate(() => [Object.keys(sessionStorage).filter((k) => k.endsWith('haken')), Object.keys(localStorage)]), [[], []]);
  await kontext.close();
});

test('Das Blatt zum Mitnehmen nennt Summe, Unterlagen und Stellen', async () => {
  const { page, kontext } = await oeffneFamilie(browser);
  await lade_datei(page, familie());
  await page.locator('[data-person="mia"]').waitFor();
  // Was auf dem Blatt steht, liest man im Druckbild; ob es zu Papier kommt, sagt die Datei.
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const blatt = page.getByTestId('druck');
  const text = await blatt.innerText();
  const betrag = (await page.getByTestId('summe').locator('b').textContent()).trim();
  assert.ok(text.includes(betrag), betrag);
  for (const was of ['Unterlagen sammeln', '☐', 'Wohin Sie gehen können', '59065']) assert.ok(text.includes(was), was);
  assert.equal(await page.locator('.fr-nav').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Meine Daten' }).isVisible(), false);
  assert.ok(await page.getByTestId('zeichnung').isVisible());
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 20_000, `nur ${pdf.length} Bytes`);
  assert.equal(await blatt.count(), 0);
  await kontext.close();
});
