import type { Db } from '../../../kernel/db.ts';
import type { FindOutcome, PlaceKind } from '../shapes.ts';

/** Is what a recall names: lots, a producer, days of production; what is named together must all hold. */
export interface RecallCriteria { readonly lotIds?: readonly string[]; readonly producerNumber?: string; readonly producedFrom?: string; readonly producedTo?: string }

/** Finds the lots that a recall names, by what is known of them now and by what they were opened with: a pack may bear either. */
export async function namedLots(db: Db, eventId: string, criteria: RecallCriteria): Promise<{ readonly lot_id: string; readonly consignment_id: string }[]> {
  return db.query(
    `SELECT l.lot_id, l.consignment_id FROM food_lots l
     LEFT JOIN LATERAL (SELECT k.* FROM food_lot_corrections k WHERE k.event_id = l.event_id AND k.lot_id = l.lot_id ORDER BY k.ordinal DESC LIMIT 1) k ON true
     WHERE l.event_id = $1 AND ($2::uuid[] IS NULL OR l.lot_id = ANY ($2)) AND ($3::text IS NULL OR $3 IN (l.producer_number, k.producer_number))
       AND ((($4::date IS NULL OR l.produced_on >= $4) AND ($5::date IS NULL OR l.produced_on <= $5)) OR (($4::date IS NULL OR k.produced_on >= $4) AND ($5::date IS NULL OR k.produced_on <= $5))) ORDER BY l.lot_id`,
    [eventId, criteria.lotIds ?? null, criteria.producerNumber ?? null, criteria.producedFrom ?? null, criteria.producedTo ?? null], 'recall_lots');
}

/** Is one thing found: what stands at a place, or what a meal took with its portions. Unit: decimal text. */
export interface FoundRow { readonly lot_id: string; readonly place_id: string; readonly venue: string; readonly meal_id: string | null; readonly quantity: string; readonly portions: number | null }

/** Finds everything of some lots: what stands where, and every meal that took of them. */
export async function foundOf(db: Db, eventId: string, lotIds: readonly string[]): Promise<FoundRow[]> {
  return db.query(
    `SELECT f.lot_id, f.place_id, p.venue, f.meal_id, trim_scale(f.quantity)::text AS quantity, f.portions FROM (
       SELECT s.lot_id, s.place_id, NULL::uuid AS meal_id, s.quantity_after AS quantity, NULL::integer AS portions FROM (
         SELECT DISTINCT ON (s.lot_id, s.place_id) s.lot_id, s.place_id, s.quantity_after FROM food_stock s WHERE s.event_id = $1 AND s.lot_id = ANY ($2) ORDER BY s.lot_id, s.place_id, s.position DESC) s WHERE s.quantity_after > 0
       UNION ALL
       SELECT e.lot_id, e.from_place, e.meal_id, e.quantity, m.portions FROM food_entries e JOIN food_meals m ON m.event_id = e.event_id AND m.meal_id = e.meal_id WHERE e.event_id = $1 AND e.lot_id = ANY ($2) AND e.kind = 'serve') f
     JOIN food_places p ON p.event_id = $1 AND p.place_id = f.place_id ORDER BY f.meal_id IS NOT NULL, p.venue, f.place_id, f.lot_id`, [eventId, lotIds], 'recall_finds');
}

/** Is a recall to be written down with what it found. */
export interface NewRecall {
  readonly recallId: string; readonly drill: boolean; readonly criteria: RecallCriteria; readonly reason: string; readonly lots: number; readonly milliseconds: number;
  readonly finds: readonly (FoundRow & { readonly holdId: string | null })[];
}

/** Writes a recall down with what it found. */
export async function insertRecall(db: Db, eventId: string, recall: NewRecall, by: string, at: string): Promise<void> {
  await db.query('INSERT INTO food_recalls (event_id, recall_id, drill, criteria, reason, lots, milliseconds, called_at, called_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [eventId, recall.recallId, recall.drill, JSON.stringify(recall.criteria), recall.reason, recall.lots, recall.milliseconds, at, by]);
  await db.query(
    `INSERT INTO food_recall_finds (event_id, recall_id, ordinal, lot_id, place_id, meal_id, quantity, portions, hold_id)
     SELECT $1, $2, x.ordinal, x.lot_id, x.place_id, x.meal_id, x.quantity::numeric, x.portions, x.hold_id FROM json_to_recordset($3) AS x(ordinal integer, lot_id uuid, place_id uuid, meal_id uuid, quantity text, portions integer, hold_id uuid)`,
    [eventId, recall.recallId, JSON.stringify(recall.finds.map((find, place) => ({ ordinal: place + 1, lot_id: find.lot_id, place_id: find.place_id, meal_id: find.meal_id, quantity: find.quantity, portions: find.portions, hold_id: find.holdId })))]);
}

/** Is a recall with how far it has come. */
export interface RecallRow {
  readonly recall_id: string; readonly drill: boolean; readonly criteria: RecallCriteria; readonly reason: string; readonly lots: number; readonly milliseconds: number; readonly called_at: string; readonly by_en: string; readonly by_zh: string;
  readonly closed_at: string | null; readonly closing_note: string | null; readonly finds: number; readonly ticked: number; readonly portions: number; readonly meals: number; readonly venues: number;
}

/** Lists recalls by an instant, the newest first. */
export async function recallRows(db: Db, eventId: string, asOf: string, recallId?: string): Promise<RecallRow[]> {
  return db.query(
    `SELECT r.recall_id, r.drill, r.criteria, r.reason, r.lots, r.milliseconds, r.called_at, o.name_en AS by_en, o.name_zh AS by_zh, CASE WHEN r.closed_at <= $2 THEN r.closed_at END AS closed_at, CASE WHEN r.closed_at <= $2 THEN r.closing_note END AS closing_note, f.finds, f.ticked, f.portions, f.meals, f.venues
     FROM food_recalls r JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.called_by
     JOIN LATERAL (SELECT count(*) AS finds, count(*) FILTER (WHERE f.ticked_at <= $2) AS ticked, count(DISTINCT f.meal_id) AS meals, count(DISTINCT p.venue) AS venues,
         coalesce((SELECT sum(m.portions) FROM food_meals m WHERE m.event_id = r.event_id AND m.meal_id IN (SELECT g.meal_id FROM food_recall_finds g WHERE g.event_id = r.event_id AND g.recall_id = r.recall_id)), 0) AS portions
       FROM food_recall_finds f JOIN food_places p ON p.event_id = f.event_id AND p.place_id = f.place_id WHERE f.event_id = r.event_id AND f.recall_id = r.recall_id) f ON true
     WHERE r.event_id = $1 AND r.called_at <= $2 AND ($3::uuid IS NULL OR r.recall_id = $3) ORDER BY r.called_at DESC, r.recall_id DESC LIMIT 200`, [eventId, asOf, recallId ?? null]);
}

/** Is one thing that a recall found, with its words and what came of it. */
export interface FindRow {
  readonly ordinal: number; readonly lot_id: string; readonly lot_number: string; readonly unit: string; readonly place_id: string; readonly place_kind: PlaceKind; readonly place_en: string; readonly place_zh: string; readonly venue: string;
  readonly meal_id: string | null; readonly dish: string | null; readonly served_at: string | null; readonly quantity: string; readonly portions: number | null; readonly hold_id: string | null;
  readonly outcome: FindOutcome | null; readonly note: string | null; readonly ticked_at: string | null; readonly by_en: string | null; readonly by_zh: string | null;
}

/** Lists what a recall found, with what came of it by an instant. */
export async function findRows(db: Db, eventId: string, recallId: string, asOf: string): Promise<FindRow[]> {
  return db.query(
    `SELECT f.ordinal, f.lot_id, coalesce((SELECT k.lot_number FROM food_lot_corrections k WHERE k.event_id = l.event_id AND k.lot_id = l.lot_id AND k.corrected_at <= $3 ORDER BY k.ordinal DESC LIMIT 1), l.lot_number) AS lot_number, l.unit, f.place_id, p.kind AS place_kind, p.name_en AS place_en, p.name_zh AS place_zh, p.venue, f.meal_id, m.dish, m.served_at, trim_scale(f.quantity)::text AS quantity, f.portions, f.hold_id,
       CASE WHEN f.ticked_at <= $3 THEN f.outcome END AS outcome, CASE WHEN f.ticked_at <= $3 THEN f.note END AS note, CASE WHEN f.ticked_at <= $3 THEN f.ticked_at END AS ticked_at, o.name_en AS by_en, o.name_zh AS by_zh
     FROM food_recall_finds f JOIN food_lots l ON l.event_id = f.event_id AND l.lot_id = f.lot_id JOIN food_places p ON p.event_id = f.event_id AND p.place_id = f.place_id
     LEFT JOIN food_meals m ON m.event_id = f.event_id AND m.meal_id = f.meal_id LEFT JOIN officers o ON o.event_id = f.event_id AND o.officer_id = f.ticked_by
     WHERE f.event_id = $1 AND f.recall_id = $2 ORDER BY f.ordinal`, [eventId, recallId, asOf]);
}

/** Ticks one thing found off. Shape: false where it was ticked already. */
export async function tickFind(db: Db, eventId: string, recallId: string, ordinal: number, tick: { outcome: FindOutcome; note: string | null }, by: string, at: string): Promise<boolean> {
  const rows = await db.query('UPDATE food_recall_finds SET outcome = $4, note = $5, ticked_at = $6, ticked_by = $7 WHERE event_id = $1 AND recall_id = $2 AND ordinal = $3 AND outcome IS NULL RETURNING ordinal', [eventId, recallId, ordinal, tick.outcome, tick.note, at, by]);
  return rows.length > 0;
}

/** Closes a recall; the database refuses while anything found is not accounted for (`food_recall_finds_pin`). */
export async function closeRecallRow(db: Db, eventId: string, recallId: string, note: string, by: string, at: string): Promise<void> {
  await db.query('UPDATE food_recalls SET closed_at = $3, closed_by = $4, closing_note = $5 WHERE event_id = $1 AND recall_id = $2 AND closed_at IS NULL', [eventId, recallId, at, by, note]);
}
