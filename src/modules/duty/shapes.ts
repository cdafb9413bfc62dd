import { Type } from 'typebox';
import type { Static } from 'typebox';

/** Lets nothing through that is not named. */
export const strict = { additionalProperties: false } as const;
/** Is a note of who hands over or takes over. */
export const note = Type.String({ maxLength: 1000 });

/** Is a shift at a point of entry. */
export const shiftFields = { pointCode: Type.String({ maxLength: 8 }), from: Type.String({ format: 'date-time' }), until: Type.String({ format: 'date-time' }) };
const shiftShape = Type.Object(shiftFields, strict);
/** Is a shift at a point of entry. */
export type Shift = Static<typeof shiftShape>;

const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });
const person = Type.Object({ officerId: Type.String(), ...bothLanguages.properties });

/** Is one hand-over of the watch as listed. Shape: `taken` null while the other has not taken it; `takable` where it is the newest of its port. */
export const handOverShape = Type.Object({
  handOverId: Type.String(), pointCode: Type.String(), from: Type.String(), until: Type.String(), givenBy: person, givenTo: person, note: Type.String(), sha256: Type.String(), givenAt: Type.String(), newest: Type.Boolean(),
  taken: Type.Union([Type.Null(), Type.Object({ note: Type.String(), at: Type.String() })]),
});
/** Is one hand-over of the watch as listed. */
export type HandOver = Static<typeof handOverShape>;

/** Is what `duty.handOvers` says. */
export const handOversShape = Type.Object({ handOvers: Type.Array(handOverShape), officers: Type.Array(person) });
/** Is what `duty.handOvers` says: the last hand-overs, the newest first, and who may take over. */
export type HandOvers = Static<typeof handOversShape>;
