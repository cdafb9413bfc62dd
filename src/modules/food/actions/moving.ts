import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact } from '../../../kernel/money.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { getConsignment } from '../../goods/consignment.ts';
import { disposeOfLine } from '../../goods/disposing.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { enter, openJournals } from '../journal.ts';
import { announceLots, dayAt, factsOf, getLot } from '../reading.ts';
import { plainQuantity } from '../rules/journal.ts';
import { canClose, canServe } from '../rules/lots.ts';
import { handlers, identifier, instant, quantityText, reasonText, strict, supervisors } from '../shapes.ts';
import { insertMeal } from '../store/journal.ts';
import { findPlace } from '../store/registers.ts';
import type { PlaceKind } from '../shapes.ts';

async function getPlace({ tx, eventId }: ActionContext, placeId: string, where: string): Promise<{ kind: PlaceKind; venue: string }> {
  const place = await findPlace(tx, eventId, placeId);
  if (place === undefined) throw new Refusal('place-unknown', { placeId }, where);
  return place;
}

const move = defineAction({
  name: 'food.move',
  summary: 'Moves food of a lot from one place to another: to a store at a venue once the consignment is released, to a kitchen once the lot is.',
  roles: [...handlers],
  input: Type.Object({ lotId: identifier, from: identifier, to: identifier, quantity: quantityText, reason: Type.Optional(Type.String({ maxLength: 500 })) }, strict),
  output: Type.Object({ kind: Type.String() }),
  refuses: ['lot-unknown', 'place-unknown', 'same-place', 'lot-not-released', 'consignment-not-released', 'lot-held', 'lot-expired', 'lot-not-arrived', 'quantity-not-whole', 'stock-short'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const journals = await openJournals(context, [input.lotId]);
    const row = await getLot(context, input.lotId);
    await getPlace(context, input.from, '/from');
    const place = await getPlace(context, input.to, '/to');
    const kind = place.kind === 'kitchen' ? 'kitchen' : 'store';
    if (kind === 'kitchen') demand(canServe(factsOf(row), await dayAt(tx, eventId, now)));
    else if (place.kind === 'venueStore' && !row.consignment_released) throw new Refusal('consignment-not-released', { number: row.consignment_number });
    await enter(context, [{ lotId: row.lot_id, next: { kind, quantity: input.quantity, from: input.from, to: { placeId: input.to, kind: place.kind }, reason: input.reason ?? '', happenedAt: command.occurredAt } }], journals);
    announceLots(context, [row]);
    return { kind };
  },
});

const serve = defineAction({
  name: 'food.serve',
  summary: 'Records a meal: in which kitchen, when, what dish, how many portions, and of which lots it took how much.',
  roles: [...handlers],
  input: Type.Object({ placeId: identifier, dish: Type.String({ minLength: 1, maxLength: 120 }), portions: Type.Integer({ minimum: 1, maximum: 100_000 }), servedAt: instant, lots: Type.Array(Type.Object({ lotId: identifier, quantity: quantityText }, strict), { minItems: 1, maxItems: 50 }) }, strict),
  output: Type.Object({ mealId: Type.String() }),
  refuses: ['lot-unknown', 'lot-twice', 'place-unknown', 'place-kind-wrong', 'meal-in-future', 'lot-not-released', 'consignment-not-released', 'lot-held', 'lot-expired', 'lot-not-arrived', 'quantity-not-whole', 'stock-short'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const place = await getPlace(context, input.placeId, '/placeId');
    if (place.kind !== 'kitchen') throw new Refusal('place-kind-wrong', { wanted: 'kitchen' }, '/placeId');
    const servedAt = new Date(input.servedAt).toISOString();
    if (servedAt > now) throw new Refusal('meal-in-future', {}, '/servedAt');
    const ids = input.lots.map((lot) => lot.lotId);
    if (new Set(ids).size < ids.length) throw new Refusal('lot-twice', {}, '/lots');
    const journals = await openJournals(context, ids);
    const day = await dayAt(tx, eventId, servedAt);
    const rows = [];
    for (const lotId of ids) {
      const row = await getLot(context, lotId);
      demand(canServe(factsOf(row), day));
      rows.push(row);
    }
    const mealId = uuidv7();
    await insertMeal(tx, eventId, { mealId, placeId: input.placeId, dish: input.dish, portions: input.portions, servedAt }, actor.officerId, now);
    await enter(context, input.lots.map((lot) => ({ lotId: lot.lotId, next: { kind: 'serve', quantity: lot.quantity, from: input.placeId, mealId, reason: input.dish, happenedAt: servedAt } })), journals);
    announceLots(context, rows);
    return { mealId };
  },
});

const remove = defineAction({
  name: 'food.remove',
  summary: 'Takes food of a lot away from a place for good: destroyed, or sent back. A held lot may be destroyed.',
  roles: [...handlers],
  input: Type.Object({ lotId: identifier, from: identifier, kind: Type.Enum(['return', 'dispose']), quantity: quantityText, reason: reasonText }, strict),
  output: Type.Object({ left: Type.String() }),
  refuses: ['lot-unknown', 'place-unknown', 'lot-not-arrived', 'quantity-not-whole', 'stock-short'],
  async run(context, input) {
    const journals = await openJournals(context, [input.lotId]);
    const row = await getLot(context, input.lotId);
    await getPlace(context, input.from, '/from');
    await enter(context, [{ lotId: row.lot_id, next: { kind: input.kind, quantity: input.quantity, from: input.from, reason: input.reason, happenedAt: context.command.occurredAt } }], journals);
    announceLots(context, [row]);
    return { left: plainQuantity(journals.get(row.lot_id)!.stock.get(input.from)!.quantity) };
  },
});

const withdraw = defineAction({
  name: 'food.withdraw',
  summary: 'Takes back all that is left of a lot: it is sent back or destroyed in one act, and a rule says that it no longer has to prove that it may be eaten.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier, kind: Type.Enum(['return', 'dispose']), reason: reasonText }, strict),
  output: Type.Object({ quantity: Type.String(), owed: Type.Array(Type.String()) }),
  refuses: ['lot-unknown', 'lot-not-arrived', 'lot-withdrawn-already', 'case-closed'],
  async run(context, input) {
    const journals = await openJournals(context, [input.lotId]);
    const row = await getLot(context, input.lotId);
    if (row.withdrawn_at !== null) throw new Refusal('lot-withdrawn-already', { lot: row.lot_number });
    const journal = journals.get(row.lot_id)!;
    if (journal.seq === 0) throw new Refusal('lot-not-arrived');
    const stock = [...journal.stock].filter(([, one]) => one.quantity.sign > 0);
    const left = plainQuantity(stock.reduce((sum, [, one]) => sum.plus(one.quantity), Exact.zero));
    await enter(context, stock.map(([placeId, one]) => ({ lotId: row.lot_id, next: { kind: input.kind, quantity: plainQuantity(one.quantity), from: placeId, reason: input.reason, happenedAt: context.command.occurredAt } })), journals);
    const ordinal = await oweInTransaction(context, row.lot_id, 'LOT-OUT', 'officer');
    const [result] = await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.lot_id, step: 'LOT-OUT', ordinal, evidence: { withdrawn: true, outcome: input.kind, quantity: left, reason: input.reason } }]);
    announceLots(context, [row]);
    return { quantity: left, owed: [...result!.owed] };
  },
});

const closeLot = defineAction({
  name: 'food.closeLot',
  summary: 'Closes a lot of which nothing is left, and books on its line of goods what was served, destroyed and sent back.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier }, strict),
  output: Type.Object({ served: Type.String(), disposed: Type.String(), returned: Type.String() }),
  refuses: ['lot-unknown', 'lot-not-arrived', 'lot-not-empty', 'still-owed', 'step-not-owed', 'case-closed', 'quantity-exceeded'],
  async run(context, input) {
    await openJournals(context, [input.lotId]);
    const row = await getLot(context, input.lotId);
    demand(canClose(factsOf(row)));
    if (row.holds > 0) throw new Refusal('still-owed', { gate: 'closed', steps: ['LOT-HOLD'] });
    const owed = row.withdrawn_at === null ? row.owed : [];
    if (owed.length > 0) throw new Refusal('still-owed', { gate: 'closed', steps: owed });
    await recordInTransaction(context, [{ recordId: context.command.id, caseId: row.lot_id, step: 'LOT-CLS', evidence: { balanced: true, served: row.served, disposed: row.disposed, returned: row.returned } }]);
    // Before its release the consignment's lines are still whole: whoever closes them says what became of them.
    if (row.consignment_released) {
      const evidence = row.lot_number.length < 3 ? `Lot ${row.lot_number}` : row.lot_number;
      const parts = ([['consumption', row.served], ['destruction', row.disposed], ['reExport', row.returned]] as const).filter(([, quantity]) => quantity !== '0').map(([kind, quantity]) => ({ kind, quantity, evidence }));
      await disposeOfLine(context, await getConsignment(context, row.consignment_id), row.position, parts);
    }
    announceLots(context, [row]);
    context.announce('goods');
    return { served: row.served, disposed: row.disposed, returned: row.returned };
  },
});

/** Lists the actions that move food, serve it, and end a lot. */
export const movingActions: readonly ActionDefinition[] = [move, serve, remove, withdraw, closeLot];
