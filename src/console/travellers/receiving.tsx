import { useState, type ReactNode } from 'react';
import type { EvidenceValues } from '../design/evidence.ts';
import { ReceiverSignature } from '../signing/ReceiverSignature.tsx';
import { findSigned, useReceipts, type OfferContent } from '../signing/receipts.ts';
import { useWords } from '../words.tsx';
import type { PersonCard } from './shapes.ts';

/** How the form of an abnormal hand-over takes its receiver: which fields it does not ask for, what stands below them, why it waits, and what is sent. */
export type Receiving = {
  readonly unasked: readonly string[];
  readonly below: ((values: EvidenceValues) => ReactNode) | undefined;
  readonly waitsFor: ((values: EvidenceValues) => string | undefined) | undefined;
  readonly complete: (values: EvidenceValues) => EvidenceValues;
};

const none: readonly string[] = [];
// Whoever signs by an account is named by it, and the signature is no longer the giver's word.
const saidByAccount: readonly string[] = ['receiver', 'receiptSigned'];

/** Leaves fields out of a form's schema. */
export function withoutFields(schema: unknown, names: readonly string[]): unknown {
  if (names.length === 0) return schema;
  const { properties = {}, required = [], ...rest } = schema as { properties?: Readonly<Record<string, unknown>>; required?: readonly string[] };
  return { ...rest, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))), required: required.filter((name) => !names.includes(name)) };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Takes the receiver of an abnormal hand-over by their account, or leaves the name and the giver's word to the form. Shape: does nothing without a person. */
export function useReceiving(card: PersonCard | undefined): Receiving {
  const { t, say } = useWords();
  const receipts = useReceipts(card?.flightId, 'abnormal');
  const [receiverId, setReceiver] = useState<string | undefined>(undefined);
  if (card === undefined) return { unasked: none, below: undefined, waitsFor: undefined, complete: (values) => values };
  const receiver = receipts?.receivers.find((one) => one.officerId === receiverId);
  const of = (values: EvidenceValues): OfferContent => ({ flightId: card.flightId, kind: 'abnormal', vehicle: textOf(values['vehicle']), cluster: textOf(values['destination']), class: textOf(values['class']), caseIds: [card.caseId] });
  return {
    unasked: receiver === undefined ? none : saidByAccount,
    // The signature is over exactly what the form says now.
    waitsFor: (values) => (receiver === undefined || findSigned(receipts, of(values), receiverId) !== undefined ? undefined : t('signing.waitsFor', { name: say(receiver.name) })),
    below: (values) => (
      <ReceiverSignature receipts={receipts} content={of(values)} count={1} receiverId={receiverId} onReceiver={setReceiver}
        disabledReason={of(values).class === '' ? t('signing.whyFirst') : of(values).cluster === '' ? t('station.enterCluster') : of(values).vehicle === '' ? t('station.enterVehicle') : undefined} />
    ),
    complete: ({ receiver: name, receiptSigned, ...values }) => (receiver === undefined ? { ...values, receiver: name, receiptSigned } : { ...values, receiverOfficer: receiver.officerId }),
  };
}
