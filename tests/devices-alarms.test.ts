import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDevice, portalReading } from './devices-port.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { makeTravellers } from './world.ts';
import type { TestWorld } from './world.ts';

let port: GoodsPort;
let world: TestWorld;
let people: string[];

beforeAll(async () => {
  port = await openGoodsPort();
  world = port.world;
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX102', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
  people = await makeTravellers(world, flightId, 12);
  for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
  const plan = await world.see<{ planId: string; planVersion: number }>('flights.flight', { flightId });
  const { document } = await world.see<{ document: { steps: { step: string; when: string }[] } }>('flights.plan', { planId: plan.planId, version: plan.planVersion });
  const wanted = ['RAD-01', 'BAG-02', 'BAG-03'];
  const steps = [...document.steps.filter(({ step }) => !wanted.includes(step)), ...wanted.map((step) => ({ step, when: 'boarding.onBoard' }))];
  const { version, planId } = await world.done<{ version: number; planId: string }>('flights.savePlan', { flightId, document: { ...document, steps } });
  await world.done('flights.approvePlan', { flightId, planId, version });
});
afterAll(() => port.close());

interface Case { steps: { step: string; state: string; because: string }[]; records: { step: string; outcome: string; evidence: Record<string, unknown> }[] }
const caseOf = (caseId: string): Promise<Case> => world.see<Case>('prescribed.case', { caseId });
const owed = async (caseId: string): Promise<string[]> => (await caseOf(caseId)).steps.filter((step) => step.state === 'owed').map((step) => step.step);
const lastOf = async (caseId: string, step: string) => (await caseOf(caseId)).records.findLast((record) => record.step === step);

const sample = { sampleId: 'S-1', way: 'swab', calibrantDeviationPercent: 0.2, inletCelsius: 180, warmUpMinutes: 90, blanksBefore: 3 };
const scan = { scanId: 'CT-1', decidedBy: 'operator', threats: 1 };
const cycle = { cycle: 'C-1', programme: 'effects', doseMillijoulePerSquareCentimetre: 22, doseWantedMillijoulePerSquareCentimetre: 40, minutes: 15, doorClosed: true };

describe('an alarm', () => {
  test('is what its event is called or what its reading says, whichever is graver: a case, and never a step that passed', async () => {
    const [portal, scanner, sniffer] = [await addDevice(world, 'radiationPortal'), await addDevice(world, 'baggageScanner'), await addDevice(world, 'traceSniffer')];
    const said = [
      [portal, 'occupancyEnded', portalReading(true), 'RAD-01', { alarm: true }], [portal, 'gammaAlarm', portalReading(false), 'RAD-01', { alarm: true }],
      [scanner, 'scanned', { ...scan, suspect: true }, 'BAG-02', { suspect: true }], [scanner, 'suspect', { ...scan, suspect: false }, 'BAG-02', { suspect: true }],
      [sniffer, 'sampleNegative', { ...sample, alarm: true }, 'BAG-03', { alarm: true }],
    ] as const;
    for (const [place, [device, event, reading, step, evidence]] of said.entries()) {
      const { alarms, recorded } = await device.sends(event, reading, { subject: people[place]! });
      expect([recorded, alarms], event).toEqual([1, [expect.any(String)]]);
      expect(await lastOf(people[place]!, step), event).toMatchObject({ outcome: 'failed', evidence });
      expect((await owed(people[place]!)).filter((one) => one === 'TRV-ALRM'), event).toHaveLength(1);
      expect((await world.see<{ alarm: { caseId: string } }>('devices.alarm', { alarmId: alarms![0]! })).alarm.caseId).toBe(people[place]);
    }
  });

  test('called one of neutrons asks for an expert and is never green, also where its reading leaves the neutrons out', async () => {
    const portal = await addDevice(world, 'radiationPortal');
    const [alarmId] = (await portal.sends('neutronAlarm', portalReading(true), { subject: people[5]! })).alarms!;
    expect(await lastOf(people[5]!, 'RAD-01')).toMatchObject({ evidence: { alarm: true, neutron: true } });
    expect(await owed(alarmId!)).toContain('ALM-EXP');
    expect((await world.see<{ lacks: string[] }>('devices.alarm', { alarmId })).lacks).toContain('neutron');
  });

  test('of a nuclide that is fissile, as the instrument names it, is never green, whatever an officer answers', async () => {
    const portal = await addDevice(world, 'radiationPortal');
    const [alarmId] = (await portal.sends('gammaAlarm', portalReading(true, { nuclide: 'U-235' }), { subject: people[6]! })).alarms!;
    expect(await owed(alarmId!)).toContain('ALM-EXP');
    const record = (step: string, evidence: object) => world.done('prescribed.record', { caseId: alarmId, step, evidence }, { as: port.customs });
    await record('ALM-ACK', { acknowledged: true });
    await record('ALM-VER', { done: true, repeated: true, method: 'secondPass' });
    await record('ALM-SEC', { isolated: true, neutron: false, doseRateMicrosievertPerHour: 0.4, interview: 'Says it is a medicine', papersAgree: true });
    await record('ALM-LOC', { found: true, method: 'handheld', place: 'left pocket' });
    await record('ALM-IDN', { done: true, identified: 'Tc-99m', confidence: 'high', snmAmongCandidates: false, agreesWithGoods: true, method: 'papers' });
    await record('ALM-EXP', { answered: true, expert: 'Invented Institute', advice: 'Cannot be told from here', rawHash: '0'.repeat(64) });
    await record('ALM-CAT', { category: 'innocentMedical', reason: 'A certificate was shown' });
    const second = await world.makeOfficer('dutyOfficer');
    expect((await world.see<{ lacks: string[] }>('devices.alarm', { alarmId })).lacks).toEqual(['fissile']);
    expect(await world.refusedBy('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'A certificate' }, { as: second })).toBe('alarm-not-green');
    expect(await world.done('devices.disposeAlarm', { alarmId, disposition: 'handOver', receiver: 'Invented Institute', reason: 'To be measured there' }, { as: second })).toMatchObject({ subjectFree: true });
  });
});

describe('an alarm that no device sent', () => {
  test('is reported by hand and is a case like any other: what a station recorded is settled by it', async () => {
    const [portal, gate] = [await addDevice(world, 'radiationPortal'), await addDevice(world, 'thermometerGate')];
    const caseId = people[9]!;
    await world.done('prescribed.record', { caseId, step: 'RAD-01', evidence: { alarm: true } }, { as: port.customs });
    expect((await owed(caseId)).filter((step) => step === 'TRV-ALRM')).toHaveLength(1);
    const report = { deviceId: portal.deviceId, subject: caseId, seen: 'Handheld showed 3 times the background at the bag' };
    expect(await world.refusedBy('devices.reportAlarm', { ...report, deviceId: gate.deviceId }, { as: port.customs })).toBe('device-raises-none');
    expect(await world.refusedBy('devices.reportAlarm', { ...report, subject: 'NOBODY' }, { as: port.customs })).toBe('alarm-subject-unknown');
    expect(await world.refusedBy('devices.reportAlarm', report, { as: portal.actor })).toBe('role-not-allowed');
    const { alarmId } = await world.done<{ alarmId: string }>('devices.reportAlarm', report, { as: port.customs });
    expect((await owed(caseId)).filter((step) => step === 'TRV-ALRM')).toHaveLength(1);
    const { alarm, lacks } = await world.see<{ alarm: { caseId: string; against: string[]; reading: object; rawHash: string; messageId: string }; lacks: string[] }>('devices.alarm', { alarmId });
    expect(alarm).toMatchObject({ caseId, against: ['by-hand'], reading: { what: report.seen } });
    expect(lacks).not.toContain('neutron');
    expect(Buffer.from((await world.see<{ content: string }>('devices.raw', { deviceId: portal.deviceId, messageId: alarm.messageId })).content, 'base64').toString()).toContain(report.seen);
    for (const [step, evidence] of [['ALM-ACK', { acknowledged: true }], ['ALM-VER', { done: true, repeated: false, method: 'otherInstrument' }], ['ALM-CAT', { category: 'falseAlarm', reason: 'Not repeated' }]] as const) await world.done('prescribed.record', { caseId: alarmId, step, evidence }, { as: port.customs });
    expect(await world.done('devices.disposeAlarm', { alarmId, disposition: 'release', reason: 'False alarm' }, { as: port.customs })).toMatchObject({ subjectFree: true });
    expect(await owed(caseId)).not.toContain('TRV-ALRM');
    const neutrons = await world.done<{ alarmId: string }>('devices.reportAlarm', { ...report, neutron: true }, { as: port.customs });
    expect((await world.see<{ lacks: string[] }>('devices.alarm', { alarmId: neutrons.alarmId })).lacks).toContain('neutron');
  });
});

describe('a sniffer', () => {
  test('proves nothing after an alarm until it has cleared down clean; another alarm is one all the same', async () => {
    const sniffer = await addDevice(world, 'traceSniffer');
    await sniffer.sends('sampleAlarm', { ...sample, alarm: true, substance: 'RDX' }, { subject: people[7]! });
    const clean = { ...sample, alarm: false };
    expect(await sniffer.sends('sampleNegative', clean, { subject: people[8]! })).toMatchObject({ recorded: 0, notCounted: ['uncleared'] });
    expect((await sniffer.sends('sampleAlarm', { ...sample, alarm: true }, { subject: people[8]! })).alarms).toHaveLength(1);
    await sniffer.sends('clearDown', { seconds: 60, clean: false });
    expect(await sniffer.sends('sampleNegative', clean, { subject: people[9]! })).toMatchObject({ recorded: 0, notCounted: ['uncleared'] });
    expect(await owed(people[9]!)).toContain('BAG-03');
    await sniffer.sends('clearDown', { seconds: 90, clean: true });
    expect(await sniffer.sends('sampleNegative', clean, { subject: people[9]! })).toMatchObject({ recorded: 1, notCounted: [] });
    expect(await owed(people[9]!)).not.toContain('BAG-03');
  });
});

describe('a cabinet', () => {
  test('holds what it did not treat to its dose, or broke off, also where nothing prescribed the treatment; a cycle that reaches it frees it', async () => {
    const cabinet = await addDevice(world, 'disinfectionCabinet');
    const goods = await port.submits();
    for (const [subject, caseId, step] of [[people[10]!, people[10]!, 'BAG-04'], [goods.number, goods.consignmentId, 'GDS-DISF']] as const) {
      expect(await owed(caseId)).not.toContain(step);
      expect(await cabinet.sends('underDose', cycle, { subject })).toMatchObject({ recorded: 1, notCounted: [] });
      expect((await caseOf(caseId)).steps.filter((one) => one.step === step && one.state === 'owed').map((one) => one.because)).toEqual(['held']);
      expect(await cabinet.sends('cycleAborted', { ...cycle, doseMillijoulePerSquareCentimetre: 60, cause: 'door opened' }, { subject })).toMatchObject({ recorded: 1 });
      expect(await owed(caseId)).toContain(step);
      expect(await cabinet.sends('cycleCompleted', { ...cycle, doseMillijoulePerSquareCentimetre: 60 }, { subject })).toMatchObject({ recorded: 1 });
      expect(await owed(caseId)).not.toContain(step);
    }
  });

  test('that says of a cycle that it did not reach its dose is believed before its numbers', async () => {
    const cabinet = await addDevice(world, 'disinfectionCabinet');
    await cabinet.sends('underDose', { ...cycle, doseMillijoulePerSquareCentimetre: 60 }, { subject: people[11]! });
    expect(await lastOf(people[11]!, 'BAG-04')).toMatchObject({ outcome: 'failed', evidence: { done: false } });
  });
});
