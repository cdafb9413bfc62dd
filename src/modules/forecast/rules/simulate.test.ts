import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ChainDay } from '../shapes/day.ts';
import { bucketOf, histogramError, middleOf, quantileEstimate } from './estimates.ts';
import { withChanges } from './changes.ts';
import { checkPromise } from './promise.ts';
import { compareScenarios, simulate, Stopped } from './simulate.ts';
import { scoreDesks } from './staffing/desk-score.ts';
import { staffChain } from './staffing/plan.ts';

const example = (name: string): ChainDay => JSON.parse(readFileSync(new URL(`../../../../docs/examples/${name}.json`, import.meta.url), 'utf8')) as ChainDay;

describe('a simulated day', () => {
  test('lets 154 people of CA746 through in an hour, and does not saturate 68 counters with the peak day', () => {
    const small = simulate(example('ca746'), { replications: 40 });
    expect([small.identities.came, small.day.aboveTarget.value < 0.05, small.day.max.value < 60]).toEqual([40 * 154, true, true]);
    const peak = simulate(example('peak-day'), { replications: 10 });
    const sampling = peak.stations.find(({ station }) => station === 'sampling')!;
    expect([peak.flights.length, example('peak-day').flights.reduce((sum, { passengers }) => sum + passengers, 0)]).toEqual([23, 1804]);
    expect(sampling.utilisation).toBeLessThan(0.1);
    expect(Math.max(...sampling.quarters.map(({ utilisation }) => utilisation))).toBeLessThan(0.9);
    expect(peak.day.breach.value).toBe(0);
    expect(peak.staffMinutes['sampling']).toBe(68 * 1440);
  });

  test('differs under a what-if only by what it changes, with an interval far smaller than those of the two', () => {
    const day = example('ca746');
    const { base, scenarios } = compareScenarios(day, [{ name: 'two desks more', changes: [{ kind: 'servers', station: 'declaration', count: 2 }] }, { name: 'none', changes: [{ kind: 'servers', station: 'declaration', count: 0 }] }], { replications: 40 });
    const [more, none] = scenarios;
    expect(more!.difference.p95.high).toBeLessThan(0);
    expect(none!.difference.p95).toEqual({ value: 0, low: 0, high: 0 });
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    expect(width(more!.difference.mean)).toBeLessThan(width(base.day.mean));
    expect(more!.difference.staffMinutes).toBe(480);
    expect(withChanges(day, [{ kind: 'servers', station: 'declaration', count: -2, from: 60, until: 90 }]).stations[1]!.servers.map(({ from, until, count }) => [from, until, count])).toEqual([[0, 60, 9], [60, 90, 7], [90, 240, 9]]);
  });

  test('tells how far it is and stops when it is told', () => {
    const heard: number[] = [];
    expect(() => simulate(example('ca746'), { replications: 100, progress: (done) => heard.push(done), stopped: () => heard.length === 3 })).toThrow(Stopped);
    expect(heard).toEqual([10, 20, 30]);
  });

  test('gives quantiles within the bound that it states', () => {
    for (const value of [0, 1, 17.4, 63.4, 63.9, 64, 100, 1000.5, 43_200]) expect(Math.abs(middleOf(bucketOf(value)) - value)).toBeLessThanOrEqual(value < 64 ? histogramError.below64 : histogramError.relative * value + 1e-9);
    expect(quantileEstimate(Float64Array.from({ length: 199 }, (_, at) => at + 1), 0.95)).toMatchObject({ value: 190 });
  });

  test('keeps what it promised on 92 to 98 % of other days, and says less when the days are worse than was thought', () => {
    const day: ChainDay = { ...example('ca746'), uncertainty: { landingMinutes: { live: 5, earlier: 20, average: 30 }, noShowShare: { mean: 0.05, spread: 0.03 }, serviceFactor: { day: 0.1, station: 0.05 } } };
    const kept = checkPromise(day, { replications: 300, judgingDays: 300 }).kept;
    expect([kept > 0.92, kept < 0.98], `${kept}`).toEqual([true, true]);
    expect(checkPromise(day, { replications: 200, judged: { ...day, uncertainty: { ...day.uncertainty, serviceFactor: { day: 0.3, station: 0.1 } } } }).kept).toBeLessThan(0.92);
  });
});

describe('staffing by the chain', () => {
  test('finds servers with which the targets hold under other chance, and says so when none can', () => {
    const staffed = staffChain(example('ca746'), { mostTrials: 40 });
    expect([staffed.holds, staffed.checked.over]).toEqual([true, []]);
    expect(staffed.checked.aboveTarget.low).toBeLessThan(0.05);
    const before = simulate(example('ca746'), { replications: 1 });
    expect(staffed.staffMinutes).toBeLessThan(Object.values(before.staffMinutes).reduce((sum, minutes) => sum + minutes, 0));
    expect(staffed.demand.every(({ people, from }) => people > 0 && from % 15 === 0)).toBe(true);
    const impossible = staffChain({ ...example('ca746'), targets: { dwellMinutes: 5, share: 0.95, from: 'firstOff' } }, { mostTrials: 10 });
    expect([impossible.holds, impossible.checked.over]).toEqual([false, ['CA746']]);
  });

  test('scores desks by the public cost', () => {
    // Two minutes of work for one desk: nothing idle; then two desks at once: one more opened.
    expect(scoreDesks([2, 0], [1, 1], 10)).toEqual({ cost: 0.05 + 50, waiting: 1, beyondTarget: 0, idle: 0, opened: 1 });
    expect(scoreDesks([2, 0], [2, 2], 10)).toEqual({ cost: 6 + 100, waiting: 0, beyondTarget: 0, idle: 2, opened: 2 });
    expect(scoreDesks([2, 0, 0], [0, 0, 2], 1)).toEqual({ cost: 0.2 + 20 + 100, waiting: 4, beyondTarget: 2, idle: 0, opened: 2 });
  });
});
