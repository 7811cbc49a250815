// How long the browser module takes for one family, under Node: medians in milliseconds, once the module is
// warm, and the first answer of all.
//   node bench/wasm.mjs WASM REGELWERK FAMILY.json [REPEATS]
// WASM is build/wasm/familienrathaus.wasm, REGELWERK the file written by `familienrathaus compile`.
import { readFileSync } from 'node:fs';

const [wasmFile, rulebookFile, familyFile, repeats = '31'] = process.argv.slice(2);
if (!familyFile) {
  console.error('node bench/wasm.mjs WASM REGELWERK FAMILY.json [REPEATS]');
  process.exit(2);
}

const x = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasmFile)), {}).exports;
x._initialize();

function give(data) {
  const pointer = x.fr_alloc(data.length);
  new Uint8Array(x.memory.buffer).set(data, pointer);
  return pointer;
}

// The answer as text; only the engine's own work is timed.
function timed(data) {
  const pointer = give(data);
  const start = performance.now();
  const result = x.fr_answer(pointer, data.length);
  const took = performance.now() - start;
  x.fr_free(pointer);
  const text = new TextDecoder().decode(new Uint8Array(x.memory.buffer, result, x.fr_result_size()));
  return { took, text };
}

const rulebook = readFileSync(rulebookFile);
const pointer = give(rulebook);
if (x.fr_load(pointer, rulebook.length) !== 0) {
  console.error('Das Regelwerk wird abgelehnt.');
  process.exit(1);
}
x.fr_free(pointer);

const family = JSON.parse(readFileSync(familyFile, 'utf8'));
// The module remembers the evaluation of the latest family; another one in between makes it compute again.
const other = new TextEncoder().encode(JSON.stringify({ do: 'match', ask: false, because: false, family: { month: family.month, persons: { ich: {} } } }));
function fresh(data) {
  timed(other);
  return timed(data);
}
const requests = {
  auswertung: { do: 'match', family, ask: false, because: false },
  'mit Gründen': { do: 'match', family, ask: false },
  'mit Gründen und Fragen': { do: 'match', family },
};
for (const [name, request] of Object.entries(requests)) {
  const data = new TextEncoder().encode(JSON.stringify(request));
  const first = fresh(data);
  if (JSON.parse(first.text).error) throw new Error(JSON.parse(first.text).error.message);
  for (let i = 0; i < 60; ++i) fresh(data);
  const times = [];
  for (let i = 0; i < Number(repeats); ++i) times.push(fresh(data).took);
  times.sort((a, b) => a - b);
  console.log(`${name}: Median ${times[times.length >> 1].toFixed(2)} ms, schnellste ${times[0].toFixed(2)} ms, erste Antwort ${first.took.toFixed(2)} ms`);
}
