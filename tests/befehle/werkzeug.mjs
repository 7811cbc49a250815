// What the tests of the program share: starting it within bounds of time and memory, and throw-away folders.
//   FR_PROGRAMM  the program (default build/release/src/app/familienrathaus)
// Tests run from the repository's root. Memory is bounded by the operating system (ulimit -v), so a test
// cannot miss a peak: a program that wants more says so instead of its own message, and the test fails.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';

export const program = resolve(process.env.FR_PROGRAMM ?? 'build/release/src/app/familienrathaus');
if (!existsSync(program)) throw new Error(`Es fehlt ${program}; ./run ohne Angaben baut es.`);
export const kMegabytes = 200;

const environment = { ...process.env, LC_ALL: 'C.UTF-8', COLUMNS: '100', NO_COLOR: '1' };
delete environment.FR_KATALOG;

// What `check` may take over the whole catalogue, every case in every month: that is much work, not a strange input.
export const kWhole = { seconds: 240, megabytes: 1000 };

// { code, signal, out, err } of one call. `input` goes to its standard input.
export function run(args, { input = '', cwd, env = {}, seconds = 60, megabytes = kMegabytes } = {}) {
  const limit = `ulimit -v ${megabytes * 1024}; exec "$0" "$@"`;
  const done = spawnSync('bash', ['-c', limit, program, ...args], {
    input,
    cwd,
    env: { ...environment, ...env },
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (done.error && done.error.code !== 'EPIPE') throw done.error;  // EPIPE: it stopped reading, as it should
  return { code: done.status, signal: done.signal, out: done.stdout.toString(), err: done.stderr.toString() };
}

export function json(args, options) {
  const done = run([...args, '--json'], options);
  if (done.code !== 0) throw new Error(`${args.join(' ')}: ${done.code} ${done.signal} ${done.err}`);
  return JSON.parse(done.out);
}

const folders = [];
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'familienrathaus-'));
  folders.push(path);
  return path;
}
after(() => folders.forEach((path) => rmSync(path, { recursive: true, force: true })));

// A copy of a catalogue that a test may spoil.
export function copyOf(catalogue) {
  const path = join(folder(), 'katalog');
  cpSync(catalogue, path, { recursive: true });
  return path;
}

export const examples = readdirSync('beispiele').filter((name) => name.endsWith('.json')).map((name) => `beispiele/${name}`);

// The server on a free port; resolves when it has said where it is.
export async function serve(args = []) {
  const child = spawn(program, ['serve', '--port', '0', ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '', complained = '';
  child.stderr.on('data', (text) => (complained += text));
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal, said, complained })));
  const port = await new Promise((ready, failed) => {
    child.stdout.on('data', (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (found) ready(Number(found[1]));
    });
    child.once('exit', () => failed(new Error(`Der Server startet nicht: ${complained}`)));
  });
  return { child, port, ended };
}
