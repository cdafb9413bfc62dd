/** How much one N42 document may hold. Unit: bytes, characters, pieces. A portal pass of eight detectors with a thousand spectra has 3.4 MB and 15,000 elements. */
export const n42Limits = {
  bytes: 64_000_000,
  depth: 48,
  elements: 2_000_000,
  /** Elements kept at one time, before the record that they belong to is made. */
  heldElements: 200_000,
  measurements: 200_000,
  attributes: 128,
  attributeCharacters: 65_536,
  textCharacters: 65_536,
  /** Channels of one spectrum, counted zeroes unfolded. */
  channels: 1_048_576,
  coefficients: 64,
  findingsOfACode: 20,
} as const;

/** Are the limits of one call; tests set them lower. */
export type N42Limits = { readonly [name in keyof typeof n42Limits]: number };

/** Is a place in a file as sent. Shape: both from 1. */
export interface N42Place {
  readonly line: number;
  readonly column: number;
}

/** Writes a place as every report of a reader does: "line 3, column 14". */
export function wordsOf(place: N42Place): string {
  return `line ${place.line}, column ${place.column}`;
}

/**
 * Says why a whole document, or all of it from a place on, is not read.
 * Shape: codes not-well-formed, encoding-broken, encoding-unknown, doctype, entity, too-large, too-deep, too-many-elements, too-many-measurements, markup-too-long, not-n42, empty, more-documents.
 */
export class UnreadableN42 extends Error {
  readonly code: string;
  readonly place: N42Place;

  constructor(code: string, reason: string, place: N42Place) {
    super(reason);
    this.code = code;
    this.place = place;
  }
}
