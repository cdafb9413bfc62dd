import { Type } from 'typebox';
import { defineView } from '../../kernel/view.ts';
import type { ViewDefinition } from '../../kernel/view.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { peopleRoles, roles } from '../../kernel/officer.ts';
import { factCatalogue, gatesOf, stepCatalogue, thresholdCatalogue } from './catalogue.ts';
import { caseAsOf } from './as-of.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const stepState = Type.Object({
  ordinal: Type.Integer(), step: Type.String(), bars: Type.String(), owedAt: Type.String(), dueAt: nullableText, because: Type.String(),
  planId: Type.String(), planVersion: Type.Integer(), state: Type.Enum(['owed', 'passed', 'not_applicable', 'followed']), settledBy: nullableText, followedBy: Type.Union([Type.Integer(), Type.Null()]),
});
const recordState = Type.Object({
  recordId: Type.String(), seq: Type.Integer(), ordinal: Type.Integer(), step: Type.String(), outcome: Type.String(), evidence: Type.Unknown(), rule: nullableText, corrects: nullableText, corrected: Type.Boolean(),
  officerId: nullableText, officer: Type.Union([Type.Object({ en: Type.String(), zh: Type.String() }), Type.Null()]), stationId: nullableText, deviceId: nullableText, offline: Type.Boolean(), occurredAt: Type.String(), recordedAt: Type.String(),
});

/** Is the shape of one case with all it owes and all that was recorded. */
export const caseShape = Type.Object({
  caseId: Type.String(), kind: Type.Enum(['flight', 'traveller', 'consignment', 'lot', 'alarm']), direction: Type.Enum(['arrival', 'departure', 'import', 'response']), parentId: nullableText,
  planId: Type.String(), planVersion: Type.Integer(), ended: Type.Boolean(), gates: Type.Array(Type.Object({ gate: Type.String(), passedBy: nullableText, passedAt: nullableText })),
  steps: Type.Array(stepState), records: Type.Array(recordState), facts: Type.Unknown(),
});

const everybody = peopleRoles.filter((role) => role !== 'press' && role !== 'dataOfficer');

const oneCase = defineView({
  name: 'prescribed.case',
  summary: 'Shows what one case owes, what was recorded and which gates are open, at any instant.',
  roles: everybody.filter((role) => role !== 'airline' && role !== 'committee'),
  input: Type.Object({ caseId: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
  output: caseShape,
  refuses: ['case-unknown'],
  healthOf: (input) => `case:${input.caseId}`,
  async run({ db, eventId, asOf }, input) {
    const found = await caseAsOf(db, eventId, input.caseId, asOf);
    if (found === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    return found;
  },
});

const catalogue = defineView({
  name: 'prescribed.catalogue',
  summary: 'Shows every step, fact, threshold and gate that exists, with its source.',
  roles: [...roles],
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ steps: Type.Array(Type.Unknown()), facts: Type.Array(Type.Unknown()), thresholds: Type.Array(Type.Unknown()), gates: Type.Unknown() }),
  refuses: [],
  async run() {
    return { steps: [...stepCatalogue], facts: [...factCatalogue], thresholds: [...thresholdCatalogue], gates: gatesOf };
  },
});

/** Lists the views of the mechanism. */
export const prescribedViews: readonly ViewDefinition[] = [oneCase, catalogue];
