import { connect } from 'mqtt';
import type { IPublishPacket, MqttClient } from 'mqtt';
import { findHeard, mayBeHeard } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import { speakOlderWhereRefused } from '../../modules/devices/simulators/mqtt-device.ts';
import { deviceFormats } from '../../modules/devices/shapes.ts';
import type { DeviceFormat } from '../../modules/devices/shapes.ts';
import type { OpenHouse } from '../start.ts';
import type { DeviceGateway } from './gateway.ts';

/** Is a topic of a device, taken apart. Shape: `tongguan/v1/SITE/KIND/DEVICE/LEAF`. */
export interface DeviceTopic { readonly site: string; readonly kind: string; readonly deviceId: string; readonly leaf: string }

/** Reads a topic; undefined where it is none of a device's. */
export function readTopic(topic: string): DeviceTopic | undefined {
  const [root, version, site, kind, deviceId, leaf, ...more] = topic.split('/');
  if (root !== 'tongguan' || version !== 'v1' || site === undefined || kind === undefined || deviceId === undefined || leaf === undefined || more.length > 1) return undefined;
  return { site, kind, deviceId, leaf: [leaf, ...more].join('/') };
}

/** Makes the beginning of a device's topics. */
export const topicOf = (site: string, kind: string, deviceId: string): string => `tongguan/v1/${site}/${kind}/${deviceId}/`;

const mostInFlight = 256;
const rememberedMilliseconds = 5000;

/** Is the server's side of MQTT. */
export interface DeviceMqtt { readonly client: MqttClient; stop(): Promise<void> }

/**
 * Listens to the devices at a broker. A message is answered on the device's `command` topic after its commit, `{"taken": [id]}` or `{"refused": {id, code, where, reason}}`; until then the device keeps it.
 * At most so many are under way at once; the broker is not acknowledged before there is room, so that it holds the rest back.
 */
export function startMqtt(options: { url: string; userName?: string | undefined; password?: string | undefined; tls?: { readonly authority?: string | undefined; readonly certificate?: string | undefined; readonly key?: string | undefined } | undefined; open: Pick<OpenHouse, 'pool' | 'house' | 'book'>; gateway: DeviceGateway; say(message: string): void; onOther?(topic: string, payload: Buffer): void }): DeviceMqtt {
  const { open, gateway } = options;
  const client = connect(options.url, { protocolVersion: 5, clean: true, username: options.userName, password: options.password, ca: options.tls?.authority, cert: options.tls?.certificate, key: options.tls?.key, reconnectPeriod: 500, reconnectOnConnackError: true, connectTimeout: 10_000, resubscribe: true, properties: { receiveMaximum: mostInFlight } });
  const known = new Map<string, { readonly at: number; readonly device: Promise<DeviceIdentity | undefined> }>();
  let inFlight = 0;
  const waiting: (() => void)[] = [];

  // Asked once for all messages of a device that come within some seconds; while the database is away what was known before holds.
  const findDevice = (topic: DeviceTopic): Promise<DeviceIdentity | undefined> => {
    const name = `${topic.site}/${topic.deviceId}`;
    const before = known.get(name);
    if (before !== undefined && Date.now() - before.at < rememberedMilliseconds) return before.device;
    const event = open.book.all().find((one) => one.code === topic.site);
    const look = async (eventId: string): Promise<DeviceIdentity | undefined> => {
      const found = await findHeard(open.pool, eventId, topic.deviceId, open.house.now(eventId));
      return found?.kind === topic.kind && await mayBeHeard(open.pool, found) ? found : undefined;
    };
    const device = event === undefined ? Promise.resolve(undefined) : look(event.event_id).catch(() => before?.device);
    if (known.size > 5000) known.clear();
    known.set(name, { at: Date.now(), device });
    return device;
  };

  const answer = (topic: DeviceTopic, message: object): void => {
    client.publish(`${topicOf(topic.site, topic.kind, topic.deviceId)}command`, JSON.stringify(message), { qos: 1 });
  };

  const handle = async (packet: IPublishPacket): Promise<void> => {
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
    const topic = readTopic(packet.topic);
    if (topic === undefined) return options.onOther?.(packet.topic, payload);
    const device = await findDevice(topic);
    if (device === undefined) return;
    if (topic.leaf === 'telemetry') {
      const reading = objectOf(payload);
      if (reading !== undefined) gateway.takeTelemetry(device, reading);
      return;
    }
    if (topic.leaf === 'connection') {
      const state = objectOf(payload)?.['state'];
      if (state === 'online') gateway.sawDevice(device, true);
      else if (state === 'offline' || state === 'broken') gateway.lostDevice(device, state);
      return;
    }
    const format = topic.leaf === 'event' ? 'cloudevents' : /^message\/(.+)$/.exec(topic.leaf)?.[1];
    if (format === undefined || !(deviceFormats as readonly string[]).includes(format)) return;
    const given = packet.properties?.userProperties?.['id'];
    const id = typeof given === 'string' && given !== '' && given.length <= 200 ? given : idOf(format, payload);
    const done = await gateway.receive(device, { format: format as DeviceFormat, transport: 'mqtt', bytes: payload, messageId: id });
    if (!done.ok) return answer(topic, { refused: { id: id ?? null, code: done.refusal.code, where: done.refusal.where ?? '/', reason: '' } });
    const taken = done.result as { messageId: string; refused: { code: string; where: string; reason: string } | null };
    answer(topic, taken.refused === null ? { taken: [taken.messageId] } : { refused: { id: taken.messageId, ...taken.refused } });
  };

  // The broker is acknowledged when there is room for the next one; that it is durable is said by the answer alone.
  client.handleMessage = (packet, done) => {
    inFlight += 1;
    void handle(packet).catch((error: unknown) => options.say(`A message of a device could not be taken: ${String(error)}`)).finally(() => {
      inFlight -= 1;
      waiting.shift()?.();
    });
    if (inFlight < mostInFlight) done();
    else waiting.push(() => done());
  };
  client.on('connect', () => client.subscribe({ 'tongguan/v1/+/+/+/event': { qos: 1 }, 'tongguan/v1/+/+/+/message/+': { qos: 1 }, 'tongguan/v1/+/+/+/telemetry': { qos: 0 }, 'tongguan/v1/+/+/+/connection': { qos: 1 }, ...(options.onOther === undefined ? {} : { 'uagv/v2/+/+/+': { qos: 1 }, 'vda5050/v3/+/+/+': { qos: 1 } }) } as const));
  speakOlderWhereRefused(client);
  return {
    client,
    async stop() {
      await client.endAsync(true);
      while (inFlight > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

function objectOf(payload: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : undefined;
  } catch {
    return undefined;
  }
}

// A CloudEvent brings its identifier along; without one the digest names the message.
function idOf(format: string, payload: Buffer): string | undefined {
  const id = format === 'cloudevents' ? objectOf(payload)?.['id'] : undefined;
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : undefined;
}
