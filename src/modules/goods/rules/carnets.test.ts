import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canAddItem, canRecord, canRegisterCarnet, carnetClocks, carnetRecordKinds, carnetState, itemStateOf } from './carnets.ts';
import type { Carnet, CarnetRecord, CarnetRecordKind } from './carnets.ts';
import { addDays } from './dates.ts';

const carnet: Carnet = {
  carnetId: 'c', number: 'UT 1234', association: 'Invented Chamber', country: 'UTO', holder: 'Invented Broadcaster', issuedOn: '2022-01-03', validTo: '2023-01-02', dutiesFen: 1000n, securityFen: 1100n,
  items: [{ item: 1, description: 'camera', serialNumbers: ['S1', 'S2'], quantity: 2n, valueFen: 100n }, { item: 2, description: 'cable', serialNumbers: [], quantity: 50n, valueFen: 10n }],
};
const record = (kind: CarnetRecordKind, day: string, items: Readonly<Record<number, number | undefined>> = {}, change: Partial<CarnetRecord> = {}): CarnetRecord =>
  ({ kind, day, voucher: null, place: null, reexportBy: null, items: Object.entries(items).map(([item, quantity]) => ({ item: Number(item), quantity: BigInt(quantity ?? 0) })), ...change });

/** Records what can be recorded. Shape: the records, or the code of the first refusal. */
function book(...wanted: CarnetRecord[]): CarnetRecord[] {
  const records: CarnetRecord[] = [];
  for (const one of wanted) {
    const verdict = canRecord(carnet, records, one);
    if (!verdict.ok) throw new Error(verdict.refusal.code);
    records.push(one);
  }
  return records;
}
const refusedBy = (records: CarnetRecord[], one: CarnetRecord): string => {
  const verdict = canRecord(carnet, records, one);
  return verdict.ok ? 'allowed' : verdict.refusal.code;
};
const stateOf = (records: CarnetRecord[], item: number, today: string): string => itemStateOf(carnetState(carnet, records, today).balances.get(item)!, today);

describe('a carnet', () => {
  test('is registered with a whole list, a year at most and 110 % at most; nothing is added after its issue', () => {
    expect(canRegisterCarnet(carnet)).toEqual({ ok: true });
    const codeOf = (change: Partial<Carnet>): string | undefined => { const verdict = canRegisterCarnet({ ...carnet, ...change }); return verdict.ok ? undefined : verdict.refusal.code; };
    expect([codeOf({ securityFen: 1101n }), codeOf({ validTo: '2023-01-04' }), codeOf({ items: [] }), codeOf({ items: [carnet.items[1]!] })]).toEqual(['carnet-cap-exceeded', 'carnet-term-invalid', 'carnet-list-invalid', 'carnet-list-invalid']);
    expect(canAddItem(carnet, '2022-01-03')).toMatchObject({ ok: false, refusal: { code: 'carnet-frozen' } });
    expect(canAddItem(carnet, '2022-01-02')).toEqual({ ok: true });
  });

  test('its items come and leave by number, in parts, on several vouchers, and never more than there are', () => {
    const records = book(record('import', '2022-01-10', { 1: 2, 2: 30 }, { reexportBy: '2022-03-31' }), record('import', '2022-01-20', { 2: 20 }), record('reExport', '2022-02-22', { 2: 35 }));
    expect(refusedBy(records, record('import', '2022-02-23', { 1: 1 }))).toBe('carnet-quantity-exceeded');
    expect(refusedBy(records, record('reExport', '2022-02-23', { 2: 16 }))).toBe('carnet-quantity-exceeded');
    expect(refusedBy(records, record('reExport', '2022-02-23', { 3: 1 }))).toBe('carnet-item-unknown');
    expect(refusedBy(records, record('reExport', '2022-02-23'))).toBe('carnet-items-missing');
    expect(refusedBy(records, record('reExport', '2022-02-21', { 1: 1 }))).toBe('carnet-record-early');
    expect(refusedBy(records, record('import', '2023-01-03', { 2: 1 }))).toBe('carnet-expired');
    expect(carnetState(carnet, records, '2022-03-01').balances.get(2)).toMatchObject({ imported: 50n, reExported: 35n, here: 15n, reexportBy: '2023-01-02' });
    expect([stateOf(records, 1, '2022-01-09'), stateOf(records, 1, '2022-03-31'), stateOf(records, 1, '2022-04-01'), stateOf(records, 2, '2022-04-01')]).toEqual(['abroad', 'here', 'overdue', 'here']);
    expect(stateOf([...records, record('reExport', '2022-04-02', { 1: 2 })], 1, '2022-04-02')).toBe('closed');
  });

  test('the clocks: a year to claim, six months to prove, then a deposit, final after three months', () => {
    const here = book(record('import', '2022-01-10', { 1: 2 }));
    expect(refusedBy(here, record('claim', '2024-01-03'))).toBe('carnet-claim-late');
    expect(refusedBy([], record('claim', '2023-02-01'))).toBe('carnet-nothing-here');
    const claimed = book(...here, record('claim', '2024-01-02'));
    expect(carnetClocks(carnet, carnetState(carnet, claimed, '2024-01-02'))).toEqual({ claimBy: '2024-01-02', proveBy: '2024-07-02', depositFrom: '2024-07-03', finalAfter: null });
    expect(refusedBy(claimed, record('deposit', '2024-07-02'))).toBe('carnet-deposit-early');
    expect(refusedBy(claimed, record('claim', '2024-07-02'))).toBe('carnet-claimed-already');
    const deposited = book(...claimed, record('deposit', '2024-07-03'));
    expect(carnetClocks(carnet, carnetState(carnet, deposited, '2024-07-03'))).toMatchObject({ depositFrom: null, finalAfter: '2024-10-03' });
    expect(refusedBy(deposited, record('foreignImport', '2024-10-03', { 1: 2 }))).toBe('allowed');
    expect(refusedBy(deposited, record('foreignImport', '2024-10-04', { 1: 2 }))).toBe('carnet-final');
    expect(refusedBy(deposited, record('withdrawal', '2024-10-04'))).toBe('carnet-final');
    expect(refusedBy(here, record('withdrawal', '2024-01-01'))).toBe('carnet-not-claimed');
  });

  test('a seizure stops the clocks, and what is seized does not leave; the stamp of another country proves that it did', () => {
    const records = book(record('import', '2022-01-10', { 1: 2 }, { reexportBy: '2022-03-31' }), record('seizure', '2022-03-01', { 1: 1 }));
    expect(refusedBy(records, record('reExport', '2022-03-02', { 1: 2 }))).toBe('carnet-quantity-exceeded');
    expect(stateOf(records, 1, '2022-06-01')).toBe('seized');
    const freed = book(...records, record('seizureEnd', '2022-05-30', { 1: 1 }));
    expect(carnetState(carnet, freed, '2022-05-30').balances.get(1)!.reexportBy).toBe('2022-06-29');
    const claimed = book(...freed, record('claim', '2023-03-01'), record('seizure', '2023-04-01', { 1: 1 }), record('seizureEnd', '2023-05-01', { 1: 1 }));
    expect(carnetClocks(carnet, carnetState(carnet, claimed, '2023-08-01')).proveBy).toBe('2023-10-01');
    const proven = book(...claimed, record('foreignImport', '2023-09-01', { 1: 2 }), record('withdrawal', '2023-09-02'));
    expect(stateOf(proven, 1, '2023-09-02')).toBe('closed');
    expect(carnetClocks(carnet, carnetState(carnet, proven, '2023-09-02')).proveBy).toBe(null);
  });

  test('whatever is recorded in whatever order, each item is conserved', () => {
    const any = fc.record({ kind: fc.constantFrom(...carnetRecordKinds), days: fc.nat(20), one: fc.nat(3), two: fc.nat(60) });
    fc.assert(fc.property(fc.array(any, { maxLength: 40 }), (all) => {
      const records: CarnetRecord[] = [];
      let day = carnet.issuedOn;
      for (const { kind, days, one, two } of all) {
        day = addDays(day, days);
        const wanted = record(kind, day, ['claim', 'deposit', 'withdrawal'].includes(kind) ? {} : { ...(one === 0 ? {} : { 1: one }), ...(two === 0 ? {} : { 2: two }) });
        if (canRecord(carnet, records, wanted).ok) records.push(wanted);
      }
      for (const balance of carnetState(carnet, records, day).balances.values()) {
        expect(balance.here).toBe(balance.imported - balance.reExported - balance.regularised);
        expect(balance.here >= 0n && balance.here <= balance.quantity).toBe(true);
        expect(balance.seized >= 0n).toBe(true);
        expect(balance.reexportBy === null).toBe(balance.here === 0n);
      }
    }));
  });
});
