import type { TravellerRecord } from '../shapes.ts';
import type { FlightLeg, MessagePerson, PaxlstMessage } from './message.ts';
import type { PaxlstResult } from './read.ts';
import type { InterchangeHeader } from './reading.ts';
import type { Separators } from './separators.ts';

/**
 * The answer to one person: 0Z may board, 1Z may not board, 2Z advisory, 4Z data insufficient.
 * Source: the Chinese interactive dialect as one carrier's departure control system implements and tests it.
 */
export type BoardStatus = '0Z' | '1Z' | '2Z' | '4Z';

/** What a CUSRES is: 962 answers a list, 132 comes unasked and changes a status, 312 acknowledges a 132. */
export type CusresKind = '962' | '132' | '312';

/** A CUSRES message without its envelope. */
export interface Cusres {
  kind: CusresKind | string;
  reference: string;
  accessReference: string | null;
  messageReference: string | null;
  legs: FlightLeg[];
  /** Status of the whole message: "0" accepted, "1" refused; null where only people are answered. */
  header: { status: string; text: string | null } | null;
  persons: { bookingReference: string | null; uniqueReference: string | null; status: string; text: string | null }[];
  sender: string | null;
  recipient: string | null;
}

const texts: Record<BoardStatus, string> = { '0Z': 'OK TO BOARD', '1Z': 'NO BOARD', '2Z': 'ADVISORY', '4Z': 'INSUFFICIENT DATA' };

/**
 * Names what the authority still lacks about a person.
 * Shape: empty when the record suffices; a booking reference is asked for in the interactive dialect only.
 */
export function missingData(record: TravellerRecord, dialect: PaxlstMessage['dialect']): string[] {
  const missing: string[] = [];
  if (record.birthDate === null) missing.push('BIRTH DATE');
  if (record.sex === null) missing.push('SEX');
  if (record.nationality === null) missing.push('NATIONALITY');
  if (record.documents.length === 0) missing.push('DOCUMENT');
  if (dialect === 'iapi' && record.bookingReference === null) missing.push('AVF');
  return missing;
}

/**
 * Writes the CUSRES 962 that answers what was read, one interchange for each received, in the separators of the carrier and with
 * sender and recipient exchanged: one ERC for each person in the order sent, 4Z for the quarantined and the incomplete, otherwise as
 * decided. A message that names no person is answered at its header: 0 accepted, 1 refused.
 * Shape: empty when nothing was read that could be answered.
 */
export function answerPaxlst(
  result: PaxlstResult,
  decide: (record: TravellerRecord) => BoardStatus = () => '0Z',
  options: { answeredAt?: string; header?: 'always' | 'whenNoPersons' } = {},
): string {
  const written: string[] = [];
  for (const { header, messages } of result.interchanges) {
    if (messages.length === 0) continue;
    const answers = messages.map((message) => answerTo(message, decide, options.header ?? 'whenNoPersons'));
    written.push(writeCusres(header, answers, options.answeredAt));
  }
  return written.join('\n');
}

function answerTo(message: PaxlstMessage, decide: (record: TravellerRecord) => BoardStatus, header: 'always' | 'whenNoPersons'): Cusres {
  const isRefused = message.function === 'unknown';
  const answersHeader = header === 'always' || message.persons.length === 0;
  return {
    kind: '962', reference: message.reference, accessReference: message.accessReference, messageReference: message.messageReference,
    legs: message.legs, sender: message.recipient, recipient: message.sender,
    header: answersHeader ? { status: isRefused ? '1' : '0', text: isRefused ? 'MESSAGE FUNCTION UNKNOWN' : null } : null,
    persons: message.persons.map((person) => personAnswer(person, message.dialect, decide)),
  };
}

const refusedData: Record<string, string> = { noName: 'NAME', nameTooLong: 'NAME', birthDate: 'BIRTH DATE', brokenOff: 'MESSAGE INCOMPLETE' };

function personAnswer(person: MessagePerson, dialect: PaxlstMessage['dialect'], decide: (record: TravellerRecord) => BoardStatus): Cusres['persons'][number] {
  const { bookingReference, uniqueReference, record } = person;
  const missing = record ? missingData(record, dialect) : [refusedData[person.quarantined?.code ?? ''] ?? 'DATA'];
  if (missing.length > 0) return { bookingReference, uniqueReference, status: '4Z', text: `${texts['4Z']} - ${missing.join(', ')}` };
  const status = record ? decide(record) : '4Z';
  return { bookingReference, uniqueReference, status, text: texts[status] };
}

/**
 * Writes an interchange of CUSRES messages as an answer to an interchange received: same separators, same references, parties exchanged.
 * Unit: writtenAt is UTC, YYYY-MM-DDTHH:MM; now when it is left out.
 */
export function writeCusres(received: InterchangeHeader, messages: Cusres[], writtenAt?: string): string {
  const pen = new Pen(received.separators);
  const at = (writtenAt ?? new Date().toISOString()).replace(/[^0-9]/g, '');
  const [day, clock] = [at.slice(2, 8), at.slice(8, 12).padEnd(4, '0')];
  const { syntax, syntaxVersion, sender, recipient, reference, applicationReference } = received;
  const unb: (string | string[])[] = [[syntax, syntaxVersion], recipient, sender, [day, clock], reference];
  if (applicationReference !== '') unb.push('', applicationReference);
  pen.write('UNB', unb);
  const group = received.groupReference;
  const version = received.groupVersion ?? 'D:05B';
  if (group !== null) pen.write('UNG', ['CUSRES', recipient, sender, [day, clock], group, 'UN', version.split(':')]);
  for (const message of messages) writeMessage(pen, message, version.split(':'));
  if (group !== null) pen.write('UNE', [String(messages.length), group]);
  pen.write('UNZ', [group === null ? String(messages.length) : '1', reference]);
  return `${received.advised ? pen.advice() : ''}${pen.text}`;
}

function writeMessage(pen: Pen, message: Cusres, version: string[]): void {
  const first = pen.count;
  const unh: (string | string[])[] = [message.reference, ['CUSRES', version[0] ?? 'D', version[1] ?? '05B', 'UN', ...(message.kind === '312' ? [] : ['IATA'])]];
  if (message.accessReference !== null && message.kind === '962') unh.push(message.accessReference, ['01', 'F']);
  pen.write('UNH', unh);
  pen.write('BGM', [message.kind]);
  if (message.messageReference !== null) pen.write('RFF', [['TN', message.messageReference]]);
  for (const leg of message.legs) {
    if (leg.flight !== null) pen.write('RFF', [['AF', leg.flight]]);
    if (leg.departsAt !== null) pen.write('DTM', [['189', ediTime(leg.departsAt), '201']]);
    if (leg.arrivesAt !== null) pen.write('DTM', [['232', ediTime(leg.arrivesAt), '201']]);
    if (leg.from !== null) pen.write('LOC', [leg.fromQualifier ?? '125', leg.from]);
    if (leg.to !== null) pen.write('LOC', [leg.toQualifier ?? '87', leg.to]);
  }
  if (message.header) {
    pen.write('ERP', ['1']);
    pen.write('ERC', [message.header.status]);
    if (message.header.text !== null) pen.write('FTX', ['AAP', '', '', message.header.text]);
  }
  for (const person of message.persons) {
    pen.write('ERP', ['2']);
    if (person.bookingReference !== null) pen.write('RFF', [['AVF', person.bookingReference]]);
    if (person.uniqueReference !== null) pen.write('RFF', [['ABO', person.uniqueReference]]);
    pen.write('ERC', [person.status]);
    if (person.text !== null && message.kind !== '312') pen.write('FTX', ['AAP', '', '', person.text]);
  }
  pen.write('UNT', [String(pen.count - first + 1), message.reference]);
}

function ediTime(at: string): string {
  return at.replace(/[^0-9]/g, '').slice(2, 12).padEnd(10, '0');
}

/** Is what is kept of a list that was received, so that its people can be answered again later: its interchange's header, and how its message names itself and the flight. */
export interface AnswerEnvelope { readonly header: InterchangeHeader; readonly legs: FlightLeg[]; readonly sender: string | null; readonly recipient: string | null }

/** Gives the envelope of a message in what was read. Shape: undefined where the message is of no interchange read. */
export function envelopeOf(result: PaxlstResult, message: PaxlstMessage): AnswerEnvelope | undefined {
  const interchange = result.interchanges.find((one) => one.messages.includes(message));
  return interchange && { header: interchange.header, legs: message.legs, sender: message.sender, recipient: message.recipient };
}

/**
 * Writes the 132 that changes the status of people unasked, in the shape of the interchange that first named them.
 * Shape: the flight is named as in the list; reference is the authority's own number of this notice.
 */
export function writeUnsolicited(envelope: AnswerEnvelope, reference: string, changed: readonly { readonly record: Pick<TravellerRecord, 'bookingReference' | 'uniqueReference'>; readonly status: BoardStatus }[], writtenAt?: string): string {
  const persons = changed.map(({ record, status }) => ({
    bookingReference: record.bookingReference, uniqueReference: record.uniqueReference ?? null, status, text: texts[status],
  }));
  const notice: Cusres = {
    kind: '132', reference, accessReference: null, messageReference: reference, legs: envelope.legs, header: null, persons,
    sender: envelope.recipient, recipient: envelope.sender,
  };
  const { header } = envelope;
  return writeCusres({ ...header, reference, groupReference: header.groupReference === null ? null : reference }, [notice], writtenAt);
}

/** Writes the 312 that acknowledges a 132: the same people and status, the parties exchanged. */
export function acknowledgeUnsolicited(received: InterchangeHeader, messages: Cusres[], writtenAt?: string): string {
  const acknowledged = messages.filter((message) => message.kind === '132').map((message) => ({ ...message, kind: '312' }));
  return acknowledged.length === 0 ? '' : writeCusres(received, acknowledged, writtenAt);
}

class Pen {
  text = '';
  count = 0;
  private readonly marks: Separators & { end: string };

  constructor(separators: Separators) {
    this.marks = { ...separators, end: separators.terminator ?? '\n' };
  }

  write(tag: string, elements: (string | string[])[]): void {
    const { element, component, end } = this.marks;
    const written = elements.map((value) => {
      const parts = typeof value === 'string' ? [value] : value;
      return parts.map((part) => this.released(part)).join(component);
    });
    this.text += `${[tag, ...written].join(element)}${end}`;
    this.count += 1;
  }

  advice(): string {
    const { element, component, release, terminator } = this.marks;
    return `UNA${component}${element}.${release ?? ' '} ${terminator ?? '\n'}`;
  }

  private released(value: string): string {
    const { element, component, release, end } = this.marks;
    let text = '';
    for (const sign of value) {
      if (sign !== element && sign !== component && sign !== end && sign !== release) text += sign === '\n' ? ' ' : sign;
      else text += release === null ? ' ' : `${release}${sign}`;
    }
    return text;
  }
}
