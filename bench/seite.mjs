// How fast the page answers and how much it loads, measured in Chromium against a running server.
//   ./run --port 8080 &   FR_URL=http://127.0.0.1:8080 node bench/seite.mjs
// Per example family the medians of a change (a child more or less, by undo and redo): time until the results are painted
// and until the best question stands there, too; and what of it is work: the engine's until then, and the page's own (script,
// style, layout, paint). The rest of the time is waiting for the screen's next frame; how long that is when nothing
// changes at all is the last line. Then every file that a first visit of /familie loads, in bytes as sent. Numbers depend on
// the machine; compare them only with others of the same run.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core');
const url = process.env.FR_URL ?? 'http://127.0.0.1:8080';
const examples = new URL('../beispiele/', import.meta.url);
const ROUNDS = 20;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

/** Every answer of the module adds its time to `engineTime`. */
function countEngine() {
  globalThis.engineTime = 0;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const { exports } = await instantiate(...given);
    const fr_answer = (...request) => {
      const begin = performance.now();
      const answer = exports.fr_answer(...request);
      globalThis.engineTime += performance.now() - begin;
      return answer;
    };
    return { exports: { ...exports, fr_answer } };
  };
}

/** In the page. Its script for a change is done when the microtask after the click runs; style, layout and paint lie between a frame's callback and the next task. */
async function changes([rounds, ready]) {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const begin = performance.now();
    setTimeout(() => done(performance.now() - begin));
  }));
  const [undo, redo] = document.querySelectorAll('.tools > button');
  const out = { idle: [], painted: [], engine: [], page: [], asked: [] };
  for (let i = 0; i < rounds; i++) {
    await painted();
    const still = performance.now();
    await painted();
    out.idle.push(performance.now() - still);
    engineTime = 0;
    const begin = performance.now();
    const frame = painted();
    (i % 2 ? redo : undo).click();
    await null;
    const [script, engine] = [performance.now() - begin, engineTime];
    const drawing = await frame;
    out.painted.push(performance.now() - begin);
    out.engine.push(engine);
    out.page.push(script - engine + drawing);
    while (!document.querySelector(ready)) await painted();
    out.asked.push(performance.now() - begin);
  }
  return out;
}

async function speed(name) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' });
  const family = JSON.parse(readFileSync(new URL(name, examples), 'utf8'));
  const text = JSON.stringify({ format: 'familienrathaus-familie', version: 1, family, names: {} });
  await page.addInitScript((kept) => sessionStorage.setItem('familienrathaus.familie', kept), text);
  await page.addInitScript(countEngine);
  await page.goto(`${url}/familie`);
  const results = '[data-testid="ergebnisse"][aria-busy="false"]';
  await page.locator(results).waitFor();
  await page.locator('[data-testid="zeichnung"] [data-ghost="child"]').first().click();
  await page.locator(results).waitFor();
  const times = await page.evaluate(changes, [ROUNDS, results]);
  await page.close();
  return { people: Object.keys(family.persons).length, ...Object.fromEntries(Object.entries(times).map(([key, list]) => [key, median(list)])) };
}

const COLUMNS = { gemalt: 'painted', 'davon Modul': 'engine', 'davon Seite': 'page', 'mit Frage': 'asked' };
const row = (s) => Object.entries(COLUMNS).map(([title, key]) => s[key].toFixed(0).padStart(title.length + 2)).join('');
console.log(`${'Familie'.padEnd(30)} Personen  ${Object.keys(COLUMNS).join('  ')}  (Mediane aus ${ROUNDS}, ms)`);
const all = [];
for (const name of readdirSync(examples).filter((file) => file.endsWith('.json'))) {
  const s = await speed(name);
  all.push(s);
  console.log(`${name.replace('.json', '').padEnd(30)} ${String(s.people).padStart(8)}${row(s)}`);
}
const middle = Object.fromEntries(['idle', ...Object.values(COLUMNS)].map((key) => [key, median(all.map((s) => s[key]))]));
console.log(`${'Median der Familien'.padEnd(39)}${row(middle)}`);
console.log(`${'ohne jede Änderung'.padEnd(39)}${middle.idle.toFixed(0).padStart(8)}`);

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
