import { Type } from 'typebox';
import type { Static } from 'typebox';

const strict = { additionalProperties: false } as const;
/** Is a number as decimal text: exact, never a float. */
const decimal = (pattern: string) => Type.String({ pattern });
const amount = decimal('^[0-9]{1,15}(\\.[0-9]{1,6})?$');
const measure = decimal('^[0-9]{1,12}(\\.[0-9]{1,6})?$');
const text = (maxLength: number) => Type.String({ maxLength });
const day = Type.String({ format: 'date' });

/** Lists what becomes of goods, as the list declares it. */
export const goodsUses = ['temporaryUse', 'consumption', 'gift', 'sale', 'permanent'] as const;

/**
 * Is one line of a goods list.
 * Shape: numbers are decimal text; either description may be empty, not both; `serials` is empty where the pieces bear none.
 * Unit: quantity in `unit` (UN/ECE Recommendation 20), weights in kilograms, values in `currency`.
 */
export const goodsLine = Type.Object({
  position: Type.Integer({ minimum: 1, maximum: 100_000 }),
  descriptionEn: text(300), descriptionZh: text(300), brand: Type.Optional(text(80)), model: Type.Optional(text(80)), specification: Type.Optional(text(300)),
  hsCode: Type.String({ pattern: '^[0-9]{6}([0-9]{2}){0,2}$' }),
  quantity: measure, unit: text(12),
  unitValue: Type.Optional(amount), totalValue: amount, currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  origin: Type.String({ pattern: '^[A-Z]{2}$' }),
  grossKilograms: Type.Optional(measure), netKilograms: Type.Optional(measure), packages: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })), packageKind: Type.Optional(text(40)),
  serials: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 }),
  venue: Type.Optional(text(120)), use: Type.Optional(Type.Enum([...goodsUses])),
  lot: Type.Optional(text(60)), productionDate: Type.Optional(day), expiryDate: Type.Optional(day), producerRegistration: Type.Optional(text(40)),
  unNumber: Type.Optional(Type.String({ pattern: '^UN[0-9]{4}$' })), permitReference: Type.Optional(text(60)), remarks: Type.Optional(text(500)),
}, strict);
/** Is one line of a goods list. */
export type GoodsLine = Static<typeof goodsLine>;

/** Is what the head of a list declares; sums that are given must agree with the lines. */
export const goodsListHead = Type.Object({
  title: Type.Optional(text(200)), consignee: Type.Optional(text(200)), creditCode: Type.Optional(text(18)), reference: Type.Optional(text(60)),
  lines: Type.Optional(Type.Integer({ minimum: 0 })), packages: Type.Optional(Type.Integer({ minimum: 0 })), grossKilograms: Type.Optional(measure), netKilograms: Type.Optional(measure), totalValue: Type.Optional(amount), currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  conveyance: Type.Optional(text(60)), pointCode: Type.Optional(text(8)), arrivesOn: Type.Optional(day),
}, strict);

/** Is a goods list (物资清单): its head and its lines. */
export const goodsList = Type.Object({ head: goodsListHead, lines: Type.Array(goodsLine, { minItems: 1, maxItems: 20_000 }) }, strict);
/** Is a goods list (物资清单): its head and its lines. */
export type GoodsList = Static<typeof goodsList>;
