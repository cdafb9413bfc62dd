import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFhirLab } from './read.ts';
import { readFhirTemperatures } from './temperature.ts';

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => readFhirLab(bytesOf(value));

const detected = { coding: [{ system: 'http://snomed.info/sct', code: '260373001', display: 'Detected' }] };
const observation = {
  resourceType: 'Observation', id: 'o1', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] }, subject: { identifier: { value: 'P-17' } }, specimen: { reference: 'urn:uuid:s1' }, device: { reference: 'Device/d1' },
  effectiveDateTime: '2022-01-27T20:00:00+08:00', valueCodeableConcept: detected, basedOn: [{ reference: '#order' }], contained: [{ resourceType: 'ServiceRequest', id: 'order', identifier: [{ value: 'ORD-9' }] }],
  performer: [{ display: 'Li' }], note: [{ text: 'repeat' }],
};
const specimen = { resourceType: 'Specimen', id: 's1', accessionIdentifier: { value: 'TUBE-0042' }, type: { text: 'Nasopharyngeal swab' } };
const device = { resourceType: 'Device', id: 'd1', serialNumber: 'GX-4001', lotNumber: 'LOT-1' };
const report = { resourceType: 'DiagnosticReport', id: 'r1', status: 'final', code: { text: 'SARS-CoV-2' }, result: [{ reference: 'urn:uuid:o1' }] };
const bundle = (entries: readonly (readonly [string, unknown])[], type = 'collection') => ({ resourceType: 'Bundle', type, entry: entries.map(([fullUrl, resource]) => ({ fullUrl, resource })) });
const whole = bundle([['urn:uuid:r1', report], ['urn:uuid:o1', observation], ['urn:uuid:s1', specimen], ['https://lab.example/fhir/Device/d1', device]]);

describe('FHIR R4 results', () => {
  test('gives specimen, order, test, value, status, device, lot, operator and comment across a bundle', () => {
    const { records, quarantined, found } = read(whole);
    expect(quarantined).toEqual([]);
    expect(records).toMatchObject([{
      valid: true, specimen: 'TUBE-0042', specimenType: 'Nasopharyngeal swab', order: 'ORD-9', patient: 'P-17', test: { system: 'LN', code: '94500-6', nucleicAcid: true }, value: 'Detected', valueCoding: { system: 'SCT', code: '260373001' }, interpretation: 'detected',
      status: 'final', observedAt: '2022-01-27T20:00:00+08:00', device: 'GX-4001', reagentLot: 'LOT-1', operator: 'Li', comments: ['repeat'], findings: [],
    }]);
    expect(found).toMatchObject({ resources: { Observation: 1, DiagnosticReport: 1, Specimen: 1, Device: 1 }, findings: [] });
  });

  test('transaction, message and lines are read alike', () => {
    for (const type of ['transaction', 'message', 'document', 'batch']) expect(read({ ...whole, type }).records).toMatchObject([{ interpretation: 'detected' }]);
    const lines = [report, { ...observation, specimen: { reference: 'Specimen/s1' } }, specimen, device].map((resource) => JSON.stringify(resource)).join('\n');
    expect(read(lines).records).toMatchObject([{ specimen: 'TUBE-0042', device: 'GX-4001', where: 'line 2' }]);
  });

  test('components, quantities, ratios and panels', () => {
    const { valueCodeableConcept: _value, ...bare } = observation;
    const panel = { ...bare, id: 'panel', hasMember: [{ reference: 'urn:uuid:o1' }], component: [{ code: { coding: [{ system: 'http://loinc.org', code: '94745-7' }] }, valueQuantity: { value: 22.1, unit: 'Ct', code: '{Ct}' } }, { code: { text: 'titre' }, valueRatio: { numerator: { value: 1 }, denominator: { value: 128 } } }] };
    const records = read(bundle([['urn:uuid:panel', panel], ['urn:uuid:o1', observation]])).records;
    expect(records.map(({ value, unit, test: { code } }) => [value, unit, code])).toEqual([[22.1, '{Ct}', '94745-7'], ['1:128', null, ''], ['Detected', null, '94500-6']]);
    expect(read({ ...bare, valueQuantity: { value: 5, comparator: '<' } }).records[0]).toMatchObject({ value: '<5', interpretation: null });
  });

  test('a report that names its specimen twice, and a status that only the report knows', () => {
    const { specimen: _own, ...bare } = observation;
    const labelled = { resourceType: 'Specimen', id: 's2', identifier: [{ value: 'TUBE-7' }, { value: 'S-7' }], accessionIdentifier: { value: 'ACC-7' } };
    const made = { ...report, effectiveDateTime: '2022-01-27T19:00:00+08:00', specimen: [{ reference: 'urn:uuid:s0' }, { reference: 'urn:uuid:s2' }] };
    const of = (changed: object) => read(bundle([['urn:uuid:r1', made], ['urn:uuid:o1', { ...bare, ...changed }], ['urn:uuid:s0', { resourceType: 'Specimen', id: 's0' }], ['urn:uuid:s2', labelled]])).records[0];
    expect(of({ status: 'unknown', effectiveDateTime: undefined })).toMatchObject({ specimen: 'TUBE-7', specimenIdentifiers: ['TUBE-7', 'S-7', 'ACC-7'], status: 'final', observedAt: '2022-01-27T19:00:00+08:00', findings: [{ code: 'status-of-report' }] });
    expect(of({ interpretation: [{ text: 'POS' }] })).toMatchObject({ flags: ['POS'], status: 'final' });
    expect(of({ valueCodeableConcept: undefined, valuePeriod: { start: '2022-01-27', end: '2022-01-28' } })).toMatchObject({ value: '2022-01-27/2022-01-28' });
  });

  test.each([['registered', 'preliminary'], ['preliminary', 'preliminary'], ['amended', 'corrected'], ['corrected', 'corrected'], ['cancelled', 'cancelled'], ['entered-in-error', 'cancelled'], ['unknown', 'preliminary']])('status %s is %s', (status, expected) => {
    const [record] = read({ ...observation, status }).records;
    expect(record).toMatchObject({ status: expected, interpretation: expected === 'cancelled' ? null : 'detected' });
  });

  test('what is not known is never "not detected"', () => {
    const said = (valueCodeableConcept: unknown, more = {}) => read({ ...observation, valueCodeableConcept, ...more }).records[0]!;
    expect(said({ coding: [{ system: 'urn:own', code: '7', display: 'Not detected' }], text: 'Not detected' })).toMatchObject({ interpretation: null, findings: [{ code: 'result-unknown' }] });
    expect(said({ text: 'Not detected' })).toMatchObject({ interpretation: 'not-detected' });
    expect(said(detected, { interpretation: [{ coding: [{ code: 'NEG' }] }] })).toMatchObject({ interpretation: null, valid: false });
    expect(said(undefined, { dataAbsentReason: { coding: [{ code: 'error' }] } })).toMatchObject({ value: null, interpretation: null });
    expect(read(bundle([['urn:uuid:r1', { ...report, status: 'entered-in-error' }], ['urn:uuid:o1', observation]])).records[0]).toMatchObject({ status: 'cancelled', interpretation: null });
  });

  test('a report without its results, unknown resources, and what is no resource are told', () => {
    const { found, records } = read(bundle([['urn:uuid:r1', report], ['urn:uuid:x', { resourceType: 'Basic' }]]));
    expect(records).toEqual([]);
    expect((found['findings'] as { code: string }[]).map(({ code }) => code)).toEqual(['reference-unresolved', 'resource-unused', 'no-results']);
    expect(read({ ...report, result: [], conclusionCode: [detected], specimen: [{ display: 'TUBE-1' }] }).records).toMatchObject([{ specimen: 'TUBE-1', interpretation: 'detected' }]);
    const unsent = read(bundle([['urn:uuid:r1', { ...report, identifier: [{ value: 'R-1' }], conclusion: 'as coded', conclusionCode: [detected], specimen: [{ reference: 'urn:uuid:s1' }] }], ['urn:uuid:s1', { ...specimen, receivedTime: '2022-01-27T19:00:00Z' }]]));
    expect(unsent).toMatchObject({ records: [{ specimen: 'TUBE-0042', interpretation: 'detected', test: { text: 'SARS-CoV-2' } }], found: { findings: [{ code: 'reference-unresolved' }] } });
    expect(unsent.declared).toMatchObject({ reports: [{ identifier: 'R-1', status: 'final', conclusion: 'as coded' }], specimens: [{ identifiers: ['TUBE-0042'], type: 'Nasopharyngeal swab', receivedAt: '2022-01-27T19:00:00Z' }] });
    expect(read({ a: 1 }).quarantined).toMatchObject([{ where: 'message 1', code: 'no-resource' }]);
    expect(read(bundle([['x', 5]])).quarantined).toMatchObject([{ where: 'message 1, entry 1', code: 'no-resource' }]);
  });
});

describe('temperatures of bodies', () => {
  const temperature = (value: number, code: string) => ({
    resourceType: 'Observation', status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] }, valueQuantity: { value, unit: code, system: 'http://unitsofmeasure.org', code }, effectiveDateTime: '2022-01-27T20:00:00+08:00',
    device: { display: 'IR-1' }, subject: { display: 'P-17' }, bodySite: { text: 'inner canthus' }, method: { text: 'infrared' },
  });
  const one = (value: unknown) => readFhirTemperatures(bytesOf(value)).records[0]!;

  test('are read in degrees Celsius, whatever their unit', () => {
    expect(one(temperature(36.6, 'Cel'))).toMatchObject({ valid: true, celsius: 36.6, device: 'IR-1', subject: 'P-17', site: 'inner canthus', method: 'infrared', findings: [] });
    expect(one(temperature(98.6, '[degF]'))).toMatchObject({ valid: true, celsius: 37 });
    expect(one(temperature(310.15, 'K')).celsius).toBe(37);
    expect(one(temperature(36.6, '°C'))).toMatchObject({ valid: true, findings: [{ code: 'unit-written' }] });
  });

  test('are refused without unit, without time, or where no body has them', () => {
    expect(one(temperature(98.6, 'Cel'))).toMatchObject({ valid: false, findings: [{ code: 'implausible' }] });
    expect(one(temperature(36.6, 'warm'))).toMatchObject({ valid: false, celsius: null, findings: [{ code: 'unit' }] });
    expect(one({ ...temperature(36.6, 'Cel'), effectiveDateTime: undefined })).toMatchObject({ valid: false, findings: [{ code: 'time' }] });
    expect(read(temperature(36.6, 'Cel'))).toMatchObject({ records: [], found: { temperatures: 1 } });
  });
});

test('no input makes the readers throw', () => {
  const mutated = fc.array(fc.tuple(fc.constantFrom('status', 'code', 'specimen', 'valueCodeableConcept', 'component', 'contained', 'device', 'interpretation', 'result', 'hasMember', 'basedOn', 'note', 'performer', 'effectiveDateTime', 'id'), fc.jsonValue()), { maxLength: 5 })
    .map((changes) => JSON.stringify(bundle([['urn:uuid:r1', { ...report, ...Object.fromEntries(changes) }], ['urn:uuid:o1', { ...observation, ...Object.fromEntries(changes) }]])));
  fc.assert(fc.property(fc.oneof(mutated, fc.json(), fc.string()), (text) => {
    const result = read(text);
    readFhirTemperatures(bytesOf(text));
    expect(result.records.length + result.quarantined.length + (result.found['findings'] as unknown[]).length).toBeGreaterThan(0);
  }), { numRuns: 600 });
});
