import type { ReactNode } from 'react';
import { useAct } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorText } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { Countersign } from './Countersign.tsx';
import { findOffer, findSigned, offerTones, receiptTopics, type OfferContent, type Receipts } from './receipts.ts';
import './signing.css';

/** Takes the signature of a receiver with an account: laid before them in their own session, or by their password here; without one, `children` asks for the name. */
export function ReceiverSignature({ receipts, content, count, receiverId, onReceiver, disabledReason, children }: {
  readonly receipts: Receipts | undefined;
  readonly content: OfferContent;
  /** How many the receiver counted, where they sign here. */
  readonly count: number | undefined;
  readonly receiverId: string | undefined;
  readonly onReceiver: (officerId: string | undefined) => void;
  /** What is to be entered before it can be laid before anybody. */
  readonly disabledReason: string | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  const { t, say, time, refusal } = useWords();
  const lay = useAct<unknown, { readonly offerId: string }>('travellers.offerHandOver', { topics: receiptTopics });
  const withdraw = useAct<unknown, unknown>('travellers.withdrawOffer', { topics: receiptTopics });
  const receiver = receipts?.receivers.find((one) => one.officerId === receiverId);
  const name = receiver === undefined ? '' : say(receiver.name);
  const offer = findOffer(receipts, content, receiverId);
  const signed = findSigned(receipts, content, receiverId);
  const layBefore = async (): Promise<string | undefined> => {
    if (offer !== undefined) return offer.offerId;
    const answer = await lay.run({ ...content, receiverOfficer: receiverId });
    return answer?.ok ? answer.result.offerId : undefined;
  };
  const refused = lay.refusal ?? withdraw.refusal;
  const fault = lay.fault ?? withdraw.fault;
  return (
    <div className="tg-stack sg-receipt">
      <Select label={t('signing.receiverOfficer')} hint={t('signing.receiverOfficerHint')} required={false} value={receiver?.officerId} onChange={onReceiver}
        options={(receipts?.receivers ?? []).map((one) => ({ value: one.officerId, label: `${say(one.name)} · ${one.organisation}` }))} />
      {receiver === undefined ? <>{children}<p className="tg-muted">{t('signing.noAccountDetail')}</p></>
        : signed !== undefined ? <Status tone="done">{t(signed.way === 'password' ? 'signing.signed' : 'signing.signedElsewhere', { name, time: time(signed.at) })}</Status> : (
          <>
            {offer === undefined ? <div className="tg-row"><Button icon="handOver" pending={lay.pending} disabledReason={disabledReason} onPress={() => void layBefore()}>{t('signing.ask', { name })}</Button></div>
              : <div className="tg-row"><Status tone="late">{t('signing.asked', { name, time: time(offer.offeredAt) })}</Status><Button pending={withdraw.pending} onPress={() => void withdraw.run({ offerId: offer.offerId })}>{t('signing.takeBack')}</Button></div>}
            {refused && <p className="tg-problem" role="alert">{refusal(refused)}</p>}
            {fault && <p className="tg-problem" role="alert"><ErrorText error={fault} /></p>}
            <p className="tg-muted">{t('signing.orHere')}</p>
            <Countersign key={receiver.officerId} name="travellers.signOffer" signer={{ ...receiver, name }} topics={receiptTopics} onSigned={() => undefined}
              disabledReason={disabledReason ?? (count === undefined || Number.isNaN(count) || count < 1 ? t('station.enterReceived') : undefined)}
              input={async () => { const offerId = await layBefore(); return offerId && { offerId, countReceived: count }; }} />
          </>
        )}
    </div>
  );
}

/** Lists what was laid before receivers of a flight and what became of it, live; one that stands can be taken up again after the screen was left. */
export function OffersTable({ receipts, onTakeUp }: { readonly receipts: Receipts | undefined; readonly onTakeUp: (offer: Receipts['offers'][number]) => void }): ReactNode {
  const { t, say, time } = useWords();
  return (
    <Panel flush title={t('signing.offers')}>
      <Table label={t('signing.offers')} rows={receipts?.offers} rowKey={(offer) => offer.offerId} maximumHeight={220} emptyTitle={t('signing.noOffers')} onOpen={(offer) => { if (offer.state === 'waiting' || offer.state === 'signed') onTakeUp(offer); }}
        tone={(offer) => (offer.state === 'withdrawn' || offer.state === 'replaced' ? 'quiet' : undefined)} columns={[
          { key: 'at', title: t('station.at'), cell: (offer) => time(offer.offeredAt) }, { key: 'vehicle', title: t('station.vehicleNumber'), cell: (offer) => offer.vehicle },
          { key: 'count', title: t('station.personsShort'), align: 'end', cell: (offer) => (offer.signed === null ? String(offer.countGiven) : `${offer.countGiven} = ${offer.signed.countReceived}`) },
          { key: 'receiver', title: t('station.receiver'), cell: (offer) => say(offer.receiver) },
          { key: 'state', title: t('signing.state'), cell: (offer) => <Status tone={offerTones[offer.state]}>{t(`signing.state.${offer.state}`)}</Status> },
        ]} />
    </Panel>
  );
}
