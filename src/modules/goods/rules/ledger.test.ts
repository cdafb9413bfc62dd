import { describe, expect, test } from 'vitest';
import { canCloseBooks } from './ledger.ts';
import { movementOf } from './ledger/state.ts';
import { letter, reserve, SampleBook, workedJournal } from './ledger/sample.ts';
import { verifyBook } from './ledger/verifying.ts';
import type { LedgerEntry } from './ledger/accounts.ts';

const line = (id: string) => ({ instrumentId: 'A', lineId: id });
const available = (sample: SampleBook, id = 'A'): bigint => sample.state.instruments.get(id)!.balances.available;
const breachesOf = (sample: SampleBook) => verifyBook(sample.book.instruments, sample.book.entries).breaches;

describe('the worked journal', () => {
  test('ends with the whole limit available again, and holds every invariant', () => {
    const sample = workedJournal();
    const { balances } = sample.state.instruments.get('games')!;
    expect([balances.available, balances.limit, balances.paid, balances.assessed]).toEqual([5_000_000_000n, -5_000_000_000n, 5_615_792n, -5_615_792n]);
    const back = sample.entries.filter((entry) => entry.kind === 'commit').map((entry) => movementOf(entry.transfers, 'available'));
    expect(back.reduce((sum, one) => sum + one, 0n)).toBe(460_520n);
    expect(breachesOf(sample)).toEqual([]);
    expect(canCloseBooks(sample.state)).toEqual({ ok: true });
  });
});

describe('reserve and commit', () => {
  test('more is taken from what is available when more is assessed, and refused when that is short', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n), '2022-01-04');
    sample.done(reserve('A', 'one', 600n), '2022-01-05');
    expect(sample.refused(reserve('A', 'two', 401n), '2022-01-05')).toBe('cover-short');
    expect(sample.refused({ kind: 'commit', ...line('one'), amountFen: 1001n }, '2022-01-06')).toBe('cover-short');
    expect(sample.refused({ kind: 'commit', ...line('one'), amountFen: 1201n }, '2022-01-06')).toBe('cap-exceeded');
    sample.done({ kind: 'commit', ...line('one'), amountFen: 1000n }, '2022-01-06');
    expect(available(sample)).toBe(0n);
    expect(sample.refused({ kind: 'commit', ...line('one'), amountFen: 1n }, '2022-01-06')).toBe('line-not-reserved');
  });

  test('G8: the instrument must outlive the deadline by the time in which customs may claim', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n, { endsOn: '2022-10-07' }), '2022-01-04');
    expect(sample.refused(reserve('A', 'one', 10n, { deadline: '2022-07-10' }), '2022-01-05')).toBe('instrument-ends-early');
    sample.done(reserve('A', 'one', 10n, { deadline: '2022-07-09' }), '2022-01-05');
    expect(sample.refused({ kind: 'extendLine', ...line('one'), deadline: '2022-08-01' }, '2022-02-01')).toBe('instrument-ends-early');
    sample.done({ kind: 'extend', instrumentId: 'A', endsOn: '2022-12-31' }, '2022-02-01');
    sample.done({ kind: 'extendLine', ...line('one'), deadline: '2022-08-01' }, '2022-02-01');
    expect(sample.refused(reserve('A', 'two', 10n), '2021-12-31')).toBe('instrument-not-begun');
    expect(sample.refused(reserve('A', 'two', 10n, { deadline: '2023-01-10' }), '2023-01-01')).toBe('instrument-ended');
  });

  test('G9: a line is secured once; G10: never for more than its highest tax, 110 % of it under a carnet', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n), '2022-01-04');
    sample.done(letter('B', 1000n), '2022-01-04');
    sample.done(letter('C', 1000n, { instrumentKind: 'carnet' }), '2022-01-04');
    sample.done(reserve('A', 'one', 100n), '2022-01-05');
    expect(sample.refused(reserve('B', 'one', 100n), '2022-01-05')).toBe('line-secured-already');
    expect(sample.refused(reserve('A', 'two', 101n, { highestTaxFen: 100n }), '2022-01-05')).toBe('cap-exceeded');
    expect(sample.refused(reserve('C', 'two', 111n, { highestTaxFen: 100n }), '2022-01-05')).toBe('cap-exceeded');
    sample.done(reserve('C', 'two', 110n, { highestTaxFen: 100n }), '2022-01-05');
    expect(sample.refused({ kind: 'move', instrumentId: 'A', toInstrumentId: 'C', lineId: 'one' }, '2022-01-05')).toBe('instruments-mixed');
    sample.done({ kind: 'releaseReserve', ...line('one') }, '2022-01-06');
    sample.done(reserve('B', 'one', 100n), '2022-01-06');
    expect(sample.refused({ kind: 'discharge', instrumentId: 'A', lineId: 'one', quantity: 1n, reason: 'lost' }, '2022-01-06')).toBe('line-not-secured');
  });
});

describe('discharge', () => {
  test('shares are rounded down cumulatively, and the last piece takes the remainder', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n), '2022-01-04');
    sample.done(reserve('A', 'one', 100n, { quantity: 3n }), '2022-01-05');
    expect(sample.refused({ kind: 'discharge', ...line('one'), quantity: 1n, reason: 'reExported' }, '2022-01-06')).toBe('line-not-committed');
    sample.done({ kind: 'commit', ...line('one'), amountFen: 100n }, '2022-01-06');
    for (const expected of [933n, 966n, 1000n]) {
      sample.done({ kind: 'discharge', ...line('one'), quantity: 1n, reason: 'reExported' }, '2022-03-01');
      expect(available(sample)).toBe(expected);
    }
    expect(sample.refused({ kind: 'discharge', ...line('one'), quantity: 1n, reason: 'reExported' }, '2022-03-01')).toBe('quantity-exceeded');
    expect(breachesOf(sample)).toEqual([]);
  });

  test('one obtained wrongly is reopened once, from what is available', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 100n), '2022-01-04');
    sample.done(reserve('A', 'one', 100n), '2022-01-05');
    sample.done({ kind: 'commit', ...line('one'), amountFen: 100n }, '2022-01-06');
    const dischargeId = sample.done({ kind: 'discharge', ...line('one'), quantity: 5n, reason: 'reExported' }, '2022-03-01');
    sample.done(reserve('A', 'two', 40n), '2022-03-02');
    const again = { kind: 'reopen', instrumentId: 'A', dischargeId, reason: 'seal of another consignment' } as const;
    expect(sample.refused(again, '2022-03-03')).toBe('cover-short');
    sample.done({ kind: 'releaseReserve', ...line('two') }, '2022-03-04');
    sample.done(again, '2022-03-04');
    expect(sample.refused(again, '2022-03-05')).toBe('discharge-reopened');
    expect(sample.refused({ ...again, dischargeId: 'entry-1-1' }, '2022-03-05')).toBe('discharge-unknown');
    expect([available(sample), sample.state.covers.get('one')![0]!.committed]).toEqual([0n, 100n]);
    expect(breachesOf(sample)).toEqual([]);
  });
});

describe('claims', () => {
  function claimed(change = {}): { sample: SampleBook; claimId: string } {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n, change), '2022-01-04');
    sample.done(reserve('A', 'one', 100n), '2022-01-05');
    sample.done({ kind: 'commit', ...line('one'), amountFen: 100n }, '2022-01-06');
    sample.done({ kind: 'discharge', ...line('one'), quantity: 4n, reason: 'reExported' }, '2022-03-01');
    return { sample, claimId: sample.done({ kind: 'claim', ...line('one'), quantity: 6n, proofBy: '2022-08-31' }, '2022-07-11') };
  }

  test('proof in time puts a part back, the rest is called, and the guarantor tops up', () => {
    const { sample, claimId } = claimed();
    expect(sample.refused({ kind: 'move', instrumentId: 'A', toInstrumentId: 'B', lineId: 'one' }, '2022-07-12')).toBe('instrument-unknown');
    expect(sample.refused({ kind: 'call', instrumentId: 'A', claimId, quantity: 6n }, '2022-08-31')).toBe('call-early');
    sample.done({ kind: 'proofInTime', instrumentId: 'A', claimId, quantity: 1n }, '2022-08-31');
    sample.done({ kind: 'discharge', ...line('one'), quantity: 1n, reason: 'reExported' }, '2022-08-31');
    expect(sample.refused({ kind: 'proofInTime', instrumentId: 'A', claimId, quantity: 1n }, '2022-09-01')).toBe('proof-late');
    sample.done({ kind: 'call', instrumentId: 'A', claimId, quantity: 5n }, '2022-09-01');
    const { balances } = sample.state.instruments.get('A')!;
    expect([balances.available, balances.called, balances.paid, balances.claimed]).toEqual([950n, 50n, 50n, 0n]);
    expect(sample.refused({ kind: 'call', instrumentId: 'A', claimId, quantity: 1n }, '2022-09-02')).toBe('claim-settled');
    expect(sample.refused({ kind: 'reinstate', instrumentId: 'A', amountFen: 51n }, '2022-09-02')).toBe('called-exceeded');
    expect(canCloseBooks(sample.state)).toEqual({ ok: true });
    sample.done({ kind: 'reinstate', instrumentId: 'A', amountFen: 50n }, '2022-09-02');
    expect(available(sample)).toBe(1000n);
    expect(breachesOf(sample)).toEqual([]);
  });

  test('a waiver has nobody to call, a claim comes in its time, and open books do not close', () => {
    const { sample, claimId } = claimed({ instrumentKind: 'waiver' });
    expect(sample.refused({ kind: 'call', instrumentId: 'A', claimId, quantity: 6n }, '2022-09-01')).toBe('waiver-not-callable');
    expect(canCloseBooks(sample.state)).toMatchObject({ ok: false, refusal: { code: 'cover-open', params: { openFen: '60' } } });
    sample.done(reserve('A', 'two', 100n), '2022-07-10');
    sample.done({ kind: 'commit', ...line('two'), amountFen: 100n }, '2022-07-10');
    expect(sample.refused({ kind: 'claim', ...line('two'), quantity: 1n, proofBy: '2022-12-31' }, '2022-10-09')).toBe('claim-late');
  });

  test('cash that is called goes to the treasury; what is given back waits three months and a year', () => {
    const { sample, claimId } = claimed({ instrumentKind: 'cashDeposit' });
    sample.done({ kind: 'call', instrumentId: 'A', claimId, quantity: 6n }, '2022-09-01');
    const first = sample.done({ kind: 'decrease', instrumentId: 'A', amountFen: 300n }, '2022-11-30');
    const second = sample.done({ kind: 'decrease', instrumentId: 'A', amountFen: 40n }, '2022-11-30');
    sample.done({ kind: 'refundPaid', instrumentId: 'A', refundId: first }, '2022-12-01');
    const next = (kind: 'refundPaid' | 'refundNotice' | 'refundForfeit') => ({ kind, instrumentId: 'A', refundId: second });
    expect(sample.refused({ ...next('refundPaid'), refundId: first }, '2022-12-02')).toBe('refund-settled');
    expect(sample.refused(next('refundForfeit'), '2026-12-02')).toBe('refund-treasury-early');
    expect(sample.refused(next('refundNotice'), '2023-02-27')).toBe('refund-notice-early');
    sample.done(next('refundNotice'), '2023-02-28');
    expect(sample.refused(next('refundForfeit'), '2024-02-27')).toBe('refund-treasury-early');
    sample.done(next('refundForfeit'), '2024-02-28');
    expect(sample.refused({ kind: 'expire', instrumentId: 'A' }, '2023-06-30')).toBe('instrument-not-ended');
    sample.done({ kind: 'expire', instrumentId: 'A' }, '2024-02-28');
    const { balances } = sample.state.instruments.get('A')!;
    expect([balances.treasury, balances.cash_held, balances.refund_due, balances.cash_paid_in, -balances.limit, balances.called]).toEqual([100n, 0n, 600n, -700n, 60n, 60n]);
    expect(breachesOf(sample)).toEqual([]);
  });
});

describe('move', () => {
  test('takes what is left of a line to another instrument, all or nothing', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n), '2022-01-04');
    sample.done(letter('B', 50n), '2022-01-04');
    sample.done(reserve('A', 'one', 100n), '2022-01-05');
    sample.done({ kind: 'commit', ...line('one'), amountFen: 100n }, '2022-01-06');
    sample.done({ kind: 'discharge', ...line('one'), quantity: 4n, reason: 'donated' }, '2022-02-01');
    const move = { kind: 'move', instrumentId: 'A', toInstrumentId: 'B', lineId: 'one' } as const;
    expect(sample.refused(move, '2022-02-02')).toBe('cover-short');
    expect(sample.refused({ ...move, toInstrumentId: 'A' }, '2022-02-02')).toBe('instruments-same');
    sample.done({ kind: 'increase', instrumentId: 'B', amountFen: 10n }, '2022-02-02');
    sample.done(move, '2022-02-02');
    expect([available(sample), available(sample, 'B')]).toEqual([1000n, 0n]);
    sample.done({ kind: 'discharge', instrumentId: 'B', lineId: 'one', quantity: 6n, reason: 'reExported' }, '2022-03-01');
    expect(available(sample, 'B')).toBe(60n);
    expect(breachesOf(sample)).toEqual([]);
  });
});

describe('the check of a book', () => {
  const changed = (change: (entries: LedgerEntry[]) => void): string[] => {
    const { book } = workedJournal();
    const entries = structuredClone(book.entries) as LedgerEntry[];
    change(entries);
    return [...new Set(verifyBook(book.instruments, entries).breaches.map((breach) => breach.invariant))];
  };
  const put = (entries: LedgerEntry[], at: number, change: Partial<LedgerEntry>): void => void (entries[at] = { ...entries[at]!, ...change });

  test('finds what was left out, doubled, enlarged, moved to another account or another time', () => {
    expect(changed(() => undefined)).toEqual([]);
    expect(changed((entries) => entries.splice(3, 1))).toContain('G6');
    expect(changed((entries) => entries.splice(4, 0, entries[3]!))).toContain('G6');
    expect(changed((entries) => put(entries, 1, { transfers: [{ debit: 'reserved', credit: 'available', amountFen: 5_000_000_001n, lineId: 'line 1' }] }))).toContain('G3');
    expect(changed((entries) => put(entries, 1, { transfers: [{ debit: 'committed', credit: 'available', amountFen: 1n, lineId: 'line 1' }] }))).toContain('G1');
    expect(changed((entries) => put(entries, 5, { transfers: [{ debit: 'available', credit: 'committed', amountFen: 8_423_687n, lineId: 'line 1' }] }))).toContain('G5');
    expect(changed((entries) => put(entries, 2, { day: '2022-01-01' }))).toContain('G6');
    expect(changed((entries) => put(entries, 1, { terms: { capFen: 5n, deadline: '2022-07-10' } }))).toContain('G10');
    expect(changed((entries) => put(entries, 1, { terms: { capFen: 9_000_000n, deadline: '2023-07-10' } }))).toContain('G8');
  });
});
