import type { Finding } from './shapes.ts';

/**
 * One leg of a boarding pass.
 * Shape: `flight` without leading zeros and blanks, operational suffix kept (0834 is "834", 0834A is "834A"); `seat` (001A is "1A") and
 * `sequence` (0025 is "25") likewise; null where the pass is blank; `asSent` keeps the printed form.
 */
export interface BcbpLeg {
  from: string | null;
  to: string | null;
  carrier: string;
  flight: string | null;
  /** YYYY-MM-DD, or null when no year makes it a date. */
  date: string | null;
  /** As printed, 1 to 366. */
  dayOfYear: number;
  seat: string | null;
  sequence: string | null;
  /** Passenger status, one character of Resolution 792 (0 not checked in, 1 checked in, 2 bags checked, 3 both …). */
  passStatus: string | null;
  compartment: string | null;
  bookingReference: string;
  ticket: string | null;
  selectee: string | null;
  documentVerification: string | null;
  marketingCarrier: string | null;
  frequentFlyer: { carrier: string; number: string } | null;
  idAdIndicator: string | null;
  freeBaggage: string | null;
  fastTrack: boolean | null;
  airlineUse: string | null;
  asSent: { flight: string; seat: string; sequence: string };
}

/** A boarding pass as read, valid or not. */
export interface BcbpResult {
  valid: boolean;
  name: { surname: string; givenNames: string; title: string | null; truncated: boolean; asSent: string };
  legs: BcbpLeg[];
  electronicTicket: boolean;
  /** Version of the conditional part, null when there is none. */
  version: number | null;
  documentType: string | null;
  passengerDescription: string | null;
  checkInSource: string | null;
  issuanceSource: string | null;
  /** YYYY-MM-DD. */
  issuedOn: string | null;
  issuer: string | null;
  bagTags: string[];
  security: { type: string; data: string } | null;
  problems: { code: string; where: string; reason: string }[];
  findings: Finding[];
}

/** Days that lend the pass its year: the flight's own day if known, otherwise the day of reading (today by default). */
export interface BcbpOptions {
  /** YYYY-MM-DD. */
  flightDate?: string;
  /** YYYY-MM-DD. */
  on?: string;
}
