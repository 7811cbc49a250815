// Ticks on checklists: a key is ticked or not. Kept where the family is kept, and gone with it.
import { forget, keep, recall } from './speicher';

export class Ticks {
  #on: ReadonlySet<string> = $state.raw(new Set());
  #device = false;

  /** `keeps`: false where nothing may be stored at all. */
  constructor(readonly keeps: boolean) {
    if (keeps) this.#on = read(recall('tab', 'ticks') ?? recall('device', 'ticks'));
  }
  get any(): boolean {
    return this.#on.size > 0;
  }
  has(key: string): boolean {
    return this.#on.has(key);
  }
  set(key: string, on: boolean): void {
    const next = new Set(this.#on);
    if (on) next.add(key);
    else next.delete(key);
    this.#on = next;
    this.#keep();
  }
  onDevice(on: boolean): void {
    this.#device = on;
    if (on) this.#keep();
    else forget('device', 'ticks');
  }
  clear(): void {
    this.#on = new Set();
    this.#device = false;
    forget('tab', 'ticks');
    forget('device', 'ticks');
  }
  #keep(): void {
    if (!this.keeps) return;
    const text = JSON.stringify([...this.#on]);
    keep('tab', text, 'ticks');
    if (this.#device) keep('device', text, 'ticks');
  }
}

/** What is not a list of texts is as good as nothing. */
function read(text: string | null): Set<string> {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(list) ? list.filter((key): key is string => typeof key === 'string') : []);
  } catch {
    return new Set();
  }
}
