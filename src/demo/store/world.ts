import type { Db } from '../../kernel/db.ts';
import type { ClockSetting } from '../../kernel/clock.ts';
import type { Persona } from '../port.ts';

/** Finds an event by its code, with its clock. */
export async function findEvent(db: Db, code: string): Promise<{ eventId: string; clock: ClockSetting } | undefined> {
  const [row] = await db.query<{ event_id: string; clock: ClockSetting }>('SELECT event_id, clock FROM events WHERE code = $1', [code]);
  return row === undefined ? undefined : { eventId: row.event_id, clock: row.clock };
}

/** Counts the events. */
export async function countEvents(db: Db): Promise<number> {
  return (await db.query<{ count: number }>('SELECT count(*) FROM events'))[0]?.count ?? 0;
}

/** Adds the invented event; a second time does nothing. */
export async function insertWorldEvent(db: Db, event: { eventId: string; code: string; nameEn: string; nameZh: string; timeZone: string; clock: ClockSetting; createdAt: string }): Promise<void> {
  await db.query('INSERT INTO events (event_id, code, name_en, name_zh, time_zone, clock, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING',
    [event.eventId, event.code, event.nameEn, event.nameZh, event.timeZone, JSON.stringify(event.clock), event.createdAt]);
}

/** Sets the event's clock. */
export async function updateWorldClock(db: Db, eventId: string, clock: ClockSetting): Promise<void> {
  await db.query('UPDATE events SET clock = $2 WHERE event_id = $1', [eventId, JSON.stringify(clock)]);
}

/** Writes down how far a clock has come, unless somebody has set it meanwhile. Shape: whether it was written. */
export async function keepWorldClock(db: Db, eventId: string, known: ClockSetting, kept: ClockSetting): Promise<boolean> {
  const rows = await db.query('UPDATE events SET clock = $3 WHERE event_id = $1 AND clock = $2::jsonb RETURNING event_id', [eventId, JSON.stringify(known), JSON.stringify(kept)], 'demo_keep_clock');
  return rows.length > 0;
}

/** Adds the officers of the world as personas, one click away at the sign-in; a second time does nothing. */
export async function insertPersonas(db: Db, eventId: string, officers: readonly (Persona & { officerId: string; stationId: string | null; passwordHash: string })[], createdAt: string): Promise<void> {
  await db.query(
    `INSERT INTO officers (event_id, officer_id, user_name, name_en, name_zh, organisation, roles, station_id, language, password_hash, persona, created_at)
     SELECT $1, x.i, x.u, x.e, x.z, x.o, ARRAY[x.r], x.s, x.l, x.p, true, $3 FROM json_to_recordset($2) AS x(i uuid, u text, e text, z text, o text, r text, s uuid, l text, p text) ON CONFLICT DO NOTHING`,
    [eventId, JSON.stringify(officers.map((entry) => ({ i: entry.officerId, u: entry.role, e: entry.nameEn, z: entry.nameZh, o: entry.organisation, r: entry.role, s: entry.stationId, l: entry.language, p: entry.passwordHash }))), createdAt]);
}

/** Adds accounts without a way in, for parties that act in the world but whom no visitor plays; a second time does nothing. */
export async function insertAccounts(db: Db, eventId: string, accounts: readonly { officerId: string; userName: string; role: string; nameEn: string; nameZh: string }[], createdAt: string): Promise<void> {
  await db.query(
    `INSERT INTO officers (event_id, officer_id, user_name, name_en, name_zh, organisation, roles, station_id, language, password_hash, persona, created_at)
     SELECT $1, x.i, x.u, x.e, x.z, x.e, ARRAY[x.r], NULL, 'zh', NULL, false, $3 FROM json_to_recordset($2) AS x(i uuid, u text, e text, z text, r text) ON CONFLICT DO NOTHING`,
    [eventId, JSON.stringify(accounts.map((entry) => ({ i: entry.officerId, u: entry.userName, e: entry.nameEn, z: entry.nameZh, r: entry.role }))), createdAt]);
}

/** Lists the stations by point, kind and lane. */
export async function stationsOf(db: Db, eventId: string): Promise<{ station_id: string; code: string; kind: string; lane: string }[]> {
  return db.query('SELECT s.station_id, p.code, s.kind, s.lane FROM stations s JOIN points_of_entry p ON p.event_id = s.event_id AND p.point_id = s.point_id WHERE s.event_id = $1', [eventId]);
}

/** Lists the templates by their English title. */
export async function templatesOf(db: Db, eventId: string): Promise<{ plan_id: string; title: string }[]> {
  return db.query("SELECT plan_id, document->'title'->>'en' AS title FROM plans WHERE event_id = $1 AND kind = 'template' AND version = 1", [eventId]);
}

/** Finds a flight's identifier. */
export async function findFlight(db: Db, eventId: string, flight: { designator: string; flightDate: string; direction: string }): Promise<string | undefined> {
  const [row] = await db.query<{ flight_id: string }>('SELECT flight_id FROM flights WHERE event_id = $1 AND designator = $2 AND flight_date = $3 AND direction = $4', [eventId, flight.designator, flight.flightDate, flight.direction], 'demo_flight');
  return row?.flight_id;
}

/** Lists the cases of a flight by the passports of its people. */
export async function casesByPassport(db: Db, eventId: string, flightId: string): Promise<Map<string, string>> {
  const rows = await db.query<{ number: string; case_id: string }>(
    'SELECT d.number, j.case_id FROM journeys j JOIN traveller_documents d ON d.event_id = j.event_id AND d.traveller_id = j.traveller_id WHERE j.event_id = $1 AND j.flight_id = $2', [eventId, flightId], 'demo_cases');
  return new Map(rows.map((row) => [row.number, row.case_id]));
}

/** Lists the declaration cards of a flight by the cases of their people. */
export async function cardsByCase(db: Db, eventId: string, flightId: string): Promise<Map<string, string>> {
  const rows = await db.query<{ case_id: string; declaration_id: string }>('SELECT case_id, declaration_id FROM declarations WHERE event_id = $1 AND flight_id = $2 AND case_id IS NOT NULL AND erased_at IS NULL', [eventId, flightId], 'demo_cards');
  return new Map(rows.map((row) => [row.case_id, row.declaration_id]));
}

/** Tells which commands were done already, with what they gave; a record's answer is not kept and not needed. */
export async function doneCommands(db: Db, eventId: string, ids: readonly string[]): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const rows = await db.query<{ id: string; result: Record<string, unknown> | null }>(
    `SELECT command_id AS id, answer->'result' AS result FROM action_log WHERE event_id = $1 AND command_id = ANY ($2::uuid[]) AND outcome = 'done'
     UNION ALL SELECT record_id, NULL FROM records WHERE event_id = $1 AND record_id = ANY ($2::uuid[])`, [eventId, ids], 'demo_done');
  const done = new Map<string, Readonly<Record<string, unknown>>>();
  for (const row of rows) if (row.result !== null || !done.has(row.id)) done.set(row.id, row.result ?? {});
  return done;
}

/** Lists the differences of a flight that nobody has explained. */
export async function openDifferences(db: Db, eventId: string, flightId: string): Promise<{ ordinal: number; code: string }[]> {
  return db.query(
    `SELECT d.ordinal, d.detail->>'code' AS code FROM discrepancies d JOIN obligations o ON o.event_id = d.event_id AND o.case_id = d.flight_id AND o.ordinal = d.ordinal
     WHERE d.event_id = $1 AND d.flight_id = $2 AND o.settled_by IS NULL ORDER BY d.ordinal`, [eventId, flightId]);
}
