import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(async () => { await port?.close(); });

type Checked = { changes: { row: number; state: string; before: { source: string; content: Record<string, string | null> } | null; after: { code: string } }[]; quarantined: { row: number; column: string; code: string }[] };
type Listed = { rows: { code: string; imported: boolean; source: string; content: Record<string, string | null> }[]; imports: { rows: number; firstDay: string; lastDay: string | null; sources: string[]; by: { en: string } }[] };
const csv = (text: string) => ({ fileName: 'given.csv', content: Buffer.from(text).toString('base64') });
function xlsx(table: readonly (readonly (string | number | Date)[])[], formulaAt?: string): { fileName: string; content: string } {
  const sheet = utils.aoa_to_sheet(table.map((row) => [...row]));
  if (formulaAt !== undefined) sheet[formulaAt] = { t: 'n', v: 7, f: '3+4' };
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'rates');
  return { fileName: 'given.xlsx', content: (write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer).toString('base64') };
}
const check = (kind: string, file: object): Promise<Checked> => port.world.see('goods.checkReferences', { kind, ...file }, { as: port.customs });
const listed = async (kind: string, day: string): Promise<Listed> => port.world.see('goods.references', { kind, day }, { as: port.customs });

const rates = ['currency,rate,validFrom,validTo,source', 'EUR,7.30,2022-01-01,2022-01-31,Invented bank 1', 'XDR,8.9,2022-01-01,,Invented bank 1', 'EURO,7,2022-01-01,,S', 'USD,0,2022-01-01,2021-01-01,', 'EUR,7.4,2022-01-31,,S'].join('\n');

it('a file of rates is shown by row before it is taken, and only what is new is taken', async () => {
  const before = await check('exchange', csv(rates));
  expect(before.changes.map(({ row, state, before: was }) => [row, state, was?.content['rate']])).toEqual([[2, 'superseded', '7.1917'], [3, 'added', undefined]]);
  expect(before.quarantined.map(({ row, column, code }) => [row, column, code])).toEqual([[4, 'A', 'currency'], [5, 'E', 'empty'], [5, 'B', 'rate-zero'], [5, 'D', 'ends-before'], [6, 'C', 'overlap']]);
  expect((await listed('exchange', '2022-01-15')).imports).toEqual([]);
  expect(await port.world.done('goods.importRates', csv(rates), { as: port.customs })).toMatchObject({ rows: 2, unchanged: 0 });
  const now = await listed('exchange', '2022-01-15');
  expect(now.rows.find((row) => row.code === 'EUR')).toMatchObject({ imported: true, content: { rate: '7.3' }, source: 'Invented bank 1' });
  expect(now.rows.find((row) => row.code === 'USD')).toMatchObject({ imported: false });
  expect(now.imports).toMatchObject([{ rows: 2, firstDay: '2022-01-01', lastDay: null, sources: ['Invented bank 1'] }]);
  // Of an imported currency the illustration counts no more, also on other days.
  expect((await listed('exchange', '2022-02-15')).rows.some((row) => row.code === 'EUR')).toBe(false);
  expect((await check('exchange', csv(rates))).changes.map((change) => change.state)).toEqual(['unchanged', 'unchanged']);
  expect(await port.world.done('goods.importRates', csv(rates), { as: port.customs })).toMatchObject({ rows: 0, unchanged: 2 });
  expect((await listed('exchange', '2022-01-15')).imports.length).toBe(1);
});

it('a workbook is read like a text, with its true dates, and a formula is no value', async () => {
  const table = [['币种', '汇率', '生效日期', '失效日期', '依据'], ['CHF', 7.1, new Date('2022-02-01T00:00:00Z'), '2022-02-28', '虚构银行'], ['JPY', 5, '2022-02-01', '', '虚构银行']] as const;
  const { changes, quarantined } = await check('exchange', xlsx(table, 'B3'));
  expect([changes.map((change) => [change.row, change.after.code]), quarantined.map(({ row, column, code }) => [row, column, code])]).toEqual([[[2, 'CHF']], [[3, 'B', 'formula']]]);
  await port.world.done('goods.importRates', xlsx(table, 'B3'), { as: port.customs });
  expect((await listed('exchange', '2022-02-28')).rows.find((row) => row.code === 'CHF')).toMatchObject({ imported: true, content: { rate: '7.1' } });
});

it('a row of the tariff counts from its first day and says what it takes the place of', async () => {
  const header = 'code,descriptionEn,descriptionZh,unit,dutyRate,vat,validFrom,validTo,source';
  const tariff = csv(`${header}\n85258990,Invented camera,虚构摄像机,C62,3%,13%,2022-01-01,,Tariff A\n852589,Camera,摄像机,C62,8,13%,2022-01-01,,Tariff A\n999999,<b>Nothing</b>,,C62,1%,13%,2022-01-01,,Tariff A`);
  const found = await check('tariff', tariff);
  expect(found.changes.map(({ row, state, before }) => [row, state, before?.source.includes('illustrative')])).toEqual([[2, 'superseded', true]]);
  expect(found.quarantined.map(({ row, column, code }) => [row, column, code])).toEqual([[3, 'E', 'above-one'], [4, 'A', 'code-chapter']]);
  await port.world.done('goods.importTariff', tariff, { as: port.customs });
  const later = csv(`${header}\n85258990,Invented camera,虚构摄像机,C62,1%,13%,2022-03-01,,Tariff B`);
  expect((await check('tariff', later)).changes[0]).toMatchObject({ state: 'superseded', before: { source: 'Tariff A', content: { dutyRate: '0.03' } } });
  await port.world.done('goods.importTariff', later, { as: port.customs });
  const duty = async (day: string): Promise<unknown> => (await listed('tariff', day)).rows.filter((row) => row.code === '85258990').map((row) => row.content['dutyRate']);
  expect([await duty('2021-12-31'), await duty('2022-02-28'), await duty('2022-03-01')]).toEqual([[], ['0.03'], ['0.01']]);
  expect((await listed('tariff', '2022-02-01')).rows.find((row) => row.code === '220830')).toMatchObject({ imported: false });
});

it('no company imports or looks, and what is no table is refused whole', async () => {
  expect(await port.world.refusedBy('goods.importRates', csv(rates), { as: port.trader })).toBe('role-not-allowed');
  expect(await port.world.refusedBy('goods.importTariff', csv(rates), { as: port.committee })).toBe('role-not-allowed');
  await expect(port.world.see('goods.references', { kind: 'tariff' }, { as: port.trader })).rejects.toThrow('role-not-allowed');
  for (const file of [csv(''), csv('currency,rate\nEUR,7'), csv('currency,rate,validFrom,source\n'), { fileName: 'a.xlsx', content: Buffer.from('PK\u0003\u0004nothing').toString('base64') }, { fileName: 'a.csv', content: '***' }]) {
    expect(await port.world.refusedBy('goods.importRates', file, { as: port.customs }), file.content).toMatch(/^(?:file-unreadable|content-invalid)$/);
  }
});
