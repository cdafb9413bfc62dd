import { expect, it } from 'vitest';
import { makeWords } from '../words.tsx';
import { attentionOf } from '../duty/attention.ts';
import type { DayRead } from '../duty/reading.ts';
import { isEscalated } from './alarms.ts';
import type { Alarm } from './shapes.ts';

const now = Date.parse('2022-01-27T02:00:00.000Z');
const alarm = (more: Partial<Alarm>): Alarm => ({ alarmId: 'a', alarmClass: 'radiation', raisedAt: '2022-01-27T01:55:00.000Z', deviceId: 'd', device: { en: 'Portal 1', zh: '监测门1号' }, acknowledgedAt: '2022-01-27T01:55:10.000Z', nextDueAt: '2022-01-27T02:01:00.000Z', owed: ['ALM-VER', 'ALM-DISP'], disposedAt: null, ...more }) as Alarm;
const late = alarm({ nextDueAt: '2022-01-27T01:58:00.000Z' });

it('an alarm is escalated once a clock of it has run out, or where it wants an expert, until it is disposed of', () => {
  expect([alarm({}), late, alarm({ owed: ['ALM-EXP', 'ALM-DISP'] }), alarm({ nextDueAt: null }), { ...late, disposedAt: '2022-01-27T01:59:00.000Z' }].map((one) => isEscalated(one, now))).toEqual([false, true, true, false, false]);
});

it('the duty officer has it among what needs somebody, also when it was acknowledged in time', () => {
  const shown = (one: Alarm) => attentionOf(makeWords('en', 'Asia/Shanghai', () => undefined), { board: { data: undefined }, devices: { data: undefined }, alarms: { data: [one] }, callUps: {}, holds: {} } as unknown as DayRead, undefined, [], [], [], now);
  expect(shown(alarm({}))).toEqual([]);
  expect(shown(late)).toEqual([expect.objectContaining({ tone: 'wrong', to: '/alarms/a', text: expect.stringContaining('Portal 1') })]);
});
