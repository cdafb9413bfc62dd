import { Type } from 'typebox';
import type { Static } from 'typebox';
import type { ActionContext } from '../../kernel/action.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { publish } from '../../kernel/outbox.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { withdrawCase } from '../prescribed/opening.ts';
import { assessLines } from './assessing.ts';
import { announceConsignment } from './consignment.ts';
import { currentLines } from './laying-out.ts';
import { dayAt, postInTransaction } from './posting.ts';
import { exchangeRates } from './reference.ts';
import { listedLines } from './rules/listed.ts';
import type { ListedLine } from './rules/listed.ts';
import { needsPermit, planDraws, withoutDraws } from './rules/permits.ts';
import type { GoodsList } from './shapes/list.ts';
import { appointmentRows, endAppointment } from './store/appointments.ts';
import { endConsignment } from './store/books.ts';
import type { ConsignmentRow } from './store/consignments.ts';
import { coversOfLines } from './store/ledger-reading.ts';
import { drawRows, insertDraws, permitQuotas } from './store/papers.ts';

const fenOrNull = Type.Union([Type.Integer(), Type.Null()]);

/** Is what a change does to money, permits and what else hangs on a consignment. Unit: fen; null where a code or a rate is missing, which `unpriced` names. */
export const changeEffect = Type.Object({
  reservedFen: Type.Integer(), estimateFen: fenOrNull, newEstimateFen: fenOrNull, unpriced: Type.Union([Type.String(), Type.Null()]), linesGivenBack: Type.Integer(),
  gaps: Type.Array(Type.Object({ linePosition: Type.Integer(), reason: Type.String(), missing: Type.String() })), appointmentLost: Type.Boolean(), confirmedAgain: Type.Boolean(),
});
/** Is what a change does. */
export type ChangeEffect = Static<typeof changeEffect>;

type Reading = Pick<ActionContext, 'tx' | 'eventId' | 'now'>;

async function estimate(context: Reading, lines: readonly ListedLine[], isExempt: boolean, day: string): Promise<{ fen: number | null; missing: string | null }> {
  try {
    return { fen: Number(await assessLines(context, lines, isExempt, day)), missing: null };
  } catch (error) {
    // What cannot be priced is no reason to refuse the preview; it is named.
    if (!(error instanceof Refusal)) throw error;
    return { fen: null, missing: String(error.params?.['code'] ?? error.params?.['currency'] ?? error.code) };
  }
}

/** Works out what cancelling a consignment, or putting another list in its place, does to money and permits; nothing is written. Refuses: `exchange-rate-missing` for a currency of the new list without a rate. */
export async function effectOf(context: Reading, row: ConsignmentRow, list: GoodsList | null): Promise<ChangeEffect> {
  const { tx, eventId, now } = context;
  const day = await dayAt(tx, eventId, now);
  const isExempt = row.cover === 'exempt';
  const before = await estimate(context, await currentLines(context, row.consignment_id), isExempt, day);
  const lines = list === null ? [] : listedLines(list, day, await exchangeRates(tx, eventId));
  const after = list === null ? { fen: 0, missing: null } : await estimate(context, lines, isExempt, day);
  const draws = await drawRows(tx, eventId, row.consignment_id, now);
  const quotas = withoutDraws(await permitQuotas(tx, eventId, { partyId: row.party_id }), draws);
  const gaps = planDraws(row.kind, lines.filter((line) => needsPermit(row.kind, line)), quotas, { partyId: row.party_id, pointCode: row.point_code, on: row.expected_on }).gaps;
  const appointments = (await appointmentRows(tx, eventId, now, { consignmentId: row.consignment_id })).filter((one) => one.ended_as === null);
  return {
    reservedFen: (await coversOfLines(tx, eventId, row.consignment_id)).reduce((sum, one) => sum + one.reserved_fen, 0), estimateFen: before.fen, newEstimateFen: after.fen, unpriced: after.missing ?? before.missing,
    linesGivenBack: new Set(draws.map((draw) => draw.line_position)).size, gaps: [...gaps], appointmentLost: appointments.length > 0, confirmedAgain: list !== null && row.owes_certificate,
  };
}

/** Takes a consignment out before its release: the guarantee and the permits have back what was set aside and drawn, the window is free again, and the books no longer wait for it. */
export async function takeOut(context: ActionContext, row: ConsignmentRow, as: 'cancelled' | 'replaced'): Promise<void> {
  const { tx, eventId, now, actor } = context;
  const reserved = (await coversOfLines(tx, eventId, row.consignment_id)).filter((one) => one.reserved_fen > 0);
  if (reserved.length > 0) await postInTransaction(context, reserved.map((one) => ({ kind: 'releaseReserve' as const, instrumentId: one.instrument_id, lineId: one.line_id })));
  const draws = (await drawRows(tx, eventId, row.consignment_id, now)).map((draw) => ({ drawId: uuidv7(), permitId: draw.permit_id, number: draw.number, position: draw.position, linePosition: draw.line_position, quantity: `-${draw.quantity}` }));
  await insertDraws(tx, eventId, row.consignment_id, draws, actor.officerId, now);
  for (const appointment of await appointmentRows(tx, eventId, now, { consignmentId: row.consignment_id })) await endAppointment(tx, eventId, appointment.appointment_id, 'cancelled', now);
  await endConsignment(tx, eventId, row.consignment_id, as, now);
  await withdrawCase(context, row.consignment_id);
  await publish(context, 'consignment.cancelled', { consignmentId: row.consignment_id, number: row.number, as });
  announceConsignment(context, row.consignment_id);
  for (const topic of ['guarantees', 'permits', 'windows']) context.announce(topic);
}
