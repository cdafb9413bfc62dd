import { describe, expect, test } from 'vitest';
import { readPaxlst, reportOf } from './read.ts';
import { plainSeparators, specimenList, wrapped } from './specimens.ts';
import type { Separators } from './separators.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const people = (result: ReturnType<typeof readPaxlst>): unknown[] => result.records.map(({ where: _where, ...record }) => record);
const codes = (result: ReturnType<typeof readPaxlst>): string[] => result.findings.map((finding) => finding.code);
const whole = readPaxlst(specimenList({ passengers: 30, crew: 4 }));

/** A message of one flight around the segments of people, in the plain separators. */
function message(body: string, options: { bgm?: string; part?: string; trailer?: string } = {}): string {
  const { bgm = '745', part = '', trailer = "CNT+42:1'UNT+1+1'UNZ+1+9'" } = options;
  return `UNA:+.? 'UNB+UNOC:4+ZZ+ZZAPIS+220127:1800+9++APIS'UNH+1+PAXLST:D:05B:UN:IATA${part}'BGM+${bgm}'TDT+20+ZZ926+++ZZ'LOC+125+FRA'DTM+189:2201272010:201'LOC+87+PEK'DTM+232:2201281410:201'${body}${trailer}`;
}

/** Wraps as mail programs do: at the last blank that fits, which is lost, or inside a word too long for the line. */
function softWrapped(text: string, columns: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const room = text.slice(at, at + columns + 1);
    const cut = at + columns >= text.length ? room.length : room.lastIndexOf(' ');
    lines.push(text.slice(at, at + (cut > 20 ? cut : columns)));
    at += cut > 20 ? cut + 1 : columns;
  }
  return lines.join('\n');
}

const one = (body: string) => readPaxlst(message(`NAD+FL+++SPECIMEN:ANNA'${body}`)).records[0];

describe('separators', () => {
  const sets: Separators[] = [
    plainSeparators, { ...plainSeparators, element: '*', terminator: '#' }, { ...plainSeparators, element: '-' }, { ...plainSeparators, element: '*', terminator: '$' },
    { ...plainSeparators, element: '-', terminator: '*' }, { ...plainSeparators, terminator: '"' }, { ...plainSeparators, terminator: '’' }, { ...plainSeparators, release: null, terminator: '~' },
    { element: '\x1d', component: '\x1f', release: null, terminator: '\x1c' }, { ...plainSeparators, terminator: null },
  ];
  const cases = sets.flatMap((separators) => [true, false].flatMap((advised) => [undefined, 0, 63, 69, 17].map((wrap) => ({ separators, advised, wrap }))));
  test.each(cases.filter(({ separators, wrap }) => separators.terminator !== null || !wrap))('$separators advised $advised wrapped at $wrap', ({ separators, advised, wrap }) => {
    const result = readPaxlst(bytes(specimenList({ passengers: 30, crew: 4, separators, advised, wrap })));
    expect(people(result)).toEqual(people(whole));
    expect(result.quarantined).toEqual([]);
    expect(result.found).toMatchObject({ passengers: 30, crew: 4, segments: whole.found.segments });
  });

  test('a UNA that is one character short, and one with a typographic quote', () => {
    const text = specimenList({ passengers: 2 });
    const short = readPaxlst(text.replace("UNA:+.? '", "UNA:+.?'"));
    expect(short.records).toHaveLength(2);
    expect(codes(short)).toEqual(['separators']);
    expect(readPaxlst(text.replace("UNA:+.? '", "UNA+.? '")).records).toHaveLength(2);
    const typographic = readPaxlst(text.replace("UNA:+.? '", 'UNA:+.? ’'));
    expect(typographic.records).toHaveLength(2);
    expect(typographic.findings[0]?.text).toContain('typographic');
  });

  test('a UNA that names quite other separators is overruled by what is in use', () => {
    const result = readPaxlst(specimenList({ passengers: 2 }).replace("UNA:+.? '", 'UNA*-.? #'));
    expect(result.records).toHaveLength(2);
    expect(codes(result)).toContain('separators');
  });

  test('a repetition separator in UNA stays data', () => {
    const result = readPaxlst(" UNA:+.?*'\n UNB+UNOA:4+APIS*ABE+DHS+070218:1545+6++DHS'\n UNG+PAXLST+AIR1+ DHS+070218:1545+1+UN+D:05B'\n UNH+PAX001+PAXLST:D:05B:UN:IATA'\n BGM+745'RFF+TN:AJYTR1070219:::001'\n NAD+MS+++JOHN SAMPLE'\n TDT+20+ZZ123+++ZZ'\n LOC+92+ATL'DTM+189:0702191540:201'\n LOC+92+ORD'DTM+232:0702191740:201'\n TDT+20+ZZ124+++ZZ'\n LOC+92+ORD'DTM+189:0702191840:201'\n LOC+92+JFK'DTM+232:0702191955:201'\n NAD+FL+++SPECIMEN:MICHAEL'\n ATT+2++M'\n DTM+329:720907'\n LOC+178+ATL'\n LOC+179+JFK'\n RFF+AVF:TYR123'\n RFF+ABO:ABC123'\n CNT+42:1'\n UNT+22+PAX001'\n UNE+1+1'\n UNZ+1+6'");
    expect(result.messages[0]).toMatchObject({ sender: 'APIS*ABE', messageReference: 'AJYTR1070219', departure: { airport: 'ATL', at: '2007-02-19T15:40' }, arrival: { airport: 'JFK', at: '2007-02-19T19:55' } });
    expect(result.messages[0]?.legs.map((leg) => `${leg.flight} ${leg.from}-${leg.to}`)).toEqual(['ZZ123 ATL-ORD', 'ZZ124 ORD-JFK']);
    expect(result.records[0]).toMatchObject({ surname: 'SPECIMEN', birthDate: '1972-09-07', nationality: null, documents: [], uniqueReference: 'ABC123' });
  });

  test('released separators, and a terminator that should have been released', () => {
    expect(one("COM+X:TE'")?.surname).toBe('SPECIMEN');
    expect(readPaxlst(message("NAD+FL+++O?'SAMPLE?+?:??:ANNA'")).records[0]?.surname).toBe("O'SAMPLE+:?");
    const result = readPaxlst(message("NAD+FL+++O'SAMPLE:ANNA'ATT+2++F'NAD+FL+++D'ARC:JOAN'ATT+2++F'"));
    expect(result.records.map((record) => record.surname)).toEqual(["O'SAMPLE", "D'ARC"]);
    expect(codes(result)).toContain('unreleased');
  });

  test('a terminator that is missing at a line end', () => {
    const result = readPaxlst(message("NAD+FL+++SPECIMEN:ANNA\nATT+2++F\nDTM+329:930408'RFF+SEA:9F'"));
    expect(result.records[0]).toMatchObject({ sex: 'F', birthDate: '1993-04-08', seat: '9F' });
    expect(codes(result)).toContain('unterminated');
  });
});

describe('what stands around and inside', () => {
  const list = specimenList({ passengers: 5 });
  const expected = people(readPaxlst(list));

  test.each([
    ['telex addresses and control characters', `\x01QU PEKAPZZ FRAKKZZ\r\n.FRATSZZ 271800\r\n\x02${wrapped(list, 63)}\r\n\x03\r\n 27JAN22 1800Z *3872\r\n`],
    ['mail headers and a disclaimer', `From: apis@carrier.example\nTo: UNBELIEVABLE@port.example\nSubject: UNA list\n\n${list}\n\n____\nConfidentiality Notice: don't copy. UNTIL further notice UNZIP+1.\n`],
    ['quoted mail', wrapped(list, 63).split('\r\n').map((line) => `> ${line}`).join('\n')],
    ['quoted-printable mail', `Content-Transfer-Encoding: quoted-printable\n\n${list.replaceAll('=', '=3D').replace(/.{60}/g, '$&=\n')}`],
    ['quoted-printable mail without its header', list.replaceAll('=', '=3D').replace(/.{60}/g, '$&=\r\n')],
    ['an attachment in base64', `Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${btoa(list).replace(/.{76}/g, '$&\r\n')}\n--end--\n`],
    ['a blank before each segment', list.replace(/'(?=[A-Z]{3}\+)/g, "' ")],
    ['blank lines and tabs between segments', list.replaceAll("'NAD", "'\r\n\t\r\nNAD")],
    ['a byte order mark', `\uFEFF${list}`],
    ['no UNZ', list.slice(0, list.indexOf('UNE+'))],
    ['UNZ without terminator before a disclaimer', `${list.slice(0, -1)}\n\nPlease don't reply.`],
  ])('%s', (_name, text) => {
    const result = readPaxlst(bytes(text));
    expect(people(result)).toEqual(expected);
    expect(result.quarantined).toEqual([]);
  });

  test('address lines between telex pages, in the middle of a word', () => {
    const lines = wrapped(list, 63).split('\r\n');
    lines.splice(12, 0, 'QU PEKAPZZ', '.FRATSZZ 271801');
    expect(people(readPaxlst(lines.join('\n')))).toEqual(expected);
  });

  test('a mail program that wraps between words loses the blank, a teleprinter does not', () => {
    const body = "NAD+FL+++VAN DER PROEF SPECIMEN LONG NAME EXAMPLE:MARIA MAGDALENA ANNA ELISABETH'ATT+2++F'";
    const hard = readPaxlst(wrapped(message(body.repeat(3)), 63));
    const soft = readPaxlst(softWrapped(message(body.repeat(3)), 63));
    const name = 'VAN DER PROEF SPECIMEN LONG NAME EXAMPLE/MARIA MAGDALENA ANNA ELISABETH';
    for (const result of [hard, soft]) expect(new Set(result.records.map((record) => `${record.surname}/${record.givenNames}`))).toEqual(new Set([name]));
  });

  test('the place of a person is the line where the person starts', () => {
    const result = readPaxlst(`\n\n${specimenList({ passengers: 2, wrap: 0 })}`);
    const lines = `\n\n${specimenList({ passengers: 2, wrap: 0 })}`.split('\n');
    expect(result.records.map((record) => record.where)).toEqual([1, 2].map((number) => {
      const line = lines.flatMap((text, index) => (text.startsWith('NAD+FL') ? [index + 1] : []))[number - 1];
      return `message 1, NAD ${number}, line ${line}`;
    }));
  });

  test('several interchanges, each in its own separators', () => {
    const text = `${specimenList({ passengers: 2, reference: 'A', flight: 'ZZ1' })}\n${specimenList({ passengers: 3, reference: 'B', flight: 'ZZ2', separators: { ...plainSeparators, element: '*', terminator: '#' } })}`;
    const result = readPaxlst(text);
    expect(result.messages.map((message_) => [message_.flight, message_.found.loaded])).toEqual([['ZZ1', 2], ['ZZ2', 3]]);
    expect(result.found).toMatchObject({ passengers: 5, messages: 2 });
  });

  test('a message without an envelope', () => {
    const text = list.slice(list.indexOf('UNH+'), list.indexOf('UNE+'));
    const result = readPaxlst(text);
    expect(people(result)).toEqual(expected);
    expect(codes(result)).toContain('noEnvelope');
  });
});

describe('character sets', () => {
  test('UNOC in ISO 8859-1, UNOE in ISO 8859-5, UNOW in UTF-8', () => {
    const latin = Uint8Array.from(message("NAD+FL+++MÜSTERFRAÜ:BJÖRN'"), (sign) => sign.charCodeAt(0));
    expect(readPaxlst(latin).records[0]).toMatchObject({ surname: 'MÜSTERFRAÜ', givenNames: 'BJÖRN' });
    const cyrillic = Uint8Array.from(message("NAD+FL+++ОБРАЗЕЦ:АННА'").replace('UNOC', 'UNOE'), (sign) => (sign > '\x7f' ? sign.charCodeAt(0) - 0x410 + 0xb0 : sign.charCodeAt(0)));
    expect(readPaxlst(cyrillic).records[0]?.surname).toBe('ОБРАЗЕЦ');
    expect(readPaxlst(bytes(message("NAD+FL+++样本:安娜'").replace('UNOC', 'UNOW'))).records[0]).toMatchObject({ surname: '样本', givenNames: '安娜' });
  });

  test('a header that names the wrong set is found out', () => {
    const result = readPaxlst(bytes(message("NAD+FL+++MÜSTERFRAU:A'")));
    expect(result.records[0]?.surname).toBe('MÜSTERFRAU');
    expect(codes(result)).toContain('charset');
    const utf16 = Uint8Array.from([0xff, 0xfe, ...[...message("NAD+FL+++SPECIMEN:ANNA'")].flatMap((sign) => [sign.charCodeAt(0), 0])]);
    expect(readPaxlst(utf16).records[0]?.surname).toBe('SPECIMEN');
  });

  test('lower case, underscore and at sign in UNOA are read and named', () => {
    const result = readPaxlst(message("NAD+FL+++Specimen:Anna'NAT+2+deu'RFF+AVF:ab12cd'DOC+p+c01x00t47'LOC+91+deu'").replace('UNOC', 'UNOA'));
    expect(result.records[0]).toMatchObject({ surname: 'Specimen', nationality: 'DEU', bookingReference: 'AB12CD', documents: [{ type: 'P', number: 'C01X00T47', issuer: 'DEU' }] });
    expect(codes(result)).toContain('level');
    const lower = readPaxlst(specimenList({ passengers: 4 }).toLowerCase());
    expect(lower.records).toHaveLength(4);
    expect(lower.records[0]).toMatchObject({ nationality: 'DEU', embarkation: 'FRA', sex: 'M' });
  });
});

describe('counts and report', () => {
  test('declared and found stand side by side, and nothing is believed', () => {
    const result = readPaxlst(specimenList({ passengers: 260, count: 206, segments: 99 }));
    expect(result.declared).toEqual({ passengers: 206, crew: null, segments: 99, messages: 1 });
    expect(result.found).toMatchObject({ passengers: 260, records: 260 });
    expect(codes(result)).toEqual(['countPassengers', 'countSegments']);
  });

  test('CNT+41 used for passengers, and CNT in two elements', () => {
    const wrong = readPaxlst(message("NAD+FL+++SPECIMEN:A'NAD+FL+++SPECIMEN:B'", { trailer: "CNT+41:3'UNT+1+1'UNZ+1+9'" }));
    expect(codes(wrong)).toEqual(expect.arrayContaining(['countQualifier', 'countPassengers']));
    expect(readPaxlst(message("NAD+FM+++SPECIMEN:A'", { bgm: '250+C', trailer: "CNT+41+8'UNT+1+1'UNZ+1+9'" })).declared).toMatchObject({ crew: 8 });
  });

  test('the report names each person once and is plain data', () => {
    const report = reportOf(whole);
    expect(JSON.stringify(report).split('MUSTERFRAU1"').length - 1).toBe(1);
    expect(report).toMatchObject({ format: 'paxlst', flight: 'ZZ926', function: 'passengers', departure: { airport: 'FRA', at: '2022-01-27T20:10' }, arrival: { airport: 'PEK', at: '2022-01-28T14:10' }, part: { number: 1, last: true } });
  });

  test.each(['', '   \n', 'hello', 'UNA:+.? ', "UNB+UNOA:4+A+B+220127:1800+1'UNZ+0+1'", '\0\0\0', "UNH+1+PNRGOV:11:1:IA'"])('%j gives a reason instead of people', (text) => {
    const result = readPaxlst(text);
    expect(result.records).toEqual([]);
    expect(result.quarantined).toHaveLength(1);
    expect(result.quarantined[0]?.reason).toMatch(/send/i);
  });

  test('a message of another type is kept out and the next one read', () => {
    const text = message("NAD+FL+++SPECIMEN:A'").replace('UNH+1+PAXLST', "UNH+0+CUSRES:D:05B:UN'BGM+962'UNT+3+0'UNH+1+PAXLST");
    const result = readPaxlst(text);
    expect(result.quarantined.map((entry) => entry.code)).toEqual(['otherMessage']);
    expect(result.records).toHaveLength(1);
  });

  test('too large an input is refused unread', () => {
    expect(readPaxlst(new Uint8Array(32 * 1024 * 1024 + 1)).quarantined[0]?.code).toBe('tooLarge');
  });
});
