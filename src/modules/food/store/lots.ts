import type { Db } from '../../../kernel/db.ts';
import type { FoodCategory, Storage } from '../../prescribed/catalogue/lot.ts';

/** Is a lot as stored, with what its records and its journal say at an instant. Unit: quantities as decimal text in `unit`. */
export interface LotRow {
  readonly lot_id: string;
  readonly lot_number: string;
  readonly consignment_id: string;
  readonly consignment_number: string;
  readonly consignment_released: boolean;
  readonly party_id: string;
  readonly agent_id: string | null;
  readonly party_en: string;
  readonly party_zh: string;
  readonly position: number;
  readonly hs_code: string;
  readonly description_en: string;
  readonly description_zh: string;
  readonly producer_number: string;
  readonly producer_name: string | null;
  readonly importer_filing: string;
  readonly produced_on: string;
  readonly best_before: string;
  readonly quantity: string;
  readonly unit: string;
  readonly category: FoodCategory;
  readonly storage: Storage;
  readonly origin: string;
  readonly opened_at: string;
  /** How many corrections its data has; the last one counts. */
  readonly corrections: number;
  readonly owed: readonly string[];
  readonly settled: number;
  readonly cold_failed: boolean;
  readonly cold_passed: boolean;
  readonly withdrawn_at: string | null;
  readonly servable_at: string | null;
  readonly closed_at: string | null;
  readonly holds: number;
  readonly arrived: string | null;
  readonly served: string;
  readonly disposed: string;
  readonly returned: string;
  readonly at_port: string;
  readonly at_venues: string;
  readonly in_kitchens: string;
}

/** Says which lots are wanted. Shape: all where nothing is named. */
export interface LotFilter {
  readonly lotIds?: readonly string[];
  readonly partyId?: string;
  readonly consignmentId?: string;
  readonly search?: string;
}

/** Lists lots as they stood at an instant, the ones that end first first. */
export async function lotRows(db: Db, eventId: string, asOf: string, filter: LotFilter = {}): Promise<LotRow[]> {
  return db.query<LotRow>(
    // Each part is one pass over the lots wanted: for one lot by its keys, for a whole event by hashing.
    `WITH wanted AS MATERIALIZED (
       SELECT l.event_id, l.lot_id, l.consignment_id, l.position, l.quantity, l.unit, l.category, l.storage, l.opened_at, coalesce(k.lot_number, l.lot_number) AS lot_number, coalesce(k.producer_number, l.producer_number) AS producer_number, coalesce(k.importer_filing, l.importer_filing) AS importer_filing,
         coalesce(k.produced_on, l.produced_on) AS produced_on, coalesce(k.best_before, l.best_before) AS best_before, coalesce(k.origin, l.origin) AS origin, coalesce(k.ordinal, 0) AS corrections, c.number AS consignment_number, c.party_id, c.agent_id, p.name_en AS party_en, p.name_zh AS party_zh, g.hs_code, g.description_en, g.description_zh, f.name AS producer_name
       FROM food_lots l
       LEFT JOIN LATERAL (SELECT k.* FROM food_lot_corrections k WHERE k.event_id = l.event_id AND k.lot_id = l.lot_id AND k.corrected_at <= $2 ORDER BY k.ordinal DESC LIMIT 1) k ON true
       JOIN consignments c ON c.event_id = l.event_id AND c.consignment_id = l.consignment_id
       JOIN parties p ON p.event_id = c.event_id AND p.party_id = c.party_id
       JOIN goods_lines g ON g.event_id = l.event_id AND g.consignment_id = l.consignment_id AND g.position = l.position
       LEFT JOIN LATERAL (SELECT f.name FROM food_producers f WHERE f.event_id = l.event_id AND f.number = coalesce(k.producer_number, l.producer_number) AND f.imported_at <= $2 ORDER BY f.imported_at DESC LIMIT 1) f ON true
       WHERE l.event_id = $1 AND l.opened_at <= $2 AND ($3::uuid[] IS NULL OR l.lot_id = ANY ($3)) AND ($4::uuid IS NULL OR $4 IN (c.party_id, c.agent_id)) AND ($5::uuid IS NULL OR l.consignment_id = $5)
         AND ($6::text IS NULL OR position(lower($6) IN lower(concat_ws(' ', l.lot_number, k.lot_number, c.number, g.description_en, g.description_zh, coalesce(k.producer_number, l.producer_number), f.name, p.name_en, p.name_zh))) > 0)
     ), owing AS (
       SELECT o.case_id, coalesce(array_agg(o.step ORDER BY o.ordinal) FILTER (WHERE s.record_id IS NULL AND o.step NOT IN ('LOT-HOLD', 'LOT-CLS', 'LOT-OUT')), '{}') AS owed, count(*) FILTER (WHERE s.record_id IS NOT NULL) AS settled,
         bool_or(o.step = 'LOT-COLD' AND s.record_id IS NOT NULL AND o.settled_as = 'passed') AS cold_passed, min(s.recorded_at) FILTER (WHERE o.step = 'LOT-OUT' AND o.settled_as = 'passed') AS withdrawn_at
       FROM wanted l JOIN obligations o ON o.event_id = $1 AND o.case_id = l.lot_id AND o.owed_at <= $2 LEFT JOIN records s ON s.event_id = $1 AND s.record_id = o.settled_by AND s.recorded_at <= $2 GROUP BY o.case_id
     ), cold AS (
       SELECT DISTINCT ON (r.case_id) r.case_id, r.outcome FROM wanted l JOIN records r ON r.event_id = $1 AND r.case_id = l.lot_id AND r.step = 'LOT-COLD' AND r.recorded_at <= $2 ORDER BY r.case_id, r.seq DESC
     ), moved AS (
       SELECT e.lot_id, count(*) FILTER (WHERE e.kind = 'hold') - count(*) FILTER (WHERE e.kind = 'lift') AS holds, sum(e.quantity) FILTER (WHERE e.kind = 'arrive') AS arrived,
         sum(e.quantity) FILTER (WHERE e.kind = 'serve') AS served, sum(e.quantity) FILTER (WHERE e.kind = 'dispose') AS disposed, sum(e.quantity) FILTER (WHERE e.kind = 'return') AS returned,
         ${['portStore', 'venueStore', 'kitchen'].map((kind) => `coalesce(sum(e.quantity) FILTER (WHERE e.to_kind = '${kind}'), 0) - coalesce(sum(e.quantity) FILTER (WHERE f.kind = '${kind}'), 0) AS "in_${kind}"`).join(', ')}
       FROM wanted l JOIN food_entries e ON e.event_id = $1 AND e.lot_id = l.lot_id AND e.recorded_at <= $2 LEFT JOIN food_places f ON f.event_id = $1 AND f.place_id = e.from_place GROUP BY e.lot_id
     )
     SELECT l.lot_id, l.lot_number, l.consignment_id, l.consignment_number, coalesce(cr.recorded_at <= $2, false) AS consignment_released, l.party_id, l.agent_id, l.party_en, l.party_zh, l.position, l.hs_code, l.description_en, l.description_zh,
       l.producer_number, l.producer_name, l.importer_filing, l.produced_on, l.best_before, trim_scale(l.quantity)::text AS quantity, l.unit, l.category, l.storage, l.origin, l.opened_at, l.corrections,
       coalesce(o.owed, '{}') AS owed, coalesce(o.settled, 0) AS settled, coalesce(d.outcome = 'failed', false) AS cold_failed, coalesce(o.cold_passed, false) AS cold_passed, o.withdrawn_at,
       CASE WHEN s.step = 'LOT-FREE' AND s.recorded_at <= $2 THEN s.recorded_at END AS servable_at, CASE WHEN z.recorded_at <= $2 THEN z.recorded_at END AS closed_at,
       coalesce(e.holds, 0) AS holds, trim_scale(e.arrived)::text AS arrived, trim_scale(coalesce(e.served, 0))::text AS served, trim_scale(coalesce(e.disposed, 0))::text AS disposed, trim_scale(coalesce(e.returned, 0))::text AS returned,
       trim_scale(coalesce(e."in_portStore", 0))::text AS at_port, trim_scale(coalesce(e."in_venueStore", 0))::text AS at_venues, trim_scale(coalesce(e."in_kitchen", 0))::text AS in_kitchens
     FROM wanted l LEFT JOIN owing o ON o.case_id = l.lot_id LEFT JOIN cold d ON d.case_id = l.lot_id LEFT JOIN moved e ON e.lot_id = l.lot_id
     LEFT JOIN gates ct ON ct.event_id = $1 AND ct.case_id = l.consignment_id AND ct.gate = 'release' LEFT JOIN records cr ON cr.event_id = $1 AND cr.record_id = ct.passed_by
     LEFT JOIN gates sg ON sg.event_id = $1 AND sg.case_id = l.lot_id AND sg.gate = 'serve' LEFT JOIN records s ON s.event_id = $1 AND s.record_id = sg.passed_by
     LEFT JOIN gates zg ON zg.event_id = $1 AND zg.case_id = l.lot_id AND zg.gate = 'closed' LEFT JOIN records z ON z.event_id = $1 AND z.record_id = zg.passed_by
     ORDER BY l.best_before, l.lot_number`,
    [eventId, asOf, filter.lotIds ?? null, filter.partyId ?? null, filter.consignmentId ?? null, filter.search ?? null]);
}

/** Is a lot to be opened. */
export interface NewLot {
  readonly lotId: string; readonly position: number; readonly lotNumber: string; readonly producerNumber: string; readonly importerFiling: string; readonly producedOn: string; readonly bestBefore: string;
  readonly quantity: string; readonly unit: string; readonly category: string; readonly storage: string; readonly origin: string;
}

/** Opens lots of a consignment's lines; the database refuses more than a line has (`goods_lines_lotted`). */
export async function insertLots(db: Db, eventId: string, consignmentId: string, lots: readonly NewLot[], openedBy: string | null, openedAt: string): Promise<void> {
  await db.query('UPDATE goods_lines n SET lotted = n.lotted + x.quantity FROM (SELECT position, sum(quantity::numeric) AS quantity FROM json_to_recordset($3) AS x(position integer, quantity text) GROUP BY position) x WHERE n.event_id = $1 AND n.consignment_id = $2 AND n.position = x.position',
    [eventId, consignmentId, JSON.stringify(lots.map((lot) => ({ position: lot.position, quantity: lot.quantity })))]);
  await db.query(
    `INSERT INTO food_lots (event_id, lot_id, consignment_id, position, lot_number, producer_number, importer_filing, produced_on, best_before, quantity, unit, category, storage, origin, opened_at, opened_by)
     SELECT $1, x.lot_id, $2, x.position, x.lot_number, x.producer_number, x.importer_filing, x.produced_on, x.best_before, x.quantity::numeric, x.unit, x.category, x.storage, x.origin, $4, $5
     FROM json_to_recordset($3) AS x(lot_id uuid, position integer, lot_number text, producer_number text, importer_filing text, produced_on date, best_before date, quantity text, unit text, category text, storage text, origin text)`,
    [eventId, consignmentId, JSON.stringify(lots.map((lot) => ({ lot_id: lot.lotId, position: lot.position, lot_number: lot.lotNumber, producer_number: lot.producerNumber, importer_filing: lot.importerFiling, produced_on: lot.producedOn, best_before: lot.bestBefore, quantity: lot.quantity, unit: lot.unit, category: lot.category, storage: lot.storage, origin: lot.origin }))), openedAt, openedBy]);
}

/** Is a line of a consignment with how much of it is in lots. Unit: decimal text. */
export interface OpenLineRow { readonly position: number; readonly hs_code: string; readonly description_en: string; readonly description_zh: string; readonly quantity: string; readonly lotted: string; readonly left: string; readonly unit: string }

/** Lists the lines of a consignment with how much of each is in lots. Shape: empty before the lines are laid out. */
export async function openLines(db: Db, eventId: string, consignmentId: string): Promise<OpenLineRow[]> {
  return db.query('SELECT position, hs_code, description_en, description_zh, trim_scale(quantity)::text AS quantity, trim_scale(lotted)::text AS lotted, trim_scale(quantity - lotted)::text AS left, unit FROM goods_lines WHERE event_id = $1 AND consignment_id = $2 ORDER BY position', [eventId, consignmentId]);
}

/** Is a log as stored. */
export interface LogRow { readonly ordinal: number; readonly file_name: string; readonly readings: [number, number, number | null][]; readonly attached_at: string; readonly by_en: string | null; readonly by_zh: string | null }

/** Lists the logs of a lot, oldest first. */
export async function logRows(db: Db, eventId: string, lotId: string, asOf: string): Promise<LogRow[]> {
  return db.query('SELECT g.ordinal, g.file_name, g.readings, g.attached_at, o.name_en AS by_en, o.name_zh AS by_zh FROM food_logs g LEFT JOIN officers o ON o.event_id = g.event_id AND o.officer_id = g.attached_by WHERE g.event_id = $1 AND g.lot_id = $2 AND g.attached_at <= $3 ORDER BY g.ordinal', [eventId, lotId, asOf]);
}

/** Adds the next log of a lot. Shape: its ordinal. */
export async function insertLog(db: Db, eventId: string, lotId: string, log: { fileName: string; contentHash: string; readings: readonly (readonly [number, number, number | null])[] }, attachedBy: string | null, attachedAt: string): Promise<number> {
  const [row] = await db.query<{ ordinal: number }>(
    `INSERT INTO food_logs (event_id, lot_id, ordinal, file_name, content_hash, readings, attached_at, attached_by)
     SELECT $1::uuid, $2::uuid, coalesce(max(ordinal), 0) + 1, $3::text, $4::text, $5::jsonb, $6::timestamptz, $7::uuid FROM food_logs WHERE event_id = $1 AND lot_id = $2 RETURNING ordinal`,
    [eventId, lotId, log.fileName, log.contentHash, JSON.stringify(log.readings), attachedAt, attachedBy]);
  return row!.ordinal;
}

/** Lists quarantine permits by their number with the codes that they cover. */
export async function permitRows(db: Db, eventId: string, number: string): Promise<{ readonly party_id: string; readonly valid_from: string; readonly valid_until: string; readonly prefixes: readonly string[] }[]> {
  return db.query(
    `SELECT p.party_id, p.valid_from, p.valid_until, array_agg(l.hs_prefix) AS prefixes FROM permits p JOIN permit_lines l ON l.event_id = p.event_id AND l.permit_id = p.permit_id
     WHERE p.event_id = $1 AND p.kind = 'quarantine' AND lower(p.number) = lower($2) GROUP BY p.party_id, p.valid_from, p.valid_until`, [eventId, number]);
}

/** Lists the numbers of the quarantine permits that a consignment drew for a line. */
export async function drawnPermits(db: Db, eventId: string, consignmentId: string, position: number): Promise<string[]> {
  const rows = await db.query<{ number: string }>("SELECT DISTINCT p.number FROM permit_draws d JOIN permits p ON p.event_id = d.event_id AND p.permit_id = d.permit_id WHERE d.event_id = $1 AND d.consignment_id = $2 AND d.line_position = $3 AND p.kind = 'quarantine' ORDER BY 1", [eventId, consignmentId, position]);
  return rows.map((row) => row.number);
}
