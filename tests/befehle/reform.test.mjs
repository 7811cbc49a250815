// reform from outside: who gains and loses as text, CSV and one HTML file that carries its pictures' script and figures
// in itself. What is expected is counted in the population's own CSV, or follows from the change.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { folder, run } from './werkzeug.mjs';

const month = ['--month', '2026-11'];
const more = { megabytes: 700, seconds: 120 };
const where = folder();
const definition = 'bevoelkerung/hamm.json', columns = join(where, 'hamm.spalten');
const households = ['--haushalte', '20000'];
const call = ['reform', '--in', columns, ...month, '--bevoelkerung', definition, '--mit-kindern'];
const free = ['--ersetze', 'bevoelkerung/elternbeitrag-frei-bis-37000.regel'];

// Runs and reads what came out: { out, err, code, html, csv }, the CSV as sections of rows with their head.
function reform(...args) {
  const at = folder(), html = join(at, 'bericht.html'), csv = join(at, 'zahlen.csv');
  const done = run([...call, ...args, '--html', html, '--csv', csv], more);
  if (done.code !== 0) return { ...done, written: existsSync(html) || existsSync(csv) };
  const sections = readFileSync(csv, 'utf8').trim().split('\n\n').map((section) => section.split('\n').map((line) => line.split(',')));
  const rows = sections.flatMap(([head, ...lines]) => lines.map(([section, name, ...cells]) =>
    ({ section, name, numbers: Object.fromEntries(cells.map((cell, i) => [head[i + 2], Number(cell)])) })));
  return { ...done, html: readFileSync(html, 'utf8'), rows, section: (name) => rows.filter((row) => row.section === name) };
}
const figures = (html) => JSON.parse(/<script type="application\/json" id="zahlen">([^]*?)<\/script>/.exec(html)[1]);
const rate = (text) => {
  const path = join(folder(), 'satz.regel');
  writeFileSync(path, `Wert Kindergeld-Satz: Geld pro Monat\n  ab 2021-01-01: ${text}\n`);
  return ['--services', 'kindergeld', '--ersetze', path];
};
const source = ' Quelle "Annahme für die Prüfung"';

before(() => assert.equal(run(['population', definition, ...month, ...households, '--out', columns], more).code, 0));

// Families with children under 18 by kind, and how many such children they have, counted in the same population as CSV.
function children() {
  const path = join(where, 'hamm.csv'), kinds = {};
  assert.equal(run(['population', definition, ...month, ...households, '--out', path], more).code, 0);
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\n').map((line) => line.split(','));
  const [parents, birthday] = [head.indexOf('eltern'), head.indexOf('Geburtstag')];
  for (const family of Map.groupBy(lines, (line) => line[0]).values()) {
    const kids = family.filter((line) => line[parents]);
    const young = family.filter((line) => line[birthday] > '2008-11-01').length;
    if (young === 0) continue;
    const kind = `${family.length - kids.length === 1 ? 'Allein' : 'Paar'} mit ${kids.length === 1 ? '1 Kind' : `${kids.length} Kindern`}`;
    kinds[kind] ??= { families: 0, young: 0 };
    kinds[kind].families += 1;
    kinds[kind].young += young;
  }
  return kinds;
}

test('ten euros more for each child: every family gains ten times its children', () => {
  const { rows, section, out } = reform(...rate(`269 €${source}`));
  const expected = children();
  const all = { vielleicht_gewinnen: 0, verlieren: 0, vielleicht_verlieren: 0 };
  assert.deepEqual(Object.fromEntries(section('art').map(({ name, numbers }) => [name, numbers])),
    Object.fromEntries(Object.entries(expected).map(([kind, { families, young }]) =>
      [kind, { ...all, haushalte: families, gewinnen: families, monat_von: 10 * young, monat_bis: 10 * young }])));
  const families = Object.values(expected).reduce((sum, kind) => sum + kind.families, 0);
  assert.match(out, new RegExp(`^${families} Haushalte: ${families} gewinnen sicher, 0 vielleicht; 0 verlieren sicher, 0 vielleicht`));
  assert.equal(section('zehntel').reduce((sum, row) => sum + row.numbers.monat_bis, 0), rows[0].numbers.monat_bis);
});

test('a range around today’s amount: every family may gain and may lose, both ends alike', () => {
  const { html, rows } = reform(...rate(`249 € bis 269 € unbelegt "Annahme für die Prüfung"`));
  const all = rows[0].numbers;
  const young = Object.values(children()).reduce((sum, kind) => sum + kind.young, 0);
  const { haushalte } = all;
  assert.deepEqual(all, { haushalte, gewinnen: 0, vielleicht_gewinnen: haushalte, verlieren: 0, vielleicht_verlieren: haushalte,
    monat_von: -10 * young, monat_bis: 10 * young });
  const euros = (10 * young).toLocaleString('de-DE');
  assert.ok(html.includes(`Alle Haushalte zusammen haben im Monat zwischen ${euros}\u00a0€ weniger und ${euros}\u00a0€ mehr.`));
});

test('the pictures get the same figures as the CSV', () => {
  const { html, rows } = reform(...free);
  const { alle, ...lists } = figures(html);
  const numbers = ({ name, ...rest }) => rest;
  const of = (name) => rows.filter((row) => row.section === name);
  assert.deepEqual([numbers(alle)], of('alle').map((row) => row.numbers));
  assert.deepEqual(Object.keys(lists), ['art', 'zehntel', 'leistung', 'hoehe', 'nicht_abgeholt']);
  for (const [name, list] of Object.entries(lists)) {
    assert.ok(list.length > 0, name);
    assert.deepEqual(list.map(numbers), of(name).map((row) => row.numbers), name);
  }
  for (const name of ['art', 'hoehe']) assert.deepEqual(lists[name].map((x) => x.name), of(name).map((row) => row.name));
});

test('what stays uncollected is the share that the population says, of both ends', () => {
  const { section } = reform(...free);
  const [{ name, numbers }] = section('nicht_abgeholt');
  const { leistung, anteil } = JSON.parse(readFileSync(definition, 'utf8')).inanspruchnahme[0];
  assert.equal(name, leistung);
  assert.equal(numbers.nehmen_es_in_prozent, anteil * 100);
  const whole = section('leistung').find((row) => row.name === leistung).numbers;
  for (const end of ['vorher_von', 'vorher_bis', 'nachher_von', 'nachher_bis'])
    assert.ok(Math.abs(numbers[end] - whole[end] * (1 - anteil)) < 0.02, end);
});

test('a higher free limit: nobody surely loses, and what changes costs something', () => {
  const { rows, out } = reform(...free, '--services', 'elternbeitrag');
  assert.match(out, /gewinnen sicher.*0 verlieren sicher/);
  const all = rows[0].numbers;
  assert.ok(all.gewinnen + all.vielleicht_gewinnen > 0 && all.verlieren === 0 && all.monat_bis > 0);
});

test('the report is one file: it loads nothing, and runs one script, known by its hash', () => {
  const title = '</title></script><script>alert(1)</script><img src=x onerror=alert(1)>';
  const { html } = reform(...free, '--titel', title);
  const scripts = [...html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)];
  assert.deepEqual(scripts.map(([, attributes]) => attributes.trim()), ['type="application/json" id="zahlen"', 'type="module"']);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
  const hash = createHash('sha256').update(scripts[1][2]).digest('base64');
  assert.equal(policy, `default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`);
  const rest = html.replace(/<script[^]*?<\/script>/g, '').replace(/<!--[^]*?-->/g, '');
  assert.deepEqual(rest.match(/<(link|img|iframe|base|object|embed)\b|<[^>]*\s(src|href|on\w+)=|@import|url\((?!#)|https?:|\{\{/g), null);
  for (const [, id] of rest.matchAll(/url\(#(\w+)\)/g)) assert.ok(rest.includes(`id="${id}"`), id);
  assert.match(html, /@observablehq\/plot - \d[^]*Permission to use, copy, modify/);
});

test('every picture has its sentence, and a table follows', () => {
  const { html } = reform(...free);
  const places = [...html.matchAll(/<p class="aussage">([^<]+)<\/p><figure data-bild="([\w-]+)" data-aussage="([^"]+)" hidden><\/figure>/g)];
  assert.deepEqual(places.map((x) => x[2]), ['leistung', 'art-anteil', 'art-summe', 'zehntel-anteil', 'zehntel-mittel', 'hoehe', 'nicht-abgeholt']);
  for (const [, said, name, label] of places) assert.equal(label, `${said} Alle Zahlen stehen in der Tabelle darunter.`, name);
  assert.deepEqual([...html.matchAll(/<caption>([^<]+)/g)].map((x) => x[1]),
    ['Was sich ändert, im Monat', 'Nach Art des Haushalts', 'Nach Einkommen', 'Höhe der Veränderung im Monat', 'Was im Monat liegen bleibt']);
});

test('without its frame there is no report, and nobody waits for it', () => {
  const missing = reform(...free, '--vorlage', join(where, 'gibt-es-nicht.html'));
  assert.equal(missing.code, 2);
  assert.match(missing.err, /gibt-es-nicht\.html: Die Vorlage des Berichts fehlt\. .*„npm run build“ im Ordner web/);
  assert.ok(!missing.written && missing.out === '');
  const wrong = join(where, 'falsch.html');
  writeFileSync(wrong, '<!doctype html><title>{{titel}}</title>');
  assert.match(reform(...free, '--vorlage', wrong).err, /falsch\.html: Das ist keine Vorlage für den Bericht\. Es fehlt der Platz \{\{inhalt\}\}/);
});

test('nothing changes if a declaration takes its own place', () => {
  const same = join(where, 'gleich.regel');
  writeFileSync(same, /^Wert Beitragsfrei-bis:[^]*?\n\n/m.exec(readFileSync('katalog/hamm/elternbeitrag/leistung.regel', 'utf8'))[0]);
  const { out, html } = reform('--services', 'elternbeitrag', '--ersetze', same, '--tabelle', 'Beitragsfrei-bis');
  assert.match(out, /: 0 gewinnen sicher, 0 vielleicht; 0 verlieren sicher, 0 vielleicht/);
  const sentences = ['Bei keiner Leistung ändert sich etwas.', 'Kein Haushalt gewinnt oder verliert.', 'Im Durchschnitt ändert sich je Haushalt nichts.'];
  for (const sentence of sentences) assert.ok(html.includes(sentence), sentence);
  assert.match(reform('--services', 'elternbeitrag', '--ersetze', same, '--tabelle', 'Anderes').err, /verlangt ist „Anderes“/);
  assert.match(reform('--services', 'elternbeitrag', '--gegen', 'katalog').out, /: 0 gewinnen sicher/);
});
