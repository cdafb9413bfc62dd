import { Exact } from '../../../kernel/money.ts';
import { findUnit } from '../catalogue/units.ts';
import type { GoodsLine, GoodsList } from '../shapes/list.ts';

/** Lists everything that can be wrong in a goods list; the words are `goodsList.problem.<code>`. */
export const listProblemCodes = [
  'description-missing', 'chapter-unknown', 'unit-unknown', 'quantity-zero', 'quantity-not-whole', 'value-missing', 'value-differs', 'net-above-gross', 'serials-differ', 'serial-twice', 'expiry-before-production', 'line-twice', 'position-twice',
  'sum-lines', 'sum-packages', 'sum-gross', 'sum-net', 'sum-value', 'currency-mixed',
] as const;

/** Is one thing wrong, or worth a look, in a list. Shape: `position` is null for the list as a whole. */
export interface ListProblem {
  readonly position: number | null;
  readonly field: string;
  readonly code: (typeof listProblemCodes)[number];
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number>>;
}

const exact = (text: string | undefined): Exact => Exact.get(text === undefined || text === '' ? '0' : text);
const plain = (value: Exact): string => value.toText(6).replace(/\.?0+$/, '');

function valueProblem(line: GoodsLine): ListProblem[] {
  const total = exact(line.totalValue);
  if (total.sign === 0) return [{ position: line.position, field: 'totalValue', code: 'value-missing', severity: 'warning', params: {} }];
  if (line.unitValue === undefined) return [];
  const computed = exact(line.unitValue).times(exact(line.quantity));
  // A unit value of two decimals may stand for anything within half a cent of it, times the quantity.
  const decimals = line.unitValue.split('.')[1]?.length ?? 0;
  const allowed = exact(line.quantity).times(Exact.fraction(1n, 2n * 10n ** BigInt(decimals))).plus(Exact.fraction(1n, 200n));
  const difference = computed.minus(total);
  const size = difference.sign < 0 ? Exact.zero.minus(difference) : difference;
  return size.compare(allowed) <= 0 ? [] : [{ position: line.position, field: 'totalValue', code: 'value-differs', severity: 'error', params: { computed: plain(computed), declared: plain(total), difference: plain(difference) } }];
}

function lineProblems(line: GoodsLine): ListProblem[] {
  const problems: ListProblem[] = [];
  const add = (field: string, code: ListProblem['code'], params: ListProblem['params'] = {}, severity: ListProblem['severity'] = 'error'): void => { problems.push({ position: line.position, field, code, severity, params }); };
  if (line.descriptionEn.trim() === '' && line.descriptionZh.trim() === '') add('descriptionEn', 'description-missing');
  const chapter = Number(line.hsCode.slice(0, 2));
  if (chapter === 0 || chapter === 77 || chapter > 98) add('hsCode', 'chapter-unknown', { chapter: line.hsCode.slice(0, 2) });
  const unit = findUnit(line.unit);
  if (unit === undefined) add('unit', 'unit-unknown', { unit: line.unit });
  const quantity = exact(line.quantity);
  if (quantity.sign === 0) add('quantity', 'quantity-zero');
  else if (unit?.whole === true && quantity.denominator !== 1n) add('quantity', 'quantity-not-whole', { quantity: line.quantity, unit: unit.code });
  problems.push(...valueProblem(line));
  if (line.netKilograms !== undefined && line.grossKilograms !== undefined && exact(line.netKilograms).compare(exact(line.grossKilograms)) > 0) add('netKilograms', 'net-above-gross', { net: line.netKilograms, gross: line.grossKilograms });
  if (line.serials.length > 0 && !quantity.equals(Exact.fraction(BigInt(line.serials.length)))) add('serials', 'serials-differ', { serials: line.serials.length, quantity: line.quantity });
  if (line.productionDate !== undefined && line.expiryDate !== undefined && line.expiryDate <= line.productionDate) add('expiryDate', 'expiry-before-production', { production: line.productionDate, expiry: line.expiryDate });
  return problems;
}

function repeated(list: GoodsList): ListProblem[] {
  const problems: ListProblem[] = [];
  const serials = new Map<string, number>();
  const lines = new Map<string, number>();
  const positions = new Set<number>();
  for (const line of list.lines) {
    if (positions.has(line.position)) problems.push({ position: line.position, field: 'position', code: 'position-twice', severity: 'error', params: {} });
    positions.add(line.position);
    for (const serial of line.serials) {
      const first = serials.get(serial);
      if (first !== undefined) problems.push({ position: line.position, field: 'serials', code: 'serial-twice', severity: 'error', params: { serial, first } });
      else serials.set(serial, line.position);
    }
    if (line.serials.length > 0) continue;
    const key = JSON.stringify([line.hsCode, line.descriptionEn, line.descriptionZh, line.brand, line.model, line.quantity, line.totalValue, line.lot]);
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line.position);
    else problems.push({ position: line.position, field: 'descriptionEn', code: 'line-twice', severity: 'warning', params: { first } });
  }
  return problems;
}

function sums({ head, lines }: GoodsList): ListProblem[] {
  const problems: ListProblem[] = [];
  const compare = (code: ListProblem['code'], field: string, declared: string | number | undefined, computed: Exact): void => {
    if (declared !== undefined && !exact(String(declared)).equals(computed)) problems.push({ position: null, field, code, severity: 'error', params: { declared: String(declared), computed: plain(computed) } });
  };
  const sum = (of: (line: GoodsLine) => string | number | undefined): Exact => lines.reduce((total, line) => total.plus(exact(of(line) === undefined ? undefined : String(of(line)))), Exact.zero);
  compare('sum-lines', 'lines', head.lines, Exact.fraction(BigInt(lines.length)));
  if (lines.some((line) => line.packages !== undefined)) compare('sum-packages', 'packages', head.packages, sum((line) => line.packages));
  if (lines.some((line) => line.grossKilograms !== undefined)) compare('sum-gross', 'grossKilograms', head.grossKilograms, sum((line) => line.grossKilograms));
  if (lines.some((line) => line.netKilograms !== undefined)) compare('sum-net', 'netKilograms', head.netKilograms, sum((line) => line.netKilograms));
  const currencies = [...new Set(lines.map((line) => line.currency))];
  if (head.totalValue !== undefined) {
    if (currencies.length > 1 || (head.currency !== undefined && currencies[0] !== head.currency)) problems.push({ position: null, field: 'totalValue', code: 'currency-mixed', severity: 'warning', params: { currencies: currencies.join(', ') } });
    else compare('sum-value', 'totalValue', head.totalValue, sum((line) => line.totalValue));
  }
  return problems;
}

/**
 * Says everything that is wrong with a goods list; one pass, however long it is.
 * Shape: in the order of the lines, what concerns several lines after them, the list as a whole last; empty where nothing is wrong.
 * Source: docs/facts.md, commonest rejects of a declaration: net above gross, sums that differ from the head.
 */
export function checkList(list: GoodsList): readonly ListProblem[] {
  return [...list.lines.flatMap(lineProblems), ...repeated(list), ...sums(list)];
}
