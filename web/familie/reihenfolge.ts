// Who stands beside whom on the floors of one house: couples side by side, brothers and sisters together below
// their parents, in the order in which they were drawn wherever that crosses no line. Pure; tested against the
// best order there is.
import { children, couplesOf, homes, other, parents } from './fragen';
import type { Family, Id } from './typen';

/** One floor: blocks from start to end; who is in one block stays side by side. */
export type Floor = Id[][];

/** People whose lines hang together from one point: the parents who stand here side by side, else each alone. */
export interface Descent {
  from: Id[];
  child: Id;
}

export function orderFloors(family: Family, levels: Id[][]): Floor[] {
  const floors = levels.map((ids) => blocks(family, ids));
  floors.forEach((floor, i) => i > 0 && settle(family, floors, floor));
  return improve(family, floors);
}

/** Mates on one floor: today's couples first, then former ones, then people who only have a child together. */
function matesOf(family: Family, id: Id, here: Id[]): Id[] {
  const apart = (status: string) => status === 'geschieden' || status === 'dauernd-getrennt';
  const couples = [...couplesOf(family, id)].sort((a, b) => Number(apart(a.status)) - Number(apart(b.status)));
  const coParents = children(family, id).flatMap((child) => parents(family, child));
  const all = [...couples.map((c) => other(c, id)), ...coParents];
  return [...new Set(all)].filter((mate) => mate !== id && here.includes(mate));
}

/** Chains of mates. Nobody has more than two neighbours; further mates stand at the chain's end. */
function blocks(family: Family, here: Id[]): Floor {
  const out: Floor = [];
  const seen = new Set<Id>();
  for (const id of here) {
    if (seen.has(id)) continue;
    seen.add(id);
    const block = [id];
    for (let end = 0; end < block.length; end++)
      for (const mate of matesOf(family, block[end]!, here)) {
        if (seen.has(mate)) continue;
        seen.add(mate);
        // The second mate of the first person stands on the other side; everyone else joins at the end.
        if (end === 0 && block.length > 1) {
          block.unshift(mate);
          end++;
        } else block.push(mate);
      }
    out.push(block);
  }
  return out;
}

const placesOf = (floors: Floor[]): Map<Id, { floor: number; at: number }> =>
  new Map(floors.flatMap((floor, i) => floor.flat().map((id, at) => [id, { floor: i, at }] as const)));

/** Sorts a floor by where the parents stand; who has none here comes after, in the order drawn. */
function settle(family: Family, floors: Floor[], floor: Floor): void {
  const places = placesOf(floors.slice(0, floors.indexOf(floor)));
  const above = (id: Id): number => {
    const up = parents(family, id).flatMap((p) => places.get(p)?.at ?? []);
    return up.length ? up.reduce((a, b) => a + b, 0) / up.length : Infinity;
  };
  const key = (block: Id[]): number => {
    const known = block.map(above).filter(Number.isFinite);
    return known.length ? known.reduce((a, b) => a + b, 0) / known.length : Infinity;
  };
  for (const block of floor) {
    const [first, last] = [above(block[0]!), above(block.at(-1)!)];
    if (Number.isFinite(first) && Number.isFinite(last) && first > last) block.reverse();
  }
  // Who also lives elsewhere stands at the end, towards the other houses.
  const both = (block: Id[]) => Number(block.some((id) => homes(family.persons[id]).length > 1));
  const rank = new Map(floor.map((block) => [block, [key(block), both(block)] as const]));
  floor.sort((a, b) => compare(rank.get(a)!, rank.get(b)!));
}
const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
};

/** What descends from whom within one house. */
export function descents(family: Family, floors: Floor[]): Descent[] {
  const places = placesOf(floors);
  const out: Descent[] = [];
  for (const [child, { floor }] of places) {
    const up = parents(family, child).filter((p) => (places.get(p)?.floor ?? floor) < floor);
    const [a, b] = up.map((p) => places.get(p)!);
    const together = up.length === 2 && a!.floor === b!.floor && Math.abs(a!.at - b!.at) === 1;
    if (together) out.push({ from: up, child });
    else up.forEach((p) => out.push({ from: [p], child }));
  }
  return out;
}

/** How often lines from parents to children cross, and how many people stand between two mates. */
export function crossings(family: Family, floors: Floor[]): number {
  const places = placesOf(floors);
  const edges = descents(family, floors).map(({ from, child }) => {
    const to = places.get(child)!;
    const up = from.map((p) => places.get(p)!);
    return { top: up[0]!.floor, bottom: to.floor, x1: up.reduce((sum, p) => sum + p.at, 0) / up.length, x2: to.at };
  });
  let count = 0;
  edges.forEach((a, i) =>
    edges.slice(i + 1).forEach((b) => {
      if (a.top === b.top && a.bottom === b.bottom && (a.x1 - b.x1) * (a.x2 - b.x2) < 0) count++;
    }),
  );
  return count;
}

/** Swaps neighbouring blocks and turns couples around as long as that removes a crossing. */
function improve(family: Family, floors: Floor[]): Floor[] {
  let best = floors;
  let least = crossings(family, best);
  for (let again = true; again && least > 0; ) {
    again = false;
    for (const next of neighbours(family, best)) {
      const count = crossings(family, next);
      if (count >= least) continue;
      [best, least, again] = [next, count, true];
      break;
    }
  }
  return best;
}

/** Every arrangement one move away; the floors below follow their parents. */
function* neighbours(family: Family, floors: Floor[]): Generator<Floor[]> {
  for (let f = 0; f < floors.length; f++)
    for (let i = 0; i < floors[f]!.length; i++)
      for (let j = i; j < floors[f]!.length; j++)
        for (const follow of [false, true]) {
          const next = floors.map((floor) => floor.map((block) => [...block]));
          const floor = next[f]!;
          if (i === j) {
            if (floor[i]!.length < 2) continue;
            floor[i]!.reverse();
          } else floor.splice(j, 0, floor.splice(i, 1)[0]!);
          if (follow) next.slice(f + 1).forEach((below) => settle(family, next, below));
          yield next;
        }
}
