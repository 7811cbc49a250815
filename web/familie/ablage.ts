// A saved family: an envelope with a version around the family file. Older versions are migrated step by
// step; newer ones are refused with a reason. A bare family file (as the command line reads it) opens, too.
import { check, type Problem } from './pruefung';
import type { Situation } from './typen';

export const FORMAT = 'familienrathaus-familie';
export const VERSION = 1;
const MAX_CHARS = 2_000_000;

type Envelope = { format: string; version: number; [key: string]: unknown };
/** migrations[n] turns version n into n + 1. */
const migrations: Record<number, (old: Envelope) => Envelope> = {
  // Version 0 was written by early previews: names lay inside the persons.
  0: (old) => {
    const family = structuredClone(old.family ?? {}) as { persons?: Record<string, { name?: unknown }> };
    const names: Record<string, string> = {};
    for (const [id, person] of Object.entries(family.persons ?? {})) {
      if (typeof person?.name === 'string') names[id] = person.name;
      if (person) delete person.name;
    }
    return { format: FORMAT, version: 1, family, names };
  },
};

export type Opened = { situation: Situation; problems: [] } | { situation: null; problems: Problem[] };

export function save(situation: Situation): string {
  const { family, names } = situation;
  return JSON.stringify({ format: FORMAT, version: VERSION, family, names }, null, 2) + '\n';
}

export function open(text: string): Opened {
  const fail = (key: string): Opened => ({ situation: null, problems: [{ where: '', key }] });
  if (text.length > MAX_CHARS) return fail('file.tooLarge');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return fail('file.notJson');
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return fail('file.notObject');
  if (!('format' in data)) return finish(data, {});
  let envelope = data as Envelope;
  if (envelope.format !== FORMAT || !Number.isInteger(envelope.version)) return fail('file.foreign');
  if (envelope.version > VERSION) return fail('file.newer');
  while (envelope.version < VERSION) {
    const step = migrations[envelope.version];
    if (!step) return fail('file.foreign');
    envelope = step(envelope);
  }
  return finish(envelope.family, envelope.names);
}

function finish(family: unknown, names: unknown): Opened {
  const checked = check(family);
  if (!checked.family) return { situation: null, problems: checked.problems };
  const labels: Record<string, string> = {};
  for (const [id, name] of Object.entries((names ?? {}) as Record<string, unknown>))
    if (typeof name === 'string' && (id in checked.family.persons || id in checked.family.households))
      labels[id] = name.slice(0, 60);
  return { situation: { family: checked.family, names: labels }, problems: [] };
}
