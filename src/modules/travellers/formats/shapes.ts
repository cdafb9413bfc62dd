/** A travel document as one source names it. */
export interface TravelDocument {
  /** P passport, V visa, T laissez-passer, I identity card, L licence …, as sent, upper case; empty when not sent. */
  type: string;
  number: string;
  /** Alpha-3 code where the state is known, otherwise the code as sent. */
  issuer: string | null;
  /** YYYY-MM-DD. */
  expiry: string | null;
}

/**
 * A person as one source describes them, before any matching.
 * Shape: names as sent, trimmed; codes in upper case; a person with one name has it as surname and empty given names.
 */
export interface TravellerRecord {
  kind: 'passenger' | 'crew';
  surname: string;
  givenNames: string;
  /** X stands for unspecified and unknown alike; null when the source is silent. */
  sex: 'M' | 'F' | 'X' | null;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  /** ISO 3166 alpha-3, or a code of ICAO Doc 9303 for those who have none (XXA, XXB, XXC, UNO, GBN …). */
  nationality: string | null;
  documents: TravelDocument[];
  /** Airport of embarkation, IATA or UN/LOCODE as sent. */
  embarkation: string | null;
  disembarkation: string | null;
  seat: string | null;
  bookingReference: string | null;
  /** Where it stands in the source, such as "message 1, NAD 3, line 12". */
  where: string;
  ticket?: string;
  /** The carrier's own reference of the person (RFF+ABO), the key of every answer. */
  uniqueReference?: string;
  governmentReference?: string;
  residence?: string;
  birthPlace?: string;
  birthCountry?: string;
  clearancePort?: string;
  address?: string;
  bags?: { count: number | null; tags: string[] };
  /** Whether the carrier says that it has seen the document. */
  verified?: boolean;
  transit?: boolean;
  infant?: boolean;
  crewRole?: string;
  statusCode?: string;
  /** A code or a date that could not be read, kept as sent. */
  asSent?: Record<string, string>;
}

/** A record that was not let in: where, why and how to put it right. */
export interface Quarantined {
  where: string;
  /** An English sentence that says what is wrong and how to put it right. */
  reason: string;
  code: string;
  raw?: string;
}

/** Something that is wrong but stops nothing. */
export interface Finding {
  where: string;
  code: string;
  text: string;
}

/** What every reader of a format answers: what it took, what it kept out, what the source declared and what was found. */
export interface ReadResult<R> {
  format: string;
  records: R[];
  quarantined: Quarantined[];
  declared: Record<string, unknown>;
  found: Record<string, unknown>;
}
