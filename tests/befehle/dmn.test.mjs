// export dmn: every table of the rules as a DMN 1.5 decision table. Two readers that are not ours judge it:
// dmn-moddle (is it DMN?) and feelin (what does it say?). feelin's answers are then put to the engine as Prüffälle,
// beside rules that look the same tables up: whatever differs, the engine reports.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { copyOf, folder, run } from './werkzeug.mjs';

const need = createRequire(resolve('web/package.json'));
const { DmnModdle } = need('dmn-moddle');
const { evaluate, unaryTest } = need('feelin');

const kSpace = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const exported = run(['export', 'dmn']);
assert.equal(exported.code, 0, exported.err);

// dmn-moddle's schema is that of DMN 1.3, which has everything a decision table needs: read under that name.
async function model(xml) {
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml.replace(kSpace, 'https://www.omg.org/spec/DMN/20191111/MODEL/'), 'dmn:Definitions');
  return { root: rootElement, warnings };
}

// --- the rules, read here once more with nothing but regular expressions ---------------------------------------

const catalogue = 'katalog';
const sources = readdirSync(catalogue, { recursive: true }).filter((f) => f.endsWith('.regel') && !f.startsWith('musterstadt')).map((f) => readFileSync(join(catalogue, f), 'utf8'));
const text = sources.join('\n');
const strip = (line) => line.replace(/\s+(§|Quelle "| {2}Artikel| {2}Anlage).*$/, '').trim();
const typeOf = new Map();   // Merkmal or Regel -> its type as written
const tables = new Map();   // name -> { type, keys, limits }
for (const [, kind, name, rest] of text.matchAll(/^(?:Stadt \S+ ersetzt |Land \S+ ersetzt )?(Merkmal|Regel) ([^\s:]+): (.*)$/gm)) {
  const type = strip(rest).replace(/ je (Person|Kind|Erwachsene|Haushalt|Familie)\b.*$/, '');
  if (!typeOf.has(name)) typeOf.set(name, type.startsWith('Auswahl (') ? `Auswahl aus ${name}` : type);
  void kind;
}
for (const [, name, head, body] of text.matchAll(/^(?:Stadt \S+ ersetzt |Land \S+ ersetzt )?Tabelle ([^\s:]+): (.*)\n((?: .*\n)+)/gm)) {
  const [, type, keys] = /^(.*?) nach (.*)$/.exec(strip(head));
  const entry = tables.get(name) ?? { type, keys: keys.split(/,\s*/), limits: [] };
  for (const [, limit] of body.matchAll(/\| bis (-?[\d.]+(?:,\d+)?)/g)) entry.limits.push(Number(limit.replaceAll('.', '').replace(',', '.')));
  tables.set(name, entry);
}

// --- the tables as feelin reads them ---------------------------------------------------------------------------

const seen = new Map();  // the same test of the same value is read once
function fits(expression, value, where) {
  const key = `${expression}\n${value?.iso ?? value}`;
  if (!seen.has(key)) {
    const done = unaryTest(expression, { '?': value });
    assert.deepEqual(done.warnings, [], `${where}: ${expression}`);
    seen.set(key, done.value === true);
  }
  return seen.get(key);
}

class Table {
  constructor(decision) {
    const t = decision.decisionLogic;
    this.name = decision.label;
    this.hitPolicy = t.hitPolicy;
    this.inputs = t.input.map((i) => ({ label: i.label, name: i.inputExpression.text, type: i.inputExpression.typeRef, values: i.inputValues?.text }));
    this.outputs = t.output.map((o) => o.name ?? 'wert');
    this.annotations = t.annotation.map((a) => a.name);
    this.rules = t.rule.map((r) => ({ tests: r.inputEntry.map((e) => e.text), values: r.outputEntry.map((e) => e.text), notes: r.annotationEntry.map((a) => a.text) }));
  }
  // The outputs for these inputs; null: no rule fits. More than one would not be UNIQUE.
  decide(inputs) {
    const hits = this.rules.filter((rule) => rule.tests.every((expression, i) => fits(expression, inputs[i], this.name)));
    assert.ok(hits.length <= 1, `${this.name}: ${hits.length} rows for ${inputs}`);
    return hits.length ? hits[0].values.map((e) => evaluate(e).value) : null;
  }
}
const day = (iso) => evaluate(`date("${iso}")`).value;
const { root, warnings } = await model(exported.out);
const decisions = root.drgElement.filter((e) => e.$type === 'dmn:Decision').map((d) => new Table(d));
const byName = new Map(decisions.map((t) => [t.name, t]));

// --- numbers without binary fractions ----------------------------------------------------------------------------

const plain = (x) => { const s = String(x); return /e/.test(s) ? x.toFixed(10).replace(/0+$/, '') : s; };
// 0.0345 -> "3.45": the point moves, the digits stay.
function shifted(x, by) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain(x));
  const digits = whole + fraction.padEnd(by, '0');
  const cut = digits.slice(0, whole.length + by).replace(/^0+(?=\d)/, ''), rest = digits.slice(whole.length + by).replace(/0+$/, '');
  return sign + cut + (rest ? `.${rest}` : '');
}
const german = (s) => {
  const [whole, fraction] = String(s).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, '.') + (fraction ? `,${fraction}` : '');
};
function literal(type, x) {
  if (type.startsWith('Geld')) return `${german(plain(x))} €`;
  if (type.startsWith('Anteil')) return `${german(shifted(x, 2))} %`;
  if (type.startsWith('Zahl') || type.startsWith('Anzahl')) return german(plain(x));
  assert.match(type, /^Auswahl/);
  return x;
}

// --- tests -------------------------------------------------------------------------------------------------------

test('it is DMN 1.5: known elements only, in the order of the schema, ids unique, references sound', async () => {
  assert.ok(exported.out.includes(`xmlns="${kSpace}"`));
  assert.deepEqual(warnings, []);
  const order = { definitions: ['itemDefinition', 'inputData', 'knowledgeSource', 'decision'], decision: ['variable', 'informationRequirement', 'authorityRequirement', 'decisionTable'],
    decisionTable: ['input', 'output', 'annotation', 'rule'], rule: ['inputEntry', 'outputEntry', 'annotationEntry'], input: ['inputExpression', 'inputValues'] };
  const stack = [], ids = new Set(), wanted = [];
  for (const [, close, name, attributes, empty] of exported.out.matchAll(/<(\/?)([A-Za-z]+)((?:\s+[\w:]+="[^"]*")*)\s*(\/?)>/g)) {
    if (close) { stack.pop(); continue; }
    const parent = stack.at(-1);
    if (parent && order[parent.name]) {
      const place = order[parent.name].indexOf(name);
      assert.ok(place >= parent.place, `${name} in ${parent.name}`);
      parent.place = place;
    }
    const id = / id="([^"]*)"/.exec(attributes)?.[1];
    if (id) { assert.match(id, /^[A-Za-z_][\w.-]*$/); assert.ok(!ids.has(id), id); ids.add(id); }
    const href = / href="#([^"]*)"/.exec(attributes)?.[1];
    if (href) wanted.push(href);
    if (!empty) stack.push({ name, place: 0 });
  }
  assert.ok(wanted.length > 100);
  for (const href of wanted) assert.ok(ids.has(href), href);
});

test('a file that is not DMN would be noticed', async () => {
  for (const wrong of [exported.out.replace('<decisionTable ', '<entscheidung ').replace('</decisionTable>', '</entscheidung>'), exported.out.slice(0, exported.out.length / 2)])
    assert.ok(await model(wrong).then((m) => m.warnings.length > 0, () => true));
});

test('every table of the rules is there, with its keys, and nothing else', () => {
  assert.deepEqual([...byName.keys()].sort(), [...tables.keys()].sort());
  for (const t of decisions) {
    assert.equal(t.hitPolicy, 'UNIQUE');
    assert.deepEqual(t.inputs.map((i) => i.label), ['Stichtag', ...tables.get(t.name).keys]);
    assert.deepEqual(t.annotations, ['Fundstelle', 'Beleg']);
    for (const rule of t.rules) assert.ok(rule.notes.every((n) => n?.length > 3), `${t.name}: ${rule.notes}`);
    for (const input of t.inputs) assert.match(input.name, /^[\p{L}_][\p{L}\d_]*$/u);
  }
});

test('what nobody could prove has two outputs, everything else one', () => {
  let ranges = 0;
  for (const t of decisions) {
    const open = t.rules.filter((r) => r.values.length === 2 && r.values[0] !== r.values[1]);
    assert.deepEqual(t.outputs, open.length ? ['von', 'bis'] : ['wert'], t.name);
    for (const r of open) assert.ok(Number(r.values[0]) < Number(r.values[1]) && r.notes[1].length > 10, `${t.name}: ${r.notes[1]}`);
    ranges += open.length;
  }
  assert.ok(ranges > 5);
});

const from = '2024-01', until = /^Rechtsstand \S+ bis (\S+)/m.exec(text)[1];
test('before and after the Rechtsstand there is no law', () => {
  for (const t of decisions) {
    const keys = t.inputs.slice(1).map((i) => (i.values ? evaluate(i.values.split(',')[0]).value : 1));
    assert.notEqual(t.decide([day(`${from}-01`), ...keys]), null, t.name);
    for (const outside of ['2023-12-31', '1999-01-01', '2099-01-01']) assert.equal(t.decide([day(outside), ...keys]), null, `${t.name} ${outside}`);
  }
});

// Numbers that look random and are the same each time.
let seed = 20231;
const random = () => ((seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8) / 2 ** 24;

const lastDay = (month) => new Date(Date.UTC(...month.split('-').map(Number), 0)).toISOString().slice(0, 10);
const before = (month) => { const [y, m] = month.split('-').map(Number); return m === 1 ? `${y - 1}-12` : `${y}-${String(m - 1).padStart(2, '0')}`; };
// Where anything changes in these tables, the month before it, the ends of the Rechtsstand, and one in between.
function monthsOf(group) {
  const all = new Set([from, until, `2025-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}`]);
  for (const t of group)
    for (const r of t.rules)
      for (const [, month] of r.tests[0].matchAll(/"(\d{4}-\d{2})-\d{2}"/g)) [month, before(month)].forEach((m) => m >= from && m <= until && all.add(m));
  return [...all].sort();
}

// What a key can be: every answer of a choice; of a number each limit, the step before it and after it, and others.
function valuesOf(key, type, group) {
  if (type.startsWith('Auswahl')) {
    const values = group.flatMap((t) => t.inputs.find((i) => i.label === key).values);
    assert.ok(values.every((v) => v === values[0]), key);
    return unquoted(values[0]);
  }
  const step = type.startsWith('Anzahl') ? 1 : 0.01;
  const limits = new Set(group.flatMap((t) => tables.get(t.name).limits));
  for (const t of group) for (const r of t.rules) for (const [n] of r.tests.slice(1).join(' ').matchAll(/-?\d+(\.\d+)?/g)) limits.add(Number(n));
  const round = (x) => Math.round(x * 100) / 100, most = Math.max(...limits);
  const out = new Set([0, round(most * 3 + 1)]);
  for (const l of limits) [l - step, l, l + step].forEach((x) => x >= 0 && out.add(round(x)));
  for (let i = 0; i < 24; ++i) out.add(step === 1 ? Math.floor(random() * (most + 5)) : round(random() * most * 1.5));
  return [...out];
}
const unquoted = (list) => [...list.matchAll(/"([^"]*)"/g)].map((m) => m[1]);
const product = (lists) => lists.reduce((all, list) => all.flatMap((a) => list.map((x) => [...a, x])), [[]]);

// The language knows no negative number where a value is expected: such a table is looked up with something added.
const added = (t) => (t.rules.some((r) => r.values.some((v) => v.startsWith('-'))) ? 1000 : 0);
const plus = (x, more) => (more ? Number((x + more).toFixed(10)) : x);

const kHouses = 35;  // in one Prüffall; a family has at most 40 persons
// A city's rules that look every table up by keys that a Prüffall may give, and Prüffälle that say what feelin says.
function probes() {
  const groups = Map.groupBy(decisions, (t) => tables.get(t.name).keys.join(','));
  const rules = [], cases = new Map();
  let count = 0, unit = 0;
  const probe = new Map(decisions.map((t, i) => [t.name, `Probe-${i + 1}`]));
  for (const group of groups.values()) {
    const keys = tables.get(group[0].name).keys, types = keys.map((k) => typeOf.get(k));
    const names = keys.map((k, i) => `Probe-Eingabe-${++unit}-${i + 1}`);
    const first = keys.map((k, i) => valuesOf(k, types[i], group)[0]);
    names.forEach((n, i) => rules.push(`Regel ${n}: ${types[i]} je Haushalt\n  ${literal(types[i], first[i])}\n`));
    for (const t of group) rules.push(`Regel ${probe.get(t.name)}: ${tables.get(t.name).type} je Haushalt\n  ${t.name}[${names.join(', ')}]${added(t) ? ` + ${german(added(t))}` : ''}\n`);
    const rows = product(keys.map((k, i) => valuesOf(k, types[i], group)));
    for (const month of monthsOf(group)) {
      if (!cases.has(month)) cases.set(month, []);
      const list = cases.get(month);
      for (let at = 0; at < rows.length; at += kHouses) {
        const part = rows.slice(at, at + kHouses);
        const lines = [`Prüffall "Tabellen nach ${keys.join(', ')}, ${month}, ab ${at}"`, `  Monat ${month}`, '  Familie', ...part.map((_, i) => `    P-${i}: Erwachsene, wohnt in h-${i}`)];
        part.forEach((row, i) => row.forEach((x, k) => lines.push(`  gegeben h-${i}.${names[k]} gleich ${literal(types[k], x)}`)));
        for (const t of group)
          part.forEach((row, i) => {
            const [lo, hi = lo] = decideAllMonth(t, month, row).map((x) => plus(x, added(t))), type = tables.get(t.name).type;
            lines.push(`  erwarte h-${i}.${probe.get(t.name)} ${lo === hi ? `gleich ${literal(type, lo)}` : `zwischen ${literal(type, lo)} und ${literal(type, hi)}`}`);
            ++count;
          });
        list.push(lines.join('\n') + '\n');
      }
    }
  }
  return { rules, cases, count };
}
// The first day of a month decides as the last one does.
function decideAllMonth(t, month, row) {
  const first = t.decide([day(`${month}-01`), ...row]), last = t.decide([day(lastDay(month)), ...row]);
  assert.ok(first, `${t.name}: nothing for ${month}, ${row}`);
  assert.deepEqual(first, last, t.name);
  return first;
}

// The catalogue without its own Prüffälle, which are others' business and take their time.
function checked({ rules, cases }) {
  const copy = copyOf(catalogue);
  for (const name of readdirSync(copy, { recursive: true }).filter((f) => f.endsWith('.regel'))) {
    const kept = readFileSync(join(copy, name), 'utf8').replace(/^Prüffall .*\n(?:[ ].*\n|\n)*/gm, '');
    writeFileSync(join(copy, name), kept);
  }
  mkdirSync(join(copy, 'hamm', 'probe'));
  writeFileSync(join(copy, 'hamm', 'probe', 'regeln.regel'), rules.join('\n'));
  for (const [month, list] of cases) writeFileSync(join(copy, 'hamm', 'probe', `${month}.regel`), list.join('\n'));
  return run(['--katalog', copy, 'check'], { seconds: 400, megabytes: 1500 });
}

test('feelin and the engine say the same: at every limit, just below, just above, and elsewhere', { timeout: 600_000 }, (t) => {
  const all = probes();
  const { code, out, err } = checked(all);
  assert.equal(code, 0, (out + err).slice(0, 3000));
  t.diagnostic(`${all.count} Werte aus ${decisions.length} Tabellen in ${all.cases.size} Monaten stimmen überein`);
  assert.ok(all.count > 2000, `${all.count}`);

  // The engine does look: one number changed, and it says so.
  const certain = (c) => /^ {2}erwarte .* gleich \d[\d.]* €$/m.test(c);
  const [month, list] = [...all.cases].find(([, cases]) => cases.some(certain));
  const at = list.findIndex(certain);
  const spoilt = list[at].replace(/^( {2}erwarte .* gleich )(\d[\d.]*) €$/m, (_, lead, n) => `${lead}${german(Number(n.replaceAll('.', '')) + 1)} €`);
  assert.notEqual(spoilt, list[at]);
  const wrong = checked({ rules: all.rules, cases: new Map([[month, [spoilt]]]) });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out + wrong.err, /Erwartet war „/);
});

test('another city has its own tables; a month that does not exist is refused', () => {
  const toy = run(['--katalog', 'tests/spielstadt', 'export', 'dmn']);
  assert.equal(toy.code, 0, toy.err);
  assert.ok(toy.out.includes('urn:x-familienrathaus:hamm/tabellen'));
  const file = join(folder(), 'tabellen.dmn');
  assert.equal(run(['export', 'dmn', '--out', file]).code, 0);
  assert.equal(readFileSync(file, 'utf8'), exported.out);
  assert.equal(run(['export', 'dmn', '--out', join(folder(), 'gibt', 'es', 'nicht')]).code, 2);
});
