// Reads foreign JSON as a family. Nothing is repaired silently: what does not fit is named in `problems`,
// and only a family without problems is returned. Whether facts fit today's vocabulary says passung.ts.
import { isDay, isMonth } from './alter';
import { STATUSES, STRUCTURAL, type Family, type Id } from './typen';

export interface Problem {
  where: string;
  key: string;
  params?: Record<string, string>;
}
export type Checked = { family: Family; problems: [] } | { family: null; problems: Problem[] };

const LIMIT = 100;
type Dict = Record<string, unknown>;
const isDict = (x: unknown): x is Dict => typeof x === 'object' && x !== null && !Array.isArray(x);
const isId = (x: unknown): x is Id => typeof x === 'string' && /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u.test(x);

export function check(input: unknown): Checked {
  const problems: Problem[] = [];
  const bad = (where: string, key: string, params?: Record<string, string>) =>
    problems.push(params ? { where, key, params } : { where, key });
  if (!isDict(input)) return { family: null, problems: [{ where: '', key: 'file.notObject' }] };
  const known = ['month', 'households', 'persons', 'couples', 'family', 'receives', 'given'];
  for (const key of Object.keys(input)) if (!known.includes(key)) bad(key, 'file.unknownKey', { key });
  if (input.month !== undefined && !isMonth(input.month)) bad('month', 'file.month');
  const persons = section(input, 'persons', bad);
  const households = section(input, 'households', bad);
  for (const [id, facts] of Object.entries(persons)) checkFacts(`persons.${id}`, facts as Dict, bad);
  for (const [id, facts] of Object.entries(households)) checkFacts(`households.${id}`, facts as Dict, bad);
  if (input.family !== undefined) checkFacts('family', input.family, bad);
  for (const key of ['receives', 'given']) if (input[key] !== undefined && !isDict(input[key])) bad(key, 'file.notObject');
  for (const [id, list] of Object.entries(isDict(input.receives) ? input.receives : {}))
    if (!Array.isArray(list) || !list.every(isId)) bad(`receives.${id}`, 'file.notList');
  for (const [id, facts] of Object.entries(isDict(input.given) ? input.given : {})) checkFacts(`given.${id}`, facts, bad);
  // What has the wrong shape may also be arbitrarily deep: nothing below looks into it.
  if (problems.length) return { family: null, problems };
  const family = { ...input, persons, households } as unknown as Family;
  for (const [id, person] of Object.entries(persons)) checkPerson(id, person as Dict, family, bad);
  checkCouples(input.couples, family, bad);
  checkCycles(family, bad);
  return problems.length ? { family: null, problems } : { family, problems: [] };
}

type Bad = (where: string, key: string, params?: Record<string, string>) => void;

function section(input: Dict, name: string, bad: Bad): Dict {
  const part = input[name] ?? {};
  if (!isDict(part)) return bad(name, 'file.notObject'), {};
  if (Object.keys(part).length > LIMIT) bad(name, 'file.tooMany', { limit: String(LIMIT) });
  for (const [id, entity] of Object.entries(part)) {
    if (!isId(id)) bad(`${name}.${id}`, 'file.id');
    if (!isDict(entity)) bad(`${name}.${id}`, 'file.notObject');
  }
  return Object.fromEntries(Object.entries(part).filter(([, v]) => isDict(v))) as Dict;
}

/** Facts are plain: a value, a list of texts or a range. What they may be says the vocabulary, in the engine. */
function checkFacts(at: string, facts: unknown, bad: Bad): void {
  if (!isDict(facts)) return void bad(at, 'file.notObject');
  const plain = (v: unknown) => v === null || ['boolean', 'number', 'string'].includes(typeof v);
  for (const [key, value] of Object.entries(facts)) {
    if (STRUCTURAL.has(key) && at.startsWith('persons.')) continue;
    const list = Array.isArray(value) && value.every((v) => typeof v === 'string');
    const range = isDict(value) && Object.entries(value).every(([end, v]) => (end === 'from' || end === 'to') && plain(v));
    if (!plain(value) && !list && !range) bad(`${at}.${key}`, 'file.value');
  }
}

function checkPerson(id: Id, person: Dict, family: Family, bad: Bad): void {
  const at = `persons.${id}`;
  for (const key of ['parents', 'cares-for']) {
    const ids = person[key];
    if (ids === undefined) continue;
    if (!Array.isArray(ids) || !ids.every(isId)) bad(`${at}.${key}`, 'file.ids');
    else for (const other of ids) family.persons[other] ??= {};
  }
  for (const key of ['due', 'Geburtstag']) {
    const birth = person[key];
    if (birth === undefined || birth === null) continue;
    const ends = isDict(birth) ? [birth.from, birth.to].filter((d) => d !== undefined) : [birth];
    if (!ends.every((d) => isDay(d) || isMonth(d))) bad(`${at}.${key}`, 'file.day');
  }
  const lives = person['lives-in'];
  if (typeof lives === 'string') family.households[lives] ??= {};
  else if (isDict(lives)) {
    const shares = Object.values(lives);
    const sum = shares.reduce<number>((a, b) => a + (typeof b === 'number' ? b : NaN), 0);
    if (!(Math.abs(sum - 100) < 0.01)) bad(`${at}.lives-in`, 'file.shares');
    for (const house of Object.keys(lives)) family.households[house] ??= {};
  } else if (lives !== undefined && lives !== null) bad(`${at}.lives-in`, 'file.livesIn');
}

function checkCouples(couples: unknown, family: Family, bad: Bad): void {
  if (couples === undefined) return;
  if (!Array.isArray(couples)) return bad('couples', 'file.notList');
  couples.forEach((c: unknown, i) => {
    const at = `couples[${i}]`;
    if (!isDict(c) || !Array.isArray(c.of) || c.of.length !== 2 || !c.of.every(isId)) return bad(at, 'file.couple');
    if (!STATUSES.includes(c.status as never)) bad(at, 'file.status');
    for (const id of c.of as Id[]) family.persons[id] ??= {};
  });
}

function checkCycles(family: Family, bad: Bad): void {
  const done = new Set<Id>();
  const visit = (id: Id, above: Id[]): boolean => {
    if (above.includes(id)) return bad(`persons.${id}.parents`, 'file.cycle'), false;
    if (done.has(id)) return true;
    const up = family.persons[id]?.parents;
    const fine = !Array.isArray(up) || up.every((p) => visit(p, [...above, id]));
    done.add(id);
    return fine;
  };
  Object.keys(family.persons).every((id) => visit(id, []));
}
