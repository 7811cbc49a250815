// The search keeps what it has reached: of the queries in bench/suche/, in families' words, so many have an expected
// service among the first three, on the server and in the browser. A floor, a little below what bench/suche.mjs measures.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browserSearch, built, german, measure, others, queries, serverSearch, share } from '../../bench/suche.mjs';
import { serve } from './werkzeug.mjs';

const FLOOR = { german: 0.93, others: 0.9 };
let server;
before(async () => (server = await serve()));
after(() => server.child.kill('SIGKILL'));
const catalogue = built(process.env.FR_COMPILED);

async function holds(search) {
  const rows = await measure(search, catalogue);
  assert.equal(rows.length, 150);
  assert.ok(rows.filter((r) => r.wanted.length).length >= 140, 'Zu wenige Anfragen erwarten eine Leistung, die es gibt');
  const missed = rows.filter((r) => r.wanted.length && r.rank > 3).map((r) => `${r.language} ${r.query}`).join(' · ');
  assert.ok(share(german(rows), 3) >= FLOOR.german, `deutsch: ${share(german(rows), 3)}; verfehlt: ${missed}`);
  assert.ok(share(others(rows), 3) >= FLOOR.others, `andere Sprachen: ${share(others(rows), 3)}; verfehlt: ${missed}`);
}

test('Die Suche des Servers findet, was Familien meinen', async () => holds(serverSearch(`http://127.0.0.1:${server.port}`)));
test('Die Suche auf dem Gerät findet es auch', async () => holds(await browserSearch(catalogue)));

test('Jede Anfrage der Messung nennt Kennungen, wie Leistungen sie haben', () => {
  for (const file of ['anfragen', 'gegenprobe'])
    for (const q of queries(file)) {
      assert.match(q.language, /^[a-z]{2}$/);
      assert.ok(q.query && q.expected.every((id) => /^[a-z0-9-]+$/.test(id)), q.query);
    }
});
