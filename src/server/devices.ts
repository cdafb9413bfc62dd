import type { FastifyInstance } from 'fastify';
import { approvedDevices, identifyDevice } from '../modules/devices/identity.ts';
import type { ControlSettings } from '../modules/devices/rules/robots/control.ts';
import { startFileDrop } from './devices/drop.ts';
import type { FileDrop } from './devices/drop.ts';
import { startEmbeddedBroker } from './devices/embedded-broker.ts';
import type { EmbeddedBroker } from './devices/embedded-broker.ts';
import { DeviceGateway } from './devices/gateway.ts';
import { registerDevices } from './devices/http.ts';
import { startMllp } from './devices/mllp.ts';
import type { MllpListener } from './devices/mllp.ts';
import { startMqtt, topicOf } from './devices/mqtt.ts';
import type { DeviceMqtt } from './devices/mqtt.ts';
import { ownRobotTopics, startRobots } from './devices/robots.ts';
import type { Robots } from './devices/robots.ts';
import type { OpenHouse } from './start.ts';

/** Is how devices reach this server. Shape: a URL of a broker, or the port of the small one that is started; nothing where a part is absent. */
export interface DeviceSettings {
  readonly mqttUrl?: string | undefined;
  readonly mqttUserName?: string | undefined;
  readonly mqttPassword?: string | undefined;
  readonly brokerPort?: number | undefined;
  readonly brokerHost?: string | undefined;
  readonly dropDirectory?: string | undefined;
  readonly mllpPort?: number | undefined;
  readonly mllpHost?: string | undefined;
  /** When a robot counts as silent, and when an order is sent again; the defaults where nothing is said. */
  readonly robots?: Partial<ControlSettings> | undefined;
}

/** Is everything that listens to devices. */
export interface Devices {
  readonly gateway: DeviceGateway;
  readonly broker: EmbeddedBroker | undefined;
  readonly mqtt: DeviceMqtt | undefined;
  readonly robots: Robots | undefined;
  readonly drop: FileDrop | undefined;
  readonly mllp: MllpListener | undefined;
  stop(): Promise<void>;
}

/** Opens the gateway and its HTTP routes, before the server listens. */
export function openGateway(server: FastifyInstance, open: OpenHouse): DeviceGateway {
  const gateway = new DeviceGateway(open);
  registerDevices(server, open, gateway);
  return gateway;
}

/** Starts what listens besides HTTP: the broker, MQTT, the folders. */
export async function startDevices(open: OpenHouse, gateway: DeviceGateway, settings: DeviceSettings, say: (message: string) => void): Promise<Devices> {
  const broker = settings.brokerPort === undefined || settings.mqttUrl !== undefined ? undefined : await startEmbeddedBroker({
    port: settings.brokerPort, host: settings.brokerHost ?? '127.0.0.1', say,
    async ownTopics(deviceId, key) {
      const device = await identifyDevice(open.pool, key);
      if (device === undefined || device.deviceId !== deviceId) return [];
      const site = open.book.all().find((event) => event.event_id === device.eventId)?.code;
      if (site === undefined) return [];
      const robot = device.kind === 'inspectionRobot' ? (await approvedDevices(open.pool, device.eventId, open.house.now(device.eventId))).find((one) => one.deviceId === device.deviceId) : undefined;
      return [topicOf(site, device.kind, device.deviceId), ...(robot === undefined ? [] : ownRobotTopics(robot))];
    },
  });
  const url = settings.mqttUrl ?? broker?.url;
  const robots = url === undefined ? undefined : startRobots({ open, gateway, settings: settings.robots, say, publish: ({ topic, message, qos, retain }) => void mqtt?.client.publish(topic, JSON.stringify(message), { qos, retain }) });
  const mqtt = url === undefined ? undefined : startMqtt({ url, userName: broker?.userName ?? settings.mqttUserName, password: broker?.password ?? settings.mqttPassword, open, gateway, say, onOther: (topic, payload) => robots?.take(topic, payload) });
  const drop = settings.dropDirectory === undefined ? undefined : startFileDrop({ directory: settings.dropDirectory, open, gateway, say });
  const mllp = settings.mllpPort === undefined ? undefined : await startMllp({ port: settings.mllpPort, host: settings.mllpHost ?? '127.0.0.1', open, gateway, say });
  return {
    gateway, broker, mqtt, robots, drop, mllp,
    async stop() {
      await robots?.stop();
      await Promise.all([mqtt?.stop(), drop?.stop(), mllp?.stop()]);
      await gateway.stop();
      await broker?.stop();
    },
  };
}
