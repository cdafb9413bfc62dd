/** Is what was found on the way through a list of plain counts: how many numbers there are, the channels and their sum, and the lines that were passed. */
export interface PlainCounts {
  stored: number;
  channels: number;
  counts: number;
  lines: number;
  /** Where the last line began. */
  lineStart: number;
}

/**
 * Reads whole numbers below 65,536, with white space between them, up to the `<` that ends their element, and measures the spectrum on the way: a portal's file is hardly anything else.
 * Shape: false, and nothing said, where anything else stands there or counted zeroes break off; the slower way then begins anew. `whole` has room for one number in every two bytes.
 */
export function readPlainCounts(bytes: Uint8Array, from: number, end: number, isFolded: boolean, whole: Uint16Array, base: number, found: PlainCounts): boolean {
  let [at, stored, channels, counts, lines, lineStart, all] = [from, base, 0, 0, 0, from, 0];
  // After a 0 of counted zeroes comes how many there are. The two are read by turns in one place each, so that the processor foresees which is next; `<` is no digit and ends every loop.
  for (;;) {
    let value = bytes[at]! - 48;
    while (value < 0) {
      if (value === -38) {
        lines += 1;
        lineStart = at + 1;
      } else if (value !== -16 && value !== -39 && (value !== -35 || bytes[at + 1] !== 10)) return false;
      at += 1;
      value = bytes[at]! - 48;
    }
    if (value > 9) break;
    let next = bytes[at + 1]! - 48;
    at += 2;
    if (next >>> 0 <= 9) {
      value = value * 10 + next;
      next = bytes[at]! - 48;
      at += 1;
      if (next >>> 0 <= 9) {
        const most = at + 6;
        do {
          value = value * 10 + next;
          next = bytes[at]! - 48;
          at += 1;
        } while (next >>> 0 <= 9 && at <= most);
        if (next >>> 0 <= 9) return false;
      }
    }
    if (next !== -16) at -= 1;
    whole[stored] = value;
    all |= value;
    stored += 1;
    if (value !== 0 || !isFolded) {
      channels += 1;
      counts += value;
      continue;
    }
    value = bytes[at]! - 48;
    while (value < 0) {
      if (value === -38) {
        lines += 1;
        lineStart = at + 1;
      } else if (value !== -16 && value !== -39 && (value !== -35 || bytes[at + 1] !== 10)) return false;
      at += 1;
      value = bytes[at]! - 48;
    }
    if (value > 9) return false;
    next = bytes[at + 1]! - 48;
    at += 2;
    if (next >>> 0 <= 9) {
      value = value * 10 + next;
      next = bytes[at]! - 48;
      at += 1;
      if (next >>> 0 <= 9) {
        const most = at + 6;
        do {
          value = value * 10 + next;
          next = bytes[at]! - 48;
          at += 1;
        } while (next >>> 0 <= 9 && at <= most);
        if (next >>> 0 <= 9) return false;
      }
    }
    if (next !== -16) at -= 1;
    if (value === 0) return false;
    whole[stored] = value;
    all |= value;
    stored += 1;
    channels += value;
  }
  if (at !== end || all > 0xffff) return false;
  found.stored = stored;
  found.channels = channels;
  found.counts = counts;
  found.lines = lines;
  found.lineStart = lineStart;
  return true;
}
