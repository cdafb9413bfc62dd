import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { sign, signaturesOf } from '../../staff/signing.ts';
import { enforce, partsOfRow } from '../border.ts';
import { borderDecisionKinds, borderDecisions } from '../catalogue/border-decisions.ts';
import type { BorderDecisionKind } from '../catalogue/border-decisions.ts';
import { announceConsignment, getLocked } from '../consignment.ts';
import { textHash } from '../content-hash.ts';
import { dayAt } from '../posting.ts';
import { canDecide, decisionText, latestDue, partsOf } from '../rules/border.ts';
import type { DecidedPart } from '../rules/border.ts';
import { contentHash, day, identifier, quantityText, shortText, strict } from '../shapes.ts';
import { decisionRows, failedSteps, insertDecision, insertEnding } from '../store/border.ts';
import type { DecisionRow } from '../store/border.ts';
import { goingSerials, lineRows } from '../store/consignments.ts';
import type { ConsignmentRow } from '../store/consignments.ts';

const deciders = ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor'] as const;
const reason = Type.String({ minLength: 3, maxLength: 1000 });
const serials = Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 });
const enforcing = ['quantity-exceeded', 'serial-unknown', 'decision-ended', 'case-closed', 'carnet-record-early', 'carnet-final', 'carnet-quantity-exceeded', 'instrument-ends-early'] as const;

/** Gets a decision that has not ended, with its consignment locked. Refuses: `decision-unknown`, `consignment-unknown`, `consignment-cancelled`, `decision-ended`. */
export async function openDecision(context: ActionContext, decisionId: string): Promise<{ row: ConsignmentRow; decision: DecisionRow }> {
  const [known] = await decisionRows(context.tx, context.eventId, context.now, { decisionId });
  if (known === undefined) throw new Refusal('decision-unknown', { decisionId }, '/decisionId');
  const row = await getLocked(context, known.consignment_id);
  // Read again behind the lock: whoever held it may have ended it.
  const [decision] = await decisionRows(context.tx, context.eventId, 'infinity', { decisionId });
  if (decision!.ended_at !== null) throw new Refusal('decision-ended', { number: row.number });
  return { row, decision: decision! };
}

/** Gets a seizure in force that has not ended, with its consignment locked, for an officer to decide on. Refuses: as `openDecision`, `decision-not-in-force`, `decision-not-seizure`, `officer-needed`. */
export async function openSeizure(context: ActionContext, decisionId: string): Promise<{ row: ConsignmentRow; decision: DecisionRow & { readonly enforced_at: string }; officerId: string }> {
  const { row, decision } = await openDecision(context, decisionId);
  if (decision.enforced_at === null) throw new Refusal('decision-not-in-force', { number: row.number });
  if (decision.kind !== 'seizure') throw new Refusal('decision-not-seizure', { number: row.number });
  if (context.actor.officerId === null) throw new Refusal('officer-needed');
  return { row, decision: { ...decision, enforced_at: decision.enforced_at }, officerId: context.actor.officerId };
}

function demandDecider({ actor }: ActionContext, kind: BorderDecisionKind): string {
  const { roles } = borderDecisions[kind];
  if (!hasRole(actor, roles)) throw new Refusal('role-not-allowed', { step: 'GDS-BORD', roles });
  if (actor.officerId === null) throw new Refusal('officer-needed');
  return actor.officerId;
}

/** Gives what is decided on: the goods of the decision that it follows, or parts of lines. Refuses: `decision-parts-follow`, `decision-unknown`, `not-confirmed`, as `partsOf`. */
async function decidedOn({ tx, eventId, now }: ActionContext, row: ConsignmentRow, given: { readonly follows?: string | undefined; readonly items?: readonly { position: number; quantity: string; serials?: string[] }[] | undefined }): Promise<{ parts: readonly DecidedPart[]; follows: DecisionRow | undefined }> {
  const id = row.consignment_id;
  if (given.follows !== undefined) {
    if (given.items !== undefined) throw new Refusal('decision-parts-follow', {}, '/items');
    const follows = (await decisionRows(tx, eventId, 'infinity', { consignmentId: id, open: true })).find((one) => one.decision_id === given.follows && one.enforced_at !== null && one.kind !== 'treatment');
    if (follows === undefined) throw new Refusal('decision-unknown', { decisionId: given.follows }, '/follows');
    return { follows, parts: partsOfRow(follows) };
  }
  const lines = await lineRows(tx, eventId, id, now);
  if (lines.length === 0) throw new Refusal('not-confirmed', { number: row.number });
  const open = await goingSerials(tx, eventId, id);
  const found = partsOf(lines, given.items, open);
  if ('refusal' in found) demand(found.refusal);
  return { follows: undefined, parts: (found as { parts: readonly DecidedPart[] }).parts };
}

const decide = defineAction({
  name: 'goods.decideAtBorder',
  summary: 'Decides on goods that may not go on as they are: sent back, destroyed, seized, confiscated, or treated and inspected again; the whole consignment or parts of lines by quantity and serial number, and the rest goes on. Where two officers decide it takes effect once the second has signed.',
  roles: [...deciders],
  input: Type.Object({
    consignmentId: identifier, kind: Type.Enum([...borderDecisionKinds]), step: Type.Optional(Type.String({ maxLength: 12 })), reason, place: shortText, seals: Type.Optional(Type.Array(Type.String({ minLength: 2, maxLength: 60 }), { maxItems: 100 })), dueOn: day, follows: Type.Optional(identifier),
    items: Type.Optional(Type.Array(Type.Object({ position: Type.Integer({ minimum: 1 }), quantity: quantityText, serials: Type.Optional(serials) }, strict), { minItems: 1, maxItems: 20_000 })),
  }, strict),
  output: Type.Object({ decisionId: Type.String(), contentHash: Type.String(), inForce: Type.Boolean() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'role-not-allowed', 'officer-needed', 'case-closed', 'decision-parts-follow', 'decision-unknown', 'not-confirmed', 'nothing-to-decide', 'line-unknown', 'serials-differ', 'seizure-first', 'decision-not-on-seized', 'consignment-released', 'nothing-failed', 'seals-needed', 'decision-due-wrong', ...enforcing],
  async run(context, input) {
    const { tx, eventId, now } = context;
    const row = await getLocked(context, input.consignmentId);
    const officerId = demandDecider(context, input.kind);
    const definition = borderDecisions[input.kind];
    if (row.closed_at !== null) throw new Refusal('case-closed');
    const { parts, follows } = await decidedOn(context, row, input);
    demand(canDecide(input.kind, { number: row.number, released: row.released_at !== null, follows: follows?.kind ?? null }));
    const step = input.step ?? follows?.step ?? null;
    // A seizure may rest on a suspicion; everything else on something that failed.
    if (follows === undefined && (step !== null || definition.effect !== 'held') && !(await failedSteps(tx, eventId, row.consignment_id)).includes(step ?? '')) throw new Refusal('nothing-failed', { step: step ?? '–' }, '/step');
    const seals = input.seals ?? [];
    if (definition.sealed && seals.length === 0) throw new Refusal('seals-needed', {}, '/seals');
    const today = await dayAt(tx, eventId, now);
    const latest = latestDue(input.kind, today);
    if (input.dueOn < today || input.dueOn > latest) throw new Refusal('decision-due-wrong', { from: today, to: latest }, '/dueOn');
    const decisionId = uuidv7();
    const hash = textHash(decisionText({ consignmentId: row.consignment_id, kind: input.kind, step, reason: input.reason, place: input.place, seals, dueOn: input.dueOn, follows: follows?.decision_id ?? null, parts }));
    await insertDecision(tx, eventId, { decisionId, consignmentId: row.consignment_id, kind: input.kind, whole: input.items === undefined && follows === undefined, step, reason: input.reason, source: definition.source.text, place: input.place, seals, dueOn: input.dueOn, contentHash: hash, follows: follows?.decision_id ?? null, parts }, officerId, now);
    if (!definition.byTwo) {
      const [decision] = await decisionRows(tx, eventId, 'infinity', { decisionId });
      await enforce(context, row, decision!, null);
    }
    announceConsignment(context, row.consignment_id);
    return { decisionId, contentHash: hash, inForce: !definition.byTwo };
  },
});

const signDecision = defineAction({
  name: 'goods.signDecision',
  summary: 'Signs a decision at the border as its second officer, over the hash of what is decided; in a session of one’s own, or by one’s password at the screen of whoever decides.',
  roles: [...deciders],
  input: Type.Object({ decisionId: identifier, contentHash }, strict),
  output: Type.Object({ signatureId: Type.String() }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-in-force', 'role-not-allowed', 'officer-needed', 'second-officer-same', 'signature-outdated'],
  async run(context, input) {
    const { row, decision } = await openDecision(context, input.decisionId);
    if (decision.enforced_at !== null) throw new Refusal('decision-in-force', { number: row.number });
    const officerId = demandDecider(context, decision.kind);
    if (officerId === decision.proposed_by) throw new Refusal('second-officer-same');
    if (input.contentHash !== decision.content_hash) throw new Refusal('signature-outdated', {}, '/contentHash');
    const signatureId = await sign(context, { purpose: 'borderDecision', caseId: row.consignment_id, content: { decisionId: decision.decision_id, contentHash: decision.content_hash } });
    announceConsignment(context, row.consignment_id);
    return { signatureId };
  },
});

const enforceDecision = defineAction({
  name: 'goods.enforceDecision',
  summary: 'Puts a decision at the border in force that a second officer has signed: the goods are kept from every other way, and what carries it out is owed.',
  roles: [...deciders],
  input: Type.Object({ decisionId: identifier }, strict),
  output: Type.Object({ owed: Type.Array(Type.String()) }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-in-force', 'role-not-allowed', 'officer-needed', 'signature-missing', 'consignment-released', ...enforcing],
  async run(context, input) {
    const { tx, eventId } = context;
    const { row, decision } = await openDecision(context, input.decisionId);
    if (decision.enforced_at !== null) throw new Refusal('decision-in-force', { number: row.number });
    demandDecider(context, decision.kind);
    const [signature] = (await signaturesOf(tx, eventId, context.now, 'borderDecision', row.consignment_id)).filter((one) => one.content['decisionId'] === decision.decision_id && one.content['contentHash'] === decision.content_hash && one.officerId !== decision.proposed_by);
    if (signature === undefined) throw new Refusal('signature-missing', {});
    const follows = decision.follows === null ? undefined : (await decisionRows(tx, eventId, context.now, { decisionId: decision.follows }))[0];
    // It may have been released since it was proposed.
    demand(canDecide(decision.kind, { number: row.number, released: row.released_at !== null, follows: follows?.kind ?? null }));
    await enforce(context, row, decision, { signatureId: signature.signatureId, way: signature.way });
    return { owed: [borderDecisions[decision.kind].effect === 'stays' ? 'GDS-TREA' : 'GDS-AWAY'] };
  },
});

const withdraw = defineAction({
  name: 'goods.withdrawDecision',
  summary: 'Withdraws a proposed decision that is not in force, with the reason.',
  roles: [...deciders],
  input: Type.Object({ decisionId: identifier, reason }, strict),
  output: Type.Object({ withdrawn: Type.Boolean() }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-in-force', 'role-not-allowed', 'officer-needed'],
  async run(context, input) {
    const { row, decision } = await openDecision(context, input.decisionId);
    if (decision.enforced_at !== null) throw new Refusal('decision-in-force', { number: row.number });
    const officerId = demandDecider(context, decision.kind);
    await insertEnding(context.tx, context.eventId, { decisionId: decision.decision_id, as: 'withdrawn', evidence: { reason: input.reason }, freedFen: 0n, leavesBy: null }, officerId, context.now);
    announceConsignment(context, row.consignment_id);
    return { withdrawn: true };
  },
});

/** Lists the actions that decide on goods at the border. */
export const borderActions: readonly ActionDefinition[] = [decide, signDecision, enforceDecision, withdraw];
