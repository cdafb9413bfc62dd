import type { Db } from '../../../kernel/db.ts';
import type { FoodCategory } from '../../prescribed/catalogue/lot.ts';
import type { Producer } from '../rules/producers.ts';
import type { PlaceKind } from '../shapes.ts';

interface ProducerRow { number: string; name: string; country: string; categories: FoodCategory[]; valid_from: string; valid_until: string | null; suspended_from: string | null; source: string; imported_at: string; lots: number }

/** Is a producer of the register with how many lots name it. */
export interface RegisteredProducer extends Producer { readonly importedAt: string; readonly lots: number }

/** Lists the register of producers as it stood at an instant: the newest import of each number; of those numbers only where any are named. */
export async function producerRows(db: Db, eventId: string, asOf: string, numbers?: readonly string[]): Promise<RegisteredProducer[]> {
  const rows = await db.query<ProducerRow>(
    `SELECT f.number, f.name, f.country, f.categories, f.valid_from, f.valid_until, f.suspended_from, f.source, f.imported_at, (SELECT count(*) FROM food_lots l WHERE l.event_id = $1 AND l.opened_at <= $2 AND coalesce((SELECT k.producer_number FROM food_lot_corrections k WHERE k.event_id = l.event_id AND k.lot_id = l.lot_id AND k.corrected_at <= $2 ORDER BY k.ordinal DESC LIMIT 1), l.producer_number) = f.number) AS lots
     FROM (SELECT DISTINCT ON (number) * FROM food_producers WHERE event_id = $1 AND imported_at <= $2 AND ($3::text[] IS NULL OR number = ANY ($3)) ORDER BY number, imported_at DESC, row_id DESC) f ORDER BY f.country, f.number`, [eventId, asOf, numbers ?? null]);
  return rows.map((row) => ({ number: row.number, name: row.name, country: row.country, categories: row.categories, validFrom: row.valid_from, validUntil: row.valid_until, suspendedFrom: row.suspended_from, source: row.source, importedAt: row.imported_at, lots: row.lots }));
}

/** Adds imported producers. */
export async function insertProducers(db: Db, eventId: string, rows: readonly (Producer & { readonly rowId: string })[], importedBy: string | null, importedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO food_producers (event_id, row_id, number, name, country, categories, valid_from, valid_until, suspended_from, source, imported_at, imported_by)
     SELECT $1, x.row_id, x.number, x.name, x.country, ARRAY(SELECT json_array_elements_text(x.categories)), x.valid_from, x.valid_until, x.suspended_from, x.source, $3, $4
     FROM json_to_recordset($2) AS x(row_id uuid, number text, name text, country text, categories json, valid_from date, valid_until date, suspended_from date, source text)`,
    [eventId, JSON.stringify(rows.map((row) => ({ row_id: row.rowId, number: row.number, name: row.name, country: row.country, categories: row.categories, valid_from: row.validFrom, valid_until: row.validUntil, suspended_from: row.suspendedFrom, source: row.source }))), importedAt, importedBy]);
}

/** Is a place where food is kept, with how many lots stand there. */
export interface PlaceRow { readonly place_id: string; readonly kind: PlaceKind; readonly name_en: string; readonly name_zh: string; readonly venue: string; readonly lots: number }

/** Lists the places where food is kept, the port first. */
export async function placeRows(db: Db, eventId: string, asOf: string): Promise<PlaceRow[]> {
  return db.query(
    `SELECT p.place_id, p.kind, p.name_en, p.name_zh, p.venue, coalesce(k.lots, 0) AS lots
     FROM food_places p LEFT JOIN (
       SELECT k.place_id, count(*) AS lots FROM (
         SELECT s.place_id FROM food_stock s JOIN food_entries e ON e.event_id = s.event_id AND e.lot_id = s.lot_id AND e.seq = s.seq AND e.recorded_at <= $2 WHERE s.event_id = $1 GROUP BY s.place_id, s.lot_id HAVING sum(s.change) > 0) k
       GROUP BY k.place_id) k ON k.place_id = p.place_id
     WHERE p.event_id = $1 AND p.opened_at <= $2 ORDER BY array_position(ARRAY['portStore', 'venueStore', 'kitchen'], p.kind), p.venue, p.name_en`, [eventId, asOf]);
}

/** Lists what stands at a place by an instant, lot by lot. Unit: decimal text. */
export async function stockAt(db: Db, eventId: string, placeId: string, asOf: string): Promise<{ readonly lot_id: string; readonly quantity: string }[]> {
  return db.query(
    `SELECT s.lot_id, trim_scale(s.quantity_after)::text AS quantity FROM (
       SELECT DISTINCT ON (s.lot_id) s.lot_id, s.quantity_after FROM food_stock s JOIN food_entries e ON e.event_id = s.event_id AND e.lot_id = s.lot_id AND e.seq = s.seq AND e.recorded_at <= $3
       WHERE s.event_id = $1 AND s.place_id = $2 ORDER BY s.lot_id, s.position DESC) s WHERE s.quantity_after > 0`, [eventId, placeId, asOf]);
}

/** Finds the kind of a place. */
export async function findPlace(db: Db, eventId: string, placeId: string): Promise<{ readonly kind: PlaceKind; readonly venue: string } | undefined> {
  const [row] = await db.query<{ kind: PlaceKind; venue: string }>('SELECT kind, venue FROM food_places WHERE event_id = $1 AND place_id = $2', [eventId, placeId], 'food_place');
  return row;
}

/** Opens a place. */
export async function insertPlace(db: Db, eventId: string, place: { placeId: string; kind: PlaceKind; nameEn: string; nameZh: string; venue: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO food_places (event_id, place_id, kind, name_en, name_zh, venue, opened_at, opened_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, place.placeId, place.kind, place.nameEn, place.nameZh, place.venue, at, by]);
}

/** Is a meal with one lot that it took: one row a lot. */
export interface MealRow { readonly meal_id: string; readonly dish: string; readonly portions: number; readonly served_at: string; readonly place_id: string; readonly place_en: string; readonly place_zh: string; readonly venue: string; readonly lot_id: string; readonly quantity: string }

/** Lists meals by an instant, the newest first, one or all; with a lot named, those that took of it. */
export async function mealRows(db: Db, eventId: string, asOf: string, filter: { readonly mealId?: string; readonly limit?: number } = {}): Promise<MealRow[]> {
  return db.query(
    `SELECT m.meal_id, m.dish, m.portions, m.served_at, m.place_id, p.name_en AS place_en, p.name_zh AS place_zh, p.venue, e.lot_id, trim_scale(e.quantity)::text AS quantity
     FROM (SELECT * FROM food_meals WHERE event_id = $1 AND recorded_at <= $2 AND ($3::uuid IS NULL OR meal_id = $3) ORDER BY served_at DESC LIMIT $4) m
     JOIN food_places p ON p.event_id = m.event_id AND p.place_id = m.place_id JOIN food_entries e ON e.event_id = m.event_id AND e.meal_id = m.meal_id ORDER BY m.served_at DESC, m.meal_id, e.lot_id`, [eventId, asOf, filter.mealId ?? null, filter.limit ?? 500]);
}
