import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { findPointId } from '../../ports/places.ts';
import { changeEffect, effectOf, takeOut } from '../changing.ts';
import { announceConsignment, getLocked } from '../consignment.ts';
import { demandRight, openConsignment } from '../opening.ts';
import { canComeAs } from '../rules/permits.ts';
import { canFileList, canChange } from '../rules/states.ts';
import { identifier, strict } from '../shapes.ts';
import { goodsList } from '../shapes/list.ts';
import type { GoodsList } from '../shapes/list.ts';
import { changeRows, decideChange, insertChange } from '../store/changes.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import { declarationRows, insertDeclaration } from '../store/papers.ts';
import { listParties } from '../store/parties.ts';
import { declarationContent } from './declaring.ts';

const reason = Type.String({ minLength: 3, maxLength: 1000 });

/** Is what may be asked: another content of the declaration, another list, or the end of the consignment. */
export const changeAsked = Type.Union([
  Type.Object({ kind: Type.Literal('declaration'), content: declarationContent }, strict), Type.Object({ kind: Type.Literal('list'), list: goodsList }, strict), Type.Object({ kind: Type.Literal('cancellation') }, strict),
]);

async function nextDeclaration({ tx, eventId, now, actor }: ActionContext, row: ConsignmentRow, content: object): Promise<void> {
  const last = (await declarationRows(tx, eventId, row.consignment_id, now)).at(-1);
  if (last === undefined) throw new Refusal('declaration-missing', { number: row.number });
  await insertDeclaration(tx, eventId, { consignmentId: row.consignment_id, version: last.version + 1, number: last.number, form: last.form, timing: last.timing, listVersion: last.list_version, content }, actor.officerId, now);
}

async function replace(context: ActionContext, row: ConsignmentRow, list: GoodsList): Promise<{ consignmentId: string; number: string }> {
  const { tx, eventId, now } = context;
  demandRight(list);
  const pointId = await findPointId(tx, eventId, row.point_code);
  const [party] = await listParties(tx, eventId, now, [row.party_id]);
  await takeOut(context, row, 'replaced');
  return openConsignment(context, {
    kind: row.kind, cover: row.cover, partyId: row.party_id, agentId: row.agent_id, pointCode: row.point_code, pointId: pointId!, venue: row.venue, expectedOn: row.expected_on, fileName: null, list, replaces: row.consignment_id,
  }, party!.name_en);
}

const ask = defineAction({
  name: 'goods.askChange',
  summary: 'Asks customs to amend or cancel a consignment that is not released yet, with the reason; the effect on money and permits is kept with the request. What is not declared yet is cancelled at once.',
  roles: ['trader', 'customsOfficer'],
  input: Type.Object({ consignmentId: identifier, change: changeAsked, reason }, strict),
  output: Type.Object({ changeId: Type.String(), granted: Type.Union([Type.Boolean(), Type.Null()]), effect: changeEffect }),
  refuses: ['consignment-unknown', 'party-not-filed', 'consignment-cancelled', 'consignment-released', 'goods-decided', 'change-open', 'change-needless', 'declaration-missing', 'list-has-errors', 'kind-of-goods', 'exchange-rate-missing', 'nothing-in-force'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getLocked(context, input.consignmentId);
    const { change } = input;
    demand(canChange(row));
    if (change.kind === 'list') {
      // Until it is frozen, another version is filed by whoever has it, and nobody need be asked.
      if (canFileList(row).ok) throw new Refusal('change-needless', { number: row.number });
      demandRight(change.list);
      demand(canComeAs(row.kind, change.list.lines));
    }
    if (change.kind === 'declaration') {
      if ((await declarationRows(tx, eventId, row.consignment_id, now)).length === 0) throw new Refusal('declaration-missing', { number: row.number });
      if (row.declared_at === null) throw new Refusal('change-needless', { number: row.number });
    }
    const effect = await effectOf(context, row, change.kind === 'list' ? change.list : null);
    const changeId = uuidv7();
    try {
      await insertChange(tx, eventId, { changeId, consignmentId: row.consignment_id, kind: change.kind, reason: input.reason, content: change.kind === 'list' ? change.list : change.kind === 'declaration' ? change.content : null, effect }, actor.officerId, now);
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'consignment_changes_one_open') throw new Refusal('change-open', { number: row.number });
      throw error;
    }
    const isImmediate = change.kind === 'cancellation' && row.declared_at === null;
    if (isImmediate) {
      await takeOut(context, row, 'cancelled');
      await decideChange(tx, eventId, changeId, { granted: true, reason: input.reason, successorId: null }, actor.officerId, now);
    }
    announceConsignment(context, row.consignment_id);
    return { changeId, granted: isImmediate ? true : null, effect };
  },
});

const decide = defineAction({
  name: 'goods.decideChange',
  summary: 'Grants or denies what was asked, with the reason: an amended declaration becomes its next version, another list opens a consignment in the place of this one, a cancellation gives back what was set aside and drawn.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ changeId: identifier, granted: Type.Boolean(), reason }, strict),
  output: Type.Object({ successor: Type.Union([Type.Object({ consignmentId: Type.String(), number: Type.String() }), Type.Null()]) }),
  refuses: ['change-unknown', 'change-decided', 'consignment-unknown', 'consignment-cancelled', 'consignment-released', 'goods-decided', 'declaration-missing', 'list-has-errors', 'kind-of-goods', 'statutory-quantity-missing', 'exchange-rate-missing', 'nothing-in-force', 'baseline-missing', 'goods-books-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const [change] = await changeRows(tx, eventId, now, { changeId: input.changeId });
    if (change === undefined) throw new Refusal('change-unknown', { changeId: input.changeId }, '/changeId');
    if (change.decided_at !== null) throw new Refusal('change-decided', { number: change.number });
    const row = await getLocked(context, change.consignment_id);
    let successor: { consignmentId: string; number: string } | null = null;
    if (input.granted) {
      demand(canChange(row));
      if (change.kind === 'declaration') await nextDeclaration(context, row, change.content as object);
      else if (change.kind === 'cancellation') await takeOut(context, row, 'cancelled');
      else successor = await replace(context, row, change.content as GoodsList);
    }
    if (!await decideChange(tx, eventId, input.changeId, { granted: input.granted, reason: input.reason, successorId: successor?.consignmentId ?? null }, actor.officerId, now)) throw new Refusal('change-decided', { number: change.number });
    announceConsignment(context, row.consignment_id);
    return { successor: successor === null ? null : { consignmentId: successor.consignmentId, number: successor.number } };
  },
});

/** Lists the actions on amendments and cancellations. */
export const changingActions: readonly ActionDefinition[] = [ask, decide];
