import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { prescribedFor } from '../../prescribed/catalogue/consignment-kinds.ts';
import { announceConsignment, getConsignment } from '../consignment.ts';
import { layOutLines } from '../laying-out.ts';
import { canConfirm } from '../rules/states.ts';
import { contentHash, identifier, strict } from '../shapes.ts';

const confirm = defineAction({
  name: 'goods.confirm',
  summary: 'Confirms the goods list by the hash of its content, as the organiser or as customs, or returns it with the reason; a returned list is owed again, and every confirmation of it too.',
  roles: ['committee', 'customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, contentHash, confirmed: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 1000 })) }, strict),
  output: Type.Object({ step: Type.String(), outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'list-returned', 'list-changed', 'confirmation-too-early', 'reason-needed-here', 'step-not-owed', 'role-not-allowed'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    const owesCertificate = prescribedFor[row.kind]['GDS-CERT'] !== undefined;
    const isOrganiser = hasRole(context.actor, ['committee']) && owesCertificate && (!row.certified || !hasRole(context.actor, ['customsOfficer', 'dutyOfficer']));
    demand(canConfirm(row, { signed: input.contentHash, current: row.content_hash }, isOrganiser ? 'organiser' : 'customs', owesCertificate));
    const reason = input.reason?.trim() ?? '';
    if (!input.confirmed && reason.length < 3) throw new Refusal('reason-needed-here', {}, '/reason');
    const step = isOrganiser ? 'GDS-CERT' : 'GDS-CONF';
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step, evidence: { confirmed: input.confirmed, contentHash: input.contentHash, ...(reason === '' ? {} : { reason }) } }]);
    if (!input.confirmed) {
      await oweInTransaction(context, row.consignment_id, 'GDS-LIST', `returned:${step}`);
      // What the organiser has confirmed is no longer what will be declared.
      if (step === 'GDS-CONF' && row.certified) await oweInTransaction(context, row.consignment_id, 'GDS-CERT', `returned:${step}`);
    } else if (!result!.owed.includes('GDS-CONF') && !result!.owed.includes('GDS-CERT')) await layOutLines(context, row.consignment_id);
    announceConsignment(context, row.consignment_id);
    return { step, outcome: result!.outcome, owed: [...result!.owed] };
  },
});

/** Lists the actions by which organiser and customs confirm a list. */
export const confirmingActions: readonly ActionDefinition[] = [confirm];
