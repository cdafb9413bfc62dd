import { Type } from 'typebox';
import type { Static } from 'typebox';

const strict = { additionalProperties: false } as const;

/** Is one place of the past 14 days. Shape: `country` is an ISO 3166 alpha-3 code. */
export const placeShape = Type.Object({ country: Type.String({ pattern: '^[A-Z]{3}$' }), town: Type.String({ maxLength: 60 }) }, strict);

/** Is the answers of a card by field: a text, several options, or places. What they must look like is the business of `checkFields`. */
export const answersShape = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,40}$' }), Type.Union([Type.String({ maxLength: 1000 }), Type.Array(Type.String({ maxLength: 60 }), { maxItems: 40 }), Type.Array(placeShape, { maxItems: 40 })]), { maxProperties: 60 });

/** Is one place of the past 14 days. */
export type Place = Static<typeof placeShape>;
/** Is what one field was answered. */
export type AnswerValue = string | readonly string[] | readonly Place[];
/** Is the answers of a card by field; a field that is not there was not answered. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** Is a complaint about one field: the key of its words and what goes into them. */
export interface Complaint {
  readonly field: string;
  readonly word: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Is what is filled in and not yet filed. Shape: `known` are the fields that lists gave and nobody has confirmed; `answered` the questions that were answered or confirmed. */
export interface Draft {
  readonly answers: Answers;
  readonly known: readonly string[];
  readonly answered: readonly string[];
}

/** Is what answers come to, for rules and stations. */
export interface Evaluation {
  /** Questions of the card that are not answered, or not validly. */
  readonly open: readonly string[];
  readonly symptomDeclared: boolean;
  readonly contactDeclared: boolean;
  readonly keyAreaDeclared: boolean;
  readonly result: 'clear' | 'check' | 'assist';
}

/** Is a flight as the form needs it. */
export interface DeclaredFlight {
  readonly flightId: string;
  readonly designator: string;
  readonly flightDate: string;
  readonly direction: 'arrival' | 'departure';
  readonly origin: string;
  readonly destination: string;
  readonly timeZone: string;
  /** The instant of arrival (or departure) as last told. */
  readonly at: string;
  readonly cardVersion: string;
  readonly keyAreas: readonly string[];
  /** How long before the flight's time a code begins to count, as its plan sets it. Unit: hours. */
  readonly codeHours: number;
  readonly closed: boolean;
}
