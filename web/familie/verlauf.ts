// Undo and redo: two stacks of commands around one situation. Consecutive commands with the same key
// (typing into one field, moving one slider) count as one step.
import { perform, type Command } from './befehle';
import type { Id, Situation } from './typen';

export interface History {
  now: Situation;
  undo: { command: Command; key?: string }[];
  redo: Command[];
}

const LIMIT = 200;

export const begin = (now: Situation): History => ({ now, undo: [], redo: [] });

export function apply(h: History, command: Command, key?: string): { history: History; created?: Id } {
  const done = perform(h.now, command);
  if (JSON.stringify(done.situation) === JSON.stringify(h.now)) return { history: h };
  const last = h.undo.at(-1);
  const merge = key !== undefined && last?.key === key;
  const undo = merge ? squash(h) : [...h.undo, { command: done.inverse, key }];
  const history = { now: done.situation, undo: undo.slice(-LIMIT), redo: [] };
  return done.created === undefined ? { history } : { history, created: done.created };
}

/** The last step grows instead of a new one: undoing leads back to where it began. */
function squash(h: History): History['undo'] {
  const last = h.undo.at(-1)!;
  const origin = perform(h.now, last.command).situation;
  return [...h.undo.slice(0, -1), { command: { do: 'replace', situation: origin }, key: last.key }];
}

export function undo(h: History): History {
  const step = h.undo.at(-1);
  if (!step) return h;
  const { situation, inverse } = perform(h.now, step.command);
  return { now: situation, undo: h.undo.slice(0, -1), redo: [...h.redo, inverse] };
}

export function redo(h: History): History {
  const command = h.redo.at(-1);
  if (!command) return h;
  const { situation, inverse } = perform(h.now, command);
  return { now: situation, undo: [...h.undo, { command: inverse }], redo: h.redo.slice(0, -1) };
}
