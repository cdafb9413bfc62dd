import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewContext, ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { bothLanguages, findOutcomes, foodReaders, identifier, nullableText, placeKinds, strict } from '../shapes.ts';
import { lotRows } from '../store/lots.ts';
import { findRows, recallRows } from '../store/recalls.ts';
import type { RecallRow } from '../store/recalls.ts';

const summary = Type.Object({
  recallId: Type.String(), drill: Type.Boolean(), reason: Type.String(), lotNumbers: Type.Array(Type.String()), producerNumber: nullableText, producedFrom: nullableText, producedTo: nullableText, lots: Type.Integer(), milliseconds: Type.Integer(),
  calledAt: Type.String(), by: bothLanguages, closedAt: nullableText, closingNote: nullableText, finds: Type.Integer(), ticked: Type.Integer(), meals: Type.Integer(), portions: Type.Integer(), venues: Type.Integer(),
});

async function summariesOf({ db, eventId, asOf }: Pick<ViewContext, 'db' | 'eventId' | 'asOf'>, rows: readonly RecallRow[]) {
  const named = [...new Set(rows.flatMap((row) => row.criteria.lotIds?.slice(0, 20) ?? []))];
  const numbers = new Map((named.length === 0 ? [] : await lotRows(db, eventId, asOf, { lotIds: named })).map((lot) => [lot.lot_id, lot.lot_number]));
  return rows.map((row) => ({
    recallId: row.recall_id, drill: row.drill, reason: row.reason, lotNumbers: (row.criteria.lotIds ?? []).flatMap((lotId) => numbers.get(lotId) ?? []), producerNumber: row.criteria.producerNumber ?? null, producedFrom: row.criteria.producedFrom ?? null, producedTo: row.criteria.producedTo ?? null,
    lots: row.lots, milliseconds: row.milliseconds, calledAt: row.called_at, by: { en: row.by_en, zh: row.by_zh }, closedAt: row.closed_at, closingNote: row.closing_note, finds: row.finds, ticked: row.ticked, meals: row.meals, portions: row.portions, venues: row.venues,
  }));
}

const recalls = defineView({
  name: 'food.recalls',
  summary: 'Lists recalls, or the drills, never mixed: what each named, how fast it found what, and how much of it is accounted for.',
  roles: [...foodReaders],
  input: Type.Object({ drill: Type.Boolean() }, strict),
  output: Type.Object({ recalls: Type.Array(summary) }),
  refuses: [],
  async run(context, input) {
    return { recalls: await summariesOf(context, (await recallRows(context.db, context.eventId, context.asOf)).filter((row) => row.drill === input.drill)) };
  },
});

const recall = defineView({
  name: 'food.recall',
  summary: 'Shows one recall: everything found, where it stands, what was served when and where, and what came of each.',
  roles: [...foodReaders],
  input: Type.Object({ recallId: identifier }, strict),
  output: Type.Object({ recall: summary, finds: Type.Array(Type.Object({
    ordinal: Type.Integer(), lotId: Type.String(), lotNumber: Type.String(), quantity: Type.String(), unit: Type.String(), place: bothLanguages, placeKind: Type.Enum([...placeKinds]), venue: Type.String(), mealId: nullableText, dish: nullableText, servedAt: nullableText, portions: Type.Union([Type.Integer(), Type.Null()]), held: Type.Boolean(),
    outcome: Type.Union([Type.Enum([...findOutcomes]), Type.Null()]), note: nullableText, tickedAt: nullableText, by: Type.Union([bothLanguages, Type.Null()]),
  })) }),
  refuses: ['recall-unknown'],
  async run(context, input) {
    const { db, eventId, asOf } = context;
    const [row] = await recallRows(db, eventId, asOf, input.recallId);
    if (row === undefined) throw new Refusal('recall-unknown', { recallId: input.recallId }, '/recallId');
    const finds = await findRows(db, eventId, input.recallId, asOf);
    return { recall: (await summariesOf(context, [row]))[0]!, finds: finds.map((find) => ({
      ordinal: find.ordinal, lotId: find.lot_id, lotNumber: find.lot_number, quantity: find.quantity, unit: find.unit, place: { en: find.place_en, zh: find.place_zh }, placeKind: find.place_kind, venue: find.venue, mealId: find.meal_id, dish: find.dish, servedAt: find.served_at, portions: find.portions, held: find.hold_id !== null,
      outcome: find.outcome, note: find.note, tickedAt: find.ticked_at, by: find.by_en === null || find.ticked_at === null ? null : { en: find.by_en, zh: find.by_zh ?? find.by_en },
    })) };
  },
});

/** Lists the views of recalls. */
export const recallViews: readonly ViewDefinition[] = [recalls, recall];
