import { createConnection } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameMllp, MllpDecoder } from '../src/modules/devices/formats/hl7/mllp.ts';
import { specimenOru } from '../src/modules/devices/formats/hl7/specimens.ts';
import { DeviceGateway } from '../src/server/devices/gateway.ts';
import { startMllp } from '../src/server/devices/mllp.ts';
import { addDevice } from './devices-port.ts';
import type { Taken } from './devices-port.ts';
import { openGoodsPort } from './goods-port.ts';
import type { GoodsPort } from './goods-port.ts';
import { makeTravellers } from './world.ts';
import type { TestWorld } from './world.ts';
import type { KindId } from '../src/modules/devices/shapes.ts';

let port: GoodsPort;
let world: TestWorld;
let people: string[];

beforeAll(async () => {
  port = await openGoodsPort();
  world = port.world;
  const { flightId } = await world.done<{ flightId: string }>('flights.announce', { designator: 'XX101', flightDate: '2022-01-05', direction: 'arrival', origin: 'ZZA', destination: 'PEK', pointCode: 'PEK', scheduledAt: '2022-01-05T03:00:00.000Z', chartered: true, risk: 'low' });
  people = await makeTravellers(world, flightId, 8);
  for (const caseId of people) await world.recordDirectly(caseId, 'ONB-01', { onBoard: true, absent: false, basis: 'headCount' });
});
afterAll(() => port.close());

const owed = async (caseId: string): Promise<string[]> => (await world.see<{ steps: { step: string; state: string }[] }>('prescribed.case', { caseId })).steps.filter((step) => step.state === 'owed').map((step) => step.step);

/** Adds a device of a kind and gives the way in which it sends bytes of a format. */
async function sender(kind: KindId, format: string, options: Parameters<typeof addDevice>[2] = {}) {
  const device = await addDevice(world, kind, options);
  return { device, send: (text: string | object, messageId?: string) => world.done<Taken>('devices.receive', { format, transport: 'http', content: Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)).toString('base64'), ...(messageId === undefined ? {} : { messageId }) }, { as: device.actor }) };
}

const n42 = (at: string, more: { alarm?: string; nuclide?: string; calibrated?: boolean; item?: string; fault?: string; backgroundAt?: string } = {}): string => `<?xml version="1.0"?>
<RadInstrumentData xmlns="http://physics.nist.gov/N42/2011/N42" n42DocUUID="0d7b9d4c-0000-4000-8000-000000000001">
  <RadInstrumentInformation id="i"><RadInstrumentManufacturerName>Invented</RadInstrumentManufacturerName><RadInstrumentModelName>Gate</RadInstrumentModelName><RadInstrumentClassCode>Portal Monitor</RadInstrumentClassCode>
    <RadInstrumentQualityControl id="q"><InspectionDateTime>2022-01-01T00:00:00Z</InspectionDateTime><InCalibrationIndicator>${more.calibrated ?? true}</InCalibrationIndicator></RadInstrumentQualityControl></RadInstrumentInformation>
  <RadDetectorInformation id="g"><RadDetectorCategoryCode>Gamma</RadDetectorCategoryCode><RadDetectorKindCode>PVT</RadDetectorKindCode></RadDetectorInformation>
  <RadDetectorInformation id="n"><RadDetectorCategoryCode>Neutron</RadDetectorCategoryCode><RadDetectorKindCode>He3</RadDetectorKindCode></RadDetectorInformation>
  ${more.item === undefined ? '' : `<RadItemInformation id="item"><RadItemDescription>${more.item}</RadItemDescription></RadItemInformation>`}
  <RadMeasurement id="b"><MeasurementClassCode>Background</MeasurementClassCode><StartDateTime>${more.backgroundAt ?? at}</StartDateTime><RealTimeDuration>PT60S</RealTimeDuration><GrossCounts id="bg" radDetectorInformationReference="g"><LiveTimeDuration>PT60S</LiveTimeDuration><CountData>18300</CountData></GrossCounts></RadMeasurement>
  <RadMeasurement id="f"><MeasurementClassCode>Foreground</MeasurementClassCode><StartDateTime>${at}</StartDateTime><RealTimeDuration>PT5S</RealTimeDuration><OccupancyIndicator>true</OccupancyIndicator><GrossCounts id="fg" radDetectorInformationReference="g"><LiveTimeDuration>PT5S</LiveTimeDuration><CountData>20500</CountData></GrossCounts><GrossCounts id="fn" radDetectorInformationReference="n"><LiveTimeDuration>PT5S</LiveTimeDuration><CountData>2</CountData></GrossCounts>
    <DoseRate id="d"><DoseRateValue>0.45</DoseRateValue></DoseRate></RadMeasurement>
  ${more.alarm === undefined && more.nuclide === undefined && more.fault === undefined ? '' : `<AnalysisResults radMeasurementReferences="f">${more.alarm === undefined ? '' : `<RadAlarm id="a"><RadAlarmDateTime>${at}</RadAlarmDateTime><RadAlarmCategoryCode>${more.alarm}</RadAlarmCategoryCode></RadAlarm>`}${more.nuclide === undefined ? '' : `<NuclideAnalysisResults><Nuclide id="nu"><NuclideIdentifiedIndicator>true</NuclideIdentifiedIndicator><NuclideName>${more.nuclide}</NuclideName></Nuclide></NuclideAnalysisResults>`}${more.fault === undefined ? '' : `<Fault id="x"><FaultCodeValue>${more.fault}</FaultCodeValue><FaultSeverityCode>Error</FaultSeverityCode></Fault>`}</AnalysisResults>`}
</RadInstrumentData>`;

test('a portal’s N42 file proves the screening of a consignment, and its alarm becomes a case with the file as evidence', async () => {
  const { device, send } = await sender('radiationPortal', 'n42');
  const [clean, hot] = [await port.submits(), await port.submits()];
  expect(await send(n42(world.now(), { item: clean.number }))).toMatchObject({ refused: null, recorded: 1, alarms: [], notCounted: [] });
  const file = n42(world.now(), { item: hot.number, alarm: 'Gamma', nuclide: 'K-40' });
  const taken = await send(file, 'pass-2');
  expect(taken).toMatchObject({ recorded: 1, notCounted: [] });
  expect(taken.alarms).toHaveLength(1);
  expect(await owed(hot.consignmentId)).toContain('GDS-ALRM');
  const view = await world.see<{ alarm: { reading: Record<string, unknown>; rawHash: string } }>('devices.alarm', { alarmId: taken.alarms![0]! });
  expect(view.alarm.reading).toMatchObject({ nuclide: 'K-40', doseRateMicrosievertPerHour: 0.45, grossCountsPerSecond: 4100, backgroundCountsPerSecond: 305, alarm: true });
  const raw = await world.see<{ content: string; fileName: string }>('devices.raw', { deviceId: device.deviceId, messageId: 'pass-2' });
  expect(Buffer.from(raw.content, 'base64').toString()).toBe(file);
  expect(raw.fileName.startsWith(view.alarm.rawHash.slice(0, 16))).toBe(true);
});

test('the nuclide is checked against the declared goods: potassium in a polymer is a finding, in a nitrate it is not', async () => {
  const { send } = await sender('radiationPortal', 'n42');
  const verdictOf = async (hsCode: string, nuclide: string): Promise<string> => {
    const mine = await port.submits({ lines: [{ hsCode }] });
    await port.confirms(mine.consignmentId);
    const { alarms } = await send(n42(world.now(), { item: mine.number, alarm: 'Gamma', nuclide }));
    const view = await world.see<{ nuclide: { verdict: string }; about: { label: { en: string }; goods: { hsCode: string }[] } }>('devices.alarm', { alarmId: alarms![0]! });
    expect(view.about).toMatchObject({ label: { en: mine.number }, goods: [{ hsCode }] });
    return view.nuclide.verdict;
  };
  expect(await verdictOf('390690', 'K-40')).toBe('contradicts');
  expect(await verdictOf('283421', 'K-40')).toBe('agrees');
  expect(await verdictOf('681091', 'Cs-137')).toBe('contradicts');
});

test('an N42 file that is out of calibration, faulty or against an old background proves nothing and is an alarm all the same', async () => {
  const { send } = await sender('radiationPortal', 'n42');
  const mine = await port.submits();
  expect((await send(n42(world.now(), { item: mine.number, calibrated: false }))).notCounted).toEqual(['own-calibration']);
  expect((await send(n42(world.now(), { item: mine.number, fault: 'HV' }))).notCounted).toEqual(['fault']);
  expect((await send(n42(world.now(), { item: mine.number, backgroundAt: '2022-01-04T00:00:00Z', alarm: 'Neutron' })))).toMatchObject({ notCounted: ['environment:backgroundAgeMinutes'], recorded: 0, alarms: [expect.any(String)] });
  expect(await owed(mine.consignmentId)).toEqual(expect.arrayContaining(['GDS-ALRM']));
  expect((await send('<RadInstrumentData><open>')).refused).toMatchObject({ code: expect.any(String), where: expect.any(String) });
});

test('a laboratory’s ORU over MLLP finds the person by the tube and is acknowledged after the commit; an unknown sender is refused', async () => {
  const gateway = new DeviceGateway(world.open);
  const listener = await startMllp({ port: 0, host: '127.0.0.1', open: world.open, gateway, say: () => undefined });
  const { device } = await sender('nucleicAcidAnalyser', 'oru', { settings: { mllpSender: 'PCR1@LAB' } });
  // The controls of that run, not today's, say whether it counts.
  await world.done('devices.recordCheck', { deviceId: device.deviceId, check: 'controls', passed: true, performedAt: '2022-01-04T10:00:00.000Z' });
  await world.recordDirectly(people[0]!, 'SMP-01', { tubeId: 'TUBE-0042', personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true });
  const talk = (messages: readonly string[]): Promise<string[]> => new Promise((resolve, reject) => {
    const socket = createConnection(listener.port, '127.0.0.1');
    const decoder = new MllpDecoder();
    const answers: string[] = [];
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      for (const event of decoder.push(chunk)) if (event.kind === 'message') answers.push(Buffer.from(event.bytes).toString());
      if (answers.length === messages.length) { socket.end(); resolve(answers); }
    });
    // Cut into two pieces, as a line does.
    for (const message of messages) { const framed = frameMllp(message); socket.write(framed.subarray(0, 40)); socket.write(framed.subarray(40)); }
  });
  // Measured yesterday: what a device says of tomorrow does not count.
  const oru = specimenOru.replaceAll('20220127', '20220104');
  const [first, again, stranger, nonsense] = await talk([oru, oru, oru.replace('PCR1', 'PCR9'), 'hello']);
  expect(first).toContain('MSA|AA|MSG00001');
  expect(again).toContain('MSA|AA|MSG00001');
  expect(stranger).toContain('MSA|AR|MSG00001');
  expect(stranger).toContain('ERR||MSH^1^3');
  expect(nonsense).toContain('MSA|AR');
  const { records } = await world.see<{ records: { step: string; outcome: string; deviceId: string | null; evidence: { result?: string } }[] }>('prescribed.case', { caseId: people[0]! });
  expect(records.filter((record) => record.step === 'SMP-02')).toEqual([expect.objectContaining({ outcome: 'passed', deviceId: device.deviceId, evidence: expect.objectContaining({ result: 'negative', tubeId: 'TUBE-0042' }) })]);
  await listener.stop();
  await gateway.stop();
});

test('a result finds its tube by any of the names that its specimen has; names of two tubes are nobody’s', async () => {
  const tubes = ['TUBE-1001', 'TUBE-1002', 'TUBE-1003', 'TUBE-1004'];
  for (const [place, tubeId] of tubes.entries()) await world.recordDirectly(people[place + 2]!, 'SMP-01', { tubeId, personScanned: true, oropharyngealSwab: true, nasopharyngealSwab: true });
  const { device, send } = await sender('nucleicAcidAnalyser', 'oru');
  const lis = (order: string) => `H|\\^&|||PCR\rP|1\rO|1|${order}|94500-6^^LN|R\rR|1|94500-6^^LN|Negative|||||F\rL|1|N\r`;
  const oru = (...segments: string[]) => ['MSH|^~\\&|A|B|C|D|20220105090000+0800||ORU^R01|1|P|2.5.1', 'PID|1', ...segments, ''].join('\r');
  const [obr, obx] = ['OBR|1|||94500-6^^LN', 'OBX|1|CWE|94500-6^^LN||260415000^Not detected^SCT||||||F'];
  const resultOf = async (place: number) => (await world.see<{ records: { step: string; outcome: string; evidence: { tubeId?: string } }[] }>('prescribed.case', { caseId: people[place + 2]! })).records.filter((record) => record.step === 'SMP-02').map((record) => [record.outcome, record.evidence.tubeId]);
  // The placer's label is the hospital's, the filler's ours; and the same the other way round, by the container, by the order.
  expect(await send(oru(obr, obx, 'SPM|1|HIS-7^TUBE-1001'))).toMatchObject({ recorded: 1, notCounted: [] });
  expect(await resultOf(0)).toEqual([['passed', 'TUBE-1001']]);
  expect(await send(oru('OBR|1|TUBE-1002|L-1|94500-6^^LN', obx, 'SPM|1|^4711'))).toMatchObject({ recorded: 1 });
  expect(await resultOf(1)).toEqual([['passed', 'TUBE-1002']]);
  const other = (format: string, text: string) => world.done<Taken>('devices.receive', { format, transport: 'http', content: Buffer.from(text).toString('base64') }, { as: device.actor });
  expect(await other('lis2', lis('HIS-8|TUBE-1003'))).toMatchObject({ recorded: 1 });
  expect(await resultOf(2)).toEqual([['passed', 'TUBE-1003']]);
  const observation = { resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] }, effectiveDateTime: world.now(), valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] }, specimen: { reference: '#s' }, contained: [{ resourceType: 'Specimen', id: 's', identifier: [{ value: 'HIS-9' }, { value: 'X' }], accessionIdentifier: { value: 'TUBE-1004' } }] };
  expect(await other('fhir', JSON.stringify(observation))).toMatchObject({ recorded: 1 });
  expect(await resultOf(3)).toEqual([['passed', 'TUBE-1004']]);
  expect(await send(oru(obr, obx, 'SPM|1|TUBE-1001^TUBE-1002'))).toMatchObject({ refused: null, recorded: 0, notCounted: ['subject-ambiguous'] });
});

test('a temperature by FHIR counts by what the gate’s telemetry says of its surroundings, and not without it', async () => {
  const { device, send } = await sender('thermometerGate', 'fhir');
  const observation = (caseId: string, value: number) => ({ resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] }, subject: { identifier: { value: caseId } }, device: { display: 'gate' }, effectiveDateTime: world.now(), valueQuantity: { value, unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' } });
  const before = await send(observation(people[1]!, 36.5));
  expect(before.notCounted).toEqual(expect.arrayContaining(['unknown:ambientCelsius']));
  expect(await owed(people[1]!)).toContain('CHK-02');
  await world.done('devices.noteTelemetry', { rows: [{ deviceId: device.deviceId, measuredAt: world.now(), reading: { ambientCelsius: 22, humidityPercent: 31, referenceDriftCelsius: 0.05, personsInView: 1 } }] }, { as: device.actor });
  expect(await send(observation(people[1]!, 36.6))).toMatchObject({ recorded: 1, notCounted: [] });
  expect(await owed(people[1]!)).not.toContain('CHK-02');
});

test('what devices told of people, and raw bytes, go after their period; the record, the count and the digest stay', async () => {
  const count = async (sql: string): Promise<number> => Number((await world.open.pool.query<{ n: number }>(sql, [world.eventId]))[0]!.n);
  const held = (): Promise<number[]> => Promise.all([
    count('SELECT count(*) AS n FROM device_telemetry WHERE event_id = $1'), count("SELECT count(*) AS n FROM device_events e JOIN devices d USING (event_id, device_id) WHERE e.event_id = $1 AND d.kind IN ('thermometerGate', 'nucleicAcidAnalyser') AND e.reading <> '{}'"),
    count('SELECT count(*) AS n FROM device_messages WHERE event_id = $1 AND content IS NOT NULL'), count("SELECT count(*) AS n FROM records WHERE event_id = $1 AND step IN ('CHK-02', 'SMP-02')"), count('SELECT count(*) AS n FROM device_messages WHERE event_id = $1'),
  ]);
  const [telemetry, readings, raw, records, messages] = await held();
  expect(Math.min(telemetry!, readings!, raw!, records!)).toBeGreaterThan(0);
  // Health kinds never keep their bytes: nothing of a laboratory's message is in the database.
  expect(await count("SELECT count(*) AS n FROM device_messages m JOIN devices d USING (event_id, device_id) WHERE m.event_id = $1 AND d.kind = 'nucleicAcidAnalyser' AND m.content IS NOT NULL")).toBe(0);
  world.setTime('2022-02-20T00:00:00.000Z');
  await world.done('declarations.destroyExpired', {});
  expect(await held()).toEqual([0, 0, raw, records, messages]);
  world.setTime('2022-08-20T00:00:00.000Z');
  await world.done('declarations.destroyExpired', {});
  expect(await held()).toEqual([0, 0, 0, records, messages]);
});
