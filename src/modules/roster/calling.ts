import type { Db } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { addDays } from '../goods/rules/dates.ts';
import { dayAt } from '../goods/posting.ts';
import { firstRules } from './catalogue.ts';
import type { TierName } from './catalogue.ts';
import { dutiesOf } from './duties.ts';
import { stateOf, whomToCall } from './rules/call-ups.ts';
import { listsBy } from './rules/lists-by.ts';
import type { CallUpNote, CallUpState } from './rules/call-ups.ts';
import { callUpRows, calledRows, findCallUp, noteRows } from './store/call-ups.ts';
import type { CallUpRow, NoteRow } from './store/call-ups.ts';
import { absenceRows, certificateRows, personRows } from './store/people.ts';

/** Is a call-up with whom it calls, what became of it, and how it stands. */
export interface WholeCallUp { readonly row: CallUpRow; readonly people: readonly string[]; readonly notes: readonly NoteRow[]; readonly state: CallUpState }

const plain = (note: NoteRow): CallUpNote => ({ personId: note.person_id, note: note.note, at: note.noted_at });

async function whole(db: Db, eventId: string, rows: readonly CallUpRow[], now: string): Promise<readonly WholeCallUp[]> {
  const ids = rows.map((row) => row.call_up_id);
  const called = await calledRows(db, eventId, ids);
  const notes = await noteRows(db, eventId, ids, now);
  return rows.map((row) => {
    const own = notes.filter((note) => note.call_up_id === row.call_up_id);
    return { row, people: called.filter((one) => one.call_up_id === row.call_up_id).map((one) => one.person_id), notes: own, state: stateOf({ tier: row.tier, endsAt: row.ends_at }, own.map(plain), now) };
  });
}

/** Lists the call-ups that end after an instant, the latest first. */
export async function callUpsAfter(db: Db, eventId: string, now: string, endingAfter: string): Promise<readonly WholeCallUp[]> {
  return whole(db, eventId, await callUpRows(db, eventId, now, endingAfter), now);
}

/** Gives one call-up. Refuses: `call-up-unknown`. */
export async function getCallUp(db: Db, eventId: string, callUpId: string, now: string): Promise<WholeCallUp> {
  const row = await findCallUp(db, eventId, callUpId, now);
  if (row === undefined) throw new Refusal('call-up-unknown', {}, '/callUpId');
  return (await whole(db, eventId, [row], now))[0]!;
}

/** Gives the notes of a call-up as the rules read them. */
export function notesOf(callUp: WholeCallUp): readonly CallUpNote[] {
  return callUp.notes.map(plain);
}

/** Chooses whom to call of a tier for a time: rested, skilled, there. Shape: those of the port first; fewer than wanted where there are no more. */
export async function chooseForCall(db: Db, eventId: string, now: string, wanted: { readonly tier: TierName; readonly pointId: string; readonly skill: string; readonly startsAt: string; readonly endsAt: string; readonly people: number }): Promise<readonly { readonly personId: string; readonly fromElsewhere: boolean }[]> {
  const firstDay = await dayAt(db, eventId, wanted.startsAt);
  const lastDay = await dayAt(db, eventId, wanted.endsAt);
  const week = new Date(Date.parse(now) - 7 * 86_400_000).toISOString();
  const people = await personRows(db, eventId, now);
  const certificates = await certificateRows(db, eventId, now);
  const absences = await absenceRows(db, eventId, now, firstDay, lastDay);
  const duties = await dutiesOf(db, eventId, now, addDays(firstDay, -2), addDays(lastDay, 2));
  const callUps = await callUpsAfter(db, eventId, now, week);
  const away = new Set(absences.map((row) => row.person_id));
  const [from, until] = [Date.parse(wanted.startsAt), Date.parse(wanted.endsAt)];
  const inForce = certificates.filter((one) => one.valid_from <= firstDay && (one.valid_until === null || one.valid_until >= lastDay));
  const skillsOf = listsBy(inForce, (one) => one.person_id);
  const dutyOf = listsBy(duties, (duty) => duty.personId);
  const callsOf = listsBy(callUps.flatMap((callUp) => callUp.people.map((person) => ({ person, ...callUp }))), ({ person }) => person);
  return whomToCall(people.filter((person) => person.active).map((person) => {
    const calls = callsOf.get(person.person_id) ?? [];
    return {
      personId: person.person_id, staffNumber: person.staff_number, tier: person.tier, pointId: person.point_id, skills: (skillsOf.get(person.person_id) ?? []).map((one) => one.skill),
      away: away.has(person.person_id), duties: dutyOf.get(person.person_id) ?? [], recent: calls.length,
      calledThen: calls.some(({ row, state }) => (state === 'called' || state === 'waiting') && Date.parse(row.starts_at) < until && Date.parse(row.ends_at) > from),
    };
  }), { tier: wanted.tier, pointId: wanted.pointId, skill: wanted.skill, from, until, people: wanted.people }, firstRules.restHours);
}
