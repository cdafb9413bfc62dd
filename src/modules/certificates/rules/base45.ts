import { Unverifiable } from './unverifiable.ts';

/** The 45 characters, each at the place of its value. Source: RFC 9285, table 1. */
export const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Int8Array(128).fill(-1);
for (let at = 0; at < 45; at += 1) values[alphabet.charCodeAt(at)] = at;

/** Tells how many bytes a text of base45 stands for. Refuses: bad-length. */
export function base45Length(text: string): number {
  const { length } = text;
  if (length % 3 === 1) throw new Unverifiable('bad-length', `${length} characters of base45 cannot be: one is missing or too many. Scan the code again.`);
  return Math.floor(length / 3) * 2 + (length % 3 === 2 ? 1 : 0);
}

/**
 * Reads base45 into bytes that are there, `base45Length` of them; answers these. `before` counts what stands in front, so that places are those of the whole.
 * Refuses: illegal-character, base45-overflow, each with its place.
 * Source: RFC 9285.
 */
export function readBase45<Bytes extends Uint8Array>(text: string, bytes: Bytes, before = 0): Bytes {
  const { length } = text;
  const valueAt = (at: number): number => {
    const code = text.charCodeAt(at);
    const value = code < 128 ? values[code]! : -1;
    if (value < 0) throw new Unverifiable('illegal-character', `Character ${before + at + 1} (${JSON.stringify(text.charAt(at))}) is none of base45's 45. Scan the code again, or copy it whole.`);
    return value;
  };
  const overflow = (at: number): never => {
    throw new Unverifiable('base45-overflow', `Characters ${before + at + 1} to ${before + Math.min(at + 3, length)} stand for more than ${at + 2 < length ? 'two bytes' : 'one byte'} can hold. Scan the code again.`);
  };
  let to = 0;
  for (let at = 0; at < length; at += 3) {
    let value = valueAt(at) + 45 * valueAt(at + 1);
    if (at + 2 < length) {
      value += 2025 * valueAt(at + 2);
      if (value > 0xffff) overflow(at);
      bytes[to] = value >>> 8;
      to += 1;
    } else if (value > 0xff) overflow(at);
    bytes[to] = value & 0xff;
    to += 1;
  }
  return bytes;
}
