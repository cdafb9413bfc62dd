import type { Db } from '../../../kernel/db.ts';
import type { EntryKind, PlaceKind } from '../shapes.ts';
import type { Entry, StockChange } from '../rules/journal.ts';

/** Lets nobody else write in the journals of lots until this transaction ends. Shape: in one order for everybody, so that two who want several do not wait for each other. */
export async function lockLots(db: Db, lotIds: readonly string[]): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended(s.id, 9)) FROM (SELECT DISTINCT x::text AS id FROM unnest($1::uuid[]) x ORDER BY 1 OFFSET 0) s', [lotIds], 'lock_lots');
}

/** Is how far the journal of a lot has come. Unit: quantities as decimal text. */
export interface JournalRow { readonly lot_id: string; readonly consignment_id: string; readonly quantity: string; readonly unit: string; readonly seq: number; readonly holds: number; readonly stock: readonly [placeId: string, position: number, quantity: string][] | null }

/** Reads how far the journals of lots have come: the last entry and what stands at each place. */
export async function journalRows(db: Db, eventId: string, lotIds: readonly string[]): Promise<JournalRow[]> {
  return db.query(
    `SELECT l.lot_id, l.consignment_id, trim_scale(l.quantity)::text AS quantity, l.unit, coalesce(e.seq, 0) AS seq, coalesce(e.holds_after, 0) AS holds,
       (SELECT json_agg(json_build_array(s.place_id, s.position, trim_scale(s.quantity_after)::text)) FROM (
          SELECT DISTINCT ON (s.place_id) s.place_id, s.position, s.quantity_after FROM food_stock s WHERE s.event_id = l.event_id AND s.lot_id = l.lot_id ORDER BY s.place_id, s.position DESC) s) AS stock
     FROM food_lots l LEFT JOIN LATERAL (SELECT seq, holds_after FROM food_entries e WHERE e.event_id = l.event_id AND e.lot_id = l.lot_id ORDER BY seq DESC LIMIT 1) e ON true
     WHERE l.event_id = $1 AND l.lot_id = ANY ($2)`, [eventId, lotIds], 'food_journals');
}

/** Writes entries with what they do to the stock, in one statement: the keys that point at each other are checked once both stand. */
export async function insertEntries(db: Db, eventId: string, entries: readonly Entry[], changes: readonly StockChange[], by: { readonly commandId: string; readonly officerId: string | null; readonly keyId: string | null }, recordedAt: string): Promise<void> {
  await db.query(
    `WITH entered AS (
       INSERT INTO food_entries (event_id, lot_id, seq, consignment_id, command_id, kind, quantity, from_place, to_place, to_kind, meal_id, hold_id, hold_obligation, lifted_by, reason, holds_before, holds_after, happened_at, recorded_at, officer_id, key_id)
       SELECT $1, x.lot_id, x.seq, x.consignment_id, $4, x.kind, x.quantity::numeric, x.from_place, x.to_place, x.to_kind, x.meal_id, x.hold_id, x.hold_obligation, x.lifted_by, x.reason, x.holds_before, x.holds_after, x.happened_at, $5, $6, $7
       FROM json_to_recordset($2) AS x(lot_id uuid, seq integer, consignment_id uuid, kind text, quantity text, from_place uuid, to_place uuid, to_kind text, meal_id uuid, hold_id uuid, hold_obligation integer, lifted_by uuid, reason text, holds_before integer, holds_after integer, happened_at timestamptz))
     INSERT INTO food_stock (event_id, lot_id, place_id, position, seq, side, quantity_before, change, quantity_after)
     SELECT $1, x.lot_id, x.place_id, x.position, x.seq, x.side, x.before::numeric, x.change::numeric, x.after::numeric FROM json_to_recordset($3) AS x(lot_id uuid, place_id uuid, position integer, seq integer, side text, before text, change text, after text)`,
    [eventId, JSON.stringify(entries.map((entry) => ({
      lot_id: entry.lotId, seq: entry.seq, consignment_id: entry.consignmentId, kind: entry.kind, quantity: entry.quantity, from_place: entry.from, to_place: entry.to, to_kind: entry.toKind, meal_id: entry.mealId, hold_id: entry.holdId,
      hold_obligation: entry.obligation, lifted_by: entry.liftedBy, reason: entry.reason, holds_before: entry.holdsBefore, holds_after: entry.holdsAfter, happened_at: entry.happenedAt,
    }))), JSON.stringify(changes.map((change) => ({ lot_id: change.lotId, place_id: change.placeId, position: change.position, seq: change.seq, side: change.side, before: change.before, change: change.change, after: change.after }))),
    by.commandId, recordedAt, by.officerId, by.keyId], 'food_entries');
}

/** Adds a meal. */
export async function insertMeal(db: Db, eventId: string, meal: { mealId: string; placeId: string; dish: string; portions: number; servedAt: string }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO food_meals (event_id, meal_id, place_id, dish, portions, served_at, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [eventId, meal.mealId, meal.placeId, meal.dish, meal.portions, meal.servedAt, at, by]);
}

/** Is an entry of a journal with the words of its places and its meal. */
export interface EntryRow {
  readonly seq: number; readonly kind: EntryKind; readonly quantity: string | null; readonly from_place: string | null; readonly from_en: string | null; readonly from_zh: string | null; readonly from_kind: PlaceKind | null;
  readonly to_place: string | null; readonly to_en: string | null; readonly to_zh: string | null; readonly to_kind: PlaceKind | null; readonly meal_id: string | null; readonly dish: string | null; readonly portions: number | null; readonly hold_id: string | null;
  readonly reason: string; readonly happened_at: string; readonly recorded_at: string; readonly by_en: string | null; readonly by_zh: string | null;
}

/** Lists the journal of a lot by an instant. */
export async function entryRows(db: Db, eventId: string, lotId: string, asOf: string): Promise<EntryRow[]> {
  return db.query(
    `SELECT e.seq, e.kind, trim_scale(e.quantity)::text AS quantity, e.from_place, f.name_en AS from_en, f.name_zh AS from_zh, f.kind AS from_kind, e.to_place, t.name_en AS to_en, t.name_zh AS to_zh, t.kind AS to_kind, e.meal_id, m.dish, m.portions, e.hold_id, e.reason, e.happened_at, e.recorded_at, o.name_en AS by_en, o.name_zh AS by_zh
     FROM food_entries e LEFT JOIN food_places f ON f.event_id = e.event_id AND f.place_id = e.from_place LEFT JOIN food_places t ON t.event_id = e.event_id AND t.place_id = e.to_place
     LEFT JOIN food_meals m ON m.event_id = e.event_id AND m.meal_id = e.meal_id LEFT JOIN officers o ON o.event_id = e.event_id AND o.officer_id = e.officer_id
     WHERE e.event_id = $1 AND e.lot_id = $2 AND e.recorded_at <= $3 ORDER BY e.seq`, [eventId, lotId, asOf]);
}
