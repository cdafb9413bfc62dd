import { utils, write } from '@e965/xlsx';
import { Chance } from './random.ts';
import type { PersonSpec } from './people.ts';
import type { FlightSpec } from './schedule.ts';

/** Is a file as it would be sent. Shape: `content` in base64. */
export interface SentFile { readonly fileName: string; readonly content: string }

type Language = 'en' | 'zh';

const columns: readonly (readonly [en: string, zh: string, cell: (person: PersonSpec, flight: FlightSpec, language: Language) => string])[] = [
  ['Delegation', '代表团', (person, _flight, language) => person.delegation[language]],
  ['Accreditation number', '注册号', (person) => person.accreditation ?? ''],
  ['Surname', '姓', (person) => person.surname],
  ['Given names', '名', (person) => person.givenNames],
  ['Name in native script', '中文姓名', (person) => person.nativeName ?? ''],
  ['Sex', '性别', (person, _flight, language) => (language === 'en' ? person.sex : person.sex === 'F' ? '女' : '男')],
  ['Date of birth', '出生日期', (person) => person.birthDate],
  ['Nationality', '国籍', (person, _flight, language) => (language === 'en' ? person.country.code : person.country.zh)],
  ['Function', '身份类别', (person, _flight, language) => person.function?.[language] ?? ''],
  ['Passport number', '护照号', (person) => person.passport],
  ['Issuing country', '签发国', (person) => person.country.code],
  ['Passport expiry date', '护照有效期', (person) => person.passportExpiry],
  ['Flight', '航班号', (_person, flight) => flight.designator],
  ['Arrival date', '抵达日期', (_person, flight) => flight.flightDate],
  ['Origin', '始发地', (_person, flight) => (flight.direction === 'arrival' ? flight.country.airport : flight.pointCode)],
  ['Room cluster', '住宿组', (person) => person.room],
  ['Baggage', '托运行李件数', (person) => (person.hasBags ? '2' : '0')],
  ['Sports kit', '体育器材', (person, _flight, language) => yes(person.sportsKit, language)],
  ['Firearm', '枪支', (person, _flight, language) => yes(person.firearm, language)],
  ['Medicine', '药品', (person, _flight, language) => yes(person.medicine, language)],
  ['Access needs', '无障碍需求', (person, _flight, language) => yes(person.accessNeeds, language)],
];

function yes(value: boolean, language: Language): string {
  return language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';
}

let bytesOfSign: Map<string, number> | undefined;

// The platform decodes GB18030 and does not encode it: its two-byte part is read backwards, once.
function gb18030(text: string): Buffer {
  if (bytesOfSign === undefined) {
    bytesOfSign = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        const sign = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
        if ([...sign].length === 1) bytesOfSign.set(sign, lead * 256 + trail);
      }
    }
  }
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.charCodeAt(0) < 0x80 ? sign.charCodeAt(0) : bytesOfSign.get(sign) ?? 0x3f;
    if (code > 0xff) bytes.push(code >>> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

function csv(rows: readonly (readonly string[])[], delimiter: string): string {
  return rows.map((row) => row.map((cell) => (/["\r\n]/u.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)).join('\r\n') + '\r\n';
}

/**
 * Writes the roster of a flight as the Arrival and Departure Centre sends it: delegations together, passengers only.
 * Shape: CSV in UTF-8 or GB18030 with comma, semicolon or tab, or XLSX; headers in English or Chinese, as the flight's words draw it. Undefined where nobody is accredited.
 */
export function rosterOf(seed: string, flight: FlightSpec, people: readonly PersonSpec[]): SentFile | undefined {
  const listed = people.filter((person) => person.listed && person.kind === 'passenger');
  if (listed.length === 0) return undefined;
  const chance = new Chance(seed, 'roster', flight.key);
  const language = chance.pick(['en', 'zh', 'zh'] as const);
  const format = chance.pick(['comma', 'comma', 'semicolon', 'tab', 'xlsx', 'gb18030'] as const);
  const ordered = [...listed].sort((one, other) => (one.delegation.code < other.delegation.code ? -1 : one.delegation.code > other.delegation.code ? 1 : 0));
  const rows = [columns.map(([en, zh]) => (language === 'en' ? en : zh)), ...ordered.map((person) => columns.map(([, , cell]) => cell(person, flight, language)))];
  const name = `${language === 'en' ? 'roster' : '名单'}-${flight.designator}-${flight.flightDate}`;
  if (format === 'xlsx') {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), language === 'en' ? 'Roster' : '名单');
    return { fileName: `${name}.xlsx`, content: Buffer.from(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer).toString('base64') };
  }
  const text = csv(rows, { comma: ',', semicolon: ';', tab: '\t', gb18030: ',' }[format]);
  // Japanese and Cyrillic names stand in GB18030 as well; Hangul needs four bytes, so such a roster goes as UTF-8.
  const isGb = format === 'gb18030' && language === 'zh' && !/\p{Script=Hangul}/u.test(text);
  return { fileName: `${name}.csv`, content: (isGb ? gb18030(text) : Buffer.from(`\ufeff${text}`)).toString('base64') };
}
