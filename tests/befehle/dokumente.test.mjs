// README, ARCHITECTURE and CONTRIBUTING are true to the tree: every path that they name in backticks exists,
// every command that they show is understood, and the map stays short enough to be read.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { kWhole, run } from './werkzeug.mjs';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
const top = new Set(readdirSync('.'));
const built = new Set(['build']);  // made by ./run, absent in a fresh clone

// A file named without its folder is somewhere in the sources.
const sources = readdirSync('src', { recursive: true }).map((path) => `src/${path}`);

// `src/core/family.h`, `katalog/bund/<leistung>/…` or `kernels.cpp` -> what must exist; '' = not a path.
function expected(word) {
  if (/^(https?:|\.\/(run|test)\b)|[\s"|=(]/.test(word)) return '';
  const path = word.replace(/^\.\//, '').replace(/\/$/, '');
  const first = path.split('/')[0];
  if (path.includes('/')) return top.has(first) && !built.has(first) ? path : first.startsWith('x_') ? '' : path;
  if (top.has(path)) return path;
  return /\.(h|cpp|def|ts|svelte|cmake|md)$/.test(path) && !/^(x_|leistung|ort|de|en|leicht)/.test(path) ? `src/**/${path}` : '';
}

// <name> and * stand for any one name.
function exists(pattern) {
  if (pattern.startsWith('src/**/')) return sources.some((path) => basename(path) === pattern.slice(7));
  if (!/[<*]/.test(pattern)) return existsSync(pattern);
  const escape = (text) => text.replace(/[.+]/g, '\\$&');
  const parts = pattern.split('/');
  let found = ['.'];
  for (const part of parts) {
    const test = new RegExp(`^${escape(part).replace(/<[^>]+>/g, '[^/]+').replace(/\*/g, '[^/]*')}$`);
    found = found.flatMap((folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [])
      .filter((entry) => test.test(entry.name)).map((entry) => join(folder, entry.name)));
  }
  return found.length > 0;
}

for (const document of documents) {
  const text = readFileSync(document, 'utf8');
  test(`${document}: what it names exists`, () => {
    const paths = [...text.matchAll(/`([^`\n]+)`/g)].map((match) => expected(match[1])).filter(Boolean);
    assert.ok(paths.length > 5);
    assert.deepEqual(paths.filter((path) => !exists(path)), []);
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]).filter((link) => !/^\w+:/.test(link));
    assert.deepEqual(links.filter((link) => !existsSync(join(dirname(document), link))), []);
  });
}

test('ARCHITECTURE.md is a map, not a book, and names every floor', () => {
  const text = readFileSync('ARCHITECTURE.md', 'utf8');
  assert.ok(text.split('\n').length < 200);
  for (const floor of readdirSync('src')) assert.match(text, new RegExp(`^${floor} `, 'm'), floor);
  for (const folder of readdirSync('tests', { withFileTypes: true }))
    if (folder.isDirectory()) assert.ok(text.includes(`tests/${folder.name}`), folder.name);
});

test('the commands that README.md shows work', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/^\.\/run +([a-z][^#\n]*)/gm)].map((match) => match[1].trim().split(/\s+/));
  assert.ok(shown.length >= 3);
  for (const args of shown) assert.equal(run(args, kWhole).code, 0, args.join(' '));
});
