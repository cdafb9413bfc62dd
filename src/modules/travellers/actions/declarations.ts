import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { planDeclarations } from '../declarations.ts';
import { recordEach } from '../each.ts';
import { declarationFileInput } from '../shapes.ts';

// The audit keeps the answer: it names places in the file, never a person or what a card says.
const place = { where: Type.String(), code: Type.String() };

const loadDeclarations = defineAction({
  name: 'travellers.loadDeclarations',
  summary: 'Takes health declaration cards in from another system’s export: each is recorded as PRE-04 on its person’s case; the same file twice changes nothing.',
  roles: ['healthOfficer', 'dutyOfficer', 'centre'],
  input: Type.Object(declarationFileInput, { additionalProperties: false }),
  output: Type.Object({
    recorded: Type.Integer(), unchanged: Type.Integer(), notComplete: Type.Integer(), quarantined: Type.Array(Type.Object(place)), refused: Type.Array(Type.Object(place)),
  }),
  refuses: ['content-invalid', 'file-unreadable'],
  async run(context, input) {
    const { placed, quarantined } = await planDeclarations(context.tx, context.eventId, input);
    const fresh = placed.filter((entry) => entry.state !== 'same');
    const answers = await recordEach(context, fresh.map((entry) => ({ recordId: entry.recordId, caseId: entry.caseId, step: 'PRE-04', evidence: entry.evidence })));
    for (const flightId of new Set(fresh.map((entry) => entry.flightId))) context.announce(`flight:${flightId}`);
    let [recorded, notComplete] = [0, 0];
    const refused: { where: string; code: string }[] = [];
    for (const [index, { where }] of fresh.entries()) {
      const answer = answers[index]!;
      if ('refusal' in answer) refused.push({ where, code: answer.refusal.code });
      else if (answer.result.outcome === 'passed') recorded += 1;
      else notComplete += 1;
    }
    return { recorded, unchanged: placed.length - fresh.length, notComplete, quarantined: quarantined.map(({ where, code }) => ({ where, code })), refused };
  },
});

/** Lists the action on declaration cards. */
export const declarationActions: readonly ActionDefinition[] = [loadDeclarations];
