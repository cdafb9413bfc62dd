import { Type } from 'typebox';
import { defineAction } from '../../../kernel/action.ts';
import type { ActionContext, ActionDefinition } from '../../../kernel/action.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { demand, Refusal } from '../../../kernel/refusal.ts';
import { contentHash } from '../../flights/closing.ts';
import { sign } from '../../staff/signing.ts';
import { canSignOffer, offerState, receiverRoles, receiversOf } from '../rules/boarding.ts';
import type { AbnormalClass } from '../rules/boarding.ts';
import { abnormalClass, shortText, uuid } from '../shapes.ts';
import { flightsOfCases } from '../store/hand-overs.ts';
import { insertOffer, offerRows, receiversWith, withdrawOffer } from '../store/offers.ts';
import type { OfferRow } from '../store/offers.ts';

/** Is what a receiver signs for: who goes in which vehicle where to, and by the abnormal route why. */
export interface HandOverContent { readonly flightId: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly class: AbnormalClass | null; readonly caseIds: readonly string[] }

/** Makes the SHA-256 over what a receiver signs for. */
export function handOverHash(content: HandOverContent): string {
  return contentHash({ ...content, vehicle: content.vehicle.trim(), cluster: content.cluster.trim(), caseIds: [...content.caseIds].sort() });
}

async function getOffer({ tx, eventId, now }: ActionContext, offerId: string): Promise<OfferRow> {
  const [offer] = await offerRows(tx, eventId, now, { offerId });
  if (offer === undefined) throw new Refusal('offer-unknown', { offerId }, '/offerId');
  return offer;
}

const offerHandOver = defineAction({
  name: 'travellers.offerHandOver',
  summary: 'Lays a hand-over before a receiver who has an account: who goes in which vehicle where to; they sign over exactly this, in a session of their own or by their password here.',
  roles: ['transfer', 'healthOfficer', 'dutyOfficer', 'doctor'],
  input: Type.Object({
    flightId: uuid, kind: Type.Enum(['normal', 'abnormal']), vehicle: shortText, cluster: shortText, class: Type.Optional(abnormalClass), caseIds: Type.Array(uuid, { minItems: 1, maxItems: 600 }), receiverOfficer: uuid,
  }, { additionalProperties: false }),
  output: Type.Object({ offerId: Type.String(), contentHash: Type.String() }),
  refuses: ['officer-needed', 'second-officer-same', 'person-twice', 'person-not-on-flight', 'class-missing', 'receiver-unknown'],
  async run(context, input) {
    const { tx, eventId, now, actor } = context;
    if (actor.officerId === null) throw new Refusal('officer-needed', {});
    if (input.receiverOfficer === actor.officerId) throw new Refusal('second-officer-same', {}, '/receiverOfficer');
    if (new Set(input.caseIds).size !== input.caseIds.length) throw new Refusal('person-twice', {}, '/caseIds');
    const flights = await flightsOfCases(tx, eventId, input.caseIds);
    const stranger = input.caseIds.find((caseId) => flights.get(caseId) !== input.flightId);
    if (stranger !== undefined) throw new Refusal('person-not-on-flight', { caseId: stranger }, '/caseIds');
    if ((input.kind === 'abnormal') !== (input.class !== undefined)) throw new Refusal('class-missing', {}, '/class');
    const receiver = (await receiversWith(tx, eventId, receiversOf[input.kind])).find((one) => one.officer_id === input.receiverOfficer);
    if (receiver === undefined) throw new Refusal('receiver-unknown', {}, '/receiverOfficer');
    const content: HandOverContent = { flightId: input.flightId, kind: input.kind, vehicle: input.vehicle.trim(), cluster: input.cluster.trim(), class: input.class ?? null, caseIds: input.caseIds };
    const offer = { ...content, offerId: uuidv7(), receiverId: receiver.officer_id, contentHash: handOverHash(content), offeredBy: actor.officerId, offeredAt: now };
    await insertOffer(tx, eventId, offer);
    context.announce(`flight:${input.flightId}`);
    return { offerId: offer.offerId, contentHash: offer.contentHash };
  },
});

const signOffer = defineAction({
  name: 'travellers.signOffer',
  summary: 'Signs for the people of a hand-over as its receiver, over the hash of what was laid before them and the number that they counted; in a session of one’s own, or by one’s password at the giver’s screen.',
  roles: [...receiverRoles],
  input: Type.Object({ offerId: uuid, countReceived: Type.Integer({ minimum: 1, maximum: 2000 }) }, { additionalProperties: false }),
  output: Type.Object({ signatureId: Type.String() }),
  refuses: ['offer-unknown', 'offer-not-yours', 'offer-over', 'counts-differ', 'officer-needed'],
  async run(context, { offerId, countReceived }) {
    const offer = await getOffer(context, offerId);
    if (offer.receiver_id !== context.actor.officerId) throw new Refusal('offer-not-yours', {}, '/offerId');
    demand(canSignOffer(offerState(offer), offer.case_ids.length, countReceived));
    const { kind, vehicle } = offer;
    const signatureId = await sign(context, { purpose: 'handOver', caseId: offer.flight_id, content: { kind, vehicle, countReceived, offerId, contentHash: offer.content_hash } });
    context.announce(`flight:${offer.flight_id}`);
    return { signatureId };
  },
});

const takeBack = defineAction({
  name: 'travellers.withdrawOffer',
  summary: 'Takes a hand-over back that was laid before its receiver and has not been done.',
  roles: ['transfer', 'healthOfficer', 'dutyOfficer', 'doctor'],
  input: Type.Object({ offerId: uuid }, { additionalProperties: false }),
  output: Type.Object({}),
  refuses: ['offer-unknown', 'offer-over'],
  async run(context, { offerId }) {
    const offer = await getOffer(context, offerId);
    const state = offerState(offer);
    if (state !== 'waiting' && state !== 'signed') throw new Refusal('offer-over', { state }, '/offerId');
    await withdrawOffer(context.tx, context.eventId, offerId, context.now);
    context.announce(`flight:${offer.flight_id}`);
    return {};
  },
});

/** Lists the actions by which a hand-over is laid before its receiver and signed for. */
export const offerActions: readonly ActionDefinition[] = [offerHandOver, signOffer, takeBack];
