import { describe, expect, test } from 'vitest';
import { answerPaxlst } from './cusres.ts';
import { joinParts, readPaxlst } from './read.ts';
import { specimenList } from './specimens.ts';

const envelope = (body: string, recipient = 'ZZAPIS', application = 'APIS'): string => `UNB+UNOA:4+ZZ+${recipient}+220127:1800+9++${application}'UNH+1+PAXLST:D:05B:UN:IATA'${body}UNT+1+1'UNZ+1+9'`;
const codes = (result: ReturnType<typeof readPaxlst>): string[] => result.findings.map((finding) => finding.code);

describe('functions', () => {
  test.each([
    ['745', 'passengers'], ['745+CP', 'change'], ['745+XR', 'cancel'], ['745+RP', 'reduction'], ['745+C', 'passengers'], ['250', 'crew'], ['250+C', 'crew'], ['250+CC', 'crew'],
    ['266+CL', 'closeOut'], ['266+CLOB', 'onBoard'], ['266+CLNB', 'notOnBoard'], ['266+XF', 'cancel'], ['336+G', 'masterCrewList'], ['655', 'gatePass'], ['999', 'unknown'],
  ])('BGM+%s is %s', (bgm, expected) => expect(readPaxlst(envelope(`BGM+${bgm}'TDT+20+ZZ1'`)).messages[0]).toMatchObject({ function: expected, functionCode: bgm }));

  test('a close-out lists references only', () => {
    const result = readPaxlst(envelope("BGM+266+CLOB'RFF+TN:T1'TDT+20+ZZ1'LOC+125+FRA'LOC+87+PEK'NAD+ZZZ'RFF+AVF:ABC123'RFF+ABO:1'NAD+FL'RFF+ABO:2'CNT+42:2'"));
    expect(result.quarantined).toEqual([]);
    expect(result.records).toEqual([]);
    expect(result.messages[0]?.references.map(({ bookingReference, uniqueReference }) => [bookingReference, uniqueReference])).toEqual([['ABC123', '1'], [null, '2']]);
    expect(result.messages[0]).toMatchObject({ messageReference: 'T1', declared: { passengers: 2 }, found: { references: 2 } });
  });

  test('a close-out without NAD starts a new reference at each repetition', () => {
    const result = readPaxlst(envelope("BGM+266+CL'TDT+20+ZZ1'LOC+125+FRA'LOC+87+PEK'RFF+AVF:ABC123'RFF+ABO:1'RFF+AVF:ABC124'RFF+ABO:2'CNT+42:2'"));
    expect(result.messages[0]?.references.map((reference) => reference.uniqueReference)).toEqual(['1', '2']);
  });

  test('the Chinese dialect is known by its application reference', () => {
    expect(readPaxlst(specimenList({ dialect: 'iapi' })).dialect).toBe('iapi');
    expect(readPaxlst(specimenList()).dialect).toBe('paxlst');
  });

  test('an unknown function loses nobody', () => {
    const result = readPaxlst(envelope("BGM+999'TDT+20+ZZ1'NAD+FL+++SPECIMEN:A'"));
    expect(result.records).toHaveLength(1);
    expect(codes(result)).toContain('function');
  });
});

describe('flights', () => {
  const legs = (body: string): string[] => readPaxlst(envelope(`BGM+745'${body}NAD+FL+++SPECIMEN:A'`)).messages[0]?.legs.map((leg) => [leg.flight, leg.from, leg.departsAt?.slice(5), leg.to, leg.arrivesAt?.slice(5)].join(' ')) ?? [];

  test('one leg', () => {
    expect(legs("TDT+20+ZZ1'LOC+125+SYD'DTM+189:2201270900:201'LOC+87+HNL'DTM+232: 2201272200:201'")).toEqual(['ZZ1 SYD 01-27T09:00 HNL 01-27T22:00']);
  });

  test('a leg abroad before the one that crosses the border', () => {
    const body = "TDT+20+ZZ339+++ZZ'LOC+92+SSN'DTM+189:2201271620:201'LOC+92+ICN'DTM+232:2201272035:201'TDT+20+ZZ339+++ZZ'LOC+125+ICN'DTM+189:2201272050:201'LOC+87+CAN'DTM+232:2201272335:201'";
    expect(legs(body)).toEqual(['ZZ339 SSN 01-27T16:20 ICN 01-27T20:35', 'ZZ339 ICN 01-27T20:50 CAN 01-27T23:35']);
    expect(readPaxlst(envelope(`BGM+745'${body}`))).toMatchObject({ departure: { airport: 'ICN', at: '2022-01-27T20:50' }, arrival: { airport: 'CAN', at: '2022-01-27T23:35' }, flight: 'ZZ339' });
  });

  test('three stops behind one TDT, with both times, with one, and without any', () => {
    expect(legs("TDT+20+ZZ1'LOC+125+FRA'DTM+189:2201270900:201'LOC+87+PEK'DTM+232:2201272200:201'DTM+189:2201272300:201'LOC+92+SHA'DTM+232:2201280100:201'")).toEqual(['ZZ1 FRA 01-27T09:00 PEK 01-27T22:00', 'ZZ1 PEK 01-27T23:00 SHA 01-28T01:00']);
    expect(legs("TDT+20+ZZ1'LOC+125+FRA'LOC+87+PEK'LOC+92+SHA'DTM+232:2201280100:201'")).toEqual(['ZZ1 FRA  PEK ', 'ZZ1 PEK  SHA 01-28T01:00']);
    expect(legs("TDT+20+ZZ1'LOC+92+FRA'LOC+92+PEK'TDT+20+ZZ1'LOC+92+PEK'LOC+130+SHA'")).toEqual(['ZZ1 FRA  PEK ', 'ZZ1 PEK  SHA ']);
  });

  test('the carrier in an element of its own, other formats of time, and a time that is none', () => {
    expect(legs("TDT+20+0926+++ZZ'LOC+125+FRA'DTM+189:202201270900:203'LOC+87+PEK'DTM+232:220127:101'")).toEqual(['ZZ0926 FRA 01-27T09:00 PEK 01-27']);
    expect(legs("TDT+20+ZZ 926'LOC+125+FRA'DTM+189:2213990900:201'LOC+87+PEK'")).toEqual(['ZZ926 FRA  PEK ']);
  });

  test('who sent it, to whom, and whom to call', () => {
    const result = readPaxlst(envelope("BGM+745'RFF+TN:BART34567890:::1'NAD+MS+++DAVIDSAMPLE:ROBERT'COM+202 628:TE+SAMPLE.AT.EXAMPLE:EM'TDT+20+ZZ1'"));
    expect(result.messages[0]).toMatchObject({ sender: 'ZZ', recipient: 'ZZAPIS', messageReference: 'BART34567890', reportingParty: 'DAVIDSAMPLE, ROBERT', contacts: ['202 628 TE', 'SAMPLE.AT.EXAMPLE EM'] });
    expect(readPaxlst(envelope("BGM+745'NAD+MS+USD090746'TDT+20+ZZ1'")).messages[0]?.reportingParty).toBe('USD090746');
  });
});

describe('split transmissions', () => {
  const part = (number: number, mark: string, reference = `R${number}`): string => specimenList({ passengers: 10, from: number * 10, part: `0${number}${mark}`, count: 30, reference });

  test('parts out of order in several inputs are put in order', () => {
    const joined = joinParts([part(3, ':F'), part(1, ':C'), part(2, '')].map((text) => readPaxlst(text)));
    expect(joined).toHaveLength(1);
    expect(joined[0]).toMatchObject({ parts: [1, 2, 3], missing: [], resent: [], complete: true, declared: { passengers: 30 }, found: { passengers: 30 }, flight: 'ZZ926' });
    expect(joined[0]?.records.map((record) => record.uniqueReference)).toEqual(Array.from({ length: 30 }, (_, index) => `ZZ926${index + 10}`));
  });

  test('the same in one input, and CNT counts for the whole', () => {
    const result = readPaxlst([part(2, ':C'), part(3, ':F'), part(1, ':C')].join('\n'));
    expect(result.records).toHaveLength(30);
    expect(result.records[0]?.uniqueReference).toBe('ZZ92610');
    expect(result.declared.passengers).toBe(30);
    expect(codes(result)).not.toContain('countPassengers');
  });

  test('a missing part is named, also when the last one has not come', () => {
    const result = readPaxlst([part(1, ':C'), part(3, ':F')].join('\n'));
    expect(result.found.missingParts).toEqual([2]);
    expect(result.findings.find((finding) => finding.code === 'missingPart')?.text).toContain('2');
    const open = joinParts([readPaxlst(part(1, ':C'))]);
    expect(open[0]).toMatchObject({ complete: false, finalSeen: false, missing: [] });
  });

  test('a part that was sent again counts once, the later one', () => {
    const again = part(1, ':C', 'R9').replace('SPECIMEN10', 'CORRECTED10');
    const result = readPaxlst([part(1, ':C'), part(2, ':F'), again].join('\n'));
    expect(result.records).toHaveLength(20);
    expect(result.records[0]?.surname).toBe('CORRECTED10');
    expect(result.transmissions[0]?.resent).toEqual([1]);
    expect(result.found.passengers).toBe(20);
  });

  test('a carrier that calls every part 01 loses nobody', () => {
    const lists = [1, 2, 3].map((number) => specimenList({ passengers: 5, from: number * 10, part: '01', reference: `R${number}` }));
    const result = readPaxlst(lists.join('\n'));
    expect(result.records).toHaveLength(15);
    expect(result.transmissions[0]).toMatchObject({ parts: [1], resent: [], found: { passengers: 15 } });
  });

  test('the same interchange twice is one, two lists of one flight are two', () => {
    const text = specimenList({ passengers: 3 });
    expect(readPaxlst(text + text).records).toHaveLength(3);
    expect(readPaxlst(text + specimenList({ passengers: 3, from: 4, reference: 'OTHER' })).records).toHaveLength(6);
    expect(readPaxlst(text + specimenList({ passengers: 3, from: 4 })).records).toHaveLength(6);
  });
});

describe('what is broken off', () => {
  const list = specimenList({ passengers: 4 });
  const place = (text: string): number => list.indexOf(text);

  test.each([
    ['in the name', place('EJEMPLO3') + 4, 2], ['behind the name', place("EJEMPLO3:DMITRI'") + 15, 2], ['in the document', place('X1000003') + 5, 2],
  ])('%s, the person is quarantined and counted, and those before stand', (_name, cut, whole) => {
    const result = readPaxlst(list.slice(0, cut));
    expect(result.records.map((record) => record.surname)).toEqual(readPaxlst(list).records.slice(0, whole).map((record) => record.surname));
    expect(result.quarantined).toMatchObject([{ code: 'brokenOff', where: expect.stringContaining('NAD 3') }]);
    expect(result.found).toMatchObject({ passengers: 3, quarantined: 1 });
    expect(answerPaxlst(result)).toContain('MESSAGE INCOMPLETE');
  });

  test('a message that lacks only UNT, with or without a signature behind it, keeps its last person', () => {
    for (const behind of ['', '\nKind regards, the APIS desk']) {
      const result = readPaxlst(`${list.slice(0, place('CNT+'))}${behind}`);
      expect([result.records.length, result.quarantined, codes(result).includes('noTrailer')]).toEqual([4, [], true]);
    }
  });

  test('a name of thousands of letters is no name', () => {
    const result = readPaxlst(envelope(`BGM+745'NAD+FL+++SPECIMEN:ANNA'NAD+FL+++${'AB\n'.repeat(20_000)}'NAD+FL+++MUSTERFRAU:BO'`));
    expect(result.records.map((record) => record.surname)).toEqual(['SPECIMEN', 'MUSTERFRAU']);
    expect(result.quarantined).toMatchObject([{ code: 'nameTooLong' }]);
  });
});

test('names in GB18030 are read as such, and accents still as accents', () => {
  const [before = '', behind = ''] = specimenList({ passengers: 1 }).split('MUSTERFRAU1');
  const sent = (name: number[]): Uint8Array => Uint8Array.from([...Buffer.from(before), ...name, ...Buffer.from(behind)]);
  const read = (name: number[]): unknown[] => { const result = readPaxlst(sent(name)); return [result.records[0]?.surname, result.charset, codes(result).includes('charset')]; };
  expect(read([0xd5, 0xc5])).toEqual(['张', 'gb18030', true]);
  expect(read([0x4d, 0xdc, 0x4c, 0x4c, 0x45, 0x52])).toEqual(['MÜLLER', 'iso-8859-1', false]);
});
