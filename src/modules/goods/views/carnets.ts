import { Type } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { dayAt } from '../posting.ts';
import { carnetClocks, carnetRecordKinds, carnetStandingOf, carnetStandings, carnetState, itemStateOf, itemStates, leavesByOf } from '../rules/carnets.ts';
import { daysBetween } from '../rules/dates.ts';
import { bothLanguages, identifier, goodsOfficers, nullableText, strict } from '../shapes.ts';
import { partyOf } from '../standing.ts';
import { carnetBooks } from '../store/carnets.ts';
import type { CarnetBook } from '../store/carnets.ts';

const head = {
  carnetId: Type.String(), number: Type.String(), association: Type.String(), country: Type.String(), holder: Type.String(), validFrom: Type.String(), validTo: Type.String(), state: Type.Enum([...carnetStandings]),
  leavesBy: nullableText, daysLeft: Type.Union([Type.Integer(), Type.Null()]), pieces: Type.Integer(), here: Type.Integer(), seized: Type.Integer(),
};

function headOf({ carnet, records }: CarnetBook, today: string) {
  const state = carnetState(carnet, records, today);
  const balances = [...state.balances.values()];
  const leavesBy = leavesByOf(state);
  const sum = (of: (one: (typeof balances)[number]) => bigint): number => Number(balances.reduce((total, one) => total + of(one), 0n));
  return {
    carnetId: carnet.carnetId, number: carnet.number, association: carnet.association, country: carnet.country, holder: carnet.holder, validFrom: carnet.issuedOn, validTo: carnet.validTo, state: carnetStandingOf(state, today),
    leavesBy, daysLeft: leavesBy === null ? null : daysBetween(today, leavesBy), pieces: sum((one) => one.quantity), here: sum((one) => one.here), seized: sum((one) => one.seized),
  };
}

const carnets = defineView({
  name: 'goods.carnets',
  summary: 'Lists the ATA carnets with what of each is here, until when, and whether a claim is open; a trader sees those on which their own consignments came in.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({}, strict),
  output: Type.Object({ carnets: Type.Array(Type.Object(head)) }),
  refuses: ['party-not-filed'],
  async run({ db, eventId, asOf, actor }) {
    const partyId = await partyOf(db, eventId, actor);
    const today = await dayAt(db, eventId, asOf);
    return { carnets: (await carnetBooks(db, eventId, asOf, { partyId })).map((book) => headOf(book, today)) };
  },
});

const carnet = defineView({
  name: 'goods.carnet',
  summary: 'Shows one carnet: its items with what came in, went out, is here and is seized, everything that was recorded, and the days of the convention.',
  roles: [...goodsOfficers, 'trader'],
  input: Type.Object({ carnetId: identifier }, strict),
  output: Type.Object({
    carnet: Type.Object({ ...head, dutiesFen: Type.Integer(), securityFen: Type.Integer() }),
    items: Type.Array(Type.Object({ item: Type.Integer(), description: Type.String(), serialNumbers: Type.Array(Type.String()), quantity: Type.Integer(), valueFen: Type.Integer(), imported: Type.Integer(), reExported: Type.Integer(), regularised: Type.Integer(), here: Type.Integer(), seized: Type.Integer(), leavesBy: nullableText, state: Type.Enum([...itemStates]) })),
    records: Type.Array(Type.Object({ recordId: Type.String(), kind: Type.Enum([...carnetRecordKinds]), day: Type.String(), voucher: nullableText, place: nullableText, reexportBy: nullableText, consignment: Type.Union([Type.Object({ consignmentId: Type.String(), number: Type.String() }), Type.Null()]), items: Type.Array(Type.Object({ item: Type.Integer(), quantity: Type.Integer() })), by: Type.Union([bothLanguages, Type.Null()]), recordedAt: Type.String() })),
    clocks: Type.Object({ claimBy: Type.String(), claimedOn: nullableText, proveBy: nullableText, depositFrom: nullableText, depositedOn: nullableText, finalAfter: nullableText, withdrawnOn: nullableText, suspendedDays: Type.Integer() }),
  }),
  refuses: ['party-not-filed', 'carnet-unknown'],
  async run({ db, eventId, asOf, actor }, { carnetId }) {
    const partyId = await partyOf(db, eventId, actor);
    const [book] = await carnetBooks(db, eventId, asOf, { carnetId, partyId });
    if (book === undefined) throw new Refusal('carnet-unknown', { carnetId }, '/carnetId');
    const today = await dayAt(db, eventId, asOf);
    const state = carnetState(book.carnet, book.records, today);
    return {
      carnet: { ...headOf(book, today), dutiesFen: Number(book.carnet.dutiesFen), securityFen: Number(book.carnet.securityFen) },
      items: book.carnet.items.map(({ item, description, serialNumbers, quantity, valueFen }) => {
        const balance = state.balances.get(item)!;
        return { item, description, serialNumbers: [...serialNumbers], quantity: Number(quantity), valueFen: Number(valueFen), imported: Number(balance.imported), reExported: Number(balance.reExported), regularised: Number(balance.regularised), here: Number(balance.here), seized: Number(balance.seized), leavesBy: balance.reexportBy, state: itemStateOf(balance, today) };
      }),
      // What is of others stays unnamed to a trader, also on a carnet that they share.
      records: book.records.map((one) => ({ recordId: one.recordId, kind: one.kind, day: one.day, voucher: one.voucher, place: one.place, reexportBy: one.reexportBy, consignment: one.consignmentId === null || one.consignmentNumber === null || (partyId !== undefined && !one.consignmentParties.includes(partyId)) ? null : { consignmentId: one.consignmentId, number: one.consignmentNumber }, items: one.items.map(({ item, quantity }) => ({ item, quantity: Number(quantity) })), by: one.byEn === null || one.byZh === null ? null : { en: one.byEn, zh: one.byZh }, recordedAt: one.recordedAt })),
      clocks: { ...carnetClocks(book.carnet, state), claimedOn: state.claimedOn, depositedOn: state.depositedOn, withdrawnOn: state.withdrawnOn, suspendedDays: state.suspendedDays },
    };
  },
});

/** Lists the views of carnets. */
export const carnetViews: readonly ViewDefinition[] = [carnets, carnet];
