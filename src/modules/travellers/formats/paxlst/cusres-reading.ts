import { decodeText, maximumBytes } from './bytes.ts';
import type { Cusres } from './cusres.ts';
import { readTime } from './dates.ts';
import type { FlightLeg } from './message.ts';
import type { InterchangeHeader } from './reading.ts';
import { componentOf, componentsOf } from './components.ts';
import { SegmentReader } from './segments.ts';
import type { Segment } from './components.ts';
import type { FoundInterchange } from './separators.ts';
import { findInterchanges } from './separators.ts';

/** CUSRES messages as read, with the header of the interchange that each came in. */
export interface CusresResult {
  interchanges: { header: InterchangeHeader; messages: Cusres[] }[];
  messages: Cusres[];
}

const maximumMessages = 20_000;

/**
 * Reads CUSRES messages: answers (962), unasked changes of a status (132) and acknowledgements (312), with any separators.
 * Shape: no messages when the input holds none; it throws for no input.
 */
export function readCusres(input: Uint8Array | string, options: { receivedOn?: string } = {}): CusresResult {
  const result: CusresResult = { interchanges: [], messages: [] };
  if (input.length > maximumBytes) return result;
  const pivot = options.receivedOn ?? new Date().toISOString().slice(0, 10);
  const { text } = decodeText(input);
  for (const found of findInterchanges(text).slice(0, 5000)) {
    const reading = new CusresReading(text.slice(found.start, found.end), found, pivot, maximumMessages - result.messages.length);
    result.interchanges.push({ header: reading.header, messages: reading.messages });
    result.messages.push(...reading.messages);
  }
  return result;
}

class CusresReading {
  readonly header: InterchangeHeader;
  readonly messages: Cusres[] = [];
  private readonly component: string;
  private readonly pivot: string;
  private message: Cusres | null = null;
  private level = '';
  private person: Cusres['persons'][number] | null = null;

  constructor(text: string, found: FoundInterchange, pivot: string, room: number) {
    this.component = found.separators.component;
    this.pivot = pivot;
    this.header = {
      syntax: 'UNOA', syntaxVersion: '4', sender: [], recipient: [], preparedAt: null, reference: '', applicationReference: '',
      groupReference: null, groupVersion: null, separators: found.separators, advised: found.advised,
    };
    const segments = new SegmentReader(text, found.separators, 1);
    for (let segment = segments.next(); segment && segment.tag !== 'UNZ'; segment = segments.next()) this.take(segment, room);
  }

  private part(segment: Segment, element: number, component = 0): string {
    return componentOf(segment, element, component, this.component);
  }

  private take(segment: Segment, room: number): void {
    const { header } = this;
    switch (segment.tag) {
      case 'UNB':
        header.syntax = this.part(segment, 1) || 'UNOA';
        header.syntaxVersion = this.part(segment, 1, 1) || '4';
        header.sender = componentsOf(segment, 2, this.component);
        header.recipient = componentsOf(segment, 3, this.component);
        header.preparedAt = readTime(`${this.part(segment, 4)}${this.part(segment, 4, 1)}`, '201', this.pivot);
        header.reference = this.part(segment, 5);
        header.applicationReference = this.part(segment, 7).toUpperCase();
        return;
      case 'UNG':
        header.groupReference = this.part(segment, 5) || null;
        header.groupVersion = componentsOf(segment, 7, this.component).join(':') || null;
        return;
      case 'UNH':
        this.message = null;
        if (this.part(segment, 2).toUpperCase() !== 'CUSRES' || this.messages.length >= room) return;
        this.message = {
          kind: '', reference: this.part(segment, 1), accessReference: this.part(segment, 3) || null, messageReference: null, legs: [],
          header: null, persons: [], sender: header.sender[0] || null, recipient: header.recipient[0] || null,
        };
        this.level = '';
        this.person = null;
        this.messages.push(this.message);
        return;
      case 'UNT': this.message = null; return;
      default:
    }
    if (this.message) this.takeContent(segment, this.message);
  }

  private takeContent(segment: Segment, message: Cusres): void {
    switch (segment.tag) {
      case 'BGM': message.kind = this.part(segment, 1); return;
      case 'RFF': this.takeReference(segment, message); return;
      case 'DTM': {
        const leg = message.legs.at(-1);
        const at = readTime(this.part(segment, 1, 1), this.part(segment, 1, 2), this.pivot);
        if (leg && this.part(segment, 1) === '189') leg.departsAt = at;
        else if (leg && this.part(segment, 1) === '232') leg.arrivesAt = at;
        return;
      }
      case 'LOC': this.takePlace(segment, message); return;
      case 'ERP':
        this.level = this.part(segment, 1);
        this.person = null;
        if (this.level !== '1') {
          this.person = { bookingReference: null, uniqueReference: null, status: '', text: null };
          message.persons.push(this.person);
        }
        return;
      case 'ERC':
        if (this.person) this.person.status = this.part(segment, 1).toUpperCase();
        else message.header ??= { status: this.part(segment, 1).toUpperCase(), text: null };
        return;
      case 'FTX': {
        const said = componentsOf(segment, 4, this.component).filter((piece) => piece !== '').join(' ') || null;
        if (this.person) this.person.text = said;
        else if (message.header) message.header.text = said;
        return;
      }
      default:
    }
  }

  private takeReference(segment: Segment, message: Cusres): void {
    const value = this.part(segment, 1, 1) || null;
    switch (this.part(segment, 1).toUpperCase()) {
      case 'TN': message.messageReference ??= value; return;
      case 'AF':
        if (message.legs.length < 100) message.legs.push(emptyLeg(value));
        return;
      case 'AVF': if (this.person) this.person.bookingReference = value; return;
      case 'ABO': if (this.person) this.person.uniqueReference = value; return;
      default:
    }
  }

  private takePlace(segment: Segment, message: Cusres): void {
    let leg = message.legs.at(-1);
    if (!leg) {
      leg = emptyLeg(null);
      message.legs.push(leg);
    }
    const [qualifier, airport] = [this.part(segment, 1), this.part(segment, 2).toUpperCase() || null];
    const arrives = qualifier === '87' || qualifier === '130' || (qualifier !== '125' && leg.from !== null);
    if (arrives) [leg.to, leg.toQualifier] = [airport, qualifier];
    else [leg.from, leg.fromQualifier] = [airport, qualifier];
  }
}

function emptyLeg(flight: string | null): FlightLeg {
  return { flight, from: null, to: null, departsAt: null, arrivesAt: null, fromQualifier: null, toQualifier: null };
}
