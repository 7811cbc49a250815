// Hostile bytes into the browser module: compiled rulebooks and requests. Each is refused with a German message
// (never a trap), the same instance goes on answering, and its memory stays bounded.
//   FR_WASM     the module          (default build/wasm/familienrathaus.wasm)
//   FR_COMPILED the folder written by `familienrathaus compile` (default build/assets)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const module = await WebAssembly.compile(readFileSync(process.env.FR_WASM ?? 'build/wasm/familienrathaus.wasm'));
const compiled = process.env.FR_COMPILED ?? 'build/assets';
const rulebook = readFileSync(join(compiled, JSON.parse(readFileSync(join(compiled, 'manifest.json'), 'utf8')).rulebook.file));
const kMemory = 200 * 1024 * 1024;

class Engine {
  x = new WebAssembly.Instance(module, {}).exports;
  constructor() {
    this.x._initialize();
  }
  text(pointer) {
    const bytes = new Uint8Array(this.x.memory.buffer, pointer >>> 0, this.x.fr_result_size());
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  }
  pass(data, call) {
    const pointer = this.x.fr_alloc(data.length);
    assert.notEqual(pointer, 0);
    new Uint8Array(this.x.memory.buffer).set(data, pointer >>> 0);
    const result = call(pointer, data.length);
    this.x.fr_free(pointer);
    assert.ok(this.x.memory.buffer.byteLength <= kMemory, `${this.x.memory.buffer.byteLength} bytes`);
    return result;
  }
  load(data) {
    return this.pass(data, this.x.fr_load);
  }
  raw(data) {
    return this.text(this.pass(Buffer.from(data), this.x.fr_answer));
  }
  ask(request) {
    return JSON.parse(this.raw(typeof request === 'string' || request instanceof Uint8Array ? request : JSON.stringify(request)));
  }
}

function loaded() {
  const engine = new Engine();
  assert.equal(engine.load(rulebook), 0);
  return engine;
}

// Deterministic pseudo-random numbers; the seed is part of a failing message.
function dice(seed) {
  let x = seed >>> 0;
  return (below) => {
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x % below;
  };
}
const rubbish = (length, seed) => {
  const next = dice(seed);
  return Uint8Array.from({ length }, () => next(256));
};

test('rulebook: foreign bytes are refused with a German sentence', () => {
  const engine = new Engine();
  const magic = rulebook.subarray(0, 16);
  const foreign = {
    'nothing': new Uint8Array(0), 'one byte': rulebook.subarray(0, 1), 'the head alone': magic, 'rubbish': rubbish(100_000, 1),
    'head and rubbish': Buffer.concat([magic, rubbish(100_000, 2)]), 'head and 0xff': Buffer.concat([magic, Buffer.alloc(100_000, 255)]),
    '10 MB of brackets': Buffer.alloc(10_000_000, '['), '10 MB of zeros': Buffer.alloc(10_000_000),
    'something after the end': Buffer.concat([rulebook, Buffer.from('x')]), 'this test': readFileSync(new URL(import.meta.url)),
  };
  for (const [name, bytes] of Object.entries(foreign)) {
    assert.equal(engine.load(bytes), 1, name);
    assert.ok(engine.x.fr_result_size() > 10, name);
  }
  assert.equal(engine.ask({ do: 'vocabulary' }).error.what, 'Es ist kein Regelwerk geladen.');
  assert.equal(engine.load(rulebook), 0);
  assert.ok(engine.ask({ do: 'vocabulary' }).facts.length > 0);
});

test('rulebook: every cut is refused', () => {
  const engine = new Engine();
  const next = dice(3);
  const cuts = [...Array.from({ length: 200 }, (_, i) => i), ...Array.from({ length: 800 }, () => next(rulebook.length))];
  for (const length of cuts) assert.equal(engine.load(rulebook.subarray(0, length)), 1, `${length} of ${rulebook.length} bytes`);
});

test('rulebook: a flipped bit is refused, or what is accepted still answers without a trap', () => {
  const family = { month: '2026-11', households: { h: {} }, persons: { a: { 'lives-in': 'h' }, b: { Geburtstag: '2020-06', parents: ['a'], 'lives-in': 'h' } } };
  const next = dice(4);
  let accepted = 0;
  for (let i = 0; i < 400; ++i) {
    const bytes = Buffer.from(rulebook);
    const at = next(bytes.length);
    bytes[at] ^= 1 << next(8);
    const engine = new Engine();
    if (engine.load(bytes) !== 0) continue;
    ++accepted;
    const answer = engine.ask({ do: 'match', family });
    assert.ok(answer.error?.message || Array.isArray(answer.results), `byte ${at}, round ${i}`);
  }
  assert.ok(accepted > 0, 'titles and questions may change; nobody verifies those');
});

const engine = loaded();
const many = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join(', ');
const family = (text) => `{"do": "match", "family": {"month": "2026-11", "persons": {${text}}}}`;
const requests = {
  'nothing': ['', /enden mittendrin/],
  'rubbish': [rubbish(100_000, 5), /UTF-8|Nullzeichen/],
  'brackets, 3 MB': ['['.repeat(3_000_000), /zu tief geschachtelt/],
  'brackets, 10 MB': ['['.repeat(10_000_000), /zu (groß|lang|tief)/],
  'a NUL byte': ['{"do": "match\0"}', /Nullzeichen/],
  'broken UTF-8': [Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d), /UTF-8/],
  'a list': ['[]', /./],
  'no verb': ['{}', /./],
  'an unknown verb': ['{"do": "explode"}', /match/],
  'a verb that is no text': ['{"do": 7}', /./],
  'no family': ['{"do": "match"}', /./],
  'the same key twice': ['{"do": "match", "do": "why"}', /steht zweimal/],
  '10,000 persons': [family(many(10_000, (i) => `"p${i}": {}`)), /zu viele Personen/],
  'a number of 100,000 digits': [family(`"a": {"Bruttolohn": ${'9'.repeat(100_000)}}`), /zu lang/],
  'a number with an exponent': [family('"a": {"Bruttolohn": 1e400}'), /Exponent/],
  'a name of 100,000 letters': [family(`"${'n'.repeat(100_000)}": {}`), /Name kann nicht verwendet werden/],
  'a circle of parents': [family('"a": {"parents": ["b"]}, "b": {"parents": ["a"]}'), /bilden einen Kreis/],
  'why without service': ['{"do": "why", "family": {"month": "2026-11"}}', /./],
  'why of a foreign service': ['{"do": "why", "service": "goldregen", "family": {"month": "2026-11"}}', /goldregen/],
  'a curve of a billion points': ['{"do": "curve", "entity": "a", "fact": "Bruttolohn", "from": 0, "to": 10, "points": 1000000000, "family": {"month": "2026-11", "persons": {"a": {}}}}', /./],
  'a curve of minus one points': ['{"do": "curve", "entity": "a", "fact": "Bruttolohn", "from": 0, "to": 10, "points": -1, "family": {"month": "2026-11", "persons": {"a": {}}}}', /./],
  'a timeline of a billion months': ['{"do": "timeline", "months": 1000000000, "family": {"month": "2026-11", "persons": {"a": {}}}}', /./],
};

for (const [name, [request, message]] of Object.entries(requests)) {
  test(`request: ${name}`, () => {
    const { error } = engine.ask(request);
    assert.ok(error, 'refused');
    assert.match(error.message, message);
    assert.match(error.message, /^\S.{10,}/s);
    assert.ok(error.message.length < 1000);
    assert.ok(engine.ask({ do: 'vocabulary' }).facts.length > 0, 'the instance goes on');
  });
}

test('request: every cut of a real one, and 2000 broken ones, are answered', () => {
  const whole = Buffer.from(JSON.stringify({ do: 'match', ask: false, family: JSON.parse(readFileSync('beispiele/patchwork-zwei-haeuser.json', 'utf8')) }));
  for (let length = 0; length < whole.length; length += 3) assert.ok(engine.ask(whole.subarray(0, length)).error, `${length} bytes`);
  const next = dice(6);
  for (let i = 0; i < 2000; ++i) {
    const bytes = Buffer.from(whole);
    for (let k = 1 + next(4); k > 0; --k) bytes[next(bytes.length)] = next(256);
    const answer = engine.ask(bytes);
    assert.ok(answer.error?.message || Array.isArray(answer.results), `round ${i}`);
  }
});

test('request: the largest family that is allowed', () => {
  const text = family(many(40, (i) => `"p${i}": {"lives-in": "h${i % 50}"}`));
  assert.ok(engine.ask(text).results.length > 0);
});

test('more memory than is sensible is not given', () => {
  for (const size of [0x7fffffff, 0xffffffff, 65 * 1024 * 1024]) assert.equal(engine.x.fr_alloc(size), 0);
});
