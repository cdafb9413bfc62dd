import type { Finding, ReadResult, TravellerRecord } from '../shapes.ts';
import { decodeText, maximumBytes } from './bytes.ts';
import { readInterchange } from './interchange.ts';
import type { PaxlstMessage } from './message.ts';
import { joinMessages } from './parts.ts';
import type { Transmission } from './parts.ts';
import { addFinding } from './reading.ts';
import type { Reading, ReadInterchange } from './reading.ts';
import { findInterchanges } from './separators.ts';

/** What a PAXLST input came to; the fields of the first message stand at the top as well. */
export type PaxlstResult = ReadResult<TravellerRecord> & {
  messages: PaxlstMessage[];
  /** The lists put together from their parts. */
  transmissions: Transmission[];
  interchanges: ReadInterchange[];
  findings: Finding[];
  charset: string;
  dialect: PaxlstMessage['dialect'] | null;
  function: PaxlstMessage['function'] | null;
  functionCode: string | null;
  part: PaxlstMessage['part'];
  flight: string | null;
  departure: PaxlstMessage['departure'];
  arrival: PaxlstMessage['arrival'];
};

const maximumInterchanges = 5000;

/**
 * Reads whatever a carrier sent as PAXLST: any separators, wrapped lines, mail and telex around it, several interchanges, split parts.
 * A person who cannot be let in is quarantined with the reason and the rest is read; counts are reported as declared and as found, and
 * never trusted. It throws for no input and takes time in proportion to its length.
 * Shape: records in the order of the parts, without the parts that were sent again later.
 * Unit: receivedOn is the day (YYYY-MM-DD) that two-digit years are read against when the message dates nothing itself.
 * Source: WCO/IATA/ICAO API guidelines, PAXLST implementation guide; UN/EDIFACT D.02B to D.15B; ISO 9735.
 */
export function readPaxlst(input: Uint8Array | string, options: { receivedOn?: string } = {}): PaxlstResult {
  const receivedOn = /^\d{4}-\d{2}-\d{2}/.exec(options.receivedOn ?? '')?.[0] ?? new Date().toISOString().slice(0, 10);
  const reading: Reading = { receivedOn, findings: [], quarantined: [], interchanges: [], messageCount: 0, personCount: 0 };
  if (input.length > maximumBytes) {
    reading.quarantined.push({ where: 'file', code: 'tooLarge', reason: `The input has ${input.length} bytes; the reader takes ${maximumBytes} at most. Send one flight a file.` });
    return resultOf(reading, 'none');
  }
  const decoded = decodeText(input);
  const { text } = decoded;
  for (const note of decoded.notes) addFinding(reading, 'file', note.code, note.text);
  const found = findInterchanges(text);
  if (found.length === 0) {
    const reason = text.trim() === '' ? 'The input is empty; send the PAXLST interchange.' : 'The input holds neither UNB nor a PAXLST message (UNH); send the interchange from UNB to UNZ.';
    reading.quarantined.push({ where: 'file', code: 'notPaxlst', reason, raw: text.slice(0, 200) });
  }
  if (found.length > maximumInterchanges) {
    reading.quarantined.push({ where: `interchange ${maximumInterchanges + 1}`, code: 'tooMany', reason: `The input holds ${found.length} interchanges; ${maximumInterchanges} were read. Send the others in a file of their own.` });
  }
  let line = 1;
  let lineEnd = text.indexOf('\n');
  for (const interchange of found.slice(0, maximumInterchanges)) {
    for (; lineEnd >= 0 && lineEnd < interchange.start; lineEnd = text.indexOf('\n', lineEnd + 1)) line += 1;
    readInterchange(text.slice(interchange.start, interchange.end), interchange, line, reading);
  }
  return resultOf(reading, decoded.charset);
}

function resultOf(reading: Reading, charset: string): PaxlstResult {
  const messages = reading.interchanges.flatMap((interchange) => interchange.messages);
  const transmissions = joinMessages(messages);
  for (const transmission of transmissions) noteTransmission(transmission, reading);
  for (const message of messages) noteSegments(message, reading);
  const quarantined = [...reading.quarantined, ...transmissions.flatMap((transmission) => transmission.quarantined)];
  const records = transmissions.flatMap((transmission) => transmission.records);
  if (messages.length === 0 && quarantined.length === 0) {
    quarantined.push({ where: 'file', code: 'noMessage', reason: 'The interchange holds no PAXLST message (UNH); send it again in full.' });
  }
  const first = messages[0];
  const declaredTotal = (field: 'passengers' | 'crew'): number | null => {
    const counts = transmissions.map((transmission) => transmission.declared[field]).filter((count) => count !== null);
    return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
  };
  const live = messages.filter((message) => !message.superseded);
  const total = (of: (message: PaxlstMessage) => number): number => live.reduce((sum, message) => sum + of(message), 0);
  const segments = live.map((message) => message.declared.segments).filter((count) => count !== null);
  return {
    format: 'paxlst',
    records,
    quarantined,
    declared: {
      passengers: declaredTotal('passengers'), crew: declaredTotal('crew'),
      segments: segments.length === 0 ? null : segments.reduce((sum, count) => sum + count, 0), messages: declaredMessages(reading),
    },
    found: {
      passengers: total((message) => message.found.passengers), crew: total((message) => message.found.crew),
      segments: total((message) => message.found.segments), messages: messages.length, records: records.length, quarantined: quarantined.length,
      references: total((message) => message.found.references), parts: transmissions.reduce((sum, transmission) => sum + transmission.parts.length, 0),
      missingParts: transmissions.flatMap((transmission) => transmission.missing),
    },
    messages, transmissions, interchanges: reading.interchanges, findings: reading.findings, charset,
    dialect: first?.dialect ?? null, function: first?.function ?? null, functionCode: first?.functionCode ?? null, part: first?.part ?? null,
    flight: first?.flight ?? null, departure: first?.departure ?? { airport: null, at: null }, arrival: first?.arrival ?? { airport: null, at: null },
  };
}

function declaredMessages(reading: Reading): number | null {
  const counts = reading.interchanges.map((interchange) => interchange.messages[0]?.declared.messages ?? null).filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

function noteSegments(message: PaxlstMessage, reading: Reading): void {
  const { declared, found } = message;
  if (declared.segments !== null && declared.segments !== found.segments) {
    addFinding(reading, message.where, 'countSegments', `UNT says ${declared.segments} segments, ${found.segments} were found.`);
  }
}

function noteTransmission(transmission: Transmission, reading: Reading): void {
  const where = `flight ${transmission.flight ?? '(unknown)'}`;
  for (const number of transmission.resent) addFinding(reading, where, 'resentPart', `Part ${number} came more than once; the last one counts.`);
  if (transmission.missing.length > 0) addFinding(reading, where, 'missingPart', `Parts ${transmission.missing.join(', ')} are not here; read them together with this one.`);
  else if (!transmission.finalSeen) addFinding(reading, where, 'missingPart', 'The last part is not here; more may follow.');
  const { declared, found } = transmission;
  const isList = transmission.complete && transmission.function !== 'closeOut' && transmission.function !== 'onBoard' && transmission.function !== 'notOnBoard';
  if (!isList) return;
  if (declared.crew !== null && declared.passengers === null && declared.crew > 0 && found.crew === 0 && found.passengers > 0) {
    addFinding(reading, where, 'countQualifier', `CNT+41 stands for crew, but the list names ${found.passengers} passengers and no crew; the carrier probably means CNT+42.`);
    if (declared.crew !== found.passengers) addFinding(reading, where, 'countPassengers', `CNT says ${declared.crew}, ${found.passengers} passengers were found.`);
    return;
  }
  if (declared.passengers !== null && declared.passengers !== found.passengers) {
    addFinding(reading, where, 'countPassengers', `CNT says ${declared.passengers} passengers, ${found.passengers} were found.`);
  }
  if (declared.crew !== null && declared.crew !== found.crew) addFinding(reading, where, 'countCrew', `CNT says ${declared.crew} crew, ${found.crew} were found.`);
}

/**
 * Puts split transmissions together that came in several inputs: parts out of order, sent again or missing.
 * Shape: one transmission per list, its records in the order of the parts; missing parts are named.
 */
export function joinParts(results: PaxlstResult[]): Transmission[] {
  return joinMessages(results.flatMap((result) => result.messages));
}

/**
 * Gives what a command line or an interface shows of a result: every person once, messages without their people.
 * Shape: plain data for JSON.
 */
export function reportOf(result: PaxlstResult): Record<string, unknown> {
  const { interchanges: _interchanges, transmissions, messages, ...rest } = result;
  return {
    ...rest,
    messages: messages.map(({ persons: _persons, ...message }) => message),
    transmissions: transmissions.map(({ records: _records, quarantined: _quarantined, ...transmission }) => transmission),
  };
}
