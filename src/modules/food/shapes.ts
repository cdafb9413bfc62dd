import { Type } from 'typebox';
import { foodCategories, storages } from '../prescribed/catalogue/lot.ts';

/** Allows no other fields. */
export const strict = { additionalProperties: false } as const;
/** Is an identifier as this product writes it. */
export const identifier = Type.String({ format: 'uuid' });
/** Is a day. */
export const day = Type.String({ format: 'date' });
/** Is an instant. */
export const instant = Type.String({ format: 'date-time' });
/** Is a short line. */
export const shortText = Type.String({ minLength: 1, maxLength: 120 });
/** Is a reason in words. */
export const reasonText = Type.String({ minLength: 3, maxLength: 1000 });
/** Is a text that may be missing. */
export const nullableText = Type.Union([Type.String(), Type.Null()]);
/** Is a number that may be missing. */
export const nullableNumber = Type.Union([Type.Number(), Type.Null()]);
/** Is a text in both languages. */
export const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });
/** Is a quantity as decimal text, greater than zero. */
export const quantityText = Type.String({ pattern: '^(?=.*[1-9])[0-9]{1,12}(\\.[0-9]{1,6})?$' });
/** Is a file as it is sent: its bytes in base64. */
export const fileFields = { fileName: Type.String({ minLength: 1, maxLength: 200 }), content: Type.String({ maxLength: 8_000_000 }) };
/** Is a category of food. */
export const category = Type.Enum([...foodCategories]);
/** Is a way of storing food. */
export const storage = Type.Enum([...storages]);

/** Lists the roles that supervise food. */
export const supervisors = ['foodSupervisor', 'customsOfficer', 'dutyOfficer', 'healthOfficer'] as const;
/** Lists the roles that move food and serve it: the supervisors, and the organiser's people at the venues. */
export const handlers = [...supervisors, 'committee'] as const;
/** Lists the roles that see the food of every party. */
export const foodReaders = [...handlers, 'auditor', 'administrator'] as const;

/** Lists the kinds of places where food is kept. */
export const placeKinds = ['portStore', 'venueStore', 'kitchen'] as const;
/** Is a kind of place where food is kept. */
export type PlaceKind = (typeof placeKinds)[number];

/** Lists what the journal of a lot holds. */
export const entryKinds = ['arrive', 'store', 'kitchen', 'serve', 'return', 'dispose', 'hold', 'lift'] as const;
/** Is a kind of entry in the journal of a lot. */
export type EntryKind = (typeof entryKinds)[number];

/** Lists the states of a lot; each is computed from its gates, records and journal. */
export const lotStates = ['held', 'owing', 'ready', 'released', 'empty', 'withdrawn', 'closed'] as const;
/** Is the state of a lot. */
export type LotState = (typeof lotStates)[number];

/** Lists what a person found of a thing recalled. */
export const findOutcomes = ['secured', 'destroyed', 'returned', 'informed', 'notFound'] as const;
/** Is what a person found of a thing recalled. */
export type FindOutcome = (typeof findOutcomes)[number];
