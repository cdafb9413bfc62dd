import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksumOf, frameLis2 } from './frames.ts';
import { readLis2 } from './read.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readLis2(bytesOf(text));

const records = [
  'H|\\^&|||GeneXpert^6.4|||||LIS||P|LIS2-A2|20220127200000',
  'P|1|P-17|L-17||Li^A',
  'O|1|TUBE-0042|RUN-7|^^^COV2|R||20220127190000||||N||||NPS|||||||20220127200500|||F',
  'R|1|94500-6^SARS-CoV-2 RNA^LN^COV2|Not detected|||N||F||OP7|20220127193000|20220127200000|GX-4001',
  'C|1|I|Lot &F& 7 used|G',
  'R|2|^^^COV2-Ct|38.4|Ct|||N|P||||20220127200000',
  'L|1|N',
];
const message = `${records.join('\r')}\r`;
const framed = (texts: readonly string[]): Uint8Array => new Uint8Array([0x05, ...texts.flatMap((text, at) => [...frameLis2(bytesOf(`${text}\r`), at + 1)]), 0x04]);

describe('LIS2-A2', () => {
  test('gives results with specimen, test, value, status, device, operator, time and comment', () => {
    const report = read(message);
    expect(report.quarantined).toEqual([]);
    expect(report.records).toMatchObject([
      {
        valid: true, specimen: 'TUBE-0042', order: 'RUN-7', patient: 'P-17', specimenType: 'NPS', test: { system: 'LN', code: '94500-6', nucleicAcid: true }, value: 'Not detected', interpretation: 'not-detected', status: 'final', observedAt: '2022-01-27T20:00:00',
        device: 'GX-4001', operator: 'OP7', comments: ['Lot | 7 used'], control: null, findings: [],
      },
      { value: 38.4, unit: 'Ct', status: 'preliminary', interpretation: null, device: 'GeneXpert 6.4', test: { system: '', code: 'COV2-Ct' } },
    ]);
    expect(report.declared).toMatchObject({ messages: [{ sender: 'GeneXpert 6.4', version: 'LIS2-A2', processing: 'P', sentAt: '2022-01-27T20:00:00' }] });
  });

  test('reads frames, joins intermediate ones, and other delimiters', () => {
    expect(readLis2(framed(records)).records.map((record) => ({ ...record, where: '' }))).toEqual(read(message).records.map((record) => ({ ...record, where: '' })));
    const long = bytesOf(records[3]!);
    const halves = new Uint8Array([...framed(records.slice(0, 3)).slice(0, -1), ...frameLis2(long.slice(0, 30), 4, false), ...frameLis2(new Uint8Array([...long.slice(30), 13]), 5), ...frameLis2(bytesOf('L|1|N\r'), 6), 4]);
    expect(readLis2(halves)).toMatchObject({ quarantined: [], records: [{ specimen: 'TUBE-0042', interpretation: 'not-detected' }] });
    const other = message.replaceAll('|', '!').replaceAll('^', '@').replaceAll('&', '$');
    expect(read(other).records).toMatchObject([{ specimen: 'TUBE-0042', comments: ['Lot ! 7 used'] }, { value: 38.4 }]);
    expect(read('<ENQ><STX>1H|\\^&<CR><ETX>E5<CR><LF><EOT>').found).toMatchObject({ frames: 1, records: { H: 1 } });
  });

  test('reads the dialects of makers: targets of GeneXpert, racks of Sysmex, sample names of Hitachi and Roche, bounds of Architect', () => {
    const said = (order: string, ...results: string[]) => read(`${['H|\\^&|||X', 'P|1', order, ...results, 'L|1|N'].join('\r')}\r`).records;
    expect(said('O|1|TUBE-1||^^^MTB', 'R|1|^MTB-RIF^^Xpert^Ultra^4^MTB^|NOT DETECTED^|||||F', 'R|2|^MTB-RIF^^Xpert^^^rpoB1^Ct|^12.5|||||F')).toMatchObject([
      { specimen: 'TUBE-1', test: { code: 'Xpert', text: 'Ultra', qualifiers: ['4', 'MTB'] }, value: 'NOT DETECTED', interpretation: 'not-detected' }, { test: { code: 'Xpert', qualifiers: ['rpoB1', 'Ct'] }, value: 12.5 },
    ]);
    expect(read(message.replace('H|\\^&', 'H|\\\\^&')).records).toMatchObject([{ specimen: 'TUBE-0042', interpretation: 'not-detected' }, { value: 38.4 }]);
    expect(said('O|1||1^2^            113^A|^^^^WBC', 'R|1|^^^^WBC^1|  5.5|10*3/uL||N||F')).toMatchObject([{ specimen: '113', specimenIdentifiers: ['113'], test: { code: 'WBC' }, value: 5.5 }]);
    expect(said('O|1|3635^HELMV 887    ^1^^009|R1|^^^413/', 'R|1|^^^413/|33.6|g/l||N||F')).toMatchObject([{ specimen: '3635', specimenIdentifiers: ['3635', 'HELMV 887', 'R1'], test: { code: '413/' } }]);
    expect(said('O|1|SID13|SID3^A123^5', 'R|1|^^^0021^B-hCG|< 1.20|mIU/mL|||||F')).toMatchObject([{ specimen: 'SID13', value: '< 1.20', interpretation: null, findings: [{ code: 'test-unknown' }, { code: 'status-unknown' }] }]);
  });

  test('the checksum is that of the standard', () => expect(checksumOf(bytesOf('1H|\\^&\r\u0003'))).toBe('E5'));

  test('a damaged frame is kept out with its place, and its repetition is taken', () => {
    const good = framed(records);
    const second = good.indexOf(2, 10);
    const damaged = good.slice();
    damaged[second + 3] = 0x41;
    const report = readLis2(damaged);
    expect(report.quarantined).toMatchObject([{ where: 'frame 2', code: 'checksum' }]);
    expect(report.records).toMatchObject([{ specimen: 'TUBE-0042', patient: null }, {}]);
    const third = good.indexOf(2, second + 1);
    const repeated = new Uint8Array([...damaged.slice(0, third), ...good.slice(second)]);
    expect(readLis2(repeated).records).toMatchObject([{ specimen: 'TUBE-0042', patient: 'P-17' }, {}]);
    // What a lost frame said is not known, so nothing of the transmission counts; what came again is whole.
    expect(report.records.map(({ valid }) => valid)).toEqual([false, false]);
    expect(readLis2(repeated).records.map(({ valid }) => valid)).toEqual([true, true]);
    const fourth = good.indexOf(2, third + 1);
    const missing = readLis2(new Uint8Array([...good.slice(0, third), ...good.slice(fourth)]));
    expect(missing.quarantined).toMatchObject([{ code: 'frame-missing' }]);
    expect(missing.records.every(({ valid, findings }) => !valid && findings.some(({ code }) => code === 'incomplete'))).toBe(true);
    const own = new Uint8Array([...good.slice(0, fourth), ...frameLis2(bytesOf('M|1|HISTOGRAM\r'), 1), ...frameLis2(bytesOf('M|2|HISTOGRAM\r'), 1), ...frameLis2(bytesOf('M|3|REAGENT\r'), 3), ...good.slice(fourth)]);
    expect(readLis2(own).records.map(({ valid }) => valid)).toEqual([true, true]);
    const twice = new Uint8Array([...good.slice(0, third), ...good.slice(second)]);
    expect(readLis2(twice).quarantined).toMatchObject([{ code: 'repeated' }]);
  });

  test('a damaged half takes its record with it and nothing else', () => {
    const half = frameLis2(bytesOf('R|1|^^^COV2|Not det'), 4, false);
    half[5] = 0x58;
    const stream = new Uint8Array([...framed(records.slice(0, 3)).slice(0, -1), ...half, ...frameLis2(bytesOf('ected|||N||F\r'), 5), ...frameLis2(bytesOf('R|2|^^^X|1\r'), 6), ...frameLis2(bytesOf('L|1|N\r'), 7), 4]);
    const report = readLis2(stream);
    expect(report.quarantined.map(({ where, code }) => `${where} ${code}`)).toEqual(['frame 4 checksum', 'frame 5 damaged-record']);
    expect(report.records).toMatchObject([{ value: 1 }]);
  });

  test('a message without its end, controls, queries and unknown records', () => {
    expect(read(message.replace('L|1|N\r', '')).records).toMatchObject([{ valid: false, findings: [{ code: 'unterminated' }] }, { valid: false }]);
    expect(read(message.replace('||||N||||NPS', '||||Q||||NPS').replace('TUBE-0042', 'NEG-CTRL')).records[0]).toMatchObject({ control: { kind: 'negative' } });
    const report = read(`R|9|x\r${message.replace('P|1', 'Q|1|^S\rX|1\rM|1|own\rP|1')}`);
    expect(report.quarantined).toMatchObject([{ code: 'no-header' }]);
    expect((report.found['findings'] as { code: string }[]).map(({ code }) => code)).toEqual(['query', 'record-unknown', 'record-unused']);
  });

  test('a hostile file is read up to its bound, and says so', () => {
    expect(read(`${records.slice(0, 3).join('\r')}\r${'R|1\r'.repeat(30_000)}`)).toMatchObject({ quarantined: [{ code: 'too-many' }], records: { length: 20_000 } });
    expect(readLis2(new Uint8Array(4 * 1024 * 1024).fill(2)).quarantined.at(-1)).toMatchObject({ code: 'too-many' });
  });

  test.each([['C', 'corrected'], ['X', 'cancelled'], ['I', 'preliminary'], ['W', 'preliminary'], ['', 'preliminary'], ['V', 'final'], ['Z', 'preliminary']])('status "%s" is %s', (letter, status) => {
    expect(read(message.replace('N||F||OP7', `N||${letter}||OP7`)).records[0]!.status).toBe(status);
  });
});

test('no input makes the reader throw', () => {
  const base = [...framed(records)];
  const mutated = fc.array(fc.tuple(fc.nat(base.length - 1), fc.constantFrom(2, 3, 4, 5, 13, 23, 72, 92, 124, 255)), { maxLength: 10 }).map((changes) => {
    const bytes = Uint8Array.from(base);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  fc.assert(fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 }), fc.string().map(bytesOf)), (bytes) => {
    const report = readLis2(bytes);
    expect(report.records.length + report.quarantined.length + (report.declared['messages'] as unknown[]).length).toBeGreaterThan(0);
  }), { numRuns: 1000 });
});
