import { findUnit } from '../catalogue/units.ts';

/** Is how what came in on carnets compares with a consignment's list. Unit: pieces. */
export interface CarnetMatch {
  readonly imported: number;
  readonly piecesListed: number;
  /** Numbers of the list that no imported item names; pieces of items that name none may be any of them. */
  readonly serialsMissing: number;
}

/** Tells how many pieces a line is on a carnet: each whole piece, and one for what is weighed or measured. */
export function carnetPieces(quantity: string, unit: string): number {
  return findUnit(unit)?.whole === false ? 1 : Math.ceil(Number(quantity));
}

/** Compares what came in on carnets with the lines of a consignment. */
export function matchCarnet(lines: readonly { readonly quantity: string; readonly unit: string }[], serials: readonly string[], imports: readonly { readonly quantity: bigint; readonly serialNumbers: readonly string[] }[]): CarnetMatch {
  const named = new Set(imports.flatMap((one) => one.serialNumbers));
  const sum = (of: typeof imports): number => of.reduce((total, one) => total + Number(one.quantity), 0);
  const unnamed = serials.filter((serial) => !named.has(serial)).length;
  return { imported: sum(imports), piecesListed: lines.reduce((total, line) => total + carnetPieces(line.quantity, line.unit), 0), serialsMissing: Math.max(0, unnamed - sum(imports.filter((one) => one.serialNumbers.length === 0))) };
}
