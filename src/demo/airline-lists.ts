import { hour, portDigits } from './days.ts';
import { Chance } from './random.ts';
import type { PersonSpec } from './people.ts';
import type { SentFile } from './rosters.ts';
import type { FlightSpec } from './schedule.ts';

interface Signs { readonly element: string; readonly component: string; readonly release: string; readonly terminator: string }

const plain: Signs = { element: '+', component: ':', release: '?', terminator: "'" };
// Carriers send what their machines can write; these two were seen in real traffic.
const seen: readonly Signs[] = [plain, plain, { element: '*', component: ':', release: '?', terminator: '#' }, { element: '-', component: ':', release: '?', terminator: "'" }];

const digits = (day: string): string => day.replaceAll('-', '').slice(2);

function message(flight: FlightSpec, people: readonly PersonSpec[], kind: 'passenger' | 'crew', number: number): string[][] {
  const arrivesAt = flight.direction === 'arrival' ? flight.at : flight.at + 10 * hour;
  const departsAt = flight.direction === 'arrival' ? flight.at - 10 * hour : flight.at;
  const [from, to] = flight.direction === 'arrival' ? [flight.country.airport, flight.pointCode] : [flight.pointCode, flight.country.airport];
  const day = (at: number): string => portDigits(at);
  const segments: string[][] = [
    ['UNH', String(number), 'PAXLST:D:05B:UN:IATA', `${flight.designator}/${day(arrivesAt).slice(0, 6)}/${day(arrivesAt).slice(6)}`, '01:F'],
    ['BGM', kind === 'passenger' ? '745' : '250'], ['NAD', 'MS', '', '', 'INVENTED CARRIER DESK'], ['COM', '00 0000 0000:TE'],
    ['TDT', '20', flight.designator, '', '', flight.designator.slice(0, 2)], ['LOC', '125', from], ['DTM', `189:${day(departsAt)}:201`], ['LOC', '87', to], ['DTM', `232:${day(arrivesAt)}:201`],
  ];
  for (const person of people) {
    segments.push(
      ['NAD', kind === 'passenger' ? 'FL' : 'FM', '', '', `${person.surname}:${person.givenNames}`], ['ATT', '2', '', person.sex], ['DTM', `329:${digits(person.birthDate)}`],
      ['LOC', '22', to], ['LOC', '178', from], ['LOC', '179', to], ['NAT', '2', person.country.code],
    );
    if (kind === 'passenger') segments.push(['RFF', `AVF:${person.booking}`], ['RFF', `ABO:${flight.designator}${person.booking}`], ['RFF', `SEA:${person.seat}`]);
    segments.push(['DOC', 'P:110:111', person.passport], ['DTM', `36:${digits(person.passportExpiry)}`], ['LOC', '91', person.country.code]);
  }
  segments.push(['CNT', `${kind === 'passenger' ? 42 : 41}:${people.length}`]);
  segments.push(['UNT', String(segments.length + 1), String(number)]);
  return segments;
}

function written(segments: readonly (readonly string[])[], signs: Signs): string[] {
  const escape = (part: string): string => [...part].map((sign) => (sign === ':' ? signs.component : sign === signs.element || sign === signs.terminator || sign === signs.release ? signs.release + sign : sign)).join('');
  return segments.map((segment) => segment.map(escape).join(signs.element) + signs.terminator);
}

/**
 * Writes the list that the carrier sends of a flight: passengers and crew as UN/EDIFACT PAXLST, two messages in one interchange.
 * Shape: separators, line ends and teleprinter wrapping as the flight's words draw them; some come with telex lines before and a disclaimer behind.
 */
export function airlineListOf(seed: string, flight: FlightSpec, people: readonly PersonSpec[]): SentFile {
  const chance = new Chance(seed, 'airline', flight.key);
  const signs = chance.pick(seen);
  const listed = people.filter((person) => person.listed);
  const reference = `${digits(flight.flightDate)}${String(chance.whole(100, 999))}`;
  const sentAt = `${digits(flight.flightDate)}:0000`;
  const envelope = [
    ['UNB', 'UNOA:4', `${flight.designator.slice(0, 2)}AIR:ZZ`, 'CNAPIS:ZZ', sentAt, reference, '', 'APIS'],
    ...message(flight, listed.filter((person) => person.kind === 'passenger'), 'passenger', 1), ...message(flight, listed.filter((person) => person.kind === 'crew'), 'crew', 2),
    ['UNZ', '2', reference],
  ];
  const style = chance.pick(['lines', 'lines', 'stream', 'wrapped', 'mail'] as const);
  const advice = `UNA${signs.component}${signs.element}.${signs.release} ${signs.terminator}`;
  let text = [advice, ...written(envelope, signs)].join(style === 'lines' || style === 'mail' ? '\r\n' : '');
  if (style === 'wrapped') text = (text.match(/.{1,63}/gsu) ?? []).join('\r\n');
  if (style === 'mail') text = `QU CNAPIS\r\n.${flight.designator.slice(0, 2)}AIR ${reference.slice(0, 6)}\r\n${text}\r\n\r\nThis message is invented and may be copied by everybody.\r\n`;
  return { fileName: `paxlst-${flight.designator}-${flight.flightDate}.txt`, content: Buffer.from(text, 'latin1').toString('base64') };
}
