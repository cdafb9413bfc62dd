import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { permitKinds } from '../catalogue/kinds.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { drawNeeded } from '../drawing.ts';
import { canProceed } from '../rules/states.ts';
import { day, identifier, quantityText, shortText, strict } from '../shapes.ts';
import { listParties } from '../store/parties.ts';
import { insertPermit } from '../store/papers.ts';

const enterPermit = defineAction({
  name: 'goods.enterPermit',
  summary: 'Enters a permit as its authority gave it: what it approves, how much, at which ports, from when to when.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    kind: Type.Enum([...permitKinds]), number: Type.String({ minLength: 2, maxLength: 60 }), authority: shortText, partyId: identifier, validFrom: day, validUntil: day, points: Type.Array(Type.String({ minLength: 2, maxLength: 8 }), { maxItems: 40 }),
    lines: Type.Array(Type.Object({ hsPrefix: Type.String({ pattern: '^[0-9]{2,10}$' }), description: shortText, unit: Type.String({ minLength: 1, maxLength: 12 }), approved: quantityText, serials: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 5000 }) }, strict), { minItems: 1, maxItems: 500 }),
  }, strict),
  output: Type.Object({ permitId: Type.String() }),
  refuses: ['party-unknown', 'permit-already-entered', 'permit-period-wrong'],
  async run({ tx, eventId, now, actor, announce }, input) {
    if ((await listParties(tx, eventId, now, [input.partyId])).length === 0) throw new Refusal('party-unknown', { partyId: input.partyId }, '/partyId');
    if (input.validUntil < input.validFrom) throw new Refusal('permit-period-wrong', { from: input.validFrom, until: input.validUntil }, '/validUntil');
    const permitId = uuidv7();
    try {
      await insertPermit(tx, eventId, { permitId, ...input }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'permits_event_id_kind_number_key') throw new Refusal('permit-already-entered', { number: input.number }, '/number');
      throw error;
    }
    announce('permits');
    return { permitId };
  },
});

const drawPermits = defineAction({
  name: 'goods.drawPermits',
  summary: 'Draws the lines that need permits from the permits of their party, each line whole, and records how many lines are still without one.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({ drawn: Type.Integer(), gaps: Type.Array(Type.Object({ linePosition: Type.Integer(), reason: Type.String(), missing: Type.String() })), outcome: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'goods-decided', 'step-not-owed', 'permit-quota-drawn'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    demand(canProceed(row));
    const { draws, gaps, needed, before } = await drawNeeded(context, row);
    const numbers = [...new Set(draws.map((draw) => draw.number))].join(', ').slice(0, 500);
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step: 'GDS-PERM', evidence: { drawn: needed - gaps.length + before, missing: gaps.length, permits: numbers } }]);
    announceConsignment(context, row.consignment_id);
    context.announce('permits');
    return { drawn: needed - gaps.length, gaps: [...gaps], outcome: result!.outcome };
  },
});

/** Lists the actions on permits. */
export const permitActions: readonly ActionDefinition[] = [enterPermit, drawPermits];
