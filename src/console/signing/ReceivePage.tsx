import { useState, type ReactNode } from 'react';
import { canSignOffer } from '../../modules/travellers/rules/boarding.ts';
import { useAct, useView } from '../client.ts';
import { Badge, Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { evidenceOption } from '../design/EvidenceForm.tsx';
import { Form } from '../design/Form.tsx';
import { Facts, Panel } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { EmptyState, ErrorState, ErrorText, Skeleton } from '../design/States.tsx';
import { Table } from '../design/Table.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useLetterKeys } from '../lists/keys.ts';
import { useWords } from '../words.tsx';
import { offerTones, receiptTopics, type Offer } from './receipts.ts';
import './signing.css';

/** The hand-overs that wait for one's own signature as their receiver, each signed by one key, and those before. */
export function ReceivePage(): ReactNode {
  const { t, number, time } = useWords();
  const view = useView<{ readonly offers: readonly Offer[] }>('travellers.offersToMe', {}, { topics: receiptTopics, everyMilliseconds: 60_000 });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const offers = view.data?.data.offers;
  const waiting = offers?.filter((offer) => offer.state === 'waiting') ?? [];
  // What came first is first in the row; what is open stays open, whatever comes in meanwhile.
  const opened = offers?.find((offer) => offer.offerId === chosen) ?? waiting.at(-1);
  return (
    <div className="tg-page tg-station">
      <PageHeader title={t('signing.receive')} detail={offers && (waiting.length === 0 ? t('signing.receiveNone') : t('signing.receiveDetail', { count: waiting.length }))} />
      {offers?.length === 0 ? <Panel><EmptyState icon="handOver" title={t('signing.receiveNone')} detail={t('signing.receiveNoneDetail')} /></Panel> : (
        <div className="sg-receive">
          <Panel flush>
            <Table label={t('signing.receive')} rows={offers} rowKey={(offer) => offer.offerId} error={view.error} onRetry={() => void view.refetch()} onOpen={(offer) => setChosen(offer.offerId)} selectedKey={opened?.offerId}
              tone={(offer) => (offer.state === 'withdrawn' || offer.state === 'replaced' ? 'quiet' : undefined)} columns={[
                { key: 'at', title: t('signing.at'), cell: (offer) => <span className="tg-nowrap">{time(offer.offeredAt)}</span> },
                { key: 'vehicle', title: t('signing.vehicle'), cell: (offer) => <><span className="tg-code">{offer.vehicle}</span> {offer.kind === 'abnormal' && <Badge tone="wrong">{t('flights.abnormal')}</Badge>}</> },
                { key: 'to', title: t('signing.to'), cell: (offer) => offer.cluster },
                { key: 'flight', title: t('signing.flight'), cell: (offer) => offer.designator },
                { key: 'given', title: t('signing.given'), align: 'end', cell: (offer) => number(offer.countGiven) },
                { key: 'counted', title: t('signing.counted'), align: 'end', cell: (offer) => (offer.signed === null ? '–' : number(offer.signed.countReceived)) },
                { key: 'state', title: t('signing.state'), cell: (offer) => <Status tone={offerTones[offer.state]}>{t(`signing.state.${offer.state}`)}</Status> },
              ]} />
          </Panel>
          {opened === undefined ? offers && <Panel><EmptyState icon="check" title={t('signing.receiveNone')} detail={t('signing.receiveNoneDetail')} /></Panel> : <Opened key={opened.offerId} offer={opened} onSigned={() => setChosen(opened.offerId)} />}
        </div>
      )}
    </div>
  );
}

type Whole = Offer & { readonly class: string | null; readonly persons: readonly { readonly caseId: string; readonly surname: string; readonly givenNames: string; readonly seat: string | null }[] };

function Opened({ offer, onSigned }: { readonly offer: Offer; readonly onSigned: () => void }): ReactNode {
  const words = useWords();
  const { t, say, time, dateTime, refusal } = words;
  const notify = useNotify();
  const whole = useView<Whole>('travellers.offer', { offerId: offer.offerId }).data?.data;
  const sign = useAct<unknown, unknown>('travellers.signOffer', { topics: receiptTopics });
  const [counted, setCounted] = useState<number | undefined>(offer.kind === 'abnormal' ? 1 : undefined);
  const verdict = counted === undefined || Number.isNaN(counted) ? undefined : canSignOffer(offer.state, offer.countGiven, counted);
  const reason = verdict === undefined ? t('signing.countFirst') : verdict.ok ? undefined : verdict.refusal.code === 'counts-differ' ? t('signing.differs', { given: offer.countGiven, received: counted ?? 0 }) : refusal(verdict.refusal);
  const go = (): void => {
    if (reason === undefined && !sign.pending) void sign.run({ offerId: offer.offerId, countReceived: counted }).then((answer) => {
      if (!answer?.ok) return;
      notify(t('signing.signedOne', { vehicle: offer.vehicle }));
      onSigned();
    });
  };
  useLetterKeys(offer.kind === 'abnormal' && offer.state === 'waiting' ? { s: go } : {});
  return (
    <Panel title={<>{offer.vehicle} · {offer.cluster}</>} actions={<Status tone={offerTones[offer.state]}>{t(`signing.state.${offer.state}`)}</Status>}>
      <div className="tg-stack">
        {offer.state === 'waiting' ? (
          <Form problems={sign.refusal === undefined ? [] : [{ message: refusal(sign.refusal) }]} onSubmit={go}>
            {offer.kind === 'normal' && <div className="sg-count"><NumberField label={t('signing.ownCount')} hint={t('signing.ownCountHint')} value={counted} onChange={setCounted} autoFocus /></div>}
            {verdict !== undefined && reason !== undefined && <p className="tg-problem" role="status">{reason}</p>}
            {sign.fault && <p className="tg-problem" role="alert"><ErrorText error={sign.fault} /></p>}
            <div className="tg-form-foot"><Button kind="primary" type="submit" large icon="check" keyHint={offer.kind === 'normal' ? 'Enter' : 'S'} pending={sign.pending} disabledReason={reason}>{t('signing.signNow')}</Button></div>
          </Form>
        ) : offer.signed !== null && <p><Status tone="done">{t('signing.signedBy', { time: dateTime(offer.signed.at) })}</Status></p>}
        <Facts facts={[
          [t('signing.flight'), `${offer.designator} ${offer.flightDate}`], [t('signing.laidBy'), `${say(offer.by)}, ${time(offer.offeredAt)}`],
          ...(whole?.class ? [[t('signing.why'), evidenceOption(words, 'class', whole.class)] as const] : []),
          [t('signing.hash'), <span key="hash" className="tg-code sg-hash">{offer.contentHash}</span>],
        ]} />
        <Persons offerId={offer.offerId} />
      </div>
    </Panel>
  );
}

function Persons({ offerId }: { readonly offerId: string }): ReactNode {
  const { t } = useWords();
  const view = useView<Whole>('travellers.offer', { offerId });
  const persons = view.data?.data.persons;
  if (view.error) return <ErrorState error={view.error} onRetry={() => void view.refetch()} />;
  if (persons === undefined) return <Skeleton lines={4} />;
  return (
    <section aria-label={t('signing.names', { count: persons.length })}>
      <h3 className="sg-names-head">{t('signing.names', { count: persons.length })}</h3>
      <ol className="sg-names">{persons.map((person) => <li key={person.caseId}><strong>{person.surname}</strong> {person.givenNames}{person.seat !== null && <span className="tg-muted"> {person.seat}</span>}</li>)}</ol>
    </section>
  );
}
