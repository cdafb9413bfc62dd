import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Exact } from '../../../kernel/money.ts';
import { changeEffect, effectOf } from '../changing.ts';
import { readConsignment } from '../consignment.ts';
import { placesOf } from '../custody.ts';
import { daysSinceCount } from '../rules/custody.ts';
import { dayAt } from '../posting.ts';
import { canCloseBooks } from '../rules/books.ts';
import { bothLanguages, consignmentKind, goodsOfficers, identifier, nullableText, strict } from '../shapes.ts';
import { goodsList } from '../shapes/list.ts';
import { partyOf } from '../standing.ts';
import { booksBalance, findBooks } from '../store/books.ts';
import { changeRows } from '../store/changes.ts';
import { lineRows } from '../store/consignments.ts';
import { dispositionRows } from '../store/dispositions.ts';
import { moveRows, stayRows } from '../store/custody.ts';

const nullableName = Type.Union([bothLanguages, Type.Null()]);
const named = (en: string | null, zh: string | null): { en: string; zh: string } | null => (en === null || zh === null ? null : { en, zh });

const custody = defineView({
  name: 'goods.custody',
  summary: 'Tells of a consignment where every piece is, how it came there, and that each line balances: what came in is here, on the way, or left in a way that is named.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ consignmentId: identifier }, strict),
  output: Type.Object({
    places: Type.Array(Type.Object({ position: Type.Integer(), place: Type.String(), moveId: nullableText, quantity: Type.String(), serials: Type.Array(Type.String()), serialCount: Type.Integer() })),
    moves: Type.Array(Type.Object({ moveId: Type.String(), fromPlace: Type.String(), toPlace: Type.String(), carrier: Type.String(), sealNumber: nullableText, dueAt: Type.String(), authorisedAt: Type.String(), by: bothLanguages, receivedAt: nullableText, receivedBy: nullableText, secondOfficer: nullableText, differences: nullableText, overdue: Type.Boolean(), lines: Type.Array(Type.Object({ position: Type.Integer(), quantity: Type.String(), serials: Type.Integer() })) })),
    balances: Type.Array(Type.Object({ position: Type.Integer(), description: bothLanguages, unit: Type.String(), quantity: Type.String(), here: Type.String(), gone: Type.Record(Type.String(), Type.String()) })),
  }),
  refuses: ['consignment-unknown', 'party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const row = await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    if (row.released_at === null) return { places: [], moves: [], balances: [] };
    const { places, moves } = await placesOf(db, eventId, row, asOf);
    const [lines, dispositions] = [await lineRows(db, eventId, row.consignment_id, asOf), await dispositionRows(db, eventId, row.consignment_id, asOf)];
    return {
      places: places.map((one) => ({ position: one.position, place: one.place, moveId: one.moveId, quantity: one.quantity, serials: one.serials.slice(0, 500), serialCount: one.serials.length })),
      moves: moves.map((one) => ({
        moveId: one.move_id, fromPlace: one.from_place, toPlace: one.to_place, carrier: one.carrier, sealNumber: one.seal_number, dueAt: one.due_at, authorisedAt: one.authorised_at, by: { en: one.by_en, zh: one.by_zh },
        receivedAt: one.received_at, receivedBy: one.received_by, secondOfficer: one.second_officer, differences: one.received_at === null ? one.differences : null, overdue: one.received_at === null && one.due_at <= asOf, lines: one.lines.map((line) => ({ position: line.position, quantity: line.quantity, serials: line.serials.length })),
      })),
      balances: lines.map((line) => ({ position: line.position, description: { en: line.description_en, zh: line.description_zh }, unit: line.unit, quantity: line.quantity, ...balanceOf(line.quantity, dispositions.filter((one) => one.line_id === line.line_id)) })),
    };
  },
});

function balanceOf(quantity: string, dispositions: readonly { readonly kind: string; readonly quantity: string }[]): { here: string; gone: Record<string, string> } {
  const gone = new Map<string, Exact>();
  for (const one of dispositions) gone.set(one.kind, (gone.get(one.kind) ?? Exact.zero).plus(Exact.get(one.quantity)));
  const here = [...gone.values()].reduce((left, one) => left.minus(one), Exact.get(quantity));
  return { here: here.toPlainText(6), gone: Object.fromEntries([...gone].map(([kind, sum]) => [kind, sum.toPlainText(6)])) };
}

const stays = defineView({
  name: 'goods.stays',
  summary: 'Lists the goods that stay under supervision by the place at which they are, with when each was counted last; what is on the way stands under its move.',
  roles: [...goodsOfficers],
  input: Type.Object({}, strict),
  output: Type.Object({
    consignments: Type.Array(Type.Object({ consignmentId: Type.String(), number: Type.String(), kind: consignmentKind, party: bothLanguages, places: Type.Array(Type.String()), delivered: Type.Boolean(), checkedAt: nullableText, checkOwedSince: nullableText, daysSince: Type.Union([Type.Integer(), Type.Null()]), leavesBy: nullableText, onTheWay: Type.Integer(), overdueMoves: Type.Integer() })),
  }),
  refuses: [],
  async run({ db, eventId, asOf }) {
    const rows = await stayRows(db, eventId, asOf);
    const moves = await moveRows(db, eventId, asOf, rows.map((row) => row.consignment_id));
    return {
      consignments: rows.map((row) => {
        const own = moves.filter((move) => move.consignment_id === row.consignment_id);
        const open = own.filter((move) => move.received_at === null);
        const places = [...new Set([row.delivered ? row.venue : row.point_code, ...own.filter((move) => move.received_at !== null).map((move) => move.to_place)])];
        return {
          consignmentId: row.consignment_id, number: row.number, kind: row.kind as never, party: { en: row.party_en, zh: row.party_zh }, places, delivered: row.delivered, checkedAt: row.checked_at, checkOwedSince: row.check_owed_since,
          daysSince: daysSinceCount(row.checked_at, asOf), leavesBy: row.leaves_by, onTheWay: open.length, overdueMoves: open.filter((move) => move.due_at <= asOf).length,
        };
      }),
    };
  },
});

const change = Type.Object({
  changeId: Type.String(), consignmentId: Type.String(), number: Type.String(), party: bothLanguages, kind: Type.Enum(['declaration', 'list', 'cancellation']), reason: Type.String(), content: Type.Unknown(), effect: changeEffect, askedAt: Type.String(), askedBy: nullableName,
  granted: Type.Union([Type.Boolean(), Type.Null()]), decisionReason: nullableText, decidedAt: nullableText, decidedBy: nullableName, successor: Type.Union([Type.Object({ consignmentId: Type.String(), number: Type.String() }), Type.Null()]),
});

const changes = defineView({
  name: 'goods.changes',
  summary: 'Lists what was asked to be amended or cancelled, with the effect that was shown, and what customs decided; a trader sees their own.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ consignmentId: Type.Optional(identifier), open: Type.Optional(Type.Boolean()) }, strict),
  output: Type.Object({ changes: Type.Array(change) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }, input) {
    const partyId = await partyOf(db, eventId, actor);
    const rows = await changeRows(db, eventId, asOf, { ...(partyId === undefined ? {} : { partyId }), ...(input.consignmentId === undefined ? {} : { consignmentId: input.consignmentId }), open: input.open ?? false });
    return {
      changes: rows.slice(0, 500).map((row) => ({
        changeId: row.change_id, consignmentId: row.consignment_id, number: row.number, party: { en: row.party_en, zh: row.party_zh }, kind: row.kind, reason: row.reason, content: row.kind === 'list' && input.consignmentId === undefined ? null : row.content, effect: row.effect as never,
        askedAt: row.asked_at, askedBy: named(row.asked_en, row.asked_zh), granted: row.granted, decisionReason: row.decision_reason, decidedAt: row.decided_at, decidedBy: row.decided_at === null ? null : named(row.decided_en, row.decided_zh),
        successor: row.successor_id === null || row.successor === null ? null : { consignmentId: row.successor_id, number: row.successor },
      })),
    };
  },
});

const preview = defineView({
  name: 'goods.previewChange',
  summary: 'Shows what cancelling a consignment, or another list in its place, would do to money and permits before anybody asks for it; nothing is written.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ consignmentId: identifier, list: Type.Optional(goodsList) }, strict),
  output: Type.Object({ effect: changeEffect }),
  refuses: ['consignment-unknown', 'party-not-filed', 'exchange-rate-missing', 'nothing-in-force'],
  async run({ db, eventId, now, asOf, actor }, input) {
    const row = await readConsignment(db, eventId, asOf, actor, input.consignmentId);
    return { effect: await effectOf({ tx: db, eventId, now }, row, input.list ?? null) };
  },
});

const books = defineView({
  name: 'goods.books',
  summary: 'Shows how far the books of the event’s goods are from zero: consignments that have not ended, quantities that are still here, money that is still bound; or the closing.',
  roles: [...goodsOfficers],
  input: Type.Object({}, strict),
  output: Type.Object({
    balance: Type.Object({ consignments: Type.Integer(), closed: Type.Integer(), cancelled: Type.Integer(), lines: Type.Integer(), linesOpen: Type.Integer(), quantityIn: Type.String(), quantityOut: Type.String(), valueFen: Type.Integer(), limitFen: Type.Integer(), availableFen: Type.Integer(), boundFen: Type.Integer(), calledFen: Type.Integer(), changesOpen: Type.Integer() }),
    closedAt: nullableText, closedBy: nullableName, refusal: Type.Union([Type.Object({ code: Type.String(), params: Type.Unknown() }), Type.Null()]), on: Type.String(),
  }),
  refuses: [],
  async run({ db, eventId, now }) {
    const [balance, found] = [await booksBalance(db, eventId), await findBooks(db, eventId)];
    const verdict = canCloseBooks(balance);
    return { balance, closedAt: found?.closed_at ?? null, closedBy: named(found?.by_en ?? null, found?.by_zh ?? null), refusal: verdict.ok ? null : { code: verdict.refusal.code, params: verdict.refusal.params ?? {} }, on: await dayAt(db, eventId, now) };
  },
});

/** Lists the views of custody, changes and the books. */
export const custodyViews: readonly ViewDefinition[] = [custody, stays, changes, preview, books];
