import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildDeviceEvent, readDeviceEvent, readDeviceEvents } from './events.ts';

const parts = { id: 'e1', source: '/sites/pek/rpm-1', type: 'tongguan.rpm.alarm.gamma', subject: 'person-7', time: '2022-01-27T12:00:00.000Z', site: 'pek', lane: '3', deviceid: 'rpm-1', seq: 41, calstate: 'VALID', clockoffsetms: -12 };
const raw = new TextEncoder().encode('<RadInstrumentData/>');
const codes = (value: unknown): string[] => readDeviceEvent(value).findings.map(({ path, code }) => `${path} ${code}`);

describe('device events', () => {
  test('what is built is read, with the hash of the raw bytes', () => {
    const event = buildDeviceEvent({ ...parts, raw });
    expect(event).toMatchObject({ specversion: '1.0', rawsha256: expect.stringMatching(/^[0-9a-f]{64}$/), data_base64: 'PFJhZEluc3RydW1lbnREYXRhLz4=' });
    expect(readDeviceEvent(event)).toMatchObject({ valid: true, findings: [], event: { deviceid: 'rpm-1', seq: 41 } });
    expect(codes({ ...event, data_base64: 'AAAA' })).toEqual(['rawsha256 hash']);
  });

  test('the envelope is kept strictly', () => {
    const event = buildDeviceEvent({ ...parts, data: { cps: 80 } });
    expect(codes(event)).toEqual([]);
    expect(codes({ ...event, specversion: '0.3' })).toEqual(['specversion value']);
    expect(codes({ ...event, deviceid: undefined })).toEqual(['deviceid missing']);
    expect(codes({ ...event, data_base64: 'AA==' })).toEqual(['data data-twice']);
    expect(codes({ ...event, Bad_Name: 1, nested: {}, share: 0.5, none: null })).toEqual(['Bad_Name attribute-name', 'nested attribute-value', 'share attribute-value', 'none attribute-null']);
    expect(codes({ ...event, calstate: undefined, time: undefined })).toEqual(['time time-missing', 'calstate calibration-missing']);
    expect(codes({ ...event, seq: 3_000_000_000 })).toEqual(['seq range']);
  });

  test('a batch: repetitions and gaps are told', () => {
    const at = (seq: number, id = `e${seq}`) => buildDeviceEvent({ ...parts, id, seq, data: 1 });
    const report = readDeviceEvents(new TextEncoder().encode(JSON.stringify([at(1), at(2), at(2), at(5), 7])));
    expect(report.records.map(({ findings }) => findings.map(({ code }) => code))).toEqual([[], [], ['repeated'], ['gap'], ['not-an-object']]);
  });

  test('no input makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.tuple(fc.constantFrom(...Object.keys(parts), 'data_base64', '__proto__'), fc.jsonValue()).map(([name, value]) => JSON.stringify({ ...parts, specversion: '1.0', [name]: value }))), (text) => {
      const { records, quarantined } = readDeviceEvents(new TextEncoder().encode(text));
      expect(records.length + quarantined.length).toBeGreaterThan(0);
    }), { numRuns: 300 });
  });
});
