import { useEffect, useRef, useState, type ReactNode } from 'react';
import { coverAccounts } from '../../modules/goods/rules/ledger/accounts.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel, Row } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useReasonAgainst } from '../staff/staff.ts';
import { balanceOf, GuaranteeBar, type Balances } from './GuaranteeBar.tsx';
import { GuaranteeBook } from './GuaranteeBook.tsx';
import { AcceptGuarantee, ChangeGuarantee } from './GuaranteeDialogs.tsx';
import { customsRoles, useGoodsWords, type Instrument } from './registers.ts';
import './registers.css';

/** The guarantees that secure the tax of goods that are here for a time, how the limit of each is used, and the book of every movement. */
export function GuaranteesPage(): ReactNode {
  const { t, yuan, date, number, today } = useGoodsWords();
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<{ readonly instruments: readonly Instrument[] }>('goods.guarantees', {}, { topics: ['guarantees'] });
  const [accepting, setAccepting] = useState(false);
  const [changing, setChanging] = useState<Instrument | undefined>(undefined);
  const instruments = view.data?.data.instruments;
  const opened = instruments?.find((one) => one.instrumentId === query.get('book'));
  const termStatus = (one: Instrument): ReactNode => (one.endsOn < today ? <Status tone="late">{t('goodsRegisters.ended')}</Status> : today < one.beginsOn ? <Status tone="quiet">{t('goodsRegisters.notBegun')}</Status> : null);
  const columns: readonly Column<Instrument>[] = [
    { key: 'reference', title: t('goodsRegisters.reference'), cell: (one) => <span className="gr-two"><strong>{one.reference}</strong><span className="tg-muted">{t(`goodsRegisters.instrument.${one.kind}`)}</span></span>, sortValue: (one) => one.reference },
    { key: 'guarantor', title: t('goodsRegisters.guarantor'), cell: (one) => one.guarantor, sortValue: (one) => one.guarantor },
    { key: 'term', title: t('goodsRegisters.term'), cell: (one) => <span className="gr-two"><span className="tg-nowrap">{date(one.beginsOn)} – {date(one.endsOn)}</span>{termStatus(one)}</span>, sortValue: (one) => one.endsOn },
    { key: 'use', title: t('goodsRegisters.use'), width: '30%', cell: (one) => <GuaranteeBar label={one.reference} balances={one} />, sortValue: (one) => (one.limitFen === 0 ? 0 : 1 - one.availableFen / one.limitFen) },
    { key: 'available', title: t('goodsRegisters.account.available'), align: 'end', cell: (one) => <strong className="tg-nowrap">{yuan(one.availableFen)}</strong>, sortValue: (one) => one.availableFen },
    { key: 'limit', title: t('goodsRegisters.account.limit'), align: 'end', cell: (one) => <span className="tg-nowrap">{yuan(one.limitFen)}</span>, sortValue: (one) => one.limitFen },
    { key: 'lines', title: t('goodsRegisters.linesOpen'), align: 'end', cell: (one) => number(one.linesOpen), sortValue: (one) => one.linesOpen },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsRegisters.guarantees')} detail={t('goodsRegisters.guaranteesDetail')} actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => setAccepting(true)}>{t('goodsRegisters.accept')}</Button>} />
      {instruments !== undefined && instruments.length > 0 && <Sums instruments={instruments} />}
      <Panel flush>
        <div className="gr-wide"><Table label={t('goodsRegisters.guarantees')} columns={columns} rows={instruments} rowKey={(one) => one.instrumentId} error={view.error} onRetry={() => void view.refetch()} selectedKey={opened?.instrumentId} maximumHeight={480}
          emptyTitle={t('goodsRegisters.noGuarantees')} emptyDetail={t('goodsRegisters.noGuaranteesDetail')} onOpen={(one) => change({ book: one.instrumentId === opened?.instrumentId ? undefined : one.instrumentId })} tone={(one) => (one.endsOn < today ? 'quiet' : undefined)} /></div>
      </Panel>
      {instruments !== undefined && instruments.length > 0 && opened === undefined && <p className="tg-muted">{t('goodsRegisters.chooseGuarantee')}</p>}
      {opened && <OpenBook key={opened.instrumentId} instrument={opened} reason={reason} onChange={() => setChanging(opened)} onClose={() => change({ book: undefined })} />}
      {accepting && <AcceptGuarantee onClose={() => setAccepting(false)} />}
      {changing && <ChangeGuarantee instrument={changing} onClose={() => setChanging(undefined)} />}
    </div>
  );
}

function Sums({ instruments }: { readonly instruments: readonly Instrument[] }): ReactNode {
  const { t, yuan } = useGoodsWords();
  const sum = (of: (one: Instrument) => number): number => instruments.reduce((total, one) => total + of(one), 0);
  const all: Balances = { limitFen: sum((one) => one.limitFen), availableFen: sum((one) => one.availableFen), reservedFen: sum((one) => one.reservedFen), committedFen: sum((one) => one.committedFen), claimedFen: sum((one) => one.claimedFen), calledFen: sum((one) => one.calledFen) };
  return (
    <section aria-label={t('goodsRegisters.sums')} className="gr-sums">
      <Stats>
        <Stat label={t('goodsRegisters.account.limit')} value={yuan(all.limitFen)} note="CNY" />
        {coverAccounts.map((account) => <Stat key={account} label={t(`goodsRegisters.account.${account}`)} value={yuan(balanceOf(all, account))} {...(account === 'claimed' && all.claimedFen > 0 ? { tone: 'late' as const } : {})} />)}
      </Stats>
    </section>
  );
}

function OpenBook({ instrument, reason, onChange, onClose }: { readonly instrument: Instrument; readonly reason: string | undefined; readonly onChange: () => void; readonly onClose: () => void }): ReactNode {
  const { t, date } = useGoodsWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { place.current?.scrollIntoView({ block: 'nearest' }); }, []);
  return (
    <div ref={place}>
      <Panel flush title={t('goodsRegisters.book', { reference: instrument.reference })} actions={
        <Row end>
          <Button icon="settings" disabledReason={reason} onPress={onChange}>{t('goodsRegisters.change')}</Button>
          <Button kind="bare" icon="cross" label={t('goodsRegisters.closeBook')} onPress={onClose} />
        </Row>
      }>
        <div className="gr-head">
          <p className="tg-muted">{t(`goodsRegisters.instrument.${instrument.kind}`)} · {instrument.guarantor} · {date(instrument.beginsOn)} – {date(instrument.endsOn)} · {t('goodsRegisters.claimDays')}: {instrument.claimDays}</p>
          <GuaranteeBar label={instrument.reference} balances={instrument} legend />
        </div>
        <GuaranteeBook instrumentId={instrument.instrumentId} reference={instrument.reference} />
      </Panel>
    </div>
  );
}
