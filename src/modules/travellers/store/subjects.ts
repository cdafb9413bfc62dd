import type { Db } from '../../../kernel/db.ts';

/** Finds what a traveller's case is called: surname, given names and flight. */
export async function nameOfCase(db: Db, eventId: string, caseId: string): Promise<string | undefined> {
  const [row] = await db.query<{ surname: string; given_names: string }>(
    'SELECT t.surname, t.given_names FROM journeys j JOIN travellers t ON t.event_id = j.event_id AND t.traveller_id = j.traveller_id WHERE j.event_id = $1 AND j.case_id = $2', [eventId, caseId], 'device_traveller_name');
  return row === undefined ? undefined : `${row.surname} ${row.given_names}`.trim();
}
