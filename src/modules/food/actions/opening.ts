import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { sqlFailure } from '../../../kernel/db.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact } from '../../../kernel/money.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { announceConsignment, getConsignment } from '../../goods/consignment.ts';
import { reconsiderCases } from '../../prescribed/in-transaction.ts';
import { getBaseline, openCases, pinnedPlan, pinPlan } from '../../prescribed/opening.ts';
import { enter } from '../journal.ts';
import { announceLots } from '../reading.ts';
import { plainNumber } from '../rules/producers.ts';
import { category, day, handlers, identifier, quantityText, storage, strict } from '../shapes.ts';
import { insertLots, lotRows, openLines } from '../store/lots.ts';
import { findPlace } from '../store/registers.ts';

// A consignment that was opened before food was supervised comes under the newest baseline, so that its lots owe what is prescribed today.
async function planOf(context: ActionContext, consignmentId: string): Promise<{ planId: string; version: number }> {
  const [pinned, newest] = [await pinnedPlan(context, consignmentId), await getBaseline(context, 'import')];
  if (pinned !== undefined && pinned.planId === newest.planId && pinned.version !== newest.version) {
    await pinPlan(context, consignmentId, newest);
    await reconsiderCases(context, consignmentId);
    return newest;
  }
  return pinned ?? newest;
}

const openLots = defineAction({
  name: 'food.openLots',
  summary: 'Opens lots of food from the lines of a consignment, each with everything that it owes before anybody may eat of it.',
  roles: ['trader', 'foodSupervisor', 'customsOfficer', 'dutyOfficer'],
  input: Type.Object({
    consignmentId: identifier,
    lots: Type.Array(Type.Object({
      position: Type.Integer({ minimum: 1 }), lotNumber: Type.String({ minLength: 1, maxLength: 60 }), producerNumber: Type.String({ minLength: 1, maxLength: 40 }), importerFiling: Type.String({ maxLength: 40 }), producedOn: day, bestBefore: day,
      quantity: quantityText, category, storage, origin: Type.String({ pattern: '^[A-Z]{2}$' }),
    }, strict), { minItems: 1, maxItems: 1000 }),
  }, strict),
  output: Type.Object({ lots: Type.Array(Type.Object({ lotId: Type.String(), lotNumber: Type.String() })) }),
  refuses: ['consignment-unknown', 'party-not-filed', 'not-food', 'not-confirmed', 'line-unknown', 'lot-dates-wrong', 'quantity-exceeded', 'lot-opened-already', 'baseline-missing', 'case-closed'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getConsignment(context, input.consignmentId);
    if (row.kind !== 'K10') throw new Refusal('not-food', { number: row.number });
    if (row.closed_at !== null) throw new Refusal('case-closed');
    const lines = new Map((await openLines(tx, eventId, row.consignment_id)).map((line) => [line.position, line]));
    if (lines.size === 0) throw new Refusal('not-confirmed', { number: row.number });
    const lots = input.lots.map((lot, place) => {
      const line = lines.get(lot.position);
      if (line === undefined) throw new Refusal('line-unknown', { position: lot.position }, `/lots/${place}/position`);
      if (lot.bestBefore < lot.producedOn) throw new Refusal('lot-dates-wrong', { lot: lot.lotNumber }, `/lots/${place}/bestBefore`);
      return { ...lot, lotId: uuidv7(), unit: line.unit, producerNumber: plainNumber(lot.producerNumber), lotNumber: lot.lotNumber.trim() };
    });
    for (const [position, line] of lines) {
      const wanted = lots.filter((lot) => lot.position === position).reduce((sum, lot) => sum.plus(Exact.get(lot.quantity)), Exact.zero);
      if (wanted.compare(Exact.get(line.left)) > 0) throw new Refusal('quantity-exceeded', { position, remaining: line.left });
    }
    await openCases(context, await planOf(context, row.consignment_id), lots.map((lot) => ({ caseId: lot.lotId, kind: 'lot', parentId: row.consignment_id, attributes: { 'lot.category': lot.category, 'lot.storage': lot.storage } })));
    try {
      await insertLots(tx, eventId, row.consignment_id, lots, actor.officerId, now);
    } catch (error) {
      const constraint = sqlFailure(error)?.constraint;
      if (constraint === 'food_lots_event_id_consignment_id_position_lot_number_key') throw new Refusal('lot-opened-already', { number: row.number });
      if (constraint === 'goods_lines_lotted') throw new Refusal('quantity-exceeded', { position: 0, remaining: '0' });
      throw error;
    }
    context.announce('food');
    announceConsignment(context, row.consignment_id);
    return { lots: lots.map((lot) => ({ lotId: lot.lotId, lotNumber: lot.lotNumber })) };
  },
});

const receive = defineAction({
  name: 'food.receive',
  summary: 'Takes lots into a store at the port, each whole; their journals begin here.',
  roles: [...handlers],
  input: Type.Object({ lotIds: Type.Array(identifier, { minItems: 1, maxItems: 1000, uniqueItems: true }), placeId: identifier }, strict),
  output: Type.Object({ received: Type.Integer() }),
  refuses: ['lot-unknown', 'place-unknown', 'place-kind-wrong', 'lot-arrived', 'quantity-not-whole'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const place = await findPlace(tx, eventId, input.placeId);
    if (place === undefined) throw new Refusal('place-unknown', { placeId: input.placeId }, '/placeId');
    if (place.kind !== 'portStore') throw new Refusal('place-kind-wrong', { wanted: 'portStore' }, '/placeId');
    const rows = new Map((await lotRows(tx, eventId, now, { lotIds: input.lotIds })).map((row) => [row.lot_id, row]));
    await enter(context, input.lotIds.map((lotId) => ({ lotId, next: { kind: 'arrive', quantity: rows.get(lotId)?.quantity ?? '0', from: null, to: { placeId: input.placeId, kind: place.kind }, reason: '', happenedAt: command.occurredAt } })));
    announceLots(context, [...rows.values()]);
    return { received: input.lotIds.length };
  },
});

/** Lists the actions that begin the life of a lot. */
export const openingActions: readonly ActionDefinition[] = [openLots, receive];
