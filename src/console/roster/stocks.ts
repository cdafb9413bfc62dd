import { stockItems, type StockItem } from '../../modules/roster/catalogue.ts';

/** Lists what a station keeps, in the order in which it is shown. */
export const itemNames = ['respirator', 'coverall', 'faceShield', 'gloves', 'shoeCovers', 'swabKit', 'disinfectant', 'dosimeter'] as const;
/** Is the name of a thing that a station keeps. */
export type Item = (typeof itemNames)[number];
/** Is what a station has of one thing. Shape: `least` null where none is set. */
export type Stock = { readonly stationId: string; readonly item: Item; readonly quantity: number; readonly least: number | null; readonly short: boolean; readonly movedAt: string };

/** Gives in what a thing is counted. */
export function unitOf(item: Item): StockItem['unit'] {
  return stockItems.find((one) => one.item === item)!.unit;
}
