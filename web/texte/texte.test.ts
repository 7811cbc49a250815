// Every language has every message with the same places, and the plural forms that it needs; every message is
// used; numbers are read both ways.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readNumber } from './format';
import { LANGUAGES } from './sprachen';

const root = new URL('..', import.meta.url).pathname;
type Messages = Record<string, string>;
const json = (path: string): Messages => JSON.parse(readFileSync(path, 'utf8'));
const files = readdirSync(`${root}texte/de`).filter((file) => file.endsWith('.json'));
const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const stem = (key: string) => key.replace(/\.(zero|one|two|few|many|other)$/, '');
const plural = (key: string, all: Messages) => stem(key) !== key && `${stem(key)}.other` in all;

/** The keys that `language` needs for the German messages `de`: plural forms as the language has them. */
function wanted(de: Messages, tag: string): string[] {
  const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
  const keys = Object.keys(de).flatMap((key) => (plural(key, de) ? forms.map((form) => `${stem(key)}.${form}`) : [key]));
  return [...new Set(keys)].sort();
}

it.each(LANGUAGES.filter((l) => l.code !== 'de'))('has every message in $name, with the same places', ({ code, tag }) => {
  for (const file of files) {
    const de = json(`${root}texte/de/${file}`);
    const path = `${root}texte/${code}/${file}`;
    expect(existsSync(path), path).toBe(true);
    const own = json(path);
    expect(Object.keys(own).sort(), `${code}/${file}`).toEqual(wanted(de, tag));
    for (const [key, text] of Object.entries(own)) {
      const model = de[key] ?? de[`${stem(key)}.other`]!;
      const free = plural(key, de) ? places(model).filter((p) => p !== '{n}') : places(model);
      expect(places(text).filter((p) => !plural(key, de) || p !== '{n}'), `${code} ${key}`).toEqual(free);
      expect(text.trim(), `${code} ${key}`).not.toBe('');
    }
  }
});

it('has no key twice and no folder or file that nobody declares', () => {
  const keys = files.flatMap((file) => Object.keys(json(`${root}texte/de/${file}`)));
  expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  const folders = readdirSync(`${root}texte`, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.sort()).toEqual(LANGUAGES.map((l) => l.code).sort());
  for (const folder of folders) expect(readdirSync(`${root}texte/${folder}`).filter((f) => f.endsWith('.json')).sort()).toEqual(files);
});

it('has no key that nothing uses', () => {
  const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts)$/.test(file) && !/\.test\.ts$|node_modules|^dist/.test(file))
    .map((file) => readFileSync(root + file, 'utf8'))
    .join('\n');
  // Families of keys that are put together from a prefix: t(`status.${…}`).
  const prefixes = [...source.matchAll(/`([\w.-]+\.)\$\{/g)].map((m) => m[1]!);
  const all = files.flatMap((file) => Object.keys(json(`${root}texte/de/${file}`)));
  const unused = all.filter((key) => {
    return !source.includes(`'${key}'`) && !source.includes(`'${stem(key)}'`) && !prefixes.some((p) => key.startsWith(p));
  });
  expect(unused).toEqual([]);
});

it('reads numbers as people write them', () => {
  expect(['620', '1.250,50', '1250,5', '1,250.50', '12.5', '1.250', '620 €', '45 %'].map(readNumber)).toEqual([
    620, 1250.5, 1250.5, 1250.5, 12.5, 1250, 620, 45,
  ]);
  expect(['', 'abc', '1,2,3', '-5', '1e9'].map(readNumber)).toEqual([null, null, null, null, null]);
});
