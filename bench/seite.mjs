// How fast the page answers and how much it loads, measured in Chromium against a running server.
//   ./run --port 8080 &   FR_URL=http://127.0.0.1:8080 node bench/seite.mjs
// Per example family: the median time from a change (a child more or less, by undo and redo) until the results are
// painted, and until the best question stands there, too. Then every file that a first visit of /familie loads,
// in bytes as sent. Numbers depend on the machine; compare them only with others of the same run.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core');
const url = process.env.FR_URL ?? 'http://127.0.0.1:8080';
const examples = new URL('../beispiele/', import.meta.url);
const ROUNDS = 20;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function speed(name) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  const family = JSON.parse(readFileSync(new URL(name, examples), 'utf8'));
  const text = JSON.stringify({ format: 'familienrathaus-familie', version: 1, family, names: {} });
  await page.addInitScript((kept) => sessionStorage.setItem('familienrathaus.familie', kept), text);
  await page.goto(`${url}/familie`);
  const results = '[data-testid="ergebnisse"][aria-busy="false"]';
  await page.locator(results).waitFor();
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').first().click();
  await page.locator(results).waitFor();
  const times = await page.evaluate(async ([rounds, ready]) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const tools = [...document.querySelectorAll('.tools > button')];
    const [undo, redo] = [tools[0], tools[1]];
    const out = { painted: [], asked: [] };
    for (let i = 0; i < rounds; i++) {
      const begin = performance.now();
      (i % 2 ? redo : undo).click();
      await painted();
      out.painted.push(performance.now() - begin);
      while (!document.querySelector(ready)) await painted();
      out.asked.push(performance.now() - begin);
    }
    return out;
  }, [ROUNDS, results]);
  await page.close();
  return { people: Object.keys(family.persons).length, painted: median(times.painted), asked: median(times.asked) };
}

console.log(`${'Familie'.padEnd(30)} Personen  gemalt  mit Frage (Mediane aus ${ROUNDS}, ms)`);
const all = [];
for (const name of readdirSync(examples).filter((file) => file.endsWith('.json'))) {
  const s = await speed(name);
  all.push(s);
  console.log(`${name.replace('.json', '').padEnd(30)} ${String(s.people).padStart(8)} ${s.painted.toFixed(0).padStart(7)} ${s.asked.toFixed(0).padStart(10)}`);
}
console.log(`${'Median der Familien'.padEnd(39)} ${median(all.map((s) => s.painted)).toFixed(0).padStart(7)} ${median(all.map((s) => s.asked)).toFixed(0).padStart(10)}`);

const page = await browser.newPage({ serviceWorkers: 'block' });
const wire = await page.context().newCDPSession(page);
await wire.send('Network.enable');
const names = new Map();
const sizes = new Map();
wire.on('Network.responseReceived', (e) => names.set(e.requestId, new URL(e.response.url).pathname));
wire.on('Network.loadingFinished', (e) => sizes.set(e.requestId, e.encodedDataLength));
await page.goto(`${url}/familie`);
await page.locator('[data-testid="ergebnisse"][aria-busy="false"]').waitFor();
const files = [...sizes].map(([id, size]) => [size, names.get(id)]).sort((a, b) => b[0] - a[0]);
console.log(`\n/familie lädt ${files.length} Dateien, ${files.reduce((sum, [size]) => sum + size, 0)} Bytes komprimiert`);
for (const [size, name] of files.slice(0, 8)) console.log(`${String(size).padStart(9)} ${name}`);
await browser.close();
