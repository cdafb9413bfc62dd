import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consignmentKinds } from '../../prescribed/catalogue/consignment-kinds.ts';
import { chinaCalendar } from '../catalogue/holidays.ts';
import { canBook, layOutWindows, queueOf } from './appointments.ts';
import { isWorkday } from './dates.ts';

const given = { from: '2022-01-28', to: '2022-02-01', opensAt: '08:00', closesAt: '12:00', minutes: 60, officersWorkday: 3, officersRestDay: 1, perOfficer: 2 };

describe('windows', () => {
  it('are open five days and two: working days in full, days of rest with fewer, make-up workdays as working days', () => {
    const windows = layOutWindows(given, (day) => isWorkday(day, chinaCalendar));
    expect(windows).toHaveLength(5 * 4);
    // 29 and 30 January 2022 are a weekend on which people work, before the Spring Festival.
    expect(Object.fromEntries(windows.map((one) => [one.day, one.capacity]))).toEqual({ '2022-01-28': 6, '2022-01-29': 6, '2022-01-30': 6, '2022-01-31': 2, '2022-02-01': 2 });
    expect(layOutWindows({ ...given, officersRestDay: 0 }, (day) => isWorkday(day, chinaCalendar)).map((one) => one.day)).not.toContain('2022-02-01');
  });

  it('are booked while there is room and time', () => {
    const window = { startsAt: '2022-01-28T08:00:00.000Z', capacity: 2, booked: 1 };
    expect(canBook('K02', window, '2022-01-27T07:59:00.000Z')).toEqual({ ok: true });
    expect(canBook('K02', window, '2022-01-27T08:01:00.000Z')).toMatchObject({ refusal: { code: 'window-too-soon', params: { hours: 24 } } });
    expect(canBook('K01', window, '2022-01-28T05:00:00.000Z')).toEqual({ ok: true });
    expect(canBook('K01', { ...window, booked: 2 }, '2022-01-27T08:00:00.000Z')).toMatchObject({ refusal: { code: 'window-full' } });
    expect(canBook('K01', window, '2022-01-28T08:00:01.000Z')).toMatchObject({ refusal: { code: 'window-over' } });
  });
});

describe('the queue', () => {
  it('takes living things first, then what spoils, then appointments in their order, then the rest', () => {
    const one = (consignmentId: string, kind: 'K10' | 'K11' | 'K02', arrivedAt: string | null, startsAt: string | null) => ({ consignmentId, kind, arrivedAt, startsAt });
    expect(queueOf([one('a', 'K02', '2022-01-27T01:00:00Z', null), one('b', 'K02', '2022-01-27T02:00:00Z', '2022-01-27T09:00:00Z'), one('c', 'K10', '2022-01-27T05:00:00Z', null), one('d', 'K11', '2022-01-27T06:00:00Z', null), one('e', 'K02', null, '2022-01-27T08:00:00Z')]).map((entry) => entry.consignmentId)).toEqual(['d', 'c', 'e', 'b', 'a']);
  });

  it('loses nobody', () => {
    fc.assert(fc.property(fc.array(fc.record({ consignmentId: fc.uuid(), kind: fc.constantFrom(...consignmentKinds), arrivedAt: fc.option(fc.constantFrom('2022-01-27T01:00:00Z', '2022-01-27T02:00:00Z'), { nil: null }), startsAt: fc.option(fc.constantFrom('2022-01-27T03:00:00Z'), { nil: null }) })), (waiting) => {
      expect(queueOf(waiting).map((one) => one.consignmentId).sort()).toEqual(waiting.map((one) => one.consignmentId).sort());
    }));
  });
});
