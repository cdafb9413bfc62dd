import type { Tone } from '../design/Badge.tsx';
import { stepCatalogue } from '../../modules/prescribed/catalogue.ts';
import { isEscalated } from '../devices/alarms.ts';
import { stepName } from '../devices/saying.ts';
import { alarmPath } from '../devices/shapes.ts';
import { alertPart, alertTone, deskPath } from '../flights/flight.ts';
import type { Words } from '../words.tsx';
import { shortOf, type FlightLine, type QueueLine, type SkillLine } from './day.ts';
import type { DayRead } from './reading.ts';

/** Is one thing that needs the commander now: what, how bad, since when or until when, and where it is acted on. */
export type Attention = { readonly key: string; readonly tone: Tone; readonly subject: string; readonly text: string; readonly since?: string | undefined; readonly to?: string | undefined; readonly act: string };

const severity: Readonly<Record<Tone, number>> = { wrong: 0, late: 1, current: 2, neutral: 3, done: 4, quiet: 5 };

/** Lists what needs the commander now, what is wrong first, then what has waited longest. */
export function attentionOf(words: Words, day: DayRead, point: string | undefined, lines: readonly FlightLine[], queues: readonly QueueLine[], skills: readonly SkillLine[], now: number): readonly Attention[] {
  const { t, find } = words;
  const items: Attention[] = [];
  for (const alert of day.board.data?.totals.alerts ?? []) {
    items.push({ key: `f${alert.flightId}${alert.code}`, tone: alertTone(alert), subject: alert.designator, text: find(`flights.alert.${alert.code}`, { count: Number((alert.params as { count?: number }).count ?? 0) }) ?? alert.code, since: alert.since ?? undefined, to: deskPath(alert.flightId, alertPart(alert)), act: find(`flights.act.${alert.code}`) ?? t('flights.open') });
  }
  for (const { flight, verdict } of lines) {
    if (verdict === 'broken' || verdict === 'threatened') items.push({ key: `p${flight.flightId}`, tone: verdict === 'broken' ? 'wrong' : 'late', subject: flight.designator, text: t(verdict === 'broken' ? 'duty.promiseBroken' : 'duty.promiseThreatened'), to: deskPath(flight.flightId), act: t('flights.open') });
  }
  const here = day.devices.data === undefined ? undefined : new Set(day.devices.data.map((device) => device.deviceId));
  for (const alarm of day.alarms.data ?? []) {
    if ((alarm.acknowledgedAt !== null && !isEscalated(alarm, now)) || (here !== undefined && !here.has(alarm.deviceId))) continue;
    const step = stepCatalogue.find((one) => alarm.owed.includes(one.id))?.id ?? '';
    items.push({ key: `a${alarm.alarmId}`, tone: alarm.nextDueAt !== null && Date.parse(alarm.nextDueAt) < now ? 'wrong' : 'late', subject: find(`devices.class.${alarm.alarmClass}`) ?? alarm.alarmClass, text: alarm.acknowledgedAt === null ? t('duty.alarmUnacknowledged', { device: words.say(alarm.device) }) : t('duty.alarmEscalated', { device: words.say(alarm.device), step: stepName(words, step) }), since: alarm.raisedAt, to: alarmPath(alarm.alarmId), act: alarm.acknowledgedAt === null ? t('duty.acknowledge') : t('flights.open') });
  }
  for (const queue of queues) {
    if (queue.tone !== 'wrong') continue;
    items.push({ key: `q${queue.station}`, tone: 'wrong', subject: stationName(words, queue.station), text: t('duty.stationOver', { count: queue.live?.waiting ?? Math.round(queue.slot?.queueMean ?? 0) }), to: '/forecast', act: t('duty.openForecast') });
  }
  for (const line of skills) {
    const short = shortOf(line);
    if (short > 0) items.push({ key: `s${line.skill}`, tone: line.need === undefined ? 'late' : 'wrong', subject: skillName(words, line.skill), text: line.need === undefined ? t('duty.staffMissing', { count: short }) : t('duty.staffShort', { count: short, need: line.need }), to: '/rosters', act: t('duty.openStaff') });
  }
  for (const call of day.callUps.data ?? []) {
    if (call.state === 'waiting') items.push({ key: `c${call.callUpId}`, tone: 'late', subject: find(`dutySheet.tier.${call.tier}`) ?? call.tier, text: t('duty.callUpWaits', { count: call.wanted, skill: skillName(words, call.skill) }), since: call.calledAt, to: '/call-ups', act: t('duty.decide') });
  }
  const overdue = (day.holds.data ?? []).filter((hold) => hold.overdue);
  if (overdue.length > 0) items.push({ key: 'holds', tone: 'late', subject: t('duty.holds'), text: t('duty.holdsOverdue', { count: overdue.length }), since: overdue.map((hold) => hold.dueAt).sort()[0], to: point === undefined ? '/holds' : `/holds?point=${point}`, act: t('flights.open') });
  const waiting = (day.devices.data ?? []).filter((device) => device.state === 'waiting').length;
  if (waiting > 0) items.push({ key: 'devices', tone: 'current', subject: t('duty.devices'), text: t('duty.devicesWaiting', { count: waiting }), to: '/devices', act: t('duty.approve') });
  return items.sort((one, other) => severity[one.tone] - severity[other.tone] || (one.since ?? '9').localeCompare(other.since ?? '9'));
}

/** Names a station of the chain. */
export function stationName(words: Pick<Words, 'find'>, station: string): string {
  return words.find(`forecast.station.${station}`) ?? words.find(`stations.${station}`) ?? station;
}

/** Names a skill. */
export function skillName(words: Pick<Words, 'find'>, skill: string): string {
  return words.find(`dutySheet.skill.${skill}`) ?? skill;
}
