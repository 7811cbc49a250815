// Der Weg rund um die Geburt: Der Termin kommt aus der Familie oder wird gefragt, jede Frist steht so da, wie die
// Befehlszeile sie nennt, Haken bleiben im Tab und gehen mit „Alles löschen“, und der Plan passt auf ein Blatt.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inKleidern } from './barrieren.mjs';
import { antwort, daten, oeffne, pruefeSauber, starte, wechsle } from './seite.mjs';

let browser;
before(async () => (browser = await starte()));
after(() => browser.close());

const FAMILIE = {
  format: 'familienrathaus-familie', version: 1, names: { ich: 'Anna', 'partner-1': 'Ole', 'baby-1': 'Mia' },
  family: {
    households: { haus: { Gemeinde: 'diese-Stadt', Sozialleistung: 'keine', 'zu-versteuerndes-Einkommen': 60000 } },
    persons: {
      ich: { Geburtstag: '1997-07-21', 'lives-in': 'haus', Aufenthalt: 'deutsch', Geburtsmutter: true, Krankenversicherung: 'gesetzlich', 'Bruttolohn-vor-Geburt': 2500 },
      'partner-1': { Geburtstag: '1995-01-30', 'lives-in': 'haus', Aufenthalt: 'EU', Geburtsmutter: false },
      'baby-1': { due: '2027-02-10', parents: ['ich', 'partner-1'], 'lives-in': 'haus', Vaterschaft: 'noch-nicht', 'gemeinsame-Sorge': false },
    },
    couples: [{ of: ['ich', 'partner-1'], status: 'zusammen' }],
  },
};

/** Öffnet den Weg im November 2026 mit dieser Familie im Tab, oder ohne. */
async function weg(familie, wahl = {}) {
  const offen = await oeffne(browser, '/barrierefreiheit', wahl);
  await offen.page.clock.setFixedTime(new Date('2026-11-22T12:00:00Z'));
  if (familie) await offen.page.evaluate((text) => sessionStorage.setItem('familienrathaus.familie', text), JSON.stringify(familie));
  await offen.page.goto(new URL('/geburt', offen.page.url()).href);
  await offen.page.getByTestId('geburt').waitFor();
  return offen;
}
const schritt = (page, dienst, stufe) => page.locator(`li.task[data-service="${dienst}"]${stufe ? `[data-stage="${stufe}"]` : ''}`);
const haken = (page, dienst) => schritt(page, dienst).getByRole('checkbox');

test('wer nichts gezeichnet hat, wird nach dem Termin gefragt; das Kind steht danach in der Familie', async () => {
  const offen = await weg(null);
  const { page, kontext } = offen;
  await page.getByRole('button', { name: 'Wir erwarten ein Kind' }).click();
  const frage = page.getByTestId('kind-frage');
  await frage.locator('input[type=date]').fill('2027-02-10');
  await frage.getByRole('button', { name: 'Übernehmen' }).click();
  await page.getByTestId('plan').waitFor();
  assert.match(await page.getByTestId('termin').innerText(), /10\. Februar 2027/);
  assert.equal(JSON.parse(await daten(page)).persons['baby-1'].due, '2027-02-10');
  await pruefeSauber(offen);
  await kontext.close();
});

test('jede Frist im Plan ist die der Befehlszeile, auch jenseits des geprüften Rechtsstands', async () => {
  const { page, kontext } = await weg(FAMILIE);
  const jetzt = antwort(FAMILIE.family, 'match', '2026-11');
  const anzeigen = jetzt.results.find((r) => r.service === 'geburt-anzeigen').deadlines[0];
  assert.equal(anzeigen.until.to, '2027-02-17');
  assert.match(await schritt(page, 'geburt-anzeigen', 'week').innerText(), new RegExp(`${anzeigen.text}: 17\\. Februar 2027`));
  const spaeter = antwort(FAMILIE.family, 'timeline', '2026-11').events.filter((e) => e.what === 'deadline' && e.service === 'kindergeld');
  assert.equal(spaeter[0].day.to, '2027-08-10');
  assert.match(await schritt(page, 'kindergeld').innerText(), new RegExp(`${spaeter[0].text}: 10\\. August 2027`));
  assert.deepEqual(await page.locator('li.stage').evaluateAll((alle) => alle.map((s) => s.dataset.stage)), ['pregnant', 'weeks', 'week', 'three', 'six']);
  // Was nicht gilt, steht mit Grund unter dem Weg; verheiratet braucht niemand die Vaterschaft anzuerkennen.
  assert.equal(await schritt(page, 'vaterschaftsanerkennung').count(), 1);
  await kontext.close();
  const verheiratet = structuredClone(FAMILIE);
  verheiratet.family.couples[0].status = 'verheiratet';
  const zweite = await weg(verheiratet);
  assert.equal(await schritt(zweite.page, 'vaterschaftsanerkennung').count(), 0);
  await zweite.page.locator('.not summary').click();
  assert.equal(await zweite.page.locator('.not a[href="/leistung/vaterschaftsanerkennung"]').isVisible(), true);
  await zweite.kontext.close();
});

test('Haken bleiben im Tab, gehen mit der Tastatur und verschwinden mit „Alles löschen“', async () => {
  const offen = await weg(FAMILIE);
  const { page, kontext } = offen;
  await haken(page, 'geburt-anzeigen').focus();
  await page.keyboard.press('Space');
  await page.getByText(/^1 von \d+ Schritten erledigt$/).waitFor();
  await page.reload();
  await page.getByTestId('plan').waitFor();
  assert.equal(await haken(page, 'geburt-anzeigen').isChecked(), true);
  assert.equal(await haken(page, 'kindergeld').isChecked(), false);
  await page.getByRole('button', { name: 'Meine Daten' }).click();
  await page.getByRole('button', { name: 'Alles löschen', exact: true }).click();
  await page.getByRole('button', { name: 'Ja, alles löschen' }).click();
  await page.getByTestId('kind-frage').waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  await pruefeSauber(offen);
  await kontext.close();
});

test('Gründe und Unterlagen klappen auf, die Stellen sind verlinkt', async () => {
  const { page, kontext } = await weg(FAMILIE);
  const karte = schritt(page, 'sorgeerklaerung');
  await karte.getByRole('button').click();
  await karte.getByText('Ausweise beider Eltern').last().waitFor();
  assert.equal(await karte.locator('a[href="/stelle/jugendamt"]').count(), 1);
  assert.equal(await karte.locator('a[href="/leistung/sorgeerklaerung"]').count(), 1);
  await kontext.close();
});

test('der Plan druckt auf genau eine Seite, sagt, was fehlt, und trennt keine Überschrift von ihrem Schritt', async () => {
  const paar = JSON.parse(readFileSync(new URL('../../beispiele/schwangeres-paar.json', import.meta.url), 'utf8'));
  for (const familie of [FAMILIE, { format: FAMILIE.format, version: 1, names: {}, family: paar }]) {
    const { page, kontext } = await weg(familie);
    await page.evaluate(() => document.fonts.ready);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
    await page.emulateMedia({ media: 'print' });
    await page.getByText('Weitere Hilfen zeigt der Plan am Bildschirm.').waitFor();
    assert.ok(await page.locator('.task.waits').count() > 0);
    assert.equal(await page.locator('.task.waits:visible').count(), 0);
    await page.setViewportSize({ width: 711, height: 1040 });  // A4 ohne Rand
    const getrennt = await page.locator('.stage:not(.waits)').evaluateAll((alle) => alle.filter((s) => {
      const erster = [...s.querySelectorAll('.task')].find((t) => t.getClientRects().length);
      return s.querySelector('h2').getBoundingClientRect().x !== erster.getBoundingClientRect().x;
    }).map((s) => s.dataset.stage));
    assert.deepEqual(getrennt, []);
    await kontext.close();
  }
});

test('ohne Barrieren, hell und dunkel, schmal und breit, auch englisch', async () => {
  const offen = await weg(FAMILIE);
  const { page, kontext } = offen;
  await schritt(page, 'kindergeld').getByRole('button').click();
  assert.deepEqual(await inKleidern(page, '/geburt'), []);
  await wechsle(page, 'en');
  await page.getByTestId('geburt').waitFor();
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Around the birth');
  await pruefeSauber(offen);
  await kontext.close();
});
