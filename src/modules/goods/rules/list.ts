import { Exact } from '../../../kernel/money.ts';
import { findState } from '../../travellers/formats/states.ts';
import { currencyCodes } from '../catalogue/currencies.ts';
import { findUnitCode } from '../catalogue/units.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';

/** Is a column of the lines or an entry of the head. */
export type ListField = keyof GoodsLine | keyof GoodsList['head'];

/** Lists what can be wrong with a list; each has its words at `goodsList.problem.<code>`. */
export const listProblemCodes = [
  'not-a-number', 'position-twice', 'description-missing', 'hs-chapter', 'quantity-zero', 'quantity-not-whole', 'unit-unknown', 'currency-unknown', 'origin-unknown', 'value-missing', 'value-differs',
  'net-above-gross', 'total-net-above-gross', 'expiry-before-production', 'serials-differ', 'serial-twice', 'line-twice', 'lines-differ', 'sum-differs', 'sum-incomplete', 'currencies-mixed', 'currency-differs',
] as const;

/** Is the code of one problem of a list. */
export type ListProblemCode = (typeof listProblemCodes)[number];

/**
 * Is one thing that is wrong with a list: an error must be put right before the list is signed, a warning is only to be looked at.
 * Shape: `position` is that of the line, null for the list as a whole; `params` fill the words, numbers with decimals as text.
 */
export interface ListProblem {
  readonly position: number | null;
  readonly field: ListField;
  readonly code: ListProblemCode;
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
}

type Report = (position: number | null, field: ListField, code: ListProblemCode, params?: ListProblem['params'], severity?: ListProblem['severity']) => void;

function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Writes a number with as many decimals as it needs, six at most. */
function plain(number: Exact): string {
  return number.toPlainText(6);
}

/**
 * Gives how far a shown amount may lie from the true one.
 * Unit: half of the last decimal shown; amounts with decimals are taken to hundredths at least, for spreadsheets drop the last zero.
 */
function roundingOf(text: string): Exact {
  const decimals = decimalsOf(text);
  return Exact.fraction(1n, 2n * 10n ** BigInt(decimals === 0 ? 0 : Math.max(2, decimals)));
}

function absolute(number: Exact): Exact {
  return number.sign < 0 ? Exact.zero.minus(number) : number;
}

function checkValue(line: GoodsLine, quantity: Exact | undefined, report: Report): void {
  const [total, unitValue] = [Exact.find(line.totalValue), line.unitValue === undefined ? undefined : Exact.find(line.unitValue)];
  if (total === undefined) return report(line.position, 'totalValue', 'not-a-number', { value: line.totalValue });
  if (line.unitValue !== undefined && unitValue === undefined) return report(line.position, 'unitValue', 'not-a-number', { value: line.unitValue });
  if (total.sign === 0 && (unitValue === undefined || unitValue.sign === 0)) return report(line.position, 'totalValue', 'value-missing', {}, 'warning');
  if (quantity === undefined || unitValue === undefined || line.unitValue === undefined) return undefined;
  const product = unitValue.times(quantity);
  // A unit value in whole units is meant exactly: rounding it would allow hundreds for a thousand pieces.
  const allowed = roundingOf(line.totalValue).plus(decimalsOf(line.unitValue) === 0 ? Exact.zero : roundingOf(line.unitValue).times(quantity));
  const off = absolute(product.minus(total));
  if (off.compare(allowed) > 0) report(line.position, 'totalValue', 'value-differs', { unitValue: line.unitValue, quantity: line.quantity, product: plain(product), total: line.totalValue, off: plain(off) });
  return undefined;
}

function checkWeights(line: GoodsLine, report: Report): void {
  for (const field of ['grossKilograms', 'netKilograms'] as const) {
    const text = line[field];
    if (text !== undefined && Exact.find(text) === undefined) return report(line.position, field, 'not-a-number', { value: text });
  }
  if (line.netKilograms === undefined || line.grossKilograms === undefined) return undefined;
  if (Exact.get(line.netKilograms).compare(Exact.get(line.grossKilograms)) > 0) report(line.position, 'netKilograms', 'net-above-gross', { net: line.netKilograms, gross: line.grossKilograms });
  return undefined;
}

/** Tells whether a code lies in a chapter of the Harmonized System: 01 to 97, of which 77 is kept free. Source: Harmonized System 2022. */
export function isHsChapter(hsCode: string): boolean {
  const chapter = Number(hsCode.slice(0, 2));
  return chapter >= 1 && chapter <= 97 && chapter !== 77;
}

/** Gives a serial number as it is compared: without case, full width and blanks. */
export function plainSerial(serial: string): string {
  // Most are plain capitals and digits already, and there may be a hundred thousand of them.
  return /^[!-`{-~]*$/.test(serial) ? serial : serial.normalize('NFKC').toUpperCase().replace(/\s+/g, '');
}

function checkLine(line: GoodsLine, report: Report): void {
  const { position } = line;
  if (line.descriptionEn.trim() === '' && line.descriptionZh.trim() === '') report(position, 'descriptionZh', 'description-missing');
  if (!isHsChapter(line.hsCode)) report(position, 'hsCode', 'hs-chapter', { chapter: line.hsCode.slice(0, 2) });
  const unit = findUnitCode(line.unit);
  if (unit === undefined) report(position, 'unit', 'unit-unknown', { unit: line.unit });
  const quantity = Exact.find(line.quantity);
  if (quantity === undefined) report(position, 'quantity', 'not-a-number', { value: line.quantity });
  else if (quantity.sign <= 0) report(position, 'quantity', 'quantity-zero');
  else if (unit?.whole === true && quantity.denominator !== 1n) report(position, 'quantity', 'quantity-not-whole', { quantity: line.quantity, unit: line.unit });
  if (!currencyCodes.has(line.currency)) report(position, 'currency', 'currency-unknown', { currency: line.currency });
  const state = findState(line.origin);
  if (state?.kind !== 'iso' || state.alpha2 !== line.origin) report(position, 'origin', 'origin-unknown', { origin: line.origin });
  checkValue(line, quantity, report);
  checkWeights(line, report);
  if (line.productionDate !== undefined && line.expiryDate !== undefined && line.expiryDate <= line.productionDate) {
    report(position, 'expiryDate', 'expiry-before-production', { expiry: line.expiryDate, production: line.productionDate });
  }
  if (line.serials.length > 0 && unit?.whole === true && quantity !== undefined && !quantity.equals(Exact.fraction(BigInt(line.serials.length)))) {
    report(position, 'serials', 'serials-differ', { count: line.serials.length, quantity: line.quantity });
  }
}

function checkTwice(lines: readonly GoodsLine[], report: Report): void {
  const positions = new Set<number>();
  const owners = new Map<string, number>();
  const contents = new Map<string, number>();
  for (const line of lines) {
    if (positions.has(line.position)) report(line.position, 'position', 'position-twice');
    positions.add(line.position);
    let [count, serial, owner] = [0, '', 0];
    for (const one of line.serials) {
      const key = plainSerial(one);
      const first = owners.get(key);
      if (first === undefined) owners.set(key, line.position);
      else {
        if (count === 0) [serial, owner] = [one, first];
        count += 1;
      }
    }
    if (count > 0) report(line.position, 'serials', 'serial-twice', { count, serial, line: owner });
    if (line.serials.length > 0) continue;
    const content = JSON.stringify(Object.entries(line).filter(([field]) => field !== 'position').sort(([one], [other]) => (one < other ? -1 : 1)));
    const twin = contents.get(content);
    if (twin === undefined) contents.set(content, line.position);
    else report(line.position, 'position', 'line-twice', { line: twin }, 'warning');
  }
}

interface Sum {
  readonly total: Exact;
  readonly given: number;
}

function sumOf(lines: readonly GoodsLine[], field: 'grossKilograms' | 'netKilograms' | 'totalValue' | 'packages'): Sum {
  let [total, given] = [Exact.zero, 0];
  for (const line of lines) {
    const number = line[field] === undefined ? undefined : Exact.find(String(line[field]));
    if (number === undefined) continue;
    total = total.plus(number);
    given += 1;
  }
  return { total, given };
}

function checkCurrencies({ head, lines }: GoodsList, report: Report): boolean {
  const currencies = [...new Set(lines.map((line) => line.currency))].sort();
  if (head.currency !== undefined && !currencyCodes.has(head.currency)) report(null, 'currency', 'currency-unknown', { currency: head.currency });
  if (currencies.length > 1) {
    if (head.totalValue !== undefined) report(null, 'totalValue', 'currencies-mixed', { currencies: currencies.join(' ') }, 'warning');
    return false;
  }
  const [only] = currencies;
  if (only === undefined || head.currency === undefined || only === head.currency) return true;
  report(null, 'currency', 'currency-differs', { head: head.currency, lines: only });
  return false;
}

function checkHead(list: GoodsList, report: Report): void {
  const { head, lines } = list;
  if (head.lines !== undefined && head.lines !== lines.length) report(null, 'lines', 'lines-differ', { declared: head.lines, count: lines.length });
  const sums = { packages: sumOf(lines, 'packages'), grossKilograms: sumOf(lines, 'grossKilograms'), netKilograms: sumOf(lines, 'netKilograms'), totalValue: sumOf(lines, 'totalValue') };
  const oneCurrency = checkCurrencies(list, report);
  for (const [field, { total, given }] of Object.entries(sums) as [keyof typeof sums, Sum][]) {
    const text = head[field];
    if (text === undefined || given === 0 || (field === 'totalValue' && !oneCurrency)) continue;
    const declared = Exact.find(String(text));
    if (declared === undefined) report(null, field, 'not-a-number', { value: text });
    else if (!declared.equals(total)) {
      // Lines that share a package or a weight leave theirs blank; a sum that falls short may then be right.
      const short = given < lines.length && total.compare(declared) < 0;
      report(null, field, short ? 'sum-incomplete' : 'sum-differs', { declared: String(text), sum: plain(total), off: plain(absolute(declared.minus(total))), ...(short ? { count: lines.length - given } : {}) }, short ? 'warning' : 'error');
    }
  }
  const gross = head.grossKilograms === undefined ? (sums.grossKilograms.given === lines.length ? sums.grossKilograms.total : undefined) : Exact.find(head.grossKilograms);
  const net = head.netKilograms === undefined ? sums.netKilograms.total : Exact.find(head.netKilograms);
  if (gross !== undefined && net !== undefined && net.compare(gross) > 0) report(null, 'netKilograms', 'total-net-above-gross', { net: plain(net), gross: plain(gross) });
}

/**
 * Checks a goods list by itself: every line, what may stand in it only once, and its head against the sums of its lines.
 * Shape: problems by line first, then repetitions, then the head; empty where nothing is wrong. A line has at most one problem of each code and field.
 */
export function checkList(list: GoodsList): ListProblem[] {
  const problems: ListProblem[] = [];
  const report: Report = (position, field, code, params = {}, severity = 'error') => {
    problems.push({ position, field, code, severity, params });
  };
  for (const line of list.lines) checkLine(line, report);
  checkTwice(list.lines, report);
  checkHead(list, report);
  return problems;
}
