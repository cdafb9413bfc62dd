import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { Exact, writeFen } from '../../../kernel/money.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { recordCarnetImports } from '../carnet-imports.ts';
import { assessConsignment, keepAssessment, millionths } from '../assessing.ts';
import { filesForEvidence } from '../attaching.ts';
import { lastDayOf, seizuresOf } from '../border.ts';
import { announceConsignment, getConsignment, getLocked } from '../consignment.ts';
import { dayAt, postInTransaction } from '../posting.ts';
import { proofCode } from '../proof.ts';
import { goingOf, shareFor } from '../rules/border.ts';
import { canProceed } from '../rules/states.ts';
import { matchSerials } from '../rules/serials.ts';
import { kinds } from '../catalogue/kinds.ts';
import { contentHash, identifier, strict } from '../shapes.ts';
import { lineRows, serialRows, setLeavesBy } from '../store/consignments.ts';
import { assessmentRows } from '../store/papers.ts';
import { coversOfLines } from '../store/ledger-reading.ts';
import { findPressKit } from '../store/press-kits.ts';

const assess = defineAction({
  name: 'goods.assess',
  summary: 'Assesses the tax of every line by the tariff, exchange rates and rounding in force today, and says whether it is secured, exempt or paid.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, paymentReference: Type.Optional(Type.String({ minLength: 3, maxLength: 80 })) }, strict),
  output: Type.Object({ ordinal: Type.Integer(), totalCny: Type.String(), settled: Type.Boolean(), outcome: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-released', 'goods-decided', 'not-confirmed', 'tariff-missing', 'statutory-quantity-missing', 'exchange-rate-missing', 'nothing-in-force', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    if (row.released_at !== null) throw new Refusal('consignment-released', { number: row.number });
    demand(canProceed(row));
    const assessed = await assessConsignment(context, row, await dayAt(tx, eventId, now));
    const { assessment } = assessed;
    const ordinal = await keepAssessment(context, row, assessed, input.paymentReference);
    const settled = ['organiser', 'carnet', 'deposit', 'exempt'].includes(row.cover) || assessment.totalFen === 0n || input.paymentReference !== undefined;
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-TAX', evidence: { settled, assessment: ordinal, totalCny: writeFen(assessment.totalFen), how: row.cover } }]);
    await recordCarnetImports(context, row);
    announceConsignment(context, row.consignment_id);
    return { ordinal, totalCny: writeFen(assessment.totalFen), settled, outcome: result!.outcome };
  },
});

const scanSerials = defineAction({
  name: 'goods.scanSerials',
  summary: 'Compares the serial numbers found at the inspection with those of the list, number by number; photographs kept with the consignment can be named as evidence.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, serials: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { maxItems: 100_000 }), files: Type.Optional(Type.Array(contentHash, { maxItems: 200 })) }, strict),
  output: Type.Object({ found: Type.Integer(), missing: Type.Array(Type.String()), extra: Type.Array(Type.String()), swapped: Type.Array(Type.Object({ missing: Type.String(), extra: Type.String() })), outcome: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'goods-decided', 'not-confirmed', 'attachment-unknown', 'attachment-gone', 'step-not-owed'],
  async run(context, input) {
    const row = await getConsignment(context, input.consignmentId);
    // Nothing is left that could be scanned: a scan of nothing would pass.
    demand(canProceed(row));
    const named = await filesForEvidence(context, row.consignment_id, input.files);
    const listed = await serialRows(context.tx, context.eventId, row.consignment_id);
    if (listed.length === 0) throw new Refusal('not-confirmed', { number: row.number });
    // What is decided away or seized is not with the rest any more.
    const expected = listed.filter((one) => !one.closed && !one.away).map((one) => one.serial);
    const match = matchSerials(expected, input.serials);
    const examples = [...match.missing.slice(0, 15).map((serial) => `−${serial}`), ...match.extra.slice(0, 15).map((serial) => `+${serial}`)].join(' ').slice(0, 1000);
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.consignment_id, step: 'GDS-SERL', evidence: { expected: expected.length, found: match.found.length, missing: match.missing.length, extra: match.extra.length, examples, ...named } }]);
    announceConsignment(context, row.consignment_id);
    return { found: match.found.length, missing: match.missing.slice(0, 500), extra: match.extra.slice(0, 500), swapped: match.swapped.slice(0, 500), outcome: result!.outcome, owed: [...result!.owed] };
  },
});

/** Gives what is bound for a line: its assessed tax, and for what is decided away of it and still here the share that was set aside. Unit: fen. */
function withAway(assessedFen: bigint | undefined, cover: { readonly reserved_fen: number; readonly quantity_total: string }, away: string): bigint {
  return assessedFen === undefined ? BigInt(cover.reserved_fen) : assessedFen + shareFor(BigInt(cover.reserved_fen), millionths(away), BigInt(cover.quantity_total));
}

const release = defineAction({
  name: 'goods.release',
  summary: 'Releases a consignment of which nothing is owed any more, and binds the assessed tax of every line on its guarantee in the same act.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({ code: Type.String(), coverCny: Type.String(), leavesBy: Type.Union([Type.String(), Type.Null()]) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-released', 'goods-decided', 'still-owed', 'step-not-owed', 'cover-short', 'cap-exceeded', 'line-not-reserved', 'line-not-secured', 'instrument-ended', 'instrument-ends-early', 'instrument-not-begun'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    if (row.released_at !== null) throw new Refusal('consignment-released', { number: row.number });
    demand(canProceed(row));
    const assessment = (await assessmentRows(tx, eventId, row.consignment_id, now)).at(-1);
    const assessed = new Map(((assessment?.content ?? { lines: [] }) as { lines: { lineId: string; total: string }[] }).lines.map((line) => [line.lineId, BigInt(line.total.replace('.', ''))]));
    const covers = await coversOfLines(tx, eventId, row.consignment_id);
    const lineOf = new Map((await lineRows(tx, eventId, row.consignment_id, now)).map((line) => [line.line_id, line]));
    // Lines of which nothing goes on stay set aside until they are gone; with the rest of a line what is decided away of it stays covered as long.
    const bound = covers.filter((one) => one.reserved_fen > 0 && Exact.get(goingOf(lineOf.get(one.line_id)!)).sign > 0).map((one) => ({ ...one, amountFen: withAway(assessed.get(one.line_id), one, lineOf.get(one.line_id)!.away) }));
    if (bound.length > 0) await postInTransaction(context, bound.map((one) => ({ kind: 'commit' as const, instrumentId: one.instrument_id, lineId: one.line_id, amountFen: one.amountFen })));
    const total = bound.reduce((sum, one) => sum + one.amountFen, 0n);
    const code = proofCode(row.number, command.id, row.content_hash);
    await recordInTransaction(context, [{ recordId: command.id, caseId: row.consignment_id, step: 'GDS-RELS', evidence: { granted: true, code, coverCny: writeFen(total) } }]);
    let leavesBy: string | null = null;
    if (kinds[row.kind].temporary) {
      leavesBy = await lastDayOf(context, { ...row, entered_on: row.entered_on ?? await dayAt(tx, eventId, now) }, await seizuresOf(tx, eventId, row.consignment_id, now));
      // A press kit stays no longer than its holder's accreditation.
      const kit = await findPressKit(tx, eventId, row.consignment_id);
      if (kit !== undefined && kit.leaves_on < leavesBy) leavesBy = kit.leaves_on;
      await setLeavesBy(tx, eventId, row.consignment_id, leavesBy);
    }
    await publish(context, 'consignment.released', { consignmentId: row.consignment_id, number: row.number, code, lines: row.line_count, pieces: row.pieces });
    announceConsignment(context, row.consignment_id);
    context.announce('guarantees');
    return { code, coverCny: writeFen(total), leavesBy };
  },
});

/** Lists the actions from assessment to release. */
export const releasingActions: readonly ActionDefinition[] = [assess, scanSerials, release];
