import { deviceKinds } from '../src/modules/devices/catalogue.ts';
import { MqttDevice } from '../src/modules/devices/simulators/mqtt-device.ts';
import { nextEvent, nextTelemetry } from '../src/modules/devices/simulators/readings.ts';
import { seeded } from '../src/modules/devices/simulators/seeded.ts';
import type { KindId } from '../src/modules/devices/shapes.ts';
import { startDevices } from '../src/server/devices.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { startMqtt } from '../src/server/devices/mqtt.ts';
import { addDevice } from './devices-port.ts';
import { makeWorld } from './world.ts';
import type { TestDatabase } from './database.ts';

/** Is what a simulated stretch of a day came to. Shape: `lost` sent and not in the database, `doubled` rows beyond one for an event. */
export interface DayReport { readonly devices: number; readonly hours: number; readonly speed: number; readonly sent: number; readonly kept: number; readonly lost: number; readonly doubled: number; readonly alarms: number; readonly brokerKills: number; readonly lineBreaks: number; readonly serverChanges: number; readonly seconds: number }

/**
 * Lets many devices of every kind live through so many hours of the port at a multiple of its speed, each by MQTT through a real broker, while the broker is killed, lines break and the server that listens is replaced.
 * Unit: each device sends an event about every five minutes of the port's time and telemetry every minute.
 */
export async function liveThroughDay(options: { devices: number; hours: number; speed: number; database?: Pick<TestDatabase, 'url' | 'administratorUrl' | 'close'> | undefined; seed?: number }): Promise<DayReport> {
  const world = await makeWorld({ startsAt: '2022-01-27T00:00:00.000Z', speed: options.speed, ...(options.database === undefined ? {} : { database: options.database }) });
  const quiet = (): void => undefined;
  const devices = await startDevices(world.open, new DeviceGateway(world.open), { brokerPort: 0 }, quiet);
  const site = world.open.book.all()[0]!.code;
  const random = seeded(options.seed ?? 2022);
  const kinds = Object.keys(deviceKinds) as KindId[];
  const lines: { kind: KindId; line: MqttDevice; nextAt: number; number: number }[] = [];
  for (let place = 0; place < options.devices; place += 1) {
    const kind = kinds[place % kinds.length]!;
    const device = await addDevice(world, kind);
    lines.push({ kind, number: 0, nextAt: 0, line: new MqttDevice({ url: devices.broker!.url, site, kind, deviceId: device.deviceId, key: device.key, resendMilliseconds: 3000 }) });
  }
  let mqtt = devices.mqtt!;
  let [brokerKills, lineBreaks, serverChanges] = [0, 0, 0];
  const began = Date.now();
  const milliseconds = (options.hours * 3_600_000) / options.speed;
  const minuteMilliseconds = 60_000 / options.speed;
  const faultEvery = Math.max(4000, milliseconds / 12);
  let nextFault = began + faultEvery / 2;
  for (const entry of lines) entry.nextAt = began + random() * 5 * minuteMilliseconds;
  while (Date.now() - began < milliseconds) {
    const now = Date.now();
    for (const entry of lines) {
      if (now < entry.nextAt) continue;
      entry.nextAt += (2 + 6 * random()) * minuteMilliseconds;
      entry.number += 1;
      const event = nextEvent(entry.kind, random, entry.number, 0.005);
      entry.line.emit(event.name, event.reading, { at: world.now() });
      entry.line.tell(nextTelemetry(entry.kind, random, now / 1000));
    }
    if (now >= nextFault) {
      nextFault += faultEvery;
      const fault = (brokerKills + lineBreaks + serverChanges) % 3;
      if (fault === 0) {
        const pid = devices.broker!.pid();
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
        brokerKills += 1;
      } else if (fault === 1) {
        for (const entry of lines) if (random() < 0.3) entry.line.breakLine();
        lineBreaks += 1;
      } else {
        await mqtt.stop();
        mqtt = startMqtt({ url: devices.broker!.url, userName: devices.broker!.userName, password: devices.broker!.password, open: world.open, gateway: devices.gateway, say: quiet });
        serverChanges += 1;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await Promise.all(lines.map((entry) => entry.line.settled(90_000)));
  const sent = lines.reduce((sum, entry) => sum + entry.line.report().sent, 0);
  const waiting = lines.reduce((sum, entry) => sum + entry.line.report().waiting + entry.line.report().refused.length, 0);
  const count = async (sql: string): Promise<number> => Number((await world.open.pool.query<{ n: number }>(sql, [world.eventId]))[0]!.n);
  const kept = await count('SELECT count(DISTINCT (device_id, message_id)) AS n FROM device_messages WHERE event_id = $1');
  const report: DayReport = {
    devices: options.devices, hours: options.hours, speed: options.speed, sent, kept, lost: Math.max(sent - kept, waiting), doubled: await count('SELECT count(*) AS n FROM device_events WHERE event_id = $1') - kept,
    alarms: await count('SELECT count(*) AS n FROM alarms WHERE event_id = $1'), brokerKills, lineBreaks, serverChanges, seconds: Math.round((Date.now() - began) / 1000),
  };
  await Promise.all(lines.map((entry) => entry.line.stop()));
  await mqtt.stop();
  await devices.stop();
  await world.close();
  return report;
}
