import { alphabet, base45Length, readBase45 } from './rules/base45.ts';

/**
 * Reads base45.
 * Refuses: bad-length, illegal-character, base45-overflow, each with its place.
 * Source: RFC 9285.
 */
export function decodeBase45(text: string, before = 0): Buffer {
  return readBase45(text, Buffer.allocUnsafe(base45Length(text)), before);
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
