import { describe, expect, test } from 'vitest';
import { buildDeviceEvent } from '../src/modules/devices/formats/cloud-events/events.ts';
import { frameMllp } from '../src/modules/devices/formats/hl7/mllp.ts';
import { specimenControl, specimenOru } from '../src/modules/devices/formats/hl7/specimens.ts';
import { frameLis2, lis2Limits } from '../src/modules/devices/formats/lis2/frames.ts';
import { specimenOrder, specimenState } from '../src/modules/devices/formats/vda5050/specimens.ts';
import { json, makeFolder, tongguan } from './running-commands.ts';

const { file } = makeFolder('devices');
const patience = { timeout: 240_000 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('read, for devices', () => {
  test('vda5050: a good order is 0; a bad one is 1 and says what to put right; a wrong version is 2', patience, async () => {
    const order = JSON.stringify(specimenOrder('3.0'));
    const [good, bad, misused] = await Promise.all([
      tongguan(['read', 'vda5050', file('order.json', order), '--version', '3.0', '--message', 'order']), tongguan(['read', 'vda5050', '-', '--version', '2.1'], order), tongguan(['read', 'vda5050', '-', '--version', '4'], order),
    ]);
    expect([good.code, good.said]).toEqual([0, '']);
    expect(json(good)).toMatchObject({ format: 'vda5050', records: [{ message: 'order', version: '3.0', valid: true, findings: [], content: { orderId: 'order-1', nodes: [{ nodeId: 'n0' }, {}, {}] } }], quarantined: [], found: { messages: 1, valid: 1 } });
    expect(bad.code).toBe(1);
    expect(json(bad)).toMatchObject({ records: [{ valid: false, findings: expect.arrayContaining([{ path: 'edges[0].startNodeId', severity: 'error', code: 'missing', message: expect.stringContaining('startNodeId') }]) }] });
    expect([misused.code, misused.said]).toEqual([2, expect.stringContaining('--version "4" is none of 2.0, 2.1, 3.0')]);
  });

  test('vda5050: a trace of lines, one of them broken, is read around it', patience, async () => {
    const ran = await tongguan(['read', 'vda5050', '-'], [JSON.stringify(specimenOrder('2.0')), '{"half', JSON.stringify(specimenState('2.0'))].join('\n'));
    expect([ran.code, ran.said]).toEqual([1, expect.stringMatching(/^line 2: /)]);
    expect(json(ran)).toMatchObject({ records: [{ where: 'line 1', valid: true }, { where: 'line 3', valid: true }], found: { messages: 3, records: 2, quarantined: 1 } });
  });

  test('oru, lis2 and fhir-lab give results of one shape', patience, async () => {
    const framed = new Uint8Array([...frameMllp(specimenOru), ...frameMllp(specimenControl)]);
    const lis = ['H|\\^&|||PCR1', 'P|1', 'O|1|TUBE-1||^^^94500-6', 'R|1|94500-6^^LN|Negative|||||F||||20220127200000', 'L|1|N'].flatMap((record, at) => [...frameLis2(bytes(`${record}\r`), at + 1)]);
    const observation = { resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] }, specimen: { display: 'TUBE-1' }, effectiveDateTime: '2022-01-27T20:00:00+08:00', valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] } };
    const [oru, lis2, fhir] = await Promise.all([tongguan(['read', 'oru', file('results.hl7', framed)]), tongguan(['read', 'lis2', file('results.lis2', new Uint8Array(lis))]), tongguan(['read', 'fhir-lab', '-'], JSON.stringify(observation))]);
    expect([oru.code, lis2.code, fhir.code]).toEqual([0, 0, 0]);
    const results = [oru, lis2, fhir].map((ran) => (json(ran)['records'] as Record<string, unknown>[])[0]!);
    expect(new Set(results.map((result) => JSON.stringify(Object.keys(result)))).size).toBe(1);
    for (const result of results) expect(result).toMatchObject({ valid: true, specimen: expect.stringContaining('TUBE'), test: { system: 'LN', code: '94500-6', nucleicAcid: true }, interpretation: 'not-detected', status: 'final' });
  });

  test('a damaged frame is quarantined with its place, and the exit code is 1', patience, async () => {
    const frame = frameLis2(bytes('H|\\^&\r'), 1);
    frame[3] = 0x20;
    const ran = await tongguan(['read', 'lis2', file('damaged.lis2', frame)]);
    expect([ran.code, ran.said]).toEqual([1, expect.stringMatching(/^frame 1: The checksum is/)]);
  });

  test('what is larger than the reader takes says so on both lines', patience, async () => {
    const ran = await tongguan(['read', 'lis2', file('large.lis2', new Uint8Array(lis2Limits.bytes + 1))]);
    expect([ran.code, ran.said]).toEqual([1, expect.stringMatching(/^file: The input has \d+ bytes or more/)]);
    expect(json(ran)).toMatchObject({ records: [], quarantined: [{ where: 'file', code: 'too-large' }] });
  });

  test('device-events, threat-report and fhir-temperature', patience, async () => {
    const event = buildDeviceEvent({ id: '1', source: '/rpm', type: 'alarm', site: 'pek', deviceid: 'rpm-1', seq: 1, time: '2022-01-27T12:00:00Z', calstate: 'VALID', data: {} });
    const [events, report, temperature] = await Promise.all([tongguan(['read', 'device-events', '-'], JSON.stringify(event)), tongguan(['read', 'threat-report', '-'], '{}'), tongguan(['read', 'fhir-temperature', '-'], '{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8310-5"}]},"valueQuantity":{"value":99}}')]);
    expect([events.code, report.code, temperature.code]).toEqual([0, 1, 1]);
    expect(json(temperature)).toMatchObject({ records: [{ valid: false, celsius: null, findings: expect.arrayContaining([expect.objectContaining({ code: 'unit' })]) }] });
  });
});
