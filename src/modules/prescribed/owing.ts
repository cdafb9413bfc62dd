/** Is the instant that a figure answers for; `present` spares the search for what was undone since. */
export interface AsOf {
  readonly asOf: string;
  readonly present: boolean;
}

/**
 * Makes the SQL that gives every obligation of some cases with its state at the instant $2.
 * A settlement is only ever replaced by a correction, so in the past a later settlement hides an earlier one only where it corrects.
 * Where the cases are `few` of many, their obligations are found case by case: a join free to choose would read the whole event for them.
 */
export function owingSql(members: string, present: boolean, few = false): string {
  const columns = 'm.flight_id, m.case_id, o.ordinal, o.step, o.due_at, o.owed_at';
  const obligations = few && !present
    ? 'CROSS JOIN LATERAL (SELECT b.* FROM obligations b WHERE b.event_id = $1 AND b.case_id = m.case_id AND b.owed_at <= $2 OFFSET 0) o'
    : 'JOIN obligations o ON o.event_id = $1 AND o.case_id = m.case_id AND o.owed_at <= $2';
  if (present) return `SELECT ${columns}, o.settled_as FROM ${members} m ${obligations}`;
  return `SELECT ${columns},
      CASE WHEN s.record_id IS NULL THEN o.settled_as WHEN s.corrects IS NOT NULL THEN (
        SELECT r.settles_as FROM records r
        WHERE r.event_id = $1 AND r.case_id = o.case_id AND r.ordinal = o.ordinal AND r.recorded_at <= $2
          AND NOT EXISTS (SELECT FROM records k WHERE k.event_id = r.event_id AND k.case_id = r.case_id AND k.corrects = r.record_id AND k.recorded_at <= $2)
          AND (r.settles_as <> 'followed' OR r.followed_by IS NOT NULL)
        ORDER BY r.seq DESC LIMIT 1) END AS settled_as
    FROM ${members} m ${obligations}
    LEFT JOIN records s ON s.event_id = $1 AND s.record_id = o.settled_by AND s.recorded_at > $2`;
}
