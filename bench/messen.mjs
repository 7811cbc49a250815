// Runs the measurements and prints the table of docs/leistung.md. Called by bench/run, from the repository's root.
// What fails or is missing becomes a line that says so; nothing is left out silently.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = 'build/release';
const program = `${bin}/src/app/familienrathaus`;
const folder = mkdtempSync(join(tmpdir(), 'messen-'));
const month = ['--month', '2026-11'];
const table = [];
const line = (what, value, target = '') => {
  table.push([what, value, target]);
  console.error(`  ${what}: ${value}`);
};
const failed = (what, why) => line(what, `nicht gemessen (${String(why).split('\n')[0].slice(0, 60)})`);
const number = (x) => Math.round(x).toLocaleString('de-DE');
const text = (command, args, seconds = 120) => execFileSync(command, args, { timeout: seconds * 1000, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

// Medians of three repetitions of Google Benchmark.
function benchmarks(binary, filter, seconds = 150) {
  // A variation of nothing is written as NaN, which is no JSON.
  const json = JSON.parse(text(`${bin}/bench/${binary}`, [`--benchmark_filter=${filter}`, '--benchmark_min_time=0.15', '--benchmark_repetitions=3',
    '--benchmark_report_aggregates_only=true', '--benchmark_format=json'], seconds).replace(/: -?nan\b/gi, ': null'));
  return new Map(json.benchmarks.filter((b) => b.aggregate_name === 'median').map((b) => [b.run_name, b]));
}
function part(what, run) {
  try {
    run();
  } catch (error) {
    failed(what, error.message);
  }
}
async function part_later(what, run) {
  try {
    await run();
  } catch (error) {
    failed(what, error.message);
  }
}
// Peak memory and time of a process, by watching /proc.
function watched(args) {
  return new Promise((done) => {
    const begin = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '', kb = 0, ticks = 0;
    child.stdout.on('data', (x) => (out += x));
    const look = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        kb = Math.max(kb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
        const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
        ticks = Number(stat[11]) + Number(stat[12]);
      } catch { /* it has ended */ }
    }, 20);
    child.on('exit', (code) => {
      clearInterval(look);
      done({ code, seconds: (performance.now() - begin) / 1000, kb, user: ticks / 100, out });
    });
  });
}

console.error(`» ${cpus()[0].model}, ${cpus().length} Kerne`);
part('Familien je Sekunde und Kern', () => {
  const b = benchmarks('schnell_bench', '^(fast_way/(alle|vier|alle_ungeordnet|personen_.*|eine_leistung)|open_way/.*|plain_way|klein/.*|make_plan/.*)$', 300);
  const rate = (name) => b.get(name).items_per_second;
  const all = b.get('fast_way/alle');
  line('2 Erwachsene + 2 Kinder, alle Leistungen: Haushalte/s/Kern', number(rate('fast_way/alle')), '≥ 1.000.000');
  line('  dieselben ungeordnet', number(rate('fast_way/alle_ungeordnet')));
  line('  vier Leistungen (Kindergeld, Kinderzuschlag, Wohngeld, Unterhaltsvorschuss)', number(rate('fast_way/vier')), '≥ 3.000.000');
  line('  nur Kindergeld', number(rate('fast_way/eine_leistung')));
  line('  ohne Pläne (Lauf für eine Familie, 64 je Stück)', number(rate('plain_way')));
  line('ns je Haushalt und Regel', (1e9 / rate('fast_way/alle') / all.regeln).toFixed(2));
  line('Bytes Spalten je Haushalt, ganzer Plan', number(all.bytes));
  line('Schritte je Haushalt (allgemeiner Plan; nach Klassen)', `${number(all.schritte)}; ${number(all['schritte/familie'])}`);
  line('Plan machen, ms', b.get('make_plan/genau').cpu_time.toFixed(1));
  line('Verhältnis zur Schleife von Hand, zwei kleine Leistungen', (rate('klein/motor') / rate('klein/hand')).toFixed(2), '≥ 0,5');
  part('Verhältnis zu publicodes', () => {
    const rates = Number(text('node', ['bench/publicodes.mjs'], 60));
    line('Verhältnis zu publicodes, dieselben Regeln', `${number(rate('klein/motor') / rates)} (publicodes ${number(rates)}/s)`);
  });
  line('Personen 1 / 2 / 3 / 4 / 5 / 6: µs je Haushalt', ['personen_1', 'personen_2', 'personen_3', 'alle', 'personen_5', 'personen_6'].map((n) => (1e6 / rate(`fast_way/${n}`)).toFixed(2)).join(' / '));
  line('Leistungen 1 / 4 / alle: µs je Haushalt', ['eine_leistung', 'vier', 'alle'].map((n) => (1e6 / rate(`fast_way/${n}`)).toFixed(2)).join(' / '));
  line('Lohn unbekannt bei 0 / 10 / 100 %, ohne Fälle: µs je Haushalt', ['offen_0', 'offen_10', 'offen_100'].map((n) => (1e6 / rate(`open_way/${n}`)).toFixed(2)).join(' / '));
  line('  bei 10 % mit Fällen, wie match', (1e6 / rate('open_way/offen_10_scharf')).toFixed(0));
});
part('Kerne', () => {
  const b = benchmarks('schnell_bench', '^kernel/', 60);
  line('Kerne, ns je Zelle', [...b].map(([name, x]) => `${name.slice(7)} ${(1e9 / x.items_per_second).toFixed(3)}`).join(', '));
});
part('Eine Familie, nativ', () => {
  const b = benchmarks('familie_bench', '/(drei-generationen-pflege|acht-personen)$', 120);
  for (const name of ['drei-generationen-pflege', 'acht-personen']) {
    line(`${name}: Lauf / Auswertung / nur die Fragen / ganze Antwort, ms`, ['lauf', 'auswertung', 'nur-fragen', 'antwort'].map((x) => (b.get(`${x}/${name}`).cpu_time / 1000).toFixed(2)).join(' / '), name === 'acht-personen' ? '' : '');
  }
});
part('Eine Familie, WASM', () => {
  const rulebook = readdirSync('build/assets/motor').find((x) => x.startsWith('regelwerk'));
  const out = text('node', ['bench/wasm.mjs', 'build/wasm/familienrathaus.wasm', `build/assets/motor/${rulebook}`, 'bench/acht-personen.json', '15'], 120);
  const found = [...out.matchAll(/Median ([\d.]+) ms/g)].map((m) => Number(m[1]));
  line('acht Personen im WASM: Auswertung / mit Gründen / mit Fragen, ms', found.join(' / '), '≤ 1; ask ≤ 8');
});
part('Katalog übersetzen', () => {
  const times = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    text(program, ['list']);
    return performance.now() - begin;
  });
  line('Katalog aus Text übersetzen und einen Befehl ausführen, ms', median(times).toFixed(0), '≤ 300');
});
await new Promise((done) => {
  const begin = performance.now();
  const server = spawn(program, ['serve', '--port', '0', '--assets', 'build/assets'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const stop = setTimeout(() => server.kill(), 20_000);
  let answered = false;
  server.stdout.once('data', () => {
    answered = true;
    const kb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]);
    line('Server: bis er antwortet, ms; Speicher in Ruhe, MB', `${(performance.now() - begin).toFixed(0)}; ${(kb / 1024).toFixed(0)}`, '≤ 100; ≤ 60');
    server.kill();
  });
  server.on('exit', () => {
    clearTimeout(stop);
    if (!answered) failed('Server', 'er kam nicht hoch');
    done();
  });
});
await part_later('Seiten je Sekunde neben nginx', async () => {
  const { beside } = await import('./nginx.mjs');
  const r = await beside(program, folder);
  line(`Seiten/s, ${r.path} (${number(r.bytes)} Bytes gzip): wir / nginx, je ein Faden; Verhältnis`, `${number(r.ours)} / ${number(r.theirs)}; ${(r.ours / r.theirs).toFixed(2)}`, '≥ 0,6');
});
const count = Number(process.argv[2] ?? 1_000_000);
const file = join(folder, 'de.spalten');
try {
  const made = await watched(['population', 'bevoelkerung/deutschland.json', ...month, '--haushalte', String(count), '--out', file]);
  line(`population: ${number(count)} Haushalte, Haushalte/Minute; Bytes je Haushalt`, `${number((count / made.seconds) * 60)}; ${number(statSync(file).size / count)}`);
  const one = [], two = [];
  for (let i = 0; i < 3; ++i) {
    one.push(await watched(['batch', '--in', file, ...month, '--threads', '1']));
    two.push(await watched(['batch', '--in', file, ...month, '--threads', '2']));
  }
  const t1 = median(one.map((x) => x.seconds)), t2 = median(two.map((x) => x.seconds));
  line('batch, alle Leistungen: Haushalte/s mit 1 und 2 Fäden; Verhältnis', `${number(count / t1)}; ${number(count / t2)}; ${(t1 / t2).toFixed(2)}`, '≥ 1,9');
  line('  Rechenzeit je Haushalt, µs (mit Anlaufen und Plänen)', ((median(one.map((x) => x.user)) * 1e6) / count).toFixed(2));
  line('  Speicher mit 1 und 2 Fäden, MB', `${(one[0].kb / 1024).toFixed(0)}; ${(two[0].kb / 1024).toFixed(0)}`, '≤ 300');
  const sums = new Set([...one, ...two].map((x) => /Prüfsumme (\w+)/.exec(x.out)?.[1]));
  line('  Prüfsummen gleich', sums.size === 1 && !sums.has(undefined) ? `ja (${[...sums][0]})` : 'NEIN');
} catch (error) {
  failed('population und batch', error.message);
}
part('Befehle', () => {
  const small = join(folder, 'fest.spalten'), out = join(folder, 'callgrind');
  text(program, ['population', 'bevoelkerung/hamm.json', ...month, '--haushalte', '20000', '--out', small]);
  const done = spawnSync('valgrind', ['--tool=callgrind', `--callgrind-out-file=${out}`, program, 'batch', '--in', small, ...month, '--threads', '1'], { timeout: 200_000 });
  const found = /Collected : (\d+)/.exec(done.stderr?.toString() ?? '')?.[1];
  if (!found) throw new Error('valgrind');
  line('Befehle für 20.000 Haushalte von Hamm (callgrind, AVX2)', number(Number(found)));
});
rmSync(folder, { recursive: true, force: true });

const width = Math.max(...table.map((row) => row[0].length));
console.log(`| ${'Messung'.padEnd(width)} | Wert | Ziel |\n|${'-'.repeat(width + 2)}|---|---|`);
for (const [what, value, target] of table) console.log(`| ${what.padEnd(width)} | ${value} | ${target} |`);
