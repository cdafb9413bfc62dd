import { Itinerary, borderCrossing, listsReferences, readFunction, readPart } from './message.ts';
import type { PaxlstMessage, PersonReference } from './message.ts';
import { readTime, travelDayOf } from './dates.ts';
import type { TravelDay } from './dates.ts';
import { componentOf, componentsOf } from './components.ts';
import { SegmentReader } from './segments.ts';
import type { Segment } from './components.ts';
import { addFinding } from './reading.ts';
import type { InterchangeHeader, Reading, ReadInterchange } from './reading.ts';
import type { FoundInterchange } from './separators.ts';
import { TravellerGroup, isTravellerQualifier } from './travellers.ts';

const maximumMessages = 20_000;
const maximumPersons = 300_000;
// What follows the name of a person; a message that ends within one of them was cut off there.
const personSegments = new Set(['NAD', 'ATT', 'DTM', 'MEA', 'GEI', 'FTX', 'LOC', 'COM', 'EMP', 'NAT', 'RFF', 'DOC']);

/** Reads one interchange into the reading. */
export function readInterchange(text: string, found: FoundInterchange, firstLine: number, reading: Reading): void {
  new InterchangeReading(text, found, firstLine, reading).run();
}

class InterchangeReading {
  private readonly segments: SegmentReader;
  private readonly component: string;
  private readonly found: FoundInterchange;
  private readonly reading: Reading;
  private readonly header: InterchangeHeader;
  private readonly interchange: ReadInterchange;
  private message: PaxlstMessage | null = null;
  private itinerary = new Itinerary();
  private group: TravellerGroup | null = null;
  private groupStart = 0;
  private previousEnd = 0;
  private reference: PersonReference | null = null;
  private nadCount = 0;
  private segmentCount = 0;
  private messagesOfInterchange = 0;
  private hasTransport = false;
  private travelDay: TravelDay | null = null;
  private isForeign = false;

  constructor(text: string, found: FoundInterchange, firstLine: number, reading: Reading) {
    this.segments = new SegmentReader(text, found.separators, firstLine);
    this.component = found.separators.component;
    this.found = found;
    this.reading = reading;
    this.header = {
      syntax: 'UNOA', syntaxVersion: '4', sender: [], recipient: [], preparedAt: null, reference: '', applicationReference: '',
      groupReference: null, groupVersion: null, separators: found.separators, advised: found.advised,
    };
    this.interchange = { header: this.header, messages: [] };
    reading.interchanges.push(this.interchange);
  }

  run(): void {
    const here = `interchange ${this.reading.interchanges.length}`;
    for (const note of this.found.notes) addFinding(this.reading, here, note.code, note.text);
    let isClosed = false;
    let last: Segment | null = null;
    for (let segment = this.segments.next(); segment && !isClosed; segment = isClosed ? null : this.segments.next()) {
      isClosed = this.take(segment);
      this.previousEnd = segment.end;
      last = segment;
    }
    if (this.message) {
      addFinding(this.reading, this.message.where, 'noTrailer', 'The message ends without UNT; the last person may be incomplete.');
      if (last && this.isBrokenOff(last)) this.group?.breakOff();
      this.closeMessage(null);
    }
    if (!isClosed && this.header.reference !== '') addFinding(this.reading, here, 'noTrailer', 'The interchange ends without UNZ; something may be missing behind it.');
    const outside = this.header.syntax.toUpperCase() === 'UNOA' ? /[a-z_@]/.exec(this.segments.text.slice(0, Math.min(this.previousEnd, 65_536))) : null;
    if (outside) addFinding(this.reading, here, 'level', `The header says UNOA, which knows no "${outside[0]}"; the text was read as it stands.`);
    if (this.segments.unreleased > 0) addFinding(this.reading, here, 'unreleased', `${this.segments.unreleased} terminators inside names were not released; they were kept as part of the name.`);
    if (this.segments.unterminated > 0) addFinding(this.reading, here, 'unterminated', `${this.segments.unterminated} segments end with the line instead of a terminator.`);
  }

  /** Whether the text ends within a segment of a person, and not with words behind its terminator. */
  private isBrokenOff(last: Segment): boolean {
    const { terminator } = this.found.separators;
    return terminator !== null && last.end >= this.segments.text.length && personSegments.has(last.tag) && !last.body.includes(terminator);
  }

  private part(segment: Segment, element: number, component: number): string {
    return componentOf(segment, element, component, this.component);
  }

  /** Takes one segment. Shape: true at the end of the interchange. */
  private take(segment: Segment): boolean {
    switch (segment.tag) {
      case 'UNB': this.readHeader(segment); return false;
      case 'UNG':
        this.header.groupReference = this.part(segment, 5, 0) || null;
        this.header.groupVersion = componentsOf(segment, 7, this.component).join(':') || null;
        return false;
      case 'UNH':
        if (this.message) {
          addFinding(this.reading, this.message.where, 'noTrailer', 'The message ends without UNT; the last person may be incomplete.');
          this.closeMessage(null);
        }
        this.openMessage(segment);
        return false;
      case 'UNT':
        if (this.message) {
          this.segmentCount += 1;
          this.closeMessage(segment);
        }
        this.isForeign = false;
        return false;
      case 'UNZ': {
        const declared = Number(this.part(segment, 1, 0));
        if (this.message) this.closeMessage(null);
        if (Number.isSafeInteger(declared) && this.part(segment, 1, 0) !== '') {
          for (const message of this.interchange.messages) message.declared.messages = declared;
          const found = this.header.groupReference === null ? this.messagesOfInterchange : declared;
          if (declared !== found) addFinding(this.reading, `interchange ${this.reading.interchanges.length}`, 'countMessages', `UNZ says ${declared} messages, ${found} were found.`);
        }
        return true;
      }
      default:
    }
    if (!this.message || this.isForeign) return false;
    this.segmentCount += 1;
    this.takeContent(segment, this.message);
    return false;
  }

  private takeContent(segment: Segment, message: PaxlstMessage): void {
    switch (segment.tag) {
      case 'BGM': {
        const read = readFunction(segment, this.component);
        message.function = read.function;
        message.functionCode = read.functionCode;
        return;
      }
      case 'TDT':
        this.closeGroup(message);
        this.hasTransport = true;
        this.travelDay = null;
        this.itinerary.addTransport(segment, this.component);
        return;
      case 'NAD': this.openGroup(segment, message); return;
      case 'CNT': this.closeGroup(message); this.readCount(segment, message); return;
      case 'RFF':
        if (!this.group) return this.readOuterReference(segment, message);
        break;
      case 'COM':
        if (!this.group) {
          for (let element = 1; element <= 9 && message.contacts.length < 20; element += 1) {
            const contact = componentsOf(segment, element, this.component).join(' ').trim();
            if (contact !== '') message.contacts.push(contact);
          }
          return;
        }
        break;
      case 'LOC':
        if (!this.group && this.hasTransport) return this.itinerary.addPlace(segment, this.component);
        break;
      case 'DTM':
        if (!this.group && this.hasTransport) return this.itinerary.addTime(segment, this.component, this.reading.receivedOn);
        break;
      default:
    }
    this.group?.add(segment);
  }

  private readHeader(unb: Segment): void {
    this.header.syntax = this.part(unb, 1, 0) || 'UNOA';
    this.header.syntaxVersion = this.part(unb, 1, 1) || '4';
    this.header.sender = componentsOf(unb, 2, this.component);
    this.header.recipient = componentsOf(unb, 3, this.component);
    const day = this.part(unb, 4, 0);
    const clock = this.part(unb, 4, 1);
    this.header.preparedAt = readTime(`${day}${/^\d{4}$/.test(clock) ? clock : ''}`, day.length === 8 ? '203' : '201', this.reading.receivedOn);
    this.header.reference = this.part(unb, 5, 0);
    this.header.applicationReference = this.part(unb, 7, 0).toUpperCase();
  }

  private openMessage(unh: Segment): void {
    this.reading.messageCount += 1;
    this.messagesOfInterchange += 1;
    const where = `message ${this.reading.messageCount}`;
    const type = this.part(unh, 2, 0).toUpperCase();
    this.isForeign = type !== 'PAXLST';
    if (this.reading.messageCount > maximumMessages) {
      this.isForeign = true;
      return this.refuseMore(where, `more than ${maximumMessages} messages`);
    }
    if (this.isForeign) {
      const advice = type === 'CUSRES' ? 'it is an answer, not a list' : 'send passenger lists as PAXLST';
      this.reading.quarantined.push({ where, code: 'otherMessage', reason: `The message is of the type ${type || '(none)'}, not PAXLST; ${advice}.` });
      return;
    }
    const { header } = this;
    const isIapi = header.applicationReference === 'IAPI' || header.recipient[0] === 'NIAC';
    this.message = {
      where, interchangeReference: header.reference, reference: this.part(unh, 1, 0), accessReference: this.part(unh, 3, 0) || null,
      version: `${this.part(unh, 2, 1)}.${this.part(unh, 2, 2)}`, dialect: isIapi ? 'iapi' : 'paxlst', function: 'unknown', functionCode: '',
      part: readPart(unh, this.component), flight: null, legs: [], departure: { airport: null, at: null }, arrival: { airport: null, at: null },
      sender: header.sender[0] || null, recipient: header.recipient[0] || null, messageReference: null, reportingParty: null, contacts: [],
      references: [], persons: [],
      declared: { passengers: null, crew: null, segments: null, messages: null },
      found: { passengers: 0, crew: 0, loaded: 0, quarantined: 0, references: 0, segments: 0, messages: 0 }, superseded: false,
    };
    this.itinerary = new Itinerary();
    this.group = null;
    this.reference = null;
    this.nadCount = 0;
    this.segmentCount = 1;
    this.hasTransport = false;
    this.travelDay = null;
  }

  private openGroup(nad: Segment, message: PaxlstMessage): void {
    this.closeGroup(message);
    if (this.reading.personCount > maximumPersons) return;
    const qualifier = this.part(nad, 1, 0).toUpperCase();
    const isTraveller = isTravellerQualifier(qualifier);
    if (!isTraveller && (qualifier === 'MS' || !this.hasTransport)) {
      if (qualifier === 'MS') message.reportingParty = componentsOf(nad, 4, this.component).filter((name) => name !== '').join(', ') || this.part(nad, 2, 0) || null;
      return;
    }
    this.nadCount += 1;
    const where = `${message.where}, NAD ${this.nadCount}, line ${this.segments.lineOf(nad.start)}`;
    if (!isTraveller && !listsReferences(message.function)) {
      addFinding(this.reading, where, 'qualifier', `The NAD qualifier "${qualifier}" is none of FL, FM, DDU and DDT; the person was taken as a passenger.`);
    }
    this.group = new TravellerGroup(nad, qualifier, where, this.component, (place, code, text) => addFinding(this.reading, place, code, text));
    this.groupStart = nad.start;
  }

  private closeGroup(message: PaxlstMessage): void {
    const { group } = this;
    this.reference = null;
    if (!group) return;
    this.group = null;
    if (listsReferences(message.function) && group.surname === '') {
      message.references.push({ where: group.where, bookingReference: group.bookingReference, uniqueReference: group.uniqueReference, seat: group.seat });
      return;
    }
    this.reading.personCount += 1;
    if (this.reading.personCount > maximumPersons) return this.refuseMore(group.where, `more than ${maximumPersons} people`);
    this.travelDay ??= travelDayOf(this.dayOfTravel());
    const outcome = group.settle(this.travelDay, this.segments.text.slice(this.groupStart, this.previousEnd));
    const record = 'record' in outcome ? outcome.record : null;
    const quarantined = 'quarantined' in outcome ? outcome.quarantined : null;
    message.persons.push({ record, quarantined, kind: group.kind, bookingReference: group.bookingReference, uniqueReference: group.uniqueReference });
  }

  /** The day that birth dates and expiries are read against; a departure years away from the date of the interchange is not believed. */
  private dayOfTravel(): string {
    const departure = borderCrossing(this.itinerary.legs()).departure.at?.slice(0, 10);
    const prepared = this.header.preparedAt?.slice(0, 10);
    if (departure === undefined || prepared === undefined) return departure ?? prepared ?? this.reading.receivedOn;
    return Math.abs(Number(departure.slice(0, 4)) - Number(prepared.slice(0, 4))) > 2 ? prepared : departure;
  }

  private refuseMore(where: string, what: string): void {
    if (this.reading.quarantined.some((entry) => entry.code === 'tooMany')) return;
    this.reading.quarantined.push({ where, code: 'tooMany', reason: `The input holds ${what}; the rest was not read. Send one flight a file.` });
  }

  /** RFF outside a person: the number of the transmission, or the references of a close-out that has no NAD. */
  private readOuterReference(rff: Segment, message: PaxlstMessage): void {
    const qualifier = this.part(rff, 1, 0).toUpperCase();
    const value = this.part(rff, 1, 1) || this.part(rff, 2, 0);
    if (qualifier === 'TN') message.messageReference ??= value || null;
    if (value === '' || !listsReferences(message.function) || !['AVF', 'ABO', 'SEA'].includes(qualifier)) return;
    const field = qualifier === 'AVF' ? 'bookingReference' : qualifier === 'ABO' ? 'uniqueReference' : 'seat';
    if (!this.reference || this.reference[field] !== null) {
      this.reference = { where: `${message.where}, line ${this.segments.lineOf(rff.start)}`, bookingReference: null, uniqueReference: null, seat: null };
      message.references.push(this.reference);
    }
    this.reference[field] = value;
  }

  private readCount(cnt: Segment, message: PaxlstMessage): void {
    const count = this.part(cnt, 1, 1) || this.part(cnt, 2, 0);
    if (!/^\d{1,7}$/.test(count)) return;
    const qualifier = this.part(cnt, 1, 0);
    if (qualifier === '42') message.declared.passengers = Number(count);
    else if (qualifier === '41') message.declared.crew = Number(count);
  }

  private closeMessage(unt: Segment | null): void {
    const { message } = this;
    if (!message) return;
    this.closeGroup(message);
    this.message = null;
    if (unt && /^\d{1,9}$/.test(this.part(unt, 1, 0))) message.declared.segments = Number(this.part(unt, 1, 0));
    message.legs = this.itinerary.legs();
    const crossing = borderCrossing(message.legs);
    message.flight = crossing.flight ?? this.itinerary.lastFlight;
    message.departure = crossing.departure;
    message.arrival = crossing.arrival;
    const { found } = message;
    for (const person of message.persons) {
      if (person.kind === 'crew') found.crew += 1;
      else found.passengers += 1;
      if (person.record) found.loaded += 1;
      else found.quarantined += 1;
    }
    found.references = message.references.length;
    found.segments = this.segmentCount;
    found.messages = 1;
    if (message.function === 'unknown') {
      addFinding(this.reading, message.where, 'function', `BGM says "${message.functionCode}", which is none of 745, 250, 266 and 336; the people were read all the same.`);
    }
    this.interchange.messages.push(message);
  }
}
