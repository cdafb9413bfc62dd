import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { identifier, nextActors, shortText, strict } from '../shapes.ts';
import { holdRows, insertHold } from '../store/papers.ts';

const holders = ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor'] as const;

const placeHold = defineAction({
  name: 'goods.placeHold',
  summary: 'Holds a consignment: with the agency, the reason, who acts next and by when. Each hold is an owed step, and the release waits for all of them.',
  roles: [...holders],
  input: Type.Object({ consignmentId: identifier, agency: shortText, reason: Type.String({ minLength: 3, maxLength: 1000 }), nextActor: Type.Enum([...nextActors]), dueAt: Type.String({ format: 'date-time' }) }, strict),
  output: Type.Object({ holdId: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-released', 'officer-needed', 'case-closed'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    if (row.released_at !== null) throw new Refusal('consignment-released', { number: row.number });
    if (context.actor.officerId === null) throw new Refusal('officer-needed');
    const obligation = await oweInTransaction(context, row.consignment_id, 'GDS-HOLD', 'hold');
    const holdId = uuidv7();
    await insertHold(context.tx, context.eventId, { holdId, consignmentId: row.consignment_id, obligation, agency: input.agency, reason: input.reason, nextActor: input.nextActor, dueAt: new Date(input.dueAt).toISOString() }, context.actor.officerId, context.now);
    await publish(context, 'consignment.held', { consignmentId: row.consignment_id, number: row.number, holdId, nextActor: input.nextActor, dueAt: new Date(input.dueAt).toISOString() });
    announceConsignment(context, row.consignment_id);
    return { holdId };
  },
});

const liftHold = defineAction({
  name: 'goods.liftHold',
  summary: 'Lifts one hold with the reason.',
  roles: [...holders],
  input: Type.Object({ consignmentId: identifier, holdId: identifier, reason: Type.String({ minLength: 3, maxLength: 1000 }) }, strict),
  output: Type.Object({ owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'hold-unknown', 'step-not-owed'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    const hold = (await holdRows(context.tx, context.eventId, context.now, { consignmentId: row.consignment_id })).find((one) => one.hold_id === input.holdId);
    if (hold === undefined) throw new Refusal('hold-unknown', { holdId: input.holdId }, '/holdId');
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step: 'GDS-HOLD', ordinal: hold.obligation, evidence: { lifted: true, holdId: input.holdId, reason: input.reason } }]);
    announceConsignment(context, row.consignment_id);
    return { owed: [...result!.owed] };
  },
});

/** Lists the actions on holds. */
export const holdActions: readonly ActionDefinition[] = [placeHold, liftHold];
