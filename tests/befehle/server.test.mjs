// The real server against hostile clients on raw sockets: every abuse gets its German page or a closed
// connection, others are answered meanwhile, memory stays bounded, and SIGTERM still ends it cleanly.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { kMegabytes, serve } from './werkzeug.mjs';

let server;
before(async () => (server = await serve(['--verbose'])));
after(() => server.child.kill('SIGKILL'));

// Sends what it is given (a string, bytes, or a function that is called for more until it returns nothing)
// and resolves with all that comes back when the other side closes.
function talk(message, { end = false } = {}) {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1');
    const parts = [];
    const done = () => resolve(Buffer.concat(parts).toString('latin1'));
    let closed = false;
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});  // a reset after the answer is an answer
    socket.on('close', () => { closed = true; done(); });
    socket.on('end', () => socket.destroy());
    if (typeof message !== 'function') {
      socket.write(message);
      if (end) socket.end();
      return;
    }
    const more = () => {
      for (;;) {
        const piece = closed ? null : message();
        if (!piece) return;
        if (!socket.write(piece)) return void socket.once('drain', more);
      }
    };
    more();
  });
}

const get = (path, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;
const status = (answer) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
const text = (answer) => Buffer.from(answer, 'latin1').toString('utf8');
const peak = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]) / 1024;

async function stillServes() {
  const answer = await talk(get('/'));
  assert.equal(status(answer), 200);
  assert.equal(server.child.exitCode, null);
  assert.ok(peak() < kMegabytes, `${peak()} MB`);
}

test('it serves', stillServes);

const refused = {
  'garbage as request line': [Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 167 + 13) % 256)), 400],
  'a TLS greeting': [Buffer.from('16030102000100\r\n\r\n', 'latin1'), 400],
  'words that are not HTTP': ['Guten Tag\r\n\r\n', 400],
  'no host': ['GET / HTTP/1.1\r\n\r\n', 400],
  'two hosts': ['GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
  'a version that does not exist': ['GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
  'a folded header': ['GET / HTTP/1.1\r\nHost: x\r\nX : y\r\n\r\n', 400],
  'two lengths': ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  'length and chunks': ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  'a negative length': ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
  'NUL in the path': ['GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  'an encoded NUL': [get('/leistung/kindergeld%00'), 400],
  'half a percent escape': [get('/%'), 400],
  'a broken percent escape': [get('/%zz'), 400],
  'broken UTF-8 in the path': [get('/%ff%fe'), 400],
  'overlong UTF-8 in the path': [get('/%c0%af%c0%af'), 400],
  'traversal': [get('/../../etc/passwd'), 400],
  'traversal, encoded': [get('/%2e%2e/%2e%2e/etc/passwd'), 400],
  'traversal, slashes encoded': [get('/assets/..%2f..%2f..%2fetc%2fpasswd'), 400],
  'traversal, encoded twice': [get('/assets/%252e%252e/%252e%252e/etc/passwd'), 404],
  'traversal with backslashes': [get('/assets/..%5c..%5cetc%5cpasswd'), 400],
  'a file that is there but not served': [get('/katalog/bund/stellen/familienkasse.md'), 404],
  'an absolute file': [get('//etc/passwd'), 404],
  'a path of 5000 letters': [get(`/${'a'.repeat(5000)}`), 414],
  'a query of 100,000 letters': [get(`/?${'a'.repeat(100_000)}`), 414],
  'a header of 100,000 letters': [get('/', `X: ${'a'.repeat(100_000)}\r\n`), 431],
  '100,000 headers': [get('/', 'X: y\r\n'.repeat(100_000)), 431],
  'a method that is not offered': ['DELETE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 405],
  'a family where none is taken': ['POST /familie HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}', 405],
  'a body that is announced too large': ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n', 413],
};
const sentences = {
  400: 'Diese Anfrage war nicht verständlich.', 404: 'Diese Seite gibt es hier nicht.', 405: 'Diese Seite lässt sich so nicht aufrufen.',
  408: 'Die Anfrage kam nicht rechtzeitig vollständig an.', 413: 'Die Anfrage ist zu groß.', 414: 'Die Adresse ist zu lang.',
  431: 'Die Kopfzeilen der Anfrage sind zu groß.',
};

for (const [name, [message, expected]] of Object.entries(refused)) {
  test(`${name}: ${expected}`, { timeout: 60_000 }, async () => {
    const answer = await talk(message);
    assert.equal(status(answer), expected, answer.slice(0, 200));
    assert.ok(text(answer).includes(sentences[expected]), text(answer).slice(0, 2000));
    assert.match(answer, /\r\nContent-Security-Policy: default-src 'none';/);
    assert.ok(!answer.includes('root:'), 'nothing of the machine is shown');
    assert.equal(answer.indexOf('HTTP/1.1 ', 1), -1, 'one answer');
    await stillServes();
  });
}

test('a header of 10 MB is cut off', { timeout: 60_000 }, async () => {
  const piece = 'X: ' + 'a'.repeat(65_533 - 5) + '\r\n';
  let left = 160, first = true;
  const answer = await talk(() => {
    if (first) return (first = false), 'GET / HTTP/1.1\r\nHost: x\r\n';
    return left-- > 0 ? piece : null;
  });
  assert.ok([431, 0].includes(status(answer)), answer.slice(0, 200));  // 0: reset while still sending
  await stillServes();
});

test('a body without end is cut off', { timeout: 60_000 }, async () => {
  const chunk = `10000\r\n${'c'.repeat(0x10000)}\r\n`;
  let first = true, sent = 0;
  const answer = await talk(() => {
    if (first) return (first = false), 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    sent += chunk.length;
    return chunk;  // for as long as the server lets it
  });
  assert.ok([413, 405, 0].includes(status(answer)), answer.slice(0, 200));
  assert.ok(sent > 1024 * 1024);
  await stillServes();
});

test('clients that stop in the middle are ended with 408; others are answered meanwhile', { timeout: 60_000 }, async () => {
  const halves = ['GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'GET /', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc'];
  const slow = Array.from({ length: 60 }, (_, i) => talk(halves[i % halves.length]));
  for (let i = 0; i < 20; ++i) await stillServes();
  for (const answer of await Promise.all(slow)) {
    assert.equal(status(answer), 408, answer.slice(0, 200));
    assert.ok(text(answer).includes(sentences[408]));
  }
  await stillServes();
});

test('a client that never reads does not hold up the others', { timeout: 60_000 }, async () => {
  const deaf = connect(server.port, '127.0.0.1');
  deaf.on('error', () => {});
  deaf.pause();
  await new Promise((ready) => deaf.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2000), ready));
  for (let i = 0; i < 10; ++i) await stillServes();
  deaf.destroy();
  await stillServes();
});

test('more clients than allowed are told; when they leave there is room again', { timeout: 60_000 }, async () => {
  const open = [];
  const crowd = () => new Promise((done) => {
    const socket = connect(server.port, '127.0.0.1');
    open.push(socket);
    socket.on('error', () => {});
    socket.once('data', (part) => done(part.toString('latin1')));
    socket.once('close', () => done(''));
    socket.write('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
  });
  const answers = await Promise.all(Array.from({ length: 700 }, crowd));
  const counts = answers.map(status);
  const served = counts.filter((s) => s === 200).length;  // connections of earlier tests may still be closing
  assert.ok(served <= 512 && served > 450, `${served} served`);
  assert.ok(counts.some((s) => s === 503));
  assert.ok(peak() < kMegabytes, `${peak()} MB`);
  const gone = open.map((socket) => socket.destroyed || new Promise((done) => socket.once('close', done)));
  for (const socket of open) socket.destroy();
  await Promise.all(gone);
  for (;;) {  // until the server has noticed; the test's own time bounds it
    if (status(await talk(get('/'))) === 200) break;
  }
  await stillServes();
});

test('the log names no query, and SIGTERM ends it with 0', { timeout: 60_000 }, async () => {
  await talk(get('/leistung/kindergeld?kind=mia'));
  server.child.kill('SIGTERM');
  const { code, signal, said, complained } = await server.ended;
  assert.deepEqual([code, signal], [0, null]);
  assert.match(said, /Das Familienrathaus ist geschlossen\./);
  assert.match(complained, /GET \/leistung\/kindergeld 200/);
  assert.ok(!complained.includes('mia'));
});
