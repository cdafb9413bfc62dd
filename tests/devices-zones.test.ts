import { afterAll, beforeAll, expect, test } from 'vitest';
import { robotVersions } from '../src/modules/devices/shapes/robots.ts';
import { readRobotMessage } from '../src/modules/devices/formats/vda5050/read.ts';
import { crosses, zoneProblem } from '../src/modules/devices/rules/robots/zone-geometry.ts';
import { startDevices } from '../src/server/devices.ts';
import type { Devices } from '../src/server/devices.ts';
import type { VirtualRobotParts } from '../src/modules/devices/simulators/robot.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { addDevice } from './devices-port.ts';
import { RobotOnLine } from './robot-on-line.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Mission { missionId: string; progress: string; stops: { nodeId: string; released: boolean }[] }

let world: TestWorld;
let devices: Devices;
const lines: RobotOnLine[] = [];
const settings = { promisedState: 4000, silence: 4000, resendAfter: 600, baseNodes: 2 };
const start = (port: number): Promise<Devices> => startDevices(world.open, new DeviceGateway(world.open), { brokerPort: port, robots: settings }, () => undefined);

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T01:00:00.000Z' });
  devices = await start(0);
}, 60_000);
afterAll(async () => {
  await Promise.all(lines.map((line) => line.stop()));
  await devices.stop();
  await world.close();
});

async function robotOf(version: (typeof robotVersions)[number], more: Record<string, string> = {}, parts: Partial<VirtualRobotParts> = {}): Promise<RobotOnLine> {
  const device = await addDevice(world, 'inspectionRobot', { settings: { vdaVersion: version, ...more } });
  const [row] = await world.open.pool.query<{ serial: string }>('SELECT serial FROM devices WHERE event_id = $1 AND device_id = $2', [world.eventId, device.deviceId]);
  const line = new RobotOnLine(devices.broker!.url, device, version, row!.serial, parts);
  lines.push(line);
  await expect.poll(async () => {
    await devices.gateway.flush();
    return (await world.see<{ devices: { deviceId: string; link: string | null }[] }>('devices.wall', {})).devices.find((one) => one.deviceId === device.deviceId)!.link;
  }, { timeout: 10_000 }).toBe('online');
  return line;
}
const mission = async (missionId: string): Promise<Mission> => (await world.see<{ missions: Mission[] }>('devices.missions', {})).missions.find((one) => one.missionId === missionId)!;
const reaches = (missionId: string, progress: string) => expect.poll(async () => (await mission(missionId)).progress, { timeout: 15_000, interval: 100 }).toBe(progress);
const along = (...places: readonly (readonly [number, number])[]) => places.map(([x, y], at) => ({ nodeId: `n${at}`, x, y }));
const square = (x: number, y: number, size: number) => [{ x, y }, { x: x + size, y }, { x: x + size, y: y + size }, { x, y: y + size }];
const send = async ({ device }: RobotOnLine, stops: object[], more: object = {}): Promise<string> => (await world.done<{ missionId: string }>('devices.sendMission', { deviceId: device.deviceId, purpose: 'patrol', stops, ...more })).missionId;
const zonesOf = async ({ device }: RobotOnLine): Promise<boolean | null> => {
  await devices.gateway.flush();
  return (await world.see<{ robots: { deviceId: string; zonesInForce: boolean | null }[] }>('devices.robots', {})).robots.find((one) => one.deviceId === device.deviceId)!.zonesInForce;
};

test('in each version a mission is released piece by piece: the rest is horizon, and is driven to its end also when the server is another one in between', async () => {
  const robots = await Promise.all(robotVersions.map((version) => robotOf(version)));
  const stops = along([0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [5, 0]);
  const missions = await Promise.all(robots.map((robot) => send(robot, stops, { baseNodes: 2 })));
  expect((await mission(missions[0]!)).stops.map(({ released }) => released)).toEqual([true, true, false, false, false, false]);
  await Promise.all(missions.map((missionId) => expect.poll(async () => (await mission(missionId)).stops.filter(({ released }) => released).length, { timeout: 15_000, interval: 50 }).toBeGreaterThan(2)));
  const port = Number(new URL(devices.broker!.url).port);
  await devices.stop();
  devices = await start(port);
  await Promise.all(missions.map((missionId) => reaches(missionId, 'finished')));
  for (const [at, robot] of robots.entries()) {
    expect(robot.robot.snapshot(Date.now()).position, robot.version).toMatchObject({ x: 5, y: 0 });
    expect((await mission(missions[at]!)).stops.every(({ released }) => released), robot.version).toBe(true);
    expect(robot.robot.snapshot(Date.now()).orderUpdateId, robot.version).toBeGreaterThanOrEqual(2);
  }
  await Promise.all(robots.map((robot) => robot.stop()));
}, 60_000);

test('zones reach the robots that know them and are enabled; a way through what is closed is refused, and older robots are slowed by their order', async () => {
  const [three, old, without] = [await robotOf('3.0', { mapId: 'hall' }), await robotOf('2.1', { mapId: 'hall' }), await robotOf('3.0', { mapId: 'hall', zones: 'none' })];
  expect(await world.refusedBy('devices.saveZones', { mapId: 'hall', zones: [{ zoneId: 'a', zoneType: 'BLOCKED', vertices: square(0, 0, 1) }, { zoneId: 'a', zoneType: 'BLOCKED', vertices: square(5, 5, 1) }] })).toBe('zone-twice');
  expect(await world.refusedBy('devices.saveZones', { mapId: 'hall', zones: [{ zoneId: 'slow', zoneType: 'SPEED_LIMIT', vertices: square(0, 0, 1) }] })).toBe('zone-speed');
  expect(zoneProblem([{ zoneId: 'line', zoneType: 'BLOCKED', vertices: [{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 2 }] }])).toMatchObject({ code: 'zone-flat' });
  await world.done('devices.saveZones', { mapId: 'hall', zones: [{ zoneId: 'store', zoneType: 'BLOCKED', vertices: square(4, -1, 2) }, { zoneId: 'slow', zoneType: 'SPEED_LIMIT', maximumSpeed: 0.5, vertices: square(0.5, 2, 2) }, { zoneId: 'door', zoneType: 'RELEASE', vertices: square(-4, -1, 2) }] });
  await expect.poll(() => zonesOf(three), { timeout: 15_000 }).toBe(true);
  expect(await zonesOf(old)).toBe(null);
  expect(three.robot.snapshot(Date.now()).zoneSets).toMatchObject([{ mapId: 'hall', enabled: true }]);
  const through = { purpose: 'patrol', stops: along([0, 0], [8, 0]) };
  for (const robot of [three, old, without]) expect(await world.refusedBy('devices.sendMission', { deviceId: robot.device.deviceId, ...through })).toBe('mission-through-zone');
  for (const robot of [old, without]) expect(await world.refusedBy('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'patrol', stops: along([0, 0], [-5, 0]) })).toBe('mission-through-zone');
  const slow = await send(old, along([0, 0], [0, 3], [2, 3]));
  const [row] = await world.open.pool.query<{ content: { edges: { maximumSpeed: number | null }[] } }>('SELECT content FROM missions WHERE mission_id = $1', [slow]);
  expect(row!.content.edges.map(({ maximumSpeed }) => maximumSpeed)).toEqual([null, 0.5]);
  expect(crosses({ x: 0, y: 0 }, { x: 8, y: 0 }, { vertices: square(4, -1, 2) })).toBe(true);
  expect(crosses({ x: 0, y: 2 }, { x: 8, y: 2 }, { vertices: square(4, -1, 2) })).toBe(false);
  // Saved anew the zones have another name, and the robot follows.
  await world.done('devices.saveZones', { mapId: 'hall', zones: [{ zoneId: 'door', zoneType: 'RELEASE', vertices: square(-4, -1, 2) }] });
  await expect.poll(() => three.robot.snapshot(Date.now()).zoneSets.filter(({ enabled }) => enabled).length, { timeout: 15_000 }).toBe(1);
  await expect.poll(() => three.robot.snapshot(Date.now()).zoneSets.map(({ enabled }) => enabled), { timeout: 15_000 }).toEqual([false, true]);
}, 60_000);

test('one robot at a time is let into a zone that needs permission; the next waits until the first is out', async () => {
  const [first, second] = [await robotOf('3.0', { mapId: 'yard' }), await robotOf('3.0', { mapId: 'yard' })];
  await world.done('devices.saveZones', { mapId: 'yard', zones: [{ zoneId: 'lock', zoneType: 'RELEASE', vertices: square(2, -1, 2) }] });
  await expect.poll(() => zonesOf(first), { timeout: 15_000 }).toBe(true);
  await expect.poll(() => zonesOf(second), { timeout: 15_000 }).toBe(true);
  const stay = { actions: [{ actionType: 'measure', parameters: { seconds: 3 } }] };
  const one = await send(first, [{ nodeId: 'n0', x: 0, y: 0 }, { nodeId: 'n1', x: 3, y: 0, ...stay }, { nodeId: 'n2', x: 6, y: 0 }]);
  await expect.poll(() => first.robot.snapshot(Date.now()).requests.map(({ status }) => status), { timeout: 10_000, interval: 50 }).toEqual(['GRANTED']);
  const two = await send(second, along([0, 0], [3, 0], [6, 0]));
  await expect.poll(() => second.robot.snapshot(Date.now()).requests.map(({ status }) => status), { timeout: 10_000, interval: 50 }).toEqual(['REQUESTED']);
  expect(second.robot.snapshot(Date.now()).position!.x).toBeLessThan(2.01);
  await reaches(one, 'finished');
  await reaches(two, 'finished');
  expect(second.robot.snapshot(Date.now()).errors).toEqual([]);
}, 60_000);

test('a robot of 3.0 whose factsheet does not name a kind of zones is checked as one that does not know it; what it says anew counts from then on', async () => {
  const [none, slowly, all] = [await robotOf('3.0', { mapId: 'dock' }, { supportedZones: [] }), await robotOf('3.0', { mapId: 'dock' }, { supportedZones: ['BLOCKED', 'SPEED_LIMIT'] }), await robotOf('3.0', { mapId: 'dock' })];
  const kinds = async ({ device }: RobotOnLine) => (await world.open.pool.query<{ supported_zones: string[] }>('SELECT supported_zones FROM robot_factsheets WHERE event_id = $1 AND device_id = $2 ORDER BY ordinal', [world.eventId, device.deviceId])).map((row) => row.supported_zones);
  const limits = async (missionId: string) => (await world.open.pool.query<{ content: { edges: { maximumSpeed: number | null }[] } }>('SELECT content FROM missions WHERE mission_id = $1', [missionId]))[0]!.content.edges.map(({ maximumSpeed }) => maximumSpeed);
  const gated = along([0, 0], [-5, 0]);
  const refusal = ({ device }: RobotOnLine, stops: object[], more: object = {}) => world.act('devices.sendMission', { deviceId: device.deviceId, purpose: 'patrol', stops, ...more });
  await world.done('devices.saveZones', { mapId: 'dock', zones: [{ zoneId: 'slow', zoneType: 'SPEED_LIMIT', maximumSpeed: 0.5, vertices: square(0.5, 2, 2) }, { zoneId: 'door', zoneType: 'RELEASE', vertices: square(-4, -1, 2) }] });
  // Zones are there and the factsheet is not yet: nobody knows whether it would wait at the door.
  expect(await refusal(all, gated)).toMatchObject({ ok: false, refusal: { code: 'mission-zone-untold', where: '/stops', params: { zone: 'door' } } });
  await expect.poll(async () => Promise.all([none, slowly, all].map(kinds)), { timeout: 15_000, interval: 100 }).toEqual([[[]], [['BLOCKED', 'SPEED_LIMIT']], [['BLOCKED', 'RELEASE', 'SPEED_LIMIT']]]);
  for (const robot of [none, slowly]) expect(await refusal(robot, gated)).toMatchObject({ ok: false, refusal: { code: 'mission-zone-unsupported', where: '/stops', params: { zone: 'door' } } });
  // It is sent the zones of its own map only.
  await world.done('devices.saveZones', { mapId: 'elsewhere', zones: [{ zoneId: 'gate', zoneType: 'RELEASE', vertices: square(-4, -1, 2) }] });
  expect(await refusal(all, gated, { mapId: 'elsewhere' })).toMatchObject({ ok: false, refusal: { code: 'mission-through-zone', params: { zone: 'gate' } } });
  await expect.poll(() => zonesOf(all), { timeout: 15_000 }).toBe(true);
  await expect.poll(() => zonesOf(slowly), { timeout: 15_000 }).toBe(true);
  expect(await zonesOf(none)).toBe(null);
  expect([none, slowly, all].map(({ robot }) => robot.snapshot(Date.now()).zoneSets.length)).toEqual([0, 1, 1]);
  const slow = along([0, 0], [0, 3], [2, 3]);
  const missions = [await send(none, slow), await send(slowly, slow), await send(all, slow)];
  expect(await Promise.all(missions.map(limits))).toEqual([[null, 0.5], [null, null], [null, null]]);
  await Promise.all(missions.map((missionId) => reaches(missionId, 'finished')));
  expect((await mission(await send(all, along([2, 3], [0, 0], [-5, 0])))).progress).not.toBe('rejected');
  // Its maker teaches it: the next factsheet is noted beside the first, and the mission is sent.
  none.sayFactsheet(['RELEASE']);
  await expect.poll(() => kinds(none), { timeout: 10_000, interval: 100 }).toEqual([[], ['RELEASE']]);
  await reaches(await send(none, along([2, 3], [0, 0], [-5, 0])), 'finished');
}, 90_000);

test('messages of zones are read with reasons, and are none before 3.0', () => {
  const header = { headerId: 1, timestamp: '2026-03-01T00:00:00.000Z', version: '3.0.0', manufacturer: 'Invented', serialNumber: 'R1' };
  const zone = { zoneId: 'a', zoneType: 'SPEED_LIMIT', vertices: square(0, 0, 1) };
  expect(readRobotMessage({ ...header, zoneSet: { mapId: 'hall', zoneSetId: 'z', zones: [{ ...zone, maximumSpeed: 0.3 }] } }, { version: '3.0', message: 'zoneSet' })).toMatchObject({ valid: true });
  expect(readRobotMessage({ ...header, zoneSet: { mapId: 'hall', zoneSetId: 'z', zones: [zone] } }, { version: '3.0', message: 'zoneSet' })).toMatchObject({ valid: false, findings: [expect.objectContaining({ path: expect.stringContaining('zones[0]') })] });
  expect(readRobotMessage({ ...header, zoneSet: { mapId: 'hall', zoneSetId: 'z', zones: [] } }, { version: '2.1', message: 'zoneSet' })).toMatchObject({ code: 'no-such-message' });
  expect(readRobotMessage({ ...header, responses: [{ requestId: 'r', grantType: 'MAYBE' }] }, { version: '3.0', message: 'responses' })).toMatchObject({ valid: false });
});
