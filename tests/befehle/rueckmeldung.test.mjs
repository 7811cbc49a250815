// "War das hilfreich?" from outside: counted per page and day, printed by `feedback`, with nothing about whoever answered;
// answers from elsewhere, about unknown pages or with other values are refused and change nothing.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { folder, run, serve } from './werkzeug.mjs';

const data = folder();
let server;
before(async () => (server = await serve(['--daten', data])));
after(() => server.child.kill('SIGKILL'));

function send(body, headers = {}, method = 'POST', port = server.port) {
  return new Promise((done, failed) => {
    const sent = request({ port, host: '127.0.0.1', path: '/rueckmeldung', method,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body), ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on('error', failed).end(body);
  });
}
const form = (page, answer) => new URLSearchParams({ page, answer }).toString();
const same = { 'Sec-Fetch-Site': 'same-origin' };
const counted = () => {
  const { code, out, err } = run(['feedback', '--daten', data]);
  assert.equal(code, 0, err);
  const [head, ...rows] = out.trimEnd().split('\n');
  assert.equal(head, 'Tag;Seite;Ja;Nein');
  return rows;
};

test('nobody has answered yet: only the heading', () => assert.deepEqual(counted(), []));

test('answers are counted per page and day, and the thanks lead back in the page’s language', async () => {
  const days = new Set([new Date().toISOString().slice(0, 10)]);
  for (const [page, answer] of [['/leistung/kindergeld', 'ja'], ['/leistung/kindergeld', 'ja'], ['/leistung/kindergeld', 'nein'], ['/ar/themen/schule', 'nein']]) {
    const { status, headers, text } = await send(form(page, answer), same);
    assert.equal(status, 200);
    assert.equal(headers['set-cookie'], undefined);
    assert.match(headers['content-security-policy'], /default-src 'none'/);
    assert.ok(text.includes(`<a href="${page}">`), 'the way back');
    assert.match(text, page.startsWith('/ar') ? /<html lang="ar" dir="rtl">/ : /<html lang="de"/);
  }
  days.add(new Date().toISOString().slice(0, 10));  // midnight may have passed
  const rows = counted().map((row) => row.split(';'));
  assert.ok(rows.every(([day]) => days.has(day)), JSON.stringify(rows));
  const sum = (page) => rows.filter((row) => row[1] === page).reduce((all, [, , yes, no]) => [all[0] + Number(yes), all[1] + Number(no)], [0, 0]);
  assert.deepEqual(sum('/leistung/kindergeld'), [2, 1]);
  assert.deepEqual(sum('/ar/themen/schule'), [0, 1]);
});

const refused = {
  'from another site': [form('/leistung/kindergeld', 'ja'), { 'Sec-Fetch-Site': 'cross-site' }],
  'from another host of the same site': [form('/leistung/kindergeld', 'ja'), { 'Sec-Fetch-Site': 'same-site' }],
  'from another origin, in a browser that says no more': [form('/leistung/kindergeld', 'ja'), { Origin: 'https://boese.example' }],
  'about a page that is not': [form('/leistung/goldregen', 'ja'), same],
  'about an error page': [form('!404', 'ja'), same],
  'about another site': [form('https://boese.example/', 'ja'), same],
  'about nothing': ['answer=ja', same],
  'with another word': [form('/leistung/kindergeld', 'vielleicht'), same],
  'with a line break to forge a row': [form('/leistung/kindergeld\n2026-01-01;/;9;9', 'ja'), same],
  'with markup': [form('/"><script>', '<b>'), same],
  'without an answer': ['page=%2Fleistung%2Fkindergeld', same],
  'empty': ['', same],
  'as JSON': ['{"page": "/leistung/kindergeld", "answer": "ja"}', { ...same, 'Content-Type': 'application/json' }],
};
for (const [name, [body, headers]] of Object.entries(refused))
  test(`an answer ${name} is refused and changes nothing`, async () => {
    const earlier = counted();
    const { status, text } = await send(body, headers);
    assert.equal(status, 400);
    assert.match(text, /<h1>/);
    assert.ok(!text.includes('<script>'), 'nothing of it is shown');
    assert.deepEqual(counted(), earlier);
  });

test('a browser without Sec-Fetch-Site may answer from here', async () => {
  assert.equal((await send(form('/themen', 'ja'), { Origin: `http://127.0.0.1:${server.port}` })).status, 200);
  assert.equal((await send(form('/themen', 'ja'), { Origin: 'null' })).status, 200);  // what no-referrer makes of it
  assert.equal((await send(form('/themen', 'ja'))).status, 200);
  assert.ok(counted().some((row) => row.endsWith(';/themen;3;0')));
});

test('looking at the address is no answer', async () => {
  const earlier = counted();
  assert.equal((await send('', {}, 'GET')).status, 405);
  assert.deepEqual(counted(), earlier);
});

test('the file knows page, day and count, and nothing about whoever answered', async () => {
  await send(form('/leistung/wohngeld', 'ja'), { ...same, 'User-Agent': 'Besonderer Browser 7', Cookie: 'wer=anna', 'X-Forwarded-For': '203.0.113.9', Referer: 'https://x.example/geheim' });
  assert.ok(existsSync(join(data, 'rueckmeldung.db')));
  for (const name of readdirSync(data)) {
    const bytes = readFileSync(join(data, name)).toString('latin1');
    for (const trace of ['Besonderer', 'anna', '203.0.113.9', '127.0.0.1', 'geheim']) assert.ok(!bytes.includes(trace), `${name}: ${trace}`);
  }
});

test('without a folder nobody counts, and the page says so', async () => {
  const other = await serve();
  try {
    const { status, text } = await send(form('/leistung/kindergeld', 'ja'), same, 'POST', other.port);
    assert.equal(status, 503);
    assert.match(text, /Rückmeldungen werden hier gerade nicht gezählt\./);
  } finally {
    other.child.kill('SIGKILL');
  }
});

test('feedback without its folder or with a broken file: German, exit code 2', () => {
  assert.equal(run(['feedback']).code, 2);
  const { code, err } = run(['feedback', '--daten', 'LICENSE']);
  assert.equal(code, 2);
  assert.match(err, /^Fehler: /);
});
