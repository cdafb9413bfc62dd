import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDay, readInstant, writeInstant } from './instants.ts';

const beijing = 'Asia/Shanghai';
const now = Date.parse('2022-01-26T20:30:00Z');

describe('a typed time', () => {
  it.each([
    ['0410', '2022-01-26T20:10:00.000Z'],
    ['4:10', '2022-01-26T20:10:00.000Z'],
    ['０４：１０', '2022-01-26T20:10:00.000Z'],
    ['26 2350', '2022-01-26T15:50:00.000Z'],
    ['02-04 20:00', '2022-02-04T12:00:00.000Z'],
    ['2022-01-27 04:10', '2022-01-26T20:10:00.000Z'],
    ['2022-01-27T04:10+08:00', '2022-01-26T20:10:00.000Z'],
  ])('%s is understood', (typed, instant) => expect(readInstant(typed, beijing, now)).toBe(instant));

  it.each(['', '2460', '99', '2022-02-30 04:10', 'soon', '32 0410'])('%s is not', (typed) => {
    expect(readInstant(typed, beijing, now)).toBeUndefined();
  });

  it('comes back as it was written, in any zone, except in an hour that occurs twice', () => {
    fc.assert(fc.property(
      fc.integer({ min: Date.parse('2020-01-01') / 60_000, max: Date.parse('2030-01-01') / 60_000 }),
      fc.constantFrom(beijing, 'UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu'),
      (minute, zone) => {
        const written = writeInstant(minute * 60_000, zone);
        expect(writeInstant(readInstant(written, zone, 0) ?? '', zone)).toBe(written);
      },
    ));
  });
});

describe('a typed day', () => {
  it.each([['20220127', '2022-01-27'], ['2022/1/7', '2022-01-07'], ['2022-02-29', undefined], ['27', undefined]])('%s', (typed, day) => {
    expect(readDay(typed)).toBe(day);
  });
});
