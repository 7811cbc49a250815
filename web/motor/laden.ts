// Finds and loads what the page needs, once, before anything is entered: engine, rulebook, translations of
// the catalogue. Names come from data attributes of the shell or from /assets/manifest.json, never guessed.
import type { Motor } from './typen';
import { EngineFailure, start } from './wasm';

export interface Names {
  wasm: string;
  rulebook: string;
  /** language -> file with translated questions and titles */
  texts: Record<string, string>;
}
export interface CatalogueTexts {
  facts?: Record<string, { question?: string; help?: string; brief?: string; choices?: Record<string, string> }>;
  services?: Record<string, { title?: string; brief?: string }>;
}

const MANIFEST = '/assets/manifest.json';
const address = (name: string) => (name.startsWith('/') ? name : `/assets/${name}`);

export async function names(shell: HTMLElement): Promise<Names> {
  const { wasm, regelwerk, texteEn } = shell.dataset;
  if (wasm && regelwerk)
    return { wasm: address(wasm), rulebook: address(regelwerk), texts: texteEn ? { en: address(texteEn) } : {} };
  return fromManifest(await (await get(MANIFEST)).json());
}

/** The manifest maps names to files, each as text or, like Vite's own entries, as { file }. */
export function fromManifest(manifest: unknown): Names {
  const files = new Map<string, string>();
  const collect = (name: string, entry: unknown): void => {
    if (typeof entry === 'string') return void files.set(name, entry);
    if (typeof entry !== 'object' || entry === null) return;
    if ('file' in entry && typeof entry.file === 'string') return void files.set(name, entry.file);
    for (const [key, value] of Object.entries(entry)) collect(key, value);
  };
  collect('', manifest);
  const find = (test: RegExp) => [...files.values()].find((file) => test.test(file));
  const wasm = find(/(^|\/)motor\/[^/]+\.wasm$/);
  const rulebook = find(/(^|\/)motor\/[^/]+(?<!\.wasm|\.js|\.css|\.json|\.map)$/);
  if (!wasm || !rulebook) throw new EngineFailure(`In ${MANIFEST} fehlen Rechenmodul oder Regelwerk.`);
  const texts: Record<string, string> = {};
  for (const file of files.values()) {
    const language = /(?:^|\/)texte-([a-z]{2})[-.][^/]*json$/.exec(file)?.[1];
    if (language) texts[language] = address(file);
  }
  return { wasm: address(wasm), rulebook: address(rulebook), texts };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new EngineFailure(`${url} ist nicht erreichbar (${response.status}).`);
  return response;
}

export async function load(found: Names): Promise<{ motor: Motor; texts: Record<string, CatalogueTexts> }> {
  const [wasm, rulebook, ...texts] = await Promise.all([
    get(found.wasm).then((r) => r.arrayBuffer()),
    get(found.rulebook).then((r) => r.arrayBuffer()),
    ...Object.entries(found.texts).map(([language, url]) =>
      get(url)
        .then((r) => r.json() as Promise<CatalogueTexts>)
        .then((t) => [language, t] as const),
    ),
  ]);
  return { motor: await start(wasm, new Uint8Array(rulebook)), texts: Object.fromEntries(texts) };
}
