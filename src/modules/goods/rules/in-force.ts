import { Refusal } from '../../../kernel/refusal.ts';

/** Is what every dated row says: from which day to which day, both included, it holds. Shape: days as YYYY-MM-DD; null has no end yet. */
export interface Dated {
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Says whether a dated row holds on a day. */
export function isInForce(row: Dated, day: string): boolean {
  return row.validFrom <= day && (row.validTo === null || day <= row.validTo);
}

/** Finds the row that holds on a day; of several the one that began last. */
export function findInForce<Row extends Dated>(rows: readonly Row[], day: string): Row | undefined {
  return rows.filter((row) => isInForce(row, day)).reduce<Row | undefined>((best, row) => (best === undefined || row.validFrom > best.validFrom ? row : best), undefined);
}

/** Gets the row that holds on a day. Refuses: nothing-in-force. */
export function getInForce<Row extends Dated>(rows: readonly Row[], day: string, what: string): Row {
  const found = findInForce(rows, day);
  if (found === undefined) throw new Refusal('nothing-in-force', { what, day });
  return found;
}
