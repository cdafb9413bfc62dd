import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { publish } from '../../../kernel/outbox.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { holdLots } from '../holding.ts';
import { openJournals } from '../journal.ts';
import { announceLots } from '../reading.ts';
import { canCloseRecall } from '../rules/lots.ts';
import { plainNumber } from '../rules/producers.ts';
import { day, findOutcomes, handlers, identifier, reasonText, strict, supervisors } from '../shapes.ts';
import { closeRecallRow, findRows, foundOf, insertRecall, namedLots, recallRows, tickFind } from '../store/recalls.ts';

/** Is the most lots that one recall may hold in one act. */
const mostLots = 2000;
/** Is how long the first who acts on a recall has. Unit: hours. */
const recallHours = 4;

const recall = defineAction({
  name: 'food.recall',
  summary: 'Recalls food by lots, by producer or by days of production: finds everything that still stands anywhere and every meal that took of it, holds each lot, and tells the venues, in one act. A drill does the same under its own name and holds nothing.',
  roles: [...supervisors],
  input: Type.Object({ drill: Type.Boolean(), reason: reasonText, lotIds: Type.Optional(Type.Array(identifier, { minItems: 1, maxItems: mostLots, uniqueItems: true })), producerNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })), producedFrom: Type.Optional(day), producedTo: Type.Optional(day) }, strict),
  output: Type.Object({ recallId: Type.String(), lots: Type.Integer(), finds: Type.Integer(), portions: Type.Integer(), venues: Type.Integer(), held: Type.Integer(), milliseconds: Type.Integer() }),
  refuses: ['recall-names-nothing', 'recall-finds-nothing', 'recall-too-wide', 'officer-needed'],
  async run(context, input) {
    const began = performance.now();
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const criteria = {
      ...(input.lotIds === undefined ? {} : { lotIds: input.lotIds }), ...(input.producerNumber === undefined ? {} : { producerNumber: plainNumber(input.producerNumber) }),
      ...(input.producedFrom === undefined ? {} : { producedFrom: input.producedFrom }), ...(input.producedTo === undefined ? {} : { producedTo: input.producedTo }),
    };
    if (Object.keys(criteria).length === 0) throw new Refusal('recall-names-nothing');
    const lots = await namedLots(tx, eventId, criteria);
    if (lots.length === 0) throw new Refusal('recall-finds-nothing');
    if (lots.length > mostLots) throw new Refusal('recall-too-wide', { lots: lots.length, most: mostLots });
    // Whoever serves of one of them waits until it is held, or has served before and is found.
    const journals = await openJournals(context, lots.map((lot) => lot.lot_id));
    const found = await foundOf(tx, eventId, lots.map((lot) => lot.lot_id));
    const dueAt = new Date(Date.parse(now) + recallHours * 3_600_000).toISOString();
    const held = input.drill ? new Map<string, string>() : await holdLots(context, lots.filter((lot) => (journals.get(lot.lot_id)?.seq ?? 0) > 0), { agency: 'Food recall 食品召回', reason: input.reason, nextActor: 'organiser', dueAt }, journals);
    const recallId = uuidv7();
    const finds = found.map((find) => ({ ...find, holdId: held.get(find.lot_id) ?? null }));
    const portions = [...new Map(found.flatMap((find) => (find.meal_id === null ? [] : [[find.meal_id, find.portions ?? 0] as const]))).values()].reduce((sum, one) => sum + one, 0);
    const venues = [...new Set(found.map((find) => find.venue))];
    const milliseconds = Math.max(1, Math.round(performance.now() - began));
    await insertRecall(tx, eventId, { recallId, drill: input.drill, criteria, reason: input.reason, lots: lots.length, milliseconds, finds }, actor.officerId, now);
    for (const venue of venues) {
      const here = found.filter((find) => find.venue === venue);
      await publish(context, 'food.recalled', { recallId, drill: input.drill, venue, lots: new Set(here.map((find) => find.lot_id)).size, places: new Set(here.filter((find) => find.meal_id === null).map((find) => find.place_id)).size, meals: new Set(here.flatMap((find) => (find.meal_id === null ? [] : [find.meal_id]))).size });
    }
    announceLots(context, lots);
    context.announce('recalls');
    context.announce('goods');
    return { recallId, lots: lots.length, finds: finds.length, portions, venues: venues.length, held: held.size, milliseconds };
  },
});

const tickOff = defineAction({
  name: 'food.tickOff',
  summary: 'Says what came of one thing that a recall found: secured, destroyed or sent back where it stood; those who ate were told where it was served; or it was not found, with the reason.',
  roles: [...handlers],
  input: Type.Object({ recallId: identifier, ordinal: Type.Integer({ minimum: 1 }), outcome: Type.Enum([...findOutcomes]), note: Type.Optional(Type.String({ maxLength: 500 })) }, strict),
  output: Type.Object({ open: Type.Integer() }),
  refuses: ['recall-unknown', 'officer-needed', 'find-unknown', 'find-outcome-wrong', 'find-note-needed', 'find-ticked'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const finds = await findRows(tx, eventId, input.recallId, now);
    if (finds.length === 0) throw new Refusal('recall-unknown', { recallId: input.recallId }, '/recallId');
    const find = finds.find((one) => one.ordinal === input.ordinal);
    if (find === undefined) throw new Refusal('find-unknown', { ordinal: input.ordinal }, '/ordinal');
    if (input.outcome !== 'notFound' && (input.outcome === 'informed') !== (find.meal_id !== null)) throw new Refusal('find-outcome-wrong', { ordinal: input.ordinal }, '/outcome');
    const note = input.note?.trim() ?? '';
    if (input.outcome === 'notFound' && note.length < 3) throw new Refusal('find-note-needed', {}, '/note');
    if (!await tickFind(tx, eventId, input.recallId, input.ordinal, { outcome: input.outcome, note: note === '' ? null : note }, actor.officerId, now)) throw new Refusal('find-ticked', { ordinal: input.ordinal });
    context.announce('recalls');
    return { open: finds.filter((one) => one.outcome === null).length - 1 };
  },
});

const closeRecall = defineAction({
  name: 'food.closeRecall',
  summary: 'Closes a recall of which everything found is accounted for. The holds stay until each is lifted by name.',
  roles: [...supervisors],
  input: Type.Object({ recallId: identifier, note: reasonText }, strict),
  output: Type.Object({ finds: Type.Integer(), minutes: Type.Number() }),
  refuses: ['recall-unknown', 'recall-closed', 'recall-open', 'officer-needed'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed');
    const [row] = await recallRows(tx, eventId, now, input.recallId);
    if (row === undefined) throw new Refusal('recall-unknown', { recallId: input.recallId }, '/recallId');
    if (row.closed_at !== null) throw new Refusal('recall-closed');
    const finds = await findRows(tx, eventId, input.recallId, now);
    demand(canCloseRecall(finds));
    await closeRecallRow(tx, eventId, input.recallId, input.note, actor.officerId, now);
    await publish(context, 'food.recallClosed', { recallId: input.recallId, drill: row.drill, finds: finds.length });
    context.announce('recalls');
    return { finds: finds.length, minutes: Math.round((Date.parse(now) - Date.parse(row.called_at)) / 6000) / 10 };
  },
});

/** Lists the actions on recalls. */
export const recallActions: readonly ActionDefinition[] = [recall, tickOff, closeRecall];
