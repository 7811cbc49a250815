// A link as a QR code: the dark squares as one SVG path, with the quiet zone that cameras need.
import { encode } from 'uqr';

export const QUIET = 4;
export interface Code {
  /** Edge in squares, quiet zone included. */
  size: number;
  path: string;
}
export function code(text: string): Code {
  const { data, size } = encode(text, { ecc: 'L', border: 0 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : []))).join('');
  return { size: size + 2 * QUIET, path };
}
