import type { Db } from '../../../kernel/db.ts';

/** Is a key that signs codes, as stored. */
export interface CodeKeyRow {
  readonly kid: string;
  readonly public_jwk: Readonly<Record<string, unknown>>;
  readonly sealed: Buffer;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly created_at: string;
  readonly retired_at: string | null;
}

/** Lists the keys of an event that still count for some code, newest first. */
export async function listCodeKeys(db: Db, eventId: string, at: string): Promise<CodeKeyRow[]> {
  return db.query<CodeKeyRow>('SELECT kid, public_jwk, sealed, valid_from, valid_until, created_at, retired_at FROM code_keys WHERE event_id = $1 AND valid_until >= $2 ORDER BY created_at DESC, kid', [eventId, at], 'code_keys');
}

/** Adds a key. */
export async function insertCodeKey(db: Db, eventId: string, row: Omit<CodeKeyRow, 'retired_at'>): Promise<void> {
  await db.query('INSERT INTO code_keys (event_id, kid, public_jwk, sealed, valid_from, valid_until, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [eventId, row.kid, JSON.stringify(row.public_jwk), row.sealed, row.valid_from, row.valid_until, row.created_at]);
}

/** Retires the keys that sign now: nothing more is signed with them, what they signed stays valid. Shape: how many. */
export async function retireCodeKeys(db: Db, eventId: string, at: string): Promise<number> {
  return (await db.query('UPDATE code_keys SET retired_at = $2 WHERE event_id = $1 AND retired_at IS NULL RETURNING kid', [eventId, at])).length;
}

/** Is what a station keeps of a card, to know at once a superseded or revoked code. */
export interface StationRow { readonly declaration_id: string; readonly case_id: string | null; readonly flight_id: string; readonly version: number; readonly erased: boolean; readonly stale: boolean }

/** Lists the newest version of the cards filed for the flights around an instant, as known then. */
export async function stationCards(db: Db, eventId: string, asOf: string, hours: { readonly before: number; readonly after: number }, cardOfFlight: Readonly<Record<string, string>>): Promise<StationRow[]> {
  return db.query<StationRow>(
    `SELECT x.declaration_id, x.case_id, x.flight_id, v.version,
       -- Filed under another card than the flight asks now, or judged anew since: the answers are to be looked at.
       v.card_version <> coalesce($5::jsonb->>(x.flight_id::text), v.card_version) OR EXISTS (SELECT 1 FROM records r WHERE r.event_id = x.event_id AND r.case_id = x.case_id AND r.step = 'PRE-04' AND r.recorded_at > v.filed_at AND r.recorded_at <= $2) AS stale,
       (x.erased_at IS NOT NULL AND x.erased_at <= $2 AND x.erased_by <> 'retention') AS erased
     FROM flights f JOIN declarations x ON x.event_id = f.event_id AND x.flight_id = f.flight_id
     JOIN LATERAL (SELECT version, card_version, filed_at FROM declaration_versions y WHERE y.event_id = x.event_id AND y.declaration_id = x.declaration_id AND y.filed_at <= $2 ORDER BY version DESC LIMIT 1) v ON true
     WHERE f.event_id = $1 AND f.flight_date BETWEEN ($2::timestamptz - make_interval(hours => $3))::date AND ($2::timestamptz + make_interval(hours => $4))::date`, [eventId, asOf, hours.before, hours.after, JSON.stringify(cardOfFlight)], 'station_cards');
}

/** Lists the flights around an instant that have cards, with what decides the card that each asks. */
export async function stationFlights(db: Db, eventId: string, asOf: string, hours: { readonly before: number; readonly after: number }): Promise<{ flight_id: string; flight_date: string; card: string | null }[]> {
  return db.query<{ flight_id: string; flight_date: string; card: string | null }>(
    `SELECT f.flight_id, f.flight_date, p.document->>'card' AS card FROM flights f
     LEFT JOIN LATERAL (SELECT c.plan_id, c.version FROM case_plans c WHERE c.event_id = f.event_id AND c.case_id = f.flight_id AND c.pinned_at <= $2 ORDER BY c.pin DESC LIMIT 1) pin ON true
     LEFT JOIN plans p ON p.event_id = f.event_id AND p.plan_id = pin.plan_id AND p.version = pin.version
     WHERE f.event_id = $1 AND f.flight_date BETWEEN ($2::timestamptz - make_interval(hours => $3))::date AND ($2::timestamptz + make_interval(hours => $4))::date`, [eventId, asOf, hours.before, hours.after], 'station_flights');
}
