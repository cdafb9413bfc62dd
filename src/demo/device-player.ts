import { runAction } from '../kernel/action.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { getKind } from '../modules/devices/catalogue.ts';
import { approvedDevices } from '../modules/devices/identity.ts';
import { inOwnFormat } from '../modules/devices/simulators/own-format.ts';
import { pictureEvent } from '../modules/devices/shapes.ts';
import { nextEvent, nextTelemetry } from '../modules/devices/simulators/readings.ts';
import { seeded } from '../modules/devices/simulators/seeded.ts';
import type { DeviceGateway } from '../server/devices/gateway.ts';
import type { OpenHouse } from '../server/start.ts';
import { hour } from './days.ts';
import { inventedMaker } from './devices.ts';
import { actorFor } from './port.ts';

const everyMilliseconds = 5000;
const eventsATurn = 2;
/** Is how often a camera sends a picture. Unit: milliseconds of the event's time. */
const pictureMilliseconds = 30_000;

/**
 * Lets the invented devices of the world go on in a running server: telemetry, now and then an event, and each check when it is due, as somebody on shift would make it.
 * Shape: `stop` waits for the turn under way. What they say is about nobody, so that no officer's work is done for them.
 */
export function playDevices(open: OpenHouse, gateway: DeviceGateway, eventId: string): { stop(): Promise<void> } {
  const random = seeded(Date.now() % 4_294_967_296);
  const checkedAt = new Map<string, number>();
  const picturedAt = new Map<string, number>();
  let working: Promise<void> | undefined;
  const turn = async (): Promise<void> => {
    const now = open.house.now(eventId);
    const at = Date.parse(now);
    const devices = (await approvedDevices(open.pool, eventId, now)).filter((device) => device.maker === inventedMaker);
    for (const [place, device] of devices.entries()) {
      gateway.takeTelemetry(device, nextTelemetry(device.kind, random, at / 1000 + place * 50));
      const picture = at - (picturedAt.get(device.deviceId) ?? -Infinity) < pictureMilliseconds ? undefined : inOwnFormat(device.kind, { name: pictureEvent, reading: {} }, { serial: device.serial, number: Math.floor(at / pictureMilliseconds), at: now });
      if (picture !== undefined) {
        picturedAt.set(device.deviceId, at);
        await gateway.receive(device, picture);
      }
      for (const { check, everyHours } of getKind(device.kind).checks) {
        const name = `${device.deviceId} ${check}`;
        const last = checkedAt.get(name);
        if (everyHours > 24 || (last !== undefined && at - last < everyHours * 0.5 * hour)) continue;
        checkedAt.set(name, at);
        await runAction(open.house, eventId, actorFor(eventId, 'dutyOfficer', null), open.registry.actions.get('devices.recordCheck')!, { id: uuidv7(), occurredAt: now, input: { deviceId: device.deviceId, check, passed: true, performedAt: now } });
      }
    }
    for (let number = 0; number < eventsATurn && devices.length > 0; number += 1) {
      const device = devices[Math.floor(random() * devices.length)]!;
      const count = Math.floor(random() * 1e6);
      const event = nextEvent(device.kind, random, count, 0);
      // A tube or a bag that nobody knows would be told as not counting, so only what names nobody comes in the format of its field.
      const own = device.kind === 'thermometerGate' ? inOwnFormat(device.kind, event, { serial: device.serial, number: count, at: now }) : undefined;
      await gateway.receive(device, own ?? { format: 'cloudevents', transport: 'mqtt', bytes: Buffer.from(JSON.stringify({ specversion: '1.0', id: uuidv7(), source: device.serial, site: 'PEK', deviceid: device.deviceId, seq: at % 2_147_483_647, type: `tongguan.${event.name}`, time: now, data: event.reading })) });
    }
  };
  const timer = setInterval(() => {
    // A turn that fails because the database is away is made up for by the next.
    working ??= turn().catch(() => undefined).finally(() => { working = undefined; });
  }, everyMilliseconds);
  timer.unref();
  return { async stop() { clearInterval(timer); await working; } };
}
