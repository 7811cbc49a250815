// Differences between two situations as data. A patch names only the entries that differ, plus the order
// of persons and houses (the order is what people see). difference(a, b) applied to a gives b.
import type { Situation } from './typen';

export interface Patch {
  persons?: Record<string, unknown>;
  households?: Record<string, unknown>;
  names?: Record<string, unknown>;
  receives?: Record<string, unknown>;
  given?: Record<string, unknown>;
  rest?: Record<string, unknown>;
  order?: { persons?: string[]; households?: string[] };
}

type Dict = Record<string, unknown>;
const SECTIONS = ['persons', 'households', 'receives', 'given'] as const;
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Entries of `to` that differ from `from`; null stands for "is not there". */
function changed(from: Dict = {}, to: Dict = {}): Dict | undefined {
  const out: Dict = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)]))
    if (!equal(from[key], to[key])) out[key] = key in to ? structuredClone(to[key]) : null;
  return Object.keys(out).length ? out : undefined;
}

export function difference(from: Situation, to: Situation): Patch {
  const patch: Patch = {};
  for (const section of SECTIONS) {
    const part = changed(from.family[section] as Dict, to.family[section] as Dict);
    if (part) patch[section] = part;
  }
  const names = changed(from.names, to.names);
  if (names) patch.names = names;
  const rest = changed(outer(from), outer(to));
  if (rest) patch.rest = rest;
  for (const section of ['persons', 'households'] as const)
    if (!equal(Object.keys(from.family[section]), Object.keys(to.family[section])))
      (patch.order ??= {})[section] = Object.keys(to.family[section]);
  return patch;
}

function outer(s: Situation): Dict {
  const { persons: _p, households: _h, receives: _r, given: _g, ...rest } = s.family;
  return rest as Dict;
}

export function applyPatch(s: Situation, patch: Patch): Situation {
  const out = structuredClone(s);
  const put = (target: Dict, part: Dict | undefined) => {
    for (const [key, value] of Object.entries(part ?? {}))
      if (value === null) delete target[key];
      else target[key] = structuredClone(value);
  };
  for (const section of SECTIONS) {
    if (!patch[section]) continue;
    const target = (out.family[section] ??= {}) as Dict;
    put(target, patch[section]);
    const optional = section === 'receives' || section === 'given';
    if (optional && !Object.keys(target).length) delete out.family[section];
  }
  put(out.names, patch.names);
  put(out.family as unknown as Dict, patch.rest);
  for (const section of ['persons', 'households'] as const) {
    const order = patch.order?.[section];
    if (!order) continue;
    const all = out.family[section] as Dict;
    (out.family[section] as Dict) = Object.fromEntries(order.filter((k) => k in all).map((k) => [k, all[k]]));
  }
  return out;
}
