import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { zoneKeepers } from '../rules/roles.ts';
import { zoneProblem } from '../rules/robots/zone-geometry.ts';
import { identifier, strict } from '../shapes.ts';
import { zoneShape } from '../shapes/zones.ts';
import { lockMissionsOf, missionRow } from '../store/missions.ts';
import { insertBase, insertFactsheet, insertZoneSet } from '../store/zones.ts';

const saveZones = defineAction({
  name: 'devices.saveZones',
  summary: 'Saves the zones of a map: where no robot may be, where it drives slowly, where one at a time is let in. Robots that know zones get them; the others get no mission through what is closed to them, and slower ways. They count instead of the map\'s older ones, which are kept.',
  roles: zoneKeepers,
  input: Type.Object({ mapId: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }), zones: Type.Array(zoneShape, { maxItems: 60 }) }, strict),
  output: Type.Object({ zoneSetId: Type.String() }),
  refuses: ['zone-twice', 'zone-speed', 'zone-flat'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const problem = zoneProblem(input.zones);
    if (problem !== undefined) throw new Refusal(problem.code, { zone: problem.zone }, `/zones/${problem.at}`);
    const zoneSetId = uuidv7();
    await insertZoneSet(tx, eventId, { zoneSetId, mapId: input.mapId.trim(), zones: input.zones.map((zone) => ({ ...zone, zoneId: zone.zoneId.trim() })) }, now, actor.officerId);
    announce('zones');
    announce('devices');
    return { zoneSetId };
  },
});

const noteBase = defineAction({
  name: 'devices.noteBase',
  summary: 'Notes that more of a mission\'s way was released to its robot. Each update counts once.',
  roles: ['device'],
  input: Type.Object({ missionId: identifier, orderUpdateId: Type.Integer({ minimum: 1 }), releasedNodes: Type.Integer({ minimum: 1 }) }, strict),
  output: Type.Object({}),
  refuses: ['mission-unknown'],
  async run({ tx, eventId, now, actor, announce }, input) {
    const mission = await missionRow(tx, eventId, now, input.missionId);
    if (mission === undefined || mission.device_id !== actor.subject) throw new Refusal('mission-unknown', { missionId: input.missionId }, '/missionId');
    await insertBase(tx, eventId, input.missionId, input, now);
    announce('devices');
    announce(`device:${mission.device_id}`);
    return {};
  },
});

const noteFactsheet = defineAction({
  name: 'devices.noteFactsheet',
  summary: 'Notes which kinds of zones a robot says in its factsheet that it keeps. A mission is checked against the last that it said.',
  roles: ['device'],
  input: Type.Object({ deviceId: identifier, supportedZones: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 40 }) }, strict),
  output: Type.Object({}),
  refuses: ['device-unknown'],
  async run({ tx, eventId, now, actor, announce }, input) {
    if (input.deviceId !== actor.subject) throw new Refusal('device-unknown', { deviceId: input.deviceId }, '/deviceId');
    await lockMissionsOf(tx, input.deviceId);
    await insertFactsheet(tx, eventId, input.deviceId, [...new Set(input.supportedZones)].sort(), now);
    announce(`device:${input.deviceId}`);
    return {};
  },
});

/** Lists the actions on zones, on how far missions are released, and on what robots know of zones. */
export const zoneActions: readonly ActionDefinition[] = [saveZones, noteBase, noteFactsheet];
