import type { Db } from '../../../kernel/db.ts';
import { owingSql } from '../../prescribed/owing.ts';
import type { Block } from '../shapes.ts';
import type { AsOf } from '../../prescribed/owing.ts';

const shownPersons = 100;

function personsSql(present: boolean): string {
  return `WITH members AS (SELECT j.flight_id, j.case_id FROM journeys j WHERE j.event_id = $1 AND j.flight_id = $3 AND j.created_at <= $2), owing AS (${owingSql('members', present, true)})
    SELECT o.case_id, t.surname, t.given_names, j.seat, array_agg(o.step ORDER BY o.ordinal) AS steps, min(o.due_at) AS due
    FROM owing o JOIN journeys j ON j.event_id = $1 AND j.case_id = o.case_id JOIN travellers t ON t.event_id = $1 AND t.traveller_id = j.traveller_id
    WHERE o.settled_as IS NULL GROUP BY o.case_id, t.surname, t.given_names, j.seat ORDER BY due NULLS LAST, t.surname, t.given_names, o.case_id`;
}

function stepsSql(present: boolean): string {
  return `WITH members AS (SELECT $3::uuid AS flight_id, $3::uuid AS case_id), owing AS (${owingSql('members', present, true)})
    SELECT o.step, o.ordinal, d.subject FROM owing o LEFT JOIN discrepancies d ON d.event_id = $1 AND d.flight_id = o.case_id AND d.ordinal = o.ordinal WHERE o.settled_as IS NULL AND o.step <> 'CLS-01' ORDER BY o.ordinal`;
}

/** Lists what is owed before a flight can close, as of an instant. Shape: the flight's own steps, then persons with the oldest clock first (a hundred at most, then one entry that counts the rest). */
export async function owedBlocks(db: Db, eventId: string, at: AsOf, flightId: string): Promise<Block[]> {
  const [steps, persons] = [
    await db.query<{ step: string; ordinal: number; subject: string | null }>(stepsSql(at.present), [eventId, at.asOf, flightId]),
    await db.query<{ case_id: string; surname: string; given_names: string; seat: string | null; steps: string[] }>(personsSql(at.present), [eventId, at.asOf, flightId]),
  ];
  const blocks: Block[] = steps.map(({ step, ordinal, subject }) => (step === 'DIF-01' ? { kind: 'discrepancy', step, ordinal, subject: subject ?? '' } : { kind: 'step', step, ordinal }));
  for (const person of persons.slice(0, shownPersons)) blocks.push({ kind: 'case', caseId: person.case_id, name: `${person.surname} ${person.given_names}`.trim(), seat: person.seat, steps: person.steps, count: 1 });
  if (persons.length > shownPersons) blocks.push({ kind: 'case', count: persons.length - shownPersons });
  return blocks;
}
