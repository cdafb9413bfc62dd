import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { attempt } from '../../../kernel/db.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { seizuresOf } from '../border.ts';
import { announceConsignment, getLocked } from '../consignment.ts';
import { dayAt, postInTransaction } from '../posting.ts';
import { canExtend, extendedDeadline } from '../rules/legal-dates.ts';
import { canGoOn } from '../rules/states.ts';
import { identifier, strict } from '../shapes.ts';
import { coversOfLines } from '../store/ledger-reading.ts';
import { extensionRows, insertExtension } from '../store/papers.ts';

const months = Type.Integer({ minimum: 1, maximum: 6 });
const reason = Type.String({ minLength: 3, maxLength: 500 });
const refusals = ['consignment-unknown', 'consignment-cancelled', 'consignment-not-released', 'case-closed', 'goods-seized', 'extension-months', 'extensions-used-up', 'extension-too-late', 'instrument-ends-early'] as const;

async function extendOne(context: ActionContext, officerId: string, consignmentId: string, given: { readonly months: number; readonly reason: string }): Promise<string> {
  const { tx, eventId, now } = context;
  const row = await getLocked(context, consignmentId);
  demand(canGoOn(row));
  const before = await extensionRows(tx, eventId, row.consignment_id, now);
  const admission = { entryDay: row.entered_on ?? row.expected_on, extensions: before.map((one) => one.months), seizures: await seizuresOf(tx, eventId, row.consignment_id, now) };
  demand(canExtend(admission, given.months, await dayAt(tx, eventId, now)));
  const leavesBy = extendedDeadline(admission, given.months);
  await insertExtension(tx, eventId, { consignmentId: row.consignment_id, ordinal: before.length + 1, months: given.months, leavesBy, reason: given.reason }, officerId, now);
  const covers = (await coversOfLines(tx, eventId, row.consignment_id)).filter((one) => one.committed_fen > 0);
  if (covers.length > 0) await postInTransaction(context, covers.map((one) => ({ kind: 'extendLine' as const, instrumentId: one.instrument_id, lineId: one.line_id, deadline: leavesBy })));
  announceConsignment(context, row.consignment_id);
  return leavesBy;
}

const extend = defineAction({
  name: 'goods.extend',
  summary: 'Extends the stay of goods admitted for a time, at most three times by at most six months each, before it has ended; the guarantee must last as long.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, months, reason }, strict),
  output: Type.Object({ leavesBy: Type.String() }),
  refuses: ['officer-needed', ...refusals],
  async run(context, input) {
    if (context.actor.officerId === null) throw new Refusal('officer-needed');
    return { leavesBy: await extendOne(context, context.actor.officerId, input.consignmentId, input) };
  },
});

const extendMany = defineAction({
  name: 'goods.extendMany',
  summary: 'Extends the stay of many consignments in one act: each is judged by itself, those that may be extended are, and each of the others says why not.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentIds: Type.Array(identifier, { minItems: 1, maxItems: 500, uniqueItems: true }), months, reason }, strict),
  output: Type.Object({ extended: Type.Array(Type.Object({ consignmentId: Type.String(), leavesBy: Type.String() })), refused: Type.Array(Type.Object({ consignmentId: Type.String(), code: Type.String(), params: Type.Record(Type.String(), Type.Unknown()) })) }),
  refuses: ['officer-needed'],
  async run(context, input) {
    const { officerId } = context.actor;
    if (officerId === null) throw new Refusal('officer-needed');
    const extended: { consignmentId: string; leavesBy: string }[] = [];
    const refused: { consignmentId: string; code: string; params: Record<string, unknown> }[] = [];
    // In one order whoever asks, so that two who extend the same ones wait for each other and not for ever.
    for (const consignmentId of input.consignmentIds.toSorted()) {
      const answer = await attempt(context.tx, () => extendOne(context, officerId, consignmentId, input));
      if (answer.ok) extended.push({ consignmentId, leavesBy: answer.result });
      else refused.push({ consignmentId, code: answer.refusal.code, params: { ...answer.refusal.params } });
    }
    return { extended, refused };
  },
});

/** Lists the actions on the length of a stay. */
export const extendingActions: readonly ActionDefinition[] = [extend, extendMany];
