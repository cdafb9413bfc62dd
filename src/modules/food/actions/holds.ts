import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { publish } from '../../../kernel/outbox.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { holdsOfLot } from '../../goods/holding.ts';
import { nextActors } from '../../goods/shapes.ts';
import { recordInTransaction } from '../../prescribed/in-transaction.ts';
import { holdLots } from '../holding.ts';
import { enter, openJournals } from '../journal.ts';
import { announceLots, getLot } from '../reading.ts';
import { identifier, instant, reasonText, shortText, strict, supervisors } from '../shapes.ts';

const placeHold = defineAction({
  name: 'food.placeHold',
  summary: 'Holds a lot: with the agency, the reason, who acts next and by when. No kitchen may have of it and no meal take of it until every hold is lifted.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier, agency: shortText, reason: reasonText, nextActor: Type.Enum([...nextActors]), dueAt: instant }, strict),
  output: Type.Object({ holdId: Type.String() }),
  refuses: ['lot-unknown', 'officer-needed', 'case-closed', 'lot-not-arrived'],
  async run(context, input) {
    const row = await getLot(context, input.lotId);
    const journals = await openJournals(context, [row.lot_id]);
    const held = await holdLots(context, [row], { agency: input.agency, reason: input.reason, nextActor: input.nextActor, dueAt: new Date(input.dueAt).toISOString() }, journals);
    const holdId = held.get(row.lot_id);
    if (holdId === undefined) throw new Refusal('case-closed');
    await publish(context, 'lot.held', { lotId: row.lot_id, consignmentId: row.consignment_id, holdId, nextActor: input.nextActor });
    announceLots(context, [row]);
    context.announce('goods');
    return { holdId };
  },
});

const liftHold = defineAction({
  name: 'food.liftHold',
  summary: 'Lifts one hold on a lot with the reason.',
  roles: [...supervisors],
  input: Type.Object({ lotId: identifier, holdId: identifier, reason: reasonText }, strict),
  output: Type.Object({ owed: Type.Array(Type.String()) }),
  refuses: ['lot-unknown', 'hold-unknown', 'step-not-owed', 'lot-not-arrived'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLot(context, input.lotId);
    const journals = await openJournals(context, [row.lot_id]);
    const hold = (await holdsOfLot(tx, eventId, now, row.consignment_id, row.lot_id)).find((one) => one.hold_id === input.holdId);
    if (hold === undefined) throw new Refusal('hold-unknown', { holdId: input.holdId }, '/holdId');
    const [result] = await recordInTransaction(context, [{ recordId: command.id, caseId: row.lot_id, step: 'LOT-HOLD', ordinal: hold.obligation, evidence: { lifted: true, holdId: input.holdId, reason: input.reason } }]);
    await enter(context, [{ lotId: row.lot_id, next: { kind: 'lift', holdId: input.holdId, obligation: hold.obligation, liftedBy: command.id, reason: input.reason, happenedAt: now } }], journals);
    announceLots(context, [row]);
    context.announce('goods');
    return { owed: [...result!.owed] };
  },
});

/** Lists the actions on holds of lots. */
export const holdActions: readonly ActionDefinition[] = [placeHold, liftHold];
