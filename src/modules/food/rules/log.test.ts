import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLog, readLog } from './log.ts';
import type { Reading } from './log.ts';
import { learnOrder, readMoment } from './moments.ts';

const now = '2022-02-01T00:00:00.000Z';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const at = (text: string, order: 'day' | 'month' | null = null): string => {
  const moment = readMoment(text, order, 'Asia/Shanghai');
  return 'at' in moment ? new Date(moment.at).toISOString() : moment.problem;
};

describe('times of loggers', () => {
  it.each([
    ['2022-01-05T08:10:00+08:00', '2022-01-05T00:10:00.000Z'], ['2022-01-05T00:10Z', '2022-01-05T00:10:00.000Z'], ['2022-01-05 08:10', '2022-01-05T00:10:00.000Z'], ['2022/1/5 8:10:30', '2022-01-05T00:10:30.000Z'], ['2022年1月5日 8时10分', '2022-01-05T00:10:00.000Z'],
    ['2022-01-05 下午 1:10', '2022-01-05T05:10:00.000Z'], ['5.1.2022 08:10', '2022-01-05T00:10:00.000Z'], ['25/01/2022 08:10', '2022-01-25T00:10:00.000Z'], ['01/25/2022 08:10 PM', '2022-01-25T12:10:00.000Z'], ['05 Jan 2022 08:10', '2022-01-05T00:10:00.000Z'],
    ['44566.3402777778', '2022-01-05T00:10:00.000Z'], ['1641341400', '2022-01-05T00:10:00.000Z'], ['1641341400000', '2022-01-05T00:10:00.000Z'], ['05/05/2022 08:10', '2022-05-05T00:10:00.000Z'],
  ])('%s is %s', (text, instant) => expect(at(text)).toBe(instant));

  it.each(['', 'soon', '2022-02-30 08:10', '2022-01-05 25:10', '2022-13-05 08:10', '08:10'])('%s is none', (text) => expect(at(text)).toBe('time'));

  it('tells day from month by the file where a line cannot, and says where nothing tells', () => {
    expect(at('03/04/2022 08:10')).toBe('time-ambiguous');
    expect(learnOrder(['03/04/2022 08:10', '25/04/2022 08:10'])).toBe('day');
    expect(learnOrder(['03/04/2022 08:10', '04/25/2022 08:10'])).toBe('month');
    expect(learnOrder(['25/04/2022 08:10', '04/25/2022 08:10'])).toBeNull();
    expect(at('03/04/2022 08:10', 'day')).toBe('2022-04-03T00:10:00.000Z');
  });

  it('never throws, whatever a cell holds', () => {
    fc.assert(fc.property(fc.string(), (text) => { readMoment(text, null, 'Asia/Shanghai'); }));
  });
});

describe('a logger’s file', () => {
  it('is read with the lines of the logger above its table, decimal commas, units and a column of its own for the day', () => {
    expect(readLog(bytes('Serial,X-9\nModel,INV\n日期,时间,温度(℃),湿度\n2022-01-05,08:00,"-18,5",60\n2022-01-05,08:10,-19.0 °C,--\n'), 'Asia/Shanghai', now)).toEqual({
      problems: [], readings: [[Date.parse('2022-01-05T00:00:00Z'), -18.5, 60], [Date.parse('2022-01-05T00:10:00Z'), -19, null]],
    });
  });

  it('names every error by row and column', () => {
    const { problems } = readLog(bytes('Time;Temperature\nyesterday;4\n2022-01-05 08:00;warm\n2022-01-05 08:10;400\n2023-01-05 08:10;4\n2022-01-05 08:20;4\n2022-01-05 08:20;5\n'), 'Asia/Shanghai', now);
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([[2, 'A', 'time'], [3, 'B', 'temperature'], [4, 'B', 'temperature-range'], [5, 'A', 'time-future'], [7, 'A', 'time-twice']]);
  });

  it.each([['Time,Temperature (°F)\n2022-01-05 08:00,40', 'fahrenheit'], ['a,b\n1,2', 'columns'], ['Time,Temperature\n', 'no-readings'], ['', 'no-table']])('%j is refused whole: %s', (text, code) => {
    expect(readLog(bytes(text), 'Asia/Shanghai', now).problems[0]?.code).toBe(code);
  });

  it('is judged as a recount by the minute judges it', () => {
    const series = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.double({ min: -25, max: 10, noNaN: true })), { minLength: 2, maxLength: 60 });
    fc.assert(fc.property(series, fc.integer({ min: -22, max: 0 }), (steps, maximum) => {
      let minute = 0;
      const readings: Reading[] = steps.map(([gap, celsius]) => [(minute += gap) * 60_000, celsius, null]);
      const finding = judgeLog(readings, { minimum: null, maximum });
      // From one reading to the next the last reading stands.
      let [longest, run] = [0, 0];
      for (const [place, [moment, celsius]] of readings.entries()) {
        const until = readings[place + 1]?.[0] ?? moment;
        if (celsius > maximum) {
          run += (until - moment) / 60_000;
          longest = Math.max(longest, run, 1);
        } else run = 0;
      }
      expect(finding.excursionMinutes).toBe(longest);
      expect(finding.gapMinutes).toBe(Math.max(...readings.slice(1).map(([moment], place) => (moment - readings[place]![0]) / 60_000)));
    }));
  });
});
