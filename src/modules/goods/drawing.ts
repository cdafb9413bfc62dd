import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Exact } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { borderDecisions } from './catalogue/border-decisions.ts';
import { currentLines } from './laying-out.ts';
import { cameInOf, goneBy } from './rules/border.ts';
import { needsPermit, planDraws } from './rules/permits.ts';
import type { PermitDraw, PermitGap } from './rules/permits.ts';
import { decisionRows } from './store/border.ts';
import { lineRows, serialRows } from './store/consignments.ts';
import type { ConsignmentRow } from './store/consignments.ts';
import { drawRows, insertDraws, permitQuotas } from './store/papers.ts';

/** Is what was drawn for a consignment: lines by now and before, and what is still without a permit. */
export interface Drawn { readonly draws: readonly PermitDraw[]; readonly gaps: readonly PermitGap[]; readonly needed: number; readonly before: number }

/** Draws what lines came in with, or may, and have not drawn yet; nobody needs a permit for what is decided away at the border or seized, which draws once it is given back. Refuses: `permit-quota-drawn`. */
export async function drawNeeded(context: ActionContext, row: ConsignmentRow): Promise<Drawn> {
  const { tx, eventId, now, actor } = context;
  const drawn = new Map<number, Exact>();
  for (const draw of await drawRows(tx, eventId, row.consignment_id, now)) drawn.set(draw.line_position, (drawn.get(draw.line_position) ?? Exact.get('0')).plus(Exact.get(draw.quantity)));
  const laid = new Map((await lineRows(tx, eventId, row.consignment_id, now)).map((line) => [line.position, line]));
  const gone = row.decisions === 0 ? new Map<string, Exact>() : goneBy(await decisionRows(tx, eventId, now, { consignmentId: row.consignment_id }), (kind) => borderDecisions[kind].effect === 'leaves');
  const kept = new Set((await serialRows(tx, eventId, row.consignment_id)).filter((one) => one.closed || one.away).map((one) => one.serial));
  const needs = (await currentLines(context, row.consignment_id)).filter((line) => needsPermit(row.kind, line)).map((line) => {
    const own = laid.get(line.position);
    const wanted = Exact.get(own === undefined ? line.quantity : cameInOf(own, gone)).minus(drawn.get(line.position) ?? Exact.get('0'));
    return { ...line, wanted, quantity: wanted.toPlainText(6), serials: line.serials.filter((serial) => !kept.has(serial)) };
  }).filter((line) => line.wanted.sign > 0);
  const plan = planDraws(row.kind, needs, await permitQuotas(tx, eventId, { partyId: row.party_id, lock: true }), { partyId: row.party_id, pointCode: row.point_code, on: row.expected_on });
  try {
    await insertDraws(tx, eventId, row.consignment_id, plan.draws.map((draw) => ({ ...draw, drawId: uuidv7() })), actor.officerId, now);
  } catch (error) {
    if (sqlFailure(error)?.constraint === 'permit_lines_quota') throw new Refusal('permit-quota-drawn');
    throw error;
  }
  if (plan.draws.length > 0) context.announce('permits');
  const positions = new Set(needs.map((line) => line.position));
  return { draws: plan.draws, gaps: plan.gaps, needed: needs.length, before: [...drawn].filter(([position, quantity]) => quantity.sign > 0 && !positions.has(position)).length };
}
