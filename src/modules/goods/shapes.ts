import { Type } from 'typebox';
import type { Static } from 'typebox';
import { consignmentKinds } from '../prescribed/catalogue/consignment-kinds.ts';
import { covers, lanes } from '../prescribed/catalogue/consignment.ts';

/** Allows no other fields. */
export const strict = { additionalProperties: false } as const;
/** Is an identifier as this product writes it. */
export const identifier = Type.String({ format: 'uuid' });
/** Is a day. */
export const day = Type.String({ format: 'date' });
/** Is a name or a short line. */
export const shortText = Type.String({ minLength: 1, maxLength: 200 });
/** Is a text that may be missing. */
export const nullableText = Type.Union([Type.String(), Type.Null()]);
/** Is a text in both languages. */
export const bothLanguages = Type.Object({ en: Type.String(), zh: Type.String() });
/** Is the SHA-256 of a list's content. */
export const contentHash = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** Is a quantity as decimal text, greater than zero. */
export const quantityText = Type.String({ pattern: '^(?=.*[1-9])[0-9]{1,12}(\\.[0-9]{1,6})?$' });

/** Is a kind of consignment. */
export const consignmentKind = Type.Enum([...consignmentKinds]);
/** Is how the tax of a consignment is covered or settled. */
export const cover = Type.Enum([...covers]);
/** Is a way of covering or settling tax. */
export type Cover = Static<typeof cover>;
/** Is a risk lane. */
export const lane = Type.Enum([...lanes]);
/** Is a risk lane. */
export type Lane = Static<typeof lane>;

/** Lists the roles that see the goods of every party. */
export const goodsOfficers = ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor', 'committee', 'auditor', 'administrator'] as const;

/** Lists the kinds of party. */
export const partyKinds = ['company', 'agent', 'organiser', 'person'] as const;

/** Lists the ways in which a line leaves supervision. */
export const dispositionKinds = ['reExport', 'consumption', 'dutyPaid', 'donation', 'destruction', 'abandonment', 'loss', 'confiscation'] as const;
/** Is a way in which a line leaves supervision. */
export type DispositionKind = (typeof dispositionKinds)[number];

/** Lists the states of a consignment in the order in which it goes through them; each is computed from its gates, records and lines. */
export const consignmentStates = ['returned', 'listed', 'certified', 'confirmed', 'declared', 'held', 'inspecting', 'released', 'seized', 'turnedAway', 'overdue', 'closed', 'cancelled'] as const;
/** Is the state of a consignment. */
export type ConsignmentState = (typeof consignmentStates)[number];

/** Lists who acts next on a hold. */
export const nextActors = ['customs', 'agency', 'trader', 'organiser'] as const;
