import { describe, expect, it } from 'vitest';
import type { FlightRow } from '../../modules/flights/shapes.ts';
import { flightLine, isInWindow, queueLines, shortOf, skillLines } from './day.ts';
import type { DayRead } from './reading.ts';
import type { Duty, DwellPromise, ForecastDay } from './shapes.ts';

const at = (time: string): number => Date.parse(`2022-01-27T${time}:00Z`);
const flight = (more: Partial<FlightRow> = {}): FlightRow => ({ flightId: 'f', designator: 'ZZ1', flightDate: '2022-01-27', direction: 'arrival', state: 'inProcess', landedAt: '2022-01-27T06:00:00.000Z', departedAt: null, estimatedAt: null, scheduledAt: '2022-01-27T05:30:00.000Z', ...more }) as FlightRow;
const promise = (more: Partial<DwellPromise> = {}): DwellPromise => ({ flightId: 'f', designator: 'ZZ1', landsAt: '2022-01-27T06:10:00.000Z', persons: 20, p50Seconds: 3600, p95Seconds: 7200, targetSeconds: 5400, overTarget: 0.1, bottleneck: null, quality: 'live', promisedAt: '2022-01-27T04:00:00.000Z', actual: null, ...more });
const actual = (ended: boolean, p95Seconds: number) => ({ persons: 20, ended, p50Seconds: 1800, p95Seconds, over: 0 });

describe('a flight against its promise', () => {
  it.each([
    ['runs within it', flight(), promise(), '07:59', 'running'],
    ['is broken once it has lasted longer, from the landing and not from the time foreseen', flight(), promise(), '08:01', 'broken'],
    ['is threatened where the target will more likely be missed than kept', flight(), promise({ overTarget: 0.5 }), '07:00', 'threatened'],
    ['is kept when all are through in time, however late it is now', flight(), promise({ actual: actual(true, 7000) }), '12:00', 'kept'],
    ['goes on while some are still in the hall, however fast the others were', flight(), promise({ actual: actual(false, 3000) }), '08:01', 'broken'],
    ['is broken when all were through too late', flight({ state: 'handedOver' }), promise({ actual: actual(true, 7300) }), '12:00', 'broken'],
    ['has none where nothing was promised', flight(), undefined, '12:00', 'none'],
    ['is threatened before it lands too', flight({ landedAt: null, state: 'planned' }), promise({ overTarget: 0.9 }), '05:00', 'threatened'],
  ] as const)('%s', (_what, row, promised, now, verdict) => {
    expect(flightLine(row, promised, at(now))?.verdict).toBe(verdict);
  });

  it('stands where it landed, and before that where the promise says', () => {
    expect(flightLine(flight(), promise(), at('07:00'))).toMatchObject({ at: at('06:00'), half: at('07:00'), most: at('08:00'), target: at('07:30'), until: at('07:00') });
    expect(flightLine(flight({ landedAt: null, state: 'planned' }), promise(), at('05:00'))).toMatchObject({ at: at('06:10'), until: undefined });
    expect(flightLine(flight({ landedAt: null, scheduledAt: null }), undefined, at('05:00'))).toBeUndefined();
  });

  it('stays in the window while it is open, and leaves it when it has ended', () => {
    const open = flightLine(flight(), undefined, at('20:00'))!;
    expect(isInWindow(open, at('15:00'), at('23:00'))).toBe(true);
    expect(isInWindow(flightLine(flight({ state: 'closed' }), undefined, at('20:00'))!, at('15:00'), at('23:00'))).toBe(false);
  });
});

describe('the staff', () => {
  const duty = (skill: string, present: Duty['present'], from = '00:00', until = '08:00'): Duty => ({ personId: `${skill}${present}`, staffNumber: '', nameEn: '', nameZh: '', pointCode: 'PEK', tier: 'front', shift: 'D', skill, from: `2022-01-27T${from}:00.000Z`, until: `2022-01-27T${until}:00.000Z`, present });
  const dayStart = at('00:00') - 8 * 3_600_000;

  it('is short by the need where one was computed, else by who has not come', () => {
    const duties = [duty('sampling', 'on'), duty('sampling', 'missing'), duty('screening', 'missing'), duty('baggage', 'not-yet', '09:00', '17:00')];
    // 06:00 UTC is minute 840 of the day in the zone.
    const lines = skillLines(duties, { need: [{ skill: 'sampling', slots: [{ from: 825, people: 9 }, { from: 840, people: 4 }, { from: 855, people: 9 }] }] }, dayStart, at('06:00'));
    expect(lines.map((line) => [line.skill, line.on, line.rostered, line.need, shortOf(line)])).toEqual([['sampling', 1, 2, 4, 3], ['screening', 0, 1, undefined, 1]]);
    expect(skillLines(duties, undefined, dayStart, at('07:30')).find((line) => line.skill === 'baggage')).toMatchObject({ rostered: 0, nextRostered: 1 });
  });
});

describe('the queues', () => {
  const slot = (from: number, queueP95: number, breach: number) => ({ from, queueMean: queueP95 / 2, queueP95, waitMean: 1, waitP95: 3, breach, servers: 2, utilisation: 0.5 });
  const forecast: ForecastDay = {
    forecast: { forecastId: 'x', computedAt: '2022-01-27T00:00:00.000Z', replications: 10, targetMinutes: 60, bottleneck: null, stations: [{ station: 'sampling', skill: 'sampling', slots: [slot(825, 80, 0), slot(840, 6, 0.6)] }, { station: 'temperature', skill: null, slots: [slot(840, 30, 0)] }, { station: 'baggage', skill: null, slots: [slot(840, 2, 0)] }] },
    promises: [], live: [{ station: 'temperature', waiting: 31, oldestSeconds: 600, doneLastHour: 40 }, { station: 'baggage', waiting: 1, oldestSeconds: 3601, doneLastHour: 2 }],
  };

  it('are wrong where the target is missed, late where more wait than was foreseen for this quarter', () => {
    const lines = queueLines({ forecast: { data: forecast, refused: undefined } } as DayRead, at('00:00') - 8 * 3_600_000, at('06:00'));
    expect(lines.map((line) => [line.station, line.tone])).toEqual([['sampling', 'wrong'], ['baggage', 'wrong'], ['temperature', 'late']]);
    expect(lines[0]!.slot?.queueP95).toBe(6);
  });
});
