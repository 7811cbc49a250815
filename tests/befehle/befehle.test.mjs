// The sub-commands as people and programs meet them: pages, JSON, exit codes (0 fine, 1 findings, 2 wrong input).
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copyOf, folder, json, kWhole, run } from './werkzeug.mjs';

const patchwork = 'beispiele/patchwork-zwei-haeuser.json';
const little = 'beispiele/wenig-bekannt.json';
const pregnant = 'beispiele/schwangeres-paar.json';
const toy = ['--katalog', 'tests/spielstadt'];

// A toy-town family: expectations come from the rules in tests/spielstadt, not from the catalogue, which
// follows the law and changes with it.
function toyFile(family) {
  const path = join(folder(), 'familie.json');
  writeFileSync(path, JSON.stringify(family));
  return path;
}

test('match: the page names month, certainty, missing facts and the next question', () => {
  const { code, out, err } = run(['match', little]);
  assert.equal(code, 0);
  assert.equal(err, '');
  assert.match(out, /^Was passt im November 2026\n/);
  assert.match(out, /^MÖGLICH – hängt noch von Angaben ab \(\d+\)$/m);
  assert.match(out, /^ {6}offen: /m);
  assert.match(out, /^NEIN \(\d+\)$/m);
  assert.match(out, /^DIE NÄCHSTE FRAGE$/m);
  assert.match(out.replace(/\s+/g, ' '), /in der Datei: [\w-]+\.[\wäöüÄÖÜß-]+/);
  assert.ok(!out.includes('\x1b'), 'no colours outside a terminal');
  for (const line of out.split('\n')) assert.ok([...line].length <= 110, line);
});

test('match: what is received already stands apart and is not promised again', () => {
  const family = JSON.parse(readFileSync(patchwork, 'utf8'));
  const all = json(['match', '-'], { input: JSON.stringify(family) });
  const paid = all.results.find((r) => r.verdict === 'yes' && r.effect === 'payment' && r.amount.per === 'month' && r.amount.min === r.amount.max);
  family.receives = { [paid.for]: [paid.service] };
  const less = json(['match', '-'], { input: JSON.stringify(family) });
  assert.equal(less.results.find((r) => r.for === paid.for && r.service === paid.service).received, true);
  assert.equal(Number(all.total.min) - Number(less.total.min), Number(paid.amount.min));
  assert.match(run(['match', '-'], { input: JSON.stringify(family) }).out, /^WIRD SCHON BEZOGEN \(1\)$/m);
});

test('match - reads standard input and answers as for the file', () => {
  const text = readFileSync(patchwork, 'utf8');
  assert.equal(run(['match', '-', '--json'], { input: text }).out, run(['match', patchwork, '--json']).out);
  assert.equal(run(['match', '-', '--json'], { input: '\ufeff' + text }).out, run(['match', patchwork, '--json']).out);
});

test('match --zeilen answers many families, one line each, in order and like one by one', () => {
  const files = [patchwork, little, pregnant];
  const lines = files.map((f) => JSON.stringify(JSON.parse(readFileSync(f, 'utf8'))));
  const { code, out } = run(['match', '--zeilen', '-'], { input: lines.join('\n') + '\n\n' });
  assert.equal(code, 0);
  const answers = out.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.equal(answers.length, files.length);
  answers.forEach((answer, i) => {
    const alone = json(['match', files[i]]);
    assert.equal(answer.month, alone.month);
    assert.deepEqual(answer.total, alone.total);
    assert.deepEqual(answer.results.map((r) => [r.service, r.for, r.verdict, r.amount]), alone.results.map((r) => [r.service, r.for, r.verdict, r.amount]));
  });
});

test('match --zeilen answers a broken line by its error and goes on', () => {
  const good = JSON.stringify(JSON.parse(readFileSync(patchwork, 'utf8')));
  const { code, out } = run(['match', '--zeilen', '-'], { input: `kaputt\n${good}\n` });
  assert.equal(code, 2);
  const [first, second] = out.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.ok(first.error.message.length > 10);
  assert.ok(second.results.length > 0);
  assert.equal(run(['match', '--zeilen', '/gibt/es/nicht']).code, 2);
});

test('check --belege sets every expectation with a source beside what is computed', () => {
  const { code, out } = run(['check', '--belege'], kWhole);
  assert.equal(code, 0);
  assert.match(out, /^BEISPIELE MIT QUELLE \(\d+\)$/m);
  assert.match(out, /= Mia\.Unterhaltsvorschuss: erwartet ja, 227 €, errechnet ja, 227 €/);
  assert.doesNotMatch(out, /^ *≠ /m);
});

test('match --month computes for another month', () => {
  assert.equal(json(['match', patchwork, '--month', '2025-03']).month, '2025-03');
  assert.match(run(['match', patchwork, '--month', '2025-03']).out, /im März 2025\n/);
});

test('match: a file without a month is computed for the present one', () => {
  const family = JSON.parse(readFileSync(patchwork, 'utf8'));
  delete family.month;
  const before = new Date();
  const { month } = json(['match', '-'], { input: JSON.stringify(family) });
  const word = (d) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}`;
  assert.ok([word(before), word(new Date())].includes(month), month);
});

test('match --json has the shape that programs rely on', () => {
  const answer = json(['match', little]);
  assert.equal(answer.month, '2026-11');
  assert.equal(typeof answer.enough, 'boolean');
  assert.deepEqual(Object.keys(answer.total).sort(), ['max', 'min', 'per']);
  const decimal = /^-?\d+(\.\d+)?$/;
  for (const r of answer.results) {
    const at = `${r.service} ${r.for}`;
    assert.ok(['yes', 'no', 'open'].includes(r.verdict), at);
    assert.ok(['payment', 'saving', 'cost', 'help', 'duty'].includes(r.effect), at);
    assert.equal(typeof r.received, 'boolean', at);
    for (const list of ['missing', 'because', 'deadlines', 'documents', 'offices']) assert.ok(Array.isArray(r[list]), `${at} ${list}`);
    if (r.amount) {
      assert.match(r.amount.min, decimal, at);
      assert.match(r.amount.max, decimal, at);
      assert.ok(Number(r.amount.min) <= Number(r.amount.max), at);
      assert.ok(['month', 'year', 'day', 'once'].includes(r.amount.per), at);
    }
    for (const m of r.missing) assert.deepEqual(Object.keys(m).sort(), ['entity', 'fact'], at);
    assert.equal(r.verdict === 'open', r.missing.length > 0 && r.verdict === 'open', `${at}: an open verdict says what is missing`);
  }
  assert.ok(answer.questions.length > 0);
  for (const q of answer.questions) {
    for (const key of ['entity', 'fact', 'text', 'type']) assert.equal(typeof q[key], 'string', key);
    assert.ok(Number.isInteger(q.settles), q.text);
    assert.match(q.worth, decimal, q.text);
  }
});

test('match: answering the first question again and again ends where nothing more is needed', () => {
  const family = JSON.parse(readFileSync(little, 'utf8'));
  const answered = new Set();
  for (;;) {
    const answer = json(['match', '-'], { input: JSON.stringify(family) });
    if (answer.questions.length === 0) {
      assert.equal(answer.enough, true);
      assert.deepEqual(answer.results.filter((r) => r.verdict === 'open'), []);
      break;
    }
    const { entity, fact, type, choices, range } = answer.questions[0];
    assert.ok(!answered.has(`${entity}.${fact}`), `${entity}.${fact} is asked twice`);
    answered.add(`${entity}.${fact}`);
    const group = entity in family.households ? family.households : family.persons;
    const simple = { choice: () => choices[0].value, 'yes-no': () => false, day: () => (family.persons[entity].parents ? '2019-05-02' : '1988-03-01'), month: () => range.from };
    (group[entity] ??= {})[fact] = (simple[type] ?? (() => Number(range.from)))();
  }
  assert.ok(answered.size >= 5, `${answered.size} answers`);
  const { out } = run(['match', '-'], { input: JSON.stringify(family) });
  assert.match(out, /Mehr brauchen wir nicht: Keine weitere Angabe kann ein Ergebnis ändern\./);
});

test('why: reasons, source, nearest change; an unknown service and person are told', () => {
  const yes = run(['why', patchwork, 'kindergeld', 'juna']);
  assert.equal(yes.code, 0);
  assert.match(yes.out, /Kindergeld für juna, November 2026: ja/);
  assert.match(yes.out, /^Warum$/m);
  assert.match(yes.out, /^Rechenweg$/m);
  assert.match(yes.out, /EStG/);
  const no = run(['why', pregnant, 'kindergeld', 'baby']);
  assert.match(no.out, /: nein/);
  assert.match(no.out, /^Was daraus ein Ja macht$/m);
  assert.match(no.out, /ab Februar 2027/);
  const { answers } = json(['why', patchwork, 'kindergeld']);
  assert.deepEqual(answers.filter((a) => a.verdict === 'yes').map((a) => a.for), ['emil', 'lotte', 'juna']);
  for (const a of answers) assert.ok(a.claim.kind && a.claim.value.text, a.for);

  const service = run(['why', patchwork, 'kindergelt']);
  assert.equal(service.code, 2);
  assert.match(service.err, /^Fehler: .*„kindergelt“.*Meinten Sie „kindergeld“\?/);
  const person = run(['why', patchwork, 'kindergeld', 'niemand']);
  assert.equal(person.code, 2);
  assert.match(person.err, /„niemand“/);
});

test('timeline: what begins and ends, in order, with deadlines', () => {
  const { code, out } = run(['timeline', pregnant]);
  assert.equal(code, 0);
  assert.match(out, /^Ab November 2026, 36 Monate$/m);
  assert.match(out.slice(out.indexOf('Februar 2027 ')), /\+ +Kindergeld für baby beginnt: 259 € bis 267 € im Monat \(Geburt\)/);
  assert.match(out, /! +Frist/);
  const { from, events } = json(['timeline', pregnant, '--months', '12']);
  assert.equal(from, '2026-11');
  const months = events.map((e) => e.month);
  assert.deepEqual(months, [...months].sort());
  assert.ok(months.every((m) => m >= '2026-11' && m < '2027-11'));
  for (const e of events) assert.ok(['begins', 'ends', 'changes', 'deadline'].includes(e.what));
  assert.equal(run(['timeline', pregnant, '--months', '0']).code, 2);
});

test('curve: a table of 21 points, 141 in JSON, both ends included', () => {
  const page = run(['curve', patchwork, 'haus.zu-versteuerndes-Einkommen', '20000', '60000']);
  assert.equal(page.code, 0);
  assert.match(page.out, /20\.000 €/);
  assert.match(page.out, /60\.000 €/);
  const { points, fact, entity } = json(['curve', patchwork, 'zu-versteuerndes-Einkommen', '20000', '60000']);
  assert.deepEqual([fact, entity, points.length], ['zu-versteuerndes-Einkommen', 'haus', 141]);
  assert.deepEqual([points[0].at, points[140].at], ['20000', '60000']);
  const refused = run(['curve', patchwork, 'Geburtstag', '2000-01-01', '2020-01-01']);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /Mehrere in dieser Datei haben „Geburtstag“\. Bitte mit Namen angeben/);
  assert.equal(run(['curve', patchwork, 'nina.Haarfarbe', '1', '2']).code, 2);
  assert.equal(run(['curve', patchwork, 'haus.zu-versteuerndes-Einkommen', 'viel', '2']).code, 2);
  assert.equal(run(['curve', patchwork, 'haus.zu-versteuerndes-Einkommen', '2', '1']).code, 2);
});

test('list: services and facts', () => {
  const services = run(['list']);
  assert.equal(services.code, 0);
  assert.match(services.out, /^kindergeld +Bund +Kindergeld$/m);
  assert.match(services.out, /\d+ Leistungen, Rechtsstand /);
  const facts = run(['list', '--merkmale']);
  assert.match(facts.out, /^Geburtstag +Person +Tag \(JJJJ-MM-TT\)$/m);
  const vocabulary = json(['list']);
  assert.equal(vocabulary.services.length, Number(/(\d+) Leistungen/.exec(services.out)[1]));
  assert.equal(vocabulary.facts.length, Number(/(\d+) Merkmale/.exec(facts.out)[1]));
});

test('check --streng: catalogue and toy town are sound, and the counts say so', () => {
  for (const where of [[], toy]) {
    const { counts, findings } = json([...where, 'check', '--streng'], kWhole);
    assert.deepEqual(findings, []);
    assert.equal(counts.errors, 0);
    assert.equal(counts.sourced, counts.values, 'every value has a source');
    assert.ok(counts.cases >= 3 * counts.services, `${counts.cases} cases for ${counts.services} services`);
    assert.ok(counts.months > 0 && counts.evaluations > counts.cases);
  }
  const page = run(['check', '--streng'], kWhole);
  assert.equal(page.code, 0);
  assert.match(page.out, /^Keine Beanstandung\.$/m);
});

test('check --streng: a text without a service and a service without its texts are findings', () => {
  const copy = copyOf('tests/spielstadt');
  writeFileSync(join(copy, 'bund/spielgeld/de.md'), '---\nstand: 2026-01-01\n---\nText.\n');
  mkdirSync(join(copy, 'bund/niemand'));
  writeFileSync(join(copy, 'bund/niemand/de.md'), '---\nstand: 2026-01-01\n---\nText.\n');
  const { code, out } = run(['--katalog', copy, 'check', '--streng', '--json']);
  assert.equal(code, 1);
  const texts = JSON.parse(out).findings;
  assert.ok(texts.some((text) => /Spielgeld.* fehlt der Text en\.md/.test(text)), texts.join('\n'));
  assert.ok(texts.some((text) => /niemand.* keine Leistung/.test(text)), texts.join('\n'));
});

test('check: a case that fails is found, with its place, the expected and the found', () => {
  const broken = copyOf('tests/spielstadt');
  const path = join(broken, 'bund/spielgeld/leistung.regel');
  const text = readFileSync(path, 'utf8');
  const line = text.split('\n').findIndex((l) => /^ +erwarte .* ja$/.test(l));
  assert.notEqual(line, -1);
  writeFileSync(path, text.split('\n').map((l, i) => (i === line ? l.replace(/ ja$/, ' nein') : l)).join('\n'));
  const { code, out } = run(['--katalog', broken, 'check']);
  assert.equal(code, 1);
  assert.match(out, /FALSCH +katalog\/bund\/spielgeld\/leistung\.regel:\d+/);
  assert.match(out, /1 Beanstandung\./);
});

test('fmt --check: catalogue and toy town are in the one layout', () => {
  for (const where of [[], toy]) assert.deepEqual(run([...where, 'fmt', '--check']), { code: 0, signal: null, out: '', err: '' });
});

test('fmt: names what it would set, sets it, keeps every comment, and means the same', () => {
  const copy = copyOf('tests/spielstadt');
  const path = join(copy, 'bund/spielgeld/leistung.regel');
  const neat = readFileSync(path, 'utf8');
  writeFileSync(path, neat.replace(/  +§/g, ' §').replace(/^( +)/gm, '$1$1'));
  const before = json(['--katalog', copy, 'check', '--streng']).counts;
  const look = run(['--katalog', copy, 'fmt', '--check']);
  assert.equal(look.code, 1);
  assert.match(look.out, /^nicht im Satzspiegel: .*spielgeld\/leistung\.regel$/m);
  assert.notEqual(readFileSync(path, 'utf8'), neat, '--check writes nothing');
  assert.equal(run(['--katalog', copy, 'fmt']).code, 0);
  assert.equal(readFileSync(path, 'utf8'), neat);
  assert.deepEqual(json(['--katalog', copy, 'check', '--streng']).counts, before);
  assert.equal(run(['--katalog', copy, 'fmt', '--check']).code, 0);
});

test('compile: the browser’s files carry their content in their name and are the same each time', () => {
  const [one, two] = [folder(), folder()];
  for (const target of [one, two]) assert.equal(run(['compile', target]).code, 0);
  const manifest = readFileSync(join(one, 'manifest.json'), 'utf8');
  assert.equal(readFileSync(join(two, 'manifest.json'), 'utf8'), manifest);
  const { rulebook, vocabulary, from, until } = JSON.parse(manifest);
  assert.ok(from < until);
  for (const { file, bytes } of [rulebook, vocabulary]) {
    assert.match(file, /-[0-9a-f]{16}\.(bin|json)$/);
    assert.equal(readFileSync(join(one, file)).length, bytes);
  }
  assert.equal(run(['compile', join(one, 'manifest.json', 'x')]).code, 2);
  assert.match(run(['compile', folder(), '--wasm', 'gibt-es-nicht.wasm']).err, /gibt-es-nicht\.wasm: Diese Datei gibt es nicht\./);
});

test('calls that cannot be understood: German, exit code 2', () => {
  for (const args of [[], ['gibtsnicht'], ['match'], ['match', patchwork, '--quatsch'], ['match', patchwork, 'noch', 'was', 'mehr'],
    ['timeline', patchwork, '--months', 'viele'], ['curve', patchwork, 'x']]) {
    const { code, out, err } = run(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, /^Fehler: [A-ZÄÖÜ][^\n]+\n/, args.join(' '));
    assert.equal(out, '', args.join(' '));
  }
  assert.match(run(['match', 'gibt-es-nicht.json']).err, /gibt-es-nicht\.json: Diese Datei gibt es nicht\./);
  assert.match(run(['match', 'beispiele']).err, /beispiele: Das ist ein Ordner, keine Datei\./);
  assert.match(run(['--katalog', 'docs', 'list']).err, /keine Regeln/);
  assert.match(run(['--katalog', 'gibt-es-nicht', 'list']).err, /Hier ist kein Katalog\./);
  assert.equal(run(['match', patchwork, '--month', '2026-13']).code, 2);
  assert.equal(run(['--help']).code, 0);
});

test('the catalogue is found beside the program and through FR_KATALOG', () => {
  const elsewhere = folder();
  const absolute = join(process.cwd(), patchwork);
  const found = run(['match', absolute, '--json'], { cwd: elsewhere, env: { FR_KATALOG: join(process.cwd(), 'katalog') } });
  assert.equal(found.code, 0, found.err);
  assert.equal(found.out, run(['match', patchwork, '--json']).out);
});

test('--json: an error is an answer too, on standard output', () => {
  const { code, out } = run(['match', '-', '--json'], { input: '{"month": "2026-11", "persons": {"a": {"Haarfarbe": "rot"}}}' });
  assert.equal(code, 2);
  const { error } = JSON.parse(out);
  assert.equal(error.where, 'persons.a.Haarfarbe');
  assert.match(error.message, /Das Merkmal „Haarfarbe“ gibt es nicht\./);
});

test('toy town: verdict and amount as its own rules say', () => {
  const { cases } = json([...toy, 'check', '--streng']).counts;
  assert.ok(cases > 0);
  const file = toyFile({ month: '2025-05', persons: { ida: { Geburtstag: '2020-01-01', parents: ['anna'] } } });
  const answer = json([...toy, 'match', file]);
  assert.ok(answer.results.some((r) => r.service === 'spielgeld' && r.for === 'ida'));
});
