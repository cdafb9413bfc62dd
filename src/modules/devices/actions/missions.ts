import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { firstBase, isEnd, mapOf, orderOfMission, waitsForPerson, zoneKeeping, zonesOfEvent } from '../missions.ts';
import { missionNotes, missionPurposes } from '../shapes/missions.ts';
import { checkOrder } from '../rules/robots/consistency.ts';
import { blockedOnWay, slowedByZones } from '../rules/robots/zone-geometry.ts';
import { missionSenders as senders } from '../rules/roles.ts';
import { identifier, strict } from '../shapes.ts';
import { alarmRows } from '../store/alarms.ts';
import { insertMission, insertNote, insertTakeOver, lockMissionsOf, missionRow, openMissionRows } from '../store/missions.ts';
import type { MissionRow } from '../store/missions.ts';
import { lastFactsheet } from '../store/zones.ts';
import { getDevice } from './devices.ts';

const mostStops = 100;
const reach = { minimum: -100_000, maximum: 100_000 } as const;
const stop = Type.Object({
  nodeId: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), x: Type.Number(reach), y: Type.Number(reach), theta: Type.Optional(Type.Number({ minimum: -Math.PI, maximum: Math.PI })),
  actions: Type.Optional(Type.Array(Type.Object({
    actionType: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), blockingType: Type.Optional(Type.Enum(['NONE', 'SOFT', 'SINGLE', 'HARD'])),
    parameters: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 60 }), Type.Union([Type.String({ maxLength: 500 }), Type.Number(), Type.Boolean()]))),
  }, strict), { maxItems: 20 })),
}, strict);

const sendMission = defineAction({
  name: 'devices.sendMission',
  summary: 'Sends a robot along stops: a patrol, a second reading, a delivery. It begins where the robot stands; it is sent until the robot accepts it, also after a restart, and what it does not finish goes back to a person.',
  roles: [...senders],
  input: Type.Object({ deviceId: identifier, purpose: Type.Enum([...missionPurposes]), alarmId: Type.Optional(identifier), mapId: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })), baseNodes: Type.Optional(Type.Integer({ minimum: 1, maximum: mostStops })), stops: Type.Array(stop, { minItems: 1, maxItems: mostStops }) }, strict),
  output: Type.Object({ missionId: Type.String() }),
  refuses: ['device-unknown', 'device-not-robot', 'robot-not-approved', 'robot-not-online', 'robot-busy', 'alarm-unknown', 'mission-invalid', 'mission-through-zone', 'mission-zone-unsupported', 'mission-zone-untold'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const device = await getDevice(context, input.deviceId);
    if (device.kind !== 'inspectionRobot') throw new Refusal('device-not-robot', {}, '/deviceId');
    if (device.decision !== 'approved') throw new Refusal('robot-not-approved', {}, '/deviceId');
    if (device.link !== 'online') throw new Refusal('robot-not-online', {}, '/deviceId');
    if (input.alarmId !== undefined && (await alarmRows(tx, eventId, now, { alarmId: input.alarmId })).length === 0) throw new Refusal('alarm-unknown', { alarmId: input.alarmId }, '/alarmId');
    const mapId = input.mapId ?? mapOf(device.settings);
    const zones = (await zonesOfEvent(tx, eventId, now)).find((one) => one.mapId === mapId);
    const given = orderOfMission(command.id, input.stops, mapId, input.baseNodes ?? firstBase(device.settings));
    // What a robot does not know itself becomes the stricter thing that its order says.
    const { kinds, because, toldAt } = zoneKeeping(device.settings, mapId, await lastFactsheet(tx, eventId, now, input.deviceId));
    const content = kinds.includes('SPEED_LIMIT') ? given : slowedByZones(given, zones);
    const closed = blockedOnWay(given, zones, ['BLOCKED']);
    if (closed !== undefined) throw new Refusal('mission-through-zone', { zone: closed.zoneId }, '/stops');
    const needed = kinds.includes('RELEASE') ? undefined : blockedOnWay(given, zones, ['RELEASE']);
    if (needed !== undefined) throw new Refusal(({ told: 'mission-zone-unsupported', untold: 'mission-zone-untold', never: 'mission-through-zone' } as const)[because], { zone: needed.zoneId, ...(toldAt === null ? {} : { toldAt }) }, '/stops');
    const wrong = checkOrder(content).find(({ severity }) => severity === 'error');
    if (wrong !== undefined) throw new Refusal('mission-invalid', { reason: wrong.message }, '/stops');
    await lockMissionsOf(tx, input.deviceId);
    if ((await openMissionRows(tx, eventId, now)).some((mission) => mission.device_id === input.deviceId)) throw new Refusal('robot-busy', {}, '/deviceId');
    await insertMission(tx, eventId, { missionId: command.id, deviceId: input.deviceId, purpose: input.purpose, alarmId: input.alarmId ?? null, content }, now, actor.officerId);
    tell(context, input.deviceId);
    return { missionId: command.id };
  },
});

function tell(context: ActionContext, deviceId: string): void {
  context.announce('devices');
  context.announce(`device:${deviceId}`);
}

async function getOpen({ tx, eventId, now }: ActionContext, missionId: string): Promise<MissionRow> {
  const found = await missionRow(tx, eventId, now, missionId);
  if (found === undefined) throw new Refusal('mission-unknown', { missionId }, '/missionId');
  return found;
}

const cancelMission = defineAction({
  name: 'devices.cancelMission',
  summary: 'Asks a robot to stop its mission. It has ended when the robot says so; one that was never sent ends at once.',
  roles: [...senders],
  input: Type.Object({ missionId: identifier, reason: Type.String({ minLength: 3, maxLength: 500 }) }, strict),
  output: Type.Object({}),
  refuses: ['mission-unknown', 'mission-ended'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const { device_id: deviceId } = await getOpen(context, input.missionId);
    await lockMissionsOf(tx, deviceId);
    const mission = await getOpen(context, input.missionId);
    if (mission.notes.some(({ note }) => isEnd(note))) throw new Refusal('mission-ended');
    await insertNote(tx, eventId, input.missionId, { note: mission.notes.length === 0 ? 'cancelled' : 'cancelling', detail: input.reason }, now, actor.officerId);
    tell(context, deviceId);
    return {};
  },
});

const takeOver = defineAction({
  name: 'devices.takeOverMission',
  summary: 'Says that a person does what a robot did not: a mission that was returned or rejected is then nobody else\'s.',
  roles: [...senders],
  input: Type.Object({ missionId: identifier, how: Type.String({ minLength: 3, maxLength: 500 }) }, strict),
  output: Type.Object({}),
  refuses: ['mission-unknown', 'mission-not-returned'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const { device_id: deviceId } = await getOpen(context, input.missionId);
    await lockMissionsOf(tx, deviceId);
    const mission = await getOpen(context, input.missionId);
    if (!waitsForPerson(mission.notes)) throw new Refusal('mission-not-returned', {}, '/missionId');
    await insertTakeOver(tx, eventId, input.missionId, input.how, now, actor.officerId);
    tell(context, deviceId);
    return {};
  },
});

const noteMission = defineAction({
  name: 'devices.noteMission',
  summary: 'Notes how far a robot is with its mission, as its control heard it. Each note counts once, and nothing is noted after the end.',
  roles: ['device'],
  input: Type.Object({ missionId: identifier, note: Type.Enum(missionNotes.filter((note) => note !== 'cancelling' && note !== 'takenOver')), detail: Type.String({ maxLength: 500 }) }, strict),
  output: Type.Object({ noted: Type.Boolean() }),
  refuses: ['mission-unknown'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const { device_id: deviceId } = await getOpen(context, input.missionId);
    if (actor.subject !== deviceId) throw new Refusal('mission-unknown', { missionId: input.missionId }, '/missionId');
    await lockMissionsOf(tx, deviceId);
    const noted = await insertNote(tx, eventId, input.missionId, { note: input.note, detail: input.detail }, now, actor.officerId);
    if (noted) tell(context, deviceId);
    return { noted };
  },
});

/** Lists the actions on missions of robots. */
export const missionActions: readonly ActionDefinition[] = [sendMission, cancelMission, takeOver, noteMission];
