import { describe, expect, it } from 'vitest';
import { awayOf, partsOf, readMinute, standingOf, writeMinute } from './roster.ts';

describe('the staff as the console marks it', () => {
  it('tells certificates that ended, end soon, hold, or do not hold yet', () => {
    const standing = (validFrom: string, validUntil: string | null) => standingOf({ validFrom, validUntil }, '2022-01-10');
    expect(standing('2022-01-01', '2022-01-09')).toBe('ended');
    expect(standing('2022-01-01', '2022-01-10')).toBe('ending');
    expect(standing('2022-01-01', '2022-02-09')).toBe('ending');
    expect(standing('2022-01-01', '2022-02-10')).toBe('valid');
    expect(standing('2022-01-01', null)).toBe('valid');
    expect(standing('2022-01-11', null)).toBe('notYet');
  });

  it('tells who is away now or within a week', () => {
    const absence = (fromDay: string, untilDay: string) => ({ absenceId: fromDay, kind: null, fromDay, untilDay });
    expect(awayOf({ absences: [absence('2022-01-18', '2022-01-19')] }, '2022-01-10')).toBeUndefined();
    expect(awayOf({ absences: [absence('2022-01-17', '2022-01-19'), absence('2022-01-09', '2022-01-10')] }, '2022-01-10')?.fromDay).toBe('2022-01-09');
  });

  it('counts who comes to a call-up, and says how many are short', () => {
    const person = (answer: 'acknowledged' | 'declined' | null, arrivedAt: string | null = null) => ({ personId: '1', staffNumber: '1', nameEn: '', nameZh: '', pointCode: 'PEK', answer, message: null, answeredAt: null, arrivedAt });
    expect(partsOf({ wanted: 5, people: [person('acknowledged', '2022-01-10T00:00:00Z'), person('acknowledged'), person(null), person('declined')] })).toEqual({ arrived: 1, acknowledged: 1, open: 1, declined: 1, missing: 1, short: 2 });
    expect(partsOf({ wanted: 1, people: [person('declined', '2022-01-10T00:00:00Z')] })).toMatchObject({ arrived: 1, declined: 0, short: 0 });
  });

  it('reads and writes times of the day', () => {
    expect([readMinute('6:30'), readMinute('0630'), readMinute('24:00'), readMinute('6'), readMinute('12:60')]).toEqual([390, 390, undefined, undefined, undefined]);
    expect([writeMinute(390), writeMinute(1320 + 480)]).toEqual(['06:30', '06:00']);
  });
});
