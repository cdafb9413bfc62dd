import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../kernel/money.ts';
import { illustrativeRates } from './catalogue/exchange.ts';
import { roundingSettings } from './catalogue/tax-settings.ts';
import { findRate } from './rules/exchange.ts';
import { compositePrice, computeCharge, computeLine, UnusableCharge, UnusableLine } from './rules/tax.ts';
import type { ChargeRequest, Levy, Relief, Rounding } from './rules/tax.ts';
import { assess, catalogueSettings, writeExact } from './rules/tax/assessment.ts';
import type { ChargeOwed } from './rules/tax/assessment.ts';
import { computeCustomsValue } from './rules/tax/customs-value.ts';
import { latePayment } from './rules/tax/late-payment.ts';

const fen: Rounding = { mode: 'half-up', scale: 2 };
const owed = (kind: ChargeOwed['kind'], levy: Record<string, string>, relief?: Relief): ChargeOwed => ({ kind, levy: Object.fromEntries(Object.entries(levy).map(([name, text]) => [name, Exact.get(text)])) as Levy, relief, source: 'test' });
const spirits = [owed('duty', { rate: '0.10' }), owed('consumptionTax', { rate: '0.20', amountPerUnit: '0.50', quantity: '60' }), owed('vat', { rate: '0.13' })];
const day = '2022-01-27';

describe('the worked examples', () => {
  it('temporary goods that were not re-exported, and paid ten days late', () => {
    const { lines: [line], totalFen } = assess([{ id: '1', value: Exact.get('637000.00'), charges: [owed('duty', { rate: '0.08' }), owed('vat', { rate: '0.13' })] }], day);
    expect(line!.charges.map((charge) => charge.amountFen)).toEqual([50_960_00n, 89_434_80n]);
    expect(line!.charges.map((charge) => charge.computation)).toEqual(['637000.00 × 8% = 50960.00', '687960.00 × 13% = 89434.80']);
    expect(totalFen).toBe(140_394_80n);
    expect(latePayment({ amountFen: totalFen, dueDay: '2022-03-01', paidDay: '2022-03-11' })).toMatchObject({ daysLate: 10, amountFen: 701_97n });
    expect(latePayment({ amountFen: totalFen, dueDay: '2022-03-01', paidDay: '2022-02-11' }).amountFen).toBe(0n);
  });

  it('spirits, half up and truncated as the dated setting says', () => {
    const goods = [{ id: '1', value: Exact.get('10000'), charges: spirits }];
    const { lines: [line] } = assess(goods, day);
    expect(line!.charges.map((charge) => charge.amountFen)).toEqual([1_000_00n, 2_787_50n, 1_792_38n]);
    expect(writeExact(line!.charges[1]!.base, 2)).toBe('13787.50');
    expect(line!.charges[1]!).toMatchObject({ working: 'compound', computation: '13787.50 × 20% + 60 × 0.50 = 2787.50' });
    const truncating = { ...catalogueSettings, roundings: roundingSettings.map((row) => (row.of === 'vat' ? { ...row, mode: 'down' as const, validFrom: '2022-01-01' } : row)) };
    expect(assess(goods, day, truncating).lines[0]!.charges[2]!.amountFen).toBe(1_792_37n);
    expect(() => assess(goods, '2021-06-01', truncating)).toThrow('nothing-in-force');
  });
});

describe('a customs value', () => {
  it('adds its parts, each at its own rate, and is rounded once', () => {
    const part = (name: 'price' | 'addition' | 'freight' | 'insurance', amount: string, currency: string) => ({ part: name, amount: Exact.get(amount), currency, exchangeRate: findRate(illustrativeRates, currency, day).rate });
    const { value, computed } = computeCustomsValue([part('price', '1000.01', 'USD'), part('addition', '10', 'EUR'), part('freight', '333', 'JPY'), part('insurance', '5', 'CNY')], fen);
    expect(writeExact(computed)).toBe('6465.583745');
    expect(value.toText(2)).toBe('6465.58');
  });

  it('wants a price, and a rate for a foreign currency', () => {
    const price = { part: 'price' as const, amount: Exact.one, currency: 'USD' };
    expect(() => computeCustomsValue([{ ...price, part: 'freight' }], fen)).toThrow('price');
    expect(() => computeCustomsValue([price], fen)).toThrow('exchange rate');
    expect(() => computeCustomsValue([{ ...price, currency: 'CNY', exchangeRate: Exact.get('6.4') }], fen)).toThrow('not 1');
    expect(() => findRate(illustrativeRates, 'USD', '2022-04-01')).toThrow('exchange-rate-missing');
    expect(() => findRate(illustrativeRates, 'XXX', day)).toThrow('exchange-rate-missing');
  });
});

describe('a charge', () => {
  const levy = (rate: string, amountPerUnit: string, combination?: 'lower' | 'higher'): Levy => ({ rate: Exact.get(rate), amountPerUnit: Exact.get(amountPerUnit), quantity: Exact.get('10'), combination });
  const amount = (of: Levy, relief?: Relief): string => computeCharge({ kind: 'duty', levy: of, relief, rounding: fen }, Exact.get('1000')).payable.toText(2);

  it('is by value, by unit, both, or the lower or higher of the two', () => {
    expect(amount({ rate: Exact.get('0.08') })).toBe('80.00');
    expect(amount({ amountPerUnit: Exact.get('0.5'), quantity: Exact.get('10') })).toBe('5.00');
    expect([amount(levy('0.08', '5')), amount(levy('0.08', '5', 'lower')), amount(levy('0.08', '5', 'higher'))]).toEqual(['130.00', '50.00', '80.00']);
  });

  it('is relieved by a share or an amount, never below nothing', () => {
    expect([{ share: Exact.get('0.25') }, { share: Exact.one }, { amount: Exact.get('30') }, { amount: Exact.get('90') }].map((relief) => amount({ rate: Exact.get('0.08') }, relief))).toEqual(['60.00', '0.00', '50.00', '0.00']);
    expect(() => amount({ rate: Exact.get('0.08') }, { share: Exact.get('1.01') })).toThrow(UnusableCharge);
  });

  it('is refused by field when something is missing, and all of a line at once', () => {
    const ask = (kind: ChargeRequest['kind'], of: Levy): ChargeRequest => ({ kind, levy: of, rounding: fen });
    const line = { customsValue: Exact.get('100'), charges: [ask('vat', { rate: Exact.get('0.13') }), ask('duty', {}), ask('consumptionTax', { rate: Exact.one }), ask('other', { rate: Exact.one }), ask('duty', { amountPerUnit: Exact.one })] };
    try {
      computeLine(line);
      expect.unreachable();
    } catch (error) {
      expect((error as UnusableLine).problems.map(({ charge, field }) => `${charge} ${field}`)).toEqual(['1 rate', '2 rate', '3 base', '4 quantity']);
    }
  });
});

describe('a small duty', () => {
  const assessed = (value: string, on: string) => assess([{ id: '1', value: Exact.get(value), charges: spirits }], on);

  it('is exempt up to the figure of its day, and the bases are computed without it', () => {
    const small = assessed('500', day);
    expect(small.dutyExemption).toMatchObject({ applied: true, upToFen: 50_00n });
    expect(small.totalsFen.duty).toBe(0n);
    expect(writeExact(small.lines[0]!.charges[2]!.base)).toBe('662.5');
    expect(assessed('500.10', day)).toMatchObject({ dutyExemption: { applied: false }, totalsFen: { duty: 50_01n } });
    expect(assessed('500', '2024-12-01')).toMatchObject({ dutyExemption: null, totalsFen: { duty: 50_00n } });
  });
});

const money = fc.bigInt({ min: 0n, max: 10n ** 12n }).map((amount) => Exact.fraction(amount, 100n));
const rate = fc.bigInt({ min: 0n, max: 950n }).map((thousandths) => Exact.fraction(thousandths, 1000n));
const rounding = fc.record({ mode: fc.constantFrom('half-up', 'half-even', 'half-down', 'up', 'down', 'ceiling', 'floor'), scale: fc.integer({ min: 0, max: 4 }) }) as fc.Arbitrary<Rounding>;
const relief = fc.option(fc.oneof(rate.map((share) => ({ share })), money.map((amount) => ({ amount }))), { nil: undefined });
const anyLine = fc.record({ customsValue: money, dutyRate: rate, taxRate: rate, amountPerUnit: money, quantity: money, vatRate: rate, rounding, reliefs: fc.tuple(relief, relief, relief) });
type AnyLine = typeof anyLine extends fc.Arbitrary<infer Line> ? Line : never;

function requests(line: AnyLine, relieved: boolean): ChargeRequest[] {
  const levies: [ChargeRequest['kind'], Levy][] = [['duty', { rate: line.dutyRate }], ['consumptionTax', { rate: line.taxRate, amountPerUnit: line.amountPerUnit, quantity: line.quantity }], ['vat', { rate: line.vatRate }]];
  return levies.map(([kind, levy], at) => ({ kind, levy, rounding: line.rounding, relief: relieved ? line.reliefs[at] : undefined }));
}

describe('invariants', () => {
  it('the base of value-added tax is the composite price, with and without a specific part, while nothing is rounded or relieved', () => {
    fc.assert(fc.property(anyLine, (line) => {
      const { charges: [duty, tax, vat] } = computeLine({ customsValue: line.customsValue, carry: 'exact', charges: requests(line, false) });
      expect(vat!.base.equals(tax!.base)).toBe(true);
      expect(vat!.base.equals(compositePrice(line.customsValue, duty!.computed, tax!.levy))).toBe(true);
    }));
  });

  it('and not where the composite price forgets the specific part', () => {
    const levy = { rate: Exact.get('0.2'), amountPerUnit: Exact.get('0.5'), quantity: Exact.get('60') };
    const forgetful = compositePrice(Exact.get('10000'), Exact.get('1000'), { rate: levy.rate });
    const tax = computeCharge({ kind: 'consumptionTax', levy, rounding: fen }, forgetful);
    expect(Exact.get('11000').plus(tax.computed).equals(forgetful)).toBe(false);
  });

  it('rounding in between moves that base by less than one unit for each rounded charge', () => {
    fc.assert(fc.property(anyLine, (line) => {
      const [assessed, exact] = (['assessed', 'exact'] as const).map((carry) => computeLine({ customsValue: line.customsValue, carry, charges: requests(line, false) }).charges[2]!.base);
      const moved = assessed!.minus(exact!);
      // The duty's error reaches the base through the composite price too, so it is divided by 1 − rate.
      const most = Exact.fraction(1n, 10n ** BigInt(line.rounding.scale)).times(Exact.one.plus(Exact.one.dividedBy(Exact.one.minus(line.taxRate))));
      expect((moved.sign < 0 ? Exact.zero.minus(moved) : moved).compare(most)).toBeLessThan(0);
    }));
  });

  it('the total is the sum of the rounded charges, a relief never makes one negative, and relieved and payable are the computed one rounded', () => {
    fc.assert(fc.property(anyLine, (line) => {
      const { charges, total } = computeLine({ customsValue: line.customsValue, charges: requests(line, true) });
      expect(charges.reduce((sum, charge) => sum.plus(charge.payable), Exact.zero).equals(total)).toBe(true);
      for (const charge of charges) {
        expect(charge.payable.sign).toBeGreaterThanOrEqual(0);
        expect(charge.relieved.sign).toBeGreaterThanOrEqual(0);
        expect(charge.relieved.plus(charge.payable).equals(charge.computed.rounded(charge.rounding.scale, charge.rounding.mode))).toBe(true);
      }
    }));
  });

  it('a higher customs value never lowers a charge', () => {
    fc.assert(fc.property(anyLine, money, (line, more) => {
      const [lower, higher] = [line.customsValue, line.customsValue.plus(more)].map((customsValue) => computeLine({ customsValue, charges: requests(line, false) }).charges);
      for (const [at, charge] of lower!.entries()) expect(charge.payable.compare(higher![at]!.payable)).toBeLessThanOrEqual(0);
    }));
  });
});
