import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { KindId, Reading } from '../shapes.ts';

/** Is how a device speaks TLS: whom it trusts, and by what it shows who it is. Shape: PEM. */
export interface DeviceLine { readonly authority: string; readonly certificate?: string | undefined; readonly key?: string | undefined }

interface Kept { readonly payload: string; sentAt: number }

/** Is what a simulated device came to know of what it sent. */
export interface SimulatedReport { readonly sent: number; readonly taken: number; readonly refused: readonly { id: string; code: string; where: string; reason: string }[]; readonly waiting: number }

const resendMilliseconds = 3000;
// Well within the time after which a silent device counts as gone.
const heartbeatMilliseconds = 30_000;
const unacceptableVersion: readonly unknown[] = [1, 132];

/** Lets a client that speaks MQTT 5 go on with 3.1.1 where a broker knows no better: the small one of a start without Mosquitto, for instance. */
export function speakOlderWhereRefused(client: MqttClient): void {
  client.on('error', (error) => {
    if (unacceptableVersion.includes((error as { code?: unknown }).code)) client.options.protocolVersion = 4;
  });
}

/**
 * Is a device as the house asks devices to be: it speaks MQTT 5 (or 3.1.1) with a last will, keeps each event until the server says that it is durable, and sends it again under the same identifier when it hears nothing.
 * Simulators use it as it stands; a gateway before a real instrument can.
 */
export class MqttDevice {
  readonly #client: MqttClient;
  readonly #base: string;
  readonly #site: string;
  readonly #deviceId: string;
  readonly #kept = new Map<string, Kept>();
  readonly #timer: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;
  #sent = 0;
  #taken = 0;
  readonly #refused: { id: string; code: string; where: string; reason: string }[] = [];

  constructor(options: { url: string; site: string; kind: KindId; deviceId: string; /** Its key; none where a certificate says who it is. */ key?: string | undefined; tls?: DeviceLine | undefined; resendMilliseconds?: number }) {
    [this.#site, this.#deviceId] = [options.site, options.deviceId];
    this.#base = `tongguan/v1/${options.site}/${options.kind}/${options.deviceId}/`;
    this.#client = connect(options.url, {
      protocolVersion: 5, clean: true, clientId: `device-${options.deviceId}`, username: options.deviceId, password: options.key, ca: options.tls?.authority, cert: options.tls?.certificate, key: options.tls?.key, reconnectPeriod: 300, reconnectOnConnackError: true, connectTimeout: 5000, queueQoSZero: false,
      will: { topic: `${this.#base}connection`, payload: Buffer.from('{"state":"broken"}'), qos: 1, retain: true },
    });
    speakOlderWhereRefused(this.#client);
    this.#client.on('connect', () => {
      this.#client.publish(`${this.#base}connection`, '{"state":"online"}', { qos: 1, retain: true });
      this.#client.subscribe(`${this.#base}command`, { qos: 1 }, () => this.#sendAll(0));
    });
    this.#client.on('message', (_topic, payload) => this.#hear(payload.toString()));
    const wait = options.resendMilliseconds ?? resendMilliseconds;
    this.#timer = setInterval(() => this.#sendAll(wait), Math.min(1000, wait));
    this.#timer.unref();
    this.#heartbeat = setInterval(() => { if (this.#client.connected) this.#client.publish(`${this.#base}connection`, '{"state":"online"}', { qos: 1, retain: true }); }, heartbeatMilliseconds);
    this.#heartbeat.unref();
  }

  #hear(text: string): void {
    const message = JSON.parse(text) as { taken?: string[]; refused?: { id: string; code: string; where: string; reason: string } };
    for (const id of message.taken ?? []) if (this.#kept.delete(id)) this.#taken += 1;
    if (message.refused !== undefined && this.#kept.delete(message.refused.id)) this.#refused.push(message.refused);
  }

  #sendAll(olderThan: number): void {
    if (!this.#client.connected) return;
    const now = Date.now();
    for (const kept of this.#kept.values()) {
      if (now - kept.sentAt < olderThan) continue;
      kept.sentAt = now;
      this.#client.publish(`${this.#base}event`, kept.payload, { qos: 1 }, () => undefined);
    }
  }

  /** Sends an event and keeps it until the server has it. Shape: its identifier. */
  emit(name: string, reading: Reading, more: { subject?: string | undefined; at: string }): string {
    return this.#keep({ type: `tongguan.${name}`, time: more.at, ...(more.subject === undefined ? {} : { subject: more.subject }), data: reading });
  }

  /** Sends a picture in an envelope, with when and where it was taken, and keeps it until the server has it. Unit: m. Shape: its identifier. */
  emitPicture(picture: Uint8Array, mediaType: string, more: { at: string; xMetres?: number; yMetres?: number }): string {
    return this.#keep({ type: 'tongguan.pictureTaken', time: more.at, datacontenttype: mediaType, ...(more.xMetres === undefined ? {} : { xmetres: String(more.xMetres) }), ...(more.yMetres === undefined ? {} : { ymetres: String(more.yMetres) }), data_base64: Buffer.from(picture).toString('base64') });
  }

  #keep(said: Readonly<Record<string, unknown>>): string {
    const id = uuidv7();
    this.#sent += 1;
    this.#kept.set(id, { payload: JSON.stringify({ specversion: '1.0', id, source: this.#base, site: this.#site, deviceid: this.#deviceId, seq: this.#sent, ...said }), sentAt: Date.now() });
    if (this.#client.connected) this.#client.publish(`${this.#base}event`, this.#kept.get(id)!.payload, { qos: 1 }, () => undefined);
    return id;
  }

  /** Sends telemetry, once, and forgets it. */
  tell(reading: Readonly<Record<string, number>>): void {
    if (this.#client.connected) this.#client.publish(`${this.#base}telemetry`, JSON.stringify(reading), { qos: 0 });
  }

  /** Tells what became of what was sent. */
  report(): SimulatedReport {
    return { sent: this.#sent, taken: this.#taken, refused: [...this.#refused], waiting: this.#kept.size };
  }

  /** Waits until the server has everything, or until so many milliseconds have passed. Shape: whether it has. */
  async settled(milliseconds: number): Promise<boolean> {
    const until = Date.now() + milliseconds;
    while (this.#kept.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.#kept.size === 0;
  }

  /** Breaks the line without a goodbye, as a pulled cable does; it comes back by itself. */
  breakLine(): void {
    this.#client.stream.destroy();
  }

  /** Says goodbye and ends. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearInterval(this.#heartbeat);
    if (this.#client.connected) {
      await this.#client.publishAsync(`${this.#base}connection`, '{"state":"offline"}', { qos: 1, retain: true }).catch(() => undefined);
      // With a goodbye the broker keeps the last will to itself.
      await Promise.race([this.#client.endAsync(false), new Promise((resolve) => setTimeout(resolve, 1000).unref())]);
    }
    await this.#client.endAsync(true);
  }
}
