import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditLedger } from '../src/modules/goods/auditing.ts';
import { writeJournal } from '../src/modules/goods/rules/hledger.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';

let port: GoodsPort;
beforeAll(async () => { port = await openGoodsPort(); });
afterAll(() => port.close());

it('goods that stay for good are taxed at the rates of that day, the payment is named, and the ledger has both', async () => {
  const { consignmentId } = await port.submits({ lines: [{ hsCode: '950611', quantity: '10', unit: 'PR', unitValue: '10000.00', serials: [] }] });
  await port.confirms(consignmentId);
  await port.releases(consignmentId);
  const keeps = (more: object = {}) => ({ consignmentId, kind: 'dutyPaid', evidence: 'Sold to a club', items: [{ position: 1, quantity: '4' }], ...more });
  // 40,000: 6 % duty and 13 % on both.
  const due = await port.world.see<{ taxCny: string; charges: { kind: string; computation: string }[] }>('goods.dutyDue', { consignmentId, position: 1, quantity: '4' }, { as: port.customs });
  expect(due).toMatchObject({ taxCny: '7912.00', charges: [{ kind: 'duty', computation: '40000.00 × 6% = 2400.00' }, { kind: 'vat', computation: '42400.00 × 13% = 5512.00' }] });
  expect(await port.world.refusedBy('goods.dispose', keeps(), { as: port.customs })).toBe('payment-needed');
  // The tariff of the day on which the tax is done, not that of the release.
  const tariff = 'code,description,unit,duty,vat,validFrom,source\n950611,Racing skis,pair,10%,13%,2022-01-01,Invented notice\n';
  await port.world.done('goods.importTariff', { fileName: 'tariff.csv', content: Buffer.from(tariff).toString('base64') }, { as: await port.world.makeOfficer('dutyOfficer') });
  const done = await port.world.done<{ taxCny: string; freedCny: string; linesOpen: number }>('goods.dispose', keeps({ paymentReference: 'PAID-77' }), { as: port.customs });
  expect(done).toMatchObject({ taxCny: '9720.00', freedCny: '7912.00', linesOpen: 1 });
  const { assessments } = await port.world.see<{ assessments: { totalFen: number; content: { paymentReference?: string } }[] }>('goods.consignment', { consignmentId }, { as: port.customs });
  expect(assessments.at(-1)).toMatchObject({ totalFen: 972_000, content: { paymentReference: 'PAID-77' } });
  expect(await port.world.refusedBy('goods.dispose', keeps({ items: [{ position: 1, quantity: '7' }], paymentReference: 'PAID-78' }), { as: port.customs })).toBe('quantity-exceeded');
  // What leaves again owes nothing.
  expect(await port.world.done('goods.dispose', { consignmentId, kind: 'reExport', evidence: 'Left by XX102', items: [{ position: 1, quantity: '6' }] }, { as: port.customs })).toMatchObject({ taxCny: '0.00', linesOpen: 0 });
  const { book, breaches } = await auditLedger(port.world.open.pool, port.world.eventId);
  expect(breaches).toEqual([]);
  expect(writeJournal(book.instruments, book.entries)).toMatch(/paid:.*9720\.00/u);
});
