import type { Place } from '../beside-officers.ts';

/** Lists the cases of a flight, its own and its people's, that owe a step now; `alone`: nothing else stands between them and the hand-over. */
export async function owingCases({ db, eventId, flightId }: Place, step: string, alone = false): Promise<Set<string>> {
  const rows = await db.query<{ case_id: string }>(
    `SELECT o.case_id FROM (SELECT $2::uuid AS case_id UNION ALL SELECT case_id FROM journeys WHERE event_id = $1 AND flight_id = $2) m JOIN obligations o ON o.event_id = $1 AND o.case_id = m.case_id
     WHERE o.step = $3 AND o.settled_by IS NULL AND (NOT $4 OR NOT EXISTS (SELECT 1 FROM obligations x WHERE x.event_id = o.event_id AND x.case_id = o.case_id AND x.bars = 'handOver' AND x.settled_by IS NULL))`,
    [eventId, flightId, step, alone], 'demo_owing');
  return new Set(rows.map((row) => row.case_id));
}

/** Lists everything a flight and its people owe now, in the order of the day. */
export async function owedSteps({ db, eventId, flightId }: Place): Promise<{ case_id: string; step: string; tube: string | null }[]> {
  return db.query(
    `SELECT o.case_id, o.step, (SELECT r.evidence->>'tubeId' FROM records r WHERE r.event_id = o.event_id AND r.case_id = o.case_id AND r.step = 'SMP-01' AND r.outcome = 'passed' ORDER BY r.seq DESC LIMIT 1) AS tube
     FROM (SELECT $2::uuid AS case_id UNION ALL SELECT case_id FROM journeys WHERE event_id = $1 AND flight_id = $2) m JOIN obligations o ON o.event_id = $1 AND o.case_id = m.case_id
     WHERE o.settled_by IS NULL ORDER BY o.case_id, o.ordinal`, [eventId, flightId], 'demo_owed');
}

/** Tells whose tubes these are. Shape: by tube; tubes that nobody took are missing. */
export async function casesOfTubes({ db, eventId }: Place, tubes: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.query<{ key: string; case_id: string }>("SELECT key, case_id FROM evidence_keys WHERE event_id = $1 AND kind = 'tube' AND key = ANY ($2::text[])", [eventId, tubes], 'demo_tubes');
  return new Map(rows.map((row) => [row.key, row.case_id]));
}

/** Counts who stands on a flight, and names who is known not to be on board. */
export async function boardedOf({ db, eventId, flightId }: Place): Promise<{ listed: number; absent: string[] }> {
  const rows = await db.query<{ case_id: string; absent: boolean }>(
    `SELECT j.case_id, EXISTS (SELECT 1 FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.step IN ('ONB-01', 'DEP-05') AND (r.evidence->>'absent')::boolean) AS absent
     FROM journeys j WHERE j.event_id = $1 AND j.flight_id = $2`, [eventId, flightId], 'demo_boarded');
  return { listed: rows.length, absent: rows.flatMap((row) => (row.absent ? [row.case_id] : [])) };
}

/** Tells the newest version of a flight's own plan; undefined while it has none. */
export async function approvable({ db, eventId, flightId }: Place): Promise<number | undefined> {
  const [row] = await db.query<{ version: number | null }>("SELECT max(version) AS version FROM plans WHERE event_id = $1 AND plan_id = $2 AND kind = 'flight'", [eventId, flightId], 'demo_plan');
  return row?.version ?? undefined;
}

/** Lists the flights that are closed or cancelled, by designator, day and direction. */
export async function endedFlights({ db, eventId }: Pick<Place, 'db' | 'eventId'>): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `SELECT f.designator || ' ' || f.flight_date || ' ' || f.direction AS key FROM flights f WHERE f.event_id = $1 AND (
       EXISTS (SELECT 1 FROM gates g WHERE g.event_id = f.event_id AND g.case_id = f.flight_id AND g.gate = 'closed' AND g.passed_by IS NOT NULL)
       OR EXISTS (SELECT 1 FROM flight_movements m WHERE m.event_id = f.event_id AND m.flight_id = f.flight_id AND m.kind = 'cancelled'))`, [eventId]);
  return new Set(rows.map((row) => row.key));
}

/** Tells when the last record of a flight and its people was written. Unit: milliseconds since 1970, UTC; 0 where there is none. */
export async function lastRecordedOf({ db, eventId, flightId }: Place): Promise<number> {
  const [row] = await db.query<{ at: string | null }>(
    `SELECT max(l.recorded_at) AS at FROM (SELECT $2::uuid AS case_id UNION ALL SELECT case_id FROM journeys WHERE event_id = $1 AND flight_id = $2) m
     CROSS JOIN LATERAL (SELECT recorded_at FROM records r WHERE r.event_id = $1 AND r.case_id = m.case_id ORDER BY r.seq DESC LIMIT 1) l`, [eventId, flightId], 'demo_last_of');
  return row?.at === null || row === undefined ? 0 : Date.parse(row.at);
}

/** Tells when the last thing was recorded in an event. Unit: milliseconds since 1970, UTC. */
export async function lastRecordedAt({ db, eventId }: Pick<Place, 'db' | 'eventId'>): Promise<number> {
  const [row] = await db.query<{ at: string | null }>(
    'SELECT greatest((SELECT max(recorded_at) FROM records WHERE event_id = $1), (SELECT max(recorded_at) FROM action_log WHERE event_id = $1)) AS at', [eventId]);
  return row?.at === null || row === undefined ? 0 : Date.parse(row.at);
}
