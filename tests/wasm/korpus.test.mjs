// Way eight: the browser's module under Node answers every request of the corpus byte for byte as the
// native engine did (build/…/korpus, written by wege_test). The module must not import anything.
//   FR_WASM    the module          (default build/wasm/familienrathaus.wasm)
//   FR_KORPUS  folder of the corpus (default build/release/korpus)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const module = await WebAssembly.compile(readFileSync(process.env.FR_WASM ?? 'build/wasm/familienrathaus.wasm'));
const folder = process.env.FR_KORPUS ?? 'build/release/korpus';

async function start(rulebook) {
  const { exports: door } = await WebAssembly.instantiate(module, {});
  door._initialize?.();
  const pass = (bytes, call) => {
    const pointer = door.fr_alloc(bytes.length);
    assert.notEqual(pointer, 0);
    new Uint8Array(door.memory.buffer, pointer, bytes.length).set(bytes);
    const result = call(pointer, bytes.length);
    door.fr_free(pointer);
    return result;
  };
  const bytes = (pointer) => Buffer.from(door.memory.buffer, pointer, door.fr_result_size());
  assert.equal(pass(rulebook, door.fr_load), 0);
  return (request) => bytes(pass(Buffer.from(request), door.fr_answer) >>> 0);
}

test('das Modul verlangt nichts von außen', () => {
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

const corpora = readdirSync(folder ?? '.').filter((name) => name.endsWith('.jsonl'));
assert.notEqual(corpora.length, 0, 'Es fehlt build/…/korpus; wege_test schreibt ihn.');

for (const name of corpora) {
  test(`${name}: Byte für Byte wie die native Rechnung`, async () => {
    const answer = await start(readFileSync(`${folder}/${name.replace('.jsonl', '.regelwerk')}`));
    const lines = readFileSync(`${folder}/${name}`, 'utf8').split('\n');
    let compared = 0;
    for (let i = 0; i + 1 < lines.length; i += 2) {
      const got = answer(lines[i]);
      if (!got.equals(Buffer.from(lines[i + 1]))) {
        assert.equal(got.toString(), lines[i + 1], `Anfrage ${lines[i]}`);
      }
      ++compared;
    }
    console.log(`${name}: ${compared} Anfragen, WASM = nativ`);
    assert.ok(compared > 100);
  });
}
