import type { Db } from '../../../kernel/db.ts';

/** Is one movement of tubes. */
export interface SampleMove { readonly kind: 'packed' | 'collected' | 'received' | 'lost'; readonly packId: string; readonly tubeIds: readonly string[]; readonly counterpart: string | null }

/** Adds a movement of tubes. */
export async function insertSampleMove(db: Db, eventId: string, movementId: string, move: SampleMove, officerId: string | null, at: string, recordedAt: string): Promise<void> {
  await db.query(
    `INSERT INTO sample_movements (event_id, movement_id, tube_id, kind, pack_id, officer_id, counterpart, at, recorded_at)
     SELECT $1::uuid, $2::uuid, t, $4, $5, $6::uuid, $7, $8::timestamptz, $9::timestamptz FROM unnest($3::text[]) AS t`,
    [eventId, movementId, move.tubeIds, move.kind, move.packId, officerId, move.counterpart, at, recordedAt]);
}

/** Lists the tubes of a pack as it was packed. */
export async function tubesOfPack(db: Db, eventId: string, packId: string): Promise<string[]> {
  return (await db.query<{ tube_id: string }>("SELECT DISTINCT tube_id FROM sample_movements WHERE event_id = $1 AND pack_id = $2 AND kind = 'packed' ORDER BY tube_id", [eventId, packId])).map((row) => row.tube_id);
}

/** Is a tube with its person, custody, clock and result. */
export interface SampleRow {
  readonly tube_id: string; readonly case_id: string; readonly flight_id: string; readonly designator: string; readonly surname: string; readonly given_names: string; readonly sampled_at: string;
  readonly custody: string | null; readonly pack_id: string | null; readonly custody_at: string | null; readonly counterpart: string | null; readonly movements: readonly object[] | null;
  readonly due_at: string | null; readonly waiting: boolean; readonly result: string | null; readonly result_at: string | null; readonly recorded_at: string | null;
}

/** Lists tubes with custody and clocks as of an instant, the oldest clock first. */
export async function sampleRows(db: Db, eventId: string, filter: { flightId?: string | undefined; packId?: string | undefined; tubeId?: string | undefined; asOf: string; limit: number }): Promise<SampleRow[]> {
  return db.query<SampleRow>(
    `SELECT k.key AS tube_id, k.case_id, j.flight_id, f.designator, t.surname, t.given_names, r.occurred_at AS sampled_at, m.kind AS custody, m.pack_id, m.at AS custody_at, m.counterpart, a.movements,
       o.due_at, o.ordinal IS NOT NULL AS waiting, z.evidence->>'result' AS result, z.evidence->>'resultAt' AS result_at, z.recorded_at
     FROM evidence_keys k JOIN records r ON r.event_id = k.event_id AND r.record_id = k.record_id JOIN journeys j ON j.event_id = k.event_id AND j.case_id = k.case_id
     JOIN flights f ON f.event_id = j.event_id AND f.flight_id = j.flight_id JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN LATERAL (SELECT kind, pack_id, at, counterpart FROM sample_movements m WHERE m.event_id = k.event_id AND m.tube_id = k.key AND m.recorded_at <= $4 ORDER BY m.recorded_at DESC, m.movement_id DESC LIMIT 1) m ON true
     LEFT JOIN LATERAL (SELECT json_agg(json_build_object('kind', kind, 'packId', pack_id, 'at', at, 'counterpart', counterpart) ORDER BY recorded_at, movement_id) AS movements FROM sample_movements m WHERE m.event_id = k.event_id AND m.tube_id = k.key AND m.recorded_at <= $4) a ON true
     LEFT JOIN LATERAL (SELECT evidence, recorded_at FROM records s WHERE s.event_id = k.event_id AND s.case_id = k.case_id AND s.step = 'SMP-02' AND s.evidence->>'tubeId' = k.key AND s.recorded_at <= $4
       AND NOT EXISTS (SELECT 1 FROM records x WHERE x.event_id = s.event_id AND x.case_id = s.case_id AND x.corrects = s.record_id AND x.recorded_at <= $4) ORDER BY s.seq DESC LIMIT 1) z ON true
     LEFT JOIN LATERAL (SELECT ordinal, due_at FROM obligations o WHERE o.event_id = k.event_id AND o.case_id = k.case_id AND o.step = 'SMP-02' AND z.evidence IS NULL AND o.owed_at <= $4
       AND (o.settled_by IS NULL OR EXISTS (SELECT 1 FROM records s WHERE s.event_id = o.event_id AND s.record_id = o.settled_by AND s.recorded_at > $4)) ORDER BY o.ordinal LIMIT 1) o ON true
     WHERE k.event_id = $1 AND k.kind = 'tube' AND r.recorded_at <= $4 AND ($2::uuid IS NULL OR j.flight_id = $2) AND ($6::text IS NULL OR k.key IN ($6, upper($6)))
       AND ($3::text IS NULL OR k.key IN (SELECT tube_id FROM sample_movements WHERE event_id = $1 AND pack_id IN ($3, upper($3))))
     ORDER BY o.due_at NULLS LAST, r.occurred_at LIMIT $5`, [eventId, filter.flightId ?? null, filter.packId ?? null, filter.asOf, filter.limit, filter.tubeId ?? null]);
}
