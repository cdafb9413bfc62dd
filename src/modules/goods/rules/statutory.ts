import { Exact } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { findUnit, findUnitCode } from '../catalogue/units.ts';
import type { GoodsUnit } from '../catalogue/units.ts';
import type { TariffRow } from './tariff-rows.ts';

/** Says what one of a unit measures, and how much of it. Shape: pieces, sets, heads and the like all count ones. Source: UN/ECE Recommendation 20. */
const measures: Readonly<Record<string, readonly [of: 'count' | 'pair' | 'mass' | 'volume' | 'length' | 'area', much: string]>> = {
  C62: ['count', '1'], NMB: ['count', '1'], H87: ['count', '1'], EA: ['count', '1'], SET: ['count', '1'], PR: ['pair', '1'],
  KGM: ['mass', '1'], GRM: ['mass', '0.001'], MGM: ['mass', '0.000001'], TNE: ['mass', '1000'], LTR: ['volume', '1'], MLT: ['volume', '0.001'], MTQ: ['volume', '1000'],
  MTR: ['length', '1'], CMT: ['length', '0.01'], KMT: ['length', '1000'], MTK: ['area', '1'],
};

/** Is a line as its tax by quantity reads it. Unit: net weight in kilograms. */
export interface MeasuredLine {
  readonly position: number;
  readonly hsCode: string;
  readonly quantity: string;
  readonly unit: string;
  readonly netKilograms?: string | undefined;
}

const nameOf = (unit: GoodsUnit | undefined, otherwise: string): string => (unit === undefined ? otherwise : `${unit.en} ${unit.zh}`);

function isByQuantity({ duty, consumptionTax }: TariffRow): boolean {
  return duty.amountPerUnit !== null || (consumptionTax?.amountPerUnit ?? null) !== null;
}

/**
 * Gives the quantity of a line in the statutory unit of its row of the tariff, where anything is charged by it: converted exactly, or the net weight where the row counts kilograms.
 * Shape: the quantity as listed where all is charged by value. Refuses: `statutory-quantity-missing` for what no rule converts, as bottles to litres.
 * Source: 海关进出口货物报关单填制规范 (statutory quantity 法定数量); 关税法(2024) art. 23.
 */
export function statutoryQuantity(row: TariffRow, line: MeasuredLine): Exact {
  const quantity = Exact.get(line.quantity);
  if (!isByQuantity(row)) return quantity;
  const unit = findUnit(row.unit);
  const wanted = unit?.code;
  if (wanted !== undefined && wanted === line.unit) return quantity;
  const [to, from] = [wanted === undefined ? undefined : measures[wanted], measures[line.unit]];
  if (to !== undefined && from !== undefined && to[0] === from[0]) return quantity.times(Exact.get(from[1])).dividedBy(Exact.get(to[1]));
  if (to?.[0] === 'mass' && line.netKilograms !== undefined) return Exact.get(line.netKilograms).dividedBy(Exact.get(to[1]));
  throw new Refusal('statutory-quantity-missing', { position: line.position, code: line.hsCode, unit: nameOf(findUnitCode(line.unit), line.unit), needed: nameOf(unit, row.unit) });
}
