import type { Db } from '../../../kernel/db.ts';

/** Is what the records say of one person before boarding. Shape: a step's `outcome` is that of its newest record that nobody corrected; null where there is none. */
export interface BoardingRow {
  readonly case_id: string;
  readonly traveller_id: string;
  readonly surname: string;
  readonly given_names: string;
  readonly seat: string | null;
  readonly document_number: string | null;
  readonly declaration_id: string | null;
  readonly open_questions: number | null;
  readonly version: number | null;
  readonly card_version: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly owed: readonly string[];
  readonly declared: string | null;
  readonly tests: string | null;
  readonly tests_negative: boolean | null;
  readonly vaccination: string | null;
  readonly exception: string | null;
  readonly recorded: string | null;
}

const newest = (step: string, name: string): string => `
     LEFT JOIN LATERAL (SELECT r.outcome, r.evidence FROM records r WHERE r.event_id = j.event_id AND r.case_id = j.case_id AND r.step = '${step}' AND r.recorded_at <= $3
       AND NOT EXISTS (SELECT 1 FROM records c WHERE c.event_id = r.event_id AND c.case_id = r.case_id AND c.corrects = r.record_id AND c.recorded_at <= $3) ORDER BY r.seq DESC LIMIT 1) ${name} ON true`;

/** Lists what the records said of everybody on a flight at an instant, for the airline's check; who is recorded as not on board is left out. */
export async function boardingRows(db: Db, eventId: string, flightId: string, asOf: string): Promise<BoardingRow[]> {
  return db.query<BoardingRow>(
    `SELECT j.case_id, j.traveller_id, t.surname, t.given_names, j.seat,
       (SELECT d.number FROM traveller_documents d WHERE d.event_id = t.event_id AND d.traveller_id = t.traveller_id ORDER BY (d.type = 'P') DESC, d.number LIMIT 1) AS document_number,
       x.declaration_id, w.open_questions, v.version, v.card_version, v.valid_from, v.valid_until,
       ARRAY(SELECT DISTINCT o.step FROM obligations o WHERE o.event_id = j.event_id AND o.case_id = j.case_id AND o.step IN ('PRE-02', 'PRE-03') AND o.owed_at <= $3) AS owed,
       card.outcome AS declared, tests.outcome AS tests, (tests.evidence->>'bothNegative')::boolean AS tests_negative, vaccination.outcome AS vaccination, exception.outcome AS exception,
       boarded.evidence->>'airlineResult' AS recorded
     FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id
     LEFT JOIN declarations x ON x.event_id = j.event_id AND x.case_id = j.case_id AND (x.erased_at IS NULL OR x.erased_at > $3) AND x.created_at <= $3
     LEFT JOIN declaration_drafts w ON w.event_id = x.event_id AND w.declaration_id = x.declaration_id
     LEFT JOIN LATERAL (SELECT version, card_version, valid_from, valid_until FROM declaration_versions y WHERE y.event_id = x.event_id AND y.declaration_id = x.declaration_id AND y.filed_at <= $3 ORDER BY version DESC LIMIT 1) v ON true
     ${newest('PRE-04', 'card')}${newest('PRE-02', 'tests')}${newest('PRE-03', 'vaccination')}${newest('PRE-03b', 'exception')}${newest('PRE-05', 'boarded')}${newest('ONB-01', 'aboard')}
     WHERE j.event_id = $1 AND j.flight_id = $2 AND j.created_at <= $3 AND (aboard.evidence->>'absent') IS DISTINCT FROM 'true'
     ORDER BY t.surname, t.given_names, j.case_id`, [eventId, flightId, asOf], 'boarding_rows');
}
