import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { sign, signaturesOf } from '../../staff/signing.ts';
import type { Signature } from '../../staff/signing.ts';
import { announceConsignment, getLocked } from '../consignment.ts';
import { textHash } from '../content-hash.ts';
import { moveCountText } from '../rules/custody.ts';
import type { ScannedCount } from '../rules/custody.ts';
import { identifier, strict } from '../shapes.ts';
import { lastCount } from '../store/cases.ts';
import { moveRows, usedSignatures } from '../store/custody.ts';
import { scanned } from './scanned.ts';

const signCount = defineAction({
  name: 'goods.signCount',
  summary: 'Signs a count of firearms, ammunition or explosives as its second officer, over the hash of what was counted; in a session of one’s own, or by one’s password at the screen of whoever counted.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, declared: Type.Integer({ minimum: 0, maximum: 1_000_000 }), counted: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }, strict),
  output: Type.Object({ outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'officer-needed', 'count-missing', 'second-officer-same', 'signature-outdated', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, actor, command } = context;
    const row = await getLocked(context, input.consignmentId);
    const count = await lastCount(tx, eventId, row.consignment_id);
    if (count === undefined || count.outcome !== 'passed') throw new Refusal('count-missing', { number: row.number });
    if (actor.officerId === null) throw new Refusal('officer-needed');
    if (count.officer_id === actor.officerId) throw new Refusal('second-officer-same');
    // What is signed is what was counted: whoever signs says both numbers.
    if (count.declared !== input.declared || count.counted !== input.counted) throw new Refusal('signature-outdated', {}, '/counted');
    const contentHash = textHash(JSON.stringify([row.consignment_id, count.record_id, count.declared, count.counted]));
    const signature = await sign(context, { purpose: 'goodsCount', caseId: row.consignment_id, content: { countRecord: count.record_id, contentHash } });
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-CNT2', evidence: { declared: count.declared, counted: count.counted, countRecord: count.record_id, contentHash, signature, signedWay: actor.witnessId === undefined ? 'session' : 'password' } }]);
    announceConsignment(context, row.consignment_id);
    return { outcome: result!.outcome, owed: [...result!.owed] };
  },
});

/** Finds what a second officer signed of the counts of a move: the same numbers, by another than whoever records, and for no record yet. */
export async function signatureOfMove({ tx, eventId, now, actor }: ActionContext, consignmentId: string, moveId: string, counted: ScannedCount, left: ScannedCount | undefined): Promise<Signature | undefined> {
  const hash = textHash(moveCountText(moveId, counted, left));
  const used = await usedSignatures(tx, eventId, consignmentId);
  return (await signaturesOf(tx, eventId, now, 'goodsMove', consignmentId)).find((one) => one.content['contentHash'] === hash && one.officerId !== actor.officerId && !used.has(one.signatureId));
}

const signMove = defineAction({
  name: 'goods.signMove',
  summary: 'Signs as the second officer what was counted at the end of a move and what stays behind, over the hash of both counts; in a session of one’s own, or by one’s password at the screen of whoever counts in.',
  roles: ['customsOfficer', 'dutyOfficer', 'committee'],
  input: Type.Object({ consignmentId: identifier, moveId: identifier, counted: scanned, left: Type.Optional(scanned) }, strict),
  output: Type.Object({ signatureId: Type.String(), contentHash: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'move-unknown', 'move-received', 'officer-needed'],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const row = await getLocked(context, input.consignmentId);
    const move = (await moveRows(tx, eventId, now, [row.consignment_id])).find((one) => one.move_id === input.moveId);
    if (move === undefined) throw new Refusal('move-unknown', { moveId: input.moveId }, '/moveId');
    if (move.received_at !== null) throw new Refusal('move-received', { place: move.to_place });
    const contentHash = textHash(moveCountText(input.moveId, input.counted, input.left));
    const signatureId = await sign(context, { purpose: 'goodsMove', caseId: row.consignment_id, content: { moveId: input.moveId, contentHash } });
    announceConsignment(context, row.consignment_id);
    return { signatureId, contentHash };
  },
});

/** Lists the actions by which a second officer signs counts of goods. */
export const countingActions: readonly ActionDefinition[] = [signCount, signMove];
