import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MqttDevice } from '../../src/modules/devices/simulators/mqtt-device.ts';
import { DeviceGateway } from '../../src/server/devices/gateway.ts';
import { startMqtt } from '../../src/server/devices/mqtt.ts';
import { addDevice, connectOnce, gateReading } from '../devices-port.ts';
import { makeTravellers, makeWorld } from '../world.ts';

const freePort = (): Promise<number> => new Promise((resolve) => {
  const probe = createServer();
  probe.listen(0, '127.0.0.1', () => { const { port } = probe.address() as { port: number }; probe.close(() => resolve(port)); });
});

test('Mosquitto with the rules of the how-to carries devices by MQTT 5; killed and begun again it loses nothing and doubles nothing, and lets nobody into another’s topics', async () => {
  const program = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto'].find((path) => existsSync(path));
  if (program === undefined) throw new Error('Mosquitto is not here: apt-get install mosquitto');
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
