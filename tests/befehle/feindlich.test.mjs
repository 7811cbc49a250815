// Hostile files into the doors of the command line: family files, rules, texts for people. Each is answered by
// one German message that says what is wrong and where, in bounded time and 200 MB; nothing crashes.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyOf, folder, json, run } from './werkzeug.mjs';

// Bytes that look random and are the same each time.
function rubbish(length, seed = 1) {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = seed; i < length; ++i) {
    x = (Math.imul(x, 1103515245) + 12345) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

const many = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const person = (facts) => `{"month": "2026-11", "persons": {"anna": ${facts}}}`;
const people = (count) => `{"month": "2026-11", "persons": {${many(count, (i) => `"p${i}": {}`)}}}`;

const families = {
  'nothing': ['', /Zeile 1, Spalte 1: Die JSON-Angaben enden mittendrin\./],
  'binary rubbish': [rubbish(100_000), /kein gültiger UTF-8-Text|enthält ein Nullzeichen/],
  '10 MB of brackets': ['['.repeat(10_000_000), /zu groß.*4096 KB/],
  '4 MB of brackets': ['['.repeat(4_000_000), /zu tief geschachtelt\. Erlaubt sind 64 Ebenen\./],
  '600,000 nested objects': ['{"a":'.repeat(600_000), /zu tief geschachtelt/],
  'two million values': [`[${'1,'.repeat(1_900_000)}1]`, /zu viele/],
  '10,000 persons': [people(10_000), /Das sind zu viele Personen\. Eine Familie hat hier höchstens 40 Personen\./],
  '10,000 parents': [person(`{"parents": [${many(10_000, (i) => `"p${i}"`)}]}`), /Das sind zu viele Personen/],
  '10,000 households': [`{"month": "2026-11", "households": {${many(10_000, (i) => `"h${i}": {}`)}}}`, /Das sind zu viele Haushalte/],
  'a home everywhere': [person(`{"lives-in": {${many(50, (i) => `"h${i}": 2`)}}}`), /Das sind zu viele Haushalte für eine Person/],
  'a NUL byte': ['{"persons": {"a\0b": {}}}', /Das?[^.]*Nullzeichen|enthält ein Nullzeichen/],
  'an escaped NUL': ['{"persons": {"a\\u0000b": {}}}', /Das Nullzeichen \\u0000 ist nicht erlaubt\./],
  'broken UTF-8': [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), /kein gültiger UTF-8-Text/],
  'overlong UTF-8': [Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), /kein gültiger UTF-8-Text/],
  'UTF-16': [Buffer.from('\ufeff{"month": "2026-11"}', 'utf16le'), /kein gültiger UTF-8-Text/],
  'half a surrogate pair': ['{"persons": {"\\ud800": {}}}', /\\u-Folge ist kein gültiges Zeichen/],
  'a number with an exponent': [person('{"Bruttolohn": 1e999999}'), /Zahlen mit Exponent werden nicht angenommen/],
  'a number of 100,000 digits': [person(`{"Bruttolohn": ${'9'.repeat(100_000)}}`), /Diese Zahl ist zu lang/],
  'a number with 100,000 decimals': [person(`{"Bruttolohn": 0.${'0'.repeat(100_000)}1}`), /Diese Zahl ist zu lang/],
  'a number beyond all money': [person('{"Bruttolohn": 99999999999}'), /persons\.anna\.Bruttolohn: Die Zahl 99999999999 ist zu groß/],
  'a negative wage': [person('{"Bruttolohn": -5}'), /persons\.anna\.Bruttolohn: -5 € liegt außerhalb des Möglichen/],
  'a range backwards': [person('{"Bruttolohn": {"from": 5, "to": 3}}'), /Der Bereich endet, bevor er beginnt/],
  'no number at all': [person('{"Bruttolohn": NaN}'), /Zeile 1, Spalte \d+: /],
  'a name of 100,000 letters': [`{"month": "2026-11", "persons": {"${'n'.repeat(100_000)}": {}}}`, /Dieser Name kann nicht verwendet werden/],
  'a fact of 100,000 letters': [person(`{"${'n'.repeat(100_000)}": 1}`), /Das Merkmal „.{0,80}“ gibt es nicht/],
  'a name that steers the terminal': [`{"month": "2026-11", "persons": {"a\\u001b[31m": {}}}`, /Dieser Name kann nicht verwendet werden/],
  'a name that turns the text around': [`{"month": "2026-11", "persons": {"a\\u202eb": {}}}`, /Dieser Name kann nicht verwendet werden/],
  'the same person twice': ['{"month": "2026-11", "persons": {"a": {}, "a": {}}}', /Der Name „a“ steht zweimal in derselben Klammer/],
  'the same key twice': ['{"month": "2026-11", "month": "2026-10"}', /Der Name „month“ steht zweimal/],
  'an unknown key': ['{"leute": {}}', /Die Angabe „leute“ gibt es auf dieser Ebene nicht/],
  'an unknown fact': [person('{"Haarfarbe": "rot"}'), /persons\.anna\.Haarfarbe: Das Merkmal „Haarfarbe“ gibt es nicht/],
  'a list': ['[]', /Eine Familie wird als \{ … \} angegeben/],
  'null': ['null', /Eine Familie wird als \{ … \} angegeben/],
  'half a file': ['{"persons": {"a":', /enden mittendrin/],
  'two files in one': ['{} {}', /Nach dem Ende der JSON-Angaben steht noch etwas/],
  'month 13': ['{"month": "2026-13"}', /month: Die Angabe „2026-13“/],
  'a month beyond the law': ['{"month": "9999-12"}', /month: /],
  'a day that is not': [person('{"Geburtstag": "2021-02-29"}'), /Den Tag „2021-02-29“ gibt es nicht/],
  'born tomorrow': [person('{"Geburtstag": "2029-02-01"}'), /Dieser Geburtstag liegt nach November 2026/],
  'their own parent': [person('{"parents": ["anna"]}'), /„anna“ kann nicht auf sich selbst verweisen/],
  'a circle of parents': ['{"month": "2026-11", "persons": {"a": {"parents": ["b"]}, "b": {"parents": ["a"]}}}', /bilden einen Kreis/],
  'a couple without status': ['{"month": "2026-11", "couples": [{"of": ["a", "b"]}]}', /couples\[0\]\.status/],
  'shares of 140 %': [person('{"lives-in": {"h": 70, "g": 70}}'), /ergeben zusammen 140 %/],
  'a service that is not': ['{"month": "2026-11", "persons": {"a": {}}, "receives": {"a": ["goldregen"]}}', /„goldregen“/],
  'a rule that is not': ['{"month": "2026-11", "persons": {"a": {}}, "given": {"a": {"Goldregen": 1}}}', /„Goldregen“/],
};

for (const [name, [text, message]] of Object.entries(families)) {
  test(`family file: ${name}`, () => {
    const { code, signal, out, err } = run(['match', '-'], { input: text });
    assert.equal(signal, null);
    assert.match(err, message);
    assert.match(err, /^Fehler: /);
    assert.ok(err.length < 1000, `${err.length} bytes of message`);
    assert.ok(!/[\x00-\x09\x0b-\x1f\x7f]/.test(err), 'no control characters on the terminal');
    assert.equal(out, '');
    assert.equal(code, 2);
  });
}

test('family file: what the limits allow is computed within them', () => {
  const largest = many(40, (i) => `"p${i}": {"parents": [${i > 1 ? `"p${i >> 1}", "p${(i >> 1) - 1}"` : ''}], "lives-in": {${many(8, (k) => `"h${(i + k) % 50}": 12.5`)}}, "cares-for": [${many(20, (k) => `"p${(i + k + 1) % 40}"`)}]}`);
  for (const text of [people(40), `{"month": "2026-11", "persons": {${largest.join(', ').replaceAll('"p0", "p-1"', '"p0"')}}}`]) {
    const answer = json(['match', '-'], { input: text });
    assert.ok(answer.results.length > 0);
    assert.equal(run(['timeline', '-'], { input: text }).code, 0);
  }
});

test('family file: the same refusals from a file, with its name', () => {
  const path = join(folder(), 'müll.json');
  writeFileSync(path, rubbish(5000, 7));
  assert.match(run(['match', path]).err, /müll\.json, Zeile/);
  assert.match(run(['match', '/dev/zero']).err, /\/dev\/zero: Die Datei ist zu groß\./);
  assert.equal(run(['match', '/dev/null']).code, 2);
});

// --- rules ---------------------------------------------------------------------------------------------

const head = 'Regel probe: ja/nein je Kind\n';
const rules = {
  'binary rubbish': [rubbish(100_000, 3), /Byte \d+ der Datei ist kein gültiger Text in UTF-8\./],
  '10 MB of brackets': ['('.repeat(10_000_000), /Die Datei ist zu groß\. Erlaubt sind 1024 KB\./],
  '900 KB of brackets': [`${head}  ${'('.repeat(900_000)}\n`, /Diese Zeile ist länger als 1000 Zeichen\./],
  '900 brackets': [`${head}  ${'('.repeat(900)}\n`, /mehr als 40 Ebenen ineinander geschachtelt/],
  '400 levels': [head + many(400, (i) => `${'  '.repeat(i + 1)}alle von\n`).join(''), /mehr als 40 Ebenen/],
  '400,000 wrong lines': ['(\n'.repeat(400_000), /Am Zeilenanfang steht „\(“ statt einer Deklaration\./],
  'a NUL byte': ['Regel r\0: ja/nein je Kind\n  ja\n', /Dort steht ein Nullbyte\./],
  'broken UTF-8': [Buffer.from('Regel r\xff: ja/nein je Kind\n', 'latin1'), /Byte 8 der Datei ist kein gültiger Text in UTF-8/],
  'control characters': ['Regel r: ja/nein je Kind\r\n  \x1b[31m\n', /Steuerzeichen/],
  'a number of 900 digits': [`Wert W: Geld   Quelle "x"\n  ab 2024-01-01: ${'9'.repeat(900)} €\n`, /ist zu groß oder zu genau/],
  'a name of 1000 letters': [`Regel ${'r'.repeat(1000)}: ja/nein je Kind\n  ja\n`, /länger als 1000 Zeichen/],
  'the same rule twice': [`${head}  Kind.x\n\n${head}  Kind.x\n`, /Zwei Fassungen von „probe“ gelten zugleich\./],
  'a circle': ['Regel r: ja/nein je Kind\n  s\n\nRegel s: ja/nein je Kind\n  r\n', /Die Regel „r“ hängt von sich selbst ab\./],
  'a choice of 90 words': [`Merkmal M: Auswahl (${many(90, (i) => `m${i}`).join(', ')}) je Kind\n`, /Eine Auswahl braucht 2 bis 62 Wörter\./],
};

for (const [name, [text, message]] of Object.entries(rules)) {
  test(`rules: ${name}`, () => {
    const copy = copyOf('tests/spielstadt');
    mkdirSync(join(copy, 'bund/probe'));
    writeFileSync(join(copy, 'bund/probe/leistung.regel'), text);
    const { code, signal, out, err } = run(['--katalog', copy, 'check']);
    assert.equal(signal, null);
    assert.ok([1, 2].includes(code), `exit code ${code}`);
    assert.match(out + err, message);
    assert.match(out + err, /bund\/probe\/leistung\.regel/);
    assert.ok(out.length + err.length < 200_000, `${out.length + err.length} bytes of messages`);
    const match = run(['--katalog', copy, 'match', 'beispiele/wenig-bekannt.json']);
    assert.ok([1, 2].includes(match.code), 'nothing is computed with broken rules');
    assert.equal(match.out, '');
    assert.equal(run(['--katalog', copy, 'fmt', '--check']).signal, null);
  });
}

test('rules: 20,000 rules in a chain are a large catalogue, no accident', () => {
  const copy = copyOf('tests/spielstadt');
  mkdirSync(join(copy, 'bund/probe'));
  const chain = ['Regel r0: ja/nein je Kind\n  Kind.Geburtstag höchstens Ende des Monats\n', ...many(20_000, (i) => `Regel r${i + 1}: ja/nein je Kind\n  r${i}\n`)];
  writeFileSync(join(copy, 'bund/probe/leistung.regel'), chain.join('\n'));
  const { code, signal, out, err } = run(['--katalog', copy, 'check']);
  assert.equal(signal, null);
  assert.ok(code === 0 || code === 1, `${code}: ${err.slice(0, 300)}`);
  assert.match(out, /Regeln +200\d\d/);
});

test('rules: links, depth and places that belong to no layer are refused, not followed', () => {
  const linked = copyOf('tests/spielstadt');
  symlinkSync('/etc/passwd', join(linked, 'bund/passwd.regel'));
  assert.match(run(['--katalog', linked, 'check']).err, /passwd\.regel: Das ist keine gewöhnliche Datei\./);
  const deep = copyOf('tests/spielstadt');
  mkdirSync(join(deep, 'bund', ...many(40, () => 'tief')), { recursive: true });
  assert.match(run(['--katalog', deep, 'check']).err, /Die Ordner sind zu tief geschachtelt\./);
  const lost = copyOf('tests/spielstadt');
  mkdirSync(join(lost, 'bayern'));
  writeFileSync(join(lost, 'bayern/leistung.regel'), head);
  assert.match(run(['--katalog', lost, 'check']).err, /Diese Regeldatei gehört zu keiner Ebene\./);
});

// --- texts for people ------------------------------------------------------------------------------------

const intact = readFileSync('katalog/bund/stellen/familienkasse.md', 'utf8');
const texts = {
  'binary rubbish': [rubbish(50_000, 9), /UTF-8/],
  '10 MB of brackets': ['['.repeat(10_000_000), /zu groß/],
  '200 KB of brackets': [intact + '['.repeat(200_000), null],
  'deep quotes and lists': [`${intact}\n${'> '.repeat(20_000)}x\n${'- '.repeat(20_000)}x\n`, null],
  'a head without end': [`---\n${'Name: x\n'.repeat(20_000)}`, /steht zweimal im Kopf|Der Kopf endet nicht/],
  'an unknown key': [intact.replace('Name:', 'Nahme:'), /Den Schlüssel „Nahme“ gibt es hier nicht/],
  'a NUL byte': [`${intact}\0`, /UTF-8|Nullbyte|Steuerzeichen/],
  'HTML': [`${intact}\n<script>alert(1)</script>\n`, /HTML/],
  'a link that runs': [`${intact}\n[hier](javascript:alert(1))\n`, /hamm\/stellen\/familienkasse\.md/],
};

for (const [name, [text, message]] of Object.entries(texts)) {
  test(`texts: ${name}`, () => {
    const copy = copyOf('tests/spielstadt');
    mkdirSync(join(copy, 'hamm/stellen'));
    writeFileSync(join(copy, 'hamm/stellen/familienkasse.md'), text);
    // What writes the pages reads the texts; the toy town has no browser part, which is only a hint.
    const { code, signal, err } = run(['--katalog', copy, 'compile', folder(), '--web', folder()]);
    assert.equal(signal, null);
    if (message) {
      assert.equal(code, 1);
      assert.match(err, message);
      assert.match(err, /hamm\/stellen\/familienkasse\.md/);
      assert.ok(err.length < 100_000, `${err.length} bytes of messages`);
    } else {
      assert.ok([0, 1].includes(code), `exit code ${code}`);
      if (code === 1) assert.match(err, /familienkasse\.md/);
    }
  });
}
