import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand } from '../../../kernel/refusal.ts';
import { announceConsignment } from '../consignment.ts';
import { dayAt } from '../posting.ts';
import { canExtendSeizure } from '../rules/border.ts';
import { day, identifier, strict } from '../shapes.ts';
import { insertSeizureExtension } from '../store/border.ts';
import { openSeizure } from './border.ts';

const extendSeizure = defineAction({
  name: 'goods.extendSeizure',
  summary: 'Extends a seizure once, by a year at most and before its term is over, with the number of the written approval that the law asks for.',
  roles: ['dutyOfficer'],
  input: Type.Object({ decisionId: identifier, dueOn: day, reason: Type.String({ minLength: 3, maxLength: 1000 }), approval: Type.String({ minLength: 3, maxLength: 120 }) }, strict),
  output: Type.Object({ dueOn: Type.String() }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-not-in-force', 'decision-not-seizure', 'officer-needed', 'seizure-extended', 'seizure-term-over', 'decision-due-wrong'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const { row, decision, officerId } = await openSeizure(context, input.decisionId);
    demand(canExtendSeizure({ dueOn: decision.due_on, extendedFrom: decision.extended_from }, await dayAt(tx, eventId, now), input.dueOn));
    await insertSeizureExtension(tx, eventId, { decisionId: decision.decision_id, dueOn: input.dueOn, reason: input.reason, approval: input.approval }, officerId, now);
    // Whoever listens knows the decision by its identifier, and learns the day as it stands now.
    await publish(context, 'consignment.decided', { consignmentId: row.consignment_id, number: row.number, decisionId: decision.decision_id, kind: decision.kind, dueOn: input.dueOn });
    announceConsignment(context, row.consignment_id);
    return { dueOn: input.dueOn };
  },
});

/** Lists the actions on the term of a seizure. */
export const borderExtendingActions: readonly ActionDefinition[] = [extendSeizure];
