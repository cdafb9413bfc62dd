/** How much serial numbers may come to: pieces of one range, characters of a cell and of one number, numbers of a whole list. */
export const serialLimits = { range: 10_000, cellCharacters: 40_000, characters: 80, list: 200_000 } as const;

/** Is what a cell of serial numbers holds, or what cannot be read of it. */
export type ReadSerials = { readonly serials: readonly string[] } | { readonly code: 'serial-range' | 'too-long' | 'too-many-serials'; readonly value: string };

interface Range {
  readonly prefix: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly width: number;
  /** Whether the way it is written leaves no doubt that it is a range. */
  readonly sure: boolean;
}

const counter = /^(.*?)(\d{1,30})$/u;
const separator = /\s*(?:[~–—]|至|到|\.\.|\bto\b|-)\s*/giu;

function findRange(item: string): Range | undefined {
  for (const match of item.matchAll(separator)) {
    const [left, right] = [item.slice(0, match.index), item.slice(match.index + match[0].length)];
    const [one, other] = [counter.exec(left), counter.exec(right)];
    if (one === null || other === null) continue;
    const [prefix, last] = [one[1]!, other[1]!];
    const [from, to] = [one[2]!, other[2]!];
    const plainDash = match[0].trim() === '-';
    if (prefix.toUpperCase() === last.toUpperCase()) {
      if (from.length <= to.length) return { prefix, from: BigInt(from), to: BigInt(to), width: from.length, sure: prefix !== '' || !plainDash };
    } else if (last === '' && from.length === to.length) return { prefix, from: BigInt(from), to: BigInt(to), width: from.length, sure: false };
  }
  return undefined;
}

/**
 * Reads a cell of serial numbers: parted by commas, semicolons or lines, ranges such as `SN001-SN010` written out.
 * Shape: `1001-1010` and `SN001-010` may also be one number each; they are ranges only where the pieces then agree with the quantity.
 * Refuses: too-long, serial-range, too-many-serials (more than `room`).
 */
export function readSerials(text: string, quantity: string | undefined, room: number): ReadSerials {
  if (text.length > serialLimits.cellCharacters) return { code: 'too-long', value: String(serialLimits.cellCharacters) };
  const items = text.normalize('NFKC').split(/[,;、|\n\r\t]+/u).map((item) => item.replaceAll(/\s+/gu, ' ').trim()).filter((item) => item !== '');
  const serials: string[] = [];
  for (const item of items) {
    if (item.length > serialLimits.characters * 3) return { code: 'too-long', value: String(serialLimits.characters) };
    const range = findRange(item);
    const pieces = range === undefined ? 1n : range.to - range.from + 1n;
    const isRange = range !== undefined && (range.sure || (pieces > 1n && String(pieces + BigInt(items.length) - 1n) === quantity?.replace(/\.0+$/, '')));
    if (isRange && (pieces < 1n || pieces > BigInt(serialLimits.range))) return { code: 'serial-range', value: item };
    if (serials.length + Number(isRange ? pieces : 1n) > room) return { code: 'too-many-serials', value: String(room) };
    if (!isRange) {
      if (item.length > serialLimits.characters) return { code: 'too-long', value: String(serialLimits.characters) };
      serials.push(item);
    } else {
      if (range.prefix.length + String(range.to).length > serialLimits.characters) return { code: 'too-long', value: String(serialLimits.characters) };
      for (let at = range.from; at <= range.to; at += 1n) serials.push(`${range.prefix}${String(at).padStart(range.width, '0')}`);
    }
  }
  return { serials };
}
