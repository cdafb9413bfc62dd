import { Exact } from '../../../kernel/money.ts';
import type { GoodsLineState } from '../shapes.ts';

/** Writes what of a line is still under supervision. Shape: decimal text without zeros at its end. */
export function remainingOf({ quantity, closed }: Pick<GoodsLineState, 'quantity' | 'closed'>): string {
  return Exact.get(quantity).minus(Exact.get(closed)).toPlainText(6);
}

/** Reads serial numbers as they were scanned or pasted: one a line, or apart by tabs, commas and semicolons. */
export function readSerials(text: string): string[] {
  return text.split(/[\n\r\t,;，；]+/).map((serial) => serial.trim()).filter((serial) => serial !== '');
}
