import { Type } from 'typebox';
import type { Static } from 'typebox';
import { absenceKinds, skillNames, tierNames } from '../catalogue.ts';

/** Lets nothing through that is not named. */
export const strict = { additionalProperties: false } as const;
/** Is an identifier as this product writes it. */
export const identifier = Type.String({ format: 'uuid' });
/** Is a day. */
export const day = Type.String({ format: 'date' });
/** Is an instant. */
export const instant = Type.String({ format: 'date-time' });
/** Is a text in both languages. */
export const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });
/** Is the name of a tier. */
export const tier = Type.Enum([...tierNames]);
/** Is the name of a skill. */
export const skill = Type.Enum([...skillNames]);
/** Is the code of a shift. */
export const shiftCode = Type.String({ pattern: '^[A-Z][A-Z0-9]{0,3}$' });

const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const word = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' });

/** Is what is known of a person besides number, port and tier. `loop` is the closed-loop group: people of one never work mixed with another. */
export const personContent = Type.Object({
  nameEn: name, nameZh: name,
  team: Type.Optional(word), loop: Type.Optional(word),
  mostShifts: Type.Optional(Type.Integer({ minimum: 0, maximum: 62 })),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 200 })),
}, strict);
/** Is what is known of a person besides number, port and tier. */
export type PersonContent = Static<typeof personContent>;

/** Is a person as entered. */
export const personInput = Type.Object({
  staffNumber: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,19}$' }), pointCode: Type.String({ maxLength: 8 }), tier, ...personContent.properties,
}, strict);
/** Is a person as entered. */
export type PersonInput = Static<typeof personInput>;

/** Is one certificate as listed. Shape: validUntil null: without an end. */
export const certificateShape = Type.Object({ skill, number: Type.String(), validFrom: Type.String(), validUntil: Type.Union([Type.String(), Type.Null()]) });

/** Is one absence as listed. Shape: kind null where the reader may know only that somebody is away. */
export const absenceShape = Type.Object({ absenceId: Type.String(), kind: Type.Union([Type.Enum([...absenceKinds]), Type.Null()]), fromDay: Type.String(), untilDay: Type.String() });

/** Is one person as listed. Shape: officerId and email null where the reader does not keep the staff. */
export const personShape = Type.Object({
  personId: Type.String(), staffNumber: Type.String(), pointCode: Type.String(), tier, nameEn: Type.String(), nameZh: Type.String(), team: Type.String(), loop: Type.String(),
  mostShifts: Type.Union([Type.Integer(), Type.Null()]), active: Type.Boolean(), hasAccount: Type.Boolean(),
  officerId: Type.Union([Type.String(), Type.Null()]), email: Type.Union([Type.String(), Type.Null()]),
  certificates: Type.Array(certificateShape), absences: Type.Array(absenceShape),
});
/** Is one person as listed. */
export type PersonShape = Static<typeof personShape>;

/** Is what a shift is. Unit: minutes. */
export const shiftContent = Type.Object({
  nameEn: name, nameZh: name, startsMinute: Type.Integer({ minimum: 0, maximum: 1439 }), lengthMinutes: Type.Integer({ minimum: 60, maximum: 960 }), breakMinutes: Type.Integer({ minimum: 0, maximum: 180 }),
}, strict);
