import { encode } from 'cborg';
import { Tagged } from './rules/cbor.ts';

/** Writes one value as CBOR, in the shortest form and with sorted keys. */
export function encodeCbor(value: unknown): Uint8Array {
  return encode(value);
}

/** Turns maps into objects (keys as text) and byte strings into base64, so that rules can read a payload. */
export function plain(value: unknown, depth = 0): unknown {
  if (depth > 64) return null;
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [typeof key === 'object' ? JSON.stringify(plain(key, depth + 1)) : String(key), plain(one, depth + 1)]));
  if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Tagged) return plain(value.value, depth + 1);
  if (typeof value === 'bigint') return Number(value);
  return value;
}
