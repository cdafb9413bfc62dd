import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Exact } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { millionths } from './assessing.ts';
import { postInTransaction } from './posting.ts';
import type { DischargeReason } from './rules/ledger/accounts.ts';
import type { DispositionKind } from './shapes.ts';
import { lineRows } from './store/consignments.ts';
import { insertDispositions } from './store/dispositions.ts';
import type { ConsignmentRow, LineRow } from './store/consignments.ts';
import type { NewDisposition } from './store/dispositions.ts';
import { coversOfLines } from './store/ledger-reading.ts';

const dischargedAs: Readonly<Record<DispositionKind, DischargeReason>> = { reExport: 'reExported', consumption: 'destroyed', dutyPaid: 'dutyPaid', donation: 'donated', destruction: 'destroyed', abandonment: 'abandoned', loss: 'lost', confiscation: 'confiscated' };

/** Books dispositions: the lines, their pieces, and in the same act the share of the guarantee that they free; what is decided on at the border is not theirs to take. Refuses: `quantity-exceeded`, `line-not-committed`. Unit: fen freed, and fen of tax that was paid by line. */
export async function bookDispositions(context: ActionContext, row: ConsignmentRow, lines: readonly LineRow[], given: readonly NewDisposition[], paidFen: ReadonlyMap<string, bigint> = new Map()): Promise<bigint> {
  const { tx, eventId, now, actor } = context;
  const lineOf = new Map(lines.map((line) => [line.line_id, line]));
  const dispositions = given.map((one) => {
    const line = lineOf.get(one.lineId)!;
    const left = Exact.get(line.quantity).minus(Exact.get(line.closed)).minus(Exact.get(line.away));
    if (Exact.get(one.quantity).compare(left) > 0) throw new Refusal('quantity-exceeded', { position: line.position, remaining: left.toPlainText(6) });
    return { ...one, allLeft: Exact.get(one.quantity).plus(Exact.get(line.closed)).equals(Exact.get(line.quantity)) };
  });
  try {
    await insertDispositions(tx, eventId, row.consignment_id, dispositions, actor.officerId, now);
  } catch (error) {
    if (sqlFailure(error)?.code === '23514') throw new Refusal('quantity-exceeded', { position: 0, remaining: '0' });
    throw error;
  }
  const covers = new Map((await coversOfLines(tx, eventId, row.consignment_id)).map((one) => [one.line_id, one]));
  const secured = dispositions.filter((one) => (covers.get(one.lineId)?.committed_fen ?? 0) > 0);
  if (secured.length === 0) return 0n;
  const before = secured.reduce((sum, one) => sum + BigInt(covers.get(one.lineId)!.committed_fen), 0n);
  await postInTransaction(context, secured.map((one) => ({ kind: 'discharge' as const, instrumentId: covers.get(one.lineId)!.instrument_id, lineId: one.lineId, quantity: millionths(one.quantity), reason: dischargedAs[one.kind], ...(paidFen.has(one.lineId) ? { paidFen: paidFen.get(one.lineId)! } : {}) })));
  const touched = new Set(secured.map((one) => one.lineId));
  const after = (await coversOfLines(tx, eventId, row.consignment_id)).filter((one) => touched.has(one.line_id)).reduce((sum, one) => sum + BigInt(one.committed_fen), 0n);
  context.announce('guarantees');
  return before - after;
}

/** Books how parts of one line left supervision, known from elsewhere: a lot of food that was served, destroyed or sent back. Refuses: as `bookDispositions`. */
export async function disposeOfLine(context: ActionContext, row: ConsignmentRow, position: number, parts: readonly { readonly kind: DispositionKind; readonly quantity: string; readonly evidence: string }[]): Promise<void> {
  const lines = await lineRows(context.tx, context.eventId, row.consignment_id, context.now);
  const line = lines.find((one) => one.position === position)!;
  await bookDispositions(context, row, lines, parts.map((part) => ({ dispositionId: uuidv7(), lineId: line.line_id, place: null, serials: [], ...part })));
}
