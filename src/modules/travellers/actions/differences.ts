import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { explainMatch } from '../matching.ts';
import { reconcileFlight } from '../reconciling.ts';
import { recordOf } from '../resolving.ts';
import { contactRules, contactsOf, findContactRule } from '../rules/contacts.ts';
import { uuid } from '../shapes.ts';
import { discrepancies, officerWorks, updateDiscrepancyOwner } from '../store/counts.ts';
import { findFlight } from '../store/flights.ts';
import { flightsOfCases, journeyStates } from '../store/hand-overs.ts';
import { findCandidates, insertMatchDecision, journeysOfTravellers, keptTraveller, matchDecisions } from '../store/people.ts';

const desk = ['healthOfficer', 'dutyOfficer'] as const;
const ordinal = Type.Integer({ minimum: 1, maximum: 100_000 });

const reconcile = defineAction({
  name: 'travellers.reconcile',
  summary: 'Compares a flight’s five head-counts; the flight owes an explanation for each new difference.',
  roles: [...desk, 'centre'],
  input: Type.Object({ flightId: uuid }, { additionalProperties: false }),
  output: Type.Object({ opened: Type.Integer(), unexplained: Type.Integer() }),
  refuses: ['flight-unknown'],
  run: async (context, input) => reconcileFlight(context, input.flightId),
});

const explainDifference = defineAction({
  name: 'travellers.explainDifference',
  summary: 'Explains one difference between head-counts, by name.',
  roles: [...desk],
  input: Type.Object({ flightId: uuid, ordinal, explanation: Type.String({ minLength: 3, maxLength: 2000 }) }, { additionalProperties: false }),
  output: Type.Object({ outcome: Type.String(), unexplained: Type.Integer() }),
  refuses: ['difference-unknown', 'step-not-owed', 'case-closed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const difference = (await discrepancies(tx, eventId, input.flightId, now)).find((row) => row.ordinal === input.ordinal);
    if (difference === undefined) throw new Refusal('difference-unknown', { ordinal: input.ordinal });
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: input.flightId, step: 'DIF-01', ordinal: input.ordinal, evidence: { difference: difference.subject, explained: true, explanation: input.explanation } }]);
    context.announce(`flight:${input.flightId}`);
    return { outcome: result!.outcome, unexplained: (await discrepancies(tx, eventId, input.flightId, now)).filter((row) => !row.explained).length };
  },
});

const assignDifference = defineAction({
  name: 'travellers.assignDifference',
  summary: 'Gives a difference to the officer who explains it.',
  roles: [...desk],
  input: Type.Object({ flightId: uuid, ordinal, officerId: uuid }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['officer-unknown', 'difference-unknown'],
  async run(context, input) {
    if (!(await officerWorks(context.tx, context.eventId, input.officerId))) throw new Refusal('officer-unknown', { officerId: input.officerId });
    if (!(await updateDiscrepancyOwner(context.tx, context.eventId, input.flightId, input.ordinal, input.officerId))) throw new Refusal('difference-unknown', { ordinal: input.ordinal });
    context.announce(`flight:${input.flightId}`);
    return {};
  },
});

const decideMatch = defineAction({
  name: 'travellers.decideMatch',
  summary: 'Decides whether two travellers are one person; “different” is never asked again, “same” takes the second off the flights where both stand.',
  roles: [...desk],
  input: Type.Object({ oneId: uuid, otherId: uuid, decision: Type.Enum(['same', 'different']) }, { additionalProperties: false }),
  output: Type.Object({ keptId: Type.String(), endedCaseIds: Type.Array(Type.String()) }),
  refuses: ['traveller-unknown', 'match-decided', 'both-on-board'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const kept = keptTraveller(await matchDecisions(tx, eventId));
    const [one, other] = [kept(input.oneId), kept(input.otherId)].sort() as [string, string];
    const rows = await findCandidates(tx, eventId, { numbers: [], accreditations: [], names: [], birthDates: [], travellerIds: [one, other] });
    const [first, second] = [rows.find((row) => row.traveller_id === one), rows.find((row) => row.traveller_id === other)];
    if (first === undefined || second === undefined || one === other) throw new Refusal(one === other ? 'match-decided' : 'traveller-unknown', { oneId: input.oneId, otherId: input.otherId });
    const ended = input.decision === 'same' ? await endDuplicates(context, one, other) : { keep: one, caseIds: [] };
    const reasons = { keep: ended.keep, reasons: explainMatch(recordOf(first), recordOf(second)).reasons };
    if (!(await insertMatchDecision(tx, eventId, { oneId: one, otherId: other, decision: input.decision, reasons, decidedBy: actor.officerId, decidedAt: now }))) throw new Refusal('match-decided', { oneId: one, otherId: other });
    for (const flightId of new Set((await journeysOfTravellers(tx, eventId, [one, other])).map((row) => row.flight_id))) {
      await reconcileFlight(context, flightId);
      context.announce(`flight:${flightId}`);
    }
    return { keptId: ended.keep, endedCaseIds: ended.caseIds };
  },
});

// Nobody is deleted: the second case of the same person on the same flight ends as "not on board", naming the first.
async function endDuplicates(context: ActionContext, one: string, other: string): Promise<{ keep: string; caseIds: string[] }> {
  const rows = await journeysOfTravellers(context.tx, context.eventId, [one, other]);
  const both = [...new Set(rows.map((row) => row.flight_id))].map((flightId) => ({ one: rows.find((row) => row.flight_id === flightId && row.traveller_id === one), other: rows.find((row) => row.flight_id === flightId && row.traveller_id === other) }))
    .filter((pair) => pair.one !== undefined && pair.other !== undefined);
  const keep = both.some((pair) => pair.other!.on_board && !pair.one!.on_board) ? other : one;
  const requests = both.flatMap((pair) => {
    const [stays, goes] = keep === one ? [pair.one!, pair.other!] : [pair.other!, pair.one!];
    if (goes.on_board) throw new Refusal('both-on-board', { caseIds: [stays.case_id, goes.case_id] });
    if (!goes.owes_boarding) return [];
    const basis = goes.direction === 'arrival' ? 'notBoarded' : 'noShow';
    return [{ recordId: uuidv7(), caseId: goes.case_id, step: goes.direction === 'arrival' ? 'ONB-01' : 'DEP-05', evidence: { onBoard: false, absent: true, basis, note: `Same person as case ${stays.case_id}.` } }];
  });
  if (requests.length > 0) await recordInTransaction(context, requests);
  return { keep, caseIds: requests.map((request) => request.caseId) };
}

const determineContacts = defineAction({
  name: 'travellers.determineContacts',
  summary: 'Determines who sat near a person, by a dated rule over the seats known now; computed again when seats are corrected.',
  roles: [...desk, 'doctor'],
  input: Type.Object({ caseId: uuid, ruleVersion: Type.Optional(Type.String({ maxLength: 40 })) }, { additionalProperties: false }),
  output: Type.Object({
    ruleVersion: Type.String(), source: Type.String(), seat: Type.Union([Type.String(), Type.Null()]), unseated: Type.Array(Type.String()),
    contacts: Type.Array(Type.Object({ caseId: Type.String(), seat: Type.String(), reason: Type.Enum(['sameRow', 'nearRow']), rowsAway: Type.Integer() })),
  }),
  refuses: ['case-unknown', 'rule-unknown', 'seat-unknown'],
  async run({ tx, eventId }, input) {
    const rule = input.ruleVersion === undefined ? contactRules[0] : findContactRule(input.ruleVersion);
    if (rule === undefined) throw new Refusal('rule-unknown', { ruleVersion: input.ruleVersion });
    const flightId = (await flightsOfCases(tx, eventId, [input.caseId])).get(input.caseId);
    if (flightId === undefined || (await findFlight(tx, eventId, flightId)) === undefined) throw new Refusal('case-unknown', { caseId: input.caseId });
    const seated = (await journeyStates(tx, eventId, flightId)).filter((state) => !state.absent).map((state) => ({ caseId: state.case_id, seat: state.seat }));
    const index = seated.find((entry) => entry.caseId === input.caseId);
    if (index === undefined || index.seat === null) throw new Refusal('seat-unknown', { caseId: input.caseId });
    return { ruleVersion: rule.version, source: rule.source, seat: index.seat, ...contactsOf(index, seated, rule) };
  },
});

/** Lists the actions on differences, duplicates and contacts. */
export const differenceActions: readonly ActionDefinition[] = [reconcile, explainDifference, assignDifference, decideMatch, determineContacts];
