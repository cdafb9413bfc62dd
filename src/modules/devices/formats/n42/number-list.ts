/** Is a list of numbers as it stood in an element. */
export interface NumberList {
  /** Shape: whole numbers below 2^32 where all are such, else doubles; not those past the limit. */
  readonly values: Uint32Array | Float64Array;
  /** How many numbers stood there, those past the limit too. */
  readonly count: number;
  /** The first thing that is no finite number; null where all are. */
  readonly wrong: string | null;
  readonly negative: boolean;
  /** Commas stood between the numbers. */
  readonly commas: boolean;
}

const largestUint32 = 0xffff_ffff;

/**
 * Reads numbers between white space from text that comes in pieces, character by character, without making texts of them.
 * Shape: `feed` any number of times, then `finish`, which gives the list and begins anew. Only what is more than plain digits is handed to the language's own reading of numbers.
 */
export class NumberListReader {
  private values = new Float64Array(4096);
  private stored = 0;
  private count = 0;
  private whole = true;
  private negative = false;
  private commas = false;
  private wrong: string | null = null;
  private rest = '';
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  feed(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    const end = text.length;
    let values = this.values;
    let stored = this.stored;
    let at = 0;
    let begin = -1;
    let value = 0;
    let isPlain = true;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code >= 48 && code <= 57) {
        if (begin < 0) begin = at;
        value = value * 10 + (code - 48);
      } else if (code === 32 || code === 10 || code === 13 || code === 9 || code === 44) {
        if (code === 44) this.commas = true;
        if (begin >= 0) {
          this.count += 1;
          if (isPlain && value <= largestUint32) {
            if (stored < values.length) {
              values[stored] = value;
              stored += 1;
            } else {
              this.stored = stored;
              this.push(value);
              values = this.values;
              stored = this.stored;
            }
          } else {
            this.stored = stored;
            this.unusual(text.slice(begin, at));
            values = this.values;
            stored = this.stored;
          }
          begin = -1;
          value = 0;
          isPlain = true;
        }
      } else {
        if (begin < 0) begin = at;
        isPlain = false;
      }
      at += 1;
    }
    this.stored = stored;
    this.rest = begin < 0 ? '' : text.slice(begin);
    if (this.rest.length > 400) {
      this.wrong ??= `${this.rest.slice(0, 40)}…`;
      this.rest = '?';
    }
  }

  finish(): NumberList {
    if (this.rest !== '') this.feed(' ');
    const kept = this.values.subarray(0, this.stored);
    const list = { values: this.whole ? new Uint32Array(kept) : kept.slice(), count: this.count, wrong: this.wrong, negative: this.negative, commas: this.commas };
    this.stored = 0;
    this.count = 0;
    this.whole = true;
    this.negative = false;
    this.commas = false;
    this.wrong = null;
    this.rest = '';
    return list;
  }

  private push(value: number): void {
    if (this.stored >= this.limit) return;
    if (this.stored === this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.stored] = value;
    this.stored += 1;
  }

  private unusual(token: string): void {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(token) ? Number(token) : Number.NaN;
    if (!Number.isFinite(value)) {
      this.wrong ??= token.length > 40 ? `${token.slice(0, 40)}…` : token;
      return;
    }
    if (value < 0) this.negative = true;
    if (!Number.isInteger(value) || value < 0 || value > largestUint32) this.whole = false;
    this.push(value);
  }
}
