// The whole portal, page by page, measured and printed; asserts nothing, but ends with 1 if something was found.
//   ./run --port 8080 &   FR_URL=http://127.0.0.1:8080 node bench/alle-seiten.mjs
// Every page that the start page or the sitemap leads to: status, links, anchors, clicks from the start, valid HTML, data for
// machines, addresses in all languages; then axe on every German page and on one page of each kind in every language, light
// and dark, 320 and 1280 px. Takes up to a quarter of an hour. tests/browser/seiten.test.mjs checks a part of it.
import { createRequire } from 'node:module';
import { barrieren, KLEIDER } from '../tests/browser/barrieren.mjs';
import * as rundgang from '../tests/browser/rundgang.mjs';

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core');
const url = process.env.FR_URL ?? 'http://127.0.0.1:8080';
const SPRACHEN = Object.keys(rundgang.SPRACHEN);
const begin = performance.now();
let found = 0;

function report(name, findings, note = '') {
  found += findings.length;
  console.log(`${findings.length ? '✗' : '✓'} ${name.padEnd(44)} ${String(findings.length).padStart(5)} Befunde${note && `   ${note}`}`);
  for (const line of rundgang.kurz(findings, 20)) console.log(`    ${line}`);
}
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(0)} s`;

const rund = await rundgang.gehe(url);
const paths = [...rund.seiten.keys()];
console.log(`${paths.length} Seiten, ${rund.dateien.size} Dateien, ${rund.sitemap.length} in der Sitemap (${seconds(begin)})`);
for (const [language, pages] of rundgang.je(paths, rundgang.spracheVon)) console.log(`  ${language.padEnd(7)} ${pages.length}`);
for (const [kind, pages] of rundgang.je(paths.filter((p) => rundgang.spracheVon(p) === 'de'), rundgang.artVon)) if (pages.length > 1) console.log(`  de ${kind.padEnd(14)} ${pages.length}`);

const first = [...rund.zeiten].sort((a, b) => a - b);
const bytes = [...rund.seiten.values()].reduce((sum, { html }) => sum + Buffer.byteLength(html), 0);
console.log(`erstes Byte: Median ${at(first, 0.5).toFixed(2)} ms, p95 ${at(first, 0.95).toFixed(2)} ms, längste ${first.at(-1).toFixed(1)} ms; im Mittel ${(bytes / paths.length / 1024).toFixed(1)} KB je Seite`);
for (const language of SPRACHEN) {
  const clicks = rundgang.klicks(rund, language);
  const services = [...clicks].filter(([path]) => rundgang.deutsch(path).startsWith('/leistung/'));
  const count = [1, 2, 3].map((n) => services.filter(([, c]) => c === n).length);
  console.log(`  ${language.padEnd(7)} Leistungen in 1, 2, 3 Klicks: ${count.join(', ')}; weiteste Seite ${Math.max(...clicks.values())} Klicks`);
}
console.log('');

report('Status 200', rundgang.status(rund));
report('Verweise und Anker', rundgang.verweise(rund));
report('nichts von fremden Servern', rundgang.fremdes(rund));
report('jede Leistung in drei Klicks, je Sprache', rundgang.erreichbar(rund));
report('keine Sackgasse', rundgang.sackgassen(rund));
report('Sprache und Schriftrichtung', rundgang.sprachen(rund));
report('Titel eindeutig je Sprache', rundgang.titel(rund));
report('canonical, hreflang, Sitemap', rundgang.adressen(rund));
report('JSON-LD der Leistungen', rundgang.angaben(rund));
report('keine Reste im Text', rundgang.reste(rund));
const html = performance.now();
report('gültiges HTML (vnu)', await rundgang.gueltig(rund), `${paths.length} Seiten in ${seconds(html)}`);

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const kinds = rundgang.je(paths, (path) => `${rundgang.spracheVon(path)} ${rundgang.artVon(path)}`);
const german = paths.filter((path) => rundgang.spracheVon(path) === 'de');
// The page of a kind with the most text shows most of what can go wrong.
const longest = (pages) => pages.reduce((a, b) => (rund.seiten.get(a).html.length >= rund.seiten.get(b).html.length ? a : b));
const samples = [...kinds].filter(([kind]) => !kind.startsWith('de ')).map(([, pages]) => longest(pages));

async function axe(pages) {
  const from = performance.now(), findings = [], left = [...pages];
  await Promise.all([1, 2].map(async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' });
    const page = await context.newPage();
    for (let path = left.shift(); path !== undefined; path = left.shift()) findings.push(...(await barrieren(page, url, path, KLEIDER).catch((e) => [`${path}: ${e.message}`])));
    await context.close();
  }));
  return [findings, `${pages.length} Seiten × ${KLEIDER.length} Kleider in ${seconds(from)}`];
}
report('axe: alle deutschen Seiten', ...(await axe(german)));
report('axe: je Art in allen anderen Sprachen', ...(await axe(samples)));
await browser.close();

console.log(`\n${found} Befunde, Dauer ${seconds(begin)}`);
process.exitCode = found ? 1 : 0;
