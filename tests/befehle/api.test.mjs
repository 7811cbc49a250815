// The open interface keeps its contract: the OpenAPI file is sound, and every answer of the running server, errors
// included, is what the file promises for that path and status. Readers: redocly and ajv, neither of them ours.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { examples, serve } from './werkzeug.mjs';

const need = createRequire(resolve('web/package.json'));
const Ajv2020 = need('ajv/dist/2020.js').default;
const addFormats = need('ajv-formats').default;

const contract = JSON.parse(readFileSync('src/portal/assets/openapi.json', 'utf8'));

// The schemas as one JSON Schema document, so that ajv may be strict about every word in them.
const ajv = addFormats(new Ajv2020({ strict: true, strictTypes: false, allErrors: false }));
ajv.addSchema({ $id: 'api', $defs: JSON.parse(JSON.stringify(contract.components.schemas).replaceAll('#/components/schemas/', '#/$defs/')) });
const compiled = new Map();
function validator(schema) {
  const text = JSON.stringify(schema).replaceAll('#/components/schemas/', 'api#/$defs/');
  if (!compiled.has(text)) compiled.set(text, ajv.compile(JSON.parse(text)));
  return compiled.get(text);
}
function valid(schema, value, where) {
  const check = validator(schema);
  assert.ok(check(value), `${where}: ${ajv.errorsText(check.errors)}`);
}

// What the contract promises for an answer; a method that is not offered is a problem everywhere.
const problem = contract.components.responses.Problem;
function promised(path, method, status) {
  const operation = contract.paths[path]?.[method];
  const response = operation?.responses[status];
  if (response === undefined) assert.ok(operation === undefined, `${method} ${path} may not answer ${status}`);
  return response === undefined || response.$ref ? problem : response;
}

let port, server, off;
before(async () => {
  [server, off] = await Promise.all([serve(), serve(['--ohne-match'])]);
  port = server.port;
});
after(() => [server, off].forEach((s) => s?.child.kill('SIGKILL')));

function send(path, { method = 'GET', headers = {}, body, to = port } = {}) {
  return new Promise((done, failed) => {
    const r = request({ host: '127.0.0.1', port: to, path: `/api/v1${path}`, method, headers: { Connection: 'close', ...headers } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => { r.destroy(); done({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString('utf8') }); });
    });
    r.on('error', failed);
    if (headers['Content-Length'] && body === undefined) r.flushHeaders();
    else r.end(body);
  });
}

// Sends, and holds the answer against the contract. `as` is the path as the contract writes it.
async function ask(as, path, status, options = {}) {
  const answer = await send(path, options);
  const where = `${options.method ?? 'GET'} ${path} -> ${answer.status}`;
  assert.equal(answer.status, status, `${where}: ${answer.text.slice(0, 300)}`);
  const response = promised(as, (options.method ?? 'GET').toLowerCase(), status);
  const [[type, { schema }]] = Object.entries(response.content);
  assert.equal(answer.headers['content-type'], `${type}; charset=utf-8`, where);
  const value = JSON.parse(answer.text);
  valid(schema, value, where);
  if (status >= 400) assert.equal(value.status, status, where);
  if (response.headers?.ETag) assert.match(answer.headers.etag, /^"[^"]+"$/, where);
  if (response.headers?.['Cache-Control']) assert.equal(answer.headers['cache-control'], 'no-store', where);
  return { ...answer, value };
}

const languages = contract.components.parameters.lang.schema.enum;
const family = (name) => JSON.parse(readFileSync(name, 'utf8'));
const match = (body, options) => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body), ...options });

test('the OpenAPI file passes redocly without a complaint', { timeout: 120_000 }, () => {
  const done = spawnSync('npx', ['--no-install', 'redocly', 'lint', '../src/portal/assets/openapi.json', '--format=json'],
    { cwd: 'web', encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
  assert.equal(done.status, 0, done.stdout + done.stderr);
  const { totals, problems } = JSON.parse(done.stdout);
  assert.deepEqual(problems.map((p) => p.message), []);
  assert.deepEqual([totals.errors, totals.warnings], [0, 0]);
});

test('the server hands out the very file', async () => {
  const { status, text } = await send('/openapi.json');
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text), contract);
});

test('a wrong answer would be noticed', () => {
  const schema = { $ref: '#/components/schemas/Service' };
  assert.throws(() => valid(schema, { id: 'kindergeld' }, 'half a service'));
  assert.throws(() => valid({ $ref: '#/components/schemas/Amount' }, { min: '1,50', max: '2', per: 'month' }, 'a comma'));
  assert.throws(() => valid({ $ref: '#/components/schemas/Match' }, { month: '2026-11' }, 'half a match'));
  assert.throws(() => promised('/services', 'get', 418));
});

test('every service, in every language of the list, and every service by itself', { timeout: 120_000 }, async () => {
  const ids = new Set();
  for (const lang of languages) {
    const { value } = await ask('/services', `/services?lang=${lang}`, 200);
    assert.equal(value.lang, lang);
    value.services.forEach((s) => ids.add(s.id));
  }
  assert.ok(ids.size > 50);
  const offices = new Set((await ask('/offices', '/offices', 200)).value.offices.map((o) => o.id));
  for (const id of ids) {
    const { value } = await ask('/services/{id}', `/services/${id}`, 200);
    assert.equal(value.id, id);
    for (const office of value.offices) assert.ok(offices.has(office), `${id}: ${office}`);
    for (const other of value.excludes) assert.ok(ids.has(other), `${id}: ${other}`);
    await ask('/services/{id}', `/services/${id}?lang=leicht`, 200);
  }
});

test('lists narrow to what was asked for', async () => {
  const all = (await ask('/services', '/services', 200)).value.services;
  const offices = new Set((await ask('/offices', '/offices', 200)).value.offices.map((o) => o.id));
  for (const [name, has] of [['phase', (s) => [s.phase]], ['level', (s) => [s.level]], ['need', (s) => s.needs], ['office', (s) => s.offices.filter((o) => offices.has(o))]]) {
    for (const wanted of new Set(all.flatMap(has))) {
      const { value } = await ask('/services', `/services?${name}=${encodeURIComponent(wanted)}`, 200);
      assert.deepEqual(value.services.map((s) => s.id), all.filter((s) => has(s).includes(wanted)).map((s) => s.id), `${name}=${wanted}`);
    }
  }
});

test('every office', async () => {
  const { value } = await ask('/offices', '/offices', 200);
  assert.ok(value.offices.length > 10);
  for (const office of value.offices) assert.deepEqual((await ask('/offices/{id}', `/offices/${office.id}`, 200)).value, office);
});

test('search', async () => {
  for (const lang of languages)
    for (const q of ['kita', 'Geld für Schulsachen', 'Elterngeld', 'xyzzy', '"; DROP', 'a'.repeat(400)])
      assert.equal((await ask('/search', `/search?lang=${lang}&q=${encodeURIComponent(q)}`, 200)).value.query, q);
  const { value } = await ask('/search', '/search?q=kindergeld', 200);
  assert.ok(value.services.length > 0);
});

test('match: every example family, with and without questions', { timeout: 300_000 }, async () => {
  const known = new Set((await ask('/services', '/services', 200)).value.services.map((s) => s.id));
  for (const name of examples) {
    const body = { family: family(name), ask: false };
    valid({ $ref: '#/components/schemas/MatchRequest' }, body, name);
    const { value } = await ask('/match', '/match', 200, match(body));
    assert.ok(value.results.length > 0, name);
    assert.equal(value.month, body.family.month, name);
    for (const r of value.results) assert.ok(known.has(r.service), r.service);
    const later = (await ask('/match', '/match', 200, match({ ...body, month: '2026-12' }))).value;
    assert.equal(later.month, '2026-12');
    const asked = (await ask('/match', '/match', 200, match({ family: body.family }))).value;
    assert.deepEqual(asked.results, value.results, name);
    assert.equal(asked.enough, asked.questions.length === 0);
  }
});

const wrong = [
  ['/services', '/services?lang=xx', 400], ['/services', '/services?need=nichts', 400], ['/services', '/services?phase=Ruhestand', 400],
  ['/services', '/services?level=galaxis', 400], ['/services', '/services?office=mond', 400],
  ['/services/{id}', '/services/kindergeld?lang=xx', 400], ['/services/{id}', '/services/gibt-es-nicht', 404],
  ['/offices/{id}', '/offices/gibt-es-nicht', 404], ['/search', '/search', 400], ['/search', '/search?q=kita&lang=xx', 400],
  ['/services', '/services', 405, { method: 'DELETE' }], ['/offices', '/offices', 405, match('{}')], ['/match', '/match', 405],
  ['/gibt-es-nicht', '/gibt-es-nicht', 404],
  ['/match', '/match', 400, match('kaputt')], ['/match', '/match', 400, match('')], ['/match', '/match', 400, match('[]')],
  ['/match', '/match', 400, match('{}')], ['/match', '/match', 400, match({ family: {}, do: 'why' })],
  ['/match', '/match', 400, match('['.repeat(100_000))],
  ['/match', '/match', 422, match({ family: { month: '2026-13' } })], ['/match', '/match', 422, match({ family: [] })],
  ['/match', '/match', 422, match({ family: { month: '1999-01', persons: { anna: {} } } })],
  ['/match', '/match', 422, match({ family: { month: '2026-11', persons: { anna: { Haarfarbe: 'rot' } } } })],
  ['/match', '/match', 413, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': 50_000_000 } }],
];
for (const [as, path, status, options] of wrong) {
  test(`${options?.method ?? 'GET'} ${path} ${options?.body?.slice(0, 40) ?? ''}: ${status}`, { timeout: 60_000 }, async () => {
    const { value } = await ask(as, path, status, options);
    assert.ok(value.title.length > 5);
    assert.equal(value.type, 'about:blank');
  });
}

test('an entity tag saves the second answer', async () => {
  const paths = ['/services', '/services?lang=en', '/services/kindergeld', '/offices', '/offices/jugendamt', '/search?q=kita'];
  const tags = new Set();
  for (const path of paths)
    for (const encoding of ['identity', 'gzip', 'br']) {
      const headers = { 'Accept-Encoding': encoding };
      const first = await send(path, { headers });
      assert.equal(first.status, 200);
      tags.add(first.headers.etag);
      const second = await send(path, { headers: { ...headers, 'If-None-Match': first.headers.etag } });
      assert.deepEqual([second.status, second.text, second.headers.etag], [304, '', first.headers.etag], `${path} ${encoding}`);
      assert.equal((await send(path, { headers: { ...headers, 'If-None-Match': '"anderes"' } })).status, 200);
    }
  assert.ok(tags.size >= paths.length, 'different answers, different tags');
});

test('HEAD is GET without the body', async () => {
  const [whole, head] = [await send('/offices'), await send('/offices', { method: 'HEAD' })];
  assert.deepEqual([head.status, head.text, head.headers.etag], [200, '', whole.headers.etag]);
});

test('--ohne-match: computing is off, the catalogue stays', async () => {
  await ask('/match', '/match', 404, match({ family: family(examples[0]) }, { to: off.port }));
  await ask('/services', '/services', 200, { to: off.port });
  const { status, text } = await send('/openapi.json', { to: off.port });
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(text), contract);
});
