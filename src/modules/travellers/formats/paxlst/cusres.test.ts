import { describe, expect, test } from 'vitest';
import { acknowledgeUnsolicited, answerPaxlst, envelopeOf, writeUnsolicited } from './cusres.ts';
import { readCusres } from './cusres-reading.ts';
import { readPaxlst } from './read.ts';
import { plainSeparators, specimenList } from './specimens.ts';

const at = { answeredAt: '2022-01-27T18:01' };
const interactive = `UNB+SIRE:4+ZZ+NIAC+220127:1800+77780001++IAPI+O"UNG+PAXLST+ZZ+NIAC+220127:1800+1+UN+D:05B"UNH+11085B94E1F8FA+PAXLST:D:05B:UN:IATA+7778+01:F"BGM+745"RFF+TN:0000100"NAD+MS+++SPECIMEN"TDT+20+ZZ339+++ZZ"LOC+125+ICN"DTM+189:2201271620:201"LOC+87+CAN"DTM+232:2201272035:201"NAD+FL+++ONE:TWO WI"ATT+2++M"DTM+329:560620"GEI+4+173"LOC+178+ICN"LOC+179+CAN"NAT+2+CHN"RFF+AVF:MWZRDQ"RFF+ABO:4711"RFF+YZY:7842836432717C2"DOC+P:110:ZZZ+E6397444822"DTM+36:231215"LOC+91+CHN"NAD+FL+++ONE:FNU"ATT+2++M"DTM+329:961312"NAT+2+CHN"RFF+AVF:MWZRCY"RFF+ABO:4712"DOC+P:110:ZZZ+E6397444756"NAD+FL+++THREE:UBE"ATT+2++F"DTM+329:960112"NAT+2+KOR"RFF+ABO:4713"DOC+P:110:ZZZ+E6397444757"CNT+42:3"UNT+36+11085B94E1F8FA"UNE+1+1"UNZ+1+77780001"`;

describe('the answer to a list', () => {
  test('one ERC for each person in the carrier\'s separators, parties exchanged, counts right', () => {
    const answer = answerPaxlst(readPaxlst(interactive), (record) => (record.surname === 'ONE' ? '1Z' : '0Z'), at);
    expect(answer.split('"').slice(0, -1)).toEqual([
      'UNB+SIRE:4+NIAC+ZZ+220127:1801+77780001++IAPI', 'UNG+CUSRES+NIAC+ZZ+220127:1801+1+UN+D:05B', 'UNH+11085B94E1F8FA+CUSRES:D:05B:UN:IATA+7778+01:F', 'BGM+962',
      'RFF+TN:0000100', 'RFF+AF:ZZ339', 'DTM+189:2201271620:201', 'DTM+232:2201272035:201', 'LOC+125+ICN', 'LOC+87+CAN',
      'ERP+2', 'RFF+AVF:MWZRDQ', 'RFF+ABO:4711', 'ERC+1Z', 'FTX+AAP+++NO BOARD',
      'ERP+2', 'RFF+AVF:MWZRCY', 'RFF+ABO:4712', 'ERC+4Z', 'FTX+AAP+++INSUFFICIENT DATA - BIRTH DATE',
      'ERP+2', 'RFF+ABO:4713', 'ERC+4Z', 'FTX+AAP+++INSUFFICIENT DATA - AVF',
      'UNT+23+11085B94E1F8FA', 'UNE+1+1', 'UNZ+1+77780001',
    ]);
  });

  test('a stop abroad is named as the list names it', () => {
    const text = interactive.replace('LOC+125+ICN', 'LOC+92+SSN"DTM+189:2201271000:201"LOC+92+ICN"DTM+232:2201271500:201"TDT+20+ZZ339+++ZZ"LOC+125+ICN');
    expect(answerPaxlst(readPaxlst(text), () => '0Z', at)).toContain('RFF+AF:ZZ339"DTM+189:2201271000:201"DTM+232:2201271500:201"LOC+92+SSN"LOC+92+ICN"RFF+AF:ZZ339"DTM+189:2201271620:201');
  });

  test('UNA, separators and release character are mirrored', () => {
    const list = specimenList({ passengers: 2, separators: { ...plainSeparators, element: '*', terminator: '#' } }).replaceAll('ZZ926', 'Z?*9');
    const answer = answerPaxlst(readPaxlst(list), () => '0Z', at);
    expect(answer.startsWith('UNA:*.? #UNB*UNOA:4*ZZAPIS:ZZ*ZZ:ZZ*')).toBe(true);
    expect(answer).toContain('RFF*AF:Z?*9#');
    expect(readCusres(answer).messages[0]?.legs[0]?.flight).toBe('Z*9');
    expect(answer.match(/ERC\*0Z#/g)).toHaveLength(2);
  });

  test('a close-out is accepted at its header, an unknown function refused', () => {
    const close = interactive.replace('BGM+745', 'BGM+266+CL').replace(/NAD\+FL.*?CNT/, 'CNT');
    expect(answerPaxlst(readPaxlst(close), undefined, at)).toContain('ERP+1"ERC+0"UNT');
    expect(answerPaxlst(readPaxlst(close.replace('266+CL', '999')), undefined, at)).toContain('ERP+1"ERC+1"FTX');
    expect(answerPaxlst(readPaxlst(interactive), undefined, { ...at, header: 'always' })).toContain('ERP+1"ERC+0"ERP+2');
  });

  test('several interchanges are answered one by one; nothing readable is not answered', () => {
    const result = readPaxlst(specimenList({ reference: 'A', flight: 'ZZ1' }) + specimenList({ reference: 'B', flight: 'ZZ2' }));
    expect(readCusres(answerPaxlst(result)).interchanges.map(({ header }) => header.reference)).toEqual(['A', 'B']);
    expect(answerPaxlst(readPaxlst('nothing'))).toBe('');
  });

  test('the answer reads back', () => {
    const result = readPaxlst(specimenList({ passengers: 20, crew: 2 }));
    const back = readCusres(answerPaxlst(result, () => '2Z', at));
    expect(back.messages[0]).toMatchObject({ kind: '962', header: null, sender: 'ZZAPIS', recipient: 'ZZ' });
    expect(back.messages[0]?.persons).toEqual(result.records.map((record) => ({ bookingReference: record.bookingReference, uniqueReference: record.uniqueReference ?? null, status: '2Z', text: 'ADVISORY' })));
    expect(back.messages[0]?.legs).toEqual(result.messages[0]?.legs);
  });
});

describe('unasked changes and acknowledgements', () => {
  const unsolicited = 'UNB+SIRE:4+NIAC+MU+220127:1801+1569312526531++IAPI"UNG+CUSRES+NIAC+MU+220127:1801+15693125265312+UN+D:05B"UNH+11085B94E1F8FA+CUSRES:D:05B:UN:IATA"BGM+132"RFF+TN:1909240821556284716"RFF+AF:MU589"DTM+189:2201271420:201"DTM+232:2201280930:201"LOC+125+SFO"LOC+87+PVG"ERP+2"RFF+AVF:NY7HZZ"RFF+ABO:4711"ERC+1Z"UNT+13+11085B94E1F8FA"UNE+1+15693125265312"UNZ+1+1569312526531"';

  test('a 132 reads', () => {
    expect(readCusres(unsolicited).messages).toMatchObject([{
      kind: '132', messageReference: '1909240821556284716', legs: [{ flight: 'MU589', from: 'SFO', to: 'PVG', departsAt: '2022-01-27T14:20' }],
      persons: [{ bookingReference: 'NY7HZZ', uniqueReference: '4711', status: '1Z', text: null }],
    }]);
  });

  test('its 312 is the same with the parties exchanged', () => {
    const read = readCusres(unsolicited);
    const { header, messages } = read.interchanges[0] ?? {};
    expect(header && messages && acknowledgeUnsolicited(header, messages, '2022-01-27T18:02')).toBe(
      unsolicited.replaceAll('NIAC+MU+220127:1801', 'MU+NIAC+220127:1802').replace('UN:IATA', 'UN').replace('BGM+132', 'BGM+312'),
    );
  });

  test('several flights, people and texts; a refusal at the header', () => {
    const text = 'UNB+SIRE:4+NIAC+ZZ+220127:0930+1++IAPI"UNH+1+CUSRES:D:05B:UN"BGM+132"RFF+TN:2516"RFF+AF:FV256"LOC+125+DME"LOC+87+PEK"RFF+AF:FV257"LOC+125+VKO"LOC+87+AER"ERP+2"RFF+AVF:A"ERC+0Z"ERP+2"RFF+AVF:B"ERC+1Z"FTX+AAP+++NO, ask"UNT+1+1"UNH+2+CUSRES:D:05B:UN"BGM+312"ERP+1"ERC+118"UNT+5+2"UNZ+2+1"';
    const { messages } = readCusres(text);
    expect(messages[0]?.legs.map((leg) => `${leg.flight} ${leg.from}-${leg.to}`)).toEqual(['FV256 DME-PEK', 'FV257 VKO-AER']);
    expect(messages[0]?.persons.map(({ status, text: said }) => [status, said])).toEqual([['0Z', null], ['1Z', 'NO, ask']]);
    expect(messages[1]).toMatchObject({ kind: '312', header: { status: '118', text: null }, persons: [] });
  });

  test('our own 132 names the person as the list did', () => {
    const result = readPaxlst(interactive);
    const [record] = result.records;
    const envelope = envelopeOf(result, result.messages[0]!);
    const notice = record && envelope ? writeUnsolicited(envelope, '55', [{ record, status: '1Z' }], '2022-01-27T19:00') : '';
    expect(readCusres(notice).messages[0]).toMatchObject({ kind: '132', messageReference: '55', persons: [{ uniqueReference: '4711', status: '1Z' }], recipient: 'ZZ' });
  });
});
