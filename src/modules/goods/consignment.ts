import type { ActionContext } from '../../kernel/action.ts';
import type { Db } from '../../kernel/db.ts';
import type { Actor } from '../../kernel/officer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { partyOf } from './standing.ts';
import { lockConsignment } from './store/books.ts';
import { declaredGoods, findByNumber, findConsignment } from './store/consignments.ts';
import type { SubjectKnower } from '../devices/subjects.ts';
import type { ConsignmentRow } from './store/consignments.ts';

/** Reads a consignment as it stood at an instant; a trader reads only what is theirs. Refuses: `consignment-unknown`, `party-not-filed`. */
export async function readConsignment(db: Db, eventId: string, asOf: string, actor: Actor, consignmentId: string): Promise<ConsignmentRow> {
  const own = await partyOf(db, eventId, actor);
  const row = await findConsignment(db, eventId, asOf, consignmentId);
  // What belongs to others is not even told to be there.
  if (row === undefined || (own !== undefined && row.party_id !== own && row.agent_id !== own)) throw new Refusal('consignment-unknown', { consignmentId }, '/consignmentId');
  return row;
}

/** Gets a consignment as it stands in the transaction of an action, for whoever changes it. Refuses: as `readConsignment`; `consignment-cancelled`. */
export async function getConsignment({ tx, eventId, now, actor }: ActionContext, consignmentId: string): Promise<ConsignmentRow> {
  const row = await readConsignment(tx, eventId, now, actor, consignmentId);
  if (row.taken_out_at !== null) throw new Refusal('consignment-cancelled', { number: row.number });
  return row;
}

/** Gets a consignment after waiting for whoever else decides on its release, moves or end. Refuses: as `getConsignment`. */
export async function getLocked(context: ActionContext, consignmentId: string): Promise<ConsignmentRow> {
  await lockConsignment(context.tx, context.eventId, consignmentId);
  return getConsignment(context, consignmentId);
}

/** Tells the screens that a consignment has news. */
export function announceConsignment(context: ActionContext, consignmentId: string): void {
  context.announce(`consignment:${consignmentId}`);
  context.announce('goods');
}

/** Knows the consignments that a device speaks of: by their number, and what was declared of them. */
export const consignmentSubjects: SubjectKnower = {
  async find(db, eventId, number) {
    const consignmentId = await findByNumber(db, eventId, number);
    return consignmentId === undefined ? undefined : { caseId: consignmentId, kind: 'consignment' };
  },
  async about(db, eventId, { caseId, kind }) {
    if (kind !== 'consignment') return undefined;
    const { number, lines } = await declaredGoods(db, eventId, caseId);
    return number === undefined ? undefined : { label: { en: number, zh: number }, goods: lines.map((line) => ({ hsCode: line.hs_code, en: line.description_en, zh: line.description_zh })) };
  },
};
