import { Unverifiable } from './unverifiable.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Int8Array(128).fill(-1);
for (let at = 0; at < 45; at += 1) values[alphabet.charCodeAt(at)] = at;

/**
 * Reads base45.
 * Refuses: illegal-character, bad-length, base45-overflow, each with its place.
 * Source: RFC 9285.
 */
export function decodeBase45(text: string, before = 0): Buffer {
  const { length } = text;
  if (length % 3 === 1) throw new Unverifiable('bad-length', `${length} characters of base45 cannot be: one is missing or too many. Scan the code again.`);
  const bytes = Buffer.allocUnsafe(Math.floor(length / 3) * 2 + (length % 3 === 2 ? 1 : 0));
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

/** Writes base45. Source: RFC 9285. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    const value = pair ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!;
    text += alphabet.charAt(value % 45) + alphabet.charAt(Math.floor(value / 45) % 45) + (pair ? alphabet.charAt(Math.floor(value / 2025)) : '');
  }
  return text;
}
