import type { GoodsLine, GoodsList } from './list.ts';

/** Makes an invented line that nothing is wrong with, changed as a test wants it. */
export function makeLine(change: Partial<GoodsLine> = {}): GoodsLine {
  return {
    position: 1, descriptionEn: 'Starting clock', descriptionZh: '起跑计时钟', brand: 'Example', model: 'SC-1', hsCode: '91069000', quantity: '2', unit: 'C62', unitValue: '1200.00', totalValue: '2400.00', currency: 'CHF',
    origin: 'CH', grossKilograms: '14.5', netKilograms: '12', packages: 1, serials: ['SC001', 'SC002'], ...change,
  };
}

/** Makes an invented list of such lines, numbered as they come, each with serial numbers of its own. */
export function makeList(changes: readonly Partial<GoodsLine>[] = [{}], head: GoodsList['head'] = {}): GoodsList {
  return { head, lines: changes.map((change, at) => makeLine({ position: at + 1, ...(at === 0 ? {} : { serials: [`SC${at}A`, `SC${at}B`] }), ...change })) };
}
