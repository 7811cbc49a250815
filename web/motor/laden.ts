// Finds and loads what the page needs before anything is entered: engine and rulebook; and the translations of
// the catalogue in the language that somebody chooses. Names come from data attributes of the shell or from /assets/manifest.json, never guessed.
import { failed, type Motor, type Service, type Vocabulary } from './typen';
import { compile, EngineFailure, start } from './wasm';

export interface Names {
  wasm: string;
  rulebook: string;
  /** language -> file with translated questions and titles */
  texts: Record<string, string>;
  /** File with facts and services in German words, for pages that need no engine. */
  vocabulary?: string;
  /** File with names and addresses of the offices, if there is one. */
  offices?: string;
}
export type Offices = Record<string, { name: string; address?: string; postcode?: string; town?: string; phone?: string; email?: string; hours?: string }>;
export interface CatalogueTexts {
  facts?: Record<string, { question?: string; help?: string; brief?: string; choices?: Record<string, string> }>;
  /** Names of rules, as words in a sentence. */
  rules?: Record<string, string>;
  services?: Record<string, ServiceWords>;
}
/** The short texts of a service in one language; deadlines and documents under their German titles. */
export interface ServiceWords {
  title?: string;
  brief?: string;
  next?: string;
  cost?: string;
  /** What families call it in their language. */
  keywords?: string[];
  deadlines?: Record<string, { text?: string; missed?: string }>;
  documents?: Record<string, { text?: string; where?: string }>;
}

const MANIFEST = '/assets/manifest.json';
const address = (name: string) => (name.startsWith('/') ? name : `/assets/${name}`);

export async function names(shell: HTMLElement): Promise<Names> {
  const { wasm, regelwerk, texte, stellen, begriffe } = shell.dataset;
  if (wasm && regelwerk) {
    const pairs = (texte ?? '').split(' ').filter(Boolean).map((pair) => pair.split('=') as [string, string]);
    return { wasm: address(wasm), rulebook: address(regelwerk), texts: Object.fromEntries(pairs.map(([l, f]) => [l, address(f)])), ...(stellen ? { offices: address(stellen) } : {}), ...(begriffe ? { vocabulary: address(begriffe) } : {}) };
  }
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
    const language = /(?:^|\/)texte-([a-z]+)[-.][^/]*json$/.exec(file)?.[1];
    if (language) texts[language] = address(file);
  }
  return { wasm: address(wasm), rulebook: address(rulebook), texts };
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { credentials: 'omit' });
  if (!response.ok) throw new EngineFailure(`${url} ist nicht erreichbar (${response.status}).`);
  return response;
}

export async function load(found: Names): Promise<Motor> {
  const [module, rulebook] = await Promise.all([get(found.wasm).then(compile), get(found.rulebook).then((r) => r.arrayBuffer())]);
  return start(module, new Uint8Array(rulebook));
}

/** All services in German words, from their own small file; where nobody names it, from the engine. */
export async function servicesOf(found: Names): Promise<Service[]> {
  if (found.vocabulary) return ((await (await get(found.vocabulary)).json()) as Vocabulary).services;
  const answer = (await load(found)).answer('vocabulary', {});
  if (failed(answer)) throw new EngineFailure(answer.error.message);
  return answer.services;
}

/** Questions and titles of the catalogue in another language; empty where nobody has translated them yet. */
export async function textsOf(found: Names, language: string): Promise<CatalogueTexts> {
  const url = found.texts[language];
  return url ? ((await (await get(url)).json()) as CatalogueTexts) : {};
}

/** Addresses for the printed sheet. Without them the sheet names no addresses; nothing else depends on them. */
export async function officesOf(found: Names): Promise<Offices> {
  if (!found.offices) return {};
  const response = await fetch(found.offices, { credentials: 'omit' }).catch(() => null);
  return response?.ok ? ((await response.json()) as Offices) : {};
}
