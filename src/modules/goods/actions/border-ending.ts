import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact, writeFen } from '../../../kernel/money.ts';
import { hasRole } from '../../../kernel/officer.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { assessConsignment, keepAssessment } from '../assessing.ts';
import { endHeld, freeReserved, givePermitsBack, partsOfRow } from '../border.ts';
import { recordCarnetLeaving } from '../carnet-leaving.ts';
import { borderDecisions, proofFields } from '../catalogue/border-decisions.ts';
import { announceConsignment } from '../consignment.ts';
import { drawNeeded } from '../drawing.ts';
import { bookDispositions } from '../disposing.ts';
import { dayAt, postInTransaction } from '../posting.ts';
import { cameInOf, goneBy, proofOwed } from '../rules/border.ts';
import { matchCarnet } from '../rules/carnet-imports.ts';
import { matchSerials } from '../rules/serials.ts';
import { identifier, shortText, strict } from '../shapes.ts';
import { decisionRows, insertEnding, moveAway } from '../store/border.ts';
import type { DecisionRow } from '../store/border.ts';
import { carnetImports } from '../store/carnets.ts';
import { owedSteps } from '../store/cases.ts';
import { lineRows } from '../store/consignments.ts';
import type { ConsignmentRow } from '../store/consignments.ts';
import type { NewDisposition } from '../store/dispositions.ts';
import { coversOfLines } from '../store/ledger-reading.ts';
import { openDecision, openSeizure } from './border.ts';

const proof = Type.Object(Object.fromEntries(proofFields.map((field) => [field, Type.Optional(shortText)])), strict);

/** Books what has left by a decision: its lines and pieces, the guarantee that they free, the permits that they give back, and the carnet. Unit: fen freed. */
async function bookAway(context: ActionContext, row: ConsignmentRow, decision: DecisionRow, evidence: string, voucher: string | undefined): Promise<bigint> {
  const { tx, eventId, now } = context;
  const definition = borderDecisions[decision.kind];
  const parts = partsOfRow(decision);
  await moveAway(tx, eventId, parts, -1);
  const lines = (await lineRows(tx, eventId, row.consignment_id, now)).map((line) => {
    const part = parts.find((one) => one.lineId === line.line_id);
    return part === undefined ? line : { ...line, away: Exact.get(line.away).minus(Exact.get(part.quantity)).toPlainText(6) };
  });
  const kind = definition.disposition!;
  const dispositions = parts.map((part): NewDisposition => ({ dispositionId: uuidv7(), lineId: part.lineId, kind, quantity: part.quantity, evidence, place: decision.place, serials: part.serials }));
  const reserved = await freeReserved(context, row, parts);
  const bound = await bookDispositions(context, row, lines, dispositions);
  if (definition.permitBack !== null) await givePermitsBack(context, row, parts);
  await recordCarnetLeaving(context, row, lines, dispositions, kind, voucher);
  return reserved + bound;
}

const prove = defineAction({
  name: 'goods.proveDecision',
  summary: 'Proves that a decision at the border was carried out: sent back with the scan at the exit, destroyed with the certificate, confiscated, or treated. In the same act the quantities leave the books, the guarantee is freed and permits have back what was drawn.',
  roles: ['customsOfficer', 'dutyOfficer', 'healthOfficer', 'foodSupervisor'],
  input: Type.Object({ decisionId: identifier, proof, serials: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 })), voucher: Type.Optional(Type.String({ minLength: 2, maxLength: 60 })) }, strict),
  output: Type.Object({ freedCny: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-not-in-force', 'decision-held', 'role-not-allowed', 'officer-needed', 'proof-missing', 'exit-scan-differs', 'quantity-exceeded', 'instrument-ended', 'instrument-ends-early', 'carnet-record-early', 'carnet-final', 'carnet-quantity-exceeded', 'carnet-voucher-used', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, actor, command } = context;
    const { row, decision } = await openDecision(context, input.decisionId);
    if (decision.enforced_at === null) throw new Refusal('decision-not-in-force', { number: row.number });
    const definition = borderDecisions[decision.kind];
    if (definition.effect === 'held') throw new Refusal('decision-held', { number: row.number });
    if (!hasRole(actor, definition.roles)) throw new Refusal('role-not-allowed', { step: 'GDS-AWAY', roles: definition.roles });
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const given: Readonly<Record<string, string>> = input.proof as Record<string, string>;
    const [missing] = proofOwed(decision.kind, given);
    if (missing !== undefined) throw new Refusal('proof-missing', { field: missing }, `/proof/${missing}`);
    if (definition.exitScan) {
      const match = matchSerials(decision.lines.flatMap((line) => line.serials), input.serials ?? []);
      if (match.missing.length + match.extra.length > 0) throw new Refusal('exit-scan-differs', { missing: match.missing.slice(0, 20).join(', ') || '–', extra: match.extra.slice(0, 20).join(', ') || '–' }, '/serials');
    }
    const text = Object.entries(given).map(([field, value]) => `${field}: ${value.trim()}`).join('; ').slice(0, 500);
    const leaves = definition.effect === 'leaves';
    const freed = leaves ? await bookAway(context, row, decision, text, input.voucher) : 0n;
    await insertEnding(tx, eventId, { decisionId: decision.decision_id, as: 'done', evidence: given, freedFen: freed, leavesBy: null }, actor.officerId, now);
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: leaves ? 'GDS-AWAY' : 'GDS-TREA', ordinal: decision.obligation!, evidence: leaves ? { settled: true, decisionId: decision.decision_id, endedAs: 'done', proof: text, freedCny: writeFen(freed) } : { treated: true, decisionId: decision.decision_id, proof: text } }]);
    await publish(context, 'consignment.decisionEnded', { consignmentId: row.consignment_id, number: row.number, decisionId: decision.decision_id, as: 'done' });
    announceConsignment(context, row.consignment_id);
    return { freedCny: writeFen(freed), owed: [...result!.owed] };
  },
});

/** Demands that goods have what the rest of their consignment needed at its release: permits are drawn for them, and under a carnet they have come in on it. Refuses: `permit-missing`, `carnet-import-missing`, `permit-quota-drawn`. */
async function demandPapers(context: ActionContext, row: ConsignmentRow, decision: DecisionRow): Promise<void> {
  const { tx, eventId, now } = context;
  const { gaps } = await drawNeeded(context, row);
  if (gaps.length > 0) throw new Refusal('permit-missing', { position: gaps[0]!.linePosition, missing: gaps[0]!.missing });
  if (row.cover !== 'carnet') return;
  const gone = goneBy(await decisionRows(tx, eventId, now, { consignmentId: row.consignment_id }), (kind) => borderDecisions[kind].effect === 'leaves');
  const lines = (await lineRows(tx, eventId, row.consignment_id, now)).map((line) => ({ unit: line.unit, quantity: cameInOf(line, gone) }));
  const match = matchCarnet(lines.filter((line) => Exact.get(line.quantity).sign > 0), decision.lines.flatMap((line) => line.serials), await carnetImports(tx, eventId, row.consignment_id, now));
  if (match.imported < match.piecesListed || match.serialsMissing > 0) throw new Refusal('carnet-import-missing', { number: row.number, imported: match.imported, listed: match.piecesListed });
}

/** Brings goods into a stay that the rest of their consignment has begun: their tax is bound or paid, as theirs would have been at the release. Refuses: `payment-needed`, as the ledger. */
async function bringIn(context: ActionContext, row: ConsignmentRow, decision: DecisionRow, payment: string | undefined): Promise<void> {
  const { tx, eventId, now } = context;
  const day = await dayAt(tx, eventId, now);
  const assessed = await assessConsignment(context, row, day, new Map(decision.lines.map((line) => [line.lineId, line.quantity])));
  const { assessment, lines } = assessed;
  const reserved = (await coversOfLines(tx, eventId, row.consignment_id)).filter((one) => one.reserved_fen > 0 && lines.some((line) => line.lineId === one.line_id));
  if (reserved.length > 0) await postInTransaction(context, reserved.map((one) => ({ kind: 'commit' as const, instrumentId: one.instrument_id, lineId: one.line_id, amountFen: lines.find((line) => line.lineId === one.line_id)!.totalFen })));
  if (row.cover !== 'tax' || assessment.totalFen === 0n) return;
  if (payment === undefined) throw new Refusal('payment-needed', { amount: writeFen(assessment.totalFen) }, '/paymentReference');
  await keepAssessment(context, row, assessed, payment);
}

const lift = defineAction({
  name: 'goods.liftSeizure',
  summary: 'Lifts a seizure with the reason: the goods return to the process, what they failed is owed again before the release, and the clock of the stay runs on. Where the rest was released already, they come in by a new inspection and with their tax bound or paid, their permits drawn, and on the carnet that covers them.',
  roles: ['dutyOfficer'],
  input: Type.Object({ decisionId: identifier, reason: Type.String({ minLength: 3, maxLength: 1000 }), reinspection: Type.Optional(Type.String({ minLength: 3, maxLength: 300 })), paymentReference: Type.Optional(Type.String({ minLength: 3, maxLength: 80 })) }, strict),
  output: Type.Object({ leavesBy: Type.Union([Type.String(), Type.Null()]), owed: Type.Array(Type.String()) }),
  refuses: ['decision-unknown', 'consignment-unknown', 'consignment-cancelled', 'decision-ended', 'decision-not-in-force', 'decision-not-seizure', 'officer-needed', 'reinspection-needed', 'payment-needed', 'permit-missing', 'permit-quota-drawn', 'carnet-import-missing', 'tariff-missing', 'statutory-quantity-missing', 'exchange-rate-missing', 'cover-short', 'cap-exceeded', 'instrument-ended', 'instrument-ends-early', 'carnet-record-early', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId } = context;
    const { row, decision } = await openSeizure(context, input.decisionId);
    // Seized before the release of the rest: nothing of it was released yet.
    const late = row.released_at !== null && decision.enforced_at < row.released_at;
    if (late && decision.step !== null && input.reinspection === undefined) throw new Refusal('reinspection-needed', { step: decision.step }, '/reinspection');
    await moveAway(tx, eventId, partsOfRow(decision), -1);
    if (late) await bringIn(context, row, decision, input.paymentReference);
    if (row.released_at === null) {
      const owed = await owedSteps(tx, eventId, row.consignment_id);
      if (decision.step !== null && decision.step !== 'GDS-ALRM' && !owed.includes(decision.step)) await oweInTransaction(context, row.consignment_id, decision.step, 'seizure-lifted');
      for (const step of ['GDS-TAX', 'GDS-SERL', 'GDS-PERM'] as const) if (!owed.includes(step) && step !== decision.step && await wasOwed(context, row.consignment_id, step)) await oweInTransaction(context, row.consignment_id, step, 'seizure-lifted');
    }
    const leavesBy = await endHeld(context, row, decision, 'lifted', { reason: input.reason, ...(input.reinspection === undefined ? {} : { reinspection: input.reinspection }), ...(input.paymentReference === undefined ? {} : { payment: input.paymentReference }) });
    if (late) await demandPapers(context, row, decision);
    await publish(context, 'consignment.decisionEnded', { consignmentId: row.consignment_id, number: row.number, decisionId: decision.decision_id, as: 'lifted' });
    announceConsignment(context, row.consignment_id);
    return { leavesBy, owed: await owedSteps(tx, eventId, row.consignment_id) };
  },
});

async function wasOwed({ tx, eventId }: ActionContext, caseId: string, step: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM obligations WHERE event_id = $1 AND case_id = $2 AND step = $3 LIMIT 1', [eventId, caseId, step], 'goods_was_owed')).length > 0;
}

/** Lists the actions by which a decision at the border ends. */
export const borderEndingActions: readonly ActionDefinition[] = [prove, lift];
