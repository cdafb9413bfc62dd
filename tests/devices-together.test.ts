import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAction } from '../src/kernel/action.ts';
import type { Answer, Command } from '../src/kernel/action.ts';
import { wordsId } from '../src/kernel/named-ids.ts';
import { runTogether } from '../src/kernel/together.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { addDevice, cloudEvent, gateReading, portalReading } from './devices-port.ts';
import type { TestDevice } from './devices-port.ts';
import { makeTravellers } from './world.ts';
import type { TestWorld } from './world.ts';

let port: GoodsPort;
let world: TestWorld;
let people: string[];

beforeAll(async () => {
  port = await openGoodsPort();
  world = port.world;
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX102', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
  people = await makeTravellers(world, flightId, 60);
  // Two did not come: nothing is owed at the gate.
  for (const [place, caseId] of people.entries()) await world.recordDirectly(caseId, 'ONB-01', place === 11 || place === 23 ? { onBoard: false, absent: true, basis: 'headCount' } : { onBoard: true, absent: false, basis: 'headCount' });
});
afterAll(() => port.close());

interface Sent { readonly device: TestDevice; readonly command: Command }

function message(device: TestDevice, id: string, event: string, reading: object, subject?: string, bytes?: Buffer): Sent {
  const content = (bytes ?? Buffer.from(JSON.stringify(cloudEvent(id, event, reading, world.now(), subject)))).toString('base64');
  return { device, command: { id: wordsId('device-message', world.eventId, device.deviceId, id), occurredAt: world.now(), deviceId: device.deviceId, input: { format: 'cloudevents', transport: 'mqtt', content, messageId: id } } };
}

// Everything that may come of a message, told of persons of its own: what counts and what does not, a person twice, a name that nobody knows, what cannot be read, what came before, what is refused before and by the database, an alarm.
async function everyFate(some: readonly string[], mark: string): Promise<Sent[]> {
  const gates: TestDevice[] = [];
  for (let count = 0; count < 12; count += 1) gates.push(await addDevice(world, 'thermometerGate', { checked: count !== 2 }));
  const portal = await addDevice(world, 'radiationPortal');
  const waiting = await world.done<{ deviceId: string }>('devices.add', { kind: 'thermometerGate', serial: `waits-${mark}`, maker: 'Invented Instruments', model: 'Mark I', nameEn: 'Waits', nameZh: '等待' });
  await world.done('devices.suspend', { deviceId: gates[9]!.deviceId, forGood: false, reason: 'Being looked at' });
  const before = message(gates[5]!, `before-${mark}`, 'measured', gateReading(36.5), some[5]!);
  await give(before);
  const reused = message(gates[6]!, `reused-${mark}`, 'measured', gateReading(36.5), some[6]!);
  await give(reused);
  return [
    message(gates[0]!, `a-${mark}`, 'measured', gateReading(36.5), some[0]!),
    message(gates[1]!, `b-${mark}`, 'measured', gateReading(38.4), some[1]!),
    message(gates[2]!, `c-${mark}`, 'measured', gateReading(36.5), some[2]!),
    message(gates[3]!, `d-${mark}`, 'measured', gateReading(36.6), some[0]!),
    message(gates[4]!, `e-${mark}`, 'measured', gateReading(36.5), 'nobody-of-that-name'),
    before,
    message(gates[6]!, `reused-${mark}`, 'measured', gateReading(36.9), some[6]!),
    message(gates[7]!, `f-${mark}`, 'measured', gateReading(36.5), some[7]!, Buffer.from('{"half')),
    message(portal, `g-${mark}`, 'gammaAlarm', portalReading(true), some[8]!),
    message({ ...gates[8]!, deviceId: waiting.deviceId, actor: { ...gates[8]!.actor, subject: waiting.deviceId } }, `h-${mark}`, 'measured', gateReading(36.5), some[9]!),
    message(gates[9]!, `i-${mark}`, 'measured', gateReading(36.5), some[9]!),
    message(gates[10]!, `j-${mark}`, 'measured', gateReading(36.5), some[10]!),
    message(gates[11]!, `k-${mark}`, 'measured', gateReading(36.5), some[11]!),
  ];
}

const give = ({ device, command }: Sent): Promise<Answer> => runAction(world.open.house, world.eventId, device.actor, world.open.registry.actions.get('devices.receive')!, command);
const together = (all: readonly Sent[]): Promise<Answer[]> => runTogether(world.open.house, world.eventId, world.open.registry.actions.get('devices.receive')!, all.map(({ device, command }) => ({ actor: device.actor, command })));

/** Tells what came of messages, without what differs from one to the next by nature. */
async function told(all: readonly Sent[], answers: readonly Answer[], some: readonly string[]): Promise<unknown> {
  const rows = await world.open.pool.query<{ device_id: string; name: string; level: string; step: string | null; against: string[]; recorded: boolean; case_id: string | null }>(
    'SELECT device_id, name, level, step, against, record_id IS NOT NULL AS recorded, case_id FROM device_events WHERE event_id = $1 AND device_id = ANY ($2::uuid[])', [world.eventId, all.map((one) => one.device.deviceId)]);
  const kept = await world.open.pool.query<{ device_id: string; refused: { code: string } | null; findings: unknown }>('SELECT device_id, refused, findings FROM device_messages WHERE event_id = $1 AND device_id = ANY ($2::uuid[])', [world.eventId, all.map((one) => one.device.deviceId)]);
  const audit = await world.open.pool.query<{ command_id: string; outcome: string }>('SELECT command_id, outcome FROM action_log WHERE event_id = $1 AND command_id = ANY ($2::uuid[])', [world.eventId, all.map((one) => one.command.id)]);
  const records = await world.open.pool.query<{ case_id: string; step: string; outcome: string; evidence: unknown; device_id: string | null }>('SELECT case_id, step, outcome, evidence, device_id FROM records WHERE event_id = $1 AND case_id = ANY ($2::uuid[]) ORDER BY case_id, seq', [world.eventId, some]);
  const owed = await world.open.pool.query<{ case_id: string; step: string }>('SELECT case_id, step FROM obligations WHERE event_id = $1 AND case_id = ANY ($2::uuid[]) AND settled_by IS NULL ORDER BY ordinal', [world.eventId, some]);
  const person = (caseId: string | null): number => some.indexOf(caseId ?? '');
  return all.map((one, place) => {
    const answer = answers[place]!;
    const mine = rows.filter((row) => row.device_id === one.device.deviceId);
    return {
      answer: answer.ok ? { ...(answer.result as object), messageId: '', alarms: ((answer.result as { alarms?: unknown[] }).alarms ?? []).length } : answer.refusal.code,
      events: mine.map(({ name, level, step, against, recorded, case_id }) => ({ name, level, step, against, recorded, person: person(case_id) })),
      kept: kept.filter((row) => row.device_id === one.device.deviceId).map(({ refused, findings }) => ({ refused, findings })),
      audit: audit.filter((row) => row.command_id === one.command.id).map((row) => row.outcome),
      records: records.filter((row) => row.device_id === one.device.deviceId).map(({ case_id, step, outcome, evidence }) => ({ person: person(case_id), step, outcome, evidence })),
    };
  }).concat(some.map((caseId) => ({ owed: owed.filter((row) => row.case_id === caseId).map((row) => row.step) })) as never);
}

describe('messages of many devices in one transaction', () => {
  test('come to what each would come to alone, whatever becomes of the others', async () => {
    const [one, other] = [people.slice(0, 12), people.slice(12, 24)];
    const alone = await everyFate(one, 'alone');
    const answers: Answer[] = [];
    for (const sent of alone) answers.push(await give(sent));
    const joined = await everyFate(other, 'joined');
    const both = await together(joined);
    expect(await told(joined, both, other)).toEqual(await told(alone, answers, one));
    expect(both.map((answer) => (answer.ok ? (answer.result as { refused: unknown; recorded?: number }) : answer.refusal.code))).toEqual([
      expect.objectContaining({ recorded: 1 }), expect.objectContaining({ recorded: 1 }), expect.objectContaining({ recorded: 0, notCounted: ['missing:reference', 'missing:certificate'] }),
      expect.objectContaining({ recorded: 1 }), expect.objectContaining({ notCounted: ['subject-unknown'] }), expect.objectContaining({ repeated: false }), 'command-id-reused',
      expect.objectContaining({ refused: expect.objectContaining({ code: expect.any(String) }) }), expect.objectContaining({ alarms: [expect.any(String)] }), 'device-waiting', expect.objectContaining({ recorded: 0, notCounted: ['suspended'] }), expect.objectContaining({ recorded: 1 }),
      expect.objectContaining({ recorded: 0, notCounted: [expect.stringMatching(/^refused:/)] }),
    ]);
    // Sent again together they are answered as the first time.
    expect(await together(joined)).toEqual(both);
  });

  test('of which the database itself refuses one step are taken all the same by the way in: that one with the reason', async () => {
    const gateway = new DeviceGateway(world.open);
    const gates: TestDevice[] = [];
    for (let count = 0; count < 6; count += 1) gates.push(await addDevice(world, 'thermometerGate'));
    // The identifier of the third one's record stands at another person's case: only the table's own key can know.
    await world.done('prescribed.record', { caseId: people[40]!, step: 'CHK-02', evidence: { temperatureCelsius: 36.6 } }, { id: wordsId('device-record', world.eventId, gates[2]!.deviceId, 'm2', 1) });
    const answers = await Promise.all(gates.map((gate, place) => gateway.receive({ eventId: world.eventId, deviceId: gate.deviceId, kind: 'thermometerGate', name: gate.actor.name, stationId: null },
      { format: 'cloudevents', transport: 'mqtt', messageId: `m${place}`, bytes: Buffer.from(JSON.stringify(cloudEvent(`m${place}`, 'measured', gateReading(36.5), world.now(), people[30 + place]!))) })));
    expect(answers.map((answer) => answer.ok && (answer.result as { recorded: number }).recorded)).toEqual([1, 1, 0, 1, 1, 1]);
    expect(answers[2]).toMatchObject({ ok: true, result: { notCounted: ['refused:record-id-reused'] } });
    await gateway.stop();
  });

  test('of one device are taken in their order', async () => {
    const gateway = new DeviceGateway(world.open);
    const gates = [await addDevice(world, 'thermometerGate'), await addDevice(world, 'thermometerGate')];
    const sent = Array.from({ length: 20 }, (_, place) => ({ gate: gates[place % 3 === 0 ? 0 : 1]!, caseId: people[45 + (place % 7)]!, place }));
    await Promise.all(sent.map(({ gate, caseId, place }) => gateway.receive({ eventId: world.eventId, deviceId: gate.deviceId, kind: 'thermometerGate', name: gate.actor.name, stationId: null },
      { format: 'cloudevents', transport: 'mqtt', messageId: `o${String(place).padStart(2, '0')}`, bytes: Buffer.from(JSON.stringify(cloudEvent(`o${place}`, 'measured', gateReading(36.5), world.now(), caseId))) })));
    await gateway.stop();
    for (const gate of gates) {
      const rows = await world.open.pool.query<{ message_id: string }>('SELECT message_id FROM device_messages WHERE event_id = $1 AND device_id = $2 ORDER BY received_at, message_id', [world.eventId, gate.deviceId]);
      expect(rows.map((row) => row.message_id)).toEqual(sent.filter((one) => one.gate === gate).map((one) => `o${String(one.place).padStart(2, '0')}`));
    }
  });
});
