import type { BlockList } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { approvedDevices, decisionsSoFar, identifyDevice } from '../modules/devices/identity.ts';
import type { ControlSettings } from '../modules/devices/rules/robots/control.ts';
import { startFileDrop } from './devices/drop.ts';
import type { FileDrop } from './devices/drop.ts';
import type { Answered, Asked } from './devices/broker.ts';
import { CertificateKnower } from './devices/certificates.ts';
import { startEmbeddedBroker } from './devices/embedded-broker.ts';
import type { EmbeddedBroker } from './devices/embedded-broker.ts';
import { DeviceGateway } from './devices/gateway.ts';
import { registerDevices } from './devices/http.ts';
import { startHttps } from './devices/https.ts';
import type { HttpsListener } from './devices/https.ts';
import { startMllp } from './devices/mllp.ts';
import type { MllpListener } from './devices/mllp.ts';
import { startMqtt, topicOf } from './devices/mqtt.ts';
import type { DeviceMqtt } from './devices/mqtt.ts';
import { ownRobotTopics, startRobots } from './devices/robots.ts';
import type { Robots } from './devices/robots.ts';
import type { DeviceTls } from './devices/tls.ts';
import type { OpenHouse } from './start.ts';

/** Is how devices reach this server. Shape: a URL of a broker, or the port of the small one that is started; nothing where a part is absent. */
export interface DeviceSettings {
  readonly mqttUrl?: string | undefined;
  readonly mqttUserName?: string | undefined;
  readonly mqttPassword?: string | undefined;
  readonly brokerPort?: number | undefined;
  readonly brokerHost?: string | undefined;
  readonly dropDirectory?: string | undefined;
  /** How the server shows itself at a broker of the port. Shape: PEM. */
  readonly mqttTls?: { readonly authority?: string | undefined; readonly certificate?: string | undefined; readonly key?: string | undefined } | undefined;
  /** What is needed to speak TLS to devices, and where; without it nobody is known by a certificate but behind a proxy. */
  readonly tls?: DeviceTls | undefined;
  readonly mqttTlsPort?: number | undefined;
  readonly httpsPort?: number | undefined;
  readonly mllpTlsPort?: number | undefined;
  readonly tlsHost?: string | undefined;
  /** Which proxies may tell of a certificate. */
  readonly proxies?: BlockList | undefined;
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
  readonly mllpTls: MllpListener | undefined;
  readonly https: HttpsListener | undefined;
  stop(): Promise<void>;
}

/** Opens the gateway and its HTTP routes, before the server listens. */
export function openGateway(server: FastifyInstance, open: OpenHouse, settings: Pick<DeviceSettings, 'proxies' | 'tls'> = {}): DeviceGateway {
  const gateway = new DeviceGateway(open);
  registerDevices(server, open, gateway, { proxies: settings.proxies, hasAuthority: settings.tls?.authority !== undefined });
  server.addHook('onClose', () => gateway.stop());
  return gateway;
}

const lookMilliseconds = 1000;
const lookAnywayMilliseconds = 60_000;

/** Starts what listens besides HTTP: the broker, MQTT, the folders, and the lines of TLS; `app` is whose routes devices reach by HTTPS. */
export async function startDevices(open: OpenHouse, gateway: DeviceGateway, settings: DeviceSettings, say: (message: string) => void, app?: FastifyInstance): Promise<Devices> {
  const { tls } = settings;
  const tlsHost = settings.tlsHost ?? '127.0.0.1';
  const broker = settings.brokerPort === undefined || settings.mqttUrl !== undefined ? undefined : await startEmbeddedBroker({
    port: settings.brokerPort, host: settings.brokerHost ?? '127.0.0.1', say, tls: tls === undefined || settings.mqttTlsPort === undefined ? undefined : { ...tls, port: settings.mqttTlsPort, host: tlsHost }, whoIs: makeWhoIs(open),
  });
  const stopWatching = broker === undefined ? undefined : watchDecisions(open, () => broker.askAgain());
  const url = settings.mqttUrl ?? broker?.url;
  const robots = url === undefined ? undefined : startRobots({ open, gateway, settings: settings.robots, say, publish: ({ topic, message, qos, retain }) => void mqtt?.client.publish(topic, JSON.stringify(message), { qos, retain }) });
  const mqtt = url === undefined ? undefined : startMqtt({ url, userName: broker?.userName ?? settings.mqttUserName, password: broker?.password ?? settings.mqttPassword, tls: broker === undefined ? settings.mqttTls : undefined, open, gateway, say, onOther: (topic, payload) => robots?.take(topic, payload) });
  const drop = settings.dropDirectory === undefined ? undefined : startFileDrop({ directory: settings.dropDirectory, open, gateway, say });
  const mllp = settings.mllpPort === undefined ? undefined : await startMllp({ port: settings.mllpPort, host: settings.mllpHost ?? '127.0.0.1', open, gateway, say });
  const mllpTls = tls === undefined || settings.mllpTlsPort === undefined ? undefined : await startMllp({ port: settings.mllpTlsPort, host: tlsHost, tls, open, gateway, say });
  const https = tls === undefined || settings.httpsPort === undefined || app === undefined ? undefined : await startHttps({ port: settings.httpsPort, host: tlsHost, tls, app });
  return {
    gateway, broker, mqtt, robots, drop, mllp, mllpTls, https,
    async stop() {
      stopWatching?.();
      await robots?.stop();
      await Promise.all([mqtt?.stop(), drop?.stop(), mllp?.stop(), mllpTls?.stop(), https?.stop()]);
      await gateway.stop();
      await broker?.stop();
    },
  };
}

// A certificate comes before name and key: whoever shows one is that device, and may say no other name.
function makeWhoIs(open: OpenHouse): (asked: Asked) => Promise<Answered> {
  const knower = new CertificateKnower(open);
  return async ({ deviceId, key, certificate, byAuthority }) => {
    const nobody: Answered = { deviceId: '', own: [] };
    const device = certificate === undefined ? await identifyDevice(open.pool, key) : await knower.identify({ content: Buffer.from(certificate, 'base64'), byAuthority: byAuthority === true }, { by: 'mqtt', claimed: deviceId });
    if (device === undefined || (device.deviceId !== deviceId && !(certificate !== undefined && deviceId === ''))) return nobody;
    const site = open.book.all().find((event) => event.event_id === device.eventId)?.code;
    if (site === undefined) return nobody;
    const robot = device.kind === 'inspectionRobot' ? (await approvedDevices(open.pool, device.eventId, open.house.now(device.eventId))).find((one) => one.deviceId === device.deviceId) : undefined;
    return { deviceId: device.deviceId, own: [topicOf(site, device.kind, device.deviceId), ...(robot === undefined ? [] : ownRobotTopics(robot))] };
  };
}

// A key replaced, a device retired, a certificate revoked, by this server or another: noticed within a second, the first one too. What ends by its own time is found each minute.
function watchDecisions(open: Pick<OpenHouse, 'pool'>, changed: () => void): () => void {
  let before: string | undefined;
  let told = Date.now();
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void decisionsSoFar(open.pool).then((count) => {
      if (count !== before || Date.now() - told > lookAnywayMilliseconds) { told = Date.now(); changed(); }
      before = count;
      // While the database is away nobody can be told apart; the next look does it.
    }, () => undefined).finally(() => { looking = false; });
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
