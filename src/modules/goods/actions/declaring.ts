import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { announceConsignment, getConsignment, getLocked } from '../consignment.ts';
import { layOutLines } from '../laying-out.ts';
import { chooseLane } from '../rules/lanes.ts';
import type { LaneChoice } from '../rules/lanes.ts';
import { stateOf } from '../rules/states.ts';
import { identifier, lane, shortText, strict } from '../shapes.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import { earlierFailures, lastRecord } from '../store/cases.ts';
import { declarationRows, insertDeclaration } from '../store/papers.ts';
import { listParties } from '../store/parties.ts';

const optional = Type.Optional(Type.String({ maxLength: 120 }));

/** Is what a declaration says besides its lines. Source: public description of the Single Window’s fields (docs/facts.md). */
export const declarationContent = Type.Object({
  supervisionMode: Type.String({ pattern: '^[0-9]{4}$' }), transportMode: Type.Enum(['air', 'sea', 'rail', 'road', 'carried']), conveyance: shortText, billNumber: optional, contractNumber: optional, priceTerm: optional,
  licenceNumber: optional, dispatchCountry: Type.String({ pattern: '^[A-Z]{2}$' }), packageKind: optional, marks: optional, notes: Type.Optional(Type.String({ maxLength: 1000 })),
}, strict);

const declare = defineAction({
  name: 'goods.declare',
  summary: 'Declares a confirmed consignment from its list: nothing of the list is typed again. A declaration may come before the goods; until it is accepted a later version replaces it.',
  roles: ['trader', 'customsOfficer'],
  input: Type.Object({ consignmentId: identifier, form: Type.Enum(['simplified', 'full']), timing: Type.Enum(['advance', 'onArrival', 'twoStep']), content: declarationContent }, strict),
  output: Type.Object({ number: Type.String(), version: Type.Integer() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'party-not-filed', 'not-confirmed', 'declaration-accepted', 'declaration-field-missing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getConsignment(context, input.consignmentId);
    const state = stateOf(row, now.slice(0, 10));
    if (row.declared_at !== null) throw new Refusal('declaration-accepted', { number: row.number });
    if (row.owes_certificate ? state !== 'confirmed' : row.owes_list) throw new Refusal('not-confirmed', { number: row.number });
    if (input.form === 'full') for (const field of ['billNumber', 'contractNumber', 'priceTerm'] as const) if ((input.content[field] ?? '') === '') throw new Refusal('declaration-field-missing', { field }, `/content/${field}`);
    const before = await declarationRows(tx, eventId, row.consignment_id, now);
    const version = before.length + 1;
    const number = before[0]?.number ?? `I${now.slice(0, 4)}${row.number.replaceAll(/[^A-Z0-9]/g, '')}`;
    await insertDeclaration(tx, eventId, { consignmentId: row.consignment_id, version, number, form: input.form, timing: input.timing, listVersion: row.list_version, content: input.content }, actor.officerId, now);
    announceConsignment(context, row.consignment_id);
    return { number, version };
  },
});

async function laneFor(context: ActionContext, row: ConsignmentRow): Promise<LaneChoice> {
  const { tx, eventId, now } = context;
  const [party] = await listParties(tx, eventId, now, [row.party_id]);
  const registeredDays = party?.decided_at == null ? 0 : Math.floor((Date.parse(now) - Date.parse(party.decided_at)) / 86_400_000);
  return chooseLane({ kind: row.kind, valueFen: row.value_fen, permitNeeded: row.permit_needed, partyRegisteredDays: registeredDays, earlierFailures: await earlierFailures(tx, eventId, row.party_id, row.consignment_id, now), warnings: 0 }, row.content_hash);
}

const laneWords = (choice: LaneChoice): string => choice.reasons.map((reason) => `${reason.code}:${reason.lane}`).join(' ');

const accept = defineAction({
  name: 'goods.accept',
  summary: 'Accepts the declaration, which opens its gate only when list, confirmations, permits and cover are there, and sets the lane with every reason; or sends it back with one.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, accepted: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 1000 })) }, strict),
  output: Type.Object({ accepted: Type.Boolean(), lane: Type.Union([Type.String(), Type.Null()]), reasons: Type.Array(Type.String()), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'declaration-missing', 'declaration-accepted', 'reason-needed-here', 'still-owed', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    const declaration = (await declarationRows(tx, eventId, row.consignment_id, now)).at(-1);
    if (declaration === undefined) throw new Refusal('declaration-missing', { number: row.number });
    if (row.declared_at !== null) throw new Refusal('declaration-accepted', { number: row.number });
    if (!input.accepted && (input.reason?.trim() ?? '').length < 3) throw new Refusal('reason-needed-here', {}, '/reason');
    const evidence = { accepted: input.accepted, declarationNumber: declaration.number, form: declaration.form, contentHash: row.content_hash };
    if (!input.accepted) {
      const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-DECL', evidence: { ...evidence, reason: input.reason!.trim() } }]);
      announceConsignment(context, row.consignment_id);
      return { accepted: false, lane: null, reasons: [], owed: [...result!.owed] };
    }
    await layOutLines(context, row.consignment_id);
    const choice = await laneFor(context, row);
    const requests = [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-DECL', evidence: evidence as Record<string, unknown> }];
    if (row.owes_lane) requests.push({ recordId: uuidv7(), caseId: row.consignment_id, step: 'GDS-RISK', evidence: { lane: choice.lane, reasons: laneWords(choice), seed: row.content_hash.slice(0, 12) } });
    const results = await recordInTransaction(context, requests);
    announceConsignment(context, row.consignment_id);
    return { accepted: true, lane: row.owes_lane ? choice.lane : null, reasons: choice.reasons.map((reason) => reason.code), owed: [...results.at(-1)!.owed] };
  },
});

const setLane = defineAction({
  name: 'goods.setLane',
  summary: 'Re-routes a declared consignment to another lane with the reason; what the new lane owes is added, and nothing owed is taken back.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, lane, reason: Type.String({ minLength: 3, maxLength: 500 }) }, strict),
  output: Type.Object({ added: Type.Array(Type.String()), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-released', 'step-not-owed', 'correction-unknown'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    if (row.released_at !== null) throw new Refusal('consignment-released', { number: row.number });
    const last = await lastRecord(context.tx, context.eventId, row.consignment_id, 'GDS-RISK');
    const [result] = await recordInTransaction(context, [{
      recordId: context.command.id, caseId: row.consignment_id, step: 'GDS-RISK', ...(last === undefined ? {} : { corrects: last.record_id }),
      evidence: { lane: input.lane, reasons: `officer:${input.lane} ${input.reason}`, seed: row.content_hash.slice(0, 12), rerouted: true },
    }]);
    announceConsignment(context, row.consignment_id);
    return { added: [...result!.added], owed: [...result!.owed] };
  },
});

/** Lists the actions on declarations of goods. */
export const declaringActions: readonly ActionDefinition[] = [declare, accept, setLane];
