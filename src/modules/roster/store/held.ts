import type { Db } from '../../../kernel/db.ts';

/** Is what is held on somebody who is rostered, by kind. */
export interface HeldOnStaff {
  readonly person: readonly object[];
  readonly certificates: readonly object[];
  readonly absences: readonly object[];
  readonly wishes: readonly object[];
  readonly assignments: readonly object[];
  readonly swaps: readonly object[];
  readonly callUps: readonly object[];
  readonly attendances: readonly object[];
  readonly reads: readonly object[];
}

/** Reads everything that is held on somebody who is rostered, with who read why they were away. Officers stand there by their organisation: their names are theirs. */
export async function heldOnStaff(db: Db, eventId: string, personId: string): Promise<HeldOnStaff> {
  const values = [eventId, personId];
  const own = 'WHERE x.event_id = $1 AND x.person_id = $2';
  return {
    person: await db.query(`SELECT x.ordinal, x.staff_number, e.code AS point, x.tier, x.content, x.active, x.recorded_at FROM roster_people x JOIN points_of_entry e ON e.event_id = x.event_id AND e.point_id = x.point_id ${own} ORDER BY x.ordinal`, values),
    certificates: await db.query(`SELECT x.skill, x.number, x.valid_from::text, x.valid_until::text, x.recorded_at FROM roster_certificates x ${own} ORDER BY x.recorded_at`, values),
    absences: await db.query(`SELECT x.absence_id, x.kind, x.from_day::text, x.until_day::text, x.note, x.takes_back, x.recorded_at FROM roster_absences x ${own} ORDER BY x.recorded_at`, values),
    wishes: await db.query(`SELECT x.day::text, x.shift, x.weight, x.recorded_at FROM roster_wishes x ${own} ORDER BY x.recorded_at`, values),
    assignments: await db.query(`SELECT x.roster_id, x.ordinal AS version, x.day::text, x.shift, x.skill, x.breaks_at FROM roster_assignments x ${own} ORDER BY x.day, x.ordinal`, values),
    swaps: await db.query(`SELECT x.swap_id, x.day::text, x.other_day::text, x.person_id = $2 AS asked, x.asked_at FROM roster_swaps x WHERE x.event_id = $1 AND $2::uuid IN (x.person_id, x.other_person_id) ORDER BY x.asked_at`, values),
    callUps: await db.query(`SELECT c.tier, c.skill, c.starts_at, c.ends_at, c.content->>'reason' AS reason, c.called_at,
        (SELECT coalesce(json_agg(json_build_object('note', n.note, 'reason', n.reason, 'at', n.noted_at) ORDER BY n.noted_at), '[]') FROM call_up_notes n WHERE n.event_id = x.event_id AND n.call_up_id = x.call_up_id AND n.person_id = $2) AS notes
      FROM call_up_people x JOIN call_ups c ON c.event_id = x.event_id AND c.call_up_id = x.call_up_id ${own} ORDER BY c.called_at`, values),
    attendances: await db.query(`SELECT x.kind, x.station_id, x.happened_at FROM attendances x ${own} ORDER BY x.happened_at`, values),
    reads: await db.query(`SELECT r.read_at, r.view, r.reason, coalesce(o.organisation, k.organisation) AS read_by FROM read_log r LEFT JOIN officers o ON o.event_id = r.event_id AND o.officer_id = r.officer_id LEFT JOIN organisation_keys k ON k.event_id = r.event_id AND k.key_id = r.key_id
      WHERE r.event_id = $1 AND r.subject IN ('staff', 'staff:' || $2) ORDER BY r.read_at`, values),
  };
}
