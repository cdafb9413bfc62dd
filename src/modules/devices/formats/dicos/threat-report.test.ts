import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readThreatReports } from './threat-report.ts';

const report = {
  reportType: 'tongguan.threat-report/1', ooiId: 'BAG-1', ooiType: 'BAG', scanId: 'S-1', deviceId: 'CT-2', modality: 'CT', scannedAt: '2022-01-27T12:00:00Z', reportedAt: '2022-01-27T12:00:05Z', alarmDecision: 'ALARM',
  threats: [{ threatId: 't1', category: 'FOOD', assessment: 'THREAT', probability: 0.8, massGrams: 420, density: 1.05, regions: [{ view: 'top', x: 10, y: 20, width: 50, height: 40, z: 3, depth: 12 }] }],
  images: [{ view: 'top', reference: 'scan/S-1/top.png', sha256: 'a'.repeat(64), width: 640, height: 480 }], operator: { decision: 'SUSPECT', operatorId: 'OP1', decidedAt: '2022-01-27T12:00:20Z' }, tip: { projected: false },
};
const read = (value: unknown) => readThreatReports(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));
const said = (value: unknown): string[] => read(value).records.flatMap(({ findings }) => findings.map(({ path, code }) => `${path} ${code}`));

describe('threat reports', () => {
  test('a whole one is taken', () => expect(read(report)).toMatchObject({ quarantined: [], records: [{ valid: true, findings: [], report: { ooiId: 'BAG-1' } }], found: { alarms: 1 } }));

  test('decision and threats must agree, regions lie in their images, times follow', () => {
    expect(said({ ...report, alarmDecision: 'CLEAR' })).toEqual(['alarmDecision clear-with-threat']);
    expect(said({ ...report, threats: [] })).toEqual(['threats alarm-without-threat']);
    expect(said({ ...report, threats: [{ ...report.threats[0]!, regions: [{ view: 'top', x: 600, y: 0, width: 50, height: 40 }] }] })).toEqual(['threats[0].regions[0] outside']);
    expect(said({ ...report, operator: { ...report.operator, decidedAt: '2022-01-27T11:00:00Z' } })).toEqual(['operator.decidedAt time']);
    expect(said({ ...report, tip: { projected: false, result: 'HIT' } })).toEqual(['tip.result tip']);
    expect(said({ ...report, threats: [{ ...report.threats[0]!, assessment: 'HIGH_THREAT' }], operator: { ...report.operator, decision: 'CLEARED' } })).toEqual(['operator.decision high-cleared']);
  });

  test('what the form does not have is refused by its place', () => {
    expect(said({ ...report, extra: 1, threats: [{ ...report.threats[0]!, probability: 2, category: 'BOMB' }] })).toEqual(expect.arrayContaining(['extra unknown-field', 'threats[0].probability range', 'threats[0].category value']));
    expect(said({ ...report, images: [{ ...report.images[0]!, sha256: 'A' }] })).toEqual(['images[0].sha256 form']);
    expect(read([1, '{']).quarantined).toMatchObject([{ code: 'not-an-object' }, { code: 'not-an-object' }]);
  });

  test('no input makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.tuple(fc.constantFrom(...Object.keys(report)), fc.jsonValue()).map(([name, value]) => JSON.stringify({ ...report, [name]: value }))), (text) => {
      const { records, quarantined } = read(text);
      expect(records.length + quarantined.length).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });
});
