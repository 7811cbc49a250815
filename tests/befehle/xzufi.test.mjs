// export and import of XZuFi: what goes out is what is documented (judged by tests/austausch/xzufi.py, which shares
// nothing with the program), what comes in goes out again byte for byte, whatever else it holds; hostile files are
// answered by one German message with its line, within 200 MB and bounded time.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folder, json, run } from './werkzeug.mjs';

const month = ['--month', '2026-11'];
const first = run(['export', 'xzufi', ...month]);
assert.equal(first.code, 0, first.err);
const xml = first.out;

function file(text) {
  const path = join(folder(), 'nachricht.xml');
  writeFileSync(path, text);
  return path;
}
const again = (text, options) => run(['import', 'xzufi', file(text), '--out', '-'], options);
function judged(text) {
  const done = spawnSync('python3', ['tests/austausch/xzufi.py', file(text)], { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test('an independent reader finds nothing wrong with it', (t) => {
  const { code, out, err } = judged(xml);
  assert.equal(code, 0, out + err);
  const counts = Object.fromEntries(out.trim().split(' ').map((pair) => pair.split('=')));
  const services = json(['list']).services;
  assert.equal(Number(counts.leistung), services.length);
  assert.ok(Number(counts.organisationseinheit) > 10 && Number(counts.onlinedienst) > 0);
  t.diagnostic(out.trim());
});

test('the independent reader does notice', () => {
  const wrong = {
    'a service without id': [/<xzufi:leistung>\n\s*<xzufi:id .*\n/, '<xzufi:leistung>\n', /es fehlt id/],
    'another namespace': ['xzufi/2_2_0', 'xzufi/2_1_0', /Namensraum/],
    'another version': ['xzufiVersion="2.2.0"', 'xzufiVersion="3"', /xzufiVersion/],
    'a code in the namespace': ['<code>02</code>', '<xzufi:code>02</xzufi:code>', /ohne Namensraum/],
    'a code without a list': [' listURI="urn:de:xzufi:codeliste:leistungstextmodulleika"', '', /ohne listURI/],
    'a module that does not exist': ['<code>02</code>', '<code>99</code>', /kein Textmodul: 99/],
    'a key that is none': [/<code>99\d{12}<\/code>/, '<code>12345678901234</code>', /kein Leistungsschlüssel/],
    'a text in no language': ['<xzufi:inhalt languageCode="de">', '<xzufi:inhalt>', /ohne languageCode/],
    'an element that is not documented': ['<xzufi:nachrichtenkopf/>', '<xzufi:nachrichtenkopf/><xzufi:leistungen/>', /gehört .*leistungen nicht hin/],
    'no head': ['<xzufi:nachrichtenkopf/>', '', /es fehlt nachrichtenkopf/],
    'a service that is nowhere': [/(<xzufi:leistungID [^>]*>)kindergeld</, '$1kindergold<', /die Leistung kindergold gibt es nicht/],
  };
  for (const [name, [what, by, complaint]] of Object.entries(wrong)) {
    const text = xml.replace(what, by);
    assert.notEqual(text, xml, name);
    const { code, out } = judged(text);
    assert.equal(code, 1, name);
    assert.match(out, complaint, name);
  }
});

test('it is the same each time, and in again it goes out the same', () => {
  assert.equal(run(['export', 'xzufi', ...month]).out, xml);
  const { code, out, err } = again(xml);
  assert.equal(code, 0, err);
  assert.ok(out === xml, 'byte for byte');
  const to = file('');
  assert.equal(run(['export', 'xzufi', ...month, '--out', to]).code, 0);
  assert.equal(readFileSync(to, 'utf8'), xml);
});

// Numbers that look random and are the same each time.
let seed = 7;
const random = (n) => Math.floor((((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) / 2 ** 24) * n);

test('unknown elements, comments and attributes anywhere stay where they are', () => {
  const strange = ['<fremd:zusatz xmlns:fremd="urn:fremd" wert="1 &amp; 2">Text mit <fremd:b>Kind</fremd:b>\n  und Zeile</fremd:zusatz>', '<xzufi:nichtBelegt><code>7</code></xzufi:nichtBelegt>',
    '<!-- von Hand -->', '<ohne/>', '<?verarbeite das?>', '<xzufi:id schemeID="zweite">zweite Kennung</xzufi:id>', '<xzufi:modulText/>', '<xzufi:spezialisierung xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"/>'];
  for (let round = 0; round < 4; ++round) {
    // After any tag within the root, in text as well: inside, before and after everything that is known.
    const ends = [...xml.matchAll(/>/g)].map((m) => m.index + 1).filter((i) => i > xml.indexOf('<xzufi:nachrichtenkopf') - 2 && i < xml.length - 2);
    const places = new Set(Array.from({ length: 3000 }, () => ends[random(ends.length)]));
    let text = '', at = 0;
    for (const place of [...places].sort((a, b) => a - b)) {
      text += xml.slice(at, place) + strange[random(strange.length)];
      at = place;
    }
    text = (text + xml.slice(at)).replace(/<xzufi:(leistung|anschrift|inhalt)\b/g, (tag) => (random(50) ? tag : `${tag} fremd="ja"`));
    const { code, out, err } = again(text);
    assert.equal(code, 0, err);
    assert.ok(out === text, `round ${round}: byte for byte`);
  }
});

test('a file by somebody else keeps its own prefixes, order and layout', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!-- aus einem anderen System -->
<x:schreiben.0401 xmlns:x="http://xoev.de/schemata/xzufi/2_2_0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xzufiVersion="2.2" produkthersteller="X">
\t<x:nachrichtenkopf><x:nachrichtUUID>76b4df51</x:nachrichtUUID></x:nachrichtenkopf>
\t<x:schreibe><leistung xmlns="http://xoev.de/schemata/xzufi/2_2_0"><sprachversion><languageCode>de</languageCode></sprachversion>
\t\t<struktur xsi:type="LeistungsstrukturObjekt"><leistungsobjektID>1</leistungsobjektID></struktur><id schemeAgencyID="L1">4711</id>
\t\t<referenzLeiKa><code xmlns="">99041008017000</code><name xmlns="">Kindergeld</name></referenzLeiKa>
\t\t<modulText><inhalt languageCode="de-DE">Titel</inhalt><leikaTextmodul><code xmlns="">02</code></leikaTextmodul></modulText>
\t</leistung></x:schreibe>
\t<x:loesche klasse="Leistung"><x:id>4712</x:id></x:loesche>
</x:schreiben.0401>
`;
  const { code, out, err } = again(text);
  assert.equal(code, 0, err);
  assert.equal(out, text);
  const said = run(['import', 'xzufi', file(text)]).out;
  assert.match(said, /^1 Leistungen in 1 Sprachen, 0 Stellen, 0 Onlinedienste; 1 Löschungen\.$/m);
  assert.match(said, /schreibe\/leistung\/struktur \(1 mal, zuerst in Zeile 6\)/);
  const to = join(folder(), 'entwurf');
  assert.equal(run(['import', 'xzufi', file(text), '--out', to]).code, 0);
  const draft = readFileSync(join(to, 'titel', 'leistung.regel'), 'utf8');
  assert.match(draft, /^# Entwurf aus XZuFi: XZuFi L1, 4711\. Es fehlen: Anspruch, .*Wirkung/);
  assert.match(draft, /^ {2}Schlüssel +"99041008017000"$/m);
});

test('drafts: a folder per service, its texts as they were; nothing is overwritten', () => {
  const to = join(folder(), 'entwurf'), from = file(xml);
  const { code, out } = run(['import', 'xzufi', from, '--out', to]);
  assert.equal(code, 0);
  assert.match(out, /Dateien\. Es sind Entwürfe/);
  // Below the heading, which is the service's own title there; of those to which the city adds nothing.
  const body = (path) => readFileSync(path, 'utf8').replace(/^---\n[\s\S]*?\n---\n+/, '').replace(/^# .*\n/, '').trim();
  const plain = readdirSync('katalog/bund').filter((id) => existsSync(join('katalog/bund', id, 'de.md')) && existsSync(join(to, id, 'de.md')) && !existsSync(join('katalog/hamm', id, 'ort.de.md')) &&
    !readFileSync(join('katalog/bund', id, 'de.md'), 'utf8').includes('{Stadt}'));
  assert.ok(plain.length > 5);
  for (const id of plain) assert.equal(body(join(to, id, 'de.md')), body(join('katalog/bund', id, 'de.md')), id);
  assert.match(readFileSync(join(to, 'kindergeld', 'leistung.regel'), 'utf8'), /^Leistung Kindergeld\n {2}Titel +"Kindergeld"$/m);
  assert.ok(existsSync(join(to, 'stellen', 'jugendamt.md')));
  assert.equal(readdirSync(to).length, json(['list']).services.length + 1);
  const second = run(['import', 'xzufi', from, '--out', to]);
  assert.equal(second.code, 2);
  assert.match(second.err, /Der Ordner ist nicht leer\./);
});

test('names from outside stay within the folder', () => {
  const evil = '<xzufi:t xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0"><xzufi:nachrichtenkopf/>' +
    ['../../../../tmp/boese', '/etc/passwd', '..', 'CON', 'stellen', ''].map((name, i) => `<xzufi:schreibe><xzufi:leistung><xzufi:id>${name || 'x'}</xzufi:id><xzufi:modulText><xzufi:leikaTextmodul><code>02</code></xzufi:leikaTextmodul><xzufi:inhalt languageCode="de">${name} &lt;script&gt;alert(${i})&lt;/script&gt;</xzufi:inhalt></xzufi:modulText></xzufi:leistung></xzufi:schreibe><xzufi:schreibe><xzufi:organisationseinheit><xzufi:id>${name || 'x'}</xzufi:id></xzufi:organisationseinheit></xzufi:schreibe>`).join('') + '</xzufi:t>';
  const parent = folder(), to = join(parent, 'entwurf');
  const { code, err } = run(['import', 'xzufi', file(evil), '--out', to]);
  assert.equal(code, 0, err);
  assert.deepEqual(readdirSync(parent), ['entwurf']);
  for (const path of readdirSync(to, { recursive: true })) assert.match(path, /^[a-z0-9-]+(\/[a-z0-9-]+\.(md|regel))?$/);
});

const open = '<xzufi:t xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">', head = '<xzufi:nachrichtenkopf/>', close = '</xzufi:t>';
const many = (n, make) => Array.from({ length: n }, (_, i) => make(i)).join('');
const hostile = {
  'nothing': ['', /Zeile 1: Hier steht kein XML\./],
  'no XML': ['Guten Tag', /Zeile 1: Hier steht kein XML\./],
  'half a file': [xml.slice(0, xml.length / 2), /Zeile \d+: Ein Element ist nicht zu Ende geschrieben\./],
  'an entity of its own': [`<!DOCTYPE x [<!ENTITY a "b">]>${open}&a;${close}`, /Zeile 1: Hier steht ein DOCTYPE\./],
  'a file from the machine': [`<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${open}${head}&a;${close}`, /DOCTYPE/],
  'a billion laughs': [`<!DOCTYPE l [<!ENTITY a "ha">${many(9, (i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)}]>${open}&j;${close}`, /DOCTYPE/],
  'an entity that nobody knows': [`${open}\n${head}\n&unbekannt;${close}`, /Zeile 3: Hier steht ein &/],
  'a wrong end': [`${open}\n${head}\n<a>\n</b>${close}`, /Zeile 4: Ein Element wird anders geschlossen/],
  'an attribute twice': [`${open}\n${head}<a b="1" b="2"/>${close}`, /Zeile 2: Ein Attribut steht zweimal/],
  'a prefix from nowhere': [`${open}\n${head}<y:a/>${close}`, /Zeile 2: Ein Namensraum wird benutzt/],
  'something after the end': [`${open}${head}${close}\n<b/>`, /Zeile 2: Nach dem Ende/],
  'a NUL': [`${open}${head}\n\0${close}`, /Zeile 2: /],
  'a forbidden character': [`${open}${head}\n&#0;${close}`, /Zeile 2: Hier steht ein Zeichen, das in XML nicht erlaubt/],
  'broken UTF-8': [Buffer.concat([Buffer.from(`${open}\n`), Buffer.from([0xff, 0xfe]), Buffer.from(close)]), /Zeile 2: .*kein gültiges UTF-8/],
  'another encoding': [`<?xml version="1.0" encoding="ISO-8859-1"?>${open}${head}${close}`, /Zeile 1: Die Datei nennt eine andere Zeichenkodierung/],
  'another standard': ['<html xmlns="http://www.w3.org/1999/xhtml"/>', /Das ist keine XZuFi-Nachricht/],
  'an older XZuFi': ['<x:t xmlns:x="http://xoev.de/schemata/xzufi/2_1_0" xzufiVersion="2.1.0"/>', /Ihr Namensraum ist „http:\/\/xoev\.de\/schemata\/xzufi\/2_1_0“/],
  'another version': [`${open.replace('2.2.0">', '9.9">')}${close}`, /Die Fassung „9\.9“ wird nicht gelesen/],
  'no version': [open.replace(' xzufiVersion="2.2.0"', '') + close, /Es fehlt das Attribut xzufiVersion/],
  'no head': [`${open}${close}`, /Zeile 1: Es fehlt das Element nachrichtenkopf/],
  'a service without id': [`${open}${head}\n<xzufi:schreibe>\n<xzufi:leistung/></xzufi:schreibe>${close}`, /Zeile 3: Im Element leistung fehlt id\./],
  'a responsibility for nothing': [`${open}${head}\n<xzufi:schreibe><xzufi:organisationseinheit><xzufi:id>1</xzufi:id>\n<xzufi:zustaendigkeit/></xzufi:organisationseinheit></xzufi:schreibe>${close}`, /Zeile 3: Im Element zustaendigkeit fehlt leistungID\./],
  'a thousand levels': [`${open}${head}\n${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}${close}`, /Zeile 2: Die Elemente sind zu tief geschachtelt\. Erlaubt sind 64 Ebenen\./],
  '100,000 levels': [`${open}${head}${'<a>'.repeat(100_000)}`, /zu tief geschachtelt/],
  'four million elements': [`${open}${head}${'<a/>'.repeat(3_900_000)}${close}`, /Die Datei hat zu viele Elemente/],
  'a million attributes': [`${open}${head}<a ${many(1_000_000, (i) => `a${i}=""`.padEnd(12))}/>${close}`, /Zeile 1: Ein Element hat zu viele Attribute\. Erlaubt sind 256\./],
  'a tag without end': [`${open}${head}\n<a ${'b="c" '.repeat(2_000_000)}`, /Zeile 2: Ein Element hat zu viele Attribute/],
  'a thousand namespaces': [`${open}${head}${many(1000, (i) => `<a xmlns="urn:${i}"/>`)}${close}`, /Die Datei hat zu viele Namensräume/],
  '17 MB': [`${open}${head}<!--${'a'.repeat(17 * 1024 * 1024)}-->${close}`, /Die Datei ist zu groß\. Erlaubt sind 16384 KB\./],
  'as many elements as may be, all known': [`${open}${head}${'<xzufi:schreibe/>'.repeat(249_990)}${close}`, null],
  'as many as may be, all in one': [`${open}${head}<xzufi:schreibe><xzufi:organisationseinheit><xzufi:id>1</xzufi:id>${'<xzufi:anschrift/>\n'.repeat(249_980)}</xzufi:organisationseinheit></xzufi:schreibe>${close}`, null],
  'as many as may be, all unknown': [`${open}${head}<u>${'<a/> '.repeat(249_980)}</u>${close}`, null],
  'one text of 9 MB': [`${open}${head}<a>${'b'.repeat(9 * 1024 * 1024)}</a>${close}`, null],
  'a name of 10 MB': [`${open}${head}<${'n'.repeat(10 * 1024 * 1024)}/>${close}`, /kein wohlgeformtes XML/],
};
for (const [name, [bytes, message]] of Object.entries(hostile)) {
  test(`hostile: ${name}`, { timeout: 120_000 }, () => {
    const { code, signal, out, err } = again(bytes, { seconds: 60 });
    assert.equal(signal, null);
    if (message === null) return void assert.deepEqual([code, out === `<?xml version="1.0" encoding="UTF-8"?>\n${bytes}\n`], [0, true], err.slice(0, 300));
    assert.deepEqual([code, out], [2, ''], err.slice(0, 300));
    const text = err.replace(/\s+/g, ' ');
    assert.match(text, /^Fehler: /);
    assert.match(text, message);
    assert.ok(err.length < 1000, 'one message');
    assert.ok(!err.includes('root:'), 'nothing of the machine is shown');
  });
}

test('wrong calls', () => {
  assert.equal(run(['import', 'xzufi']).code, 2);
  assert.equal(run(['import', 'pdf', file(xml)]).code, 2);
  assert.match(run(['import', 'xzufi', '/gibt/es/nicht']).err, /Diese Datei gibt es nicht\./);
  const blocked = join(folder(), 'datei');
  writeFileSync(blocked, 'x');
  assert.equal(run(['import', 'xzufi', file(xml), '--out', join(blocked, 'ordner')]).code, 2);
  const empty = join(folder(), 'leer');
  mkdirSync(empty);
  assert.equal(run(['import', 'xzufi', file(xml), '--out', empty]).code, 0);
});
