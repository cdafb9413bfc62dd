import type { Db } from '../../kernel/db.ts';
import { sqlFailure } from '../../kernel/db.ts';
import type { Actor } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findPerson, findPersonOfOfficer } from './store/people.ts';
import type { PersonRow } from './store/people.ts';

/** Gives one person as known now. Refuses: `staff-unknown`. */
export async function getPerson(db: Db, eventId: string, personId: string, asOf: string): Promise<PersonRow> {
  const person = await findPerson(db, eventId, personId, asOf);
  if (person === undefined) throw new Refusal('staff-unknown', { person: personId }, '/personId');
  return person;
}

/** Gives who of the rostered people acts. Refuses: `not-rostered`. */
export async function getOwnPerson(db: Db, eventId: string, actor: Actor, asOf: string): Promise<PersonRow> {
  const person = actor.officerId === null ? undefined : await findPersonOfOfficer(db, eventId, actor.officerId, asOf);
  if (person === undefined) throw new Refusal('not-rostered');
  return person;
}

const refusalOfConstraint: Readonly<Record<string, readonly [code: string, where: string]>> = {
  roster_people_number: ['staff-number-taken', '/staffNumber'],
  roster_people_pkey: ['staff-changed-meanwhile', '/personId'],
  roster_people_event_id_officer_id_fkey: ['officer-unknown', '/officerId'],
  shift_types_pkey: ['staff-changed-meanwhile', '/shift'],
  roster_absences_event_id_takes_back_key: ['absence-taken-back', '/absenceId'],
};

/** Writes, and says in the product's words what the database refused. */
export async function written(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const known = refusalOfConstraint[sqlFailure(error)?.constraint ?? ''];
    if (known === undefined) throw error;
    throw new Refusal(known[0], {}, known[1]);
  }
}
