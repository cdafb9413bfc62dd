// The head-counts on board: that of boarding quarantine, and that at closed doors for a departure.
const boardedSteps: readonly string[] = ['BRD-01', 'DEP-04'];
// What says whether a person is on board.
const boardingSteps: readonly string[] = ['ONB-01', 'DEP-05'];
// A person who leaves comes under supervision with the exit declaration, before boarding.
const exitDeclaration = 'DEP-01';

const listed = (steps: readonly string[]): string => steps.map((step) => `'${step}'`).join(', ');
const onBoard = "r.outcome = 'passed' AND (r.evidence->'onBoard')::boolean AND NOT (r.evidence->'absent')::boolean";
const absent = "r.outcome = 'passed' AND (r.evidence->'absent')::boolean";

/**
 * Makes the SQL that tells of one case, as of the instant $2 and in the event $1, what the last word on its being on board is.
 * Shape: one row (on_board, absent), none where nobody has said it yet.
 */
export function boardingSql(caseId: string): string {
  return `SELECT ${onBoard} AS on_board, ${absent} AS absent
    FROM records r WHERE r.event_id = $1 AND r.case_id = ${caseId} AND r.step IN (${listed(boardingSteps)}) AND r.recorded_at <= $2 ORDER BY r.seq DESC LIMIT 1`;
}

// A record stands while no correction of it was made; a correction is always a record of the same step of the same case.
const standing = 'NOT EXISTS (SELECT FROM records k WHERE k.event_id = r.event_id AND k.case_id = r.case_id AND k.step = r.step AND k.corrects = r.record_id AND k.recorded_at <= $2)';

/** Is the SQL condition that a record `r` counts the heads on board and stands at the instant $2: from then on a flight is under supervision. */
export const boardedSql = `r.step IN (${listed(boardedSteps)}) AND r.outcome = 'passed' AND r.recorded_at <= $2 AND ${standing}`;

const last = (value: string, condition: string): string => `(array_agg(${value} ORDER BY r.seq DESC) FILTER (WHERE ${condition}))[1]`;
const passed = (step: string): string => `coalesce(bool_or(r.step = '${step}' AND r.outcome = 'passed'), false)`;
const declared = `r.step = '${exitDeclaration}' AND r.outcome IN ('passed', 'failed')`;
const boarding = `r.step IN (${listed(boardingSteps)})`;

/**
 * Makes the SQL that tells since when persons are under supervision and what has become of them, as of the instant $2: on board by the last word on it, or declared at the exit
 * of a departure. `members` names rows with a case_id.
 * Shape: one row for each case that has a record (case_id, since, supervised, absent, handed_over, abnormal, released, class). The class is that of the abnormal hand-over, else
 * the inquiry's, else null.
 * Source: docs/facts.md, flights and persons supervised.
 */
export function supervisionSql(members: string): string {
  const steps = [...boardingSteps, exitDeclaration, 'XFR-01', 'XFR-02', 'DEP-03', 'INV-01'];
  // Each case is looked up by itself: joined freely, a few flights would be answered by reading all records of the event.
  return `WITH known AS MATERIALIZED (
      SELECT r.* FROM ${members} m CROSS JOIN LATERAL (SELECT r.case_id, r.record_id, r.seq, r.step, r.outcome, r.evidence, r.corrects, r.recorded_at FROM records r
        WHERE r.event_id = $1 AND r.case_id = m.case_id AND r.step IN (${listed(steps)}) AND r.recorded_at <= $2 OFFSET 0) r)
    SELECT s.*, NOT s.absent AND (s.on_board OR s.declared) AS supervised FROM (
      SELECT r.case_id, min(r.recorded_at) FILTER (WHERE ${declared} OR (${boarding} AND ${onBoard})) AS since,
        coalesce(${last(onBoard, boarding)}, false) AS on_board, coalesce(${last(absent, boarding)}, false) AS absent, coalesce(bool_or(${declared}), false) AS declared,
        ${passed('XFR-01')} AS handed_over, ${passed('XFR-02')} AS abnormal, ${passed('DEP-03')} AS released,
        coalesce(${last("r.evidence->>'class'", "r.step = 'XFR-02' AND r.outcome = 'passed'")}, ${last("r.evidence->>'class'", "r.step = 'INV-01' AND r.outcome IN ('passed', 'failed')")}) AS class
      FROM known r WHERE NOT EXISTS (SELECT FROM known k WHERE k.corrects = r.record_id) GROUP BY r.case_id) s`;
}
