import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MqttDevice } from '../../src/modules/devices/simulators/mqtt-device.ts';
import { DeviceGateway } from '../../src/server/devices/gateway.ts';
import { startMqtt } from '../../src/server/devices/mqtt.ts';
import { startDevices } from '../../src/server/devices.ts';
import { addDevice, connectOnce, gateReading } from '../devices-port.ts';
import { RobotOnLine } from '../robot-on-line.ts';
import { makeTravellers, makeWorld } from '../world.ts';

const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => { const { port } = probe.address() as { port: number }; probe.close(() => resolve(port)); });
});

function findMosquitto(): string {
  const program = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));
  if (program === undefined) throw new Error('Mosquitto is not here: apt-get install mosquitto');
  return program;
}

test('Mosquitto with the rules of the how-to carries devices by MQTT 5; killed and begun again it loses nothing and doubles nothing, and lets nobody into another’s topics', async () => {
  const program = findMosquitto();
  const world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  const directory = await mkdtemp(join(tmpdir(), 'tongguan-mosquitto-'));
  await chmod(directory, 0o755);
  const port = await freePort();
  const gates = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
  const passwords = join(directory, 'passwords');
  await writeFile(passwords, '');
  for (const [user, password] of [['tongguan-server', 'server-secret'], ...gates.map((gate) => [gate.deviceId, gate.key])] as [string, string][]) execFileSync('mosquitto_passwd', ['-b', passwords, user, password]);
  await writeFile(join(directory, 'acl'), `user tongguan-server\ntopic readwrite tongguan/v1/#\n${['event', 'message/+', 'telemetry', 'connection'].map((leaf) => `pattern write tongguan/v1/+/+/%u/${leaf}\n`).join('')}pattern read tongguan/v1/+/+/%u/command\n`);
  await writeFile(join(directory, 'mosquitto.conf'), `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${passwords}\nacl_file ${join(directory, 'acl')}\n`);
  for (const name of ['passwords', 'acl', 'mosquitto.conf']) await chmod(join(directory, name), 0o644);
  let broker: ChildProcess | undefined;
  const begin = (): void => { broker = spawn(program, ['-c', join(directory, 'mosquitto.conf')], { stdio: 'ignore' }); };
  begin();
  const url = `mqtt://127.0.0.1:${port}`;
  const site = world.open.book.all()[0]!.code;
  const gateway = new DeviceGateway(world.open);
  const mqtt = startMqtt({ url, userName: 'tongguan-server', password: 'server-secret', open: world.open, gateway, say: () => undefined });
  const lines = gates.map((gate) => new MqttDevice({ url, site, kind: 'thermometerGate', deviceId: gate.deviceId, key: gate.key, resendMilliseconds: 500 }));
  try {
    const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
    const people = await makeTravellers(world, flightId, 60);
    for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
    for (const [index, caseId] of people.entries()) {
      if (index === 20) { broker!.kill('SIGKILL'); setTimeout(begin, 700); }
      lines[index % 2]!.emit('measured', gateReading(36.4), { subject: caseId, at: world.now() });
    }
    expect(await Promise.all(lines.map((line) => line.settled(30_000)))).toEqual([true, true]);
    expect(mqtt.client.options.protocolVersion).toBe(5);
    const [row] = await world.open.pool.query<{ records: number; cases: number }>("SELECT count(*)::int AS records, count(DISTINCT case_id)::int AS cases FROM records WHERE event_id = $1 AND step = 'CHK-02' AND device_id IS NOT NULL", [world.eventId]);
    expect(row).toEqual({ records: 60, cases: 60 });
    // Another's topic: Mosquitto takes the packet and carries it nowhere.
    const thief = await connectOnce(url, { protocolVersion: 5, username: gates[0]!.deviceId, password: gates[0]!.key });
    thief.publish(`tongguan/v1/${site}/thermometerGate/${gates[1]!.deviceId}/event`, JSON.stringify({ specversion: '1.0', id: 'stolen', source: 'x', site, deviceid: 'x', seq: 1, type: 'tongguan.measured', data: gateReading(36) }), { qos: 1 }, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await thief.endAsync(true);
    expect((await world.open.pool.query('SELECT 1 FROM device_messages WHERE event_id = $1 AND message_id = $2', [world.eventId, 'stolen'])).length).toBe(0);
  } finally {
    await Promise.all(lines.map((line) => line.stop()));
    await mqtt.stop();
    await gateway.stop();
    broker?.kill('SIGKILL');
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);

/** Takes the block of the how-to that begins with a line, as an operator copies it; the files of /etc/mosquitto stand in a directory of the test. */
async function blockOf(firstLine: string, directory: string): Promise<string> {
  const text = await readFile(new URL('../../docs/how-to/go-to-production.md', import.meta.url), 'utf8');
  const found = text.split('```').find((block) => block.startsWith(`\n${firstLine}\n`));
  if (found === undefined) throw new Error(`No such block: ${firstLine}`);
  return found.replaceAll('/etc/mosquitto', directory).trimStart();
}

/** Is an authority as a port has one: it issues certificates in a name, and says which it has revoked. */
class Authority {
  constructor(readonly directory: string) {}

  #openssl(...rest: string[]): void {
    execFileSync('openssl', rest, { cwd: this.directory, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  async begin(): Promise<void> {
    await writeFile(join(this.directory, 'index.txt'), '');
    await writeFile(join(this.directory, 'serial'), '01\n');
    await writeFile(join(this.directory, 'authority.conf'), `[ca]\ndefault_ca = port\n[port]\ndatabase = index.txt\nserial = serial\nnew_certs_dir = .\ncertificate = ca.crt\nprivate_key = ca.key\ndefault_md = sha256\ndefault_days = 2\ndefault_crl_days = 2\npolicy = names\nunique_subject = no\ncopy_extensions = copy\n[names]\ncommonName = supplied\n`);
    this.#openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=Invented authority of the port');
    this.revokes();
  }

  async issues(name: string, commonName: string, ...more: string[]): Promise<{ certificate: string; key: string }> {
    this.#openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${commonName}`, ...more);
    this.#openssl('ca', '-batch', '-config', 'authority.conf', '-in', `${name}.csr`, '-out', `${name}.crt`, '-notext');
    for (const end of ['key', 'crt']) await chmod(join(this.directory, `${name}.${end}`), 0o644);
    return { certificate: await readFile(join(this.directory, `${name}.crt`), 'utf8'), key: await readFile(join(this.directory, `${name}.key`), 'utf8') };
  }

  revokes(name?: string): void {
    if (name !== undefined) this.#openssl('ca', '-config', 'authority.conf', '-revoke', `${name}.crt`);
    this.lists();
  }

  /** Writes the list of what is revoked. */
  lists(...more: string[]): void {
    this.#openssl('ca', '-config', 'authority.conf', '-gencrl', '-out', 'revoked.crl', ...more);
  }
}

test('Mosquitto with the certificates of the how-to knows each device by its own; whoever has none, another issuer\'s or a revoked one is not let in, and nobody writes under another\'s name', async () => {
  const program = findMosquitto();
  const world = await makeWorld({ startsAt: '2022-01-05T01:00:00.000Z' });
  const directory = await mkdtemp(join(tmpdir(), 'tongguan-mosquitto-'));
  await chmod(directory, 0o777);
  const port = await freePort();
  const authority = new Authority(directory);
  await authority.begin();
  await authority.issues('server', 'localhost', '-addext', 'subjectAltName=IP:127.0.0.1');
  const own = await authority.issues('tongguan', 'tongguan-server');
  const ca = await readFile(join(directory, 'ca.crt'), 'utf8');
  const settings = { identity: 'certificate' };
  const gates = [await addDevice(world, 'thermometerGate', { settings }), await addDevice(world, 'thermometerGate', { settings })];
  const papers = [await authority.issues('gate0', gates[0]!.deviceId), await authority.issues('gate1', gates[1]!.deviceId)];
  const robot = await addDevice(world, 'inspectionRobot', { settings: { ...settings, vdaVersion: '3.0' } });
  const robotPapers = await authority.issues('robot', robot.deviceId);
  const [known] = await world.open.pool.query<{ serial: string; maker: string }>('SELECT serial, maker FROM devices WHERE event_id = $1 AND device_id = $2', [world.eventId, robot.deviceId]);
  await world.done('devices.registerCertificate', { deviceId: robot.deviceId, certificate: robotPapers.certificate, reason: 'Issued by the port' });
  const fingerprints: string[] = [];
  for (const [at, { deviceId }] of gates.entries()) fingerprints.push((await world.done<{ fingerprint: string }>('devices.registerCertificate', { deviceId, certificate: papers[at]!.certificate, reason: 'Issued by the port' })).fingerprint);
  // The first block with the lines of the second instead of the two that it names.
  const lines = (await blockOf('# /etc/mosquitto/conf.d/tongguan.conf', directory)).split('\n').filter((line) => !/^(allow_anonymous|password_file) /.test(line));
  await mkdir(join(directory, 'conf.d'));
  await writeFile(join(directory, 'conf.d/tongguan.conf'), `${lines.join('\n').replace('listener 8883', `listener ${port} 127.0.0.1`)}\n${await blockOf('# instead of allow_anonymous and password_file', directory)}`);
  await writeFile(join(directory, 'tongguan.acl'), `${await blockOf('# /etc/mosquitto/tongguan.acl', directory)}${(await blockOf('# at the end of /etc/mosquitto/tongguan.acl', directory)).replace('IDENTIFIER', robot.deviceId).replace('MAKER', known!.maker).replace('SERIAL', known!.serial)}`);
  // What Debian's own file says besides.
  await writeFile(join(directory, 'mosquitto.conf'), `persistence true\npersistence_location ${directory}/\ninclude_dir ${directory}/conf.d\n`);
  let broker: ChildProcess | undefined;
  const begin = (): void => { broker = spawn(program, ['-c', join(directory, 'mosquitto.conf')], { stdio: 'ignore' }); };
  begin();
  const url = `mqtts://127.0.0.1:${port}`;
  const site = world.open.book.all()[0]!.code;
  const gateway = new DeviceGateway(world.open);
  const server = await startDevices(world.open, gateway, { mqttUrl: url, mqttTls: { authority: ca, ...own } }, () => undefined);
  const line = new RobotOnLine(url, robot, '3.0', known!.serial, {}, { ca, cert: robotPapers.certificate, key: robotPapers.key, password: '' });
  const devices = gates.map((gate, at) => new MqttDevice({ url, site, kind: 'thermometerGate', deviceId: gate.deviceId, tls: { authority: ca, ...papers[at]! }, resendMilliseconds: 500 }));
  const measured = async (): Promise<number> => (await world.open.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM device_messages WHERE event_id = $1", [world.eventId]))[0]!.count;
  const isLetIn = (shown: { certificate?: string; key?: string }): Promise<boolean> => connectOnce(url, { protocolVersion: 5, username: gates[1]!.deviceId, ca, cert: shown.certificate, key: shown.key }).then(async (client) => { await client.endAsync(true); return true; }, () => false);
  const reload = async (): Promise<void> => {
    broker!.kill('SIGHUP');
    await new Promise((resolve) => setTimeout(resolve, 1500));
  };
  try {
    for (let count = 0; count < 20; count += 1) devices[count % 2]!.emit('measured', gateReading(36.4), { at: world.now() });
    expect(await Promise.all(devices.map((device) => device.settled(30_000)))).toEqual([true, true]);
    expect(await measured()).toBe(20);
    expect(server.mqtt!.client.options.protocolVersion).toBe(5);
    const file = (name: string): Promise<string> => readFile(new URL(`../client-certificates/${name}`, import.meta.url), 'utf8');
    expect(await isLetIn({})).toBe(false);
    expect(await isLetIn({ certificate: await file('issued.pem'), key: await file('issued.key') })).toBe(false);
    expect(await isLetIn(papers[0]!)).toBe(true);
    // By the certificate of one gate, in the name of the other: the name that is sent says nothing.
    const thief = await connectOnce(url, { protocolVersion: 5, username: gates[1]!.deviceId, ca, cert: papers[0]!.certificate, key: papers[0]!.key });
    thief.publish(`tongguan/v1/${site}/thermometerGate/${gates[1]!.deviceId}/event`, JSON.stringify({ specversion: '1.0', id: 'stolen', source: 'x', site, deviceid: 'x', seq: 1, type: 'tongguan.measured', data: gateReading(36) }), { qos: 1 }, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await thief.endAsync(true);
    expect(await measured()).toBe(20);
    // A robot is sent a mission on its own topics, and drives it.
    await expect.poll(() => server.robots!.control(robot.deviceId)?.connection, { timeout: 15_000 }).toBe('ONLINE');
    await gateway.flush();
    const { missionId } = await world.done<{ missionId: string }>('devices.sendMission', { deviceId: robot.deviceId, purpose: 'patrol', stops: [{ nodeId: 'n0', x: 0, y: 0 }, { nodeId: 'n1', x: 2, y: 0 }] });
    await expect.poll(async () => (await world.see<{ missions: { missionId: string; progress: string }[] }>('devices.missions', {})).missions.find((one) => one.missionId === missionId)!.progress, { timeout: 20_000 }).toBe('finished');
    const before = await measured();
    // Revoked in Tongguan alone: its line stands at the broker, and nothing of it is taken.
    await world.done('devices.revokeCertificate', { fingerprint: fingerprints[1]!, reason: 'The device was stolen' });
    await new Promise((resolve) => setTimeout(resolve, 5500));
    for (const device of devices) device.emit('measured', gateReading(36.5), { at: world.now() });
    expect(await Promise.all(devices.map((device) => device.settled(4000)))).toEqual([true, false]);
    expect(await measured()).toBe(before + 1);
    const standing = await connectOnce(url, { protocolVersion: 5, ca, cert: papers[1]!.certificate, key: papers[1]!.key });
    authority.revokes('gate1');
    // A new list counts from the reload on for lines that begin; the one that stands is cut by a restart.
    await reload();
    expect(await isLetIn(papers[1]!)).toBe(false);
    expect(await isLetIn(papers[0]!)).toBe(true);
    expect(standing.connected).toBe(true);
    broker!.kill('SIGTERM');
    await once(broker!, 'exit');
    begin();
    await expect.poll(() => isLetIn(papers[0]!), { timeout: 10_000 }).toBe(true);
    expect(await isLetIn(papers[1]!)).toBe(false);
    expect(standing.connected).toBe(false);
    devices[0]!.emit('measured', gateReading(36.6), { at: world.now() });
    expect(await devices[0]!.settled(15_000)).toBe(true);
    // A list that has run out lets nobody in.
    authority.lists('-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200102000000Z');
    await reload();
    expect(await isLetIn(papers[0]!)).toBe(false);
  } finally {
    await Promise.all(devices.map((device) => device.stop()));
    await line.stop();
    await server.stop();
    broker?.kill('SIGKILL');
    await world.close();
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);
