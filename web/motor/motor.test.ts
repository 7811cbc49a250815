// The names of engine and rulebook are found in every shape of manifest that the server writes.
import { expect, it } from 'vitest';
import { fromManifest } from './laden';
import { start } from './wasm';

const expected = {
  wasm: '/assets/motor/familienrathaus-1a2b.wasm',
  rulebook: '/assets/motor/regelwerk-3c4d.bin',
  texts: { en: '/assets/texte-en-9f.json' },
};

it('reads flat names, nested names and Vite-like entries', () => {
  const wasm = 'motor/familienrathaus-1a2b.wasm';
  const rulebook = 'motor/regelwerk-3c4d.bin';
  const vite = { 'seiten/familie.ts': { file: 'web/familie-1.js', css: ['web/familie-1.css'], isEntry: true } };
  expect(fromManifest({ ...vite, 'motor.wasm': wasm, regelwerk: rulebook, en: 'texte-en-9f.json' })).toEqual(expected);
  expect(fromManifest({ ...vite, motor: { wasm, rulebook }, texte: { en: 'texte-en-9f.json' } })).toEqual(expected);
  expect(fromManifest({ a: { file: wasm }, b: { file: `/assets/${rulebook}` }, c: { file: 'texte-en-9f.json' } })).toEqual(expected);
});

it('says so when something is missing', () => {
  expect(() => fromManifest({ 'seiten/familie.ts': { file: 'web/familie.js' } })).toThrow(/fehlen/);
});

it('refuses a module with imports', async () => {
  // (module (import "a" "b" (func)))
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 97, 1, 98, 0, 0]);
  await expect(start(await WebAssembly.compile(bytes), new Uint8Array())).rejects.toThrow(/Zugriffe/);
});
