import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Exact } from '../../kernel/money.ts';
import { publish } from '../../kernel/outbox.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { oweInTransaction, recordInTransaction } from '../prescribed/in-transaction.ts';
import { millionths } from './assessing.ts';
import { recordOnCarnets } from './carnet-leaving.ts';
import { borderDecisions } from './catalogue/border-decisions.ts';
import { announceConsignment } from './consignment.ts';
import { currentLines } from './laying-out.ts';
import { dayAt, postInTransaction } from './posting.ts';
import { goingOf, goneBy, shareFor, standstills } from './rules/border.ts';
import type { DecidedPart } from './rules/border.ts';
import { addMonths } from './rules/dates.ts';
import type { LedgerRequest } from './rules/ledger/requests.ts';
import { temporaryClock } from './rules/legal-dates.ts';
import type { Seizure } from './rules/legal-dates.ts';
import { needsPermit } from './rules/permits.ts';
import { decisionRows, insertEnding, insertEnforcement, momentRows, moveAway } from './store/border.ts';
import type { DecisionRow } from './store/border.ts';
import { goingSerials, lineRows } from './store/consignments.ts';
import type { ConsignmentRow } from './store/consignments.ts';
import { coversOfLines } from './store/ledger-reading.ts';
import { drawRows, extensionRows, insertDraws } from './store/papers.ts';
import { findPressKit } from './store/press-kits.ts';
import type { Db } from '../../kernel/db.ts';

/** Lists the times in which all that was here of a consignment was seized, from its decisions; goods under a carnet and others alike. */
export async function seizuresOf(db: Db, eventId: string, consignmentId: string, asOf: string): Promise<Seizure[]> {
  return standstills(await momentRows(db, eventId, consignmentId, asOf));
}

/** Tells the last day of a stay with its extensions and seizures; while it stands still, as if it ran. */
export async function lastDayOf({ tx, eventId, now }: Pick<ActionContext, 'tx' | 'eventId' | 'now'>, row: ConsignmentRow, seizures: readonly Seizure[]): Promise<string> {
  const entryDay = row.entered_on ?? row.expected_on;
  const extensions = (await extensionRows(tx, eventId, row.consignment_id, now)).map((one) => one.months);
  const clock = temporaryClock({ entryDay, extensions, seizures });
  return clock.state === 'running' ? clock.deadline : addMonths(entryDay, clock.months);
}

/** Gives the parts of a decision as the rules read them. */
export function partsOfRow(decision: Pick<DecisionRow, 'lines'>): DecidedPart[] {
  return decision.lines.map((line) => ({ lineId: line.lineId, position: line.position, quantity: line.quantity, serials: line.serials }));
}

/** Tells the last day of a stay that stood still for some time. Shape: null where it does not move; a press kit stays no longer than its holder's accreditation. */
async function putOff(context: ActionContext, row: ConsignmentRow, times: readonly Seizure[]): Promise<string | null> {
  const last = await lastDayOf(context, row, times);
  const kit = await findPressKit(context.tx, context.eventId, row.consignment_id);
  const until = kit !== undefined && kit.leaves_on < last ? kit.leaves_on : last;
  return until > row.leaves_by! ? until : null;
}

/** Ends a decision that is in force by something other than its proof: what it owed is settled so, and goods of which nothing went on have their clock back. Shape: the last day of the stay where it moves. */
export async function endHeld(context: ActionContext, row: ConsignmentRow, decision: DecisionRow, as: 'lifted' | 'superseded', evidence: Readonly<Record<string, string>>): Promise<string | null> {
  const { tx, eventId, now, actor } = context;
  let leavesBy: string | null = null;
  const times = row.released_at === null || row.leaves_by === null ? [] : await seizuresOf(tx, eventId, row.consignment_id, now);
  const stands = times.at(-1);
  if (stands !== undefined && stands.to === undefined) {
    // What is lifted goes on; what is decided on otherwise leaves the rest as it stood.
    const held = (await decisionRows(tx, eventId, 'infinity', { consignmentId: row.consignment_id, open: true })).some((one) => one.kind === 'seizure' && one.enforced_at !== null && one.decision_id !== decision.decision_id);
    if (as === 'lifted' || !held) leavesBy = await putOff(context, row, [...times.slice(0, -1), { from: stands.from, to: await dayAt(tx, eventId, now) }]);
  }
  await insertEnding(tx, eventId, { decisionId: decision.decision_id, as, evidence, freedFen: 0n, leavesBy }, actor.officerId!, now);
  if (leavesBy !== null) {
    const bound = (await coversOfLines(tx, eventId, row.consignment_id)).filter((one) => one.committed_fen > 0 && one.deadline < leavesBy);
    if (bound.length > 0) await postInTransaction(context, bound.map((one) => ({ kind: 'extendLine' as const, instrumentId: one.instrument_id, lineId: one.line_id, deadline: leavesBy })));
  }
  // What is confiscated stays seized on its carnet: the convention knows no other record of it.
  if (decision.kind === 'seizure' && evidence['by'] !== 'confiscation') await recordOnCarnets(context, row, await lineRows(tx, eventId, row.consignment_id, now), partsOfRow(decision), 'seizureEnd', undefined);
  await recordInTransaction(context, [{ recordId: uuidv7(), caseId: row.consignment_id, step: 'GDS-AWAY', ordinal: decision.obligation!, evidence: { settled: true, decisionId: decision.decision_id, endedAs: as, proof: Object.values(evidence).join('; ').slice(0, 1000), freedCny: '0.00' } }]);
  return leavesBy;
}

/**
 * Puts a decision in force: its goods are kept from release and every other way out, what they would have owed is ruled on, and what carries the decision out is owed.
 * Refuses: `quantity-exceeded` where somebody else took of the goods meanwhile; as `recordOnCarnets`.
 */
export async function enforce(context: ActionContext, row: ConsignmentRow, decision: DecisionRow, signed: { readonly signatureId: string; readonly way: 'password' | 'session' } | null): Promise<void> {
  const { tx, eventId, now, actor } = context;
  const id = row.consignment_id;
  const { effect } = borderDecisions[decision.kind];
  const parts = partsOfRow(decision);
  if (decision.follows !== null) {
    const [before] = await decisionRows(tx, eventId, now, { decisionId: decision.follows });
    if (before === undefined || before.ended_at !== null) throw new Refusal('decision-ended', { number: row.number });
    await moveAway(tx, eventId, parts, -1);
    await endHeld(context, row, before, 'superseded', { by: decision.kind });
  }
  const free = await goingSerials(tx, eventId, id);
  for (const part of parts) for (const serial of part.serials) if (free.get(serial) !== part.lineId) throw new Refusal('serial-unknown', { serial, position: part.position });
  if (effect !== 'stays') {
    try {
      await moveAway(tx, eventId, parts, 1);
    } catch (error) {
      if (sqlFailure(error)?.code === '23514') throw new Refusal('quantity-exceeded', { position: parts[0]!.position, remaining: '0' });
      throw error;
    }
  }
  const before = await lineRows(tx, eventId, id, now);
  if (decision.kind === 'seizure') await recordOnCarnets(context, row, before, parts, 'seizure', undefined);
  const obligation = await oweInTransaction(context, id, effect === 'stays' ? 'GDS-TREA' : 'GDS-AWAY', 'border-decision');
  const share = new Map(effect === 'stays' ? [] : parts.map((part) => [part.lineId, part.quantity]));
  const goingAfter = (lineId: string): boolean => { const line = before.find((one) => one.line_id === lineId)!; return Exact.get(goingOf(line)).minus(Exact.get(share.get(lineId) ?? '0')).sign > 0; };
  const noneGoing = before.every((line) => !goingAfter(line.line_id));
  await insertEnforcement(tx, eventId, { decisionId: decision.decision_id, consignmentId: id, obligation, signatureId: signed?.signatureId ?? null, stopsClock: decision.kind === 'seizure' && noneGoing }, actor.officerId!, now);
  // What is seized may come back: only what goes for good is ruled out.
  const seized = (await decisionRows(tx, eventId, now, { consignmentId: id, open: true })).some((one) => one.kind === 'seizure' && one.enforced_at !== null);
  const lines = await lineRows(tx, eventId, id, now);
  const listed = new Map((await currentLines(context, id)).map((line) => [line.position, line]));
  const left = lines.filter((line) => seized || Exact.get(goingOf(line)).sign > 0);
  const allAway = noneGoing && !seized && effect === 'leaves';
  if (row.released_at === null && effect !== 'stays' && !allAway && await wasAssessed(context, id)) await oweInTransaction(context, id, 'GDS-TAX', 'border-decision');
  const owed = await oweInTransaction(context, id, 'GDS-BORD', 'border-decision');
  await recordInTransaction(context, [{ recordId: uuidv7(), caseId: id, step: 'GDS-BORD', ordinal: owed, evidence: {
    decided: true, decisionId: decision.decision_id, decision: decision.kind, lines: parts.length, allAway,
    serialised: left.some((line) => line.serials > line.serials_closed), permitNeeded: left.some((line) => needsPermit(row.kind, listed.get(line.position) ?? { hsCode: line.hs_code })),
    ...(decision.step === null ? {} : { failedStep: decision.step }), legalSource: decision.source, reason: decision.reason, contentHash: decision.content_hash, ...(signed === null ? {} : { signature: signed.signatureId, signedWay: signed.way }),
  } }]);
  await publish(context, 'consignment.decided', { consignmentId: id, number: row.number, decisionId: decision.decision_id, kind: decision.kind, dueOn: decision.due_on });
  announceConsignment(context, id);
}

/** Says whether the tax was assessed and settled already, so that it is owed anew once less comes in. */
async function wasAssessed({ tx, eventId }: ActionContext, caseId: string): Promise<boolean> {
  const [row] = await tx.query("SELECT 1 FROM obligations WHERE event_id = $1 AND case_id = $2 AND step = 'GDS-TAX' HAVING count(*) > 0 AND count(*) FILTER (WHERE settled_by IS NULL) = 0", [eventId, caseId], 'goods_was_assessed');
  return row !== undefined;
}

/** Frees what is set aside on guarantees for parts that will never be released; what is left of a line stays set aside. Refuses: as the ledger. Unit: fen freed. */
export async function freeReserved(context: ActionContext, row: ConsignmentRow, parts: readonly DecidedPart[]): Promise<bigint> {
  const { tx, eventId, now } = context;
  const today = await dayAt(tx, eventId, now);
  const covers = new Map((await coversOfLines(tx, eventId, row.consignment_id)).map((one) => [one.line_id, one]));
  const requests: LedgerRequest[] = [];
  let freed = 0n;
  for (const part of parts) {
    const cover = covers.get(part.lineId);
    if (cover === undefined || cover.reserved_fen === 0) continue;
    const [reserved, total, taken] = [BigInt(cover.reserved_fen), BigInt(cover.quantity_total), millionths(part.quantity)];
    const rest = total - taken;
    const kept = rest <= 0n ? 0n : reserved - shareFor(reserved, taken, total);
    requests.push({ kind: 'releaseReserve', instrumentId: cover.instrument_id, lineId: part.lineId });
    const cap = shareFor(BigInt(cover.cap_fen), rest, total);
    const highest = cover.instrument_kind === 'carnet' ? (cap * 100n + 109n) / 110n : cap;
    if (kept > 0n) requests.push({ kind: 'reserve', instrumentId: cover.instrument_id, lineId: part.lineId, amountFen: kept, highestTaxFen: highest > kept ? highest : kept, quantity: rest, deadline: cover.deadline < today ? today : cover.deadline });
    freed += reserved - kept;
  }
  if (requests.length > 0) {
    await postInTransaction(context, requests);
    context.announce('guarantees');
  }
  return freed;
}

/** Gives permits back what parts drew that never came in; what of their lines may still come in keeps what it drew, and goods that had not drawn yet give nothing back. */
export async function givePermitsBack(context: ActionContext, row: ConsignmentRow, parts: readonly DecidedPart[]): Promise<void> {
  const { tx, eventId, now, actor } = context;
  const drawn = new Map<string, { permitId: string; number: string; position: number; linePosition: number; left: Exact }>();
  for (const draw of await drawRows(tx, eventId, row.consignment_id, now)) {
    const key = `${draw.permit_id} ${draw.position} ${draw.line_position}`;
    const before = drawn.get(key);
    if (before === undefined) drawn.set(key, { permitId: draw.permit_id, number: draw.number, position: draw.position, linePosition: draw.line_position, left: Exact.get(draw.quantity) });
    else before.left = before.left.plus(Exact.get(draw.quantity));
  }
  const gone = goneBy(await decisionRows(tx, eventId, now, { consignmentId: row.consignment_id }), (kind) => borderDecisions[kind].permitBack !== null);
  const lines = new Map((await lineRows(tx, eventId, row.consignment_id, now)).map((line) => [line.line_id, line]));
  const given = parts.flatMap((part) => {
    const own = [...drawn.values()].filter((one) => one.linePosition === part.position && one.left.sign > 0);
    const quantity = Exact.get(part.quantity);
    const using = Exact.get(lines.get(part.lineId)!.quantity).minus(gone.get(part.lineId) ?? Exact.get('0')).minus(quantity);
    const spare = own.reduce((sum, one) => sum.plus(one.left), Exact.get('0')).minus(using);
    let rest = spare.compare(quantity) < 0 ? spare : quantity;
    return own.flatMap((one) => {
      if (rest.sign <= 0) return [];
      const share = one.left.compare(rest) < 0 ? one.left : rest;
      rest = rest.minus(share);
      return [{ drawId: uuidv7(), permitId: one.permitId, number: one.number, position: one.position, linePosition: one.linePosition, quantity: `-${share.toPlainText(6)}` }];
    });
  });
  await insertDraws(tx, eventId, row.consignment_id, given, actor.officerId, now);
  if (given.length > 0) context.announce('permits');
}
