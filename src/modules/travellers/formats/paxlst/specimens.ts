import type { Separators } from './separators.ts';

/** What a specimen list looks like; everything has a plain default. */
export interface SpecimenOptions {
  passengers?: number;
  crew?: number;
  separators?: Separators;
  advised?: boolean;
  /** Columns of teleprinter wrapping; 0 for one segment a line, undefined for no line ends at all. */
  wrap?: number;
  part?: string;
  dialect?: 'paxlst' | 'iapi';
  bgm?: string;
  flight?: string;
  /** First person's number, so that parts hold different people. */
  from?: number;
  /** CNT and UNT as sent, when they shall be wrong. */
  count?: number;
  segments?: number;
  reference?: string;
}

/** The separators of ISO 9735, level A. */
export const plainSeparators: Separators = { element: '+', component: ':', release: '?', terminator: "'" };

const surnames = ['SPECIMEN', 'MUSTERFRAU', 'VAN DER PROEF', 'EJEMPLO', "O'FIXTURE", 'TANG-SAMPLE', 'PRIMER', 'MODELLO', 'VZOR', 'EKSEMPEL'];
const givenNames = ['ANNA MARIA', 'BO', 'CHIARA', 'DMITRI', 'EUN JI', 'FATIMA', 'GUSTAV', 'HUI', 'INES', 'JOAO'];
const states = ['CAN', 'DEU', 'NLD', 'ESP', 'IRL', 'CHN', 'RUS', 'ITA', 'CZE', 'NOR'];

/** Writes a list of invented people as a carrier would send it. Shape: the whole interchange from UNA or UNB to UNZ. */
export function specimenList(options: SpecimenOptions = {}): string {
  const { passengers = 3, crew = 0, separators = plainSeparators, advised = true, dialect = 'paxlst', flight = 'ZZ926', from = 1 } = options;
  const reference = options.reference ?? '220127001';
  const body: string[] = [];
  const write = (segment: string): void => { body.push(segment); };
  write(`UNH+1+PAXLST:D:05B:UN:IATA+${flight}/220128/1410+${options.part ?? '01:F'}`);
  write(`BGM+${options.bgm ?? (passengers > 0 ? '745' : '250')}`);
  if (dialect === 'iapi') write('RFF+TN:0000100');
  write('NAD+MS+++SPECIMEN HELP DESK');
  write('COM+44 20 0000 0000:TE+HELP AT SPECIMEN.EXAMPLE:EM');
  write(`TDT+20+${flight}+++ZZ`);
  write('LOC+125+FRA');
  write('DTM+189:2201272010:201');
  write('LOC+87+PEK');
  write('DTM+232:2201281410:201');
  for (let number = from; number < from + passengers + crew; number += 1) {
    const isCrew = number >= from + passengers;
    const pick = number % 10;
    write(`NAD+${isCrew ? 'FM' : 'FL'}+++${surnames[pick]}${number}:${givenNames[pick]}`);
    write(`ATT+2++${number % 2 === 0 ? 'F' : 'M'}`);
    write(`DTM+329:${String(60 + (number % 40)).padStart(2, '0')}${String(1 + (number % 12)).padStart(2, '0')}${String(1 + (number % 28)).padStart(2, '0')}`);
    write('MEA+CT++:2');
    write('GEI+4+173');
    write(`FTX+BAG+++ZZ${String(100000 + number)}:2`);
    write('LOC+22+PEK');
    write(`LOC+174+${states[pick]}`);
    write('LOC+178+FRA');
    write('LOC+179+PEK');
    write(`NAT+2+${states[pick]}`);
    if (!isCrew) {
      write(`RFF+AVF:Z${String(10000 + number)}`);
      write(`RFF+ABO:ZZ926${number}`);
      write(`RFF+SEA:${1 + Math.floor(number / 6)}${'ABCDEF'.charAt(number % 6)}`);
    }
    write(`DOC+P:110:111+X${String(1000000 + number)}`);
    write('DTM+36:290531');
    write(`LOC+91+${states[pick]}`);
    if (number % 7 === 0) {
      write(`DOC+V:110:111+V${String(2000000 + number)}`);
      write('DTM+36:220531');
      write('LOC+91+CHN');
    }
  }
  if (passengers > 0) write(`CNT+42:${options.count ?? passengers}`);
  if (crew > 0 || passengers === 0) write(`CNT+41:${crew}`);
  write(`UNT+${options.segments ?? body.length + 1}+1`);
  const application = dialect === 'iapi' ? '++IAPI' : '++APIS';
  const recipient = dialect === 'iapi' ? 'NIAC' : 'ZZAPIS:ZZ';
  const envelope = [
    `UNB+UNOA:4+ZZ:ZZ+${recipient}+220127:1800+${reference}${application}`, `UNG+PAXLST+ZZ:ZZ+${recipient}+220127:1800+1+UN+D:05B`,
    ...body, 'UNE+1+1', `UNZ+1+${reference}`,
  ];
  const joint = `${separators.terminator ?? ''}${options.wrap === 0 || separators.terminator === null ? '\n' : ''}`;
  const { element, component, release, terminator } = separators;
  const advice = advised ? `UNA${component}${element}.${release ?? ' '} ${terminator ?? ''}${options.wrap === 0 ? '\n' : ''}` : '';
  const text = advice + envelope.map((segment) => inSeparators(segment, separators)).join(joint) + joint;
  return options.wrap ? wrapped(text, options.wrap) : text;
}

function inSeparators(segment: string, to: Separators): string {
  let out = '';
  for (const sign of segment) {
    if (sign === '+') out += to.element;
    else if (sign === ':') out += to.component;
    else if (to.release !== null && (sign === to.element || sign === to.component || sign === to.terminator || sign === to.release)) out += to.release + sign;
    else out += sign;
  }
  return out;
}

/** Cuts a text into lines of so many columns, as a teleprinter line does, wherever that falls. */
export function wrapped(text: string, columns: number): string {
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += columns) lines.push(text.slice(at, at + columns));
  return lines.join('\r\n');
}
