// A family inside a link: compressed, with a checksum, after the "#", which a browser never sends anywhere.
// Form: "f=" version "." base64url(CRC-32, deflate(JSON)). A link is read as strictly as a file, because it is one.
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { save } from './ablage';
import type { Situation } from './typen';

const PREFIX = 'f=';
const FORM = '1';
/** What mail programs and messengers still carry whole, and what a camera still reads from a screen. */
export const MAX_LINK = 6000;
export const MAX_CODE = 1800;
const MAX_FOREIGN = 20_000;

/** What every family has in it: known to both sides, so that it need not be carried. Part of form 1, never changed. */
const COMMON = strToU8(
  '"given":{"receives":{"family":{"cares-for":["due":{"from":"202","to":"202"status":"geschieden"dauernd-getrennt"zusammen"verpartnert"verheiratet"},{"of":["couples":[' +
    '"elternteil-1"grosselternteil-1"angehoerig-1"mitbewohner-1"baby-1"partner-1","kind-2"kind-1"false,"true,"from":"Geburtstag":"19"Geburtstag":"20"parents":["ich","lives-in":"haus-2"lives-in":"haus"},' +
    '{"format":"familienrathaus-familie","version":1,"family":{"month":"2026-"households":{"haus":{"Gemeinde":"diese-Stadt"},"persons":{"ich":{"lives-in":"haus"}}},"names":{}}',
);

export type Unpacked = { text: string } | { problem: 'link.broken' | 'link.newer' | 'link.foreign' | 'link.tooLarge' };

export function pack(situation: Situation, city = ''): string {
  const bytes = deflateSync(strToU8(JSON.stringify(JSON.parse(save(situation, city)))), { level: 9, dictionary: COMMON });
  const whole = new Uint8Array(4 + bytes.length);
  new DataView(whole.buffer).setUint32(0, crc32(bytes));
  whole.set(bytes, 4);
  return `${PREFIX}${FORM}.${toBase64(whole)}`;
}

export const carries = (fragment: string): boolean => fragment.replace(/^#/, '').startsWith(PREFIX);

export function unpack(fragment: string): Unpacked {
  const given = fragment.replace(/^#/, '');
  if (!given.startsWith(PREFIX)) return { problem: 'link.foreign' };
  if (given.length > MAX_FOREIGN) return { problem: 'link.tooLarge' };
  const [, form, body] = /^f=(\d+)\.([\w-]+)$/.exec(given) ?? [];
  if (!form || !body) return { problem: 'link.broken' };
  if (form !== FORM) return { problem: 'link.newer' };
  try {
    const whole = fromBase64(body);
    const bytes = whole.subarray(4);
    if (whole.length < 5 || new DataView(whole.buffer).getUint32(0) !== crc32(bytes)) return { problem: 'link.broken' };
    return { text: strFromU8(inflateSync(bytes, { dictionary: COMMON })) };
  } catch {
    return { problem: 'link.broken' };
  }
}

/** The fragment in what somebody pasted: a whole link, or only its end. */
export const fragmentIn = (text: string): string => {
  const at = text.trim().indexOf('#');
  return at < 0 ? text.trim() : text.trim().slice(at + 1);
};

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
