// The example families: each is read, computed and explained, and states only what the schema knows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { examples, json, run } from './werkzeug.mjs';

const { facts, services, statuses } = json(['list']);
const factNames = new Set(facts.map((f) => f.name));
const schema = JSON.parse(readFileSync('docs/familie.schema.json', 'utf8'));
const structure = Object.keys(schema.$defs.person.properties);

test('there are two dozen, named after life', () => {
  assert.ok(examples.length > 20);
});

for (const file of examples) {
  test(file, () => {
    const family = JSON.parse(readFileSync(file, 'utf8'));
    for (const key of Object.keys(family)) assert.ok(key in schema.properties, key);
    assert.match(family.month, /^\d{4}-\d{2}$/);
    assert.ok(Object.keys(family.persons).length <= schema.properties.persons.maxProperties);
    for (const [id, person] of Object.entries(family.persons)) {
      for (const key of Object.keys(person)) assert.ok(structure.includes(key) || factNames.has(key), `${id}.${key}`);
    }
    for (const [id, house] of Object.entries(family.households)) {
      for (const key of Object.keys(house)) assert.ok(factNames.has(key), `${id}.${key}`);
    }
    for (const { of, status } of family.couples ?? []) {
      assert.equal(of.length, 2);
      assert.ok(statuses.includes(status), status);
    }

    const answer = json(['match', file]);
    assert.equal(answer.month, family.month);
    const entities = new Set([...Object.keys(family.persons), ...Object.keys(family.households), 'familie']);
    const named = (id) => entities.has(id) || JSON.stringify(family).includes(`"${id}"`);
    for (const r of answer.results) {
      assert.ok(services.some((s) => s.id === r.service), r.service);
      assert.ok(named(r.for), r.for);
      const received = family.receives?.[r.for]?.includes(r.service) ?? false;
      assert.equal(r.received, received, `${r.service} ${r.for}`);
      for (const m of r.missing) assert.ok(named(m.entity) && factNames.has(m.fact), `${m.entity}.${m.fact}`);
    }
    assert.ok(answer.results.some((r) => r.verdict === 'yes'), 'something fits every example');
    assert.equal(answer.capped && answer.questions.length === 0, false);

    assert.match(run(['match', file]).out, /^Was passt im /);
    const first = answer.results.find((r) => r.verdict === 'yes');
    assert.equal(json(['why', file, first.service, first.for]).answers[0].verdict, 'yes');
    assert.ok(Array.isArray(json(['timeline', file]).events));
  });
}

test('among them one without an open verdict, one with a range and one with a child to come', () => {
  const texts = examples.map((file) => readFileSync(file, 'utf8'));
  assert.ok(texts.some((t) => t.includes('"from"')));
  assert.ok(texts.some((t) => t.includes('"due"')));
  assert.ok(texts.some((t) => t.includes('"receives"')));
  assert.ok(texts.some((t) => t.includes('"cares-for"')), 'care between generations');
});
