import { runView } from '../kernel/view.ts';
import { deviceActorOf } from '../modules/devices/identity.ts';
import type { OpenHouse } from '../server/start.ts';
import { dayLength, hour, minute } from './days.ts';
import type { Doing } from './devices.ts';
import { actorFor } from './port.ts';

/** Is the invented hall of the main airport as it is saved: nobody has measured it. Unit: m; cps. */
const hall = {
  area: { width: 64, depth: 22 }, walls: [[0, 0, 64, 0], [0, 22, 64, 22], [0, 0, 0, 22], [64, 0, 64, 16], [42, 11, 42, 18]],
  detectors: [[6, 1], [22, 1], [40, 1], [58, 1], [6, 21], [26, 21], [52, 21]].map(([x, y], place) => ({ id: `D${place + 1}`, x: x!, y: y!, responseCpsM2: 100, backgroundCps: 50 })),
};

/** Saves the plan of the invented hall with a zone on it, and gives robots missions through the public actions: one done, one handed back to a person, one under way. */
export async function makeMissions(doing: Doing, open: OpenHouse, eventId: string, until: number): Promise<void> {
  const duty = actorFor(eventId, 'dutyOfficer', null);
  const customs = actorFor(eventId, 'customsOfficer', null);
  const { points } = (await runView(open.house, eventId, duty, open.registry.views.get('ports.list')!, {})).data as { points: readonly { pointId: string; code: string }[] };
  const pointId = points.find(({ code }) => code === 'PEK')!.pointId;
  await doing.act('layout', until - 3 * dayLength, customs, 'devices.saveLayout', { pointId, name: 'Invented hall 虚构大厅', content: hall });
  await doing.act('zones', until - 3 * dayLength + minute, duty, 'devices.saveZones', { mapId: 'port', zones: [{ zoneId: 'Cold store 冷库', zoneType: 'BLOCKED', vertices: [{ x: 46, y: 12 }, { x: 58, y: 12 }, { x: 58, y: 17 }, { x: 46, y: 17 }] }, { zoneId: 'Queue 候检区', zoneType: 'SPEED_LIMIT', maximumSpeed: 0.4, vertices: [{ x: 2, y: 4 }, { x: 12, y: 4 }, { x: 12, y: 9 }, { x: 2, y: 9 }] }] });
  const way = (...places: readonly (readonly [number, number])[]): object[] => places.map(([x, y], at) => ({ nodeId: at === 0 ? 'start' : `stop-${at}`, x, y, ...(at === 0 ? {} : { actions: [{ actionType: 'measure', parameters: { seconds: 10 } }] }) }));
  for (const { name, robot, ago, purpose, stops, base, notes } of [
    { name: 'done', robot: 'inspectionRobot-1', ago: 5 * hour, purpose: 'patrol', stops: way([3, 2], [18, 3], [36, 5], [20, 9]), base: undefined, notes: [[0.1, 'sent', ''], [0.2, 'accepted', ''], [9, 'finished', '']] },
    { name: 'back', robot: 'inspectionRobot-2', ago: 9.05 * hour, purpose: 'delivery', stops: way([3, 16], [20, 13], [22, 3]), base: undefined, notes: [[0.1, 'sent', ''], [0.2, 'accepted', ''], [4, 'returned', 'the robot is silent']] },
    { name: 'driving', robot: 'inspectionRobot-1', ago: 3 * minute, purpose: 'patrol', stops: way([3, 2], [14, 6], [24, 6], [36, 3]), base: 3, notes: [[0.1, 'sent', ''], [0.2, 'accepted', '']] },
  ] as const) {
    const deviceId = doing.devices.get(robot)!;
    const at = until - ago;
    const { missionId } = await doing.act(`mission ${name}`, at, customs, 'devices.sendMission', { deviceId, purpose, stops, ...(base === undefined ? {} : { baseNodes: base }) }) as { missionId: string };
    for (const [minutes, note, detail] of notes) await doing.act(`mission ${name} ${note}`, at + minutes * minute, deviceActorOf({ deviceId, name: { en: 'Robot', zh: '机器人' }, stationId: null }), 'devices.noteMission', { missionId, note, detail });
  }
}
