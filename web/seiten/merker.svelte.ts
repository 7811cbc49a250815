// What somebody ticked on a list and laid out as months of a plan. It says nothing to the
// engine, so it is no fact of the family; it is kept beside it, on the device only together with it, and goes with it.
import { forget, keep, recall } from './speicher';

const MAX_CHARS = 100_000;
const MAX_ENTRIES = 500;

export interface Noted {
  ticks: string[];
  /** Tiles of each parent, one letter a month (web/planer/kacheln.ts). */
  tiles: Record<string, string>;
}
const nothing = (): Noted => ({ ticks: [], tiles: {} });

export class Marks {
  now: Noted = $state.raw(nothing());

  constructor(
    private readonly keeps: boolean,
    private readonly onDevice: () => boolean,
  ) {
    if (keeps) this.now = read(recall('tab', 'marks') ?? recall('device', 'marks'));
  }

  get any(): boolean {
    return this.now.ticks.length > 0 || Object.keys(this.now.tiles).length > 0;
  }
  ticked = (key: string): boolean => this.now.ticks.includes(key);

  tick(key: string, on: boolean): void {
    const rest = this.now.ticks.filter((one) => one !== key);
    this.#become({ ...this.now, ticks: on ? [...rest, key] : rest });
  }
  lay(tiles: Record<string, string>): void {
    this.#become({ ...this.now, tiles });
  }
  clear(): void {
    this.now = nothing();
    forget('tab', 'marks');
    forget('device', 'marks');
  }
  keep(): void {
    if (!this.keeps) return;
    const text = JSON.stringify(this.now);
    keep('tab', text, 'marks');
    if (this.onDevice()) keep('device', text, 'marks');
  }

  #become(next: Noted): void {
    this.now = next;
    this.keep();
  }
}

/** What was kept; anything else counts as nothing. */
export function read(text: string | null): Noted {
  if (text === null || text.length > MAX_CHARS) return nothing();
  try {
    const { ticks, tiles } = JSON.parse(text) as Partial<Record<keyof Noted, unknown>>;
    return {
      ticks: Array.isArray(ticks) ? ticks.filter((one): one is string => typeof one === 'string').slice(0, MAX_ENTRIES) : [],
      tiles: Object.fromEntries(
        Object.entries(typeof tiles === 'object' && tiles !== null ? tiles : {})
          .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
          .slice(0, MAX_ENTRIES),
      ),
    };
  } catch {
    return nothing();
  }
}
