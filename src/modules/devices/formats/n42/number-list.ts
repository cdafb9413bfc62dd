import { readPlainCounts } from './plain-counts.ts';
import type { PlainCounts } from './plain-counts.ts';

/** Is a list of numbers as it stood in an element. */
export interface NumberList {
  /** Shape: the narrowest of these that holds them all exactly, but not always 16 bits where these would do; not those past the limit. */
  readonly values: Uint16Array | Uint32Array | Float64Array;
  /** How many numbers stood there, those past the limit too. */
  readonly count: number;
  /** The first thing that is no finite number; null where all are. */
  readonly wrong: string | null;
  readonly negative: boolean;
  /** Commas stood between the numbers. */
  readonly commas: boolean;
  /** Channels and sum, where they were measured on the way as a list of counts; null where they were not. */
  readonly measured: { readonly isFolded: boolean; readonly channels: number; readonly counts: number } | null;
}

const longestToken = 400;
const room = 65_536;
// What a byte is in a list: 1 a digit, 2 white space or a comma, 3 part of a number that is more than digits, 0 none of a list.
const classes = new Uint8Array(256);
for (let digit = 48; digit <= 57; digit += 1) classes[digit] = 1;
for (const code of [32, 9, 10, 13, 44]) classes[code] = 2;
for (const character of '.+-eE') classes[character.charCodeAt(0)] = 3;

/**
 * Reads numbers between white space from bytes that come in pieces, one by one, without making texts of them.
 * Shape: `feed` or `feedFrom` any number of times, then `finish`, which gives the list and begins anew. Only what is more than plain digits is handed to the language's own reading of numbers.
 */
export class NumberListReader {
  /** How many lines ended in what `feedFrom` took, and how many characters stand behind the last end. */
  lines = 0;
  tail = 0;
  /** Holds one list after the other, so that a list costs no copy and no array of its own. */
  private whole = new Uint32Array(room);
  private base = 0;
  private broken: Float64Array | null = null;
  private stored = 0;
  private count = 0;
  private negative = false;
  private commas = false;
  private wrong: string | null = null;
  private rest = '';
  private measured: NumberList['measured'] = null;
  /** Holds the lists of plain counts, one after the other: memory that is touched for the first time costs about as much as reading the numbers into it. */
  private narrow = new Uint16Array(room);
  private narrowed = 0;
  private readonly found: PlainCounts = { stored: 0, channels: 0, counts: 0, lines: 0, lineStart: 0 };
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes a piece whole, whatever is in it. */
  feed(piece: string): void {
    const bytes = Buffer.from(piece);
    let at = 0;
    while (at < bytes.length) {
      at = this.feedFrom(bytes, at);
      if (at >= bytes.length) break;
      // Something that belongs to no number: it makes the word that it stands in a wrong one.
      let end = at;
      while (end < bytes.length && classes[bytes[end]!] !== 2) end += 1;
      this.hold(this.rest + bytes.toString('utf8', at, end));
      at = end;
    }
    this.passed();
  }

  /** Takes a whole list of plain counts, which ends at a place. Shape: false, and nothing taken, where it is none; nothing was fed of this list before. */
  plain(bytes: Uint8Array, from: number, end: number, isFolded: boolean): boolean {
    const most = ((end - from) >> 1) + 1;
    if (most > this.limit || most > room / 2) return false;
    if (this.narrowed + most > room) {
      this.narrow = new Uint16Array(room);
      this.narrowed = 0;
    }
    const { found } = this;
    if (!readPlainCounts(bytes, from, end, isFolded, this.narrow, this.narrowed, found)) return false;
    this.lines = found.lines;
    this.tail = end - found.lineStart;
    this.measured = { isFolded, channels: found.channels, counts: found.counts };
    return true;
  }

  /** Takes bytes of a list from a place on and gives the place of the first that is of none, or the end. Shape: `lines` and `tail` say what was passed over. */
  feedFrom(bytes: Buffer, from: number): number {
    const end = bytes.length;
    let at = this.rest === '' ? from : this.token(bytes, from);
    if (this.broken === null) at = this.feedWhole(bytes, from, at);
    else this.tail += at - from;
    if (this.broken === null) return at;
    // A list with fractions goes on more slowly: each of its numbers is a token.
    while (at < end) {
      const kind = classes[bytes[at]!];
      if (kind === 0) break;
      if (kind === 2) at = this.space(bytes, at);
      else {
        const next = this.token(bytes, at);
        this.tail += next - at;
        at = next;
      }
    }
    return at;
  }

  /** The fast way: whole numbers of at most nine digits, and white space. Shape: ends early at the first number with a fraction. */
  private feedWhole(bytes: Buffer, from: number, start: number): number {
    const end = bytes.length;
    let { whole, stored } = this;
    let capacity = whole.length;
    let lines = 0;
    let lineStart = from - this.tail;
    let at = start;
    let last = start - 1;
    let value = 0;
    while (at < end) {
      const digit = bytes[at]! - 48;
      if (digit >= 0 && digit <= 9) {
        // Nearly all counts have one or two digits and a space behind them.
        if (at === last + 1 && at + 2 < end && stored < capacity) {
          const second = bytes[at + 1]!;
          if (second === 32) {
            whole[stored] = digit;
            stored += 1;
            last = at + 1;
            at += 2;
            continue;
          }
          if (second >= 48 && second <= 57 && bytes[at + 2] === 32) {
            whole[stored] = digit * 10 + second - 48;
            stored += 1;
            last = at + 2;
            at += 3;
            continue;
          }
        }
        value = (Math.imul(value, 10) + digit) | 0;
        at += 1;
        continue;
      }
      const isSpace = digit === -16 || digit === -38 || digit === -35 || digit === -39;
      const length = at - last - 1;
      if (isSpace && length <= 9 && stored < capacity) {
        if (length > 0) {
          whole[stored] = value;
          stored += 1;
          value = 0;
        }
        last = at;
        at += 1;
        if (digit === -38 || (digit === -35 && bytes[at] !== 10)) {
          lines += 1;
          lineStart = at;
        }
        continue;
      }
      const kind = classes[digit + 48]!;
      if (length === 0 && kind !== 3) {
        if (digit !== -4 && !isSpace) break;
        // A comma, or white space while the room is used up.
        if (digit === -4) this.commas = true;
        if (stored >= capacity) {
          this.settle(stored);
          this.grow();
          stored = this.stored;
        }
      } else {
        this.settle(stored);
        at = this.token(bytes, last + 1);
        stored = this.stored;
        last = at - 1;
        value = 0;
        if (this.broken !== null || at >= end || classes[bytes[at]!] === 0) break;
      }
      ({ whole } = this);
      capacity = whole.length;
      if (digit === -4 && at < end && bytes[at] === 44) {
        this.commas = true;
        last = at;
        at += 1;
      }
    }
    if (this.broken === null) {
      this.settle(stored);
      if (at >= end && at - last > 1) {
        this.hold(bytes.toString('latin1', last + 1, at));
      }
    }
    this.lines += lines;
    this.tail = at - lineStart;
    return at;
  }

  private settle(stored: number): void {
    this.count += stored - this.stored;
    this.stored = stored;
  }

  private space(bytes: Buffer, at: number): number {
    const code = bytes[at];
    if (code === 44) this.commas = true;
    if (code === 10 || (code === 13 && bytes[at + 1] !== 10)) {
      this.lines += 1;
      this.tail = 0;
    } else this.tail += 1;
    return at + 1;
  }

  finish(): NumberList {
    if (this.measured !== null) {
      const { stored } = this.found;
      const list = { values: this.narrow.subarray(this.narrowed, stored), count: stored - this.narrowed, wrong: null, negative: false, commas: false, measured: this.measured };
      this.narrowed = stored;
      this.measured = null;
      this.passed();
      return list;
    }
    if (this.rest !== '') this.take(this.rest);
    const list = { values: this.broken === null ? this.whole.subarray(this.base, this.stored) : this.broken.slice(this.base, this.stored), count: this.count, wrong: this.wrong, negative: this.negative, commas: this.commas, measured: null };
    if (this.broken !== null) this.stored = this.base;
    this.broken = null;
    if (this.stored > this.whole.length - 4096) {
      this.whole = new Uint32Array(room);
      this.stored = 0;
    }
    this.base = this.stored;
    this.count = 0;
    this.negative = false;
    this.commas = false;
    this.wrong = null;
    this.rest = '';
    this.passed();
    return list;
  }

  /** Forgets the lines that were passed over, once they are counted. */
  passed(): void {
    this.lines = 0;
    this.tail = 0;
  }

  /** Takes one token, with what the last piece held of it; what may go on in the next piece is held. */
  private token(bytes: Buffer, begin: number): number {
    let at = begin;
    while (at < bytes.length && classes[bytes[at]!]! % 2 === 1) at += 1;
    const token = this.rest + bytes.toString('latin1', begin, at);
    this.rest = '';
    if (at < bytes.length && classes[bytes[at]!] === 2) this.take(token);
    else this.hold(token);
    return at;
  }

  private hold(token: string): void {
    if (token.length <= longestToken) {
      this.rest = token;
      return;
    }
    this.wrong ??= `${token.slice(0, 40)}…`;
    this.rest = '?';
  }

  private take(token: string): void {
    this.rest = '';
    this.count += 1;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(token) ? Number(token) : Number.NaN;
    if (!Number.isFinite(value)) {
      this.wrong ??= token.length > 40 ? `${token.slice(0, 40)}…` : token;
      return;
    }
    if (value < 0) this.negative = true;
    if (this.broken === null && (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)) this.toFractions();
    if (this.stored - this.base >= this.limit) return;
    if (this.stored === this.whole.length || (this.broken !== null && this.stored === this.broken.length)) this.grow();
    (this.broken ?? this.whole)[this.stored] = value;
    this.stored += 1;
  }

  private toFractions(): void {
    this.broken = new Float64Array(Math.max(4096, (this.stored - this.base) * 2));
    this.broken.set(this.whole.subarray(this.base, this.stored));
    this.whole = new Uint32Array(room);
    this.stored -= this.base;
    this.base = 0;
  }

  /** Makes room for a list that goes on: it moves to a larger place of its own. */
  private grow(): void {
    const old = this.broken ?? this.whole;
    const length = Math.max(room, (this.stored - this.base) * 2);
    const larger = this.broken === null ? new Uint32Array(length) : new Float64Array(length);
    larger.set(old.subarray(this.base, this.stored));
    if (larger instanceof Float64Array) this.broken = larger;
    else this.whole = larger;
    this.stored -= this.base;
    this.base = 0;
  }
}
