import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCertificate } from '../src/modules/devices/client-certificates.ts';
import { specimenOru } from '../src/modules/devices/formats/hl7/specimens.ts';
import { frameMllp, MllpDecoder } from '../src/modules/devices/formats/hl7/mllp.ts';
import { certificateState } from '../src/modules/devices/rules/client-certificates.ts';
import { MqttDevice } from '../src/modules/devices/simulators/mqtt-device.ts';
import { buildApp } from '../src/server/app.ts';
import { openGateway, startDevices } from '../src/server/devices.ts';
import type { Devices } from '../src/server/devices.ts';
import { proxyList } from '../src/server/devices/certificates.ts';
import { deviceSettings } from '../tools/device-settings.ts';
import { addDevice, cloudEvent, connectOnce, gateReading } from './devices-port.ts';
import { makeTravellers, makeWorld } from './world.ts';
import type { TestWorld } from './world.ts';

const pem = (name: string): string => readFileSync(new URL(`client-certificates/${name}`, import.meta.url), 'utf8');
const authority = pem('ca.pem');
const lineOf = (name: string) => ({ authority, certificate: pem(`${name}.pem`), key: pem(`${name}.key`) });
const fingerprintOf = (name: string): string => readCertificate(pem(`${name}.pem`)).fingerprint.toString('hex');

interface Shown { readonly fingerprint: string; readonly state: string; readonly deviceId: string | null; readonly claimedDevice: string | null; readonly subject: string; readonly cameBy: string }

let world: TestWorld;
let devices: Devices;
let app: ReturnType<typeof buildApp>;
let site: string;
let people: string[];

beforeAll(async () => {
  world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  site = world.open.book.all()[0]!.code;
  const tls = { certificate: pem('server.pem'), key: pem('server.key'), authority };
  let gateway: ReturnType<typeof openGateway> | undefined;
  app = buildApp({ ...world.open, consoleDirectory: '/nowhere', extend: (server) => { gateway = openGateway(server, world.open, { tls, proxies: proxyList('127.0.0.1') }); } });
  await app.listen({ port: 0, host: '127.0.0.1' });
  devices = await startDevices(world.open, gateway!, { brokerPort: 0, tls, mqttTlsPort: 0, httpsPort: 0, mllpTlsPort: 0 }, () => undefined, app);
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
  people = await makeTravellers(world, flightId, 12);
  for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
}, 120_000);
afterAll(async () => {
  await devices.stop();
  await app.close();
  await world.close();
});

const listed = async (deviceId?: string): Promise<Shown[]> => (await world.see<{ certificates: Shown[] }>('devices.certificates', deviceId === undefined ? {} : { deviceId })).certificates;
const count = async (sql: string, values: unknown[]): Promise<number> => Number((await world.open.pool.query<{ n: number }>(sql, values))[0]!.n);
const secure = (name: string | undefined, more: object = {}) => connectOnce(devices.broker!.secureUrl!, { connectTimeout: 5000, ca: authority, ...(name === undefined ? {} : { cert: pem(`${name}.pem`), key: pem(`${name}.key`) }), ...more });

const post = (name: string | undefined, path: string, body: string, headers: Record<string, string> = {}): Promise<{ status: number; body: unknown }> => new Promise((resolve, reject) => {
  const request = httpsRequest({ host: '127.0.0.1', port: devices.https!.port, path, method: 'POST', ca: authority, agent: false, ...(name === undefined ? {} : { cert: pem(`${name}.pem`), key: pem(`${name}.key`) }), headers: { 'content-type': 'application/cloudevents+json', 'x-tongguan': '1', ...headers } }, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(text) as unknown }));
  });
  request.on('error', reject);
  request.end(body);
});

test('a certificate of nobody known waits with what it says of itself, and once approved speaks for its device alone; revoked, its line is cut', async () => {
  const [gate, other] = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  await expect(secure('gate', { username: gate.deviceId })).rejects.toThrow();
  expect(await listed()).toMatchObject([{ fingerprint: fingerprintOf('gate'), state: 'waiting', subject: 'CN=invented thermometer gate, O=Invented Instruments', cameBy: 'mqtt', claimedDevice: gate.deviceId, deviceId: null }]);
  await world.done('devices.bindCertificate', { fingerprint: fingerprintOf('gate'), deviceId: gate.deviceId, reason: 'Compared with the plate of the device' });
  expect(await world.refusedBy('devices.bindCertificate', { fingerprint: fingerprintOf('gate'), deviceId: other.deviceId, reason: 'A second device with the same' })).toBe('certificate-bound');

  const line = new MqttDevice({ url: devices.broker!.secureUrl!, site, kind: 'thermometerGate', deviceId: gate.deviceId, tls: lineOf('gate'), resendMilliseconds: 400 });
  line.emit('measured', gateReading(36.4), { subject: people[0], at: world.now() });
  expect(await line.settled(15_000)).toBe(true);
  expect(line.report()).toMatchObject({ sent: 1, taken: 1 });
  expect(await count("SELECT count(*) AS n FROM records WHERE event_id = $1 AND step = 'CHK-02' AND case_id = $2 AND device_id = $3", [world.eventId, people[0], gate.deviceId])).toBe(1);
  await line.stop();

  // Under another's name it is nobody; on another's topic it is cut off; the session of another device is not taken.
  await expect(secure('gate', { username: other.deviceId, password: other.key })).rejects.toThrow();
  const holder = await connectOnce(devices.broker!.url, { username: other.deviceId, password: other.key, clientId: 'session-of-the-other' });
  await expect(secure('gate', { clientId: 'session-of-the-other' })).rejects.toThrow();
  expect(holder.connected).toBe(true);
  await holder.endAsync(true);
  const client = await secure('gate');
  const closed = new Promise<void>((resolve) => { client.once('close', () => resolve()); });
  client.on('error', () => undefined);
  client.publish(`tongguan/v1/${site}/thermometerGate/${other.deviceId}/event`, JSON.stringify(cloudEvent('stolen', 'measured', gateReading(36), world.now(), people[1])), { qos: 1 }, () => undefined);
  await closed;
  expect(await count('SELECT count(*) AS n FROM device_messages WHERE message_id = $1', ['stolen'])).toBe(0);

  const standing = await secure('gate');
  standing.on('error', () => undefined);
  const cut = new Promise<number>((resolve) => { standing.once('close', () => resolve(Date.now())); });
  const revokedAt = Date.now();
  await world.done('devices.revokeCertificate', { fingerprint: fingerprintOf('gate'), reason: 'The device was stolen' });
  expect(await cut - revokedAt).toBeLessThan(8000);
  await expect(secure('gate')).rejects.toThrow();
  expect(await world.refusedBy('devices.registerCertificate', { deviceId: gate.deviceId, certificate: pem('gate.pem'), reason: 'Back again' })).toBe('certificate-revoked');
  // Its key is another way in, and still its own; a key that was replaced is cut off as well.
  const byKey = await connectOnce(devices.broker!.url, { username: gate.deviceId, password: gate.key });
  byKey.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => { byKey.once('close', () => resolve()); });
  await world.done('devices.approve', { deviceId: gate.deviceId, settings: { identity: 'certificate' }, reason: 'By certificate alone from now on' });
  await ended;
}, 60_000);

test('what the authority of the port issued in the name of a device is that device; an expired one is nobody', async () => {
  const identifier = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001';
  await expect(secure('issued')).rejects.toThrow();
  expect((await listed()).find((one) => one.fingerprint === fingerprintOf('issued'))).toMatchObject({ state: 'waiting' });
  await world.open.pool.query("INSERT INTO devices (event_id, device_id, kind, serial, maker, model, name_en, name_zh, made_known_at) VALUES ($1, $2, 'thermometerGate', 'ISSUED', 'Invented', 'I', 'Issued', '签发', $3)", [world.eventId, identifier, world.now()]);
  await world.done('devices.approve', { deviceId: identifier, reason: 'Accepted on site' });
  const client = await secure('issued');
  await client.endAsync(true);
  expect(await listed(identifier)).toMatchObject([{ fingerprint: fingerprintOf('issued'), state: 'valid' }]);
  await world.done('devices.revokeCertificate', { fingerprint: fingerprintOf('issued'), reason: 'The authority was asked to' });
  await expect(secure('issued')).rejects.toThrow();

  await expect(secure('expired', { username: identifier })).rejects.toThrow();
  expect(await world.refusedBy('devices.bindCertificate', { fingerprint: fingerprintOf('expired'), deviceId: identifier, reason: 'Let it in' })).toBe('certificate-expired');
  expect(await world.refusedBy('devices.registerCertificate', { deviceId: identifier, certificate: pem('weak.pem'), reason: 'Let it in' })).toBe('certificate-weak');
  expect(await world.refusedBy('devices.registerCertificate', { deviceId: identifier, certificate: `${pem('other.pem')}${pem('other.key')}`, reason: 'Let it in' })).toBe('certificate-has-key');
  expect(await world.refusedBy('devices.registerCertificate', { deviceId: identifier, certificate: `${pem('other.pem')}${pem('ca.pem')}`, reason: 'Let it in' })).toBe('certificate-many');
  expect(await world.refusedBy('devices.registerCertificate', { deviceId: identifier, certificate: 'BEGIN CERTIFICATE', reason: 'Let it in' })).toBe('certificate-unreadable');
  const ends = { decision: 'bound', validFrom: '2025-01-01T00:00:00.000Z', validUntil: '2026-01-01T00:00:00.000Z' } as const;
  expect(['2024-12-31', '2025-06-01', '2025-12-03', '2026-01-01'].map((day) => certificateState(ends, Date.parse(`${day}T00:00:00Z`)))).toEqual(['notYet', 'valid', 'due', 'expired']);
});

test('over HTTPS a certificate is the device, over a proxy only one that is configured may tell of it, and a key of another device beside it is nobody', async () => {
  const [gate, other] = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  const body = (id: string, person: number) => JSON.stringify(cloudEvent(id, 'measured', gateReading(36.3), world.now(), people[person]));
  const path = '/api/devices/messages?format=cloudevents';
  expect((await post('other', path, body('s-0', 3))).status).toBe(401);
  expect((await listed()).find((one) => one.fingerprint === fingerprintOf('other'))).toMatchObject({ state: 'waiting', cameBy: 'http' });
  await world.done('devices.bindCertificate', { fingerprint: fingerprintOf('other'), deviceId: gate.deviceId, reason: 'Compared with the plate of the device' });
  expect(await post('other', path, body('s-1', 3))).toMatchObject({ status: 200, body: { ok: true, result: { recorded: 1 } } });
  expect((await post('other', path, body('s-2', 4), { authorization: `Bearer ${other.key}` })).status).toBe(401);
  expect((await post(undefined, path, body('s-2', 4))).status).toBe(401);
  expect((await post(undefined, path, body('s-2', 4), { authorization: `Bearer ${other.key}` })).status).toBe(200);
  // Nothing but the routes of devices is there.
  expect((await post('other', '/api/actions/devices.add', '{}')).status).toBe(404);

  const told = (as: string): Record<string, string> => ({ 'content-type': 'application/json', 'x-tongguan': '1', 'client-cert': as });
  const rfc9440 = `:${readCertificate(pem('other.pem')).content.toString('base64')}:`;
  const proxied = app.addresses()[0] as { port: number };
  const byProxy = (headers: Record<string, string>, id: string) => fetch(`http://127.0.0.1:${proxied.port}${path}`, { method: 'POST', headers, body: body(id, 5) });
  expect((await byProxy(told(rfc9440), 'p-1')).status).toBe(200);
  expect((await byProxy(told(encodeURIComponent(pem('other.pem'))), 'p-2')).status).toBe(200);
  expect((await byProxy(told(`${rfc9440}, ${rfc9440}`), 'p-3')).status).toBe(401);
  expect((await byProxy(told(`:${readCertificate(pem('gate.pem')).content.toString('base64')}:`), 'p-4')).status).toBe(401);
  // The same header from somebody who is no configured proxy says nothing.
  const stranger = buildApp({ ...world.open, consoleDirectory: '/nowhere', extend: (server) => { openGateway(server, world.open, { proxies: proxyList('192.0.2.0/24, 2001:db8::1') }); } });
  const address = await stranger.listen({ port: 0, host: '127.0.0.1' });
  expect((await fetch(`${address}${path}`, { method: 'POST', headers: told(rfc9440), body: body('p-5', 5) })).status).toBe(401);
  await stranger.close();
  expect(() => proxyList('everybody')).toThrow('"everybody" is no address.');
  await world.done('devices.revokeCertificate', { fingerprint: fingerprintOf('other'), reason: 'Replaced' });
  expect((await post('other', path, body('s-6', 6))).status).toBe(401);
});

test('a laboratory on MLLP over TLS is who its certificate says, and cannot send as another', async () => {
  const text = specimenOru.replaceAll('20220127', '20220104');
  const [mine, other] = [await addDevice(world, 'nucleicAcidAnalyser', { settings: { mllpSender: 'PCR1@LAB' } }), await addDevice(world, 'nucleicAcidAnalyser', { settings: { mllpSender: 'OTHER@LAB' } })];
  const ask = (message: string): Promise<string> => new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port: devices.mllpTls!.port, ca: authority, cert: pem('laboratory.pem'), key: pem('laboratory.key') }, () => socket.write(frameMllp(message)));
    const decoder = new MllpDecoder();
    socket.on('error', reject);
    socket.on('data', (chunk) => { for (const event of decoder.push(chunk)) if (event.kind === 'message') { resolve(Buffer.from(event.bytes).toString('utf8')); socket.destroy(); } });
  });
  expect(await ask(text)).toContain('MSA|AR');
  await world.done('devices.bindCertificate', { fingerprint: fingerprintOf('laboratory'), deviceId: mine.deviceId, reason: 'The laboratory told the fingerprint' });
  expect(await ask(text)).toContain('MSA|AA');
  expect(await ask(text.replace('PCR1|LAB', 'OTHER|LAB'))).toContain('MSA|AR');
  expect(await count('SELECT count(*) AS n FROM device_messages WHERE device_id = $1', [other.deviceId])).toBe(0);
});

test('settings that do not fit are told by name before anything starts', async () => {
  const read = (environment: Record<string, string>) => deviceSettings('/', environment, '127.0.0.1', () => undefined);
  const at = (name: string): string => new URL(`client-certificates/${name}`, import.meta.url).pathname;
  await expect(read({ TONGGUAN_DEVICE_TLS_CERT: at('server.pem') })).rejects.toThrow('TONGGUAN_DEVICE_TLS_KEY');
  await expect(read({ TONGGUAN_DEVICE_TLS_CERT: at('server.pem'), TONGGUAN_DEVICE_TLS_KEY: at('gate.key') })).rejects.toThrow('do not fit');
  await expect(read({ TONGGUAN_DEVICE_PROXY: 'proxy.example.org' })).rejects.toThrow('TONGGUAN_DEVICE_PROXY');
  await expect(read({ TONGGUAN_MLLP_TLS_PORT: 'x' })).rejects.toThrow('TONGGUAN_MLLP_TLS_PORT');
  expect(await read({ TONGGUAN_DEVICE_TLS_CERT: at('server.pem'), TONGGUAN_DEVICE_TLS_KEY: at('server.key'), TONGGUAN_DEVICE_CA: at('ca.pem'), TONGGUAN_MQTT_TLS_PORT: '18883', TONGGUAN_DEVICE_HTTPS_PORT: '18843' })).toMatchObject({ mqttTlsPort: 18_883, httpsPort: 18_843, tls: { authority } });
});
