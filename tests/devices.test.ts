import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wordsId } from '../src/kernel/named-ids.ts';
import { deviceKinds } from '../src/modules/devices/catalogue.ts';
import { canDispose } from '../src/modules/devices/rules/disposing.ts';
import type { Facts } from '../src/modules/prescribed/shapes.ts';
import { stepCatalogue } from '../src/modules/prescribed/catalogue.ts';
import { wrongReading } from '../src/modules/devices/reading.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { addDevice, cloudEvent, gateReading, portalReading } from './devices-port.ts';
import type { TestWorld } from './world.ts';
import { makeTravellers } from './world.ts';
import { Compile } from 'typebox/compile';

interface CaseView { ended: boolean; steps: { step: string; state: string; because: string }[]; gates: { gate: string; passedBy: string | null }[]; records: { step: string; outcome: string; evidence: Record<string, unknown>; deviceId: string | null; recordId: string; corrects: string | null }[] }

let port: GoodsPort;
let world: TestWorld;
let flightId: string;
let people: string[];

beforeAll(async () => {
  port = await openGoodsPort();
  world = port.world;
  flightId = (await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' })).flightId;
  people = await makeTravellers(world, flightId, 12);
  for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
});
afterAll(() => port.close());

const caseOf = (caseId: string): Promise<CaseView> => world.see<CaseView>('prescribed.case', { caseId });
const owed = async (caseId: string): Promise<string[]> => (await caseOf(caseId)).steps.filter((step) => step.state === 'owed').map((step) => step.step);

describe('the ten kinds', () => {
  test('feed steps that exist, with evidence that fits, from a sample that they declare themselves', () => {
    expect(Object.keys(deviceKinds)).toHaveLength(10);
    for (const kind of Object.values(deviceKinds)) {
      for (const event of kind.sample) {
        const declared = kind.events[event.name];
        expect(declared, `${kind.id} ${event.name}`).toBeDefined();
        expect(wrongReading(declared!.reading, event.reading), kind.id).toBeUndefined();
      }
      for (const feed of kind.feeds) {
        const step = stepCatalogue.find((one) => one.id === feed.step);
        expect(step?.caseKind, feed.step).toBe(feed.caseKind);
        expect(step!.roles, feed.step).toContain('device');
        for (const event of kind.sample.filter((one) => feed.on.includes(one.name))) {
          expect(Compile(step!.evidence).Check(feed.evidence(event.reading, event)), `${kind.id} for ${feed.step}: ${JSON.stringify(feed.evidence(event.reading, event))}`).toBe(true);
        }
      }
      for (const name of kind.alarm?.on ?? []) expect(kind.events[name]?.level, `${kind.id} ${name}`).toBe('alarm');
    }
  });
});

describe('a reading', () => {
  test('proves the step of the very person, by the device, once however often it is sent', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    const first = await gate.sends('measured', gateReading(36.44), { subject: people[0]!, id: 'gate-1' });
    expect(first).toMatchObject({ repeated: false, refused: null, recorded: 1, notCounted: [] });
    expect(await gate.sends('measured', gateReading(36.44), { subject: people[0]!, id: 'gate-1', at: '2022-01-05T01:00:00.000Z' }).catch((error: Error) => error.message)).toContain('message-id-reused');
    const found = await caseOf(people[0]!);
    const records = found.records.filter((record) => record.step === 'CHK-02');
    expect(records).toEqual([expect.objectContaining({ outcome: 'passed', deviceId: gate.deviceId, evidence: { temperatureCelsius: 36.4 } })]);
    expect(await owed(people[0]!)).not.toContain('CHK-02');
  });

  test('sent again byte for byte is answered as the first time, also when both come at once', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    const at = world.now();
    const answers = await Promise.all(Array.from({ length: 6 }, () => gate.sends('measured', gateReading(36.2), { subject: people[1]!, id: 'same', at })));
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1);
    expect((await caseOf(people[1]!)).records.filter((record) => record.step === 'CHK-02')).toHaveLength(1);
  });

  test('of 37.3 °C is confirmed by a clinical thermometer before anything else follows', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    expect(await gate.sends('measured', gateReading(37.3), { subject: people[2]! })).toMatchObject({ recorded: 1 });
    expect(await owed(people[2]!)).toContain('CHK-03');
    expect(await owed(people[2]!)).not.toContain('INV-02');
  });

  test('counts only while the device is in calibration and its surroundings in range; otherwise the step stays owed and says why', async () => {
    const unchecked = await addDevice(world, 'thermometerGate', { checked: false });
    expect((await unchecked.sends('measured', gateReading(36.5), { subject: people[3]! })).notCounted).toEqual(['missing:reference', 'missing:certificate']);
    const gate = await addDevice(world, 'thermometerGate');
    expect((await gate.sends('measured', gateReading(36.5, { ambientCelsius: 12 }), { subject: people[3]! })).notCounted).toEqual(['environment:ambientCelsius']);
    expect((await gate.sends('measured', gateReading(36.5, { personsInView: 2 }), { subject: people[3]! })).notCounted).toEqual(['environment:personsInView']);
    await world.done('devices.recordCheck', { deviceId: gate.deviceId, check: 'reference', passed: false, performedAt: world.now() });
    expect((await gate.sends('measured', gateReading(36.5), { subject: people[3]! })).notCounted).toEqual(['failed:reference']);
    expect(await owed(people[3]!)).toContain('CHK-02');
  });

  test('of which the database itself refuses the step is kept with the reason, and the rest of its message stands', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    // The identifier of its record stands at another person's case: only the table's own key can know.
    await world.done('prescribed.record', { caseId: people[11]!, step: 'CHK-02', evidence: { temperatureCelsius: 36.6 } }, { id: wordsId('device-record', world.eventId, gate.deviceId, 'taken-before', 1) });
    expect(await gate.sends('measured', gateReading(36.5), { subject: people[10]!, id: 'taken-before' })).toMatchObject({ refused: null, events: 1, recorded: 0, notCounted: ['refused:record-id-reused'] });
    expect(await owed(people[10]!)).toContain('CHK-02');
    expect(await gate.sends('measured', gateReading(36.5), { subject: people[10]! })).toMatchObject({ recorded: 1, notCounted: [] });
  });

  test('of a calibration found bad later is owed again; who has gone is told', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    const since = world.now();
    await gate.sends('measured', gateReading(36.5), { subject: people[4]! });
    await gate.sends('measured', gateReading(36.6), { subject: people[5]! });
    expect(await owed(people[4]!)).not.toContain('CHK-02');
    const answer = await world.done('devices.recordCheck', { deviceId: gate.deviceId, check: 'reference', passed: false, performedAt: world.now(), badSince: since, note: 'drifted by 0.8 °C' });
    expect(answer).toMatchObject({ reopened: 2, ended: 0 });
    for (const caseId of [people[4]!, people[5]!]) expect((await caseOf(caseId)).steps.filter((step) => step.step === 'CHK-02').map((step) => step.state)).toEqual(['passed', 'owed']);
    const second = await addDevice(world, 'thermometerGate');
    await second.sends('measured', gateReading(36.4), { subject: people[4]! });
    expect(await owed(people[4]!)).not.toContain('CHK-02');
  });

  test('that nobody can read is kept and refused with the place', async () => {
    const gate = await addDevice(world, 'thermometerGate');
    const send = (content: string, messageId: string) => world.done<{ refused: { code: string; where: string } }>('devices.receive', { format: 'cloudevents', transport: 'file', content: Buffer.from(content).toString('base64'), messageId }, { as: gate.actor });
    expect((await send('{', 'a')).refused).toMatchObject({ code: 'not-json', where: 'file' });
    expect((await send(JSON.stringify(cloudEvent('b', 'measured', { temperatureCelsius: 'hot' }, world.now())), 'b')).refused.where).toMatch(/^events\/0\//);
    expect((await send(JSON.stringify(cloudEvent('c', 'exploded', {}, world.now())), 'c')).refused).toMatchObject({ code: 'event-unknown', where: 'events/0' });
    const { refused } = await world.see<{ refused: { code: string }[] }>('devices.device', { deviceId: gate.deviceId });
    expect(refused.map((one) => one.code).sort()).toEqual(['event-unknown', 'not-json', 'reading-invalid']);
  });
});

describe('a device', () => {
  test('that is unknown waits for approval and sends nothing before; a key of an earlier approval ends', async () => {
    const { deviceId, state } = await world.done<{ deviceId: string; state: string }>('devices.announce', { kind: 'traceSniffer', serial: 'UNKNOWN-1', maker: 'Invented', model: 'Sniff' }, { as: { ...(await addDevice(world, 'eGate')).actor, subject: '' } });
    expect(state).toBe('waiting');
    expect(await world.refusedBy('devices.receive', { format: 'cloudevents', transport: 'http', content: 'e30=' }, { as: { ...(await addDevice(world, 'eGate')).actor, subject: deviceId } })).toBe('device-waiting');
    expect(await world.refusedBy('devices.receive', { format: 'cloudevents', transport: 'http', content: 'e30=' })).toBe('role-not-allowed');
    const wall = await world.see<{ devices: { deviceId: string; state: string; standing: { state: string }[] }[] }>('devices.wall', {});
    expect(wall.devices.find((one) => one.deviceId === deviceId)).toMatchObject({ state: 'waiting', standing: [{ state: 'missing' }] });
  });

  test('is available for the share of its windows in which it was reachable', async () => {
    const robot = await addDevice(world, 'inspectionRobot');
    const after = (minutes: number): string => new Date(Date.parse(known) + minutes * 60_000).toISOString();
    const known = world.now();
    world.setTime(after(90));
    await world.done('devices.noteLinks', { changes: [
      { deviceId: robot.deviceId, changedAt: after(10), link: 'online' }, { deviceId: robot.deviceId, changedAt: after(40), link: 'broken' }, { deviceId: robot.deviceId, changedAt: after(55), link: 'online' },
    ] }, { as: robot.actor });
    const { devices } = await world.see<{ devices: { deviceId: string; availability: number }[] }>('devices.wall', { windows: [{ from: after(10), to: after(70) }] });
    expect(devices.find((one) => one.deviceId === robot.deviceId)!.availability).toBe(0.75);
  });
});

describe('an alarm', () => {
  test('of two consignments at one portal is two cases; each bars its own until a second officer releases it', async () => {
    const portal = await addDevice(world, 'radiationPortal');
    const [one, other] = [await port.submits(), await port.submits()];
    const raised = [await portal.sends('gammaAlarm', portalReading(true), { subject: one.number }), await portal.sends('gammaAlarm', portalReading(true), { subject: other.consignmentId })];
    const alarms = raised.map((answer) => answer.alarms![0]!);
    expect(new Set(alarms).size).toBe(2);
    for (const { consignmentId } of [one, other]) expect(await owed(consignmentId)).toEqual(expect.arrayContaining(['GDS-ALRM']));
    const alarmId = alarms[0]!;
    const record = (step: string, evidence: object, as = port.customs) => world.done('prescribed.record', { caseId: alarmId, step, evidence }, { as });
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'too early' }, { as: port.customs })).toBe('alarm-not-categorised');
    await record('ALM-ACK', { acknowledged: true });
    await record('ALM-VER', { done: true, repeated: true, method: 'secondPass' });
    expect(await owed(alarmId)).toEqual(expect.arrayContaining(['ALM-SEC', 'ALM-LOC', 'ALM-IDN', 'ALM-CAT', 'ALM-DISP']));
    await record('ALM-SEC', { isolated: true, neutron: false, doseRateMicrosievertPerHour: 0.45, interview: 'Fertiliser, so the papers say', papersAgree: true });
    await record('ALM-LOC', { found: true, method: 'handheld', place: 'pallet 3' });
    await record('ALM-IDN', { done: true, identified: 'K-40', confidence: 'high', snmAmongCandidates: false, agreesWithGoods: false, method: 'spectrum' });
    await record('ALM-CAT', { category: 'innocentNorm', reason: 'Potassium' });
    // A screen asks the same rule as the server, from what the view says.
    const seen = await world.see<{ lacks: string[]; facts: Facts; stopWorkMicrosievert: number; categorisedBy: string }>('devices.alarm', { alarmId });
    expect(seen).toMatchObject({ lacks: ['goods'], stopWorkMicrosievert: 100, categorisedBy: port.customs.officerId, facts: { 'alarm.category': 'innocentNorm', 'verify.repeated': true } });
    expect(canDispose({ ...seen, disposition: 'release', officerId: port.customs.officerId, receiver: undefined })).toMatchObject({ ok: false, refusal: { code: 'alarm-not-green' } });
    expect(canDispose({ ...seen, disposition: 'hold', officerId: port.customs.officerId, receiver: undefined })).toMatchObject({ ok: true });
    const second = await world.makeOfficer('dutyOfficer');
    // A K-40 alarm on a declared polymer is a finding, whatever the category says.
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'innocent' }, { as: second })).toBe('alarm-not-green');
    await record('ALM-IDN', { done: true, identified: 'K-40', confidence: 'high', snmAmongCandidates: false, agreesWithGoods: true, method: 'papers' });
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'innocent' }, { as: port.customs })).toBe('alarm-second-officer');
    expect(await world.done('devices.disposeAlarm', { alarmId, disposition: 'hold', reason: 'waiting for the certificate' }, { as: second })).toMatchObject({ outcome: 'failed', subjectFree: false });
    expect(await world.done('devices.disposeAlarm', { alarmId, disposition: 'releaseWithRecord', reason: 'Fertiliser as declared' }, { as: second })).toMatchObject({ outcome: 'passed', owed: [], subjectFree: true });
    expect(await owed(one.consignmentId)).not.toContain('GDS-ALRM');
    expect(await owed(other.consignmentId)).toContain('GDS-ALRM');
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'again' }, { as: second })).toBe('alarm-disposed');
  });

  test('with neutrons asks for an expert and is never green', async () => {
    const portal = await addDevice(world, 'radiationPortal');
    const { alarms } = await portal.sends('neutronAlarm', portalReading(true, { neutron: true, neutronCountsPerSecond: 40 }), { subject: people[6]! });
    const alarmId = alarms![0]!;
    expect(await owed(people[6]!)).toContain('TRV-ALRM');
    expect(await owed(alarmId)).toContain('ALM-EXP');
    const view = await world.see<{ lacks: string[]; alarm: { rawHash: string; caseId: string; caseKind: string } }>('devices.alarm', { alarmId });
    expect(view.lacks).toContain('neutron');
    expect(view.alarm).toMatchObject({ caseId: people[6], caseKind: 'traveller' });
    for (const [step, evidence] of [['ALM-ACK', { acknowledged: true }], ['ALM-VER', { done: true, repeated: false, method: 'otherInstrument' }], ['ALM-EXP', { answered: true, expert: 'Invented Institute', advice: 'No neutrons on a second instrument', rawHash: view.alarm.rawHash }], ['ALM-CAT', { category: 'falseAlarm', reason: 'Not repeated' }]] as const) await world.done('prescribed.record', { caseId: alarmId, step, evidence });
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'false alarm' })).toBe('alarm-not-green');
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'handOver', reason: 'to the institute' })).toBe('receiver-needed');
    expect(await world.done('devices.disposeAlarm', { alarmId, disposition: 'handOver', receiver: 'Invented Institute', reference: 'R-1', reason: 'to the institute' })).toMatchObject({ outcome: 'passed', subjectFree: true });
  });

  test('of an uncalibrated portal proves nothing and is an alarm all the same; without a subject it waits to be bound', async () => {
    const portal = await addDevice(world, 'radiationPortal', { checked: false });
    const answer = await portal.sends('gammaAlarm', portalReading(true));
    expect(answer).toMatchObject({ recorded: 0, notCounted: expect.arrayContaining(['missing:dailySource']) });
    const alarmId = answer.alarms![0]!;
    expect(await world.refusedBy('devices.bindAlarm', { alarmId, subject: 'NOBODY-7' })).toBe('alarm-subject-unknown');
    await world.done('devices.bindAlarm', { alarmId, subject: people[7]! });
    expect(await owed(people[7]!)).toContain('TRV-ALRM');
    expect(await world.refusedBy('devices.bindAlarm', { alarmId, subject: people[8]! })).toBe('alarm-bound');
    const { alarms } = await world.see<{ alarms: { alarmId: string; nextDueAt: string; raisedAt: string }[] }>('devices.alarms', {});
    const mine = alarms.find((one) => one.alarmId === alarmId)!;
    expect(Date.parse(mine.nextDueAt) - Date.parse(mine.raisedAt)).toBe(30_000);
  });
});

describe('what further devices say of an alarm', () => {
  test('stands with it, named and with the kind whose units it has', async () => {
    const [portal, robot] = [await addDevice(world, 'radiationPortal'), await addDevice(world, 'inspectionRobot')];
    const [alarmId] = (await portal.sends('gammaAlarm', portalReading(true), { subject: people[10]! })).alarms!;
    const reading = { doseRateMicrosievertPerHour: 0.4, xMetres: 1, yMetres: 2, deviationMetres: 0.05, dwellSeconds: 10, counts: 900 };
    await robot.sends('doseReading', reading, { subject: alarmId! });
    const { readings } = await world.see<{ readings: object[] }>('devices.alarm', { alarmId });
    expect(readings).toEqual([expect.objectContaining({ deviceId: robot.deviceId, kind: 'inspectionRobot', name: 'doseReading', reading, against: [] })]);
    expect(readings[0]).toHaveProperty('device.zh', expect.stringContaining('虚构设备'));
  });
});

describe('a result of the laboratory', () => {
  test('finds its person by the tube; a corrected one opens again what it had closed', async () => {
    const analyser = await addDevice(world, 'nucleicAcidAnalyser');
    const caseId = people[9]!;
    await world.recordDirectly(caseId, 'SMP-01', { tubeId: 'TUBE-900', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true });
    expect(await analyser.sends('resultFinal', { tubeId: 'TUBE-900', result: 'negative', status: 'final' }, { subject: 'TUBE-900' })).toMatchObject({ recorded: 1 });
    expect(await owed(caseId)).not.toContain('SMP-02');
    expect(await analyser.sends('resultCorrected', { tubeId: 'TUBE-900', result: 'positive', status: 'corrected' }, { subject: 'TUBE-900' })).toMatchObject({ recorded: 1 });
    const found = await caseOf(caseId);
    expect(found.records.filter((record) => record.step === 'SMP-02').map((record) => [record.outcome, record.corrects !== null])).toEqual([['passed', false], ['failed', true]]);
    expect(await owed(caseId)).toEqual(expect.arrayContaining(['XFR-02', 'REP-02']));
  });
});
