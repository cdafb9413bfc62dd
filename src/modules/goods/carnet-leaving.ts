import type { ActionContext } from '../../kernel/action.ts';
import { sqlFailure } from '../../kernel/db.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { Exact } from '../../kernel/money.ts';
import { demand, Refusal } from '../../kernel/refusal.ts';
import { dayAt } from './posting.ts';
import { carnetLeaving } from './rules/carnet-imports.ts';
import { canRecord, carnetState } from './rules/carnets.ts';
import type { CarnetRecordKind, CarnetState } from './rules/carnets.ts';
import type { DispositionKind } from './shapes.ts';
import { carnetBooks, carnetImports, insertCarnetRecord, lockCarnet } from './store/carnets.ts';
import type { CarnetBook } from './store/carnets.ts';
import type { ConsignmentRow, LineRow } from './store/consignments.ts';
import type { NewDisposition } from './store/dispositions.ts';

const recordedAs: Partial<Readonly<Record<DispositionKind, CarnetRecordKind>>> = { reExport: 'reExport', dutyPaid: 'dutyPaid', destruction: 'destroyed' };

/** Is a record that was written on a carnet: which items left, and how many pieces of each. */
export interface CarnetLeft { readonly carnetId: string; readonly number: string; readonly items: readonly { readonly item: number; readonly quantity: number }[] }

/**
 * Records on the carnets of a consignment what of it leaves, by item, in the act that books it; what customs recorded on the carnet before is not recorded twice.
 * Refuses: as `canRecord`, for what is seized; `carnet-voucher-used`. Shape: nothing where the consignment is under no carnet, or the convention knows no such record.
 */
export async function recordCarnetLeaving(context: ActionContext, row: ConsignmentRow, lines: readonly LineRow[], dispositions: readonly NewDisposition[], kind: DispositionKind, voucher: string | undefined): Promise<readonly CarnetLeft[]> {
  const as = recordedAs[kind];
  return as === undefined ? [] : recordOnCarnets(context, row, lines, dispositions, as, voucher);
}

/** Is what of a line a record on a carnet speaks of. */
type CarnetPart = Pick<NewDisposition, 'lineId' | 'quantity' | 'serials'>;

/** Records on the carnets of a consignment what is done with parts of its lines, by item: that they leave, are seized, or are given back. Refuses: as `recordCarnetLeaving`. */
export async function recordOnCarnets(context: ActionContext, row: ConsignmentRow, lines: readonly LineRow[], dispositions: readonly CarnetPart[], as: CarnetRecordKind, voucher: string | undefined): Promise<readonly CarnetLeft[]> {
  if (row.cover !== 'carnet' || dispositions.length === 0) return [];
  const { tx, eventId, now, actor, command } = context;
  const imports = await carnetImports(tx, eventId, row.consignment_id, now);
  const today = await dayAt(tx, eventId, now);
  const books: (CarnetBook & { readonly recorded: number; readonly state: CarnetState })[] = [];
  // In one order, so that two who take the same carnets wait for each other and never in a circle.
  for (const carnetId of [...new Set(imports.map((one) => one.carnetId))].sort()) {
    const recorded = (await lockCarnet(tx, eventId, carnetId))!;
    const [book] = await carnetBooks(tx, eventId, 'infinity', { carnetId });
    books.push({ ...book!, recorded, state: carnetState(book!.carnet, book!.records, today) });
  }
  const items = imports.flatMap((one) => {
    const book = books.find(({ carnet }) => carnet.carnetId === one.carnetId)!;
    const [balance, listed] = [book.state.balances.get(one.item)!, book.carnet.items.find(({ item }) => item === one.item)!];
    // What is seized already is not seized again; what is seized and leaves is refused by the carnet's own rule.
    const here = as === 'seizureEnd' ? balance.seized : as === 'seizure' ? balance.here - balance.seized : balance.here;
    return [{ carnetId: one.carnetId, item: one.item, description: listed.description, serialNumbers: one.serialNumbers, here: here < one.quantity ? here : one.quantity }];
  });
  const lineOf = new Map(lines.map((line) => [line.line_id, line]));
  const leaving = dispositions.map((one) => {
    const line = lineOf.get(one.lineId)!;
    return { description: line.description_en, unit: line.unit, quantity: one.quantity, serials: one.serials, allLeft: Exact.get(line.closed).plus(Exact.get(one.quantity)).equals(Exact.get(line.quantity)) };
  });
  const left: CarnetLeft[] = [];
  for (const [carnetId, parts] of carnetLeaving(leaving, items)) {
    const book = books.find(({ carnet }) => carnet.carnetId === carnetId)!;
    const record = { kind: as, day: today, voucher: voucher ?? null, place: row.point_code, reexportBy: null, consignmentId: row.consignment_id, items: parts };
    demand(canRecord(book.carnet, book.records, record));
    try {
      await insertCarnetRecord(tx, eventId, carnetId, book.recorded + 1, record, { recordId: uuidv7(), commandId: command.id, officerId: actor.officerId, keyId: actor.keyId, recordedAt: now });
    } catch (error) {
      if (sqlFailure(error)?.constraint === 'carnet_records_event_id_carnet_id_kind_voucher_key') throw new Refusal('carnet-voucher-used', { voucher: voucher ?? '' }, '/voucher');
      throw error;
    }
    left.push({ carnetId, number: book.carnet.number, items: parts.map(({ item, quantity }) => ({ item, quantity: Number(quantity) })) });
  }
  if (left.length > 0) context.announce('carnets');
  return left;
}
