import { createHash } from 'node:crypto';
import { connectAsync } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Actor } from '../src/kernel/officer.ts';
import { houseActor } from '../src/kernel/officer.ts';
import { getKind } from '../src/modules/devices/catalogue.ts';
import type { KindId } from '../src/modules/devices/shapes.ts';
import type { TestWorld } from './world.ts';

/** Is what the server answers to one message. */
export interface Taken { readonly messageId: string; readonly repeated: boolean; readonly refused: { code: string; where: string; reason: string } | null; readonly events?: number; readonly recorded?: number; readonly notCounted?: string[]; readonly alarms?: string[] }

/** Is an approved device with its checks made, and the way in which it sends. */
export interface TestDevice {
  readonly deviceId: string;
  readonly key: string;
  readonly actor: Actor;
  sends(event: string, reading: object, more?: { subject?: string; id?: string; at?: string }): Promise<Taken>;
}

/** Connects a client of MQTT by one attempt. Refuses: an Error of the broker's, or of a line that was cut before the broker's answer came: left to itself the client would wait for ever. */
export const connectOnce = (url: string, options: IClientOptions): Promise<MqttClient> => connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0, ...options }, false);

/** Makes the actor that the server makes of a device's key. */
export const deviceActor = (deviceId: string): Actor => ({ ...houseActor, roles: ['device'], subject: deviceId, name: { en: 'Invented device', zh: '虚构设备' } });

/** Makes a CloudEvent of a kind's event. */
export const cloudEvent = (id: string, event: string, reading: object, at: string, subject?: string) => ({ specversion: '1.0', id, source: 'invented', site: 'invented', deviceid: 'invented', seq: 1, type: `tongguan.${event}`, time: at, ...(subject === undefined ? {} : { subject }), data: reading });

/** Adds a device, approves it and makes every check that its kind needs. */
export async function addDevice(world: TestWorld, kind: KindId, options: { checked?: boolean; settings?: Record<string, string>; stationId?: string } = {}): Promise<TestDevice> {
  const serial = `SN-${createHash('sha256').update(`${kind}${Math.random()}`).digest('hex').slice(0, 8)}`;
  const { deviceId } = await world.done<{ deviceId: string }>('devices.add', { kind, serial, maker: 'Invented Instruments', model: 'Mark I', nameEn: `${kind} ${serial}`, nameZh: `虚构设备 ${serial}` });
  const { key } = await world.done<{ key: string }>('devices.approve', { deviceId, reason: 'Accepted on site', ...(options.settings === undefined ? {} : { settings: options.settings }), ...(options.stationId === undefined ? {} : { stationId: options.stationId }) });
  if (options.checked !== false) for (const { check } of getKind(kind).checks) await world.done('devices.recordCheck', { deviceId, check, passed: true, performedAt: world.now() });
  const actor = deviceActor(deviceId);
  let count = 0;
  return {
    deviceId, key, actor,
    async sends(event, reading, more = {}) {
      count += 1;
      const id = more.id ?? `${serial}-${count}`;
      const content = Buffer.from(JSON.stringify(cloudEvent(id, event, reading, more.at ?? world.now(), more.subject))).toString('base64');
      return world.done<Taken>('devices.receive', { format: 'cloudevents', transport: 'http', content, messageId: id }, { as: actor });
    },
  };
}

/** Is a reading of a portal: with an alarm or without. */
export const portalReading = (alarm: boolean, more: object = {}) => ({ grossCountsPerSecond: alarm ? 4100 : 312, backgroundCountsPerSecond: 305, doseRateMicrosievertPerHour: alarm ? 0.45 : 0.09, backgroundAgeMinutes: 2, alarm, ...more });
/** Is a reading of a thermometer gate in its surroundings. */
export const gateReading = (temperatureCelsius: number, more: object = {}) => ({ temperatureCelsius, referenceDriftCelsius: 0.1, ambientCelsius: 22, humidityPercent: 30, personsInView: 1, ...more });
