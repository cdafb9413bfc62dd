import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { announceConsignment } from '../consignment.ts';
import { identifier, strict } from '../shapes.ts';
import { knownConsignments } from '../store/consignments.ts';

const recordMany = defineAction({
  name: 'goods.recordMany',
  summary: 'Records several steps of one consignment or of many at once, as a shed does with what it unloaded: each its own record, checked as if it came alone; all or none.',
  roles: ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor', 'laboratory', 'disinfection', 'committee'],
  input: Type.Object({ records: Type.Array(Type.Object({ consignmentId: identifier, step: Type.String({ maxLength: 12 }), evidence: Type.Object({}, { additionalProperties: true }) }, strict), { minItems: 1, maxItems: 600 }) }, strict),
  output: Type.Object({ results: Type.Array(Type.Object({ consignmentId: Type.String(), step: Type.String(), outcome: Type.String() })), owed: Type.Record(Type.String(), Type.Array(Type.String())) }),
  refuses: ['consignment-unknown', 'step-unknown', 'role-not-allowed', 'step-by-action', 'evidence-by-action', 'evidence-invalid', 'step-not-owed', 'still-owed', 'case-closed', 'case-withdrawn', 'evidence-key-taken'],
  async run(context, input) {
    const consignmentIds = [...new Set(input.records.map((record) => record.consignmentId))];
    // A case may also be a flight's or a traveller's: those are not recorded through goods.
    const known = await knownConsignments(context.tx, context.eventId, consignmentIds);
    const stranger = input.records.findIndex((record) => !known.has(record.consignmentId));
    if (stranger !== -1) throw new Refusal('consignment-unknown', { consignmentId: input.records[stranger]!.consignmentId }, `/records/${stranger}/consignmentId`);
    const results = await recordInTransaction(context, input.records.map(({ consignmentId, step, evidence }) => ({ recordId: uuidv7(), caseId: consignmentId, step, evidence: evidence as Record<string, unknown> })));
    for (const consignmentId of consignmentIds) announceConsignment(context, consignmentId);
    return {
      results: results.map((result, place) => ({ consignmentId: input.records[place]!.consignmentId, step: result.step, outcome: result.outcome })),
      owed: Object.fromEntries(results.map((result, place) => [input.records[place]!.consignmentId, [...result.owed]])),
    };
  },
});

/** Lists the action by which stations record what they see of consignments. */
export const recordingActions: readonly ActionDefinition[] = [recordMany];
