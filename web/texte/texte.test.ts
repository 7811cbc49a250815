// Every language has every message with the same places; every message is used; numbers are read both ways.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import de from './de.json';
import en from './en.json';
import { readNumber } from './format';

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

it('has the same keys and places in every language', () => {
  expect(Object.keys(en)).toEqual(Object.keys(de));
  for (const [key, text] of Object.entries(de)) {
    expect(places(en[key as keyof typeof en]), key).toEqual(places(text));
    expect(text.trim(), key).not.toBe('');
  }
});

it('has no key that nothing uses', () => {
  const root = new URL('..', import.meta.url).pathname;
  const source = ['familie', 'zeichnung', 'liste', 'karten', 'ergebnisse', 'seiten', 'texte']
    .flatMap((dir) => readdirSync(root + dir).map((file) => `${root}${dir}/${file}`))
    .filter((file) => /\.(svelte|ts)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  // Families of keys that are put together from a prefix: t(`status.${…}`).
  const prefixes = [...source.matchAll(/`([\w.-]+\.)\$\{/g)].map((m) => m[1]!);
  const unused = Object.keys(de).filter((key) => {
    const plain = key.replace(/\.(one|other)$/, '');
    return !source.includes(`'${key}'`) && !source.includes(`'${plain}'`) && !prefixes.some((p) => key.startsWith(p));
  });
  expect(unused).toEqual([]);
});

it('reads numbers as people write them', () => {
  expect(['620', '1.250,50', '1250,5', '1,250.50', '12.5', '1.250', '620 €', '45 %'].map(readNumber)).toEqual([
    620, 1250.5, 1250.5, 1250.5, 12.5, 1250, 620, 45,
  ]);
  expect(['', 'abc', '1,2,3', '-5', '1e9'].map(readNumber)).toEqual([null, null, null, null, null]);
});
