import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../src/kernel/ids.ts';
import { robotVersions } from '../src/modules/devices/shapes/robots.ts';
import { startDevices } from '../src/server/devices.ts';
import type { Devices } from '../src/server/devices.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { addDevice } from './devices-port.ts';
import { RobotOnLine } from './robot-on-line.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Mission { missionId: string; progress: string; ended: boolean; purpose: string; notes: { note: string; detail: string }[] }
interface Told { name: string; level: string; reading: Record<string, unknown> }

let world: TestWorld;
let devices: Devices;
let robots: RobotOnLine[];
const settings = { promisedState: 1200, silence: 1200, resendAfter: 600 };
const start = (port: number): Promise<Devices> => startDevices(world.open, new DeviceGateway(world.open), { brokerPort: port, robots: settings }, (message) => { complaints.push(message); });
const complaints: string[] = [];

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-27T01:00:00.000Z' });
  devices = await start(0);
  robots = await Promise.all(robotVersions.map(async (version) => {
    const device = await addDevice(world, 'inspectionRobot', { settings: { vdaVersion: version } });
    const [row] = await world.open.pool.query<{ serial: string }>('SELECT serial FROM devices WHERE event_id = $1 AND device_id = $2', [world.eventId, device.deviceId]);
    return new RobotOnLine(devices.broker!.url, device, version, row!.serial);
  }));
}, 60_000);
afterAll(async () => {
  await Promise.all(robots.map((robot) => robot.stop()));
  await devices.stop();
  await world.close();
});

const linkOf = async ({ device }: RobotOnLine): Promise<string | null> => {
  await devices.gateway.flush();
  return (await world.see<{ devices: { deviceId: string; link: string | null }[] }>('devices.wall', {})).devices.find((one) => one.deviceId === device.deviceId)!.link;
};
const told = async ({ device }: RobotOnLine, name: string): Promise<Told[]> => (await world.see<{ events: Told[] }>('devices.device', { deviceId: device.deviceId })).events.filter((event) => event.name === name);
const mission = async (missionId: string): Promise<Mission> => (await world.see<{ missions: Mission[] }>('devices.missions', {})).missions.find((one) => one.missionId === missionId)!;
const send = async ({ device }: RobotOnLine, stops: object[]): Promise<string> => (await world.done<{ missionId: string }>('devices.sendMission', { deviceId: device.deviceId, purpose: 'patrol', stops })).missionId;
const notesOf = async (missionId: string): Promise<string[]> => (await mission(missionId)).notes.map(({ note }) => note);
const reaches = (missionId: string, progress: string) => expect.poll(async () => (await mission(missionId)).progress, { timeout: 8000, interval: 100 }).toBe(progress);
const robotSeen = async ({ device }: RobotOnLine) => (await world.see<{ robots: { deviceId: string; stop: { kind: string } | null; xMetres: number | null; batteryPercent: number | null; track: { x: number }[]; version: string }[] }>('devices.robots', {})).robots.find((one) => one.deviceId === device.deviceId)!;
const each = (work: (robot: RobotOnLine) => Promise<void>): Promise<unknown> => Promise.all(robots.map(work));

test('a mission is sent, accepted, driven and finished in each version; what the robot does becomes events once, telemetry and its link', async () => {
  await each(async (robot) => {
    await expect.poll(() => linkOf(robot), { timeout: 8000 }).toBe('online');
    const missionId = await send(robot, [{ nodeId: 'n0', x: 0, y: 0 }, { nodeId: 'n1', x: 2, y: 0, actions: [{ actionType: 'measure', parameters: { seconds: 0.2 } }] }]);
    expect(await world.refusedBy('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'delivery', stops: [{ nodeId: 'n1', x: 2, y: 0 }] })).toBe('robot-busy');
    await reaches(missionId, 'finished');
    expect(await notesOf(missionId)).toEqual(['sent', 'accepted', 'finished']);
    expect(robot.robot.snapshot(Date.now()).position).toMatchObject({ x: 2, y: 0 });
    await expect.poll(async () => (await told(robot, 'actionFinished')).map(({ level, reading }) => [level, reading])).toEqual([['result', { orderId: missionId, actionId: `${missionId}.1.0`, action: 'measure' }]]);
    expect((await told(robot, 'orderAccepted')).map(({ reading }) => reading)).toEqual([{ orderId: missionId }]);
    await devices.gateway.flush();
    const { points } = await world.see<{ points: { reading: Record<string, number> }[] }>('devices.telemetry', { deviceId: robot.device.deviceId, from: '2022-01-27T00:00:00.000Z', to: '2022-01-28T00:00:00.000Z' });
    expect(points.some(({ reading }) => reading['xMetres'] === 2 && reading['batteryPercent']! > 90 && reading['deviationMetres']! < 0.1)).toBe(true);
    expect(points.some(({ reading }) => reading['speedMetresPerSecond'] === 4)).toBe(true);
    const seen = await robotSeen(robot);
    expect(seen).toMatchObject({ xMetres: 2, stop: null, version: robot.version });
    expect(seen.batteryPercent).toBeGreaterThan(90);
    expect(seen.track.at(-1)).toMatchObject({ x: 2 });
    expect(await world.refusedBy('devices.takeOverMission', { missionId, how: 'It has finished' })).toBe('mission-not-returned');
  });
}, 20_000);

test('a person cancels a mission, and it has ended when the robot says so', async () => {
  await each(async (robot) => {
    const missionId = await send(robot, [{ nodeId: 'n1', x: 2, y: 0 }, { nodeId: 'n9', x: 900, y: 0 }]);
    await reaches(missionId, 'accepted');
    await world.done('devices.cancelMission', { missionId, reason: 'The way is needed' });
    await reaches(missionId, 'cancelled');
    expect(robot.robot.snapshot(Date.now()).driving).toBe(false);
    expect(await world.refusedBy('devices.cancelMission', { missionId, reason: 'Once more' })).toBe('mission-ended');
  });
}, 20_000);

test('a server that goes and comes back takes up what is under way and sends nothing that has ended', async () => {
  const under = await Promise.all(robots.map(async (robot) => {
    const { x } = robot.robot.snapshot(Date.now()).position!;
    const missionId = await send(robot, [{ nodeId: 'n1', x, y: 0 }, { nodeId: 'n2', x: x + 12, y: 0, actions: [{ actionType: 'measure', parameters: { seconds: 0.1 } }] }]);
    await reaches(missionId, 'accepted');
    return missionId;
  }));
  const before = robots.map((robot) => robot.orders.length);
  const port = Number(new URL(devices.broker!.url).port);
  await devices.stop();
  devices = await start(port);
  await Promise.all(under.map((missionId) => reaches(missionId, 'finished')));
  for (const [at, robot] of robots.entries()) {
    expect(await notesOf(under[at]!)).toEqual(['sent', 'accepted', 'finished']);
    // It was accepted before: not even the order under way is sent again.
    expect(robot.orders.slice(before[at])).toEqual([]);
    expect((await told(robot, 'orderAccepted')).filter(({ reading }) => reading['orderId'] === under[at])).toHaveLength(1);
    expect((await told(robot, 'actionFinished')).filter(({ reading }) => reading['orderId'] === under[at])).toHaveLength(1);
  }
}, 25_000);

test('the emergency stop is seen at once, and a mission for a stopped robot goes back to a person', async () => {
  await each(async (robot) => {
    const begun = Date.now();
    robot.inject({ kind: 'estop', on: true, type: 'MANUAL' });
    await expect.poll(async () => (await told(robot, 'emergencyStop')).map(({ level, reading }) => [level, reading]), { timeout: 2000, interval: 20 }).toEqual([['fault', { kind: 'MANUAL' }]]);
    expect(Date.now() - begun).toBeLessThan(1500);
    const stopOf = async (): Promise<unknown> => (await robotSeen(robot)).stop;
    expect(await stopOf()).toMatchObject({ kind: 'MANUAL' });
    const { x } = robot.robot.snapshot(Date.now()).position!;
    const missionId = await send(robot, [{ nodeId: 'n2', x, y: 0 }, { nodeId: 'n3', x: x + 1, y: 0 }]);
    await reaches(missionId, 'returned');
    expect((await mission(missionId)).notes).toMatchObject([{ note: 'returned', detail: expect.stringMatching(/^robot-stopped/) }]);
    // It waits for a person until one says that it is theirs, once.
    expect(await mission(missionId)).toMatchObject({ waitsForPerson: true, ended: true });
    await world.done('devices.takeOverMission', { missionId, how: 'Walked there with the handheld' });
    expect(await mission(missionId)).toMatchObject({ waitsForPerson: false, progress: 'takenOver' });
    expect(await world.refusedBy('devices.takeOverMission', { missionId, how: 'Once more' })).toBe('mission-not-returned');
    robot.inject({ kind: 'estop', on: false });
    await expect.poll(async () => { await devices.gateway.flush(); return stopOf(); }, { timeout: 3000 }).toBeNull();
    robot.sayStoppedBadly();
    await expect.poll(async () => (await told(robot, 'emergencyStop')).map(({ reading }) => reading['kind']).sort(), { timeout: 2000, interval: 20 }).toEqual(['MANUAL', 'REMOTE']);
    await expect.poll(async () => (await told(robot, 'fault')).filter(({ reading }) => String(reading['what']).startsWith('state: ')).length, { timeout: 2000 }).toBe(1);
  });
}, 15_000);

test('a robot that drops off the line and stays silent gives its mission back to a person, in words', async () => {
  await each(async (robot) => {
    const { x } = robot.robot.snapshot(Date.now()).position!;
    const missionId = await send(robot, [{ nodeId: 'n2', x, y: 0 }, { nodeId: 'n4', x: x + 900, y: 0 }]);
    await reaches(missionId, 'accepted');
    robot.breakOff();
    await expect.poll(() => linkOf(robot), { timeout: 3000, interval: 50 }).toBe('broken');
    await reaches(missionId, 'returned');
    expect((await mission(missionId)).notes.at(-1)).toMatchObject({ note: 'returned', detail: 'the robot is silent' });
    await expect.poll(async () => (await told(robot, 'fault')).map(({ reading }) => String(reading['what'])).filter((what) => what.includes('silent')), { timeout: 2000 }).toHaveLength(2);
    expect(await linkOf(robot)).not.toBe('online');
    expect(await world.refusedBy('devices.sendMission', { deviceId: robot.device.deviceId, purpose: 'patrol', stops: [{ nodeId: 'n2', x: 0, y: 0 }] })).toBe('robot-not-online');
  });
  expect(complaints).toEqual([]);
}, 20_000);

test('only officers of the port send a robot, only where it can go, and a robot notes only its own mission', async () => {
  const [robot] = robots;
  const stops = [{ nodeId: 'n0', x: 0, y: 0 }];
  expect(await world.refusedBy('devices.sendMission', { deviceId: robot!.device.deviceId, purpose: 'patrol', stops }, { as: await world.makeOfficer('gate') })).toBe('role-not-allowed');
  expect(await world.refusedBy('devices.sendMission', { deviceId: (await addDevice(world, 'thermometerGate')).deviceId, purpose: 'patrol', stops })).toBe('device-not-robot');
  expect(await world.refusedBy('devices.sendMission', { deviceId: robot!.device.deviceId, purpose: 'patrol', stops: [] })).toBe('input-invalid');
  const { missions } = await world.see<{ missions: Mission[] }>('devices.missions', { deviceId: robot!.device.deviceId });
  expect(await world.refusedBy('devices.noteMission', { missionId: missions[0]!.missionId, note: 'finished', detail: '' }, { as: robots[1]!.device.actor })).toBe('mission-unknown');
  expect(await world.done('devices.noteMission', { missionId: missions[0]!.missionId, note: 'finished', detail: '' }, { as: robot!.device.actor })).toEqual({ noted: false });
  expect(await world.refusedBy('devices.cancelMission', { missionId: uuidv7(), reason: 'Nobody knows it' })).toBe('mission-unknown');
});
