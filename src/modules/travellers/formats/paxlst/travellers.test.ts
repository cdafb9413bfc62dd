import { describe, expect, test } from 'vitest';
import { readPaxlst } from './read.ts';

function message(body: string, options: { bgm?: string; departs?: string } = {}): string {
  const { bgm = '745', departs = '2201272010' } = options;
  return `UNB+UNOC:4+ZZ+ZZAPIS+${departs.slice(0, 6)}:1800+9++APIS'UNH+1+PAXLST:D:05B:UN:IATA'BGM+${bgm}'TDT+20+ZZ926+++ZZ'LOC+125+FRA'DTM+189:${departs}:201'LOC+87+PEK'${body}CNT+42:1'UNT+1+1'UNZ+1+9'`;
}

const read = (body: string, options?: { bgm?: string; departs?: string }) => readPaxlst(message(body, options));
const person = (body: string, options?: { bgm?: string; departs?: string }) => read(`NAD+FL+++SPECIMEN:ANNA'${body}`, options).records[0];

describe('names', () => {
  test.each([
    ["NAD+FL+++SPECIMEN:ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+++SPECIMEN:ANNA:MARIA'", 'SPECIMEN', 'ANNA MARIA'],
    ["NAD+FL+++VAN DER PROEF:JAN WILLEM:KAREL+1 MAIN ST+ANYCITY+VA+10053+USA'", 'VAN DER PROEF', 'JAN WILLEM KAREL'],
    ["NAD+FL+++SPECIMEN:ANNA:MRS'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+++SPECIMEN:MR'", 'SPECIMEN', 'MR'],
    ["NAD+FL+++ SPECIMEN : ANNA  MARIA '", 'SPECIMEN', 'ANNA MARIA'],
    ["NAD+FL+++SUKARNOSAMPLE'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL+++SUKARNOSAMPLE:'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL+++SUKARNOSAMPLE:FNU'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL+++LNU:SUKARNOSAMPLE'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL+++:SUKARNOSAMPLE'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL+++SPECIMEN+ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+++SUKARNOSAMPLE+JL CONTOH 1+JAKARTA++10110+IDN'", 'SUKARNOSAMPLE', ''],
    ["NAD+FL++SPECIMEN:ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+SPECIMEN:ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL++++SPECIMEN:ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+++SPECIMEN/ANNA MARIA'", 'SPECIMEN', 'ANNA MARIA'],
    ["NAD+FL+++SPECIMEN<<ANNA<MARIA'", 'SPECIMEN', 'ANNA MARIA'],
    ["NAD+FL+++SPECIMEN, ANNA'", 'SPECIMEN', 'ANNA'],
    ["NAD+FL+++SPECIMEN:BRIAN:MICHAEL:::1'", 'SPECIMEN', 'BRIAN MICHAEL'],
  ])('%s', (nad, surname, givenNames) => expect(read(nad).records[0]).toMatchObject({ surname, givenNames }));

  test('the address behind the name is kept', () => {
    expect(read("NAD+FL+++SPECIMEN:JOHN+235 WESTERN ROAD+SLEAFORD+:::LINCS+PE224T5+GBR'").records[0]?.address).toBe('235 WESTERN ROAD, SLEAFORD, LINCS, PE224T5, GBR');
  });

  test.each(["NAD+FL'", "NAD+FL+++'", "NAD+FL+++:'", "NAD+FL+++123'", "NAD+FL+++--:'"])('%s is quarantined and the next person is read', (nad) => {
    const result = read(`${nad}RFF+ABO:77'DOC+P+X1'NAD+FL+++SPECIMEN:ANNA'`);
    expect(result.records.map((record) => record.surname)).toEqual(['SPECIMEN']);
    expect(result.quarantined).toMatchObject([{ code: 'noName', where: 'message 1, NAD 1, line 1' }]);
    expect(result.quarantined[0]?.raw).toContain('RFF+ABO:77');
    expect(result.found).toMatchObject({ passengers: 2, records: 1, quarantined: 1 });
  });
});

describe('kinds', () => {
  test('passengers, crew and those in transit by the qualifier', () => {
    const result = read("NAD+FL+++A:A'NAD+FM+++B:B'EMP+1+CR1:110:111'NAD+DDU+++C:C'NAD+DDT+++D:D'");
    expect(result.records.map((record) => [record.kind, record.transit ?? false, record.crewRole])).toEqual([
      ['passenger', false, undefined], ['crew', false, 'CR1'], ['passenger', true, undefined], ['crew', true, undefined],
    ]);
    expect(result.found).toMatchObject({ passengers: 2, crew: 2 });
  });

  test('an unknown qualifier loses nobody', () => {
    const result = read("NAD+XX+++SPECIMEN:ANNA'");
    expect(result.records).toHaveLength(1);
    expect(result.findings.map((finding) => finding.code)).toContain('qualifier');
  });
});

describe('sex, nationality, places, references', () => {
  test.each([['M', 'M'], ['F', 'F'], ['U', 'X'], ['X', 'X'], ['m', 'M'], ['MI', 'M'], ['FI', 'F'], ['', null], ['Q', null]])('sex %j is %j', (sent, sex) => {
    expect(person(`ATT+2++${sent}'`)?.sex).toBe(sex);
  });

  test('sex in the second element, and none at all', () => {
    expect(person("ATT+2+F'")?.sex).toBe('F');
    expect(person('')?.sex).toBeNull();
    expect(person("ATT+2++FI'")?.infant).toBe(true);
  });

  test.each([['DEU', 'DEU'], ['D', 'DEU'], ['DE', 'DEU'], ['deu', 'DEU'], ['ROM', 'ROU'], ['XXA', 'XXA'], ['GBN', 'GBN'], ['RKS', 'RKS'], ['UTO', null], ['ABC', null]])('nationality %s is %s', (sent, nationality) => {
    const record = person(`NAT+2+${sent}'`);
    expect(record?.nationality).toBe(nationality);
    if (nationality === null) expect(record?.asSent).toEqual({ nationality: sent });
  });

  test('nationality in other places of NAT', () => {
    expect(person("NAT+2+CA::5'")?.nationality).toBe('CAN');
    expect(person("NAT+GBR'")?.nationality).toBe('GBR');
  });

  test('places and references', () => {
    expect(person("LOC+22+PEK'LOC+174+gb'LOC+178+FRA'LOC+179+CNSHA'LOC+180+GBR:::LEEDS'RFF+AVF:ab1c2d'RFF+ABO:UPR7'RFF+SEA:12d'RFF+YZY:7842836432717C2'RFF+AEA:GOV9'COM+1 2:TE'GEI+4+174'MEA+CT++:2'MEA+WT++KGM:31'FTX+BAG+++ZZ012345:3'FTX+BAG+++NULL'")).toMatchObject({
      clearancePort: 'PEK', residence: 'GBR', embarkation: 'FRA', disembarkation: 'CNSHA', birthPlace: 'LEEDS', birthCountry: 'GBR', bookingReference: 'AB1C2D',
      uniqueReference: 'UPR7', seat: '12D', ticket: '7842836432717C2', governmentReference: 'GOV9', verified: false, bags: { count: 2, tags: ['ZZ012345'] },
    });
  });

  test('what is not sent is null', () => {
    expect(person('')).toMatchObject({ birthDate: null, nationality: null, documents: [], embarkation: null, disembarkation: null, seat: null, bookingReference: null });
  });
});

describe('birth dates', () => {
  test.each([
    ['DTM+329:720907', '1972-09-07'], ['DTM+329:220127', '2022-01-27'], ['DTM+329:220128', '2022-01-28'], ['DTM+329:220129', '1922-01-29'], ['DTM+329:000229', '2000-02-29'],
    ['DTM+329: 720907', '1972-09-07'], ['DTM+329:19461224:102', '1946-12-24'], ['DTM+329:19461224', '1946-12-24'], ['DTM+329:241246:2', '1946-12-24'], ['DTM+329:122446:3', '1946-12-24'],
    ['DTM+329:461224:101', '1946-12-24'], ['DTM+329:4612241200:201', '1946-12-24'], ['DTM+329:194612241200:203', '1946-12-24'], ['DTM+329:194612241200Z0800:205', '1946-12-24'],
    ['DTM+329:1946-12-24', '1946-12-24'], ['DTM+329:24DEC46', '1946-12-24'], ['DTM+329:24DEC1946', '1946-12-24'], ['DTM+329+461224', '1946-12-24'], ['DTM+329:', null], ['DTM+329', null],
  ])('%s', (dtm, birthDate) => expect(person(`${dtm}'`)?.birthDate).toBe(birthDate));

  test.each(['850000', '85XXXX', '198507:610', '85<<<<', 'XXXXXX', '1985', '000000'])('an unknown day or month (%s) stays open and is kept as sent', (sent) => {
    const record = person(`DTM+329:${sent}'`);
    expect(record?.birthDate).toBeNull();
    expect(record?.asSent).toEqual({ birthDate: sent.split(':')[0] });
  });

  test.each(['851332', '850231', '19990229', '20990101', '18500101', 'UNKNOWN', '8507', '1234567'])('a birth date that cannot be (%s) is quarantined, the message goes on', (sent) => {
    const result = read(`NAD+FL+++FIRST:A'DTM+329:${sent}'NAD+FL+++SECOND:B'DTM+329:850704'`);
    const isPartial = sent === '8507';
    expect(result.records.map((record) => record.surname)).toEqual(isPartial ? ['FIRST', 'SECOND'] : ['SECOND']);
    if (!isPartial) expect(result.quarantined).toMatchObject([{ code: 'birthDate', where: 'message 1, NAD 1, line 1' }]);
  });

  test('under two at departure is an infant', () => {
    expect(person("DTM+329:200128'")?.infant).toBe(true);
    expect(person("DTM+329:200127'")?.infant).toBeUndefined();
  });

  test('the pivot is the day of travel, then the interchange, then the day of receipt', () => {
    expect(person("DTM+329:070101'", { departs: '0702191540' })?.birthDate).toBe('2007-01-01');
    expect(person("DTM+329:070301'", { departs: '0702191540' })?.birthDate).toBe('1907-03-01');
    const bare = "UNH+1+PAXLST:D:05B:UN'BGM+745'NAD+FL+++SPECIMEN:A'DTM+329:210101'UNT+5+1'";
    expect(readPaxlst(bare, { receivedOn: '2022-01-27' }).records[0]?.birthDate).toBe('2021-01-01');
    expect(readPaxlst(bare, { receivedOn: '2020-01-27' }).records[0]?.birthDate).toBe('1921-01-01');
  });
});

describe('documents', () => {
  test('several, each with its own expiry and issuer', () => {
    expect(person("DOC+P:110:111+X123'DTM+36:290531'LOC+91+DEU'DOC+V:110:ZZZ+V9 99'DTM+36:220531'LOC+91+CHN'DOC+L+L1'")?.documents).toEqual([
      { type: 'P', number: 'X123', issuer: 'DEU', expiry: '2029-05-31' }, { type: 'V', number: 'V999', issuer: 'CHN', expiry: '2022-05-31' }, { type: 'L', number: 'L1', issuer: null, expiry: null },
    ]);
  });

  test.each([['610218', '2061-02-18'], ['910531', '2091-05-31'], ['920531', '1992-05-31'], ['191218', '2019-12-18'], ['200229', '2020-02-29'], ['20311231', '2031-12-31'], ['', null], ['991399', null], ['300000', null]])('expiry %s is %s', (sent, expiry) => {
    expect(person(`DOC+P+X1'DTM+36:${sent}'`)?.documents[0]?.expiry).toBe(expiry);
  });

  test('an issuer that is no state is kept as sent and named', () => {
    const result = read("NAD+FL+++SPECIMEN:A'DOC+P:1812019+X1'LOC+91+LIM'");
    expect(result.records[0]?.documents).toEqual([{ type: 'P', number: 'X1', issuer: 'LIM', expiry: null }]);
    expect(result.findings.map((finding) => finding.code)).toContain('issuer');
  });

  test('a document without number is left out and named', () => {
    const result = read("NAD+FL+++SPECIMEN:A'DOC+P'DTM+36:290531'");
    expect(result.records[0]?.documents).toEqual([]);
    expect(result.findings.map((finding) => finding.code)).toContain('documentNumber');
  });
});
