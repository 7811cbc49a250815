// export csv: two tables that a spreadsheet opens: UTF-8, semicolons, RFC 4180, and nothing that it would compute.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyOf, folder, json, run } from './werkzeug.mjs';

// RFC 4180 with semicolons, read strictly: whatever is not allowed is an error.
function parse(text) {
  const rows = [];
  let row = [], cell = '', quoted = false, after = false, i = 0;
  for (; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += '"'; ++i; }
      else { quoted = false; after = true; }
    } else if (c === '"') {
      assert.ok(cell === '' && !after, `a quote within a cell at ${i}`);
      quoted = true;
    } else if (c === ';' || c === '\r') {
      row.push(cell); cell = ''; after = false;
      if (c === '\r') { assert.equal(text[++i], '\n', 'CR without LF'); rows.push(row); row = []; }
    } else {
      assert.ok(!after && c !== '\n', `a loose character at ${i}`);
      cell += c;
    }
  }
  assert.ok(!quoted && row.length === 0 && cell === '', 'the last line is complete');
  return rows;
}
function tables(args = []) {
  const to = join(folder(), 'tabellen');
  const done = run([...args, 'export', 'csv', '--out', to, '--month', '2026-11']);
  assert.equal(done.code, 0, done.err);
  assert.deepEqual(readdirSync(to).sort(), ['leistungen.csv', 'stellen.csv']);
  return ['leistungen.csv', 'stellen.csv'].map((name) => {
    const bytes = readFileSync(join(to, name));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    assert.equal(text[0], '\ufeff', 'spreadsheets need the mark');
    const [head, ...rows] = parse(text.slice(1));
    for (const row of rows) assert.equal(row.length, head.length, row[0]);
    return rows.map((row) => Object.fromEntries(head.map((key, i) => [key, row[i]])));
  });
}
const [services, offices] = tables();

test('every service and every office is a line', () => {
  const known = json(['list']).services;
  assert.deepEqual(services.map((s) => s.id), known.map((s) => s.id));
  assert.deepEqual(services.map((s) => s.Titel), known.map((s) => s.title));
  assert.ok(offices.length > 10);
  for (const key of ['id', 'Titel', 'Kurz', 'Ebene', 'Lebenslage', 'Bedarf', 'Stellen', 'Schlüssel', 'Kosten', 'Wege', 'Stand', 'Quellen']) assert.ok(key in services[0], key);
});

test('what stands in a cell stands in the catalogue', () => {
  const names = new Set(offices.map((o) => o.id));
  for (const s of services) {
    assert.match(s.Ebene, /^(Bund|Land|Stadt)$/);
    if (s.Schlüssel) assert.match(s.Schlüssel, /^99\d{12}$/);
    if (s.Stand) assert.match(s.Stand, /^\d{4}-\d\d-\d\d$/);
    for (const office of s.Stellen.split(', ')) assert.ok(names.has(office), `${s.id}: ${office}`);
  }
  const source = readFileSync('katalog/hamm/stellen/jugendamt.md', 'utf8'), row = offices.find((o) => o.id === 'jugendamt');
  assert.equal(row.Name, /^Name: (.*)$/m.exec(source)[1]);
  assert.equal(row.Adresse, /^Adresse: (.*)$/m.exec(source)[1]);
});

test('quotes, semicolons and formulas in the catalogue do no harm', () => {
  const copy = copyOf('tests/spielstadt');
  const hostile = ['=1+1', '+49 2381 17', '-2', '@SUM(A1)', '=HYPERLINK("http://boese.example";"hier")', 'a;b "c"'];
  mkdirSync(join(copy, 'hamm', 'stellen'), { recursive: true });
  hostile.forEach((text, i) => writeFileSync(join(copy, 'hamm', 'stellen', `boese-${i}.md`), `---\nName: ${text}\nTelefon: ${text}\nStand: 2026-11-22\nQuelle: q\n---\n`));
  const [, rows] = tables(['--katalog', copy]);
  hostile.forEach((text, i) => {
    const row = rows.find((r) => r.id === `boese-${i}`);
    assert.deepEqual([row.Name, row.Telefon], i < 5 ? [`'${text}`, `'${text}`] : [text, text]);
  });
});
test('no cell of the real catalogue begins like a formula', () => {
  for (const row of [...services, ...offices]) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
});

test('without a folder it says what is missing; other wrong calls too', () => {
  for (const args of [['csv'], ['csv', '--out', '-']]) {
    const { code, err } = run(['export', ...args]);
    assert.equal(code, 2);
    assert.match(err, /CSV sind zwei Dateien.*--out ORDNER/);
  }
  assert.equal(run(['export', 'pdf']).code, 2);
  assert.equal(run(['export']).code, 2);
  assert.equal(run(['export', 'xzufi', '--month', '2026-13']).code, 2);
  const early = run(['export', 'xzufi', '--month', '1999-01']);
  assert.equal(early.code, 2);
  assert.match(early.err, /Für Januar 1999 kennt der Katalog kein Recht\..*2024-01/);
});
