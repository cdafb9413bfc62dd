/** Lists the ways to round, as written in settings and files: ties away from zero, to even, towards zero; always away from zero, towards zero, up, down. */
export const roundingModes = ['half-up', 'half-even', 'half-down', 'up', 'down', 'ceiling', 'floor'] as const;

/** Is one way to round. */
export type RoundingMode = (typeof roundingModes)[number];

function greatestDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one < 0n ? -one : one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

const plainNumber = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/;

/**
 * Is a number without error: a fraction of two whole numbers, in lowest terms.
 * Money and rates are computed with it, so that a sum or a quotient is rounded once, where a rule says so, and equal things are equal.
 */
export class Exact {
  static readonly zero = new Exact(0n, 1n);
  static readonly one = new Exact(1n, 1n);
  readonly numerator: bigint;
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** Makes the fraction of two whole numbers; dividing by zero is a bug of the caller. */
  static fraction(numerator: bigint, denominator: bigint = 1n): Exact {
    if (denominator === 0n) throw new RangeError('A fraction cannot be over zero');
    const [top, bottom] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
    const divisor = greatestDivisor(top, bottom);
    return new Exact(top / divisor, bottom / divisor);
  }

  /** Reads a plain decimal number: `637000.00`, `-0.5`, `13`. Shape: undefined for anything else, also for thousands separators and exponents. */
  static find(text: string): Exact | undefined {
    const match = plainNumber.exec(text);
    if (match === null) return undefined;
    const decimals = match[3] ?? '';
    const digits = BigInt(match[2]! + decimals);
    return Exact.fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
  }

  /** Reads a plain decimal number that must be one. */
  static get(text: string): Exact {
    const found = Exact.find(text);
    if (found === undefined) throw new Error(`Not a decimal number: ${text}`);
    return found;
  }

  plus(other: Exact): Exact {
    return Exact.fraction(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator);
  }

  minus(other: Exact): Exact {
    return Exact.fraction(this.numerator * other.denominator - other.numerator * this.denominator, this.denominator * other.denominator);
  }

  times(other: Exact): Exact {
    return Exact.fraction(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  dividedBy(other: Exact): Exact {
    return Exact.fraction(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** Compares two numbers. Shape: negative, zero or positive, as sorting wants it. */
  compare(other: Exact): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Exact): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  get sign(): -1 | 0 | 1 {
    return this.numerator < 0n ? -1 : this.numerator > 0n ? 1 : 0;
  }

  /** Rounds to a number of decimals. Unit: scale in decimals, 0 to 30. */
  rounded(scale: number, mode: RoundingMode): Exact {
    const factor = 10n ** BigInt(scale);
    const scaled = this.numerator * factor;
    const negative = scaled < 0n;
    const size = negative ? -scaled : scaled;
    const whole = size / this.denominator;
    const rest = size % this.denominator;
    const twice = rest * 2n - this.denominator;
    const away = rest !== 0n && {
      'half-up': twice >= 0n,
      'half-down': twice > 0n,
      'half-even': twice > 0n || (twice === 0n && whole % 2n === 1n),
      up: true,
      down: false,
      ceiling: !negative,
      floor: negative,
    }[mode];
    const rounded = whole + (away ? 1n : 0n);
    return Exact.fraction(negative ? -rounded : rounded, factor);
  }

  /** Writes the number with exactly so many decimals; it is rounded half up where it has more. */
  toText(scale: number, mode: RoundingMode = 'half-up'): string {
    const { numerator, denominator } = this.rounded(scale, mode);
    const digits = ((numerator < 0n ? -numerator : numerator) * 10n ** BigInt(scale) / denominator).toString().padStart(scale + 1, '0');
    const sign = numerator < 0n ? '-' : '';
    return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  /** Writes the number with at most so many decimals, and without zeros that say nothing. */
  toPlainText(scale: number): string {
    const text = this.toText(scale);
    return scale === 0 ? text : text.replace(/\.?0+$/, '');
  }
}

/** Writes an amount of the renminbi. Unit: fen in, yuan with two decimals out. */
export function writeFen(amountFen: bigint): string {
  return Exact.fraction(amountFen, 100n).toText(2);
}

/** Reads an amount of yuan with at most two decimals. Unit: yuan in, fen out. Shape: undefined where it is no such amount. */
export function findFen(text: string): bigint | undefined {
  const found = Exact.find(text)?.times(Exact.fraction(100n));
  return found !== undefined && found.denominator === 1n ? found.numerator : undefined;
}

/** Gives an exact amount of yuan as fen; one that has fractions of a fen must be rounded before. Unit: yuan in, fen out. */
export function fenOf(yuan: Exact): bigint {
  const { numerator, denominator } = yuan.times(Exact.fraction(100n));
  if (denominator !== 1n) throw new Error('An amount with fractions of a fen must be rounded by its rule first');
  return numerator;
}
