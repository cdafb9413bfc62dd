import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Lists who may sign for people whom they receive. */
export const receiverRoles = ['transfer', 'committee', 'centre', 'healthOfficer', 'doctor', 'dutyOfficer'] as const;

/** Lists who may sign for somebody by the abnormal route: those who may know why. */
export const receiptRoles = ['transfer', 'healthOfficer', 'doctor', 'dutyOfficer'] as const;

/** Lists who may sign for a hand-over of a kind. */
export const receiversOf: Readonly<Record<'normal' | 'abnormal', readonly string[]>> = { normal: receiverRoles, abnormal: receiptRoles };

/** Is why somebody goes by the abnormal route. */
export type AbnormalClass = 'confirmed' | 'suspected' | 'symptomatic' | 'closeContact';

/** Is what became of a hand-over that was laid before its receiver. */
export type OfferState = 'waiting' | 'signed' | 'handedOver' | 'withdrawn' | 'replaced';

/** Tells what became of an offer. */
export function offerState(offer: { readonly withdrawn: boolean; readonly handed_over: boolean; readonly replaced: boolean; readonly signed_at: string | null }): OfferState {
  if (offer.handed_over) return 'handedOver';
  return offer.withdrawn ? 'withdrawn' : offer.replaced ? 'replaced' : offer.signed_at === null ? 'waiting' : 'signed';
}

/** Says whether an offer may be signed with a count: it stands, and the receiver has counted as many as are given. */
export function canSignOffer(state: OfferState, given: number, received: number): Verdict {
  if (state !== 'waiting') return refused('offer-over', { state });
  return received === given ? allowed : refused('counts-differ', { given, received });
}

/** Says whether somebody may be handed over by the abnormal route: the receiver has an account and signs by it, or has none and the giver saw the receipt signed. */
export function canTakeReceipt(input: { readonly receiver?: string | undefined; readonly receiptSigned?: boolean | undefined; readonly receiverOfficer?: string | undefined }): Verdict {
  if (input.receiverOfficer !== undefined) return allowed;
  return input.receiptSigned === true && (input.receiver ?? '').trim() !== '' ? allowed : refused('not-signed', { receiver: false });
}

/** Says whether a head-count may stand: it equals the people listed without those named as absent. */
export function canConfirmOnBoard(headCount: number, listed: number, absent: number): Verdict {
  return headCount === listed - absent ? allowed : refused('head-count-differs', { headCount, listed: listed - absent, absent });
}

/** Says whether people may be handed over: both counts equal, both signed, nobody twice. */
export function canHandOver(input: { readonly caseIds: readonly string[]; readonly countReceived: number; readonly giverSigned: boolean; readonly receiverSigned: boolean }): Verdict {
  if (new Set(input.caseIds).size !== input.caseIds.length) return refused('person-twice', {});
  if (input.countReceived !== input.caseIds.length) return refused('counts-differ', { given: input.caseIds.length, received: input.countReceived });
  if (!input.giverSigned || !input.receiverSigned) return refused('not-signed', { giver: input.giverSigned, receiver: input.receiverSigned });
  return allowed;
}
