const hex = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let lastMillisecond = 0;
let counter = 0;
let pool = new Uint8Array(0);
let used = 0;

function randomBytes(count: number): Uint8Array {
  if (used + count > pool.length) {
    pool = new Uint8Array(4096);
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/**
 * Makes an identifier that sorts by the time it was made and can be made anywhere, browsers included.
 * Source: RFC 9562, UUID version 7 with a 12-bit counter in the same millisecond.
 */
export function uuidv7(at: number = Date.now()): string {
  if (at > lastMillisecond) {
    lastMillisecond = at;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const random = randomBytes(8);
  const time = lastMillisecond;
  const high = Math.floor(time / 0x10000);
  return (
    hex[(high >>> 24) & 0xff]! + hex[(high >>> 16) & 0xff]! + hex[(high >>> 8) & 0xff]! + hex[high & 0xff]! + '-' +
    hex[(time >>> 8) & 0xff]! + hex[time & 0xff]! + '-' +
    hex[0x70 | (counter >>> 8)]! + hex[counter & 0xff]! + '-' +
    hex[0x80 | (random[0]! & 0x3f)]! + hex[random[1]!]! + '-' +
    hex[random[2]!]! + hex[random[3]!]! + hex[random[4]!]! + hex[random[5]!]! + hex[random[6]!]! + hex[random[7]!]!
  );
}

/** Says whether a text is an identifier as this product writes it: lower case, RFC 9562. */
export function isUuid(text: unknown): text is string {
  return typeof text === 'string' && uuidPattern.test(text);
}
