import { createHash } from 'node:crypto';
import { runAction } from '../../kernel/action.ts';
import type { Answer, Command } from '../../kernel/action.ts';
import { isDatabaseAway } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { wordsId } from '../../kernel/named-ids.ts';
import { runTogether } from '../../kernel/together.ts';
import { deviceActorOf, devicesOnline } from '../../modules/devices/identity.ts';
import type { DeviceIdentity } from '../../modules/devices/identity.ts';
import type { DeviceFormat, Transport } from '../../modules/devices/shapes.ts';
import type { OpenHouse } from '../start.ts';

/** Is a message on its way in. */
export interface Incoming { readonly format: DeviceFormat; readonly transport: Transport; readonly bytes: Uint8Array; readonly messageId?: string | undefined; /** Whether the server says it of the device, which has not spoken itself. */ readonly isHearsay?: boolean }

interface Waiting { readonly device: DeviceIdentity; readonly command: Command; resolve(answer: Answer): void; alone(): void }

const mostTogether = 64;
// What is larger takes long to read, and would let the small ones wait.
const mostTogetherBytes = 65_536;
const gatherMilliseconds = 1000;
const mostWaitingTelemetry = 5000;
const againMilliseconds = 250;
/** Is how long a device that speaks by MQTT may be silent before it counts as offline. Unit: milliseconds of real time. */
export const silentMilliseconds = 90_000;
/** Is how long a device may be silent that has no heartbeat: one that sends its results by HTTP, files or MLLP and no telemetry. Unit: milliseconds of real time. */
export const quietMilliseconds = 15 * 60_000;
/** Is for how long a message may come that a goodbye has overtaken: a broker handles many of a device at once. Unit: milliseconds of real time. */
export const overtakenMilliseconds = 5_000;

/**
 * Is the one way in for devices, whatever they speak over: a message is answered after its commit, under a command identifier made from device and message, so that sending again is safe.
 * Small messages of different devices that come at once are written in one transaction.
 * Telemetry and links are gathered for a second; what waits is bounded, and the oldest telemetry is dropped first, as its quality of service says.
 */
export class DeviceGateway {
  readonly #open: Pick<OpenHouse, 'house' | 'registry' | 'pool' | 'book'>;
  readonly #links = new Map<string, { device: DeviceIdentity; link: 'online' | 'offline' | 'broken'; seen: number; watched: boolean; changedAt: string }>();
  readonly #resumed = new Set<string>();
  #changes: { eventId: string; deviceId: string; changedAt: string; link: 'online' | 'offline' | 'broken' }[] = [];
  #telemetry: { eventId: string; deviceId: string; measuredAt: string; reading: Record<string, number> }[] = [];
  readonly #timer: NodeJS.Timeout;
  #flushing: Promise<void> | undefined;
  #stopped = false;
  #waiting: Waiting[] = [];
  #taking = false;

  constructor(open: Pick<OpenHouse, 'house' | 'registry' | 'pool' | 'book'>) {
    this.#open = open;
    this.#timer = setInterval(() => void this.flush(), gatherMilliseconds);
    this.#timer.unref();
  }

  /** Takes one message of a device. Shape: the answer of the action `devices.receive`; while the database is away it waits and tries again, unless the sender waits for an answer itself and would rather hear so. */
  async receive(device: DeviceIdentity, incoming: Incoming, waits = true): Promise<Answer> {
    // Seen when it spoke: a goodbye that came behind this message may be heard before it is written.
    if (incoming.isHearsay !== true) this.sawDevice(device);
    const content = Buffer.from(incoming.bytes.buffer, incoming.bytes.byteOffset, incoming.bytes.byteLength).toString('base64');
    const named = incoming.messageId ?? createHash('sha256').update(incoming.bytes).digest('hex');
    const command: Command = {
      id: wordsId('device-message', device.eventId, device.deviceId, named), occurredAt: this.#open.house.now(device.eventId), deviceId: device.deviceId,
      input: { format: incoming.format, transport: incoming.transport, content, messageId: named },
    };
    return incoming.bytes.byteLength > mostTogetherBytes ? this.#alone(device, command, waits) : this.#together(device, command, waits);
  }

  async #alone(device: DeviceIdentity, command: Command, waits: boolean): Promise<Answer> {
    const { house, registry } = this.#open;
    for (;;) {
      try {
        return await runAction(house, device.eventId, deviceActorOf(device), registry.actions.get('devices.receive')!, command);
      } catch (error) {
        if (!isDatabaseAway(error) || this.#stopped || !waits) throw error;
        await new Promise((resolve) => setTimeout(resolve, againMilliseconds));
      }
    }
  }

  #together(device: DeviceIdentity, command: Command, waits: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ device, command, resolve, alone: () => void this.#alone(device, command, waits).then(resolve, reject) });
      if (this.#taking) return;
      this.#taking = true;
      // What arrives in the same turn goes together.
      setImmediate(() => void this.#takeAll());
    });
  }

  // While some are written the next gather. Whatever goes wrong with them, each is taken alone then.
  async #takeAll(): Promise<void> {
    const { house, registry } = this.#open;
    while (this.#waiting.length > 0) {
      const some = this.#takeSome();
      try {
        const answers = await runTogether(house, some[0]!.device.eventId, registry.actions.get('devices.receive')!, some.map(({ device, command }) => ({ actor: deviceActorOf(device), command })));
        for (const [place, one] of some.entries()) one.resolve(answers[place]!);
      } catch {
        for (const one of some) one.alone();
      }
    }
    this.#taking = false;
  }

  // One message a device, in the order in which they came; the next one may depend on it.
  #takeSome(): Waiting[] {
    const { eventId } = this.#waiting[0]!.device;
    const devices = new Set<string>();
    const [taken, left]: [Waiting[], Waiting[]] = [[], []];
    for (const one of this.#waiting) {
      const isNext = one.device.eventId === eventId && taken.length < mostTogether && !devices.has(one.device.deviceId);
      if (one.device.eventId === eventId) devices.add(one.device.deviceId);
      (isNext ? taken : left).push(one);
    }
    this.#waiting = left;
    return taken;
  }

  /** Notes that a device is there; `watched` ones, which say so themselves, count as offline when they fall silent. A message right after a goodbye is one from before it. */
  sawDevice(device: DeviceIdentity, watched = false): void {
    const known = this.#links.get(device.deviceId);
    if (!watched && known?.link === 'offline' && Date.now() - known.seen < overtakenMilliseconds) return;
    const changedAt = known?.link === 'online' ? known.changedAt : this.#change(device, 'online');
    this.#links.set(device.deviceId, { device, link: 'online', seen: Date.now(), watched: watched || known?.watched === true, changedAt });
  }

  /** Notes that a device has gone: with a goodbye, by its last will, or by its silence since it was seen. */
  lostDevice(device: DeviceIdentity, link: 'offline' | 'broken', seen = Date.now()): void {
    if (this.#links.get(device.deviceId)?.link === link) return;
    const changedAt = this.#change(device, link);
    this.#links.set(device.deviceId, { device, link, seen, watched: false, changedAt });
  }

  // A millisecond has room for one change of a device; on a clock that stands there would be no second one.
  #change(device: DeviceIdentity, link: 'online' | 'offline' | 'broken'): string {
    const [now, last] = [this.#open.house.now(device.eventId), this.#links.get(device.deviceId)?.changedAt];
    const changedAt = last === undefined || now > last ? now : new Date(Date.parse(last) + 1).toISOString();
    this.#changes.push({ eventId: device.eventId, deviceId: device.deviceId, changedAt, link });
    return changedAt;
  }

  // What was online when the server before this one ended may have gone since, and has nobody else to tell of it.
  async #resume(): Promise<void> {
    const { house, pool, book } = this.#open;
    for (const { event_id: eventId } of book.all().filter((event) => !this.#resumed.has(event.event_id))) {
      for (const { device, changedAt } of await devicesOnline(pool, eventId, house.now(eventId))) {
        if (!this.#links.has(device.deviceId)) this.#links.set(device.deviceId, { device, link: 'online', seen: Date.now(), watched: true, changedAt });
      }
      this.#resumed.add(eventId);
    }
  }

  /** Keeps telemetry for the next gathering. */
  takeTelemetry(device: DeviceIdentity, reading: Readonly<Record<string, unknown>>, measuredAt?: string): void {
    const numbers = Object.fromEntries(Object.entries(reading).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1])).slice(0, 40));
    if (this.#telemetry.length >= mostWaitingTelemetry) this.#telemetry.shift();
    this.#telemetry.push({ eventId: device.eventId, deviceId: device.deviceId, measuredAt: measuredAt ?? this.#open.house.now(device.eventId), reading: numbers });
    this.sawDevice(device, true);
  }

  /** Writes what has been gathered. */
  flush(): Promise<void> {
    this.#flushing ??= this.#write().catch((error: unknown) => {
      if (!isDatabaseAway(error)) process.stderr.write(`${new Date().toISOString()} devices: ${String(error)}\n`);
    }).finally(() => { this.#flushing = undefined; });
    return this.#flushing;
  }

  async #write(): Promise<void> {
    await this.#resume();
    for (const known of this.#links.values()) if (known.link === 'online' && Date.now() - known.seen > (known.watched ? silentMilliseconds : quietMilliseconds)) this.lostDevice(known.device, 'offline', known.seen);
    const [changes, telemetry] = [this.#changes, this.#telemetry];
    if (changes.length === 0 && telemetry.length === 0) return;
    [this.#changes, this.#telemetry] = [[], []];
    try {
      await this.#note('devices.noteLinks', changes, 1000, (some) => ({ changes: some.map(({ deviceId, changedAt, link }) => ({ deviceId, changedAt, link })) }));
    } catch (error) {
      // A change of a link is worth keeping until the database is back.
      this.#changes = [...changes, ...this.#changes].slice(-mostWaitingTelemetry);
      throw error;
    }
    await this.#note('devices.noteTelemetry', telemetry, 5000, (some) => ({ rows: some.map(({ deviceId, measuredAt, reading }) => ({ deviceId, measuredAt, reading })) }));
  }

  async #note<T extends { readonly eventId: string }>(name: string, all: readonly T[], most: number, inputOf: (some: readonly T[]) => unknown): Promise<void> {
    const { house, registry } = this.#open;
    for (const eventId of new Set(all.map((one) => one.eventId))) {
      const mine = all.filter((one) => one.eventId === eventId);
      for (let at = 0; at < mine.length; at += most) {
        await runAction(house, eventId, deviceActorOf({ deviceId: '', name: { en: 'Devices', zh: '设备' }, stationId: null }), registry.actions.get(name)!, { id: uuidv7(), occurredAt: house.now(eventId), input: inputOf(mine.slice(at, at + most)) });
      }
    }
  }

  /** Stops after everything gathered has been written. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.flush();
    await this.flush();
  }
}
