import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MqttDevice } from '../src/modules/devices/simulators/mqtt-device.ts';
import { drawPicture } from '../src/modules/devices/simulators/picture.ts';
import { startDevices } from '../src/server/devices.ts';
import type { Devices } from '../src/server/devices.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { addDevice, portalReading } from './devices-port.ts';
import { serve } from './serving.ts';
import type { Serving } from './serving.ts';
import { makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

interface Shown { readonly deviceId: string; readonly messageId: string; readonly takenAt: string; readonly receivedAt: string; readonly sha256: string; readonly mediaType: string; readonly widthPixels: number; readonly heightPixels: number; readonly xMetres: number | null; readonly yMetres: number | null; readonly isKept: boolean }

let world: TestWorld;
let devices: Devices;
let server: Serving;
let drop: string;
beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  drop = await mkdtemp(join(tmpdir(), 'tongguan-drop-'));
  devices = await startDevices(world.open, new DeviceGateway(world.open), { brokerPort: 0, dropDirectory: drop }, () => undefined);
  server = await serve(world.open, { gateway: devices.gateway });
}, 120_000);
afterAll(async () => {
  await server?.close();
  await devices?.stop();
  await world?.close();
  await rm(drop, { recursive: true, force: true });
});

const pictureOf = (number: number): Uint8Array => drawPicture({ seed: 5, number, at: world.now(), drives: true });
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sends = async (key: string, bytes: Uint8Array, query = '', type = 'image/png'): Promise<{ status: number; body: { result?: Record<string, unknown>; refusal?: { code: string } } }> => {
  const answer = await fetch(new URL(`/api/devices/messages${query}`, server.address), { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': type }, body: bytes as BodyInit });
  return { status: answer.status, body: await answer.json() as never };
};
const shown = (input: object = {}) => world.see<{ cameras: number; pictures: Shown[] }>('devices.pictures', input);
const one = (input: object) => world.see<Shown & { content: string }>('devices.picture', input);

test('a picture sent over HTTP is kept byte for byte with its digest and shown, the newest of each device; sent twice it is one', async () => {
  const robot = await addDevice(world, 'inspectionRobot');
  const [first, second] = [pictureOf(1), pictureOf(2)];
  const before = world.now();
  expect((await sends(robot.key, first)).body).toMatchObject({ ok: true, result: { refused: null, repeated: false, events: 1, recorded: 0, notCounted: [], alarms: [], messageId: hashOf(first) } });
  const [told] = (await shown()).pictures.filter((picture) => picture.deviceId === robot.deviceId);
  expect(told).toMatchObject({ sha256: hashOf(first), mediaType: 'image/png', widthPixels: 320, heightPixels: 200, xMetres: null, isKept: true });
  expect(told!.takenAt >= before && told!.receivedAt >= told!.takenAt).toBe(true);
  expect((await sends(robot.key, first)).status).toBe(200);
  // By another name it is the same bytes, and a message of its own; by the same name with other bytes it is refused.
  expect((await sends(robot.key, second, '?id=two')).body).toMatchObject({ result: { messageId: 'two' } });
  expect((await sends(robot.key, pictureOf(3), '?id=two')).body).toMatchObject({ ok: false });
  const rows = await world.open.pool.query<{ message_id: string; sha256: string; content: Buffer }>("SELECT message_id, encode(sha256, 'hex') AS sha256, content FROM device_messages WHERE event_id = $1 AND device_id = $2 ORDER BY received_at", [world.eventId, robot.deviceId]);
  expect(rows.map((row) => [row.message_id, row.sha256, hashOf(row.content)])).toEqual([[hashOf(first), hashOf(first), hashOf(first)], ['two', hashOf(second), hashOf(second)]]);
  const newest = (await shown()).pictures.filter((picture) => picture.deviceId === robot.deviceId);
  expect(newest.map((picture) => picture.messageId)).toEqual(['two']);
  expect(Buffer.from((await one({ deviceId: robot.deviceId })).content, 'base64').equals(second)).toBe(true);
  const older = await one({ deviceId: robot.deviceId, messageId: hashOf(first) });
  expect(hashOf(Buffer.from(older.content, 'base64'))).toBe(older.sha256);
  await expect(one({ deviceId: robot.deviceId, messageId: 'three' })).rejects.toThrow('picture-none');
  const file = await world.see<{ fileName: string; mediaType: string; content: string }>('devices.raw', { deviceId: robot.deviceId, messageId: 'two' });
  expect([file.mediaType, file.fileName.slice(-4), hashOf(Buffer.from(file.content, 'base64'))]).toEqual(['image/png', '.png', hashOf(second)]);
});

test('what is no picture, too large, of a device without a camera or with a wrong key is refused and shown nowhere', async () => {
  const localiser = await addDevice(world, 'radiationLocaliser');
  const gate = await addDevice(world, 'thermometerGate');
  expect((await sends(localiser.key, Buffer.from('GIF89a no picture that is taken'), '', 'image/gif')).body).toMatchObject({ result: { refused: { code: 'not-picture', where: 'file' } } });
  expect((await sends(localiser.key, pictureOf(4).slice(0, 20))).body).toMatchObject({ result: { refused: { code: 'unfinished' } } });
  expect((await sends(localiser.key, Buffer.concat([pictureOf(4), Buffer.alloc(400_000)]))).body).toMatchObject({ result: { refused: { code: 'too-large' } } });
  expect((await sends(gate.key, pictureOf(4))).body).toMatchObject({ result: { refused: { code: 'format-not-of-kind' } } });
  expect((await sends('tongguan_device_wrong_wrong_wrong', pictureOf(4))).status).toBe(401);
  expect((await shown()).pictures.map((picture) => picture.deviceId)).not.toEqual(expect.arrayContaining([localiser.deviceId]));
  await expect(one({ deviceId: localiser.deviceId })).rejects.toThrow('picture-none');
});

test('by MQTT it comes in an envelope with when and where it was taken', async () => {
  const localiser = await addDevice(world, 'radiationLocaliser');
  const line = new MqttDevice({ url: devices.broker!.url, site: world.open.book.all()[0]!.code, kind: 'radiationLocaliser', deviceId: localiser.deviceId, key: localiser.key, resendMilliseconds: 400 });
  const picture = pictureOf(6);
  const at = new Date(Date.parse(world.now()) - 90_000).toISOString();
  const id = line.emitPicture(picture, 'image/png', { at, xMetres: 4.25, yMetres: 1.5 });
  const wrong = line.emitPicture(picture, 'image/jpeg', { at });
  expect(await line.settled(20_000)).toBe(true);
  expect(line.report()).toMatchObject({ taken: 1, refused: [{ id: wrong, code: 'media-type' }] });
  await line.stop();
  const [told] = (await shown()).pictures.filter((one_) => one_.deviceId === localiser.deviceId);
  expect(told).toMatchObject({ messageId: id, takenAt: at, xMetres: 4.25, yMetres: 1.5, widthPixels: 320 });
  expect(Buffer.from((await one({ deviceId: localiser.deviceId })).content, 'base64').equals(picture)).toBe(true);
}, 60_000);

test('as a file it is known by the ending of its name', async () => {
  const localiser = await addDevice(world, 'radiationLocaliser');
  const folder = join(drop, localiser.deviceId);
  const picture = pictureOf(8);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'hall.png'), picture);
  await expect.poll(async () => { await devices.drop!.look(); return (await readdir(join(folder, 'taken')).catch(() => [])).length; }, { timeout: 20_000 }).toBe(1);
  expect((await one({ deviceId: localiser.deviceId })).sha256).toBe(hashOf(picture));
}, 60_000);

test('only who sees alarms sees pictures, also as files; a destroyed one is told and not shown', async () => {
  const robot = await addDevice(world, 'inspectionRobot');
  await sends(robot.key, pictureOf(7), '?id=seen');
  for (const role of ['gate', 'laboratory', 'disinfection'] as const) {
    const as = { ...world.officer, roles: [role] };
    await expect(world.see('devices.pictures', {}, { as })).rejects.toThrow('role-not-allowed');
    await expect(world.see('devices.picture', { deviceId: robot.deviceId }, { as })).rejects.toThrow('role-not-allowed');
    await expect(world.see('devices.raw', { deviceId: robot.deviceId, messageId: 'seen' }, { as })).rejects.toThrow('role-not-allowed');
  }
  expect((await world.see<{ pictures: Shown[] }>('devices.pictures', {}, { as: { ...world.officer, roles: ['customsOfficer'] } })).pictures.some((picture) => picture.messageId === 'seen')).toBe(true);
  // The period of raw evidence empties the bytes and leaves the digest.
  await world.open.pool.query('UPDATE device_messages SET content = NULL WHERE event_id = $1 AND device_id = $2', [world.eventId, robot.deviceId]);
  expect((await shown()).pictures.find((picture) => picture.messageId === 'seen')).toMatchObject({ isKept: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  await expect(one({ deviceId: robot.deviceId })).rejects.toThrow('raw-gone');
});

test('beside an alarm stands what was taken at its port within five minutes of it', async () => {
  await world.done('ports.addPoint', { code: 'PKX', kind: 'airport', nameEn: 'Daxing Airport', nameZh: '大兴机场' });
  const { points } = await world.see<{ points: { pointId: string; code: string }[] }>('ports.list', {});
  const [here, other] = await Promise.all(['PEK', 'PKX'].map((code) => world.done<{ stationId: string }>('ports.addStation', { pointId: points.find((point) => point.code === code)!.pointId, kind: 'patrol', lane: 'P1', nameEn: 'Patrol', nameZh: '巡检' }))) as [{ stationId: string }, { stationId: string }];
  const portal = await addDevice(world, 'radiationPortal', { stationId: here.stationId });
  const [near, far, late] = [await addDevice(world, 'inspectionRobot', { stationId: here.stationId }), await addDevice(world, 'inspectionRobot', { stationId: other.stationId }), await addDevice(world, 'radiationLocaliser', { stationId: here.stationId })];
  const envelope = (id: string, secondsAgo: number): Uint8Array => Buffer.from(JSON.stringify({ specversion: '1.0', id, source: 'x', site: 'x', deviceid: 'x', seq: 1, type: 'tongguan.pictureTaken', time: new Date(Date.parse(world.now()) - secondsAgo * 1000).toISOString(), datacontenttype: 'image/png', data_base64: Buffer.from(pictureOf(secondsAgo)).toString('base64') }));
  for (const [device, id, ago] of [[near, 'near-old', 250], [near, 'near', 100], [far, 'far', 100], [late, 'late', 400]] as const) expect((await sends(device.key, envelope(id, ago), `?format=cloudevents&id=${id}`, 'application/cloudevents+json')).body).toMatchObject({ result: { refused: null } });
  const { alarms } = await portal.sends('gammaAlarm', portalReading(true));
  const beside = await shown({ alarmId: alarms![0]! });
  expect(beside.pictures.map((picture) => picture.messageId)).toEqual(['near']);
  await expect(shown({ alarmId: world.eventId })).rejects.toThrow('alarm-unknown');
});
