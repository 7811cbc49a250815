// A sign on each kind of tile, so that colour is never alone, and the letter that sets it.
import type { Kind } from './kacheln';

export const SIGN: Record<Kind | 'fixed', string> = { free: '', basis: 'B', plus: 'P', bonus: 'X', fixed: 'M' };
export const LETTERS: Record<string, Kind> = { b: 'basis', p: 'plus', x: 'bonus', f: 'free', delete: 'free', backspace: 'free' };
