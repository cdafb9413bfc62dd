import { Type } from 'typebox';
import type { Static } from 'typebox';

const strict = { additionalProperties: false } as const;

/** Is the shape of an identifier. */
export const uuid = Type.String({ format: 'uuid' });
/** Is the shape of a day. */
export const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
/** Is the shape of a text that may be missing. */
export const nullableText = Type.Union([Type.String(), Type.Null()]);
/** Is the shape of a number that may be missing. */
export const nullableNumber = Type.Union([Type.Number(), Type.Null()]);
/** Is the shape of words in both languages. */
export const bilingual = Type.Object({ en: Type.String(), zh: Type.String() });
/** Is the shape of a short text that must be there. */
export const shortText = Type.String({ minLength: 1, maxLength: 120 });

/** Is the shape of why somebody goes by the abnormal route. */
export const abnormalClass = Type.Enum(['confirmed', 'suspected', 'symptomatic', 'closeContact']);

/** Is the shape of a travel document. */
export const documentShape = Type.Object({ type: Type.String({ maxLength: 4 }), number: Type.String({ minLength: 1, maxLength: 40 }), issuer: Type.Optional(nullableText), expiry: Type.Optional(nullableText) });

/** Is the shape of a person whom an officer adds. */
export const personInput = Type.Object({
  surname: Type.String({ minLength: 1, maxLength: 120 }), givenNames: Type.String({ maxLength: 120 }), nativeName: Type.Optional(Type.String({ maxLength: 120 })), sex: Type.Optional(Type.Enum(['M', 'F', 'X'])),
  birthDate: Type.Optional(day), nationality: Type.Optional(Type.String({ maxLength: 3 })), kind: Type.Enum(['passenger', 'crew']),
  documents: Type.Optional(Type.Array(documentShape, { maxItems: 10 })), accreditationNumber: Type.Optional(Type.String({ maxLength: 40 })), delegation: Type.Optional(Type.String({ maxLength: 120 })), function: Type.Optional(Type.String({ maxLength: 120 })),
}, strict);

/** Is the shape of a list's file to be checked or committed. */
export const listFileInput = {
  kind: Type.Enum(['roster', 'airline']), fileName: Type.String({ minLength: 1, maxLength: 200 }), content: Type.String({ maxLength: 20_000_000 }), flightId: Type.Optional(uuid), digest: Type.Optional(Type.String({ maxLength: 128 })),
};

/** Is the shape of a file of declaration cards to be checked or loaded. */
export const declarationFileInput = { fileName: Type.String({ minLength: 1, maxLength: 200 }), content: Type.String({ maxLength: 20_000_000 }), flightId: Type.Optional(uuid) };

/** Is a declaration card whose person is found, and whether it is new on their case. */
export const placedDeclaration = { where: Type.String(), caseId: Type.String(), flightId: Type.String(), designator: Type.String(), name: Type.String(), state: Type.Enum(['new', 'changed', 'same']) };

/** Is the shape of a record that was not let in. */
export const quarantinedShape = Type.Object({ where: Type.String(), reason: Type.String(), code: Type.String(), raw: Type.Optional(Type.String()) });

/** Is the shape of a person on a flight, as every station shows it. */
export const personCard = Type.Object({
  caseId: Type.String(), travellerId: Type.String(), flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), direction: Type.Enum(['arrival', 'departure']),
  surname: Type.String(), givenNames: Type.String(), nativeName: nullableText, sex: Type.Union([Type.Enum(['M', 'F', 'X']), Type.Null()]), birthDate: nullableText, ageYears: nullableNumber, nationality: nullableText,
  kind: Type.Enum(['passenger', 'crew']), delegation: nullableText, function: nullableText, accreditationNumber: nullableText, seat: nullableText, bookingReference: nullableText,
  documents: Type.Array(Type.Object({ type: Type.String(), number: Type.String(), issuer: Type.String(), expiry: nullableText })),
  flags: Type.Object({ hasBags: Type.Boolean(), sportsKit: Type.Boolean(), firearm: Type.Boolean(), medicine: Type.Boolean(), accessNeeds: Type.Boolean() }),
  foundOutsideList: Type.Boolean(), roomCluster: nullableText,
  owed: Type.Array(Type.Object({ ordinal: Type.Integer(), step: Type.String(), station: Type.String(), bars: Type.String(), dueAt: nullableText })),
  /** Nothing owed bars the hand-over any longer. */
  handOverOpen: Type.Boolean(),
  handedOver: Type.Boolean(), ended: Type.Boolean(), abnormal: Type.Boolean(), onBoard: Type.Boolean(), absent: Type.Boolean(),
});

/** Is a person on a flight, as every station shows it. */
export type PersonCard = Static<typeof personCard>;

/** Is the shape of an answer to one of many: what came of it, or why not. */
export const eachResult = Type.Object({
  caseId: nullableText, tubeId: Type.Optional(Type.String()), outcome: Type.Optional(Type.String()), added: Type.Optional(Type.Array(Type.String())), owed: Type.Optional(Type.Array(Type.String())),
  gatesPassed: Type.Optional(Type.Array(Type.String())), repeated: Type.Optional(Type.Boolean()), refusal: Type.Optional(Type.Object({ code: Type.String(), params: Type.Optional(Type.Unknown()), where: Type.Optional(Type.String()) })),
});

/** Is the shape of a file that a view makes. */
export const fileShape = Type.Object({ fileName: Type.String(), mediaType: Type.String(), content: Type.String() });
