import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecastCover, planFromLedger, withChanges } from './cover-forecast.ts';
import type { CoverPlan, PlannedCover } from './cover-forecast.ts';
import { addDays, addMonths } from './dates.ts';
import { letter, reserve, SampleBook } from './ledger/sample.ts';

const planned = (id: string, arrivesOn: string, amountFen: bigint, ...leaves: [string, bigint][]): PlannedCover => ({ id, arrivesOn, amountFen, leaves: leaves.map(([day, amount]) => ({ day, amountFen: amount })) });
const plan: CoverPlan = {
  from: '2022-01-10', to: '2022-03-31', limitFen: 1000n, boundFen: 100n, limitChanges: [],
  planned: [planned('cameras', '2022-01-20', 600n, ['2022-02-22', 600n]), planned('sledges', '2022-02-01', 400n, ['2022-02-20', 150n], ['2022-03-20', 250n])],
};

describe('the forecast of cover', () => {
  test('names the day on which it runs dry, who arrives then, and when to warn', () => {
    const forecast = forecastCover(plan, 14);
    expect(forecast.dry).toEqual({ day: '2022-02-01', missingFen: 100n, arrivals: ['sledges'] });
    expect([forecast.warnOn, forecast.peak, forecast.missingFen]).toEqual(['2022-01-18', { day: '2022-02-01', peakFen: 1100n }, 100n]);
    expect(forecast.days.length).toBe(81);
    expect(forecast.days.at(-1)).toEqual({ day: '2022-03-31', limitFen: 1000n, peakFen: 100n, boundFen: 100n, availableFen: 900n });
    expect(forecastCover(plan, 60).warnOn).toBe('2022-01-10');
  });

  test('what if: a shift past the other departure, a drop, a higher limit in time each suffice; a late one and one more do not', () => {
    const missing = (...changes: Parameters<typeof withChanges>[1]): bigint => forecastCover(withChanges(plan, changes), 14).missingFen;
    expect(missing({ kind: 'shift', id: 'sledges', days: 22 })).toBe(0n);
    expect(missing({ kind: 'shift', id: 'sledges', days: 21 })).toBe(100n);
    expect(missing({ kind: 'drop', id: 'cameras' })).toBe(0n);
    expect(missing({ kind: 'raise', day: '2022-02-01', amountFen: 100n })).toBe(0n);
    expect(missing({ kind: 'raise', day: '2022-02-02', amountFen: 100n })).toBe(100n);
    expect(missing({ kind: 'drop', id: 'cameras' }, { kind: 'add', planned: planned('horses', '2022-02-05', 501n) })).toBe(1n);
    expect(missing({ kind: 'shift', id: 'nobody', days: 3 })).toBe(100n);
    expect(forecastCover(plan, 14).missingFen).toBe(100n);
  });

  test('on any day it is what a count of that day alone says', () => {
    const day = fc.integer({ min: -5, max: 40 }).map((days) => addDays('2022-01-10', days));
    const one = fc.record({ arrivesOn: day, leavesOn: day, amount: fc.bigInt({ min: 0n, max: 1000n }) });
    fc.assert(fc.property(fc.array(one, { maxLength: 30 }), (all) => {
      const covers = all.map(({ arrivesOn, leavesOn, amount }, index) => planned(`c${index}`, arrivesOn, amount, [leavesOn, amount]));
      const forecast = forecastCover({ ...plan, planned: covers, to: '2022-02-10' }, 7);
      for (const { day: today, peakFen, boundFen } of forecast.days) {
        const here = covers.filter(({ arrivesOn }) => arrivesOn <= today);
        const left = (until: string, strictly: boolean): bigint => here.reduce((sum, cover) => {
          const leaves = cover.leaves[0]!.day < cover.arrivesOn ? cover.arrivesOn : cover.leaves[0]!.day;
          const effective = leaves < plan.from ? plan.from : leaves;
          return (strictly ? effective < until : effective <= until) ? sum + cover.amountFen : sum;
        }, 0n);
        const all = here.reduce((sum, cover) => sum + cover.amountFen, 100n);
        expect([peakFen, boundFen]).toEqual([all - left(today, true), all - left(today, false)]);
      }
      expect(forecast.missingFen).toBe(forecast.days.reduce((most, { availableFen }) => (-availableFen > most ? -availableFen : most), 0n));
    }));
  });

  test('begins with what the book binds, frees it as discharges will be decided, and ends limits with their terms', () => {
    const sample = new SampleBook();
    sample.done(letter('A', 1000n, { endsOn: '2022-12-31' }), '2022-01-04');
    sample.done(letter('B', 70n, { endsOn: '2022-02-28', claimDays: 0 }), '2022-01-04');
    sample.done(letter('C', 9999n, { instrumentKind: 'carnet' }), '2022-01-04');
    sample.done(reserve('A', 'one', 100n, { quantity: 3n }), '2022-01-05');
    sample.done({ kind: 'commit', instrumentId: 'A', lineId: 'one', amountFen: 100n }, '2022-01-06');
    sample.done(reserve('C', 'two', 500n), '2022-01-06');
    const leave = (day: string, quantity: bigint) => ({ lineId: 'one', day, quantity });
    const made = planFromLedger(sample.state, { from: '2022-01-10', to: '2022-03-10' }, [planned('horses', '2022-03-01', 990n)], [leave('2022-02-20', 1n), leave('2022-02-10', 1n), leave('2022-03-05', 7n)]);
    const { days, dry } = forecastCover(made, 14);
    const bound = (day: string): bigint => days.find((one) => one.day === day)!.boundFen;
    expect([bound('2022-01-10'), bound('2022-02-10'), bound('2022-02-20'), bound('2022-03-05')]).toEqual([100n, 67n, 34n, 990n]);
    expect([days[0]!.limitFen, days.at(-1)!.limitFen]).toEqual([1070n, 1000n]);
    expect(dry).toEqual({ day: '2022-03-01', missingFen: 24n, arrivals: ['horses'] });
  });

  test('takes a hundred thousand events in well under a second', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => planned(`c${index}`, addDays('2022-01-10', index % 60), 1n, [addDays('2022-02-10', index % 40), 1n]));
    const began = performance.now();
    forecastCover({ ...plan, planned: many }, 14);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

test('months are counted to the end of a shorter month', () => {
  expect([addMonths('2022-11-30', 3), addMonths('2024-01-31', 1), addMonths('2022-01-31', 12), addMonths('2022-03-31', -1)]).toEqual(['2023-02-28', '2024-02-29', '2023-01-31', '2022-02-28']);
});
