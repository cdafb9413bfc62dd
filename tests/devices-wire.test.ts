import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MqttDevice } from '../src/modules/devices/simulators/mqtt-device.ts';
import { nextEvent, nextTelemetry } from '../src/modules/devices/simulators/readings.ts';
import { seeded } from '../src/modules/devices/simulators/seeded.ts';
import { deviceKinds } from '../src/modules/devices/catalogue.ts';
import { wrongReading } from '../src/modules/devices/reading.ts';
import type { KindId } from '../src/modules/devices/shapes.ts';
import { startDevices } from '../src/server/devices.ts';
import type { Devices } from '../src/server/devices.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { openHouse } from '../src/server/start.ts';
import { addDevice, cloudEvent, connectOnce, gateReading } from './devices-port.ts';
import type { TestDevice } from './devices-port.ts';
import { serve } from './serving.ts';
import { testDatabase } from './database.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let world: TestWorld;
let devices: Devices;
let site: string;
let people: string[];
let drop: string;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z', database });
  site = world.open.book.all()[0]!.code;
  drop = await mkdtemp(join(tmpdir(), 'tongguan-drop-'));
  devices = await startDevices(world.open, new DeviceGateway(world.open), { brokerPort: 0, dropDirectory: drop }, () => undefined);
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
  people = await makeTravellers(world, flightId, 90);
  for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
}, 120_000);
afterAll(async () => {
  await devices.stop();
  await world.close();
  await rm(drop, { recursive: true, force: true });
});

const line = (device: TestDevice, kind: KindId): MqttDevice => new MqttDevice({ url: devices.broker!.url, site, kind, deviceId: device.deviceId, key: device.key, resendMilliseconds: 400 });
const count = async (sql: string, values: unknown[]): Promise<number> => Number((await world.open.pool.query<{ n: number }>(sql, values))[0]!.n);

test('simulated devices of every kind tell what their kinds declare', () => {
  for (const kind of Object.values(deviceKinds)) {
    const random = seeded(7);
    for (let number = 0; number < 300; number += 1) {
      const event = nextEvent(kind.id, random, number, 0.2);
      expect(kind.events[event.name], `${kind.id} ${event.name}`).toBeDefined();
      expect(wrongReading(kind.events[event.name]!.reading, event.reading), `${kind.id} ${JSON.stringify(event.reading)}`).toBeUndefined();
      for (const [name, value] of Object.entries(nextTelemetry(kind.id, random, number))) expect(value >= kind.telemetry[name]!.minimum && value <= kind.telemetry[name]!.maximum, name).toBe(true);
    }
  }
});

test('a broker killed, lines broken and a server that goes and comes back lose no event and double none', async () => {
  const gates = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  const lines = gates.map((gate) => line(gate, 'thermometerGate'));
  let next = 0;
  const emitSome = (many: number): void => {
    for (let index = 0; index < many; index += 1, next += 1) lines[next % lines.length]!.emit('measured', gateReading(36 + (next % 10) / 10), { subject: people[next]!, at: world.now() });
  };
  emitSome(30);
  await new Promise((resolve) => setTimeout(resolve, 60));
  process.kill(devices.broker!.pid()!, 'SIGKILL');
  emitSome(20);
  for (const one of lines) one.breakLine();
  emitSome(10);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  // A second server takes the place of the first, in the middle of everything.
  emitSome(20);
  await devices.mqtt!.stop();
  const again = await openHouse(database.url);
  const gateway = new DeviceGateway(again);
  const { startMqtt } = await import('../src/server/devices/mqtt.ts');
  const mqtt = startMqtt({ url: devices.broker!.url, userName: devices.broker!.userName, password: devices.broker!.password, open: again, gateway, say: () => undefined });
  emitSome(10);
  expect(await Promise.all(lines.map((one) => one.settled(20_000)))).toEqual([true, true, true]);
  expect(lines.map((one) => one.report()).reduce((sum, one) => ({ sent: sum.sent + one.sent, taken: sum.taken + one.taken }), { sent: 0, taken: 0 })).toEqual({ sent: 90, taken: 90 });
  const ids = gates.map((gate) => gate.deviceId);
  expect(await count('SELECT count(*) AS n FROM device_messages WHERE event_id = $1 AND device_id = ANY ($2::uuid[])', [world.eventId, ids])).toBe(90);
  expect(await count("SELECT count(*) AS n FROM records WHERE event_id = $1 AND step = 'CHK-02' AND device_id = ANY ($2::text[])", [world.eventId, ids])).toBe(90);
  expect(await count("SELECT count(DISTINCT case_id) AS n FROM records WHERE event_id = $1 AND step = 'CHK-02' AND outcome = 'passed'", [world.eventId])).toBe(90);
  await Promise.all(lines.map((one) => one.stop()));
  await mqtt.stop();
  await gateway.stop();
  await again.close();
  devices = { ...devices, mqtt: startMqtt({ url: devices.broker!.url, userName: devices.broker!.userName, password: devices.broker!.password, open: world.open, gateway: devices.gateway, say: () => undefined }) };
}, 90_000);

test('last will and goodbye say when a device was there; telemetry is kept within what the kind declares', async () => {
  const gate = await addDevice(world, 'thermometerGate');
  const robot = await addDevice(world, 'inspectionRobot');
  const [first, second] = [line(gate, 'thermometerGate'), line(robot, 'inspectionRobot')];
  const linkOf = async (deviceId: string): Promise<string | null> => {
    await devices.gateway.flush();
    return (await world.see<{ devices: { deviceId: string; link: string | null }[] }>('devices.wall', {})).devices.find((one) => one.deviceId === deviceId)!.link;
  };
  await expect.poll(() => linkOf(gate.deviceId), { timeout: 10_000 }).toBe('online');
  await expect.poll(() => linkOf(robot.deviceId), { timeout: 10_000 }).toBe('online');
  second.tell({ batteryPercent: 81, xMetres: 3, unheardOf: 1, speedMetresPerSecond: 99 });
  await expect.poll(async () => {
    await devices.gateway.flush();
    return (await world.see<{ points: { reading: object }[] }>('devices.telemetry', { deviceId: robot.deviceId, from: '2022-01-05T00:00:00.000Z', to: '2022-01-06T00:00:00.000Z' })).points.map((point) => point.reading);
  }, { timeout: 10_000 }).toEqual([{ batteryPercent: 81, xMetres: 3 }]);
  await first.stop();
  await expect.poll(() => linkOf(gate.deviceId), { timeout: 10_000 }).toBe('offline');
  second.breakLine();
  await expect.poll(async () => count("SELECT count(*) AS n FROM device_links WHERE event_id = $1 AND device_id = $2 AND link = 'broken'", [world.eventId, robot.deviceId]), { timeout: 10_000 }).toBeGreaterThanOrEqual(1);
  await expect.poll(() => linkOf(robot.deviceId), { timeout: 10_000 }).toBe('online');
  await second.stop();
}, 60_000);

test('a device that has said goodbye stays gone, though what it sent before is written after it', async () => {
  const gate = await addDevice(world, 'thermometerGate');
  const one = line(gate, 'thermometerGate');
  await expect.poll(async () => { await devices.gateway.flush(); return count("SELECT count(*) AS n FROM device_links WHERE event_id = $1 AND device_id = $2", [world.eventId, gate.deviceId]); }, { timeout: 10_000 }).toBe(1);
  for (let number = 0; number < 60; number += 1) one.emit('measured', gateReading(36.5), { at: world.now() });
  await one.stop();
  await expect.poll(() => count('SELECT count(*) AS n FROM device_messages WHERE event_id = $1 AND device_id = $2', [world.eventId, gate.deviceId]), { timeout: 20_000 }).toBe(60);
  // The goodbye comes behind the last message, which may be written before it is heard; once heard, nothing that is written takes it back.
  const linkOf = async (): Promise<string | null> => {
    await devices.gateway.flush();
    return (await world.see<{ devices: { deviceId: string; link: string | null }[] }>('devices.wall', {})).devices.find((device) => device.deviceId === gate.deviceId)!.link;
  };
  await expect.poll(linkOf, { timeout: 10_000 }).toBe('offline');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await linkOf()).toBe('offline');
});

test('a device reaches its own topics and nothing else; a wrong key reaches nothing', async () => {
  const [one, other] = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  await expect(connectOnce(devices.broker!.url, { username: one.deviceId, password: other.key })).rejects.toThrow();
  const client = await connectOnce(devices.broker!.url, { username: one.deviceId, password: one.key });
  const closed = new Promise<void>((resolve) => { client.once('close', () => resolve()); });
  client.on('error', () => undefined);
  client.publish(`tongguan/v1/${site}/thermometerGate/${other.deviceId}/event`, JSON.stringify(cloudEvent('stolen', 'measured', gateReading(36), world.now(), people[0])), { qos: 1 }, () => undefined);
  await closed;
  expect(await count('SELECT count(*) AS n FROM device_messages WHERE event_id = $1 AND message_id = $2', [world.eventId, 'stolen'])).toBe(0);
});

test('a file dropped is taken once and put away; one that cannot be read lies beside its reason', async () => {
  const gate = await addDevice(world, 'baggageScanner');
  const folder = join(drop, gate.deviceId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'bag-1.cloudevents.json'), JSON.stringify(cloudEvent('bag-1', 'scanned', { scanId: 'CT-9', suspect: false, decidedBy: 'operator', threats: 0 }, world.now(), people[3])));
  await writeFile(join(folder, 'bad.cloudevents.json'), '{"specversion":');
  await expect.poll(async () => { await devices.drop!.look(); return (await readdir(join(folder, 'taken')).catch(() => [])).length; }, { timeout: 10_000 }).toBe(1);
  await expect.poll(async () => (await readdir(join(folder, 'refused')).catch(() => [])).length, { timeout: 10_000 }).toBe(2);
  const reason = (await readdir(join(folder, 'refused'))).find((name) => name.endsWith('.reason.txt'))!;
  expect(await readFile(join(folder, 'refused', reason), 'utf8')).toMatch(/^not-json at file: /);
});

test('over HTTP a device with its key sends bytes and hears what became of them; anybody else is turned away', async () => {
  const gate = await addDevice(world, 'thermometerGate');
  const server = await serve(world.open, { gateway: devices.gateway });
  const send = (as: string | undefined, query: string, body: string) => fetch(new URL(`/api/devices/messages?${query}`, server.address), { method: 'POST', headers: { 'content-type': 'application/cloudevents+json', ...(as === undefined ? { 'x-tongguan': '1' } : { authorization: `Bearer ${as}` }) }, body });
  const body = JSON.stringify(cloudEvent('h-1', 'measured', gateReading(36.3), world.now(), people[5]));
  expect((await send(undefined, 'format=cloudevents', body)).status).toBe(401);
  expect((await send('tongguan_device_wrong_wrong_wrong', 'format=cloudevents', body)).status).toBe(401);
  const answer = await send(gate.key, 'format=cloudevents&id=h-1', body);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ ok: true, result: { messageId: 'h-1', refused: null, recorded: 1 } });
  expect(await (await send(gate.key, 'format=cloudevents&id=h-1', body)).json()).toMatchObject({ ok: true, result: { messageId: 'h-1', repeated: false, recorded: 1 } });
  expect((await send(gate.key, 'format=telex', body)).status).toBe(400);
  expect(await (await send(gate.key, 'format=cloudevents&id=h-2', '{')).json()).toMatchObject({ ok: true, result: { refused: { code: 'not-json' } } });
  const announced = await fetch(new URL(`/api/devices/announce?event=${site}`, server.address), { method: 'POST', headers: { 'x-tongguan': '1' }, body: JSON.stringify({ kind: 'eGate', serial: 'NEW-1', maker: 'Invented', model: 'Gate' }) });
  expect(await announced.json()).toMatchObject({ ok: true, result: { state: 'waiting' } });
  // Suspended it is heard, and counts for nothing.
  await world.done('devices.suspend', { deviceId: gate.deviceId, forGood: false, reason: 'Reference source drifts' });
  const suspended = JSON.stringify(cloudEvent('h-4', 'measured', gateReading(36.2), world.now(), people[6]));
  expect(await (await send(gate.key, 'format=cloudevents&id=h-4', suspended)).json()).toMatchObject({ ok: true, result: { recorded: 0, notCounted: ['suspended'] } });
  // A key that was replaced ends at once.
  await world.done('devices.approve', { deviceId: gate.deviceId, reason: 'New key after a repair' });
  expect((await send(gate.key, 'format=cloudevents&id=h-3', body)).status).toBe(401);
  await server.close();
});
