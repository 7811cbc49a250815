// The worker's promises, on a small imitation of the browser: one version together, network first for other
// pages, help where nothing is known, and nothing kept that may not be kept.
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { beforeEach, expect, it } from 'vitest';

type Listener = (e: object) => void;
const ORIGIN = 'https://x.example';
const source = readFileSync(new URL('./dienst.ts', import.meta.url), 'utf8');
const { code } = await transformWithOxc(source, 'dienst.ts');

let stores: Map<string, Map<string, string>>;
let network: Map<string, { body: string; cache?: string; breaks?: boolean }> | null;
const path = (request: string | { url: string }) => new URL(typeof request === 'string' ? request : request.url, ORIGIN).pathname;
/** `breaks`: the connection ends in the middle of the body. */
function answer(body: string, cache = 'no-cache', breaks = false) {
  const blob = async () => {
    if (breaks) throw new TypeError('abgebrochen');
    return body;
  };
  return { body, breaks, blob, ok: true, redirected: false, headers: new Headers({ 'Cache-Control': cache }), clone: () => answer(body, cache, breaks) };
}
class AnyResponse {
  constructor(readonly body: string) {}
  static error = () => ({ body: 'Fehler' });
}
async function fetched(request: string | { url: string }) {
  const found = network?.get(path(request));
  if (!found) throw new TypeError('kein Netz');
  return answer(found.body, found.cache, found.breaks);
}

function start(version: string, pages: string[], files: string[]) {
  const listeners = new Map<string, Listener>();
  const caches = {
    open: async (name: string) => {
      const store = stores.get(name) ?? new Map<string, string>();
      stores.set(name, store);
      return {
        match: async (key: string) => (store.has(path(key)) ? answer(store.get(path(key))!) : undefined),
        // As browsers do: what was there goes when the new answer begins.
        put: async (key: string, value: { body: string; breaks?: boolean }) => {
          store.delete(path(key));
          if (value.breaks) throw new TypeError('abgebrochen');
          store.set(path(key), value.body);
        },
        add: async (key: string) => void store.set(path(key), (await fetched(key)).body),
        addAll: async (keys: (string | { url: string })[]) => {
          for (const key of keys) store.set(path(key), (await fetched(key)).body);
        },
      };
    },
    match: async (key: string) => [...stores.values()].filter((s) => s.has(path(key))).map((s) => answer(s.get(path(key))!))[0],
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
  };
  const self = { FASSUNG: { version, pages, files }, addEventListener: (kind: string, l: Listener) => listeners.set(kind, l), skipWaiting: async () => undefined };
  class AnyRequest {
    constructor(readonly url: string) {}
  }
  new Function('self', 'caches', 'fetch', 'location', 'Request', 'Response', code.replace(/export\s*{\s*};?/, ''))(self, caches, fetched, { origin: ORIGIN }, AnyRequest, AnyResponse);
  const fire = async (kind: string, more: object = {}) => {
    const work: Promise<unknown>[] = [];
    let reply: Promise<{ body: string }> | undefined;
    listeners.get(kind)!({ waitUntil: (p: Promise<unknown>) => work.push(p), respondWith: (p: Promise<{ body: string }>) => (reply = p), ...more });
    await Promise.all(work);
    return reply === undefined ? null : (await reply).body;
  };
  const get = (url: string, mode = 'navigate') => fire('fetch', { request: { url: ORIGIN + url, method: 'GET', mode } });
  return { fire, get };
}
const site = (n: number) => new Map(['/familie', '/offline', `/assets/motor-${n}.wasm`, '/leistung/a', '/favicon.svg'].map((p) => [p, { body: `${p} v${n}` }]));

beforeEach(() => {
  stores = new Map();
  network = site(1);
});

it('shows pages, files and what was read before without a network, and help for the rest', async () => {
  const sw = start('1', ['/familie', '/offline'], ['/assets/motor-1.wasm', '/favicon.svg']);
  await sw.fire('install');
  await sw.fire('activate');
  expect(await sw.get('/leistung/a')).toBe('/leistung/a v1');
  network = null;
  expect(await sw.get('/familie?lang=en')).toBe('/familie v1');
  expect(await sw.get('/assets/motor-1.wasm', 'cors')).toBe('/assets/motor-1.wasm v1');
  expect(await sw.get('/leistung/a')).toBe('/leistung/a v1');
  expect(await sw.get('/leistung/b')).toBe('/offline v1');
});

it('keeps page and engine of one version together until the next one is taken', async () => {
  const first = start('1', ['/familie', '/offline'], ['/assets/motor-1.wasm']);
  await first.fire('install');
  await first.fire('activate');
  network = site(2);
  expect(await first.get('/familie')).toBe('/familie v1');
  expect(await first.get('/assets/motor-1.wasm', 'cors')).toBe('/assets/motor-1.wasm v1');
  const second = start('2', ['/familie', '/offline'], ['/assets/motor-2.wasm']);
  await second.fire('install');
  expect(await first.get('/familie')).toBe('/familie v1');
  await second.fire('activate');
  expect(await second.get('/familie')).toBe('/familie v2');
  // A tab that still shows version 1 finds its files.
  expect(await second.get('/assets/motor-1.wasm', 'cors')).toBe('/assets/motor-1.wasm v1');
});

it('keeps no page that says it may not be kept, and none with a query', async () => {
  const sw = start('1', ['/familie', '/offline'], []);
  await sw.fire('install');
  network!.set('/vorgang', { body: 'meins', cache: 'no-store' }).set('/suche', { body: 'Treffer' });
  expect(await sw.get('/vorgang')).toBe('meins');
  expect(await sw.get('/suche?q=geld')).toBe('Treffer');
  network = null;
  expect(await sw.get('/vorgang')).toBe('/offline v1');
  expect(await sw.get('/suche')).toBe('/offline v1');
});

it('keeps all pages of the version in the language that somebody has opened, and no others', async () => {
  const sw = start('1', ['/familie', '/suche', '/offline'], []);
  for (const path of ['/suche', '/tr/familie', '/tr/suche', '/ar/familie']) network!.set(path, { body: `${path} v1` });
  await sw.fire('install');
  for (const data of ['/tr/suche', '/leistung/a', '/a/b/familie', '//suche', '/familie', '']) await sw.fire('message', { data });
  expect([...stores.get('familienrathaus-1')!.keys()].sort()).toEqual(['/familie', '/offline', '/suche', '/tr/familie', '/tr/suche']);
  network = null;
  expect(await sw.get('/tr/suche')).toBe('/tr/suche v1');
  expect(await sw.get('/ar/familie')).toBe('/offline v1');
});

it('loses no kept page when the connection breaks in the middle of a new one', async () => {
  const sw = start('1', ['/familie', '/offline'], []);
  await sw.fire('install');
  expect(await sw.get('/leistung/a')).toBe('/leistung/a v1');
  network!.set('/leistung/a', { body: 'halb', breaks: true });
  expect(await sw.get('/leistung/a')).toBe('/leistung/a v1');
  network = null;
  expect(await sw.get('/leistung/a')).toBe('/leistung/a v1');
});

it('leaves foreign addresses and everything that is not read alone', async () => {
  const sw = start('1', [], []);
  expect(await sw.fire('fetch', { request: { url: 'https://y.example/', method: 'GET', mode: 'navigate' } })).toBeNull();
  expect(await sw.fire('fetch', { request: { url: `${ORIGIN}/antrag`, method: 'POST', mode: 'navigate' } })).toBeNull();
  expect(await sw.get('/livez', 'cors')).toBeNull();
});

it('is one plain script: it imports nothing', () => expect(source).not.toMatch(/^import /m));
