import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/officer.ts';
import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import type { CheckStanding } from '../devices/rules/counting.ts';
import { lightOf } from '../devices/rules/lights.ts';
import type { Light } from '../devices/rules/lights.ts';
import type { FlightRow } from '../flights/shapes.ts';
import { addDays } from '../goods/rules/dates.ts';
import { dayAt } from '../goods/posting.ts';
import type { Shift } from './shapes.ts';
import { findPoint, handOverRows, owedOf } from './store.ts';
import type { PointRow } from './store.ts';

/** Finds a view of any module by its name. Shape: undefined where this server has none of that name. */
export type FindView = (name: string) => ViewDefinition | undefined;

/** Is what the sheet is put together in. */
export interface SheetScene { readonly db: Db; readonly eventId: string; readonly now: string; readonly actor: Actor; readonly findView: FindView }

interface Name { readonly en: string; readonly zh: string }

/** Is one flight of a shift: how many were on board, how many went on in this shift, what is done and owed, and what its dwell was promised to be. Unit: seconds. */
export interface SheetFlight {
  readonly designator: string; readonly flightDate: string; readonly direction: string; readonly at: string; readonly state: string; readonly onBoard: number; readonly handedOver: number; readonly handedOverInShift: number; readonly doneSteps: number; readonly owedSteps: number; readonly overdue: number; readonly closedInShift: boolean;
  readonly dwell: null | { readonly promisedP95: number; readonly target: number; readonly actualP95: number | null };
}

/** Is everything that the sheet of a shift says. Shape: every list in an order that never changes; equal records give equal content. */
export interface SheetContent {
  readonly pointCode: string; readonly from: string; readonly until: string;
  readonly flights: readonly SheetFlight[];
  readonly open: readonly { readonly designator: string; readonly flightDate: string; readonly step: string; readonly owed: number; readonly overdue: number; readonly since: string }[];
  readonly alarms: readonly { readonly alarmClass: string; readonly device: Name; readonly raisedAt: string; readonly acknowledgedAt: string | null; readonly nextDueAt: string | null }[];
  readonly holds: readonly { readonly number: string; readonly agency: string; readonly reason: string; readonly placedAt: string; readonly dueAt: string; readonly overdue: boolean }[];
  readonly callUps: readonly { readonly tier: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly state: string; readonly wanted: number; readonly called: number; readonly acknowledged: number; readonly arrived: number }[];
  readonly staff: readonly { readonly skill: string; readonly rostered: number; readonly on: number; readonly off: number; readonly missing: number }[];
  readonly missing: readonly { readonly staffNumber: string; readonly name: Name; readonly skill: string; readonly from: string }[];
  readonly devices: readonly { readonly serial: string; readonly name: Name; readonly light: Light; readonly since: string | null }[];
  readonly notes: readonly { readonly at: string; readonly by: Name; readonly to: Name; readonly note: string; readonly takenAt: string | null }[];
}

interface WallDevice { readonly deviceId: string; readonly serial: string; readonly name: Name; readonly state: 'waiting' | 'approved' | 'suspended' | 'retired'; readonly link: 'online' | 'offline' | 'broken' | null; readonly linkAt: string | null; readonly station: { readonly pointCode: string } | null; readonly standing: readonly CheckStanding[]; readonly last: { readonly level: string } | null; readonly low: readonly unknown[] }
interface AlarmSeen { readonly alarmId: string; readonly alarmClass: string; readonly deviceId: string; readonly device: Name; readonly raisedAt: string; readonly acknowledgedAt: string | null; readonly nextDueAt: string | null; readonly disposedAt: string | null }
interface CallUpSeen { readonly pointCode: string; readonly tier: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly state: string; readonly wanted: number; readonly people: readonly { readonly answer: string | null; readonly arrivedAt: string | null }[] }
interface DutySeen { readonly staffNumber: string; readonly nameEn: string; readonly nameZh: string; readonly pointCode: string; readonly skill: string; readonly from: string; readonly until: string; readonly present: 'not-yet' | 'on' | 'off' | 'missing' }
interface PromiseSeen { readonly flightId: string; readonly p95Seconds: number; readonly targetSeconds: number; readonly actual: null | { readonly p95Seconds: number } }

const longestShift = 24 * 3_600_000;
const downLights: readonly Light[] = ['broken', 'fault', 'notCounting', 'offline', 'suspended'];
const worked = new Set(['landed', 'disembarking', 'inProcess', 'handedOver', 'closed']);

/** Checks a shift and finds its port. Refuses: `point-unknown`, `shift-wrong`, `shift-not-over`. */
export async function checkShift(db: Db, eventId: string, shift: Shift, now: string): Promise<{ readonly point: PointRow; readonly from: string; readonly until: string }> {
  const point = await findPoint(db, eventId, shift.pointCode);
  if (point === undefined) throw new Refusal('point-unknown', { point: shift.pointCode }, '/pointCode');
  const [from, until] = [new Date(shift.from).toISOString(), new Date(shift.until).toISOString()];
  const length = Date.parse(until) - Date.parse(from);
  if (length <= 0 || length > longestShift) throw new Refusal('shift-wrong', { hours: longestShift / 3_600_000 }, '/until');
  if (until > now) throw new Refusal('shift-not-over', {}, '/until');
  return { point, from, until };
}

async function flightsOf(scene: SheetScene, shift: { readonly pointCode: string; readonly from: string; readonly until: string }, see: <T>(name: string, asOf: string, input: unknown) => Promise<T | undefined>) {
  const { db, eventId } = scene;
  const days = { from: addDays(await dayAt(db, eventId, shift.from), -2), to: addDays(await dayAt(db, eventId, shift.until), 1), pointCode: shift.pointCode, limit: 1000 };
  const read = async (asOf: string): Promise<readonly FlightRow[]> => (await see<{ flights: readonly FlightRow[] }>('flights.list', asOf, days))?.flights ?? [];
  const before = new Map((await read(shift.from)).map((flight) => [flight.flightId, flight]));
  const promises = new Map<string, PromiseSeen>();
  for (let day = days.from; day <= days.to; day = addDays(day, 1)) {
    for (const promise of (await see<{ promises: readonly PromiseSeen[] }>('forecast.day', shift.until, { pointCode: shift.pointCode, day }))?.promises ?? []) promises.set(promise.flightId, promise);
  }
  const handled = (await read(shift.until)).filter((flight) => worked.has(flight.state) && before.get(flight.flightId)?.state !== 'closed');
  const order = (flight: FlightRow): string => `${flight.landedAt ?? flight.departedAt ?? flight.scheduledAt ?? ''} ${flight.flightId}`;
  return handled.sort((one, other) => (order(one) < order(other) ? -1 : 1)).map((flight) => {
    const promise = promises.get(flight.flightId);
    return { flight, shown: {
      designator: flight.designator, flightDate: flight.flightDate, direction: flight.direction, at: flight.landedAt ?? flight.departedAt ?? flight.scheduledAt ?? '', state: flight.state, onBoard: flight.counts.onBoard, handedOver: flight.counts.handedOver, handedOverInShift: flight.counts.handedOver - (before.get(flight.flightId)?.counts.handedOver ?? 0),
      doneSteps: flight.counts.doneSteps, owedSteps: flight.counts.owedSteps, overdue: flight.counts.overdue, closedInShift: flight.state === 'closed', dwell: promise === undefined ? null : { promisedP95: promise.p95Seconds, target: promise.targetSeconds, actualP95: promise.actual?.p95Seconds ?? null },
    } satisfies SheetFlight };
  });
}

/** Puts the sheet of a shift together from what was recorded until its end. Refuses: as `checkShift`. */
export async function sheetContent(scene: SheetScene, shift: Shift): Promise<SheetContent> {
  const { db, eventId, now, actor, findView } = scene;
  const { from, until } = await checkShift(db, eventId, shift, now);
  const { pointCode } = shift;
  const see = async <T>(name: string, asOf: string, input: unknown): Promise<T | undefined> => await findView(name)?.run({ eventId, now, asOf, actor, db }, input as never) as T | undefined;
  const flights = await flightsOf(scene, { pointCode, from, until }, see);
  const byId = new Map(flights.map(({ flight }) => [flight.flightId, flight]));
  const owed = await owedOf(db, eventId, until, flights.filter(({ flight }) => flight.counts.owedSteps > 0).map(({ flight }) => flight.flightId));
  const devices = ((await see<{ devices: readonly WallDevice[] }>('devices.wall', until, {}))?.devices ?? []).filter((device) => device.station === null || device.station.pointCode === pointCode);
  const here = new Set(devices.map((device) => device.deviceId));
  const alarms = ((await see<{ alarms: readonly AlarmSeen[] }>('devices.alarms', until, {}))?.alarms ?? []).filter((alarm) => alarm.disposedAt === null && here.has(alarm.deviceId));
  const holds = (await see<{ holds: SheetContent['holds'] }>('goods.holds', until, { pointCode: shift.pointCode }))?.holds ?? [];
  const callUps = ((await see<{ callUps: readonly CallUpSeen[] }>('roster.callUps', until, {}))?.callUps ?? []).filter((one) => one.pointCode === pointCode && (one.state === 'waiting' || one.state === 'called'));
  const duties = ((await see<{ duties: readonly DutySeen[] }>('roster.onDuty', until, {}))?.duties ?? []).filter((one) => one.pointCode === pointCode && one.from <= until && one.until > from);
  const notes = (await handOverRows(db, eventId, until, pointCode, 20)).filter((one) => one.given_at >= from && one.given_at < until);
  const by = <T>(list: readonly T[], key: (one: T) => string): T[] => [...list].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return {
    pointCode, from, until, flights: flights.map(({ shown }) => shown),
    open: owed.map((row) => ({ designator: byId.get(row.flight_id)?.designator ?? '', flightDate: byId.get(row.flight_id)?.flightDate ?? '', step: row.step, owed: row.owed, overdue: row.overdue, since: row.since })),
    alarms: by(alarms, (one) => `${one.raisedAt} ${one.alarmId}`).map((one) => ({ alarmClass: one.alarmClass, device: { en: one.device.en, zh: one.device.zh }, raisedAt: one.raisedAt, acknowledgedAt: one.acknowledgedAt, nextDueAt: one.nextDueAt })),
    holds: by(holds, (one) => `${one.dueAt} ${one.number} ${one.placedAt}`).map((one) => ({ number: one.number, agency: one.agency, reason: one.reason, placedAt: one.placedAt, dueAt: one.dueAt, overdue: one.overdue })),
    callUps: by(callUps, (one) => `${one.startsAt} ${one.tier} ${one.skill} ${one.endsAt}`).map((one) => ({
      tier: one.tier, skill: one.skill, startsAt: one.startsAt, endsAt: one.endsAt, state: one.state, wanted: one.wanted, called: one.people.length, acknowledged: one.people.filter((person) => person.answer === 'acknowledged').length, arrived: one.people.filter((person) => person.arrivedAt !== null).length,
    })),
    staff: [...new Set(duties.map((one) => one.skill))].sort().map((skill) => {
      const own = duties.filter((one) => one.skill === skill);
      const count = (present: DutySeen['present']): number => own.filter((one) => one.present === present).length;
      return { skill, rostered: own.length, on: count('on'), off: count('off'), missing: count('missing') };
    }),
    missing: by(duties.filter((one) => one.present === 'missing'), (one) => `${one.from} ${one.staffNumber}`).map((one) => ({ staffNumber: one.staffNumber, name: { en: one.nameEn, zh: one.nameZh }, skill: one.skill, from: one.from })),
    devices: by(devices.map((device) => ({ device, light: lightOf(device) })).filter(({ light }) => downLights.includes(light)), ({ device }) => device.serial).map(({ device, light }) => ({ serial: device.serial, name: { en: device.name.en, zh: device.name.zh }, light, since: light === 'broken' || light === 'offline' ? device.linkAt : null })),
    notes: by(notes, (one) => `${one.given_at} ${one.hand_over_id}`).map((one) => ({ at: one.given_at, by: { en: one.by_en, zh: one.by_zh }, to: { en: one.to_en, zh: one.to_zh }, note: one.note, takenAt: one.taken_at })),
  };
}

/** Takes the SHA-256 of a sheet's content. Shape: 64 hexadecimal digits; the content is written in the order of its fields. */
export function contentHash(content: SheetContent): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
