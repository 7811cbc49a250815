// The browser module under Node: it imports nothing, refuses what is not a rulebook, and answers.
//   FR_WASM     the module          (default build/wasm/familienrathaus.wasm)
//   FR_COMPILED the folder written by `familienrathaus compile` (default build/assets)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = new URL('../..', import.meta.url).pathname;
const wasmFile = process.env.FR_WASM ?? join(root, 'build/wasm/familienrathaus.wasm');
const compiled = process.env.FR_COMPILED ?? join(root, 'build/assets');
const bytes = readFileSync(wasmFile);
const module = new WebAssembly.Module(bytes);
const manifest = JSON.parse(readFileSync(join(compiled, 'manifest.json'), 'utf8'));
const rulebook = readFileSync(join(compiled, manifest.rulebook.file));

class Engine {
  constructor() {
    this.x = new WebAssembly.Instance(module, {}).exports;
    this.x._initialize();
  }
  give(data) {
    const pointer = this.x.fr_alloc(data.length);
    assert.notEqual(pointer, 0);
    new Uint8Array(this.x.memory.buffer).set(data, pointer);
    return pointer;
  }
  load(data) {
    const pointer = this.give(data);
    const refused = this.x.fr_load(pointer, data.length);
    this.x.fr_free(pointer);
    return refused;
  }
  raw(data) {
    const pointer = this.give(data);
    const result = this.x.fr_answer(pointer, data.length);
    this.x.fr_free(pointer);
    const text = new Uint8Array(this.x.memory.buffer, result, this.x.fr_result_size()).slice();
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  }
  ask(request) {
    return JSON.parse(this.raw(new TextEncoder().encode(JSON.stringify(request))));
  }
}

function loaded() {
  const engine = new Engine();
  assert.equal(engine.load(rulebook), 0);
  return engine;
}

// Eight persons in two houses; facts left open where people leave them open.
const family = {
  month: '2026-11',
  persons: {
    anna: { Geburtstag: '1992-04-03', 'lives-in': 'haus' },
    ben: { Geburtstag: '1990-01-20', 'lives-in': 'haus' },
    mia: { Geburtstag: '2020-06-11', parents: ['anna', 'ole'], 'lives-in': { haus: 70, 'haus-2': 30 } },
    tim: { Geburtstag: '2009-02-01', parents: ['anna', 'ole'], 'lives-in': 'haus' },
    ida: { Geburtstag: '2024-09-15', parents: ['anna', 'ben'], 'lives-in': 'haus' },
    baby: { due: '2027-02', parents: ['anna', 'ben'] },
    ole: { Geburtstag: { from: '1988-01-01', to: '1990-12-31' }, 'lives-in': 'haus-2' },
    oma: { 'lives-in': 'haus-2' },
  },
  couples: [{ of: ['anna', 'ben'], status: 'verheiratet' }],
};

test('the module imports nothing', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const names = WebAssembly.Module.exports(module).map((e) => e.name).sort();
  assert.deepEqual(names, ['_initialize', 'fr_alloc', 'fr_answer', 'fr_free', 'fr_load', 'fr_result_size', 'memory']);
});

test('without a rulebook every answer is an error', () => {
  assert.equal(new Engine().ask({ do: 'vocabulary' }).error.what, 'Es ist kein Regelwerk geladen.');
});

test('foreign bytes are refused and the engine goes on', () => {
  const engine = new Engine();
  for (const junk of [new Uint8Array(0), new Uint8Array(64).fill(255), rulebook.subarray(0, rulebook.length >> 1)]) {
    assert.equal(engine.load(junk), 1);
    assert.ok(engine.x.fr_result_size() > 0);
  }
  assert.equal(engine.load(rulebook), 0);
  for (const junk of [new Uint8Array([0xff, 0, 1]), new Uint8Array(3_000_000).fill(0x5b)]) {
    assert.ok(JSON.parse(engine.raw(junk)).error.message);
  }
  assert.equal(engine.x.fr_alloc(0x7fffffff), 0);
  assert.ok(engine.ask({ do: 'vocabulary' }).facts.length > 0);
});

test('match, timeline and vocabulary answer', () => {
  const engine = loaded();
  const match = engine.ask({ do: 'match', family });
  assert.equal(match.error, undefined);
  assert.equal(match.month, '2026-11');
  assert.ok(match.results.length > 0);
  assert.ok(match.results.every((r) => ['yes', 'no', 'open'].includes(r.verdict)));
  assert.ok(Array.isArray(engine.ask({ do: 'timeline', family }).events));
  const first = match.results[0];
  assert.equal(engine.ask({ do: 'why', family, service: first.service, for: first.for }).answers[0].verdict, first.verdict);
});

test('the same question twice gives the same bytes', () => {
  const engine = loaded();
  const request = new TextEncoder().encode(JSON.stringify({ do: 'match', family }));
  assert.equal(engine.raw(request), loaded().raw(request));
});

test('size and speed are reported', (t) => {
  const engine = loaded();
  const median = (request) => {
    const times = [];
    for (let i = 0; i < 15; ++i) {
      const start = performance.now();
      engine.ask(request);
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b)[7].toFixed(1);
  };
  t.diagnostic(`module ${bytes.length} bytes, gzip ${gzipSync(bytes).length}, brotli ${brotliCompressSync(bytes).length}; rulebook ${rulebook.length}`);
  t.diagnostic(`eight persons: verdicts ${median({ do: 'match', family, ask: false, because: false })} ms, ` +
    `with reasons ${median({ do: 'match', family, ask: false })} ms, with questions ${median({ do: 'match', family })} ms`);
});
