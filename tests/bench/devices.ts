import { cpus } from 'node:os';
import { withClient } from '../../src/kernel/postgres/roles.ts';
import { MqttDevice } from '../../src/modules/devices/simulators/mqtt-device.ts';
import { startDevices } from '../../src/server/devices.ts';
import { DeviceGateway } from '../../src/server/devices/gateway.ts';
import { addDevice, gateReading } from '../devices-port.ts';
import { makeTravellers, makeWorld } from '../world.ts';
import { onOwnServer } from './own-server.ts';
import { pgbench } from './recording.ts';

/**
 * Measures events from the broker to the durable record: thermometer gates send by MQTT, each event proves a step of a person of its own and is answered after its commit; so many are on their way at once.
 * The ratio is events per second over pgbench's one-row inserts with as many clients on the same server in the same run.
 */
export async function bench(options: { devices?: number; events?: number; seconds?: number } = {}): Promise<Record<string, unknown>> {
  const [count, events, seconds] = [options.devices ?? 32, options.events ?? 3200, options.seconds ?? 4];
  return onOwnServer(async (database) => {
    const world = await makeWorld({ database: { url: database.url, administratorUrl: database.ownerUrl, close: async () => undefined } });
    try {
      const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-27', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-27T03:00:00.000Z', chartered: true, risk: 'low' });
      const people = await makeTravellers(world, flightId, events + 320);
      for (let at = 0; at < people.length; at += 500) await world.done('travellers.recordMany', { step: 'ONB-01', items: people.slice(at, at + 500).map((caseId) => ({ caseId, evidence: { onBoard: true, absent: false, basis: 'headCount' } })) });
      const devices = await startDevices(world.open, new DeviceGateway(world.open), { brokerPort: 0 }, () => undefined);
      const site = world.open.book.all()[0]!.code;
      const lines: MqttDevice[] = [];
      for (let place = 0; place < count; place += 1) {
        const device = await addDevice(world, 'thermometerGate');
        lines.push(new MqttDevice({ url: devices.broker!.url, site, kind: 'thermometerGate', deviceId: device.deviceId, key: device.key, resendMilliseconds: 30_000 }));
      }
      let next = 0;
      const run = async (many: number): Promise<number> => {
        const began = performance.now();
        for (let index = 0; index < many; index += 1, next += 1) lines[index % count]!.emit('measured', gateReading(36.5), { subject: people[next], at: world.now() });
        const settled = await Promise.all(lines.map((line) => line.settled(120_000)));
        if (settled.includes(false)) throw new Error('Not every event was taken');
        return performance.now() - began;
      };
      // A server that has run for a while is warm and has statistics.
      await run(320);
      await withClient(database.ownerUrl, (client) => client.query('ANALYZE'));
      const before = await pgbench(database.ownerUrl, count, seconds);
      const milliseconds = await run(events);
      const after = await pgbench(database.ownerUrl, count, seconds);
      const [row] = await world.open.pool.query<{ n: number }>("SELECT count(*)::int AS n FROM records WHERE event_id = $1 AND step = 'CHK-02' AND outcome = 'passed'", [world.eventId]);
      if (row!.n !== events + 320) throw new Error(`${row!.n} records of ${events + 320} events`);
      await Promise.all(lines.map((line) => line.stop()));
      await devices.stop();
      const perSecond = Math.round((events / milliseconds) * 1000);
      const pgbenchPerSecond = Math.round((before + after) / 2);
      return { ratio: Math.round((perSecond / pgbenchPerSecond) * 100) / 100, cores: cpus().length, devices: count, events, eventsPerSecond: perSecond, pgbenchPerSecond };
    } finally {
      await world.close();
    }
  }, { max_connections: '120' });
}
