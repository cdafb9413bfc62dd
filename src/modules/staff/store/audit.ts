import type { Db } from '../../../kernel/db.ts';

/** Is one entry of the audit as read: something done, something refused, or a record. */
export interface AuditRow {
  readonly id: string;
  readonly kind: 'action' | 'record';
  readonly recorded_at: string;
  readonly occurred_at: string;
  readonly action: string;
  readonly step: string | null;
  readonly case_id: string | null;
  readonly case_kind: string | null;
  readonly outcome: string;
  readonly refusal: string | null;
  readonly refused_where: string | null;
  readonly officer_id: string | null;
  readonly name_en: string | null;
  readonly name_zh: string | null;
  readonly key_id: string | null;
  readonly organisation: string | null;
  readonly station_id: string | null;
}

/** Says which entries are wanted; `before` goes on where the last page ended. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to: string;
  readonly before?: { readonly at: string; readonly id: string } | undefined;
  readonly officerId?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly limit: number;
}

/** Reads the audit, newest first: the action log and the records, each by its index on time, then merged. */
export async function readAudit(db: Db, eventId: string, filter: AuditFilter): Promise<AuditRow[]> {
  const { from, to, before, officerId, action, outcome, limit } = filter;
  return db.query<AuditRow>(
    `WITH entries AS (
       (SELECT command_id AS id, 'action' AS kind, recorded_at, occurred_at, action, NULL::text AS step, NULL::uuid AS case_id, outcome,
               answer #>> '{refusal,code}' AS refusal, answer #>> '{refusal,where}' AS refused_where, officer_id, key_id, station_id
        FROM action_log
        WHERE event_id = $1 AND recorded_at <= $2 AND ($3::timestamptz IS NULL OR recorded_at >= $3)
          AND ($4::timestamptz IS NULL OR (recorded_at, command_id) < ($4, $5::uuid))
          AND ($6::uuid IS NULL OR officer_id = $6) AND ($7::text IS NULL OR action = $7) AND ($8::text IS NULL OR outcome = $8)
        ORDER BY recorded_at DESC, command_id DESC LIMIT $9)
       UNION ALL
       (SELECT record_id, 'record', recorded_at, occurred_at, 'prescribed.record', step, case_id, outcome, NULL, NULL, officer_id, key_id, station_id
        FROM records
        WHERE event_id = $1 AND recorded_at <= $2 AND ($3::timestamptz IS NULL OR recorded_at >= $3)
          AND ($4::timestamptz IS NULL OR (recorded_at, record_id) < ($4, $5::uuid))
          AND ($6::uuid IS NULL OR officer_id = $6) AND ($7::text IS NULL OR $7 IN ('prescribed.record', step)) AND ($8::text IS NULL OR $8 IN ('done', outcome))
        ORDER BY recorded_at DESC, record_id DESC LIMIT $9)
       ORDER BY recorded_at DESC, id DESC LIMIT $9)
     SELECT e.*, c.kind AS case_kind, o.name_en, o.name_zh, coalesce(o.organisation, k.organisation) AS organisation
     FROM entries e LEFT JOIN cases c ON c.event_id = $1 AND c.case_id = e.case_id LEFT JOIN officers o ON o.event_id = $1 AND o.officer_id = e.officer_id LEFT JOIN organisation_keys k ON k.event_id = $1 AND k.key_id = e.key_id
     ORDER BY e.recorded_at DESC, e.id DESC`,
    [eventId, to, from ?? null, before?.at ?? null, before?.id ?? null, officerId ?? null, action ?? null, outcome ?? null, limit]);
}

/** Is one reading of health data. */
export interface ReadRow {
  readonly read_id: string;
  readonly read_at: string;
  readonly view: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly officer_id: string | null;
  readonly name_en: string | null;
  readonly name_zh: string | null;
  readonly key_id: string | null;
  readonly organisation: string | null;
}

/** Reads who read health data, newest first; `before` goes on where the last page ended. */
export async function readReads(db: Db, eventId: string, filter: { subject?: string | undefined; view?: string | undefined; officerId?: string | undefined; from?: string | undefined; to: string; before?: { readonly at: string; readonly id: string } | undefined; limit: number }): Promise<ReadRow[]> {
  return db.query<ReadRow>(
    `SELECT r.read_id, r.read_at, r.view, r.subject, r.reason, r.officer_id, r.key_id, o.name_en, o.name_zh, coalesce(o.organisation, k.organisation) AS organisation
     FROM read_log r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id LEFT JOIN organisation_keys k ON k.event_id = r.event_id AND k.key_id = r.key_id
     WHERE r.event_id = $1 AND r.read_at <= $2 AND ($3::text IS NULL OR r.subject = $3) AND ($4::uuid IS NULL OR r.officer_id = $4)
       AND ($6::timestamptz IS NULL OR r.read_at >= $6) AND ($7::timestamptz IS NULL OR (r.read_at, r.read_id) < ($7, $8::uuid)) AND ($9::text IS NULL OR r.view = $9)
     ORDER BY r.read_at DESC, r.read_id DESC LIMIT $5`,
    [eventId, filter.to, filter.subject ?? null, filter.officerId ?? null, filter.limit, filter.from ?? null, filter.before?.at ?? null, filter.before?.id ?? null, filter.view ?? null]);
}
