// The two small benefits of bench/klein in publicodes: families per second on one core, median of five runs.
//   node bench/publicodes.mjs        prints one number; the sum of the results goes to standard error
import { readFileSync } from 'node:fs';
import Engine from 'publicodes';

const engine = new Engine(parse(readFileSync(new URL('klein.publicodes', import.meta.url), 'utf8')));
// The file is YAML of one small shape; publicodes wants it parsed.
function parse(text) {
  const root = {};
  const stack = [[-1, root]];
  for (const line of text.split('\n')) {
    if (!line.trim() || line.startsWith('#')) continue;
    const depth = line.length - line.trimStart().length;
    while (stack.at(-1)[0] >= depth) stack.pop();
    const parent = stack.at(-1)[1];
    const body = line.trim();
    if (body.startsWith('- ')) {
      parent.push(body.slice(2));
      continue;
    }
    const at = body.indexOf(':');
    const key = body.slice(0, at), value = body.slice(at + 1).trim();
    if (value) parent[key] = /^\d+$/.test(value) ? Number(value) : value;
    else {
      parent[key] = /^(une|toutes) de ces conditions|^toutes ces conditions/.test(key) ? [] : {};
      stack.push([depth, parent[key]]);
    }
  }
  return root;
}

let state = 1;
const below = (n) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % n;
const families = Array.from({ length: 400 }, () => ({ 'lohn 1': below(8000), 'lohn 2': below(5000), 'alter 1': below(20), 'alter 2': below(20), miete: below(1500) }));
let sum = 0;
function round() {
  const begin = performance.now();
  for (const family of families) {
    engine.setSituation(family);
    for (const name of ['mietbetrag', 'kinderbetrag 1', 'kinderbetrag 2']) sum += engine.evaluate(name).nodeValue || 0;
  }
  return (families.length * 1000) / (performance.now() - begin);
}
round();
const rates = Array.from({ length: 5 }, round).sort((a, b) => a - b);
console.error(`Summe ${sum}`);
console.log(rates[2].toFixed(0));
