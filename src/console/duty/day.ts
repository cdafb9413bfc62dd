import { lightOf, needsAttention } from '../../modules/devices/rules/lights.ts';
import type { FlightRow } from '../../modules/flights/shapes.ts';
import type { Tone } from '../design/Badge.tsx';
import { hasEnded, timeOf } from '../flights/flight.ts';
import type { DayRead } from './reading.ts';
import type { Duty, DwellPromise, ForecastNeed, LiveStation, StationForecast } from './shapes.ts';

/** Is the length of a step of the replay. Unit: milliseconds. */
export const stepLength = 15 * 60_000;
const hour = 3_600_000;

/** Is how a flight stands against what was promised of it. Unit: milliseconds since 1970. */
export type FlightLine = {
  readonly flight: FlightRow; readonly promise: DwellPromise | undefined;
  /** When it lands or departs, by the best that is known. */
  readonly at: number; readonly landed: boolean;
  /** When half, and when 95 of 100, were promised to be through; when the target ends. */
  readonly half: number | undefined; readonly most: number | undefined; readonly target: number | undefined;
  /** Until when its dwell has lasted so far, or lasted. */
  readonly until: number | undefined;
  readonly verdict: 'broken' | 'threatened' | 'kept' | 'running' | 'none';
};

/** Is from which chance on a promise counts as one that will be broken. */
const threat = 0.5;

/** Tells how a flight stands against its promise at an instant. Shape: undefined where nobody knows when it comes. */
export function flightLine(flight: FlightRow, promise: DwellPromise | undefined, now: number): FlightLine | undefined {
  const at = Date.parse(timeOf(flight) ?? '');
  if (Number.isNaN(at)) return undefined;
  const landed = (flight.direction === 'arrival' ? flight.landedAt : flight.departedAt) !== null;
  const from = landed ? at : Date.parse(promise?.landsAt ?? '') || at;
  // People of a departure come one by one before it leaves, so its promise is no stretch of time after that.
  const after = (seconds: number | null | undefined): number | undefined => (seconds == null || flight.direction === 'departure' ? undefined : from + seconds * 1000);
  const through = hasEnded(flight) || flight.state === 'handedOver';
  const actual = promise?.actual ?? undefined;
  const ended = actual?.ended === true;
  const until = !landed || flight.direction === 'departure' ? undefined : ended || through ? after(actual?.p95Seconds) : now;
  const most = after(promise?.p95Seconds);
  const late = most !== undefined && until !== undefined && until > most;
  const verdict = promise === undefined ? 'none' : late ? 'broken' : ended || through ? 'kept' : promise.overTarget >= threat ? 'threatened' : 'running';
  return { flight, promise, at: from, landed, half: after(promise?.p50Seconds), most, target: after(promise?.targetSeconds), until, verdict };
}

/** Lists the flights of a board as lines by time; what is open stays however long ago it came. */
export function flightLines(day: DayRead, now: number): readonly FlightLine[] {
  const promises = new Map((day.forecast.data?.promises ?? []).map((promise) => [promise.flightId, promise]));
  return (day.board.data?.flights ?? []).filter((flight) => flight.state !== 'cancelled').flatMap((flight) => flightLine(flight, promises.get(flight.flightId), now) ?? []).sort((one, other) => one.at - other.at || one.flight.designator.localeCompare(other.flight.designator));
}

/** Tells whether a line stands in a window of time: by its time, its end, or because its flight is still open. */
export function isInWindow(line: FlightLine, from: number, to: number): boolean {
  const end = Math.max(line.at, line.until ?? 0, line.most ?? 0);
  return (line.at <= to && end >= from) || (line.landed && !hasEnded(line.flight) && line.at <= to);
}

/** Is the staff of one skill: on duty, rostered and needed, now and two hours on. Shape: a need is undefined where none was computed. */
export type SkillLine = { readonly skill: string; readonly on: number; readonly rostered: number; readonly missing: number; readonly need: number | undefined; readonly nextRostered: number; readonly nextNeed: number | undefined };

const ahead = 2 * hour;

/** Counts the staff by skill at an instant against the need. Unit: `dayStart` and `now` in milliseconds since 1970. */
export function skillLines(duties: readonly Duty[], need: ForecastNeed | undefined, dayStart: number, now: number): readonly SkillLine[] {
  const rosteredAt = (skill: string, at: number): readonly Duty[] => duties.filter((duty) => duty.skill === skill && Date.parse(duty.from) <= at && at < Date.parse(duty.until));
  const needAt = (skill: string, at: number): number | undefined => {
    const slots = need?.need.find((one) => one.skill === skill)?.slots;
    if (slots === undefined || slots.length === 0) return undefined;
    const minute = (at - dayStart) / 60_000;
    return slots.findLast((slot) => slot.from <= minute && minute < slot.from + 15)?.people ?? 0;
  };
  const skills = [...new Set([...(need?.need ?? []).map((one) => one.skill), ...duties.map((duty) => duty.skill)])];
  return skills.map((skill) => {
    const own = rosteredAt(skill, now);
    return { skill, on: own.filter((duty) => duty.present === 'on').length, rostered: own.length, missing: own.filter((duty) => duty.present === 'missing').length, need: needAt(skill, now), nextRostered: rosteredAt(skill, now + ahead).length, nextNeed: needAt(skill, now + ahead) };
  }).filter((line) => line.rostered + line.nextRostered + (line.need ?? 0) + (line.nextNeed ?? 0) > 0).sort((one, other) => shortOf(other) - shortOf(one) || one.skill.localeCompare(other.skill));
}

/** Tells how many are lacking of a skill now: by the need where there is one, else by the roster. */
export function shortOf(line: SkillLine): number {
  return Math.max(0, line.need === undefined ? line.missing : line.need - line.on);
}

/** Is one station: what was foreseen for this quarter of an hour and what waits. */
export type QueueLine = { readonly station: string; readonly forecast: StationForecast | undefined; readonly live: LiveStation | undefined; readonly slot: StationForecast['slots'][number] | undefined; readonly tone: Tone; readonly peak: number };

/** Is from which chance on the dwell target counts as missed at a station. */
const overTarget = 0.5;

/** Lists the stations: over the target first, then by the longest queue foreseen. */
export function queueLines(day: DayRead, dayStart: number, now: number): readonly QueueLine[] {
  const { forecast, live } = day.forecast.data ?? { forecast: null, live: [] };
  const minute = (now - dayStart) / 60_000;
  const stations = [...new Set([...(forecast?.stations ?? []).map((one) => one.station), ...live.map((one) => one.station)])];
  return stations.map((station): QueueLine => {
    const own = forecast?.stations.find((one) => one.station === station);
    const waits = live.find((one) => one.station === station);
    const slot = own?.slots.findLast((one) => one.from <= minute && minute < one.from + 15);
    const tone: Tone = (slot !== undefined && slot.breach >= overTarget) || (forecast !== null && waits?.oldestSeconds != null && waits.oldestSeconds > forecast.targetMinutes * 60) ? 'wrong' : slot !== undefined && waits !== undefined && waits.waiting > slot.queueP95 ? 'late' : 'neutral';
    return { station, forecast: own, live: waits, slot, tone, peak: Math.max(waits?.waiting ?? 0, ...(own?.slots.map((one) => one.queueP95) ?? [])) };
  }).sort((one, other) => Number(other.tone === 'wrong') - Number(one.tone === 'wrong') || other.peak - one.peak);
}

/** Is what the numbers of the board count. Shape: undefined where the officer's roles do not see it, or while it loads. */
export type Numbers = {
  readonly inProcess: number | undefined; readonly overdue: number | undefined; readonly done: number | undefined; readonly owed: number | undefined;
  readonly alarms: number | undefined; readonly unacknowledged: number | undefined; readonly devices: number | undefined; readonly down: number | undefined; readonly waitingDevices: number | undefined;
  readonly holds: number | undefined; readonly overdueHolds: number | undefined; readonly slots: number | undefined; readonly booked: number | undefined; readonly lateAppointments: number | undefined;
  readonly on: number | undefined; readonly missing: number | undefined; readonly callUps: number | undefined; readonly waitingCallUps: number | undefined;
};

/** Counts what stands on the board beside the flights. */
export function numbersOf(day: DayRead, dayStart: number, now: number): Numbers {
  const board = day.board.data;
  const lights = day.devices.data?.map((device) => lightOf(device));
  const devicesHere = day.devices.data === undefined ? undefined : new Set(day.devices.data.map((device) => device.deviceId));
  const alarms = day.alarms.data?.filter((alarm) => devicesHere === undefined || devicesHere.has(alarm.deviceId));
  const windows = day.windows.data?.windows.filter((window) => Date.parse(window.startsAt) >= dayStart && Date.parse(window.startsAt) < dayStart + 24 * hour);
  const ids = new Set(windows?.map((window) => window.windowId));
  // What is booked of a window is counted from the bookings known then; a window itself says only what is booked now.
  const booked = day.windows.data?.appointments.filter((one) => ids.has(one.windowId) && one.endedAs !== 'cancelled');
  const present = day.duties.data?.filter((duty) => Date.parse(duty.from) <= now && now < Date.parse(duty.until));
  const calls = day.callUps.data?.filter((one) => one.state === 'called' || one.state === 'waiting');
  const sum = (of: (flight: FlightRow) => number): number | undefined => board?.flights.filter((flight) => flight.flightDate <= board.date).reduce((total, flight) => total + of(flight), 0);
  return {
    inProcess: sum((flight) => flight.counts.inProcess), overdue: board?.totals.overdue, done: sum((flight) => flight.counts.doneSteps), owed: sum((flight) => flight.counts.owedSteps),
    alarms: alarms?.length, unacknowledged: alarms?.filter((alarm) => alarm.acknowledgedAt === null).length,
    devices: lights?.filter((light) => light !== 'retired').length, down: lights?.filter((light) => (needsAttention(light) && light !== 'attention' && light !== 'waiting') || light === 'suspended').length, waitingDevices: lights?.filter((light) => light === 'waiting').length,
    holds: day.holds.data?.length, overdueHolds: day.holds.data?.filter((hold) => hold.overdue).length,
    slots: windows?.reduce((total, window) => total + window.capacity, 0), booked: booked?.length, lateAppointments: booked?.filter((one) => one.late).length,
    on: present?.filter((duty) => duty.present === 'on').length, missing: present?.filter((duty) => duty.present === 'missing').length, callUps: calls?.length, waitingCallUps: calls?.filter((one) => one.state === 'waiting').length,
  };
}
