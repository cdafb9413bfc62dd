import { afterAll, beforeAll, expect, test } from 'vitest';
import { runView } from '../src/kernel/view.ts';
import { wordsId } from '../src/kernel/named-ids.ts';
import { demoDevices, makeDevices } from '../src/demo/devices.ts';
import { playDevices } from '../src/demo/device-player.ts';
import { openPort } from '../src/demo/make-world.ts';
import { madeUntil } from '../src/demo/schedule.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let world: TestWorld;
const eventId = wordsId('devices of the world', 'event');
const see = async <T>(name: string, input: object): Promise<T> => (await runView(world.open.house, eventId, world.officer, world.open.registry.views.get(name)!, input)).data as T;
interface Wall { devices: { name: { en: string }; state: string; link: string | null; standing: { check: string; state: string }[]; results: number; notCounted: number; last: { name: string } | null }[] }

beforeAll(async () => { world = await makeWorld(); }, 60_000);
afterAll(() => world.close());

test('the devices of the invented world are made by the real actions, once, also where the making is gone on with', async () => {
  const stage = await openPort(world.open, eventId, 'invented-devices', '2021-07-01T00:00:00.000Z');
  const first = await makeDevices(stage, madeUntil);
  expect(first.refused).toBe(0);
  await makeDevices(stage, madeUntil);
  world.open.book.setClock(eventId, { kind: 'simulated', eventAt: new Date(madeUntil).toISOString(), realAt: new Date().toISOString(), speed: 1 });
  const { devices } = await see<Wall>('devices.wall', {});
  expect(devices).toHaveLength(demoDevices.length);
  expect(new Set(devices.map((device) => device.state))).toEqual(new Set(['approved', 'suspended', 'waiting']));
  // The one that nobody checked is the only one whose results of the day do not count.
  expect(devices.filter((device) => device.notCounted > 0).map((device) => device.name.en)).toEqual(['Sniffer 3']);
  const { alarms } = await see<{ alarms: { alarmId: string; owed: string[]; disposition: string | null }[] }>('devices.alarms', { since: new Date(madeUntil - 86_400_000).toISOString() });
  expect(alarms.map((alarm) => alarm.disposition)).toEqual([null, 'release', 'release', 'release']);
  const { missions } = await see<{ missions: { progress: string; waitsForPerson: boolean; stops: { released: boolean }[] }[] }>('devices.missions', {});
  expect(missions.map(({ progress, waitsForPerson }) => [progress, waitsForPerson])).toEqual([['accepted', false], ['finished', false], ['returned', true]]);
  expect(missions[0]!.stops.map(({ released }) => released)).toEqual([true, true, true, false]);
  const { layouts } = await see<{ layouts: { name: string }[] }>('devices.layouts', {});
  expect(layouts.map(({ name }) => name)).toEqual(['Invented hall 虚构大厅']);
  // What has a camera shows a picture; those at the port of the open alarm stand beside it.
  const taken = await see<{ pictures: { name: { en: string }; takenAt: string }[] }>('devices.pictures', {});
  expect(taken.pictures.map(({ name, takenAt }) => [name.en, takenAt]).toSorted()).toEqual(['Localiser 1', 'Robot 1', 'Robot 2'].map((name) => [name, new Date(madeUntil - 30_000).toISOString()]));
  expect((await see<{ pictures: { name: { en: string } }[] }>('devices.pictures', { alarmId: alarms[0]!.alarmId })).pictures.map(({ name }) => name.en).toSorted()).toEqual(['Robot 1', 'Robot 2']);
  expect((await see<{ maps: { zones: unknown[] }[] }>('devices.zones', {})).maps.map(({ zones }) => zones.length)).toEqual([2]);
}, 60_000);

test('they go on in a running server: telemetry, events, and each check when it is due', async () => {
  const gateway = new DeviceGateway(world.open);
  const count = async (sql: string): Promise<number> => Number((await world.open.pool.query<{ n: number }>(sql, [eventId]))[0]!.n);
  const before = [await count('SELECT count(*) AS n FROM device_telemetry WHERE event_id = $1'), await count('SELECT count(*) AS n FROM device_events WHERE event_id = $1')];
  const playing = playDevices(world.open, gateway, eventId);
  // Cameras send at once and then every half minute of the event's time.
  await expect.poll(async () => count("SELECT count(*) AS n FROM device_events WHERE event_id = $1 AND name = 'pictureTaken'"), { timeout: 20_000 }).toBeGreaterThanOrEqual(12);
  await expect.poll(async () => count('SELECT count(*) AS n FROM device_events WHERE event_id = $1'), { timeout: 20_000 }).toBeGreaterThan(before[1]!);
  await playing.stop();
  await gateway.stop();
  expect(await count('SELECT count(*) AS n FROM device_telemetry WHERE event_id = $1')).toBeGreaterThan(before[0]!);
  const { devices } = await see<Wall>('devices.wall', {});
  expect(devices.find((device) => device.name.en === 'Sniffer 3')!.standing).toEqual([{ check: 'verification', state: 'valid', until: expect.any(String) }]);
}, 60_000);
