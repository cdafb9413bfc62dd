import type { Db } from '../../../kernel/db.ts';
import type { SwapAnswer } from '../rules/swaps.ts';

/** Is a swap that somebody asked for, with its answers. Shape: other_day null where the other only takes the shift. */
export interface SwapRow {
  readonly swap_id: string; readonly roster_id: string; readonly person_id: string; readonly day: string; readonly other_person_id: string; readonly other_day: string | null; readonly asked_at: string;
  readonly answers: readonly { readonly answer: SwapAnswer; readonly note: string; readonly at: string }[];
}

const select = `SELECT s.swap_id, s.roster_id, s.person_id, s.day::text, s.other_person_id, s.other_day::text, s.asked_at,
    coalesce((SELECT jsonb_agg(jsonb_build_object('answer', a.answer, 'note', a.note, 'at', a.answered_at) ORDER BY a.answered_at) FROM roster_swap_answers a WHERE a.event_id = s.event_id AND a.swap_id = s.swap_id AND a.answered_at <= $2), '[]') AS answers
  FROM roster_swaps s WHERE s.event_id = $1 AND s.asked_at <= $2`;

/** Lists the swaps of days from one on, the latest first, of one person where named. */
export async function swapRows(db: Db, eventId: string, asOf: string, fromDay: string, personId: string | null = null): Promise<readonly SwapRow[]> {
  return db.query<SwapRow>(`${select} AND (s.day >= $3 OR s.other_day >= $3) AND ($4::uuid IS NULL OR s.person_id = $4 OR s.other_person_id = $4) ORDER BY s.asked_at DESC, s.swap_id DESC LIMIT 500`, [eventId, asOf, fromDay, personId], 'roster_swaps');
}

/** Finds one swap. */
export async function findSwap(db: Db, eventId: string, swapId: string, asOf: string): Promise<SwapRow | undefined> {
  return (await db.query<SwapRow>(`${select} AND s.swap_id = $3`, [eventId, asOf, swapId], 'roster_swap'))[0];
}

/** Adds a swap. */
export async function insertSwap(db: Db, eventId: string, swap: { readonly swapId: string; readonly rosterId: string; readonly personId: string; readonly day: string; readonly otherPersonId: string; readonly otherDay: string | null }, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_swaps (event_id, swap_id, roster_id, person_id, day, other_person_id, other_day, asked_at, asked_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [eventId, swap.swapId, swap.rosterId, swap.personId, swap.day, swap.otherPersonId, swap.otherDay, at, by]);
}

/** Adds an answer to a swap; the database refuses a second end. */
export async function insertSwapAnswer(db: Db, eventId: string, swapId: string, answer: SwapAnswer, note: string, by: string | null, at: string): Promise<void> {
  await db.query('INSERT INTO roster_swap_answers (event_id, swap_id, answer, note, answered_at, answered_by) VALUES ($1, $2, $3, $4, $5, $6)', [eventId, swapId, answer, note, at, by]);
}
