// The service worker: keeps the portal's shell, engine and rulebook on the device, so that the drawing works
// without a network. The server puts one line before this script: `self.FASSUNG`, the version and its files, made
// from the build's manifests. A change of law, page or engine is a new version, and so a new worker.
//
// One version at a time: the pages around the drawing come from the version's own store, never from the network,
// and name engine and rulebook by hash. A new version waits until somebody asks for it ("take"). Other pages
// come from the network first. This file imports nothing: it must stay one plain script.
//
// A store never holds anything about a family: facts are in no request.
interface Version {
  version: string;
  pages: string[];
  files: string[];
}
// The DOM's types know no workers; these are the few parts used here.
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  FASSUNG: Version;
  addEventListener(kind: 'install' | 'activate', listener: (e: Waiting) => void): void;
  addEventListener(kind: 'fetch', listener: (e: FetchEvent) => void): void;
  addEventListener(kind: 'message', listener: (e: Waiting & { data: unknown }) => void): void;
  skipWaiting(): Promise<void>;
}
const worker = self as unknown as Worker;
const { version, pages, files } = worker.FASSUNG;
const PREFIX = 'familienrathaus-';
const STORE = PREFIX + version;
const OFFLINE = '/offline';
/** Another tab may still show the version before; its files stay until the one after. */
const KEPT = 2;

worker.addEventListener('install', (e) => e.waitUntil(install()));
worker.addEventListener('activate', (e) => e.waitUntil(tidy()));
worker.addEventListener('message', (e) => {
  if (e.data === 'take') e.waitUntil(worker.skipWaiting());
  // Files that the first page loaded before this worker was there, such as the texts of the chosen language.
  else if (Array.isArray(e.data)) e.waitUntil(keepFiles(e.data.filter((url): url is string => typeof url === 'string' && immutable(url))));
  // The page itself: in another language than German, all pages of the version in that language.
  else if (typeof e.data === 'string') e.waitUntil(keepPages(e.data));
});
worker.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (e.request.mode === 'navigate') e.respondWith(page(e.request, url.pathname));
  else if (immutable(url.pathname) || files.includes(url.pathname)) e.respondWith(file(e.request, url.pathname));
});

async function install(): Promise<void> {
  const store = await caches.open(STORE);
  // Around the browser's own store: an old page with a new engine would be two versions in one.
  await store.addAll(pages.map((path) => new Request(path, { cache: 'reload' })));
  const missing: string[] = [];
  for (const path of files) {
    const known = await caches.match(path);
    if (known && immutable(path)) await store.put(path, known);
    else missing.push(path);
  }
  await store.addAll(missing);
}

async function tidy(): Promise<void> {
  const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== STORE);
  await Promise.all(own.slice(0, Math.max(0, own.length - (KEPT - 1))).map((name) => caches.delete(name)));
}

async function keepFiles(urls: string[]): Promise<void> {
  const store = await caches.open(STORE);
  for (const url of urls) if (!(await caches.match(url))) await store.add(url);
}

/** "/tr/suche" was opened: "/tr/familie", "/tr/suche" and so on go without a network, too. */
async function keepPages(opened: string): Promise<void> {
  const own = pages.filter((path) => path !== OFFLINE);
  const prefix = own.map((path) => (opened.endsWith(path) ? opened.slice(0, -path.length) : '')).find((found) => /^\/[a-z]{2,10}$/.test(found));
  if (!prefix) return;
  const store = await caches.open(STORE);
  for (const path of own) if (!(await store.match(prefix + path))) await store.add(prefix + path).catch(() => undefined);
}

const immutable = (path: string) => path.startsWith('/assets/') && !path.endsWith('/manifest.json');

/** Pages of the version from its store; any other from the network, then from the store, then the page that helps. */
async function page(request: Request, path: string): Promise<Response> {
  const store = await caches.open(STORE);
  const own = pages.includes(path) && path !== OFFLINE ? await store.match(path) : undefined;
  if (own) return own;
  try {
    const answer = await fetch(request);
    // What may not be kept says so; what was asked for with a query is somebody's own.
    const open = answer.ok && !answer.redirected && !/no-store|private/.test(answer.headers.get('Cache-Control') ?? '') && !new URL(request.url).search;
    if (open) await replace(store, path, answer.clone());
    return answer;
  } catch {
    return (await store.match(path)) ?? (await caches.match(path)) ?? (await store.match(OFFLINE)) ?? Response.error();
  }
}

/** Only once it is here as a whole: a store lets go of what it had as soon as a new answer begins, and one that breaks off would leave nothing. */
async function replace(store: Cache, path: string, answer: Response): Promise<void> {
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name);
  await store.put(path, new Response(body, { headers }));
}

/** Files with a hash in their name never change: the store first. Theirs are the only ones kept on the way. */
async function file(request: Request, path: string): Promise<Response> {
  const known = (await (await caches.open(STORE)).match(path)) ?? (await caches.match(path));
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok && immutable(path)) await (await caches.open(STORE)).put(path, answer.clone());
  return answer;
}

export {};
