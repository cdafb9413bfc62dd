import type { TravellerRecord, Quarantined } from '../shapes.ts';
import { readTime } from './dates.ts';
import { componentOf, componentsOf } from './components.ts';
import type { Segment } from './components.ts';

/** What a message is for, from BGM. */
export type MessageFunction =
  | 'passengers' | 'crew' | 'change' | 'reduction' | 'cancel' | 'closeOut' | 'onBoard' | 'notOnBoard' | 'flightChange' | 'masterCrewList' | 'gatePass' | 'unknown';

/** One leg of a flight; times are local to the airport. */
export interface FlightLeg {
  flight: string | null;
  from: string | null;
  to: string | null;
  departsAt: string | null;
  arrivesAt: string | null;
  /** Qualifiers of LOC: 125 last foreign departure, 87 first arrival in the country, 92 any other stop, 130 final destination. */
  fromQualifier: string | null;
  toQualifier: string | null;
}

/** A person of a message in the order sent: the record, or the reason it is quarantined, with the references an answer needs. */
export interface MessagePerson {
  record: TravellerRecord | null;
  quarantined: Quarantined | null;
  kind: TravellerRecord['kind'];
  bookingReference: string | null;
  uniqueReference: string | null;
}

/** A person whom a close-out names by reference only. */
export interface PersonReference {
  where: string;
  bookingReference: string | null;
  uniqueReference: string | null;
  seat: string | null;
}

/** One PAXLST message with everything that is not a person. */
export interface PaxlstMessage {
  where: string;
  /** UNB control reference. */
  interchangeReference: string;
  /** UNH reference, and the common access reference that carriers use to name the flight or the dialogue. */
  reference: string;
  accessReference: string | null;
  version: string;
  dialect: 'paxlst' | 'iapi';
  function: MessageFunction;
  functionCode: string;
  /** Part of a split transmission; last is null where the carrier does not say. */
  part: { number: number; last: boolean | null } | null;
  flight: string | null;
  legs: FlightLeg[];
  departure: { airport: string | null; at: string | null };
  arrival: { airport: string | null; at: string | null };
  sender: string | null;
  recipient: string | null;
  /** RFF+TN, the carrier's number of the transmission. */
  messageReference: string | null;
  reportingParty: string | null;
  contacts: string[];
  references: PersonReference[];
  persons: MessagePerson[];
  declared: { passengers: number | null; crew: number | null; segments: number | null; messages: number | null };
  found: { passengers: number; crew: number; loaded: number; quarantined: number; references: number; segments: number; messages: number };
  /** Replaced by a later transmission of the same part. */
  superseded: boolean;
}

const functions: Record<string, MessageFunction> = {
  '745': 'passengers', '745+CP': 'change', '745+RP': 'reduction', '745+XR': 'cancel', '250': 'crew', '336': 'masterCrewList', '655': 'gatePass',
  '266+CL': 'closeOut', '266+CLOB': 'onBoard', '266+CLNB': 'notOnBoard', '266+XF': 'cancel', '266+CF': 'flightChange', '266': 'closeOut',
};

/** Reads BGM. Shape: the code as "745" or "745+CP"; a code behind 745, 250 or 336 that changes nothing keeps the function of its list. */
export function readFunction(bgm: Segment, separator: string): { function: MessageFunction; functionCode: string } {
  const code = componentOf(bgm, 1, 0, separator).toUpperCase();
  const detail = componentOf(bgm, 2, 0, separator).toUpperCase();
  const functionCode = detail === '' ? code : `${code}+${detail}`;
  return { function: functions[functionCode] ?? functions[code] ?? 'unknown', functionCode };
}

/** Whether a message names people by reference only. */
export function listsReferences(kind: MessageFunction): boolean {
  return kind === 'closeOut' || kind === 'onBoard' || kind === 'notOnBoard' || kind === 'flightChange';
}

/** Reads the part of UNH (S010), such as 02:F. */
export function readPart(unh: Segment, separator: string): PaxlstMessage['part'] {
  const [number = '', mark = ''] = componentsOf(unh, 4, separator);
  if (!/^\d{1,3}$/.test(number)) return null;
  const letter = mark.toUpperCase();
  return { number: Number(number), last: letter === 'F' ? true : letter === 'C' ? false : null };
}

/** Reads the conveyance reference of TDT. Shape: the flight as sent in upper case, with the carrier in front where it was sent apart. */
export function readFlight(tdt: Segment, separator: string): string | null {
  const number = componentOf(tdt, 2, 0, separator).replaceAll(' ', '').toUpperCase();
  const carrier = componentOf(tdt, 5, 0, separator).toUpperCase();
  if (number === '') return null;
  return /^\d+[A-Z]?$/.test(number) && carrier !== '' ? `${carrier}${number}` : number;
}

interface Stop {
  flight: string | null;
  qualifier: string;
  airport: string;
  departsAt: string | null;
  arrivesAt: string | null;
}

/** Collects TDT, LOC and DTM and strings them into legs: 92 may be a departure or an arrival, its DTM or its turn tells. */
export class Itinerary {
  private readonly stops: Stop[] = [];
  private flight: string | null = null;
  private startsFlight = false;

  addTransport(tdt: Segment, separator: string): void {
    this.flight = readFlight(tdt, separator);
    this.startsFlight = true;
  }

  addPlace(loc: Segment, separator: string): void {
    const airport = componentOf(loc, 2, 0, separator).toUpperCase();
    if (airport === '' || this.stops.length >= 200) return;
    this.stops.push({ flight: this.flight, qualifier: componentOf(loc, 1, 0, separator), airport, departsAt: null, arrivesAt: null });
    if (this.startsFlight) this.startsFlight = false;
  }

  addTime(dtm: Segment, separator: string, pivot: string): void {
    const stop = this.stops.at(-1);
    // A DTM directly behind TDT belongs to no stop yet.
    if (!stop || this.startsFlight) return;
    const value = componentOf(dtm, 1, 1, separator) || componentOf(dtm, 2, 0, separator);
    const at = readTime(value, componentOf(dtm, 1, 2, separator), pivot);
    const qualifier = componentOf(dtm, 1, 0, separator);
    if (qualifier === '189' || qualifier === '133' || qualifier === '136') stop.departsAt ??= at;
    else if (qualifier === '232' || qualifier === '132' || qualifier === '178') stop.arrivesAt ??= at;
  }

  /** The legs in the order flown. */
  legs(): FlightLeg[] {
    const legs: FlightLeg[] = [];
    let open: FlightLeg | null = null;
    let last: Stop | null = null;
    for (const stop of this.stops) {
      const isNewFlight = last !== null && last.flight !== stop.flight;
      const arrives: boolean = stop.qualifier === '87' || stop.qualifier === '130' || (stop.qualifier !== '125' && (stop.arrivesAt !== null || (stop.departsAt === null && open !== null && !isNewFlight)));
      if (arrives) {
        open ??= this.opened(stop.flight, last);
        open.to = stop.airport;
        open.toQualifier = stop.qualifier;
        open.arrivesAt = stop.arrivesAt;
        legs.push(open);
        open = null;
      }
      if (!arrives || stop.departsAt !== null) {
        if (open) legs.push(open);
        open = { ...this.opened(stop.flight, null), from: stop.airport, fromQualifier: stop.qualifier, departsAt: stop.departsAt };
      }
      last = stop;
    }
    if (open) legs.push(open);
    return legs;
  }

  private opened(flight: string | null, last: Stop | null): FlightLeg {
    return { flight, from: last?.airport ?? null, to: null, departsAt: last?.departsAt ?? null, arrivesAt: null, fromQualifier: last?.qualifier ?? null, toQualifier: null };
  }

  get lastFlight(): string | null {
    return this.flight;
  }
}

/**
 * Names the leg that crosses the border: from 125 to 87 where both are there, otherwise from the first departure to the last arrival.
 * Shape: the leg's flight where legs differ.
 */
export function borderCrossing(legs: FlightLeg[]): Pick<PaxlstMessage, 'departure' | 'arrival'> & { flight: string | null } {
  const entry = legs.find((leg) => leg.toQualifier === '87');
  const exit = legs.find((leg) => leg.fromQualifier === '125');
  const first = exit ?? entry ?? legs[0];
  const last = entry ?? (exit?.to ? exit : legs.at(-1));
  return {
    flight: first?.flight ?? null,
    departure: { airport: first?.from ?? null, at: first?.departsAt ?? null },
    arrival: { airport: last?.to ?? null, at: last?.arrivesAt ?? null },
  };
}
