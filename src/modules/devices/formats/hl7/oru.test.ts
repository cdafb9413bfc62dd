import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acknowledgeOru } from './acknowledge.ts';
import { frameMllp, MllpDecoder } from './mllp.ts';
import { readOru, readOruBytes } from './oru.ts';
import { unescapeHl7 } from './segments.ts';
import { specimenControl, specimenOru } from './specimens.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readOru(bytesOf(text));
const parts = { at: '2022-01-27T12:15:01.000Z', controlId: 'A1', application: 'TONGGUAN', facility: 'PORT' };

describe('ORU^R01', () => {
  test('gives specimen, order, test, value, interpretation, status, device, operator and times', () => {
    const report = read(specimenOru);
    expect(report.quarantined).toEqual([]);
    expect(report.records[0]).toMatchObject({
      valid: true, specimen: 'TUBE-0042', specimenType: 'Nasopharyngeal swab', order: 'ORD-9', patient: 'P-17', test: { system: 'LN', code: '94500-6', nucleicAcid: true }, value: 'Not detected', valueCoding: { system: 'SCT', code: '260415000' },
      interpretation: 'not-detected', flags: ['N'], status: 'final', observedAt: '2022-01-27T20:00:00+08:00', device: 'GX-4001', operator: 'OP7', control: null, comments: ['Ct above limit\nsecond line & more'], findings: [],
    });
    expect(report.records[1]).toMatchObject({ value: 38.4, unit: '{Ct}', interpretation: null, status: 'preliminary', observedAt: '2022-01-27T19:00:00+08:00', specimen: 'TUBE-0042' });
    expect(report.declared).toMatchObject({ messages: [{ controlId: 'MSG00001', type: 'ORU^R01', version: '2.5.1', sender: 'PCR1@LAB', charset: 'utf-8' }] });
  });

  test('a control says that it is one, with its lot; a time without an offset is told', () => {
    expect(read(specimenControl).records).toMatchObject([{ control: { kind: 'positive' }, reagentLot: 'LOT-2201', interpretation: 'detected', observedAt: '2022-01-27T07:55:00', findings: [{ code: 'zone-missing' }] }]);
  });

  test('reads framed, in batches, with other separators, and several in a file', () => {
    const framed = new Uint8Array([...frameMllp(specimenOru), ...frameMllp(specimenControl)]);
    expect(readOru(framed).found).toMatchObject({ messages: 2, results: 3 });
    expect(read(`FHS|^~\\&\rBHS|^~\\&\r${specimenOru}${specimenControl}BTS|2\rFTS|1\r`).found).toMatchObject({ messages: 2, batches: 1, results: 3, findings: [] });
    expect(read(`BHS|^~\\&\r${specimenOru}BTS|2\r`).found['findings']).toMatchObject([{ code: 'batch-count' }]);
    const other = specimenOru.replace('MSH|^~\\&', 'MSH#*~!%').replaceAll('|', '#').replaceAll('^', '*').replaceAll('\\', '!').replaceAll('&', '%');
    expect(read(other.replaceAll('\r', '\r\n')).records[0]).toMatchObject({ specimen: 'TUBE-0042', interpretation: 'not-detected', comments: ['Ct above limit\nsecond line % more'] });
  });

  test('a specimen has the names of its labels, of its container and of its order; OUL names it where its structure has it', () => {
    const [obr, obx, spm] = ['OBR|1|ORD-9|LAB-9|94500-6^^LN', 'OBX|1|CWE|94500-6^^LN||260415000^Not detected^SCT||||||F', 'SPM|1|PL-1&HIS^FL-1&LIS||NPS'];
    const named = (event: string, ...segments: string[]) => read([`MSH|^~\\&|A|B|C|D|20220127200000+0800||${event}|1|P|2.5.1`, 'PID|1||P-1', ...segments, ''].join('\r')).records.map(({ specimen, specimenIdentifiers }) => [specimen, ...specimenIdentifiers]);
    expect(named('OUL^R21', 'SAC|||CONT-1', obr, obx, 'SAC|||CONT-2', obr, obx)).toEqual([['CONT-1', 'CONT-1', 'LAB-9', 'ORD-9'], ['CONT-2', 'CONT-2', 'LAB-9', 'ORD-9']]);
    for (const event of ['OUL^R22', 'OUL^R23']) expect(named(event, spm, 'SAC|||CONT-1', obr, obx)).toEqual([['PL-1', 'PL-1', 'FL-1', 'CONT-1', 'LAB-9', 'ORD-9']]);
    expect(named('OUL^R24', obr, spm, 'SAC|||CONT-1', obx)).toEqual([['PL-1', 'PL-1', 'FL-1', 'CONT-1', 'LAB-9', 'ORD-9']]);
    expect(named('ORU^R01', obr, obx, 'SPM|1|^FL-5', 'SAC|||CONT-5')).toEqual([['FL-5', 'FL-5', 'CONT-5', 'LAB-9', 'ORD-9']]);
    // A specimen that was written before its order is not that of the next order, and never that of the next person.
    expect(named('ORU^R01', 'SPM|1|T-1', obr, obx, 'SPM|2|T-2', obr, obx, 'PID|2||P-2', obr, obx).map(([specimen]) => specimen)).toEqual(['T-1', 'T-2', 'LAB-9']);
  });

  test('a tube named once is that of every order of its person; the device may be a participant; what was coded comes before what the code is called', () => {
    const second = 'OBR|2|ORD-10||94500-6^^LN|||20220127190000+0800|||||||||||||||20220127200500+0800|||F\rOBX|1|CWE|94500-6^^LN||260373001^Detected^SCT^^^^^^Virus found||||||F\rPRT|1|UC||EQUIP^Equipment^HL70912||||||DEV-77^Maker\r';
    const { records, found } = read(`${specimenOru.replace('ORC|RE', 'NTE|1|L|of nobody\rORC|RE')}${second}`);
    expect(records[2]).toMatchObject({ specimen: 'TUBE-0042', specimenIdentifiers: ['TUBE-0042', 'S-77', 'ORD-10'], value: 'Virus found', valueCoding: { text: 'Detected' }, interpretation: 'detected', device: 'DEV-77', observedAt: '2022-01-27T19:00:00+08:00', findings: [{ code: 'specimen-shared' }] });
    expect((found['findings'] as { code: string }[]).map(({ code }) => code)).toEqual(['note-alone']);
    // Of two persons, or two tubes, nobody guesses; the number of the order is all that there is to ask for.
    expect(read(`${specimenOru}PID|2||P-18\r${second}`).records[2]).toMatchObject({ specimen: null, patient: 'P-18' });
    expect(read(`${specimenOru.replace('SPM|1', 'SPM|2|OTHER\rSPM|1')}${second}`).records[2]).toMatchObject({ specimen: null });
    expect(read(specimenOru.replace('|NM|94745-7^Cycle threshold^LN||38.4|', '|DR|94745-7||20220127190000+0800^20220127200000+0800|')).records[1]).toMatchObject({ value: '2022-01-27T19:00:00+08:00/2022-01-27T20:00:00+08:00' });
  });

  test('reads GB 18030 when MSH-18 says so, and says when the bytes are other ones', () => {
    // 阴性 in GB 18030.
    const [before, after] = specimenOru.replace('UNICODE UTF-8', 'GB 18030-2000').replace('260415000^Not detected^SCT', '^^').replace('测试^甲', 'X').replace('^^||Not detected', '@@||').split('@@') as [string, string];
    const bytes = new Uint8Array([...bytesOf(before), 0xd2, 0xf5, 0xd0, 0xd4, ...bytesOf(after)]);
    expect(readOru(bytes).records[0]).toMatchObject({ value: '阴性', interpretation: 'not-detected' });
    const lie = new Uint8Array([...bytesOf(before.replace('GB 18030-2000', 'UNICODE UTF-8')), 0xd2, 0xf5, 0xd0, 0xd4, ...bytesOf(after)]);
    expect(readOru(lie).found['findings']).toMatchObject([{ code: 'charset' }]);
  });

  test('never takes what it does not know as not detected', () => {
    const said = (value: string, type = 'CWE', flag = '') => read(specimenOru.replace('|CWE|94500-6', `|${type}|94500-6`).replace('260415000^Not detected^SCT||Not detected|N', `${value}|||${flag}`)).records[0]!;
    expect(said('99999^Not detected (local)^L')).toMatchObject({ interpretation: null, findings: [{ code: 'result-unknown' }] });
    expect(said('260373001^Not detected^SCT')).toMatchObject({ interpretation: 'detected' });
    expect(said('455371000124106^^SCT')).toMatchObject({ interpretation: 'invalid' });
    expect(said('260373001^^SCT', 'CWE', 'NEG')).toMatchObject({ interpretation: null, valid: false, findings: [{ code: 'contradiction', severity: 'error' }] });
    expect(said('No virus seen', 'ST')).toMatchObject({ interpretation: null });
    expect(said('SARS-CoV-2 RNA NOT DETECTED', 'ST')).toMatchObject({ interpretation: 'not-detected' });
    expect(said('>=^100', 'SN')).toMatchObject({ value: '>=100', interpretation: null });
    expect(said('constructor', 'ST')).toMatchObject({ interpretation: null });
  });

  test.each([['P', 'preliminary'], ['C', 'corrected'], ['X', 'cancelled'], ['D', 'cancelled'], ['R', 'preliminary'], ['?', 'preliminary']])('status %s is %s', (letter, status) => {
    expect(read(specimenOru.replace('N|||F|||', `N|||${letter}|||`)).records[0]!.status).toBe(status);
  });

  test('nothing is dropped in silence', () => {
    const report = read(specimenOru.replace('PID|1', 'ZZZ|own\rOBX|9|ST|x\rnonsense\rPID|1'));
    expect((report.found['findings'] as { code: string }[]).map(({ code }) => code)).toEqual(['segment-unknown', 'result-alone', 'no-segment']);
    expect(read('hello').quarantined).toMatchObject([{ code: 'no-header' }]);
    expect(read(specimenOru.replace('ORU^R01^ORU_R01', 'ADT^A01')).quarantined).toMatchObject([{ where: 'message 1, MSH-9', code: 'message-type' }]);
    expect(read('').quarantined).toMatchObject([{ code: 'empty' }]);
  });
});

test('a hostile file is read up to its bounds, and says so', () => {
  expect(read('MSH|^~\\&|a|b|c|d|||ORU^R01|1|P|2.5\rOBR|1\r'.repeat(21_000)).quarantined).toMatchObject([{ code: 'too-many' }]);
  const began = process.cpuUsage();
  expect(read(`MSH|^~\\&|a|b|c|d|||ORU^R01|1|P|2.5\r${'OBR|1||A\rOBX|1|ST|x||y\r'.repeat(6000)}SPM|1|T\r`).records.filter(({ specimen }) => specimen === 'T')).toHaveLength(6000);
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(4);
  expect(readOru(new Uint8Array(2_000_000).fill(0x0b)).quarantined.at(-1)).toMatchObject({ code: 'too-many' });
});

describe('acknowledgements', () => {
  test('AA names the control id; AR names the place; AE names the result', () => {
    expect(acknowledgeOru(readOruBytes(bytesOf(specimenOru)), parts)).toBe(['MSH|^~\\&|TONGGUAN|PORT|PCR1|LAB|20220127121501+0000||ACK^R01^ACK|A1|P|2.5.1||||||UNICODE UTF-8', 'MSA|AA|MSG00001', ''].join('\r'));
    const refused = acknowledgeOru(readOruBytes(bytesOf(specimenOru.replace('ORU^R01^ORU_R01', 'ADT^A01'))), parts);
    expect(refused).toMatch(/\rMSA\|AR\|MSG00001\rERR\|\|MSH\^1\^9\|200\^\^HL70357\|E\|/);
    const wrong = acknowledgeOru(readOruBytes(bytesOf(specimenOru.replace('260415000^Not detected^SCT||Not detected|N', '260373001^^SCT|||NEG'))), parts);
    expect(wrong).toMatch(/\rMSA\|AE\|MSG00001\rERR\|\|OBX\^1\^5\|207/);
    expect(acknowledgeOru(readOruBytes(bytesOf('rubbish')), parts)).toMatch(/\rMSA\|AR\|\rERR\|\|MSH\^1\^1\|100/);
  });
});

describe('MLLP', () => {
  test('gives the same messages however the bytes are cut', () => {
    const stream = new Uint8Array([0x0d, ...frameMllp('one'), 0x0a, ...bytesOf('noise'), ...frameMllp('two'), 0x0b, ...bytesOf('cut'), ...frameMllp('three'), ...bytesOf('\u000blast')]);
    const whole = new MllpDecoder();
    const expected = [...whole.push(stream), ...whole.end()];
    expect(expected.map((event) => (event.kind === 'message' ? new TextDecoder().decode(event.bytes) : event.code))).toEqual(['one', 'outside', 'two', 'unfinished', 'three', 'unfinished']);
    fc.assert(fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const decoder = new MllpDecoder();
      const places = [0, ...cuts.toSorted((one, other) => one - other), stream.length];
      const events = places.slice(1).flatMap((to, at) => decoder.push(stream.subarray(places[at], to)));
      expect([...events, ...decoder.end()]).toEqual(expected);
    }));
  });

  test('holds no more than its limit', () => {
    const decoder = new MllpDecoder(100);
    const events = [...decoder.push(new Uint8Array([0x0b, ...new Uint8Array(100_000).fill(65)])), ...decoder.push(new Uint8Array([0x1c, 0x0d])), ...decoder.push(frameMllp('next'))];
    expect(events.map((event) => (event.kind === 'message' ? new TextDecoder().decode(event.bytes) : event.code))).toEqual(['too-long', 'next']);
  });
});

test('escapes are undone as the standard says', () => {
  const separators = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
  expect(['\\F\\\\S\\\\R\\\\E\\\\T\\', '\\XE998B4\\', 'a\\.br\\b', '\\H\\loud\\N\\', 'C:\\temp', 'a\\Z1\\b', 'x\\Q\\y'].map((text) => unescapeHl7(text, separators))).toEqual(['|^~\\&', '阴', 'a\nb', 'loud', 'C:\\temp', 'ab', 'x\\Q\\y']);
});

test('no input makes the reader or the acknowledgement throw', () => {
  const mutated = fc.tuple(fc.constantFrom(specimenOru, specimenControl), fc.array(fc.tuple(fc.nat(), fc.constantFrom('|', '^', '\r', '\\', '&', '~', '\u000b', '\u001c\r', 'OBX', '阴', '""')), { maxLength: 8 })).map(([text, changes]) => {
    let changed = text;
    for (const [at, sign] of changes) changed = changed.slice(0, at % changed.length) + sign + changed.slice((at % changed.length) + 1);
    return bytesOf(changed);
  });
  fc.assert(fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), (bytes) => {
    const report = readOru(bytes);
    expect(report.records.length + report.quarantined.length + (report.found['findings'] as unknown[]).length).toBeGreaterThan(0);
    expect(acknowledgeOru(readOruBytes(bytes), parts)).toMatch(/\rMSA\|A[AER]\|/);
  }), { numRuns: 800 });
});
