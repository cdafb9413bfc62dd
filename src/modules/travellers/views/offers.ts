import { Type } from 'typebox';
import { defineView } from '../../../kernel/view.ts';
import type { ViewDefinition } from '../../../kernel/view.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { signaturesOf } from '../../staff/signing.ts';
import { offerState, receiverRoles, receiversOf } from '../rules/boarding.ts';
import { abnormalClass, bilingual, nullableText, uuid } from '../shapes.ts';
import { usedSignatures } from '../store/hand-overs.ts';
import { offerPersons, offerRows, receiversWith } from '../store/offers.ts';
import type { OfferRow } from '../store/offers.ts';

const giverRoles = ['transfer', 'healthOfficer', 'dutyOfficer', 'doctor'] as const;
const way = Type.Enum(['password', 'session']);
const signed = Type.Union([Type.Object({ way, at: Type.String(), countReceived: Type.Integer() }), Type.Null()]);
// Neither who is in it nor why: that is asked for one by one.
const offerFields = {
  offerId: Type.String(), flightId: Type.String(), designator: Type.String(), flightDate: Type.String(), kind: Type.Enum(['normal', 'abnormal']), vehicle: Type.String(), cluster: Type.String(), receiverId: Type.String(), receiver: bilingual,
  by: bilingual, offeredAt: Type.String(), countGiven: Type.Integer(), contentHash: Type.String(), state: Type.Enum(['waiting', 'signed', 'handedOver', 'withdrawn', 'replaced']), signed,
};

function shown(row: OfferRow) {
  return {
    offerId: row.offer_id, flightId: row.flight_id, designator: row.designator, flightDate: row.flight_date, kind: row.kind, vehicle: row.vehicle, cluster: row.cluster, receiverId: row.receiver_id, receiver: { en: row.receiver_en, zh: row.receiver_zh },
    by: { en: row.by_en, zh: row.by_zh }, offeredAt: row.offered_at, countGiven: row.case_ids.length, contentHash: row.content_hash, state: offerState(row),
    signed: row.signed_at === null || row.signed_way === null ? null : { way: row.signed_way, at: row.signed_at, countReceived: row.count_received ?? row.case_ids.length },
  };
}

const receipts = defineView({
  name: 'travellers.receipts',
  summary: 'Lists for the giver what was laid before the receivers of a flight’s hand-overs, the signatures that came in, whether they are used, and who can receive by an account.',
  roles: [...giverRoles],
  input: Type.Object({ flightId: uuid, kind: Type.Enum(['normal', 'abnormal']) }, { additionalProperties: false }),
  output: Type.Object({
    offers: Type.Array(Type.Object({ ...offerFields, class: Type.Union([abnormalClass, Type.Null()]), caseIds: Type.Array(Type.String()) })),
    signatures: Type.Array(Type.Object({ signatureId: Type.String(), officerId: Type.String(), name: bilingual, way, signedAt: Type.String(), vehicle: Type.String(), countReceived: Type.Integer(), contentHash: nullableText, used: Type.Boolean() })),
    receivers: Type.Array(Type.Object({ officerId: Type.String(), userName: Type.String(), name: bilingual, organisation: Type.String(), persona: Type.Boolean() })),
  }),
  refuses: [],
  // Why somebody goes by the abnormal route is health data.
  healthOf: (input) => (input.kind === 'abnormal' ? `flight:${input.flightId}` : undefined),
  async run({ db, eventId, asOf, actor }, { flightId, kind }) {
    const offers = (await offerRows(db, eventId, asOf, { flightId })).filter((row) => row.kind === kind);
    const used = await usedSignatures(db, eventId, flightId);
    const signatures = (await signaturesOf(db, eventId, asOf, 'handOver', flightId)).filter(({ content }) => (content['kind'] ?? 'normal') === kind);
    return {
      offers: offers.map((row) => ({ ...shown(row), class: row.class, caseIds: [...row.case_ids] })),
      signatures: signatures.map(({ signatureId, officerId, name, way: how, signedAt, content }) => ({
        signatureId, officerId, name, way: how, signedAt, vehicle: String(content['vehicle']), countReceived: Number(content['countReceived']), contentHash: typeof content['contentHash'] === 'string' ? content['contentHash'] : null, used: used.has(signatureId),
      })),
      receivers: (await receiversWith(db, eventId, receiversOf[kind])).filter((one) => one.officer_id !== actor.officerId)
        .map((one) => ({ officerId: one.officer_id, userName: one.user_name, name: { en: one.name_en, zh: one.name_zh }, organisation: one.organisation, persona: one.persona })),
    };
  },
});

const offersToMe = defineView({
  name: 'travellers.offersToMe',
  summary: 'Lists the hand-overs that were laid before the officer who asks, those that wait for their signature first.',
  roles: [...receiverRoles],
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ offers: Type.Array(Type.Object(offerFields)) }),
  refuses: ['officer-needed'],
  async run({ db, eventId, asOf, actor }) {
    if (actor.officerId === null) throw new Refusal('officer-needed', {});
    const offers = (await offerRows(db, eventId, asOf, { receiverId: actor.officerId })).map(shown);
    const waits = (offer: { readonly state: string }): number => (offer.state === 'waiting' ? 0 : 1);
    return { offers: offers.toSorted((one, other) => waits(one) - waits(other)) };
  },
});

const offer = defineView({
  name: 'travellers.offer',
  summary: 'Shows its receiver who is in a hand-over and, by the abnormal route, why.',
  roles: [...receiverRoles],
  input: Type.Object({ offerId: uuid }, { additionalProperties: false }),
  output: Type.Object({ ...offerFields, class: Type.Union([abnormalClass, Type.Null()]), persons: Type.Array(Type.Object({ caseId: Type.String(), surname: Type.String(), givenNames: Type.String(), seat: nullableText })) }),
  refuses: ['offer-unknown'],
  healthOf: (input) => `handOver:${input.offerId}`,
  async run({ db, eventId, asOf, actor }, { offerId }) {
    const [row] = await offerRows(db, eventId, asOf, { offerId });
    // To others than its receiver it is as if it were not there.
    if (row === undefined || row.receiver_id !== actor.officerId) throw new Refusal('offer-unknown', { offerId });
    return { ...shown(row), class: row.class, persons: (await offerPersons(db, eventId, offerId)).map((person) => ({ caseId: person.case_id, surname: person.surname, givenNames: person.given_names, seat: person.seat })) };
  },
});

/** Lists the views of hand-overs that are laid before their receivers. */
export const offerViews: readonly ViewDefinition[] = [receipts, offersToMe, offer];
