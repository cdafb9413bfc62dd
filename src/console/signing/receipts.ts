import { useView } from '../client.ts';

/** What a receiver signs for, as the giver has it on the screen. */
export type OfferContent = { readonly flightId: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly class?: string | undefined; readonly caseIds: readonly string[] };

type Name = { readonly en: string; readonly zh: string };

/** A hand-over that was laid before its receiver, and what became of it. */
export type Offer = {
  readonly offerId: string; readonly flightId: string; readonly designator: string; readonly flightDate: string; readonly kind: 'normal' | 'abnormal'; readonly vehicle: string; readonly cluster: string; readonly receiverId: string; readonly receiver: Name;
  readonly by: Name; readonly offeredAt: string; readonly countGiven: number; readonly contentHash: string; readonly state: 'waiting' | 'signed' | 'handedOver' | 'withdrawn' | 'replaced';
  readonly signed: { readonly way: 'password' | 'session'; readonly at: string; readonly countReceived: number } | null;
};

/** What the giver sees of the receivers: offers with who is in them, signatures, and who has an account. */
export type Receipts = {
  readonly offers: readonly (Offer & { readonly class: string | null; readonly caseIds: readonly string[] })[];
  readonly signatures: readonly { readonly signatureId: string; readonly officerId: string; readonly name: Name; readonly way: 'password' | 'session'; readonly signedAt: string; readonly vehicle: string; readonly countReceived: number; readonly contentHash: string | null; readonly used: boolean }[];
  readonly receivers: readonly { readonly officerId: string; readonly userName: string; readonly name: Name; readonly organisation: string; readonly persona: boolean }[];
};

/** The topics by which a screen hears of offers and signatures. */
export const receiptTopics: readonly string[] = ['flight:*'];

/** The colours of what became of an offer. */
export const offerTones = { waiting: 'late', signed: 'current', handedOver: 'done', withdrawn: 'quiet', replaced: 'quiet' } as const;

/** Reads the receipts of a flight, and hears of each by itself. */
export function useReceipts(flightId: string | undefined, kind: 'normal' | 'abnormal'): Receipts | undefined {
  return useView<Receipts>('travellers.receipts', flightId && { flightId, kind }, { topics: receiptTopics }).data?.data;
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((entry) => other.includes(entry));

/** Finds the offer that a receiver has of exactly this, if it still stands. */
export function findOffer(receipts: Receipts | undefined, content: OfferContent, receiverId: string | undefined): Receipts['offers'][number] | undefined {
  return receipts?.offers.find((offer) => offer.receiverId === receiverId && (offer.state === 'waiting' || offer.state === 'signed') && offer.vehicle === content.vehicle && offer.cluster === content.cluster && offer.class === (content.class ?? null) && same(offer.caseIds, content.caseIds));
}

/** How a receiver has signed for exactly this. */
export type Signed = { readonly way: 'password' | 'session'; readonly at: string; readonly countReceived: number };

/** Finds the signature of a receiver over exactly this; one that was given without an offer is over the vehicle and the count. */
export function findSigned(receipts: Receipts | undefined, content: OfferContent, receiverId: string | undefined): Signed | undefined {
  const offered = findOffer(receipts, content, receiverId)?.signed;
  if (offered) return offered;
  const free = content.kind === 'normal' ? receipts?.signatures.find((one) => one.officerId === receiverId && !one.used && one.contentHash === null && one.vehicle === content.vehicle && one.countReceived === content.caseIds.length) : undefined;
  return free && { way: free.way, at: free.signedAt, countReceived: free.countReceived };
}
