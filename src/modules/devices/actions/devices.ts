import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { oweOnEach } from '../../prescribed/in-transaction.ts';
import { findKind } from '../catalogue.ts';
import { deviceCheckers, deviceKeepers, deviceSuspenders } from '../rules/roles.ts';
import { identifier, instant, kindIds, reasonText, shortText, strict } from '../shapes.ts';
import { countWaiting, deviceRows, findBySerial, insertCheck, insertDecision, insertDevice, insertLinks, insertTelemetry } from '../store/devices.ts';
import type { DeviceRow } from '../store/devices.ts';
import { provedSince } from '../store/messages.ts';

/** Is how many devices may wait for approval at a time. */
export const mostWaiting = 200;
const named = { kind: Type.Enum([...kindIds]), serial: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), maker: shortText, model: shortText };

/** Gets a device that is known. Refuses: `device-unknown`. */
export async function getDevice({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, deviceId: string): Promise<DeviceRow> {
  const [device] = await deviceRows(tx, eventId, now, deviceId);
  if (device === undefined) throw new Refusal('device-unknown', { deviceId }, '/deviceId');
  return device;
}

async function add(context: ActionContext, given: { kind: string; serial: string; maker: string; model: string; nameEn: string; nameZh: string }): Promise<string> {
  const { tx, eventId, now, actor } = context;
  const deviceId = uuidv7();
  try {
    await insertDevice(tx, eventId, { deviceId, ...given, serial: given.serial.trim() }, now, actor.officerId);
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'devices_event_id_kind_serial_key') throw new Refusal('device-known', { serial: given.serial }, '/serial');
    throw error;
  }
  context.announce('devices');
  return deviceId;
}

const addDevice = defineAction({
  name: 'devices.add',
  summary: 'Makes a device known to the port. It waits for approval until somebody gives it its place and its key.',
  roles: deviceKeepers,
  input: Type.Object({ ...named, nameEn: shortText, nameZh: shortText }, strict),
  output: Type.Object({ deviceId: Type.String() }),
  refuses: ['device-known'],
  run: async (context, input) => ({ deviceId: await add(context, input) }),
});

const announceDevice = defineAction({
  name: 'devices.announce',
  summary: 'Lets an unknown device say that it is there. It may send nothing until it is approved; saying so again changes nothing.',
  roles: ['device'],
  input: Type.Object(named, strict),
  output: Type.Object({ deviceId: Type.String(), state: Type.String() }),
  refuses: ['devices-waiting-full'],
  async run(context, input) {
    const known = await findBySerial(context.tx, context.eventId, input.kind, input.serial.trim());
    if (known !== undefined) return { deviceId: known, state: (await getDevice(context, known)).decision ?? 'waiting' };
    if (await countWaiting(context.tx, context.eventId) >= mostWaiting) throw new Refusal('devices-waiting-full', { most: mostWaiting });
    return { deviceId: await add(context, { ...input, nameEn: `${input.maker} ${input.model}`.slice(0, 120), nameZh: `${input.maker} ${input.model}`.slice(0, 120) }), state: 'waiting' };
  },
});

const approve = defineAction({
  name: 'devices.approve',
  summary: 'Approves a device for a station and gives it its key, which is shown this once. Done again it moves the device or gives it a new key; the old one ends.',
  roles: deviceKeepers,
  input: Type.Object({ deviceId: identifier, stationId: Type.Optional(identifier), settings: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]))), reason: reasonText }, strict),
  output: Type.Object({ key: Type.String() }),
  refuses: ['device-unknown', 'device-retired', 'station-unknown', 'officer-needed'],
  secrets: ['key'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const device = await getDevice(context, input.deviceId);
    if (device.decision === 'retired') throw new Refusal('device-retired');
    const key = `tongguan_device_${randomBytes(32).toString('base64url')}`;
    await decide(context, () => insertDecision(tx, eventId, input.deviceId, { decision: 'approved', stationId: input.stationId ?? null, key, settings: input.settings ?? device.settings ?? {}, reason: input.reason }, now, actor.officerId));
    return { key };
  },
});

async function decide(context: ActionContext, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'device_decisions_event_id_station_id_fkey') throw new Refusal('station-unknown', {}, '/stationId');
    throw error;
  }
  context.announce('devices');
}

const suspend = defineAction({
  name: 'devices.suspend',
  summary: 'Takes a device out of service, or for good: what it sends while it is suspended is kept and counts for nothing; for good, its key ends.',
  roles: deviceSuspenders,
  input: Type.Object({ deviceId: identifier, forGood: Type.Boolean(), reason: reasonText }, strict),
  output: Type.Object({}),
  refuses: ['device-unknown', 'device-retired'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const device = await getDevice(context, input.deviceId);
    if (device.decision === 'retired') throw new Refusal('device-retired');
    await decide(context, () => insertDecision(tx, eventId, input.deviceId, { decision: input.forGood ? 'retired' : 'suspended', stationId: device.station_id, key: null, settings: device.settings ?? {}, reason: input.reason }, now, actor.officerId));
    return {};
  },
});

const recordCheck = defineAction({
  name: 'devices.recordCheck',
  summary: 'Records a calibration or a check of a device. One that failed may say since when the device has measured badly: every step that it proved since then is owed again.',
  roles: deviceCheckers,
  input: Type.Object({
    deviceId: identifier, check: Type.String({ minLength: 1, maxLength: 40 }), passed: Type.Boolean(), performedAt: instant, validUntil: Type.Optional(instant), certificate: Type.Optional(shortText),
    measured: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Union([Type.Number(), Type.String({ maxLength: 120 })]))), badSince: Type.Optional(instant), note: Type.Optional(Type.String({ maxLength: 1000 })),
  }, strict),
  output: Type.Object({ checkId: Type.String(), reopened: Type.Integer(), ended: Type.Integer() }),
  refuses: ['device-unknown', 'check-unknown', 'check-in-future', 'check-contradicts'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const device = await getDevice(context, input.deviceId);
    const rule = findKind(device.kind)?.checks.find((one) => one.check === input.check);
    if (rule === undefined) throw new Refusal('check-unknown', { check: input.check, checks: findKind(device.kind)?.checks.map((one) => one.check) ?? [] }, '/check');
    const [performedAt, validUntil, badSince] = [input.performedAt, input.validUntil, input.badSince].map((at) => (at === undefined ? null : new Date(at).toISOString()));
    if (performedAt! > now) throw new Refusal('check-in-future', {}, '/performedAt');
    if ((input.passed && badSince !== null) || (!input.passed && validUntil !== null) || (validUntil !== null && validUntil! <= performedAt!) || (badSince !== null && badSince! > performedAt!)) throw new Refusal('check-contradicts', {}, '/badSince');
    const checkId = uuidv7();
    await insertCheck(tx, eventId, { checkId, deviceId: input.deviceId, kind: input.check, passed: input.passed, performedAt: performedAt!, validUntil: validUntil!, measured: input.measured ?? {}, certificate: input.certificate ?? null, condemnsSince: badSince!, note: input.note ?? '' }, now, actor.officerId);
    const proved = badSince === null ? [] : await provedSince(tx, eventId, input.deviceId, badSince!, performedAt!);
    let reopened = 0;
    for (const step of new Set(proved.map((one) => one.step))) {
      const cases = proved.filter((one) => one.step === step).map((one) => one.case_id);
      const owed = await oweOnEach(context, cases, step, `calibration:${checkId}`);
      reopened += owed.size;
      for (const caseId of owed.keys()) context.announce(`case:${caseId}`);
    }
    context.announce('devices');
    context.announce(`device:${input.deviceId}`);
    return { checkId, reopened, ended: proved.length - reopened };
  },
});

const noteLinks = defineAction({
  name: 'devices.noteLinks',
  summary: 'Notes which devices have become reachable or not, from last will and heartbeat.',
  roles: ['device'],
  input: Type.Object({ changes: Type.Array(Type.Object({ deviceId: identifier, changedAt: instant, link: Type.Enum(['online', 'offline', 'broken']) }, strict), { minItems: 1, maxItems: 1000 }) }, strict),
  output: Type.Object({}),
  refuses: [],
  async run({ tx, eventId, announce }, input) {
    await insertLinks(tx, eventId, input.changes);
    announce('devices');
    return {};
  },
});

const noteTelemetry = defineAction({
  name: 'devices.noteTelemetry',
  summary: 'Keeps telemetry of devices: what a kind declares, within its bounds; anything else is left out.',
  roles: ['device'],
  input: Type.Object({ rows: Type.Array(Type.Object({ deviceId: identifier, measuredAt: instant, reading: Type.Record(Type.String({ maxLength: 60 }), Type.Number()) }, strict), { minItems: 1, maxItems: 5000 }) }, strict),
  output: Type.Object({ kept: Type.Integer() }),
  refuses: [],
  async run(context, input) {
    const { tx, eventId, now, announce } = context;
    const known = new Map((await deviceRows(tx, eventId, now)).map((device) => [device.device_id, findKind(device.kind)]));
    const rows = input.rows.flatMap((row) => {
      const declared = known.get(row.deviceId)?.telemetry;
      if (declared === undefined) return [];
      const reading = Object.fromEntries(Object.entries(row.reading).filter(([name, value]) => Object.hasOwn(declared, name) && value >= declared[name]!.minimum && value <= declared[name]!.maximum));
      return Object.keys(reading).length === 0 ? [] : [{ ...row, reading }];
    });
    if (rows.length > 0) await insertTelemetry(tx, eventId, rows);
    for (const deviceId of new Set(rows.map((row) => row.deviceId))) announce(`device:${deviceId}`);
    return { kept: rows.length };
  },
});

/** Lists the actions on devices themselves: known, approved, checked, reachable. */
export const deviceRegisterActions: readonly ActionDefinition[] = [addDevice, announceDevice, approve, suspend, recordCheck, noteLinks, noteTelemetry];
