import { utils, write } from '@e965/xlsx';
import type { WorkBook, WorkSheet } from '@e965/xlsx';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findNationality } from './nationalities.ts';
import { readRoster } from './read.ts';
import { rosterTemplate } from './template.ts';
import { casesOf } from '../../../../../tests/long-run.ts';

const on = '2022-01-27';
const bytes = (text: string) => new TextEncoder().encode(text);
const roster = (text: string) => readRoster(bytes(text), { on });
const workbook = (sheet: WorkSheet, more: Partial<WorkBook> = {}): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'S');
  return new Uint8Array(write({ ...book, ...more }, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
};
const errors = (result: ReturnType<typeof readRoster>) => result.quarantined.map((one) => `${one.where}: ${one.code}`);

const head = '姓,名,性别,出生日期,国籍,护照号';
const english = 'Surname,Given names,Sex,Date of birth,Nationality,Passport number';

describe('a whole row', () => {
  test('Chinese headers, every column', () => {
    const result = roster(
      '代表团,注册号,姓,名,中文姓名,性别,出生日期,国籍,职务,证件类型,护照号,签发国,护照有效期,航班号,抵达日期,座位号,订座编码,始发地,抵达口岸,中转地,住宿组,行李件数,体育器材,枪支,药品,无障碍需求,监护人,联系方式,团组\n' +
        '样例队,A0001,zhang,SAN,张三,男,2001年2月3日,中国,运动员,护照,e12345678,中华人民共和国,2030/12/31,ca 0926,2022-01-27,12a,abc123,GVA,PEK,IST、DXB,Z1,2件,是,否,胰岛素,无,,+86 138 0000 0000,G1\n',
    );
    expect(result.quarantined).toEqual([]);
    expect(result.records).toEqual([{
      kind: 'passenger', surname: 'zhang', givenNames: 'SAN', sex: 'M', birthDate: '2001-02-03', nationality: 'CHN',
      documents: [{ type: 'P', number: 'E12345678', issuer: 'CHN', expiry: '2030-12-31' }], embarkation: 'GVA', disembarkation: 'PEK', seat: '12A', bookingReference: 'ABC123', where: 'row 2',
      delegation: '样例队', accreditationNumber: 'A0001', function: '运动员', nativeName: '张三', flight: { designator: 'CA926', date: '2022-01-27' }, origin: 'GVA', transitStops: ['IST', 'DXB'],
      roomCluster: 'Z1', flags: { baggage: true, sportsKit: true, firearm: false, medicine: true, accessNeeds: false }, flagDetails: { baggage: '2件', medicine: '胰岛素' },
      bags: { count: 2, tags: [] }, guardian: null, contact: '+86 138 0000 0000', groupId: 'G1', extra: {}, row: 2,
    }]);
  });

  test('English headers of many spellings', () => {
    const result = roster('FAMILY NAME *;First_Name;Gender (M/F);D.O.B.;Citizenship;Passport No.;Acc. No\r\nMuster;Anna;female;3 Feb 2001;GER;C01X;77\r\n');
    expect(result.quarantined).toEqual([]);
    expect(result.records).toMatchObject([{ surname: 'Muster', givenNames: 'Anna', sex: 'F', birthDate: '2001-02-03', nationality: 'DEU', accreditationNumber: '77' }]);
    expect(result.found).toMatchObject({ separator: 'semicolon', findings: [{ code: 'nationality', where: 'row 2, column Citizenship (E)' }] });
  });

  test('a whole name is parted, and an assumption is said', () => {
    const names = roster('姓名,出生日期,国籍,护照号\nVAN DER BERG Anna,2001-02-03,NED,A123\n欧阳小明,2001-02-03,中国,A124\nJohn Smith,2001-02-03,USA,A125\n"LEE, Bo",2001-02-03,KOR,A126\nZHANG SAN,2001-02-03,CHN,A127\n李四 / LI SI,2001-02-03,CHN,A128\n王五(WANG Wu),2001-02-03,CHN,A129\n');
    expect(names.records.map((one) => `${one.surname}|${one.givenNames}|${one.nativeName}`)).toEqual(['VAN DER BERG|Anna|null', '欧阳|小明|欧阳小明', 'Smith|John|null', 'LEE|Bo|null', 'ZHANG|SAN|null', 'LI|SI|李四', 'WANG|Wu|王五']);
    expect((names.found.findings as { code: string }[]).filter((one) => one.code === 'name-order')).toHaveLength(3);
  });
});

describe('files as they come', () => {
  const row = '张,三,男,2001-02-03,中国,E12345678';
  const utf16 = (text: string, big: boolean) => {
    const units = Uint8Array.from([...`\ufeff${text}`].flatMap((sign) => (big ? [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255] : [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8])));
    return units;
  };
  // 姓,名,性别,出生日期,国籍,护照号 ⏎ 张,三,男,2001-02-03,中国,E12345678 in GB18030.
  const gb = Uint8Array.from([
    0xd0, 0xd5, 0x2c, 0xc3, 0xfb, 0x2c, 0xd0, 0xd4, 0xb1, 0xf0, 0x2c, 0xb3, 0xf6, 0xc9, 0xfa, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xb9, 0xfa, 0xbc, 0xae, 0x2c, 0xbb, 0xa4, 0xd5, 0xd5, 0xba, 0xc5, 0x0a,
    0xd5, 0xc5, 0x2c, 0xc8, 0xfd, 0x2c, 0xc4, 0xd0, 0x2c, ...bytes('2001-02-03'), 0x2c, 0xd6, 0xd0, 0xb9, 0xfa, 0x2c, ...bytes('E12345678'), 0x0a,
  ]);
  test.each([
    ['UTF-8 with BOM', bytes(`\ufeff${head}\r\n${row}`), 'utf-8'],
    ['UTF-16 LE', utf16(`${head}\n${row}`, false), 'utf-16le'],
    ['UTF-16 BE', utf16(`${head}\n${row}`, true), 'utf-16be'],
    ['GB18030', gb, 'gb18030'],
    ['tabs', bytes(`${head}\n${row}`.replaceAll(',', '\t')), 'utf-8'],
    ['semicolons', bytes(`${head}\n${row}`.replaceAll(',', ';')), 'utf-8'],
    ['Excel line', bytes(`sep=;\n${head}\n${row}`.replaceAll(',', ';')), 'utf-8'],
    ['quotes', bytes(`"${head.replaceAll(',', '","')}"\n"${row.replaceAll(',', '","')}"`), 'utf-8'],
    ['titles above', bytes(`某赛会代表团名单,,,,,\n,,,,,\n填表日期：2022-01-20,,,,,\n${head}\n${row}`), 'utf-8'],
    ['full width and blanks', bytes(`姓　,名 , 性 别,出生日期（ＹＹＹＹ－ＭＭ－ＤＤ）,国籍/地区,护照号\n${row}`), 'utf-8'],
    ['two languages below each other', bytes(`${head}\n${english}\n${row}`), 'utf-8'],
    ['two languages in one cell', bytes(`姓 Surname,名/Given names,性别(Sex),出生日期 Date of Birth,国籍 Nationality,护照号码 Passport No.\n${row}`), 'utf-8'],
    ['groups above', bytes(`姓名,,性别,出生,护照,\n姓,名,,日期,国籍,号码\n${row}`), 'utf-8'],
  ])('%s', (_name, file, encoding) => {
    const result = readRoster(file, { on });
    expect(result.quarantined).toEqual([]);
    expect(result.records).toMatchObject([{ surname: '张', givenNames: '三', sex: 'M', birthDate: '2001-02-03', nationality: 'CHN', documents: [{ number: 'E12345678' }] }]);
    expect(result.found.encoding).toBe(encoding);
  });

  test('what spreadsheets of Western Europe save keeps its accents, and the guess is said', () => {
    const western = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    for (const [surname, given] of [['MÜLLER', 'Jörn'], ['GÖß', 'Zoë'], ['LEMAÎTRE', 'René']] as const) {
      const result = readRoster(western(`${english.replaceAll(',', ';')}\r\n${surname};${given};M;12.08.1990;Germany;C01X00T47\r\n`), { on });
      expect([result.quarantined, result.records.map((one) => [one.surname, one.givenNames])]).toEqual([[], [[surname, given]]]);
      expect(result.found).toMatchObject({ encoding: 'windows-1252', findings: [{ code: 'western-letters' }] });
    }
  });

  test('a repeated header and a total line are no people', () => {
    const result = roster(`${head}\n${row}\n\n${head}\n合计：25人,,,,,\n`);
    expect(result.records).toHaveLength(1);
    expect(result.quarantined).toEqual([]);
    expect(result.declared).toMatchObject({ total: 25 });
  });

  test('unknown columns are kept and reported', () => {
    const result = roster(`${head},靴号\n${row},42\n`);
    expect(result.records[0]?.extra).toEqual({ 靴号: '42' });
    expect(result.found.unknownColumns).toEqual([{ header: '靴号', column: 'G' }]);
  });
});

describe('errors by row and column', () => {
  test('each error is named, the other rows load', () => {
    const result = roster(
      `${head}\n张,三,男,2001-02-30,中国,E1234\n李,四,男人们,2001-02-03,火星,E1235\n王,五,女,2001-02-03,瑞士,E1236\n,,女,,中国,\n赵,六,女,2031-02-03,中国,E1237\n钱,七,女,12/31/99,中国,E1238\n孙,八,女,2001-02-03,中国,1.23E+11\n周,九,女,2001-02-03,中国,E1236\n`,
    );
    expect(errors(result)).toEqual([
      'row 2, column 出生日期 (D): date', 'row 3, column 性别 (C): sex', 'row 3, column 国籍 (E): unknown-nationality', 'row 5, column 姓 (A): missing',
      'row 5, column 出生日期 (D): missing', 'row 5, column 护照号 (F): missing', 'row 6, column 出生日期 (D): date', 'row 7, column 出生日期 (D): date', 'row 8, column 护照号 (F): digits-lost',
    ]);
    expect(result.records.map((one) => one.row)).toEqual([4, 9]);
  });

  test('the same person twice', () => {
    const result = roster(`${head}\n张,三,男,2001-02-03,中国,E1234\n张,三,男,2001-02-03,中国,E1234\n`);
    expect(errors(result)).toEqual(['row 3: twice']);
    expect(result.quarantined[0]?.reason).toContain('row 2');
  });

  test('formulas are refused by cell, telephone numbers are not', () => {
    const result = roster(`${head},电话\n=1+1,三,男,2001-02-03,中国,E1,+86 10 1234-5678\n张,@SUM(A1),男,2001-02-03,中国,E2,-\n王,五,女,2001-02-03,中国,E123,+8613800000000\n李,+cmd|' /C calc'!A0,女,2001-02-03,中国,E3,-1\n`);
    expect(errors(result)).toEqual(['row 2, column 姓 (A): formula', 'row 3, column 名 (B): formula', 'row 5, column 名 (B): formula']);
    expect(result.records).toMatchObject([{ surname: '王', contact: '+8613800000000' }]);
  });

  test.each([
    ['03/02/2001', '', 'ambiguous-date'], ['03/02/2001', '25/12/2000', '2001-02-03'], ['03/02/2001', '12/25/2000', '2001-03-02'], ['03-02-2001', '25/12/2000', '2001-02-03'],
    ['3.2.2001', '', '2001-02-03'], ['02/02/2001', '', '2001-02-02'], ['36925', '', '2001-02-03'], ['20010203', '', '2001-02-03'], ['2001/2/3', '', '2001-02-03'], ['2001.2.3', '', '2001-02-03'],
    ['3 February 2001', '', '2001-02-03'], ['03-Feb-2001', '', '2001-02-03'], ['03FEB2001', '', '2001-02-03'], ['Feb 3 2001', '', '2001-02-03'], ['2001-02-03T00:00:00Z', '', '2001-02-03'],
    ['2001-02-03 00:00', '', '2001-02-03'], ['２００１年２月３日', '', '2001-02-03'], ['3/2/01', '', 'date'], ['1899-12-31', '', 'date'], ['yesterday', '', 'date'],
  ])('the date %s beside %s', (first, second, expected) => {
    const result = roster(`${english}\nA,B,M,${first},CHE,X001\n${second ? `C,D,M,${second},CHE,X002\n` : ''}`);
    expect(result.records.find((one) => one.row === 2)?.birthDate ?? result.quarantined[0]?.code).toBe(expected);
  });

  test('dates that contradict each other leave the unclear ones refused', () => {
    const result = roster(`${english}\nA,B,M,25/12/2000,CHE,X001\nA,C,M,12/25/2000,CHE,X002\nA,D,M,03/02/2001,CHE,X003\n`);
    expect(errors(result)).toEqual(['row 4, column Date of birth (D): ambiguous-date']);
  });

  test.each([
    ['missing columns', bytes('姓,名,性别\n张,三,男\n'), 'columns-missing'],
    ['no header', bytes('1,2,3\n4,5,6\n'), 'no-header'],
    ['empty', bytes(''), 'empty'],
    ['an open quote', bytes(`${head}\n"张,三\n`), 'quotes'],
    ['too large', new Uint8Array(10_000_001), 'too-large'],
    ['too many rows', bytes(`${head}\n${'张,三,男,2001-02-03,中国,E1\n'.repeat(20_100)}`), 'too-many-rows'],
    ['too many columns', bytes(`${head}${',x'.repeat(300)}\n`), 'too-many-columns'],
    ['one endless row', bytes(`${head}\n"${'x,'.repeat(3_000_000)}`), 'too-large'],
    ['neither encoding', Uint8Array.from([...bytes(head), 10, 0xff, 0xff, 0x20]), 'encoding'],
    ['old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'old-workbook'],
    ['PDF', bytes('%PDF-1.7'), 'not-a-table'],
    ['no workbook', zipSync({ 'a.txt': strToU8('x') }), 'not-a-workbook'],
    ['damaged zip', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]), 'zip-damaged'],
    ['macros', zipSync({ 'xl/workbook.xml': strToU8('x'), 'xl/vbaProject.bin': strToU8('x') }), 'macros'],
    ['macros by kind', zipSync({ 'xl/workbook.xml': strToU8('x'), '[Content_Types].xml': strToU8('<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>') }), 'macros'],
    ['a row of commas', bytes(','.repeat(3_000_000)), 'too-many-columns'],
    ['blank lines without end', bytes('\n'.repeat(9_000_000)), 'too-many-rows'],
    ['expansion', zipSync({ 'xl/workbook.xml': strToU8('x'), 'xl/worksheets/sheet1.xml': new Uint8Array(50_000_000) }, { level: 9 }), 'too-large'],
  ])('the file is refused once: %s', (_name, file, code) => {
    const result = readRoster(file, { on });
    expect(errors(result)).toEqual([`file: ${code}`]);
  });
  test('a workbook named .xlsm is refused', () => {
    expect(errors(readRoster(rosterTemplate('en'), { fileName: 'list.XLSM' }))).toEqual(['file: macros']);
  });
});

describe('workbooks', () => {
  test('true dates, serial numbers, numbers with leading zeros, booleans', () => {
    const sheet = utils.aoa_to_sheet([english.split(',').concat('Baggage', 'Accreditation number'), ['A', 'B', 'M', 0, 'CHE', 123456, true, 7], ['C', 'D', 'F', 36925, 'CHE', 'X22', false, 8]]);
    sheet.D2 = { t: 'n', v: 36925, z: 'yyyy\\-mm\\-dd' };
    sheet.H2 = { t: 'n', v: 7, z: '00000' };
    const result = readRoster(workbook(sheet), { on });
    expect(result.quarantined).toEqual([]);
    expect(result.records).toMatchObject([
      { birthDate: '2001-02-03', documents: [{ number: '123456' }], flags: { baggage: true }, accreditationNumber: '00007' }, { birthDate: '2001-02-03', flags: { baggage: false } },
    ]);
  });

  test('the date system of 1904', () => {
    const sheet = utils.aoa_to_sheet([english.split(','), ['A', 'B', 'M', 0, 'CHE', 'X123']]);
    sheet.D2 = { t: 'n', v: 36925 - 1462, z: 'dd/mm/yyyy' };
    expect(readRoster(workbook(sheet, { Workbook: { WBProps: { date1904: true } } }), { on }).records).toMatchObject([{ birthDate: '2001-02-03' }]);
  });

  test('a header of two rows with merged cells, below a title', () => {
    const sheet = utils.aoa_to_sheet([
      ['代表团名单'], ['姓名', null, '性别', '出生日期', '国籍', '护照', null, '抵达', null, '离开', null], [null, null, null, null, null, '号码', '有效期', '航班号', '日期', '航班号', '日期'],
      ['张', '三', '男', '2001-02-03', '中国', 'E1234', '2030-01-01', 'CA926', '2022-01-27', 'CA927', '2022-02-20'],
    ]);
    sheet['!merges'] = ['A1:K1', 'A2:B2', 'C2:C3', 'D2:D3', 'E2:E3', 'F2:G2', 'H2:I2', 'J2:K2'].map((range) => utils.decode_range(range));
    sheet.A3 = { t: 's', v: '姓' };
    sheet.B3 = { t: 's', v: '名' };
    const result = readRoster(workbook(sheet), { on });
    expect(result.quarantined).toEqual([]);
    expect(result.records).toMatchObject([{ surname: '张', givenNames: '三', sex: 'M', documents: [{ number: 'E1234', expiry: '2030-01-01' }], flight: { designator: 'CA926', date: '2022-01-27' } }]);
    expect(result.found.unknownColumns).toHaveLength(2);
  });

  test('a title merged over the whole table is no group of columns', () => {
    const sheet = utils.aoa_to_sheet([['代表团回程名单'], head.split(','), ['张', '三', '男', '2001-13-03', '中国', 'E1234']]);
    sheet['!merges'] = [utils.decode_range('A1:F1')];
    const result = readRoster(workbook(sheet), { on });
    expect(errors(result)).toEqual(['row 3, column 出生日期 (D): date']);
    expect(result.found).toMatchObject({ headerRow: 2, unknownColumns: [] });
    expect(result.declared).toEqual({ title: ['代表团回程名单'] });
  });

  test('a formula is refused at its cell, the rest loads', () => {
    const sheet = utils.aoa_to_sheet([english.split(','), ['A', 'B', 'M', '2001-02-03', 'CHE', 'X123'], ['C', 'D', 'M', '2001-02-03', 'CHE', 'X124']]);
    sheet.F2 = { t: 's', v: 'X123', f: 'CONCATENATE("X","123")' };
    const result = readRoster(workbook(sheet), { on });
    expect(errors(result)).toEqual(['row 2, column Passport number (F): formula']);
    expect(result.records).toHaveLength(1);
  });

  test.each(['zh', 'en'] as const)('the template (%s) is read, and its sample row is nobody', (language) => {
    const result = readRoster(rosterTemplate(language), { on });
    expect(result.quarantined).toEqual([]);
    expect(result.records).toEqual([]);
    expect(result.found.unknownColumns).toEqual([]);
    expect(result.found.findings).toMatchObject([{ code: 'sample-row' }]);
  });
});

test('nationalities in two languages and three code lists', () => {
  const found = (text: string) => findNationality(text)?.alpha3;
  for (const [text, alpha3] of Object.entries({
    中国: 'CHN', 瑞士: 'CHE', 美国: 'USA', 韩国: 'KOR', 中国香港: 'HKG', 中华台北: 'TWN', 俄罗斯: 'RUS', ROC: 'RUS', SUI: 'CHE', NED: 'NLD', GER: 'DEU', de: 'DEU', CHE: 'CHE', Switzerland: 'CHE',
    'Korea, Republic of': 'KOR', 'Czech Republic': 'CZE', 'United States': 'USA', 'the Netherlands': 'NLD', Türkiye: 'TUR', Turkey: 'TUR', 'CHN - 中国': 'CHN', '瑞士(SUI)': 'CHE', SIN: 'SGP', 德国籍: 'DEU', 加拿大: 'CAN', "Côte d'Ivoire": 'CIV',
  })) expect(found(text), text).toBe(alpha3);
  for (const text of ['UTO', 'XYZ', 'Atlantis', '', '42', 'EOR']) expect(found(text), text).toBeUndefined();
});

describe('properties', () => {
  test('no bytes crash or stall it', () => {
    const base = rosterTemplate('en');
    const damaged = fc.tuple(fc.nat(base.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, noise]) => {
      const copy = base.slice();
      copy.set(noise.slice(0, copy.length - at), at);
      return copy;
    });
    const csv = fc.array(fc.array(fc.oneof(fc.string(), fc.constantFrom('=1', '"', 'x"y', '2001-02-03', '中国', '03/02/2001', '男')), { maxLength: 8 }), { maxLength: 6 }).map((rows) => bytes(`${head}\n${rows.map((row) => row.join(',')).join('\n')}`));
    fc.assert(
      fc.property(fc.oneof(damaged, csv, fc.uint8Array({ maxLength: 200 })), (file) => {
        const result = readRoster(file, { on });
        expect(Number(result.found.rows)).toBe(result.records.length + Number(result.found.quarantinedRows));
      }),
      { numRuns: casesOf(200) },
    );
  });

  test('damaged sheet XML never crashes it', () => {
    const parts = unzipSync(rosterTemplate('zh'));
    const names = ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/styles.xml', '[Content_Types].xml', 'xl/_rels/workbook.xml.rels'].filter((name) => parts[name]);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(5000), fc.constantFrom('<', '>', '"', '', '&#x0;', 'r="A9999999"', '<c r="A1" t="d"><v>x</v></c>', '<f>1</f>'), (name, at, noise) => {
        const text = new TextDecoder().decode(parts[name]);
        const place = at % text.length;
        readRoster(zipSync({ ...parts, [name]: strToU8(text.slice(0, place) + noise + text.slice(place + 1)) }, { level: 0 }), { on });
      }),
      { numRuns: casesOf(300) },
    );
  });

  test.each(['A99999999', 'ZZZZZZ1', 'XFD1048576', 'A0', '1', 'A'])('a cell that claims the place %s', (place) => {
    const parts = unzipSync(rosterTemplate('zh'));
    const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']).replace('r="C2"', `r="${place}"`);
    readRoster(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) }), { on });
  });

  test('sheet XML of a hostile hand is refused or read in time', () => {
    const parts = unzipSync(rosterTemplate('en'));
    const rows = Array.from({ length: 3000 }, (_unused, row) => `<row r="${row * 300 + 1}"><c r="XFD${row * 300 + 1}" t="inlineStr"><is><t>x</t></is></c></row>`).join('');
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`;
    const result = readRoster(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet) }), { on });
    expect(result.quarantined).toMatchObject([{ where: 'file' }]);
  });
});
