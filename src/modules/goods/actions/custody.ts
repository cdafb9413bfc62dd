import { Type } from 'typebox';
import type { Static } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { Exact } from '../../../kernel/money.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { oweInTransaction, recordInTransaction } from '../../prescribed/in-transaction.ts';
import { kinds } from '../catalogue/kinds.ts';
import { announceConsignment, getConsignment, getLocked } from '../consignment.ts';
import { placesOf } from '../custody.ts';
import { pinNewestPlan } from '../opening.ts';
import { goingOf } from '../rules/border.ts';
import { compareCounts } from '../rules/custody.ts';
import type { CountDifference, Counted, PlaceBalance } from '../rules/custody.ts';
import { plainSerial } from '../rules/list.ts';
import { daysSinceCount, isCountDue } from '../rules/custody.ts';
import { canMove } from '../rules/states.ts';
import { identifier, shortText, strict } from '../shapes.ts';
import { owedSteps } from '../store/cases.ts';
import { lineRows, serialRows } from '../store/consignments.ts';
import { insertMove, stayRows, useSignature } from '../store/custody.ts';
import { signatureOfMove } from './counting.ts';
import { scanned } from './scanned.ts';

const authorise = defineAction({
  name: 'goods.authoriseMove',
  summary: 'Gives leave to move released goods from one place to another, in whole or in part; the move is an owed step until what was sent has been counted at its end.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentId: identifier, fromPlace: shortText, toPlace: shortText, carrier: shortText, sealNumber: Type.Optional(shortText), dueAt: Type.String({ format: 'date-time' }), moved: scanned }, strict),
  output: Type.Object({ moveId: Type.String() }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'consignment-not-released', 'not-delivered', 'case-closed', 'goods-seized', 'officer-needed', 'same-place', 'line-unknown', 'not-at-place', 'serial-not-at-place', 'serials-differ', 'nothing-moved', 'goods-decided', 'baseline-missing'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    const row = await getLocked(context, input.consignmentId);
    demand(canMove(row, await owedSteps(tx, eventId, row.consignment_id)));
    if (actor.officerId === null) throw new Refusal('officer-needed');
    if (input.fromPlace === input.toPlace) throw new Refusal('same-place', {}, '/toPlace');
    const { places } = await placesOf(tx, eventId, row, now);
    const lines = linesOf(places, input.fromPlace, input.moved);
    const laid = new Map((await lineRows(tx, eventId, row.consignment_id, now)).map((line) => [line.line_id, line]));
    const kept = new Set((await serialRows(tx, eventId, row.consignment_id)).filter((one) => one.away).map((one) => one.serial));
    for (const line of lines) if (Exact.get(line.quantity).compare(Exact.get(goingOf(laid.get(line.lineId)!))) > 0 || line.serials.some((serial) => kept.has(serial))) throw new Refusal('goods-decided', { number: row.number }, '/moved');
    const moveId = uuidv7();
    // Goods that came under an earlier plan, which knew no moves, are moved under today's.
    await pinNewestPlan(context, row.consignment_id);
    const obligation = await oweInTransaction(context, row.consignment_id, 'GDS-MOVE', 'move');
    await insertMove(tx, eventId, { moveId, consignmentId: row.consignment_id, obligation, fromPlace: input.fromPlace, toPlace: input.toPlace, carrier: input.carrier, sealNumber: input.sealNumber ?? null, dueAt: new Date(input.dueAt).toISOString(), lines }, actor.officerId, now);
    announceConsignment(context, row.consignment_id);
    return { moveId };
  },
});

/** Gives what is to be moved by line; each piece must be where it is taken from. Refuses: `serial-unknown`, `line-unknown`, `serials-differ`, `not-at-place`, `nothing-moved`. */
function linesOf(places: readonly PlaceBalance[], from: string, moved: Static<typeof scanned>): { lineId: string; quantity: string; serials: string[] }[] {
  const lineAt = new Map(places.filter((one) => one.place === from).flatMap((one) => one.serials.map((serial) => [plainSerial(serial), { line: one, serial }] as const)));
  const bySerial = new Map<string, string[]>();
  moved.serials.forEach((serial, index) => {
    const found = lineAt.get(plainSerial(serial));
    if (found === undefined) throw new Refusal('serial-not-at-place', { serial, place: from }, `/moved/serials/${index}`);
    bySerial.set(found.line.lineId, [...(bySerial.get(found.line.lineId) ?? []), found.serial]);
  });
  const lines = [...bySerial].map(([lineId, own]) => ({ lineId, quantity: String(new Set(own).size), serials: [...new Set(own)] }));
  moved.counts.filter((count) => Exact.get(count.quantity).sign > 0).forEach((count, index) => {
    const line = places.find((one) => one.position === count.position);
    if (line === undefined || lines.some((one) => one.lineId === line.lineId)) throw new Refusal('line-unknown', { position: count.position }, `/moved/counts/${index}/position`);
    const here = places.find((one) => one.position === count.position && one.place === from);
    if (here === undefined || Exact.get(here.quantity).compare(Exact.get(count.quantity)) < 0) throw new Refusal('not-at-place', { place: from, quantity: here?.quantity ?? '0' }, `/moved/counts/${index}/quantity`);
    if (here.serials.length > 0) throw new Refusal('serials-differ', { position: count.position, quantity: count.quantity, serials: 0 }, `/moved/counts/${index}/quantity`);
    lines.push({ lineId: line.lineId, quantity: count.quantity, serials: [] });
  });
  if (lines.length === 0) throw new Refusal('nothing-moved', {}, '/moved');
  return lines;
}

/** Gives what was scanned and counted by line; numbers that no line has stand under line 0. */
function countedBy(places: readonly PlaceBalance[], given: Static<typeof scanned>): Counted[] {
  const positionOf = new Map(places.flatMap((one) => one.serials.map((serial) => [plainSerial(serial), one.position] as const)));
  const bySerial = new Map<number, string[]>();
  for (const serial of new Map(given.serials.map((one) => [plainSerial(one), one])).values()) {
    const position = positionOf.get(plainSerial(serial)) ?? 0;
    const own = bySerial.get(position);
    if (own === undefined) bySerial.set(position, [serial]);
    else own.push(serial);
  }
  return [...[...bySerial].map(([position, own]) => ({ position, quantity: String(own.length), serials: own })), ...given.counts.filter((count) => !bySerial.has(count.position))];
}

/** Writes what does not come out, line by line, as the record keeps it. */
function differenceText(differences: readonly CountDifference[]): string {
  return differences.map((one) => [`${one.position}${one.where === 'left' ? '*' : ''}: ${one.counted}/${one.expected}`, ...one.missing.slice(0, 10).map((serial) => `−${serial}`), ...one.extra.slice(0, 10).map((serial) => `+${serial}`)].join(' ')).join('; ').slice(0, 1000);
}

const difference = Type.Object({ position: Type.Integer(), where: Type.Enum(['handedOver', 'left']), expected: Type.String(), counted: Type.String(), missing: Type.Array(Type.String()), extra: Type.Array(Type.String()) });

const receive = defineAction({
  name: 'goods.receiveMove',
  summary: 'Counts what arrived against what was sent, number by number. Firearms, ammunition and explosives are counted by two, of whom the second has signed the same counts, and what stays behind is counted too: every round is fired, here, out or destroyed.',
  roles: ['customsOfficer', 'dutyOfficer', 'committee'],
  input: Type.Object({ consignmentId: identifier, moveId: identifier, receivedBy: shortText, counted: scanned, left: Type.Optional(scanned), note: Type.Optional(Type.String({ maxLength: 2000 })) }, strict),
  output: Type.Object({ outcome: Type.String(), differences: Type.Array(difference), owed: Type.Array(Type.String()) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'move-unknown', 'move-received', 'remainder-needed', 'count-signature-missing', 'step-not-owed'],
  async run(context, input) {
    const { tx, eventId, now, command } = context;
    const row = await getLocked(context, input.consignmentId);
    const { places, moves } = await placesOf(tx, eventId, row, now);
    const move = moves.find((one) => one.move_id === input.moveId);
    if (move === undefined) throw new Refusal('move-unknown', { moveId: input.moveId }, '/moveId');
    if (move.received_at !== null) throw new Refusal('move-received', { place: move.to_place });
    const byTwo = kinds[row.kind].countedByTwo === true;
    const stays = places.filter((one) => one.place === move.from_place);
    if (byTwo && stays.length > 0 && input.left === undefined) throw new Refusal('remainder-needed', { place: move.from_place }, '/left');
    const signed = byTwo ? await signatureOfMove(context, row.consignment_id, move.move_id, input.counted, input.left) : undefined;
    if (byTwo && signed === undefined) throw new Refusal('count-signature-missing', {}, '/counted');
    const differences = [...compareCounts(places.filter((one) => one.moveId === move.move_id), countedBy(places, input.counted), 'handedOver'), ...(input.left === undefined ? [] : compareCounts(stays, countedBy(places, input.left), 'left'))];
    const [result] = await recordInTransaction(context, [{
      recordId: command.id, caseId: row.consignment_id, step: 'GDS-MOVE', ordinal: move.obligation,
      evidence: { moveId: move.move_id, lines: move.lines.length, differing: differences.length, differences: differenceText(differences), receivedBy: input.receivedBy.slice(0, 120), ...(signed === undefined ? {} : { secondOfficer: `${signed.name.en} ${signed.name.zh}`.slice(0, 120), secondOfficerId: signed.officerId, signature: signed.signatureId, signedWay: signed.way, signedAt: new Date(signed.signedAt).toISOString() }), ...(input.note === undefined ? {} : { note: input.note }) },
    }]);
    if (signed !== undefined) await useSignature(tx, eventId, signed.signatureId, command.id);
    announceConsignment(context, row.consignment_id);
    return { outcome: result!.outcome, differences: differences.map((one) => ({ ...one, missing: one.missing.slice(0, 500), extra: one.extra.slice(0, 500) })), owed: [...result!.owed] };
  },
});

async function orderCheck(context: ActionContext, consignmentId: string): Promise<string | undefined> {
  const row = await getConsignment(context, consignmentId);
  const owed = await owedSteps(context.tx, context.eventId, consignmentId);
  const verdict = canMove(row, owed);
  if (!verdict.ok) return verdict.refusal.code;
  if (owed.includes('GDS-STOCK')) return 'check-owed';
  await oweInTransaction(context, consignmentId, 'GDS-STOCK', 'periodic-check');
  announceConsignment(context, consignmentId);
  return undefined;
}

const orderChecks = defineAction({
  name: 'goods.orderChecks',
  summary: 'Orders a count of goods that stay under supervision: of those named, or of all that were not counted for so many days. Each owes the check until it is right.',
  roles: ['customsOfficer', 'dutyOfficer'],
  input: Type.Object({ consignmentIds: Type.Optional(Type.Array(identifier, { minItems: 1, maxItems: 2000 })), notCountedForDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })) }, strict),
  output: Type.Object({ ordered: Type.Array(Type.String()), skipped: Type.Array(Type.Object({ consignmentId: Type.String(), code: Type.String() })) }),
  refuses: ['consignment-unknown', 'consignment-cancelled', 'nothing-to-check'],
  async run(context, input) {
    const days = input.notCountedForDays;
    const ids = input.consignmentIds ?? (days === undefined ? [] : (await stayRows(context.tx, context.eventId, context.now)).filter((row) => isCountDue({ delivered: row.delivered, checkOwedSince: row.check_owed_since, daysSince: daysSinceCount(row.checked_at, context.now) }, days)).map((row) => row.consignment_id));
    if (ids.length === 0) throw new Refusal('nothing-to-check');
    const skipped: { consignmentId: string; code: string }[] = [];
    const ordered: string[] = [];
    for (const consignmentId of ids) {
      const code = await orderCheck(context, consignmentId);
      if (code === undefined) ordered.push(consignmentId);
      else skipped.push({ consignmentId, code });
    }
    return { ordered, skipped };
  },
});

/** Lists the actions on custody: moves, counts and checks after the release. */
export const custodyActions: readonly ActionDefinition[] = [authorise, receive, orderChecks];
