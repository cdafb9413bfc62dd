import type { Finding, Quarantined, TravelDocument, TravellerRecord } from '../shapes.ts';
import { findState, toAlpha3 } from '../states.ts';
import { readDay } from './dates.ts';
import type { TravelDay } from './dates.ts';
import { readNadName } from './names.ts';
import { componentOf } from './components.ts';
import type { Segment } from './components.ts';

/** Where the reader puts what is wrong but stops nothing. */
export type Note = (where: string, code: Finding['code'], text: string) => void;

/** What one NAD group of a message came to. */
export type TravellerOutcome = { record: TravellerRecord } | { quarantined: Quarantined };

// C080 has five names of 35 characters each.
const maximumName = 179;

const qualifiers: Record<string, { kind: TravellerRecord['kind']; isTransit: boolean }> = {
  FL: { kind: 'passenger', isTransit: false },
  FM: { kind: 'crew', isTransit: false },
  DDU: { kind: 'passenger', isTransit: true },
  DDT: { kind: 'crew', isTransit: true },
};

/** Whether a NAD qualifier stands for a traveller: passenger, crew, or one of them in transit. */
export function isTravellerQualifier(qualifier: string): boolean {
  return qualifier in qualifiers;
}

interface OpenDocument {
  type: string;
  number: string;
  issuer: string | null;
  expiryAsSent: string;
  expiryFormat: string;
}

/** Collects the segments of one person and settles at the end whether the person can be let in. */
export class TravellerGroup {
  readonly where: string;
  readonly kind: TravellerRecord['kind'];
  bookingReference: string | null = null;
  uniqueReference: string | null = null;
  seat: string | null = null;
  readonly surname: string;
  readonly givenNames: string;
  private isBrokenOff = false;
  private readonly component: string;
  private readonly note: Note;
  private readonly isTransit: boolean;
  private birthAsSent = '';
  private birthFormat = '';
  private sexAsSent = '';
  private nationalityAsSent = '';
  private embarkation: string | null = null;
  private disembarkation: string | null = null;
  private readonly documents: OpenDocument[] = [];
  private readonly extras: Partial<TravellerRecord> = {};
  private readonly asSent: Record<string, string> = {};

  constructor(nad: Segment, qualifier: string, where: string, component: string, note: Note) {
    this.where = where;
    this.component = component;
    this.note = note;
    const known = qualifiers[qualifier];
    this.kind = known?.kind ?? 'passenger';
    this.isTransit = known?.isTransit ?? false;
    const name = readNadName(nad, component);
    this.surname = name.surname;
    this.givenNames = name.givenNames;
    if (name.address !== null) this.extras.address = name.address;
    if (name.isSpread) note(where, 'nameElements', 'The given name stands in an element of its own instead of a component; it was taken as the given name.');
  }

  /** Takes one segment of the group; segments that the guide does not know are passed over. */
  add(segment: Segment): void {
    switch (segment.tag) {
      case 'ATT': return this.readSex(segment);
      case 'DTM': return this.readDate(segment);
      case 'LOC': return this.readPlace(segment);
      case 'NAT': return this.readNationality(segment);
      case 'RFF': return this.readReference(segment);
      case 'DOC': return this.readDocument(segment);
      case 'GEI': {
        const indicator = this.part(segment, 2, 0);
        if (indicator === '173' || indicator === '174') this.extras.verified = indicator === '173';
        return;
      }
      case 'MEA':
        if (this.part(segment, 1, 0) === 'CT') this.countBags(this.part(segment, 3, 1) || this.part(segment, 3, 0));
        return;
      case 'FTX':
        if (this.part(segment, 1, 0).toUpperCase() === 'BAG') this.readBagTag(segment);
        return;
      case 'EMP': {
        const role = this.part(segment, 2, 0);
        if (role !== '') this.extras.crewRole = role.toUpperCase();
        return;
      }
      default:
    }
  }

  /** Says that the message ended within the last segment of this person. */
  breakOff(): void {
    this.isBrokenOff = true;
  }

  /** Settles the record. Shape: the record, or the reason why it must be put right first. */
  settle(travel: TravelDay, raw: string): TravellerOutcome {
    const refuse = (code: string, reason: string): TravellerOutcome => ({ quarantined: { where: this.where, code, reason, raw: raw.slice(0, 2000) } });
    if (!/\p{L}/u.test(this.surname)) {
      return refuse('noName', `The NAD segment gives no name${this.surname === '' ? '' : ` ("${this.surname}")`}; send the person again with the surname in NAD, fourth element, first component.`);
    }
    if (this.surname.length > maximumName || this.givenNames.length > maximumName) {
      return refuse('nameTooLong', `The name has ${Math.max(this.surname.length, this.givenNames.length)} characters, ${maximumName} at most; a terminator is probably missing behind it. Send the person again.`);
    }
    if (this.isBrokenOff) return refuse('brokenOff', 'The message ends in the middle of this person, without UNT; what is missing behind it nobody knows. Send the whole message again.');
    const birth = readDay(this.birthAsSent, this.birthFormat, travel.birth);
    let birthDate: string | null = null;
    if (birth.kind === 'impossible') {
      return refuse('birthDate', `The birth date "${this.birthAsSent}" is no date; send the person again with DTM+329 as YYMMDD or CCYYMMDD of the travel document.`);
    }
    if (birth.kind === 'day') {
      birthDate = birth.day;
      if (birthDate > travel.limit) return refuse('birthDate', `The birth date ${birthDate} lies after the day of travel ${travel.day}; send the person again with the date of the travel document.`);
      if (Number(travel.day.slice(0, 4)) - Number(birthDate.slice(0, 4)) > 125) return refuse('birthDate', `The birth date ${birthDate} makes the person older than 125 years; send the person again with the date of the travel document.`);
      if (isUnderTwo(birthDate, travel.day)) this.extras.infant = true;
    } else if (birth.kind === 'partial') {
      this.keep('birthDate', this.birthAsSent, 'birthDatePartial', `The birth date "${this.birthAsSent}" has no full day, month and year; it stays open until the document is seen.`);
    }
    const record: TravellerRecord = {
      kind: this.kind,
      surname: this.surname,
      givenNames: this.givenNames,
      sex: this.sex(),
      birthDate,
      nationality: this.nationality(),
      documents: this.documents.map((document) => this.settledDocument(document, travel)),
      embarkation: this.embarkation,
      disembarkation: this.disembarkation,
      seat: this.seat,
      bookingReference: this.bookingReference,
      where: this.where,
      ...this.extras,
    };
    if (this.isTransit) record.transit = true;
    if (this.uniqueReference !== null) record.uniqueReference = this.uniqueReference;
    if (Object.keys(this.asSent).length > 0) record.asSent = this.asSent;
    return { record };
  }

  private part(segment: Segment, element: number, component: number): string {
    return componentOf(segment, element, component, this.component);
  }

  private keep(field: string, value: string, code: string, text: string): void {
    this.asSent[field] = value;
    this.note(this.where, code, text);
  }

  private readSex(att: Segment): void {
    if (this.part(att, 1, 0) !== '2' && this.part(att, 1, 0) !== '') return;
    this.sexAsSent = this.part(att, 3, 0) || this.part(att, 2, 0);
  }

  private sex(): TravellerRecord['sex'] {
    const sent = this.sexAsSent.toUpperCase();
    if (sent === '') return null;
    if (sent === 'M' || sent === 'MALE' || sent === '1') return 'M';
    if (sent === 'F' || sent === 'FEMALE' || sent === '2') return 'F';
    if (sent === 'X' || sent === 'U' || sent === '<' || sent === '9' || sent === '0') return 'X';
    if (sent === 'MI' || sent === 'FI') {
      this.extras.infant = true;
      return sent === 'MI' ? 'M' : 'F';
    }
    this.keep('sex', this.sexAsSent, 'sex', `The sex "${this.sexAsSent}" is none of M, F, X and U; it was left open.`);
    return null;
  }

  private readDate(dtm: Segment): void {
    const qualifier = this.part(dtm, 1, 0);
    const value = this.part(dtm, 1, 1) || this.part(dtm, 2, 0);
    const format = this.part(dtm, 1, 2);
    if (qualifier === '329') {
      this.birthAsSent = value;
      this.birthFormat = format;
    } else if (qualifier === '36') {
      const document = this.documents.at(-1);
      if (document) [document.expiryAsSent, document.expiryFormat] = [value, format];
      else if (value !== '') this.keep('expiry', value, 'expiryWithoutDocument', 'An expiry date stands before any DOC; it was kept as sent.');
    }
  }

  private readPlace(loc: Segment): void {
    const code = this.part(loc, 2, 0).toUpperCase();
    switch (this.part(loc, 1, 0)) {
      case '178': this.embarkation = code || null; return;
      case '179': this.disembarkation = code || null; return;
      case '22': if (code !== '') this.extras.clearancePort = code; return;
      case '174': if (code !== '') this.extras.residence = toAlpha3(code) ?? code; return;
      case '180': {
        const place = [this.part(loc, 2, 3), this.part(loc, 3, 3), this.part(loc, 4, 3)].filter((part) => part !== '').join(', ');
        if (place !== '') this.extras.birthPlace = place;
        if (code !== '') this.extras.birthCountry = toAlpha3(code) ?? code;
        return;
      }
      case '91': {
        const document = this.documents.at(-1);
        if (!document || code === '') return;
        document.issuer = toAlpha3(code) ?? code;
        if (!findState(code)) this.note(this.where, 'issuer', `The issuing state "${code}" of document ${document.number} is no code of a state; it was kept as sent.`);
        return;
      }
      default:
    }
  }

  private readNationality(nat: Segment): void {
    const first = this.part(nat, 1, 0);
    this.nationalityAsSent = this.part(nat, 2, 0) || this.part(nat, 2, 3) || (/^\d*$/.test(first) ? '' : first);
  }

  private nationality(): string | null {
    if (this.nationalityAsSent === '') return null;
    const code = toAlpha3(this.nationalityAsSent);
    if (code === null) {
      this.keep('nationality', this.nationalityAsSent, 'nationality', `The nationality "${this.nationalityAsSent}" is no code of ISO 3166 or ICAO Doc 9303; it was left open.`);
    }
    return code;
  }

  private readReference(rff: Segment): void {
    const value = this.part(rff, 1, 1) || this.part(rff, 2, 0);
    if (value === '') return;
    switch (this.part(rff, 1, 0).toUpperCase()) {
      case 'AVF': this.bookingReference ??= value.toUpperCase(); return;
      case 'ABO': this.uniqueReference = value; return;
      case 'SEA': this.seat = value.toUpperCase(); return;
      case 'YZY': this.extras.ticket = value.toUpperCase(); return;
      case 'AEA': this.extras.governmentReference = value; return;
      default:
    }
  }

  private readDocument(doc: Segment): void {
    const type = this.part(doc, 1, 0).toUpperCase();
    const number = (this.part(doc, 2, 0) || this.part(doc, 3, 0) || this.part(doc, 4, 0)).replaceAll(' ', '').toUpperCase();
    if (number === '' || number === 'NULL' || number === 'NONE') {
      this.note(this.where, 'documentNumber', `A document of type "${type}" has no number; it was left out.`);
      return;
    }
    this.documents.push({ type, number, issuer: null, expiryAsSent: '', expiryFormat: '' });
  }

  private settledDocument(document: OpenDocument, travel: TravelDay): TravelDocument {
    const reading = readDay(document.expiryAsSent, document.expiryFormat, travel.expiry);
    if (reading.kind === 'impossible' || reading.kind === 'partial') {
      this.keep('expiry', document.expiryAsSent, 'expiry', `The expiry "${document.expiryAsSent}" of document ${document.number} is no date; it was left open.`);
    }
    return { type: document.type, number: document.number, issuer: document.issuer, expiry: reading.kind === 'day' ? reading.day : null };
  }

  private countBags(count: string): void {
    if (!/^\d{1,4}$/.test(count)) return;
    this.extras.bags = { count: Number(count), tags: this.extras.bags?.tags ?? [] };
  }

  private readBagTag(ftx: Segment): void {
    const tag = this.part(ftx, 4, 0);
    if (tag === '' || tag.toUpperCase() === 'NULL') return;
    const bags = this.extras.bags ?? { count: null, tags: [] };
    if (bags.tags.length < 99) bags.tags.push(tag);
    this.extras.bags = bags;
  }
}

function isUnderTwo(birthDate: string, travelDay: string): boolean {
  const second = `${String(Number(birthDate.slice(0, 4)) + 2).padStart(4, '0')}${birthDate.slice(4)}`;
  return travelDay < second;
}
