// batch and population from outside: the same cells as match, whatever the threads and the cut; wrong cells
// with their line; truncated and forged column files; going on after an interruption.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, program, run } from './werkzeug.mjs';

const month = ['--month', '2026-11'];
const more = { megabytes: 700, seconds: 120 };
const sum = (text) => /Prüfsumme ([0-9a-f]{16})/.exec(text)?.[1];
const head = 'familie,person,Geburtstag,eltern,partner,wohnt-in,Aufenthalt,Gemeinde,Sozialleistung,Bruttolohn';
const good = ['1,anna,1992-04-03,,,haus,deutsch,diese-Stadt,keine,2000', '1,mia,2018-06-11,anna,,haus,,,,'];

function table(lines, name = 'familien.csv') {
  const path = join(folder(), name);
  writeFileSync(path, lines instanceof Buffer ? lines : lines.join('\n') + '\n');
  return path;
}
function batch(path, ...args) {
  return run(['batch', '--in', path, ...month, ...args], more);
}
const rows = (path) => readFileSync(path, 'utf8').trim().split('\n').map((line) => line.split(','));

// One family of the population's CSV as a family file.
function family(columns, lines) {
  const households = { haus: {} }, persons = {}, couples = [];
  for (const line of lines) {
    const person = { 'lives-in': line[2] };
    if (line[3]) person.parents = line[3].split('|');
    if (line[4] && line[1] < line[4]) couples.push({ of: [line[1], line[4].split(':')[0]], status: line[4].split(':')[1] });
    columns.forEach((name, i) => {
      const text = line[i];
      if (i < 5 || text === '') return;
      const value = text === 'ja' ? true : text === 'nein' ? false : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
      if (household.has(name)) households.haus[name] = value;
      else person[name] = value;
    });
    persons[line[1]] = person;
  }
  return { month: '2026-11', households, persons, couples };
}
const household = new Set(readFileSync('katalog/begriffe/haushalte.regel', 'utf8').concat(readFileSync('katalog/begriffe/besonderes.regel', 'utf8'))
  .match(/^Merkmal \S+: .* je Haushalt$/gm).map((line) => /^Merkmal (\S+):/.exec(line)[1]));

test('batch says of every row what match says of the family', () => {
  const csv = join(folder(), 'hamm.csv'), out = join(folder(), 'ergebnis.csv');
  assert.equal(run(['population', 'bevoelkerung/hamm.json', ...month, '--haushalte', '90', '--startwert', '7', '--out', csv], more).code, 0);
  assert.equal(batch(csv, '--out', out).code, 0);
  const [columns, ...people] = rows(csv), [names, ...results] = rows(out);
  assert.equal(results.length, people.length);
  const ids = [...new Set(people.map((line) => line[0]))];
  assert.equal(ids.length, 90);
  const input = ids.map((id) => JSON.stringify(family(columns, people.filter((line) => line[0] === id)))).join('\n');
  const done = run(['match', '-', '--zeilen', ...month], { ...more, input });
  assert.equal(done.code, 0, done.out.slice(0, 300) + done.err);
  const words = { yes: 'ja', no: 'nein', open: 'offen' };
  let compared = 0;
  done.out.trim().split('\n').forEach((line, i) => {
    const answer = JSON.parse(line);
    const mine = results.filter((row) => row[0] === ids[i]);
    for (const r of answer.results) {
      const column = names.indexOf(r.service);
      assert.ok(column > 0, r.service);
      const row = r.for === 'haus' || r.for === 'familie' ? mine[0] : mine.find((x) => x[1] === r.for);
      assert.equal(row[column], words[r.verdict], `${r.service} ${r.for} in ${ids[i]}`);
      if (!r.amount) continue;
      const amount = Number(r.amount.min) === Number(r.amount.max) ? [r.amount.min] : [r.amount.min, r.amount.max];
      assert.deepEqual(row[column + 1].split('..').map(Number), amount.map(Number), `${r.service} ${r.for} in ${ids[i]}`);
      ++compared;
    }
  });
  assert.ok(compared > 500);
});

test('neither threads nor the cut nor the form of the file change a bit', () => {
  const where = folder(), csv = join(where, 'a.csv'), columns = join(where, 'a.spalten');
  for (const path of [csv, columns]) run(['population', 'bevoelkerung/hamm.json', ...month, '--haushalte', '3000', '--out', path], more);
  const outs = [['1', '1024'], ['2', '1024'], ['3', '2000000']].map(([threads, piece], i) => {
    const out = join(where, `out${i}.csv`);
    const done = batch(csv, '--out', out, '--threads', threads, '--stueck', piece);
    assert.equal(done.code, 0, done.err);
    return { bytes: readFileSync(out, 'utf8'), sum: sum(done.out) };
  });
  assert.equal(new Set(outs.map((x) => x.bytes)).size, 1);
  assert.equal(new Set(outs.map((x) => x.sum)).size, 1);
  for (const threads of ['1', '2']) assert.equal(sum(batch(columns, '--threads', threads).out), outs[0].sum);
});

test('the same start value makes the same population, another one another', () => {
  const where = folder();
  const make = (name, ...args) => {
    const out = join(where, name);
    const done = run(['population', 'bevoelkerung/deutschland.json', ...month, '--haushalte', '500', '--out', out, ...args], more);
    assert.equal(done.code, 0, done.err);
    return readFileSync(out);
  };
  const first = make('a.spalten', '--threads', '1');
  assert.ok(first.equals(make('b.spalten', '--threads', '3')));
  assert.ok(!first.equals(make('c.spalten', '--startwert', '2')));
});

const faults = {
  'a day that does not exist': ['2,x,1990-13-01,,,h,,,,', /Zeile 4, Familie 2, Spalte Geburtstag: „1990-13-01“ passt nicht/],
  'an answer that is none': ['2,x,,,,h,,Mond,,', /Zeile 4, Familie 2, Spalte Gemeinde: „Mond“ passt nicht\. Erlaubt ist diese-Stadt/],
  'a number that is too large': ['2,x,,,,h,,,,999999999999999999999', /Spalte Bruttolohn: .* passt nicht/],
  'a number outside of its range': ['2,x,,,,h,,,,-5', /Spalte Bruttolohn: „-5“ liegt außerhalb von 0 bis/],
  'a number that is too fine': ['2,x,,,,h,,,,1.001', /ist zu genau; der kleinste Schritt ist 0\.01/],
  'a range the wrong way round': ['2,x,,,,h,,,,5..3', /endet, bevor er beginnt/],
  'a parent that is not there': ['2,x,,niemand,,h,,,,', /Spalte eltern: Die Person „niemand“ gibt es in dieser Familie nicht/],
  'a couple alone': ['2,x,,,x:verheiratet,h,,,,', /Niemand ist mit sich selbst ein Paar/],
  'too few columns': ['2,x', /Zeile 4: Die Zeile hat 2 Spalten, die Kopfzeile 10/],
  'an open quote': ['2,"x,1990-01-01,,,h,,,,', /Zeile 4: Ein Anführungszeichen endet nicht/],
  'no family': [',x,1990-01-01,,,h,,,,', /Zeile 4, Spalte familie: Die Kennung der Familie fehlt/],
};
for (const [name, [line, message]] of Object.entries(faults)) {
  test(`a wrong row is told with its line and costs only its family: ${name}`, () => {
    const done = batch(table([head, ...good, line]));
    assert.equal(done.code, 1, done.err);
    assert.match(done.err, message);
    assert.match(done.out, /^1 Familien, 2 Personen/);
  });
}

test('all faults go into the file that --errors names', () => {
  const errors = join(folder(), 'fehler.csv');
  const lines = Array.from({ length: 100 }, (_, i) => `f${i},x,,,,h,,Mond,,`);
  assert.equal(batch(table([head, ...good, ...lines]), '--errors', errors).code, 1);
  const told = rows(errors);
  assert.equal(told.length, 101);
  assert.deepEqual(told[1].slice(0, 3), ['4', 'f0', 'Gemeinde']);
  assert.deepEqual(told[100].slice(0, 3), ['103', 'f99', 'Gemeinde']);
});

const headers = {
  'nothing': ['', /Die Spalte „“ ist kein Merkmal/],
  'no person': ['familie,Geburtstag', /In der Kopfzeile fehlt eine Spalte/],
  'an unknown column': ['familie,person,Geburtstagg', /Die Spalte „Geburtstagg“ ist kein Merkmal des Katalogs.*Geburtstag/],
  'a column twice': ['familie,person,person', /kommt zweimal vor/],
  'a very long line': ['x'.repeat(1_000_000), /Die Kopfzeile ist zu lang/],
};
for (const [name, [line, message]] of Object.entries(headers)) {
  test(`a wrong header is refused: ${name}`, () => {
    const done = batch(table([line]));
    assert.equal(done.code, 2);
    assert.match(done.err, message);
  });
}

test('a family of 10,000 rows and rubbish end in messages', () => {
  const done = batch(table([head, ...Array.from({ length: 10_000 }, (_, i) => `1,p${i},,,,h,,,,`), ...good.map((x) => x.replace('1,', '2,'))]));
  assert.equal(done.code, 1);
  assert.match(done.err, /Eine Familie hat höchstens 40 Personen/);
  const rubbish = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256));
  assert.equal(batch(table(rubbish)).code, 2);
});

test('column files that are cut off or changed are refused', () => {
  const path = join(folder(), 'a.spalten');
  run(['population', 'bevoelkerung/hamm.json', ...month, '--haushalte', '300', '--out', path], more);
  const whole = readFileSync(path);
  assert.equal(batch(path).code, 0);
  for (const bytes of [0, 8, 63, 64, 1000, whole.length >> 1, whole.length - 1]) {
    writeFileSync(path, whole);
    truncateSync(path, bytes);
    const done = batch(path);
    assert.equal(done.code, 2, `${bytes}: ${done.err}`);
    assert.match(done.err, /Spaltendatei|Kopfzeile|Merkmal/);
  }
  for (let i = 0; i < 24; ++i) {
    const forged = Buffer.from(whole);
    forged[Math.floor((whole.length * i) / 24) + 9] ^= 0x40;
    writeFileSync(path, forged);
    const done = batch(path);
    assert.equal(done.signal, null);
    assert.ok(done.code === 2 || done.code === 0, done.err);  // 0: a byte between two columns
  }
});

test('an interrupted calculation goes on where it stopped', () => {
  const where = folder(), csv = join(where, 'a.csv'), out = join(where, 'out.csv'), whole = join(where, 'whole.csv');
  run(['population', 'bevoelkerung/hamm.json', ...month, '--haushalte', '2000', '--out', csv], more);
  assert.equal(batch(csv, '--out', whole).code, 0);
  assert.match(batch(csv, '--out', out, '--fortsetzen').err, /nichts fortzusetzen/);
  // A file that may not grow beyond 300 KB is an interruption that comes at the same place each time.
  const cut = spawnSync('bash', ['-c', 'ulimit -f 300; exec "$0" "$@"', program, 'batch', '--in', csv, ...month, '--out', out, '--stueck', '30000', '--threads', '1']);
  assert.equal(cut.signal, 'SIGXFSZ');
  assert.match(batch(csv, '--out', out, '--services', 'kindergeld', '--fortsetzen').err, /war eine andere/);
  assert.equal(batch(csv, '--out', out, '--stueck', '30000', '--fortsetzen').code, 0);
  assert.equal(readFileSync(out, 'utf8'), readFileSync(whole, 'utf8'));
});

test('unknown months and services are refused', () => {
  const path = table([head, ...good]);
  assert.match(run(['batch', '--in', path, '--month', '1999-01'], more).err, /kein Rechtsstand geprüft/);
  assert.match(batch(path, '--services', 'kindergold').err, /Die Leistung „kindergold“ gibt es nicht/);
  assert.match(run(['batch', '--in', 'gibt-es-nicht.csv', ...month], more).err, /lässt sich nicht lesen/);
});

test('a population without a source for a figure is refused', () => {
  const definition = JSON.parse(readFileSync('bevoelkerung/hamm.json', 'utf8'));
  delete definition.angaben[0].quelle;
  const path = join(folder(), 'ohne-quelle.json');
  writeFileSync(path, JSON.stringify(definition));
  const done = run(['population', path, ...month, '--out', join(folder(), 'x.csv')], more);
  assert.equal(done.code, 2);
  assert.match(done.err, /angaben\[0\]: Hier fehlt die Quelle mit Stand/);
});
