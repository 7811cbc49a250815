// Eine zweite Stadt als Beweis: Musterstadt, in einen eigenen Ordner übersetzt und von einem eigenen Server
// gezeigt. Alles nennt sie, nichts nennt Hamm, und gerechnet wird mit ihrer Gebührentafel.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const wurzel = fileURLToPath(new URL('../../', import.meta.url));
const programm = process.env.FR_PROGRAMM ?? assert.fail('FR_PROGRAMM fehlt: das Programm familienrathaus');
const modul = process.env.FR_WASM ?? join(wurzel, 'build/wasm/familienrathaus.wasm');
const ordner = mkdtempSync(join(tmpdir(), 'musterstadt-'));
const stadt = ['--katalog', join(wurzel, 'katalog'), '--stadt', 'musterstadt'];

// Mit der Adresse dieses Servers statt der des gemeinsamen; seite.mjs liest sie beim Laden.
const server = await (async () => {
  execFileSync(programm, [...stadt, 'compile', join(ordner, 'assets'), '--wasm', modul, '--web', join(wurzel, 'web/dist')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const kind = spawn(programm, [...stadt, 'serve', '--port', '0', '--assets', join(ordner, 'assets'), '--daten', join(ordner, 'daten')], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.env.FR_URL = await new Promise((offen, gescheitert) => {
    let gesagt = '';
    kind.stdout.on('data', (text) => {
      gesagt += text;
      const url = /http:\/\/[0-9.]+:\d+/.exec(gesagt)?.[0];
      if (url) offen(url);
    });
    kind.once('exit', () => gescheitert(new Error('Der Server mit Musterstadt startet nicht')));
  });
  return kind;
})();
const { AxeBuilder, adresse, daten, falte_auf, lade_datei, oeffne, oeffneFamilie, pruefeSauber, starte } = await import('./seite.mjs');
const { Maus } = await import('./haende.mjs');
const { genau, stelleVor, waehle } = await import('./zeichner.mjs');

let browser;
before(async () => (browser = await starte()));
after(async () => {
  await browser.close();
  server.kill('SIGTERM');
  rmSync(ordner, { recursive: true });
});

// Der Name in allen Schriften, die Vorwahl und was es nur dort gibt. Ein Hammer ist kein Hamm, und هام allein heißt auch „wichtig“.
const HAMM = /(?<!\p{L})hamm(?!er|am)|02381|Heessen|Maxi-?Ticket|YouCard|Maximare|Maxi-?Park|(?<!\p{L})[ХГ]амм|مدينة هام/iu;
const SPRACHEN = ['', '/leicht', '/en', '/tr', '/uk', '/ar', '/pl', '/ro', '/ru'];
const verweise = (html) => [...html.matchAll(/(?:href|src|action|data-[a-z]+)="([^"]+)"/g)]
  .flatMap(([, wert]) => wert.split(' ').map((teil) => teil.replace(/^[a-z]+=(?=\/)/, '').split(/[#?]/)[0])).filter((pfad) => /^\/(?!\/)/.test(pfad));

test('Keine Seite, keine Datei und kein Text der Musterstadt nennt Hamm', async () => {
  const gesehen = new Set(['/', '/api/v1/services', '/api/v1/offices', '/api/v1/openapi.json', '/dienst.js', '/sitemap.xml', '/assets/manifest.json']);
  const treffer = [];
  const suche = (wo, text) => {
    const fund = HAMM.exec(text);
    if (fund) treffer.push(`${wo}: …${text.slice(Math.max(0, fund.index - 50), fund.index + 50).replace(/\s+/g, ' ')}…`);
  };
  for (const pfad of gesehen) {  // wächst, während es durchlaufen wird
    const antwort = await fetch(adresse + pfad);
    const text = await antwort.text();
    suche(pfad, text);
    if (antwort.headers.get('content-type')?.startsWith('text/html')) for (const ziel of verweise(text)) gesehen.add(ziel);
  }
  for (const datei of readdirSync(join(ordner, 'assets'), { recursive: true, withFileTypes: true }))
    if (datei.isFile() && datei.name !== 'portal.pack') suche(datei.name, readFileSync(join(datei.parentPath, datei.name), 'latin1'));
  for (const datei of readdirSync(join(wurzel, 'katalog/musterstadt'), { recursive: true, withFileTypes: true }))
    if (datei.isFile()) suche(datei.name, readFileSync(join(datei.parentPath, datei.name), 'utf8'));
  assert.ok(gesehen.size > 1500, `nur ${gesehen.size} Adressen`);
  assert.ok([...gesehen].some((pfad) => /regelwerk-.*\.bin$/.test(pfad)), 'das Regelwerk fehlt');
  assert.deepEqual(treffer, []);
});

test('Die Startseite nennt Musterstadt, in jeder Sprache, und sagt, dass sie keine Seite der Stadt ist', async () => {
  for (const sprache of SPRACHEN) {
    const html = await (await fetch(`${adresse}${sprache || '/'}`)).text();
    assert.match(html.replace(/<[^>]+>/g, ' '), /Musterstadt/, sprache);
  }
  const offen = await oeffne(browser, '/');
  const { page, kontext } = offen;
  assert.equal(await page.locator('header').getByText('ein offener Entwurf für Musterstadt').count(), 1);
  assert.equal(await page.locator('footer').getByText('keine Seite der Stadt Musterstadt').count(), 1);
  await page.getByTestId('ergebnisse').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].target}`), []);
  await pruefeSauber(offen);
  await kontext.close();
});

/** Was diese Stadt für dieselbe Familie höchstens verlangt, nach der Befehlszeile. */
function hoechstens(ort, familie) {
  const gesagt = execFileSync(programm, ['--katalog', join(wurzel, 'katalog'), '--stadt', ort, 'match', '-', '--json'], { input: familie, encoding: 'utf8', maxBuffer: 64_000_000 });
  return JSON.parse(gesagt).results.find((r) => r.service === 'elternbeitrag' && r.for === 'kind-1').amount.max;
}

test('Der Elternbeitrag einer gezeichneten Familie kommt aus der Tafel von Musterstadt', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  const [jahr, monat] = JSON.parse(await daten(page)).month.split('-').map(Number);
  const hand = new Maus(page);
  await hand.hinzu('child', 'kind-1');
  await stelleVor(hand, 'Ela', `${jahr - 1}-${String(monat).padStart(2, '0')}-15`);  // ein Jahr alt: unter zwei
  await waehle(hand, 'kind-1', 'in-Betreuung', 'Ja');
  await hand.schliesse();
  await hand.oeffne('haus');
  await waehle(hand, 'haus', 'Sozialleistung', 'keine davon');
  await genau(hand, 'haus', 'zu-versteuerndes-Einkommen', '52000');
  assert.equal(await page.locator('[data-fact="Gemeinde"]').getByText('in Musterstadt').count(), 1);
  await hand.schliesse();
  await falte_auf(page);
  const karte = page.locator('article[data-service="elternbeitrag"]');
  await karte.getByText('130 €').first().waitFor({ state: 'attached' });  // Anlage 2026, Zeile 3
  const familie = await daten(page);
  assert.deepEqual([hoechstens('musterstadt', familie), hoechstens('hamm', familie)], ['130', '79']);
  await pruefeSauber(offen);
  await kontext.close();
});

test('/stellen zeigt die Stellen von Musterstadt, ohne Barrieren, auch auf dem Handy', async () => {
  for (const breite of [390, 1280]) {
    const offen = await oeffne(browser, '/stellen', { viewport: { width: breite, height: 900 } });
    const { page, kontext } = offen;
    for (const name of ['Jugendamt Musterstadt', 'Kita-Büro Musterstadt', 'Familienbüro Musterstadt', 'Bürgeramt Musterstadt', 'Elterncafé am Markt'])
      assert.equal(await page.locator('main').getByRole('link', { name, exact: true }).count(), 1, name);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].target}`), []);
    await pruefeSauber(offen);
    await kontext.close();
  }
});

test('Eine Familie aus einer anderen Stadt öffnet sich, wohnt woanders und sagt es', async () => {
  const offen = await oeffneFamilie(browser);
  const { page, kontext } = offen;
  const anderswo = (version, mehr, haus) => JSON.stringify({
    format: 'familienrathaus-familie', version, ...mehr, names: { ich: 'Anna' },
    family: { households: { haus }, persons: { ich: { 'lives-in': 'haus' } }, receives: { haus: ['hammticket'] } },
  });
  await lade_datei(page, anderswo(2, { city: 'Hamm' }, { Gemeinde: 'diese-Stadt', Sozialleistung: 'keine' }));
  await page.getByText('Diese Familie wurde für Hamm gespeichert, hier geht es um Musterstadt.').waitFor();
  const gelesen = JSON.parse(await daten(page));
  assert.deepEqual(gelesen.households.haus, { Gemeinde: 'andere-in-NRW', Sozialleistung: 'keine' });
  assert.equal(gelesen.receives, undefined);  // die Leistung gibt es hier nicht
  await lade_datei(page, anderswo(1, {}, { Gemeinde: 'Hamm' }));
  await page.waitForFunction(() => !document.body.innerText.includes('Diese Familie wurde für'));
  assert.equal(JSON.parse(await daten(page)).households.haus.Gemeinde, 'andere-in-NRW');
  await pruefeSauber(offen);
  await kontext.close();
});
