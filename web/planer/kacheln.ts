// The plan as tiles: for each parent one kind per month of the child's life. Counts of tiles are what the engine
// knows of a plan; which month they lie in is only here. Pure.
import type { Id } from '../familie/typen';

export const KINDS = ['free', 'basis', 'plus', 'bonus'] as const;
export type Kind = (typeof KINDS)[number];
export type Row = Kind[];
export type Tiles = Record<Id, Row>;

export const MONTHS = 32;
const LETTER: Record<Kind, string> = { free: '.', basis: 'b', plus: 'p', bonus: 'x' };

/** The facts that a row of tiles says, by kind; and those that all rows say together, of the family. */
export const COUNTED = { basis: 'Basismonate', plus: 'Plusmonate', bonus: 'Bonusmonate' } as const;
export const TOGETHER = { all: 'gemeinsame-Basismonate', late: 'gemeinsame-Basismonate-nach-dem-zwölften' } as const;
const YEAR = 12;

export const empty = (): Row => Array.from({ length: MONTHS }, () => 'free');

export const write = (row: Row): string => row.map((kind) => LETTER[kind]).join('').replace(/\.+$/, '');
export const readRow = (text: string): Row =>
  empty().map((_, i) => KINDS.find((kind) => LETTER[kind] === text[i]) ?? 'free');

/** Months that the engine knows to be covered by maternity benefits count as Basis, whatever was painted. */
export const effective = (row: Row, fixed: number): Row => row.map((kind, i) => (i < fixed ? 'basis' : kind));

export function paint(tiles: Tiles, parent: Id, month: number, kind: Kind): Tiles {
  const row = tiles[parent];
  if (!row || month < 0 || month >= MONTHS || row[month] === kind) return tiles;
  return { ...tiles, [parent]: row.map((old, i) => (i === month ? kind : old)) };
}
export const next = (kind: Kind): Kind => KINDS[(KINDS.indexOf(kind) + 1) % KINDS.length]!;

export type Counts = Record<string, number>;
const rowsOf = (tiles: Tiles, fixed: Record<Id, number>) => Object.entries(tiles).map(([id, row]) => [id, effective(row, fixed[id] ?? 0)] as const);

/** Facts of each parent. */
export function counts(tiles: Tiles, fixed: Record<Id, number>): Record<Id, Counts> {
  const count = (row: Row) => Object.fromEntries(Object.entries(COUNTED).map(([kind, fact]) => [fact, row.filter((one) => one === kind).length]));
  return Object.fromEntries(rowsOf(tiles, fixed).map(([id, row]) => [id, count(row)]));
}
/** Facts of the family: months in which more than one parent takes Basis. */
export function together(tiles: Tiles, fixed: Record<Id, number>): Counts {
  const rows = rowsOf(tiles, fixed).map(([, row]) => row);
  const months = empty().flatMap((_, i) => (rows.filter((row) => row[i] === 'basis').length > 1 ? [i] : []));
  return { [TOGETHER.all]: months.length, [TOGETHER.late]: months.filter((i) => i >= YEAR).length };
}

/** Tiles for a plan of which only the numbers are known: each row in one piece, the second after the first's Basis. */
export function arrange(parents: Id[], known: Record<Id, Counts>): Tiles {
  let begin = 0;
  const tiles: Tiles = {};
  for (const id of parents) {
    const own = known[id] ?? {};
    const row = empty();
    let at = begin;
    for (const [kind, fact] of Object.entries(COUNTED) as [Kind, string][])
      for (let n = own[fact] ?? 0; n > 0 && at < MONTHS; n--) row[at++] = kind;
    tiles[id] = row;
    begin = Math.min(begin + (own[COUNTED.basis] ?? 0), MONTHS);
  }
  return tiles;
}

export const PATTERNS = ['long', 'half', 'bonus'] as const;
export type Pattern = (typeof PATTERNS)[number];
/** Runs of months: kind, first month, last month (counted from 1). */
type Runs = [Kind, number, number][];
const SHAPES: Record<Pattern, { first: Runs; second: Runs; alone: Runs }> = {
  long: { first: [['basis', 1, 12]], second: [['basis', 13, 14]], alone: [['basis', 1, 14]] },
  half: { first: [['basis', 1, 7]], second: [['basis', 8, 14]], alone: [['basis', 1, 7], ['plus', 8, 21]] },
  bonus: {
    first: [['basis', 1, 4], ['plus', 5, 14], ['bonus', 15, 18]],
    second: [['plus', 5, 14], ['bonus', 15, 18]],
    alone: [['basis', 1, 4], ['plus', 5, 24], ['bonus', 25, 28]],
  },
};
/** A plan to start from; whether it is allowed for this family, the engine says. */
export function pattern(name: Pattern, parents: Id[]): Tiles {
  const shape = SHAPES[name];
  const runs = (i: number): Runs => (parents.length === 1 ? shape.alone : ([shape.first, shape.second][i] ?? []));
  return Object.fromEntries(
    parents.map((id, i) => [
      id,
      empty().map((_, m) => runs(i).find(([, from, to]) => m + 1 >= from && m + 1 <= to)?.[0] ?? 'free'),
    ]),
  );
}
