import { Exact } from '../../../kernel/money.ts';

/** Lists why a text is no number; each has its words at `goodsReferences.kept.<code>`. */
export const numberProblems = ['separators', 'percentage', 'not-number', 'not-percentage', 'not-rate', 'above-one'] as const;

/** Is a number that was read, or why it could not be: in words, and by its code. */
export type ReadNumber = { readonly value: Exact } | { readonly reason: string; readonly code: (typeof numberProblems)[number] };

const withExponent = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?e([+-]?\d{1,2})$/i;

function tidy(text: string): string {
  return text.normalize('NFKC').trim().replace(/\u2212/gu, '-').replace(/^([+-]?)\./, '$10.');
}

function findNumber(text: string): Exact | undefined {
  const match = withExponent.exec(text);
  if (match === null) return Exact.find(text);
  const exponent = Number(match[4]);
  if (Math.abs(exponent) > 30) return undefined;
  const power = Exact.fraction(10n ** BigInt(Math.abs(exponent)));
  const mantissa = Exact.get(`${match[1]}${match[2]}${match[3] === undefined ? '' : `.${match[3]}`}`);
  return exponent < 0 ? mantissa.dividedBy(power) : mantissa.times(power);
}

/** Reads a plain decimal, exactly as it is written: `637000.00`, `.5`, `1e-2`; full-width digits too. Refuses (as a reason): anything else, also thousands separators. */
export function readNumber(text: string): ReadNumber {
  const plain = tidy(text);
  const value = findNumber(plain);
  if (value !== undefined) return { value };
  if (/\d[, '’\u00a0]\d/u.test(plain)) return { reason: `"${text}" has separators; write a plain decimal with a point and without separators, like 637000.00.`, code: 'separators' };
  if (plain.endsWith('%')) return { reason: `"${text}" is a percentage; an amount or a quantity is wanted here, like 637000.00.`, code: 'percentage' };
  return { reason: `"${text}" is no number; write a plain decimal, like 637000.00.`, code: 'not-number' };
}

/** Reads a share: a percentage (`8%`, `0.05 %`) or a fraction (`0.08`). Refuses (as a reason): a bare number above 1, which may be meant as a percentage. Shape: a percentage may be above 100 %. */
export function readShare(text: string): ReadNumber {
  const plain = tidy(text);
  if (plain.endsWith('%')) {
    const value = findNumber(plain.slice(0, -1).trim());
    return value === undefined ? { reason: `"${text}" is no percentage; write it like 8% or 0.08.`, code: 'not-percentage' } : { value: value.dividedBy(Exact.fraction(100n)) };
  }
  const value = findNumber(plain);
  if (value === undefined) return { reason: `"${text}" is no rate; write a percentage like 8% or a fraction like 0.08.`, code: 'not-rate' };
  if (value.compare(Exact.one) > 0) return { reason: `"${text}" is above 1 and has no percent sign; write "${plain}%" for ${plain} percent.`, code: 'above-one' };
  return { value };
}
