import { runAction } from '../kernel/action.ts';
import type { Answer } from '../kernel/action.ts';
import type { Actor } from '../kernel/officer.ts';
import { wordsId } from '../kernel/named-ids.ts';
import { getKind } from '../modules/devices/catalogue.ts';
import { deviceActorOf } from '../modules/devices/identity.ts';
import { pictureEvent } from '../modules/devices/shapes.ts';
import type { KindId, Reading } from '../modules/devices/shapes.ts';
import { inOwnFormat } from '../modules/devices/simulators/own-format.ts';
import { nextEvent, nextTelemetry } from '../modules/devices/simulators/readings.ts';
import { seeded } from '../modules/devices/simulators/seeded.ts';
import type { OpenHouse } from '../server/start.ts';
import type { Stage, Tally } from './acting.ts';
import { dayLength, hour, minute } from './days.ts';
import { actorFor } from './port.ts';
import { makeMissions } from './robots.ts';

/** Is a device of the world, all of them invented. */
export interface DemoDevice { readonly key: string; readonly kind: KindId; readonly station: string | null; readonly en: string; readonly zh: string; readonly state?: 'waiting' | 'suspended' | 'unchecked' }

const row = (kind: KindId, station: string, en: string, zh: string, count: number): DemoDevice[] => Array.from({ length: count }, (_, index) => ({ key: `${kind}-${index + 1}`, kind, station: station === '' ? null : `PEK ${station} ${stationLane(station, index)}`, en: `${en} ${index + 1}`, zh: `${zh}${index + 1}号` }));
const letters: Readonly<Record<string, string>> = { temperature: 'G', declaration: 'G', baggage: 'C', patrol: 'P', laboratory: 'L', cargoArrival: '' };
const stationLane = (station: string, index: number): string => (letters[station] === '' ? '1' : `${letters[station] ?? ''}${index + 1}`);

/** Is the maker of every device of the world. */
export const inventedMaker = 'Invented Instruments 虚构仪器';

/** Lists the devices of the main airport. Source: docs/facts.md names ten kinds; numbers and names are invented. */
export const demoDevices: readonly DemoDevice[] = [
  ...row('radiationPortal', 'cargoArrival', 'Radiation portal', '核辐射监测门', 2), ...row('radiationLocaliser', '', 'Localiser', '核辐射定位仪', 1), ...row('disinfectionCabinet', 'baggage', 'Cabinet', '消毒柜', 3), ...row('traceSniffer', 'baggage', 'Sniffer', '嗅探仪', 2),
  ...row('inspectionRobot', 'patrol', 'Robot', '巡检机器人', 2), ...row('thermometerGate', 'temperature', 'Thermometer gate', '测温通道', 4), ...row('baggageScanner', 'baggage', 'Scanner', 'CT检查设备', 2), ...row('eGate', 'declaration', 'E-gate', '自助闸机', 4),
  ...row('declarationMachine', 'declaration', 'Declaration machine', '申报一体机', 3), ...row('nucleicAcidAnalyser', 'laboratory', 'Analyser', '核酸分析仪', 2),
  { key: 'traceSniffer-3', kind: 'traceSniffer', station: 'PEK baggage C3', en: 'Sniffer 3', zh: '嗅探仪3号', state: 'unchecked' }, { key: 'thermometerGate-9', kind: 'thermometerGate', station: 'PEK temperature G9', en: 'Thermometer gate 9', zh: '测温通道9号', state: 'suspended' },
  { key: 'eGate-9', kind: 'eGate', station: null, en: 'E-gate, new', zh: '新到自助闸机', state: 'waiting' },
];

/** Does actions on devices at instants of the event, each once under a name of its own. */
export class Doing {
  readonly devices = new Map<string, string>();
  readonly #open: OpenHouse;
  readonly #eventId: string;
  readonly #tally: Tally;
  constructor(stage: Stage, tally: Tally) {
    [this.#open, this.#eventId, this.#tally] = [stage.open, stage.eventId, tally];
  }
  async act(name: string, at: number, by: Actor, action: string, input: unknown, deviceId?: string): Promise<Readonly<Record<string, unknown>>> {
    const instant = new Date(at).toISOString();
    const answer: Answer = await runAction({ ...this.#open.house, now: () => instant }, this.#eventId, by, this.#open.registry.actions.get(action)!, { id: wordsId(this.#eventId, 'devices', name), occurredAt: instant, input, ...(deviceId === undefined ? {} : { deviceId }) });
    if (!answer.ok) throw new Error(`${action} of the invented world was refused: ${JSON.stringify(answer.refusal)}`);
    this.#tally.actions += 1;
    return answer.result as Readonly<Record<string, unknown>>;
  }
  /** Sends what a device says, with no subject: the people of the world are measured by its officers. */
  async say(device: DemoDevice, number: string, at: number, event: { name: string; reading: Reading }): Promise<readonly string[]> {
    const deviceId = this.devices.get(device.key)!;
    const id = `${device.key} ${number}`;
    const content = Buffer.from(JSON.stringify({ specversion: '1.0', id, source: device.key, site: 'PEK', deviceid: deviceId, seq: at % 2_147_483_647, type: `tongguan.${event.name}`, time: new Date(at).toISOString(), data: event.reading })).toString('base64');
    const taken = await this.act(`say ${id}`, at, deviceActorOf({ deviceId, name: { en: device.en, zh: device.zh }, stationId: null }), 'devices.receive', { format: 'cloudevents', transport: 'mqtt', content, messageId: id }, deviceId);
    return (taken['alarms'] as readonly string[] | undefined) ?? [];
  }
  /** Sends the picture that the camera of a device takes, where it has one. */
  async sendPicture(device: DemoDevice, number: number, at: number): Promise<void> {
    const message = inOwnFormat(device.kind, { name: pictureEvent, reading: {} }, { serial: `INV-${device.key}`, number, at: new Date(at).toISOString() });
    if (message === undefined) return;
    const deviceId = this.devices.get(device.key)!;
    const id = `${device.key} picture ${number}`;
    await this.act(`send ${id}`, at, deviceActorOf({ deviceId, name: { en: device.en, zh: device.zh }, stationId: null }), 'devices.receive', { format: message.format, transport: message.transport, content: Buffer.from(message.bytes).toString('base64'), messageId: id }, deviceId);
  }
}

const hoursOfReadings = 24;
/** How far one device is behind another on the same round. Unit: seconds. */
const apartSeconds = 50;
const eventsEach = 6;

/** Makes the devices of the world with their checks, a day of telemetry and events, and four alarms: three that did not come again, one that somebody still has to take. */
export async function makeDevices(stage: Stage, until: number): Promise<Tally> {
  const tally: Tally = { actions: 0, refused: 0 };
  const doing = new Doing(stage, tally);
  const { eventId, stations } = stage;
  const duty = actorFor(eventId, 'dutyOfficer', null);
  const customs = actorFor(eventId, 'customsOfficer', null);
  const began = until - 20 * dayLength;
  const house = deviceActorOf({ deviceId: '', name: { en: 'Devices', zh: '设备' }, stationId: null });
  const random = seeded(2022);
  for (const device of demoDevices) {
    const { deviceId } = await doing.act(`add ${device.key}`, began, duty, 'devices.add', { kind: device.kind, serial: `INV-${device.key}`, maker: inventedMaker, model: `${device.kind} I`, nameEn: device.en, nameZh: device.zh }) as { deviceId: string };
    doing.devices.set(device.key, deviceId);
    if (device.state === 'waiting') continue;
    const stationId = device.station === null ? undefined : stations.get(device.station);
    await doing.act(`approve ${device.key}`, began + minute, duty, 'devices.approve', { deviceId, reason: 'Accepted on site', ...(stationId === undefined ? {} : { stationId }) });
    for (const { check, everyHours } of getKind(device.kind).checks) {
      // A check of every shift was made at each shift of the last day, the yearly one when the device came.
      const rhythm = Math.min(everyHours, 24) * 0.9 * hour;
      const times = everyHours > 24 * 20 ? [began + hour] : device.state === 'unchecked' ? [until - 40 * hour] : Array.from({ length: Math.ceil((26 * hour) / rhythm) }, (_, shift) => until - 2 * hour - shift * rhythm).reverse();
      for (const at of times) await doing.act(`check ${device.key} ${check} ${at}`, at, duty, 'devices.recordCheck', { deviceId, check, passed: true, performedAt: new Date(at).toISOString(), ...(everyHours > 24 * 20 ? { certificate: `INV-${device.key}-2022` } : {}) });
    }
    if (device.state === 'suspended') await doing.act(`suspend ${device.key}`, until - 5 * hour, duty, 'devices.suspend', { deviceId, forGood: false, reason: 'Reference source drifts; waits for the engineer' });
  }
  const live = demoDevices.filter((device) => device.state !== 'waiting' && device.state !== 'suspended');
  const link = (device: DemoDevice, at: number, state: string): object => ({ deviceId: doing.devices.get(device.key), changedAt: new Date(at).toISOString(), link: state });
  await doing.act('links', until - minute, house, 'devices.noteLinks', { changes: [...live.map((device) => link(device, began + hour, 'online')), link(live.find((device) => device.key === 'inspectionRobot-2')!, until - 9 * hour, 'broken'), link(live.find((device) => device.key === 'inspectionRobot-2')!, until - 8.6 * hour, 'online')] });
  for (let before = hoursOfReadings * 4; before > 0; before -= 1) {
    const at = until - before * 15 * minute;
    await doing.act(`telemetry ${before}`, at, house, 'devices.noteTelemetry', { rows: live.map((device, place) => ({ deviceId: doing.devices.get(device.key), measuredAt: new Date(at).toISOString(), reading: nextTelemetry(device.kind, random, at / 1000 + place * apartSeconds) })) });
  }
  for (const [place, device] of live.entries()) {
    for (let number = 0; number < eventsEach; number += 1) await doing.say(device, String(number), until - (eventsEach - number) * 3 * hour + place * minute, nextEvent(device.kind, random, number, 0));
  }
  const portal = live.find((device) => device.kind === 'radiationPortal')!;
  const sniffer = live.find((device) => device.kind === 'traceSniffer')!;
  for (const [name, device, event, ago] of [['a', portal, 'gammaAlarm', 20 * hour], ['b', sniffer, 'sampleAlarm', 11 * hour], ['c', portal, 'gammaAlarm', 6 * hour], ['open', portal, 'gammaAlarm', 0.4 * minute]] as const) {
    const at = until - ago;
    const reading = { ...nextEvent(device.kind, seeded(ago), 1, 1).reading };
    const [alarmId] = await doing.say(device, `alarm ${name}`, at, { name: event, reading });
    if (name === 'open') continue;
    const steps: readonly [number, string, object][] = [[0.3, 'ALM-ACK', { acknowledged: true }], [2, 'ALM-VER', { done: true, repeated: false, method: device === portal ? 'secondPass' : 'resample' }], [3, 'ALM-CAT', { category: 'falseAlarm', reason: 'Did not come again' }]];
    for (const [minutes, step, evidence] of steps) await doing.act(`alarm ${name} ${step}`, at + minutes * minute, customs, 'prescribed.record', { caseId: alarmId, step, evidence });
    await doing.act(`alarm ${name} disposed`, at + 5 * minute, duty, 'devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'False alarm, not repeated' });
  }
  // The last one is as fresh as the open alarm, so that it stands beside that too.
  for (const device of live) for (const [number, before] of [10 * minute, 5 * minute, 0.5 * minute].entries()) await doing.sendPicture(device, number, until - before);
  await makeMissions(doing, stage.open, eventId, until);
  return tally;
}
