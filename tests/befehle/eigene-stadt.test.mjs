// docs/eigene-stadt.md is followed word by word: its files are written into a copy of the catalogue in its order, its
// commands are run where they stand, and what it promises is there. Only the browser is left to tests/browser/.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { copyOf, run } from './werkzeug.mjs';

// The whole law, compiled: more than the 200 MB of a family's question.
const roomy = { megabytes: 1200, seconds: 200 };
const guide = readFileSync('docs/eigene-stadt.md', 'utf8');

// In order: { file, text } of a box below a bold path, { commands } of a shell box.
const steps = [...guide.matchAll(/(?:\*\*`(katalog\/[^`]+)`\*\*\n\n)?```(\w+)\n([\s\S]*?)```/g)].map(([, file, kind, text]) =>
  kind === 'sh' ? { commands: text.trim().split('\n') } : { file, text });

function city() {
  const catalogue = copyOf('katalog');
  const write = ({ file, text }) => {
    const path = join(dirname(catalogue), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  // "./run --stadt neudorf check" as the script hands it on; the bare start of the server is not tried here.
  const obey = (command) => {
    const [, stadt, rest] = /^\.\/run --stadt ([a-z]+)(?: (.*))?$/.exec(command) ?? assert.fail(`Diesen Befehl versteht ./run nicht: ${command}`);
    const args = (rest ?? '').split(' ').filter(Boolean);
    return args.length ? run(['--katalog', catalogue, '--stadt', stadt, ...args], { ...roomy, cwd: dirname(catalogue) }) : null;
  };
  return { catalogue, write, obey };
}

test('every box of the guide is a file or a command, and it shows all that a city may do', () => {
  assert.ok(steps.every((step) => step.commands || step.file), 'ein Kasten ohne Dateinamen');
  const files = steps.flatMap((step) => step.file ?? []);
  assert.deepEqual(files.filter((file) => !file.startsWith('katalog/neudorf/')), []);
  for (const name of ['stadt.json', 'leistung.regel', 'de.md', 'leicht.md', 'en.md', 'worte.json', 'ort.regel', 'ort.de.md'])
    assert.ok(files.some((file) => file.endsWith(`/${name}`)), name);
});

test('who follows the guide has a city: after the first file already, and with all files without a complaint', () => {
  const { catalogue, write, obey } = city();
  let checks = 0;
  for (const step of steps) {
    if (step.file) write(step);
    for (const command of step.commands ?? []) {
      const done = obey(command);
      if (!done) continue;
      if (/ check --streng$/.test(command)) continue;  // below, with its findings one by one
      assert.equal(done.code, 0, `${command}\n${done.out.slice(-2000)}${done.err}`);
      if (/ check$/.test(command)) assert.match(done.out, /Keine Beanstandung\.\n$/, checks++);
      if (/ fmt /.test(command)) assert.equal(done.out, '', 'die Anleitung zeigt die eine Schreibweise');
      if (/ list$/.test(command)) assert.match(done.out.trimEnd().split('\n').slice(-6).join('\n'), /kinderwagen-leihe +Stadt +Kinderwagen leihen/);
    }
  }
  assert.equal(checks, 1);

  const strict = run(['--katalog', catalogue, '--stadt', 'neudorf', 'check', '--streng', '--json'], roomy);
  assert.deepEqual(JSON.parse(strict.out).findings, []);

  const family = { month: '2026-11', households: { haus: { Gemeinde: 'diese-Stadt' } }, persons: { ich: { 'lives-in': 'haus' }, kind: { Geburtstag: '2026-05-05', parents: ['ich'], 'lives-in': 'haus' } } };
  const match = run(['--katalog', catalogue, '--stadt', 'neudorf', 'match', '-', '--json'], { ...roomy, input: JSON.stringify(family) });
  const pram = JSON.parse(match.out).results.find((r) => r.service === 'kinderwagen-leihe' && r.for === 'kind');
  assert.equal(pram.verdict, 'yes');
});

test('what somebody copied from another city without changing the name is found', () => {
  const { write, obey } = city();
  write(steps.find((step) => step.file?.endsWith('stadt.json')));
  write({ file: 'katalog/neudorf/werte/mietenstufe.regel', text: readFileSync('katalog/musterstadt/mietenstufe/mietenstufe.regel', 'utf8') });
  const { code, out } = obey('./run --stadt neudorf check');
  assert.equal(code, 1);
  assert.match(out, /In diesem Ordner ersetzt „Neudorf“, nicht „Musterstadt“\./);
});
