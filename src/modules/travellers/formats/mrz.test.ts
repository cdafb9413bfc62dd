import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit } from './mrz-layouts.ts';
import { readMrz, readMrzFile, travellerFromMrz } from './mrz.ts';

// Specimens of ICAO Doc 9303 parts 4 to 7 (state UTO), and real-state examples that are public.
const td3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const td2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6';
const td1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const mrvA = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<';
const mrvB = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<';
const german = 'P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X0006H1D<<6408125F1710319<<<<<<<<<<<<<<<0';
const swiss = 'IDCHEA1234567<6<<<<<<<<<<<<<<<\n7510256M2009018CHE<<<<<<<<<<<8\nSMITH<<JOHN<ALBERT<<<<<<<<<<<<';
const on = '2022-01-27';

describe('specimens', () => {
  test.each([
    ['TD3', td3], ['TD2', td2], ['TD1', td1], ['MRV-A', mrvA], ['MRV-B', mrvB],
  ])('%s is read whole, and valid in test mode only', (layout, text) => {
    const tested = readMrz(text, { testDocuments: true, on });
    expect(tested.problems).toEqual([]);
    expect(tested.valid).toBe(true);
    expect(tested.layout).toBe(layout);
    expect(tested.fields).toMatchObject({ surname: 'ERIKSSON', givenNames: 'ANNA MARIA', issuer: 'UTO', sex: 'F' });
    const live = readMrz(text, { on });
    expect(live.valid).toBe(false);
    expect(new Set(live.problems.map((problem) => problem.code))).toEqual(new Set(['specimen-document']));
  });

  test('a passport gives every field', () => {
    expect(readMrz(td3, { testDocuments: true, on }).fields).toEqual({
      documentType: 'P', documentCode: 'P', issuer: 'UTO', surname: 'ERIKSSON', givenNames: 'ANNA MARIA', documentNumber: 'L898902C3',
      nationality: 'UTO', birthDate: '1974-08-12', birthDatePartial: null, sex: 'F', expiryDate: '2012-04-15', optionalData: 'ZE184226B',
      optionalData2: '', personalNumber: 'ZE184226B', nameTruncated: false,
    });
  });
});

describe('documents', () => {
  test('D is Germany, and an empty personal number needs no check digit', () => {
    const read = readMrz(german, { on });
    expect(read.problems).toEqual([]);
    expect(read.fields).toMatchObject({ issuer: 'DEU', nationality: 'DEU', surname: 'MUSTERMANN', personalNumber: '' });
    expect(readMrz(german.replace('<<<0', '<<00'), { on }).valid).toBe(true);
  });

  test('a number longer than nine goes on in the optional data of TD1 and TD2', () => {
    const one = readMrz('I<UTOD23145890<1240<XYZ<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<8\nERIKSSON<<ANNA<MARIA<<<<<<<<<<', { testDocuments: true, on });
    expect(one.problems).toEqual([]);
    expect(one.fields).toMatchObject({ documentNumber: 'D23145890124', optionalData: 'XYZ' });
    expect(one.checks[0]).toMatchObject({ name: 'documentNumber', position: 'line 1, column 19', found: '0' });
    const icao = readMrz('I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<', { testDocuments: true, on });
    expect(icao).toMatchObject({ valid: true, findings: [{ code: 'expired' }], fields: { documentNumber: 'D23145890734' } });
    const belgian = readMrz('IDBEL600001795<0152<<<<<<<<<<<\n9901247M2201122BEL990124325715\nDOE<<JOHN<<<<<<<<<<<<<<<<<<<<<', { on });
    expect(belgian.fields).toMatchObject({ documentNumber: '600001795015', optionalData2: '99012432571' });
    expect(belgian.checks[0]).toMatchObject({ ok: true });
    const rest = `D23145890<UTO7408122F120415912${checkDigit('D2314589012')}<<<<`;
    const data = rest + checkDigit(rest.slice(0, 10) + rest.slice(13, 20) + rest.slice(21, 35));
    const two = readMrz(`I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n${data}`, { testDocuments: true, on });
    expect(two.problems).toEqual([]);
    expect(two.fields.documentNumber).toBe('D2314589012');
  });

  test('visas of real states, a filler for the sex, one name only, names without a surname', () => {
    expect(readMrz('VBGBROCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<\n5114278475DOM7510223M150611808<<<<<<<<<<<<<<', { on })).toMatchObject({
      layout: 'MRV-A', valid: true, fields: { documentCode: 'VB', documentType: 'V', issuer: 'GBR', nationality: 'DOM' },
    });
    expect(readMrz(swiss.replace('M2009', '<2009').replace('SMITH<<JOHN<ALBERT', 'ARKFREITH<<<<<<<<<'), { on })).toMatchObject({
      valid: true, fields: { sex: 'X', surname: 'ARKFREITH', givenNames: '' },
    });
    const noSurname = readMrz(swiss.replace('SMITH<<JOHN<ALBERT', '<<ANNA<MARIA<<<<<<'), { on });
    expect(noSurname.fields).toMatchObject({ surname: '', givenNames: 'ANNA MARIA' });
    expect(travellerFromMrz(noSurname)).toMatchObject({ surname: 'ANNA MARIA', givenNames: '' });
  });

  test('unknown parts of a birth date are kept apart, and the century is the latest that is past', () => {
    const born = (date: string, day: string) => {
      const row = `C01X0006H1D<<${date}${checkDigit(date)}F1710319<<<<<<<<<<<<<<<`;
      return readMrz(`${german.split('\n')[0]}\n${row}${checkDigit(row.slice(0, 10) + row.slice(13, 20) + row.slice(21, 43))}`, { on: day });
    };
    expect(born('74<<<<', on)).toMatchObject({ valid: true, fields: { birthDate: null, birthDatePartial: '1974' } });
    expect(born('7408<<', on)).toMatchObject({ valid: true, fields: { birthDate: null, birthDatePartial: '1974-08' } });
    expect(born('<<<<<<', on)).toMatchObject({ valid: true, fields: { birthDate: null, birthDatePartial: null } });
    expect(born('220126', on).fields.birthDate).toBe('2022-01-26');
    expect(born('220128', on).fields.birthDate).toBe('1922-01-28');
    expect(born('740231', on).problems.map((problem) => problem.code)).toEqual(['date']);
    expect(born('741301', on).problems.map((problem) => problem.code)).toEqual(['date']);
  });

  test('an unknown state, an Olympic code, a wrong document code and a wrong digit are named with their place', () => {
    const codes = (text: string) => readMrz(text, { on }).problems.map((problem) => `${problem.code} ${problem.where}`);
    expect(codes(swiss.replace('IDCHE', 'IDSUI'))).toEqual(['unknown-state line 1, columns 3-5']);
    expect(codes(swiss.replace('IDCHE', 'XDCHE'))).toEqual(['document-code line 1, columns 1-2']);
    expect(codes(swiss.replace('7510256', '7510255'))).toEqual(['check-digit line 2, column 7', 'check-digit line 2, column 30']);
    for (const state of ['XXA', 'XXB', 'XXC', 'XXX', 'UNO', 'UNA', 'UNK', 'GBD', 'GBN', 'GBO', 'GBP', 'GBS', 'XOM', 'EUE', 'RKS', 'XPO', 'XCT']) {
      const known = codes(swiss.replace('CHE<<<<<<<<<<<8', `${state}<<<<<<<<<<<8`));
      expect(known, state).toEqual(state === 'XCT' ? ['unknown-state line 2, columns 16-18'] : []);
    }
  });
});

describe('keyboard-wedge scanners', () => {
  const same = readMrz(german, { on });
  test.each([
    ['carriage returns', german.replace('\n', '\r')],
    ['one run', german.replace('\n', '')],
    ['lower case', german.toLowerCase()],
    ['blanks for fillers', german.replaceAll('<', ' ')],
    ['blanks for fillers and trimmed', german.replaceAll('<', ' ').split('\n').map((line) => line.trim()).join('\n')],
    ['control characters around', `\u0002${german}\u0003\r\n`],
    ['a symbology prefix', `]L0${german}`],
    ['quotation marks for double fillers', german.replaceAll('<<', '«')],
    ['full-width signs', german.replaceAll('<', '＜')],
    ['indented lines', `\n   ${german.replace('\n', '\n\n   ')}\n`],
  ])('%s', (_name, text) => {
    expect(readMrz(text, { on })).toEqual(same);
  });

  test('another keyboard layout is refused, never guessed', () => {
    const layout = readMrz(german.replaceAll('<', ';'), { on });
    expect(layout).toMatchObject({ layout: null, valid: false, problems: [{ code: 'keyboard-layout' }] });
    expect(readMrz(german.replaceAll('<', '?'), { on }).problems[0]?.code).toBe('keyboard-layout');
    expect(readMrz(german.replace('M', 'Ü'), { on }).problems[0]?.code).toBe('illegal-characters');
    expect(readMrz(german.slice(1), { on }).problems[0]?.code).toBe('line-length');
    expect(readMrz('', { on }).problems[0]?.code).toBe('line-length');
  });
});

describe('files', () => {
  test('several documents, one under the other, with noise between', () => {
    const result = readMrzFile(`${german}\n${swiss}\nhello\n${td2}\r\n\r\n${mrvA.replace('\n', '')}\n`, { testDocuments: true, on });
    expect(result.records.map((record) => `${record.layout} ${record.where} ${record.valid}`)).toEqual([
      'TD3 lines 1-2 true', 'TD1 lines 3-5 true', 'TD2 lines 7-8 true', 'MRV-A line 10 true',
    ]);
    expect(result.quarantined).toMatchObject([{ where: 'line 6', code: 'line-length' }]);
    expect(result.format).toBe('mrz');
  });

  test('a wrong digit stays visible in the record and is quarantined with its reason', () => {
    const result = readMrzFile(german.replace('C01X0006H1', 'C01X0006H2'), { on });
    expect(result.records).toMatchObject([{ valid: false, layout: 'TD3' }]);
    expect(result.quarantined[0]?.reason).toContain('line 2, column 10');
  });

  test('an empty file is an error and trimmed blanks are none', () => {
    expect(readMrzFile('').quarantined).toHaveLength(1);
    expect(readMrzFile(german.replaceAll('<', ' ').split('\n').map((line) => line.trim()).join('\n'), { on }).records).toMatchObject([{ valid: true }]);
  });
});

describe('properties', () => {
  const filler = (size: number) => fc.string({ unit: fc.constantFrom(...'ABCXYZ0123456789<'), minLength: size, maxLength: size });
  test('any one digit mistaken for another is noticed', () => {
    fc.assert(
      fc.property(fc.nat(43), fc.integer({ min: 1, max: 9 }), (column, shift) => {
        const [first = '', second = ''] = german.split('\n');
        const digit = second[column] ?? '<';
        if (!/\d/u.test(digit)) return;
        const wrong = second.slice(0, column) + String((Number(digit) + shift) % 10) + second.slice(column + 1);
        expect(readMrz(`${first}\n${wrong}`, { on }).valid).toBe(false);
      }),
    );
  });

  test('no text crashes, and valid means that every check digit agrees', () => {
    const rows = fc.oneof(
      fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 }),
      fc.tuple(filler(44), filler(44)).map((pair) => pair.join('\n')), fc.tuple(filler(36), filler(36)).map((pair) => pair.join('\r')),
      fc.tuple(filler(30), filler(30), filler(30)).map((rows) => rows.join('')),
    );
    fc.assert(
      fc.property(rows, fc.boolean(), fc.string(), (text, testDocuments, day) => {
        const read = readMrz(text, { testDocuments, on: day });
        if (read.valid) expect(read.checks.every((check) => check.ok)).toBe(true);
        expect(read.valid).toBe(read.problems.length === 0);
        readMrzFile(text, { testDocuments });
      }),
      { numRuns: 500 },
    );
  });
});
