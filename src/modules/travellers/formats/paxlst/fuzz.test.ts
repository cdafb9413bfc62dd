import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerPaxlst } from './cusres.ts';
import { readCusres } from './cusres-reading.ts';
import { readPaxlst } from './read.ts';
import { plainSeparators, specimenList, wrapped } from './specimens.ts';
import { casesOf } from '../../../../../tests/long-run.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const lists = [
  specimenList({ passengers: 6, crew: 2 }), specimenList({ passengers: 4, wrap: 63 }), specimenList({ passengers: 4, dialect: 'iapi', separators: { ...plainSeparators, terminator: '"' }, advised: false }),
  specimenList({ passengers: 3, separators: { ...plainSeparators, element: '*', terminator: '#' }, wrap: 69 }), specimenList({ passengers: 3, wrap: 0 }),
];

/** Reads and checks what must hold for any input whatever. */
function holds(input: Uint8Array | string): void {
  const result = readPaxlst(input, { receivedOn: '2022-01-27' });
  for (const record of result.records) {
    expect(record.surname).toMatch(/\p{L}/u);
    if (record.birthDate !== null) expect(record.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    if (record.nationality !== null) expect(record.nationality).toMatch(/^[A-Z]{3}$/);
    for (const document of record.documents) {
      expect(document.number).not.toBe('');
      if (document.expiry !== null) expect(new Date(document.expiry).toISOString().slice(0, 10)).toBe(document.expiry);
    }
  }
  for (const entry of result.quarantined) expect(entry.reason.length).toBeGreaterThan(20);
  if (result.records.length === 0 && result.messages.every((message) => message.references.length === 0)) {
    expect(result.quarantined.length + result.messages.length).toBeGreaterThan(0);
  }
  const live = result.messages.filter((message) => !message.superseded).flatMap((message) => message.persons);
  expect(live.filter((person) => person.record !== null)).toHaveLength(result.records.length);
  const answer = answerPaxlst(result, () => '0Z', { answeredAt: '2022-01-27T18:00' });
  readCusres(answer);
}

describe('no input breaks the reader', () => {
  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (input) => { holds(input); }), { numRuns: casesOf(300) });
  });

  test('random service characters and tags', () => {
    const piece = fc.constantFrom('UNA', 'UNB', 'UNG', 'UNH', 'UNT', 'UNE', 'UNZ', 'BGM', 'NAD', 'DTM', 'LOC', 'DOC', 'RFF', 'ATT', 'NAT', 'CNT', 'TDT', 'FL', 'PAXLST', 'CUSRES', 'UNOA', 'D', '05B', '745', '266', '329', '36', '4', '+', ':', '?', "'", '"', '*', '#', '\n', ' ', '220127', 'A', 'ß', '样', '\x1d', '\0');
    fc.assert(fc.property(fc.array(piece, { maxLength: 120 }), fc.boolean(), (pieces, hasHead) => { holds(`${hasHead ? "UNB+UNOA:4+A+B+220127:1800+1'UNH+1+PAXLST:D:05B:UN'" : ''}${pieces.join('')}`); }), { numRuns: casesOf(1500) });
  });

  test('real lists with characters changed, lost, doubled and moved', () => {
    const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 12 }), kind: fc.constantFrom('drop', 'double', 'swap', 'insert'), what: fc.constantFrom("'", '+', ':', '?', '\n', ' ', 'UNH', 'NAD+FL', '\x03', 'é', '*', '"') });
    fc.assert(fc.property(fc.constantFrom(...lists), fc.array(edit, { minLength: 1, maxLength: 8 }), (list, edits) => {
      let text = list;
      for (const { at, length, kind, what } of edits) {
        const place = at % (text.length + 1);
        const cut = text.slice(place, place + length);
        if (kind === 'drop') text = text.slice(0, place) + text.slice(place + length);
        else if (kind === 'double') text = text.slice(0, place) + cut + text.slice(place);
        else if (kind === 'swap') text = cut + text.slice(0, place) + text.slice(place + length);
        else text = text.slice(0, place) + what + text.slice(place);
      }
      holds(bytes(text));
    }), { numRuns: casesOf(1500) });
  });

  test('one damaged person costs one person', () => {
    const list = specimenList({ passengers: 20, wrap: 0 });
    fc.assert(fc.property(fc.integer({ min: 0, max: 19 }), fc.constantFrom('NAD+FL', 'NAD+FL+++1', "NAD+FL+++SPECIMEN:A'\nDTM+329:999999"), (number, damage) => {
      const lines = list.split('\n');
      const nads = lines.flatMap((line, index) => (line.startsWith('NAD+FL') ? [index] : []));
      const at = nads[number] ?? 0;
      lines[at] = `${damage}'`;
      if (damage.includes('329')) lines.splice(at + 1, 2);
      const result = readPaxlst(lines.join('\n'));
      expect(result.records).toHaveLength(19);
      expect(result.quarantined).toHaveLength(1);
    }), { numRuns: 60 });
  });

  test('wrapping at any width changes nobody', () => {
    const list = specimenList({ passengers: 9, crew: 3 });
    const names = (text: string): string[] => readPaxlst(text).records.map((record) => JSON.stringify({ ...record, where: '' }));
    const expected = names(list);
    fc.assert(fc.property(fc.integer({ min: 11, max: 200 }), (columns) => {
      expect(names(wrapped(list, columns))).toEqual(expected);
    }), { numRuns: casesOf(190) });
  });
});

describe('no input stalls the reader', () => {
  const size = 2_000_000;
  const head = "UNB+UNOA:4+A+B+220127:1800+1'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+ZZ1'";
  const hostile: [string, string][] = [
    ['terminators', head + "'".repeat(size)], ['released terminators', head + "?'".repeat(size / 2)], ['release characters', `${head}NAD+FL+++${'?'.repeat(size)}'`],
    ['line ends', `${head}NAD+FL+++A${'\n'.repeat(size)}B'`], ['line ends without a terminator', head.replaceAll("'", '\n') + 'NAD+FL+++A:B\n'.repeat(size / 13)], ['blanks', `${head}NAD+FL+++A${' '.repeat(size)}B'`],
    ['terminators and blanks after a name', `${head}NAD+FL+++A${"' ".repeat(size / 2)}x'`], ['element separators', `${head}NAD${'+'.repeat(size)}'`], ['component separators', `${head}NAD+FL+++${':'.repeat(size)}'`],
    ['headers', "UNB+UNOA:4+".repeat(size / 11)], ['half headers', '+UNB'.repeat(size / 4)], ['advices', 'UNA:+.? '.repeat(size / 8)], ['messages', head + "UNH+1+PAXLST:D'".repeat(size / 15)],
    ['parts of one number', "UNB+UNOA:4+A+B+220127:1800+1'" + Array.from({ length: 15_000 }, (_, number) => `UNH+1+PAXLST:D:05B:UN++01'BGM+745'TDT+20+ZZ1'NAD+FL+++A${number}:B'UNT+5+1'`).join('')], ['people', head + "NAD+FL+++A'".repeat(size / 11)], ['unreleased names', head + "NAD+FL+++O'A'B'C'D".repeat(size / 18)], ['stops', head + "LOC+92+A'DTM+189:2201011200:201'".repeat(size / 33) + "NAD+FL+++A'".repeat(1000)],
    ['one long segment', `${head}NAD+FL+++${'A\n'.repeat(size / 2)}`], ['telex origins', `\n.ABCDEFG\n`.repeat(size / 10)], ['quoted printable', `Content-Transfer-Encoding: quoted-printable\n${'=41'.repeat(size / 3)}`],
    ['far terminator', `${head}${'NAD+FL+++A:B\n'.repeat(size / 13)}'`], ['attachments', `Content-Transfer-Encoding: base64\n\n${'base64\n\nQUJD'.repeat(size / 12)}`], ['soft line ends', 'A=\n'.repeat(size / 3)], ['quoted lines', '> UNB\n'.repeat(size / 6)],
    ['bare messages', '+UNH+1+PAX'.repeat(size / 10)],
  ];
  test.each(hostile)('%s', (_name, text) => {
    readPaxlst(text, { receivedOn: '2022-01-27' });
    readCusres(text);
  });
});
