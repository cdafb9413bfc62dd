import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { dayAt, factsOf } from '../reading.ts';
import { canServe } from '../rules/lots.ts';
import { bothLanguages, category, foodReaders, identifier, nullableText, placeKinds, strict } from '../shapes.ts';
import { lotRows } from '../store/lots.ts';
import { mealRows, placeRows, producerRows, stockAt } from '../store/registers.ts';

const producers = defineView({
  name: 'food.producers',
  summary: 'Lists the register of overseas producers as it was last imported, with how each stands today and how many lots name it.',
  roles: [...foodReaders],
  input: Type.Object({ search: Type.Optional(Type.String({ maxLength: 80 })) }, strict),
  output: Type.Object({ producers: Type.Array(Type.Object({ number: Type.String(), name: Type.String(), country: Type.String(), categories: Type.Array(category), validFrom: Type.String(), validUntil: nullableText, suspendedFrom: nullableText, standing: Type.Enum(['registered', 'notYet', 'expired', 'suspended']), source: Type.String(), importedAt: Type.String(), lots: Type.Integer() })), total: Type.Integer() }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const today = await dayAt(db, eventId, asOf);
    const wanted = input.search?.trim().toLowerCase() ?? '';
    const all = (await producerRows(db, eventId, asOf)).filter((one) => wanted === '' || `${one.number} ${one.name} ${one.country}`.toLowerCase().includes(wanted));
    return { total: all.length, producers: all.slice(0, 1000).map((one) => ({
      ...one, categories: [...one.categories],
      standing: one.suspendedFrom !== null && one.suspendedFrom <= today ? 'suspended' as const : today < one.validFrom ? 'notYet' as const : one.validUntil !== null && today > one.validUntil ? 'expired' as const : 'registered' as const,
    })) };
  },
});

const places = defineView({
  name: 'food.places',
  summary: 'Lists the places where food is kept, with how many lots stand there.',
  roles: [...foodReaders],
  input: Type.Object({}, strict),
  output: Type.Object({ places: Type.Array(Type.Object({ placeId: Type.String(), kind: Type.Enum([...placeKinds]), name: bothLanguages, venue: Type.String(), lots: Type.Integer() })) }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    return { places: (await placeRows(db, eventId, asOf)).map((row) => ({ placeId: row.place_id, kind: row.kind, name: { en: row.name_en, zh: row.name_zh }, venue: row.venue, lots: row.lots })) };
  },
});

const stock = defineView({
  name: 'food.stock',
  summary: 'Lists what stands at a place, lot by lot, with what keeps a lot from being served.',
  roles: [...foodReaders],
  input: Type.Object({ placeId: identifier }, strict),
  output: Type.Object({ lots: Type.Array(Type.Object({ lotId: Type.String(), lotNumber: Type.String(), description: bothLanguages, quantity: Type.String(), unit: Type.String(), bestBefore: Type.String(), servable: Type.Boolean(), reason: nullableText })) }),
  refuses: [],
  async run({ db, eventId, asOf }, input) {
    const today = await dayAt(db, eventId, asOf);
    const here = new Map((await stockAt(db, eventId, input.placeId, asOf)).map((row) => [row.lot_id, row.quantity]));
    return { lots: (here.size === 0 ? [] : await lotRows(db, eventId, asOf, { lotIds: [...here.keys()] })).map((row) => {
      const verdict = canServe(factsOf(row), today);
      return { lotId: row.lot_id, lotNumber: row.lot_number, description: { en: row.description_en || row.description_zh, zh: row.description_zh || row.description_en }, quantity: here.get(row.lot_id)!, unit: row.unit, bestBefore: row.best_before, servable: verdict.ok, reason: verdict.ok ? null : verdict.refusal.code };
    }) };
  },
});

const meals = defineView({
  name: 'food.meals',
  summary: 'Lists meals, or traces one back: of which lots it took how much, from which producers and consignments.',
  roles: [...foodReaders],
  input: Type.Object({ mealId: Type.Optional(identifier) }, strict),
  output: Type.Object({ meals: Type.Array(Type.Object({
    mealId: Type.String(), dish: Type.String(), portions: Type.Integer(), servedAt: Type.String(), place: bothLanguages, venue: Type.String(),
    lots: Type.Array(Type.Object({ lotId: Type.String(), lotNumber: Type.String(), description: bothLanguages, quantity: Type.String(), unit: Type.String(), producerNumber: Type.String(), producerName: nullableText, origin: Type.String(), consignmentId: Type.String(), consignmentNumber: Type.String(), holds: Type.Integer() })),
  })) }),
  refuses: ['meal-unknown'],
  async run({ db, eventId, asOf }, input) {
    const rows = await mealRows(db, eventId, asOf, input.mealId === undefined ? {} : { mealId: input.mealId });
    if (input.mealId !== undefined && rows.length === 0) throw new Refusal('meal-unknown', { mealId: input.mealId }, '/mealId');
    const lots = new Map((await lotRows(db, eventId, asOf, { lotIds: [...new Set(rows.map((row) => row.lot_id))] })).map((row) => [row.lot_id, row]));
    const found = new Map<string, { mealId: string; dish: string; portions: number; servedAt: string; place: { en: string; zh: string }; venue: string; lots: { lotId: string; lotNumber: string; description: { en: string; zh: string }; quantity: string; unit: string; producerNumber: string; producerName: string | null; origin: string; consignmentId: string; consignmentNumber: string; holds: number }[] }>();
    for (const row of rows) {
      let meal = found.get(row.meal_id);
      if (meal === undefined) found.set(row.meal_id, (meal = { mealId: row.meal_id, dish: row.dish, portions: row.portions, servedAt: row.served_at, place: { en: row.place_en, zh: row.place_zh }, venue: row.venue, lots: [] }));
      const lot = lots.get(row.lot_id)!;
      meal.lots.push({ lotId: lot.lot_id, lotNumber: lot.lot_number, description: { en: lot.description_en || lot.description_zh, zh: lot.description_zh || lot.description_en }, quantity: row.quantity, unit: lot.unit, producerNumber: lot.producer_number, producerName: lot.producer_name, origin: lot.origin, consignmentId: lot.consignment_id, consignmentNumber: lot.consignment_number, holds: lot.holds });
    }
    return { meals: [...found.values()] };
  },
});

/** Lists the views of producers, places and meals. */
export const registerViews: readonly ViewDefinition[] = [producers, places, stock, meals];
