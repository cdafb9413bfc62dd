import { decodeFirst } from 'cborg';
import type { DecodeOptions, TagDecoder } from 'cborg/interface';
import { Unverifiable } from './unverifiable.ts';

/** A value under a tag that says what it is. */
export class Tagged {
  readonly tag: number;
  readonly value: unknown;

  constructor(tag: number, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

/** Tags of COSE and of the CBOR web token. Source: RFC 8152 table 1, RFC 8392 section 6. */
export const tags = { encrypt0: 16, mac0: 17, sign1: 18, token: 61, encrypt: 96, mac: 97, sign: 98 } as const;

const kept = Object.values(tags).map((tag): [number, TagDecoder] => [tag, (value) => new Tagged(tag, value())]);
// Issuers tag date-times (0) and seconds (1) in a payload, which adds nothing to the value.
const passed = [0, 1].map((tag): [number, TagDecoder] => [tag, (value) => value()]);

const options: DecodeOptions = { useMaps: true, rejectDuplicateMapKeys: true, allowUndefined: false, allowNaN: false, allowInfinity: false, tags: Object.fromEntries(kept) };
const datedOptions: DecodeOptions = { ...options, tags: Object.fromEntries([...kept, ...passed]) };

/**
 * Reads one CBOR value; maps as Map, byte strings as Uint8Array; where it is `dated`, tags of times are passed over.
 * Refuses: duplicate-key, malformed-cbor, trailing-bytes.
 * Source: RFC 8949.
 */
export function decodeCbor(bytes: Uint8Array, what: string, dated = false): unknown {
  let rest: Uint8Array;
  let value: unknown;
  try {
    [value, rest] = decodeFirst(bytes, dated ? datedOptions : options);
  } catch (error) {
    // Whatever a decoder throws at hostile bytes, a stack that overflows included, is a fault of the bytes.
    const said = error instanceof RangeError ? 'it is nested too deep' : (error as Error).message.replace(/^CBOR decode error: /u, '');
    if (/repeat map key/u.test(said)) throw new Unverifiable('duplicate-key', `${what} says the same thing twice (${said.replace(/^found /u, '')}); no honest issuer writes that.`);
    throw new Unverifiable('malformed-cbor', `${what} is not well-formed CBOR: ${said}. Scan the code again.`);
  }
  if (rest.length > 0) throw new Unverifiable('trailing-bytes', `${what} is followed by ${rest.length} bytes that belong to nothing.`);
  return value;
}
