// export cpsv-ap: the catalogue as RDF passes the official SHACL file of CPSV-AP 3.2.0, read and judged by others'
// programs (n3, rdf-validate-shacl); and what breaks a rule of the vocabulary does not pass.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { json, run } from './werkzeug.mjs';

const need = createRequire(resolve('web/package.json'));
const { Parser, Store } = need('n3');
const { default: SHACLValidator } = await import(pathToFileURL(need.resolve('rdf-validate-shacl')));

const graph = (text) => new Store(new Parser().parse(text));
const shapes = graph(readFileSync('tests/austausch/cpsv-ap-3.2.0-SHACL.ttl', 'utf8'));
async function judged(text) {
  const report = await new SHACLValidator(shapes).validate(graph(text));
  return { conforms: report.conforms, complaints: report.results.map((r) => ({ on: r.focusNode?.value, path: r.path?.value, shape: r.sourceConstraintComponent?.value.split('#')[1] })) };
}

const month = ['--month', '2026-11'];
const { code, out: turtle, err } = run(['export', 'cpsv-ap', ...month]);
assert.equal(code, 0, err);
const store = graph(turtle);
const P = { a: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', cv: 'http://data.europa.eu/m8g/', cpsv: 'http://purl.org/vocab/cpsv#', dct: 'http://purl.org/dc/terms/', eli: 'http://data.europa.eu/eli/ontology#' };
const all = (type) => store.getSubjects(P.a, type, null).map((s) => s.value);

test('it passes the official SHACL file', { timeout: 300_000 }, async (t) => {
  const { conforms, complaints } = await judged(turtle);
  assert.deepEqual(complaints.slice(0, 10), []);
  assert.equal(conforms, true);
  t.diagnostic(`SHACL: conforms, ${store.size} Aussagen`);
});

test('every service and every office is there, and each class that the catalogue has something for', () => {
  const services = all(`${P.cpsv}PublicService`).map((iri) => iri.split('/').at(-1)).sort();
  assert.deepEqual(services, json(['list']).services.map((s) => s.id).sort());
  for (const type of [`${P.cv}PublicOrganisation`, `${P.cv}Channel`, `${P.cv}Cost`, `${P.cv}Output`, `${P.cv}Requirement`, `${P.cv}EvidenceType`, `${P.cv}LifeEvent`,
    `${P.cv}ContactPoint`, `${P.cpsv}Rule`, `${P.eli}LegalResource`, `${P.dct}Location`]) assert.ok(all(type).length >= 2, type);
});

test('nothing points to where nothing is', () => {
  const subjects = new Set(store.getSubjects(null, null, null).map((s) => s.value));
  const lost = store.getObjects(null, null, null).filter((o) => o.termType === 'NamedNode' && o.value.startsWith('urn:x-familienrathaus:') && !subjects.has(o.value)).map((o) => o.value);
  assert.deepEqual(lost, []);
});

// What a rule of the vocabulary forbids, and what the judge says to it.
const kService = /<urn:x-familienrathaus:hamm\/leistung\/kindergeld> a cpsv:PublicService ;\n(?: {2}.*\n)+/;
const spoilt = {
  'a service without a title': [(s) => s.replaceAll(/ {2}dct:title .*\n/g, ''), `${P.dct}title`, 'MinCountConstraintComponent'],
  'a service without a description': [(s) => s.replaceAll(/ {2}dct:description .*\n/g, ''), `${P.dct}description`, 'MinCountConstraintComponent'],
  'a service that nobody is responsible for': [(s) => s.replaceAll(/ {2}cv:hasCompetentAuthority .*\n/g, ''), `${P.cv}hasCompetentAuthority`, 'MinCountConstraintComponent'],
  'a service with two identifiers': [(s) => s.replace('  dct:identifier "kindergeld" ;', '  dct:identifier "kindergeld", "kindergeld-2" ;'), `${P.dct}identifier`, 'MaxCountConstraintComponent'],
  'a title in no language': [(s) => s.replace('"Kindergeld"@de ;', '"Kindergeld" ;'), `${P.dct}title`, 'DatatypeConstraintComponent'],
  'a place that is none': [(s) => s.replace(/dct:spatial <[^>]*>/, 'dct:spatial <urn:x-familienrathaus:nirgends>'), `${P.dct}spatial`, 'ClassConstraintComponent'],
  'a document that is none': [(s) => s.replace(/cv:hasInputType <[^>]*>/, 'cv:hasInputType <urn:x-familienrathaus:nichts>'), `${P.cv}hasInputType`, 'ClassConstraintComponent'],
};
for (const [name, [spoil, path, shape]] of Object.entries(spoilt)) {
  test(`${name} does not pass`, { timeout: 300_000 }, async () => {
    const block = kService.exec(turtle)[0];
    const wrong = turtle.replace(block, () => spoil(block));
    assert.notEqual(wrong, turtle);
    const { conforms, complaints } = await judged(wrong);
    assert.equal(conforms, false);
    assert.deepEqual(complaints.map((c) => [c.path, c.shape]), [[path, shape]]);
    assert.match(complaints[0].on, /kindergeld$/);
  });
}

test('an office without a place does not pass', { timeout: 300_000 }, async () => {
  const wrong = turtle.replace(/(a cv:PublicOrganisation ;\n {2}dct:identifier "jugendamt" ;\n.*\n) {2}dct:spatial .*\n/, '$1');
  assert.notEqual(wrong, turtle);
  const { complaints } = await judged(wrong);
  assert.deepEqual(complaints.map((c) => c.path), [`${P.dct}spatial`]);
});

test('--adresse gives the names that the portal has', () => {
  const { out } = run(['export', 'cpsv-ap', ...month, '--adresse', 'https://familie.example']);
  assert.match(out, /^<https:\/\/familie\.example\/leistung\/kindergeld> a cpsv:PublicService ;$/m);
  assert.ok(!out.includes('urn:x-familienrathaus'));
  assert.equal(graph(out).size, store.size);
});
