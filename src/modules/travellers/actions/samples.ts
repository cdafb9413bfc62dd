import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import type { RecordRequest } from '../../prescribed/shapes.ts';
import { eachAnswer, recordEach } from '../each.ts';
import { eachResult } from '../shapes.ts';
import { findTubeCase } from '../store/cards.ts';
import { flightsOfCases } from '../store/hand-overs.ts';
import { insertSampleMove, tubesOfPack } from '../store/samples.ts';

const tubeId = Type.String({ minLength: 3, maxLength: 40 });

const moveSamples = defineAction({
  name: 'travellers.moveSamples',
  summary: 'Records that tubes were packed, collected, received or lost; who sends and who receives name the same tubes.',
  roles: ['sampler', 'laboratory', 'healthOfficer', 'dutyOfficer', 'transfer'],
  input: Type.Object({
    kind: Type.Enum(['packed', 'collected', 'received', 'lost']), packId: Type.String({ minLength: 1, maxLength: 40 }), tubeIds: Type.Array(tubeId, { minItems: 1, maxItems: 1000 }), counterpart: Type.Optional(Type.String({ maxLength: 120 })),
  }, { additionalProperties: false }),
  output: Type.Object({ moved: Type.Integer(), missing: Type.Array(Type.String()), unexpected: Type.Array(Type.String()) }),
  refuses: ['tube-unknown', 'tube-twice', 'pack-unknown'],
  async run(context, input) {
    const { tx, eventId, actor, now, command } = context;
    if (new Set(input.tubeIds).size !== input.tubeIds.length) throw new Refusal('tube-twice');
    const cases = await findTubeCase(tx, eventId, input.tubeIds);
    const unknown = input.tubeIds.filter((tube) => !cases.has(tube));
    if (unknown.length > 0) throw new Refusal('tube-unknown', { tubeIds: unknown });
    const packed = await tubesOfPack(tx, eventId, input.packId);
    if ((input.kind === 'collected' || input.kind === 'received') && packed.length === 0) throw new Refusal('pack-unknown', { packId: input.packId });
    await insertSampleMove(tx, eventId, command.id, { kind: input.kind, packId: input.packId, tubeIds: input.tubeIds, counterpart: input.counterpart ?? null }, actor.officerId, command.occurredAt, now);
    const named = new Set(input.tubeIds);
    const complete = input.kind === 'collected' || input.kind === 'received';
    for (const flightId of new Set((await flightsOfCases(tx, eventId, [...cases.values()])).values())) context.announce(`flight:${flightId}`);
    return { moved: input.tubeIds.length, missing: complete ? packed.filter((tube) => !named.has(tube)) : [], unexpected: complete ? input.tubeIds.filter((tube) => !packed.includes(tube)) : [] };
  },
});

const recordResults = defineAction({
  name: 'travellers.recordResults',
  summary: 'Records the laboratory’s results by tube, each answered on its own; a tube that nobody sampled is refused, not guessed.',
  roles: ['laboratory', 'dutyOfficer'],
  input: Type.Object({
    results: Type.Array(Type.Object({ tubeId, result: Type.Enum(['negative', 'positive', 'inconclusive', 'lost']), resultAt: Type.String({ format: 'date-time' }), method: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false }), { minItems: 1, maxItems: 1000 }),
  }, { additionalProperties: false }),
  output: Type.Object({ results: Type.Array(eachResult) }),
  refuses: [],
  async run(context, input) {
    const { tx, eventId } = context;
    const cases = await findTubeCase(tx, eventId, input.results.map((result) => result.tubeId));
    const known = input.results.filter((result) => cases.has(result.tubeId));
    const answers = await recordEach(context, known.map((result): RecordRequest => ({ recordId: uuidv7(), caseId: cases.get(result.tubeId)!, step: 'SMP-02', evidence: { ...result } })));
    for (const flightId of new Set((await flightsOfCases(tx, eventId, [...cases.values()])).values())) context.announce(`flight:${flightId}`);
    let next = 0;
    return { results: input.results.map((result) => {
      const caseId = cases.get(result.tubeId);
      if (caseId === undefined) return { caseId: null, tubeId: result.tubeId, refusal: { code: 'tube-unknown', params: { tubeId: result.tubeId } } };
      return { ...eachAnswer(answers[next++]!, caseId), tubeId: result.tubeId };
    }) };
  },
});

/** Lists the actions on samples. */
export const sampleActions: readonly ActionDefinition[] = [moveSamples, recordResults];
