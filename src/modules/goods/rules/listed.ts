import { Exact, fenOf } from '../../../kernel/money.ts';
import type { ConsignmentKind } from '../../prescribed/catalogue/consignment-kinds.ts';
import { kinds } from '../catalogue/kinds.ts';
import type { Cover } from '../shapes.ts';
import type { GoodsList } from '../shapes/list.ts';
import { findRate } from './exchange.ts';
import type { ExchangeRate } from './exchange.ts';

/** Is a line of a list as permits, tax and ledger read it. Unit: value in fen at the rate of a day; quantity as decimal text in `unit`, net weight in kilograms. */
export interface ListedLine {
  readonly position: number;
  readonly hsCode: string;
  readonly descriptionEn: string;
  readonly descriptionZh: string;
  readonly quantity: string;
  readonly unit: string;
  readonly serials: readonly string[];
  readonly valueFen: bigint;
  readonly permitReference: string | undefined;
  readonly netKilograms: string | undefined;
}

/** Reads the lines of a list with their value in yuan on a day. Refuses: `exchange-rate-missing`. */
export function listedLines(list: GoodsList, day: string, rates: readonly ExchangeRate[]): readonly ListedLine[] {
  const factors = new Map<string, Exact>();
  return list.lines.map((line) => {
    let factor = factors.get(line.currency);
    if (factor === undefined) factors.set(line.currency, (factor = findRate(rates, line.currency, day).rate));
    return {
      position: line.position, hsCode: line.hsCode, descriptionEn: line.descriptionEn, descriptionZh: line.descriptionZh, quantity: line.quantity, unit: line.unit, serials: line.serials,
      valueFen: fenOf(Exact.get(line.totalValue).times(factor).rounded(2, 'half-up')), permitReference: line.permitReference, netKilograms: line.netKilograms,
    };
  });
}

/** Lists the covers of a kind that a list can choose: what a journalist carries without a guarantee comes on an undertaking, under an accreditation, which a list has none of. */
export function coversOfList(kind: ConsignmentKind): readonly Cover[] {
  return kinds[kind].covers.filter((one) => kind !== 'K04' || one !== 'none');
}

/** Is what a list comes to. */
export interface ListTotals { readonly lines: number; readonly serials: number; readonly pieces: number; readonly valueFen: bigint }

/** Sums up a list: its lines, serial numbers, packages (or whole quantities where none are declared) and value. Unit: fen. */
export function totalsOf(list: GoodsList, lines: readonly ListedLine[]): ListTotals {
  const packages = list.lines.reduce((sum, line) => sum + (line.packages ?? 0), 0);
  const whole = list.lines.reduce((sum, line) => sum + Math.ceil(Number(line.quantity)), 0);
  return {
    lines: list.lines.length, serials: lines.reduce((sum, line) => sum + line.serials.length, 0), pieces: list.head.packages ?? (packages > 0 ? packages : whole), valueFen: lines.reduce((sum, line) => sum + line.valueFen, 0n),
  };
}
