import { Type } from 'typebox';
import { defineAction } from '../../kernel/action.ts';
import type { ActionDefinition, Answer } from '../../kernel/action.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { peopleRoles } from '../../kernel/officer.ts';
import { findStep } from './catalogue.ts';
import { getRecorder } from './recorder.ts';
import { checkRequest } from './deciding.ts';

/** Is the shape of what comes of a record. */
export const recordResultShape = Type.Object({
  caseId: Type.String(), step: Type.String(), outcome: Type.Enum(['passed', 'failed', 'not_applicable', 'diverted']),
  added: Type.Array(Type.String()), owed: Type.Array(Type.String()), gatesPassed: Type.Array(Type.String()), repeated: Type.Boolean(),
});

const record = defineAction({
  name: 'prescribed.record',
  summary: 'Records one prescribed action with its evidence; the command id is the record id.',
  // Which role may record which step stands in the catalogue. An airline records through `travellers.recordMany`, which knows whose flight it is.
  roles: [...peopleRoles.filter((role) => role !== 'airline' && role !== 'press' && role !== 'auditor' && role !== 'dataOfficer'), 'foodSupervisor'],
  input: Type.Object({
    caseId: Type.String({ format: 'uuid' }),
    step: Type.String({ maxLength: 12 }),
    evidence: Type.Object({}, { additionalProperties: true }),
    corrects: Type.Optional(Type.String({ format: 'uuid' })),
  }, { additionalProperties: false }),
  output: recordResultShape,
  refuses: ['step-unknown', 'role-not-allowed', 'step-by-action', 'evidence-by-action', 'evidence-invalid', 'case-unknown', 'record-id-reused', 'case-closed', 'case-withdrawn', 'correction-unknown', 'step-not-owed', 'step-too-early', 'evidence-names-another', 'still-owed', 'evidence-key-taken'],
  async record(context, input): Promise<Answer> {
    const request = { recordId: context.command.id, caseId: input.caseId, step: input.step, evidence: input.evidence as Record<string, unknown>, corrects: input.corrects };
    try {
      checkRequest(context.actor, request, context.action);
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, id: context.command.id, refusal: error.answer() };
      throw error;
    }
    const answer = await getRecorder().record(context.eventId, context.actor, context.command, request, context.now);
    if (answer.ok) {
      context.announce(`case:${input.caseId}`);
      context.announce(`flight:${answer.parentId ?? input.caseId}`);
      const caseKind = findStep(input.step)?.caseKind;
      if (caseKind === 'lot') {
        context.announce(`lot:${input.caseId}`);
        context.announce('food');
      }
      if (caseKind === 'consignment') {
        context.announce(`consignment:${input.caseId}`);
        context.announce('goods');
      }
      if (caseKind === 'alarm') {
        context.announce(`alarm:${input.caseId}`);
        context.announce('alarms');
      }
    }
    return answer.ok ? { ok: true, id: answer.id, recordedAt: answer.recordedAt, result: answer.result } : { ok: false, id: answer.id, refusal: answer.refusal };
  },
});

/** Lists the actions of the mechanism. */
export const prescribedActions: readonly ActionDefinition[] = [record];
