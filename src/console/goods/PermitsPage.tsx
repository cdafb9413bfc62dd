import { useState, type ReactNode } from 'react';
import { permitKinds, permits as permitCatalogue } from '../../modules/goods/catalogue/kinds.ts';
import { findUnit } from '../../modules/goods/catalogue/units.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { TextField } from '../design/TextField.tsx';
import { Refused } from '../http.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { NobodyYet } from './NobodyYet.tsx';
import { PermitDialog } from './PermitDialog.tsx';
import { customsRoles, standingOn, useGoodsWords, type Parties, type PermitLine } from './registers.ts';
import './registers.css';

/** The permits as quotas: what was approved, what consignments have drawn, and what is left. */
export function PermitsPage(): ReactNode {
  const { t, say, date, quantity, language, today } = useGoodsWords();
  const [query, change] = useAddress();
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<{ readonly lines: readonly PermitLine[] }>('goods.permits', {}, { topics: ['permits'] });
  const parties = useView<Parties>('goods.parties', {}, { topics: ['parties'] });
  const [entering, setEntering] = useState(false);
  const kind = query.get('kind') ?? undefined;
  const search = query.get('search') ?? '';
  const holder = (line: PermitLine): string => { const party = parties.data?.data.parties.find((one) => one.partyId === line.partyId); return party === undefined ? '–' : say(party.name); };
  const unitName = (code: string): string => findUnit(code)?.[language] ?? code;
  const fits = (line: PermitLine): boolean => (kind === undefined || line.kind === kind) && `${line.number} ${line.description} ${line.hsPrefix} ${holder(line)} ${line.authority}`.toLowerCase().includes(search.trim().toLowerCase());
  const lines = view.data?.data.lines;
  const rows = lines?.filter(fits);
  if (view.error instanceof Refused && view.error.refusal.code === 'party-not-filed') return <NobodyYet title={t('goodsRegisters.permits')} />;
  const columns: readonly Column<PermitLine>[] = [
    { key: 'number', title: t('goodsRegisters.permitNumber'), cell: (line) => <span className="gr-two"><strong>{line.number}</strong><span className="tg-muted">{say(permitCatalogue[line.kind].name)}</span></span>, sortValue: (line) => `${line.number} ${String(line.position).padStart(4, '0')}` },
    { key: 'holder', title: t('goodsRegisters.holder'), cell: (line) => <span className="gr-two"><span>{holder(line)}</span><span className="tg-muted">{line.authority}</span></span>, sortValue: holder },
    { key: 'goods', title: t('goodsRegisters.description'), cell: (line) => <span className="gr-two"><span>{line.description}</span><span className="tg-muted"><code>{line.hsPrefix}</code>{line.serials.length > 0 && ` · ${t('goodsRegisters.serialCount', { count: line.serials.length })}`}</span></span>, sortValue: (line) => line.hsPrefix },
    { key: 'quota', title: t('goodsRegisters.quota'), width: '24%', cell: (line) => <Quota line={line} unit={unitName(line.unit)} />, sortValue: (line) => Number(line.drawn) / Number(line.approved) },
    { key: 'left', title: t('goodsRegisters.left'), align: 'end', sortValue: (line) => Number(line.approved) - Number(line.drawn), cell: (line) => { const left = leftOf(line); return Number(left) <= 0 ? <Status tone="late">{t('goodsRegisters.exhausted')}</Status> : <strong className="tg-nowrap">{quantity(left)} {unitName(line.unit)}</strong>; } },
    { key: 'points', title: t('goodsRegisters.points'), cell: (line) => (line.points.length === 0 ? <span className="tg-muted">{t('goodsRegisters.allPorts')}</span> : <code>{line.points.join(', ')}</code>), sortValue: (line) => line.points.join(' ') },
    { key: 'valid', title: t('goodsRegisters.validity'), sortValue: (line) => line.validUntil, cell: (line) => {
      const standing = standingOn(today, line);
      return <span className="gr-two"><span className="tg-nowrap">{date(line.validFrom)} – {date(line.validUntil)}</span>{standing !== 'valid' && <Status tone={standing === 'ended' ? 'late' : 'quiet'}>{t(`goodsRegisters.standing.${standing}`)}</Status>}</span>;
    } },
  ];
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsRegisters.permits')} detail={t('goodsRegisters.permitsDetail')} actions={<Button kind="primary" icon="plus" disabledReason={reason ?? (parties.data?.data.parties.length === 0 ? t('goodsRegisters.noHolder') : undefined)} onPress={() => setEntering(true)}>{t('goodsRegisters.enterPermit')}</Button>} />
      <Panel flush title={rows === undefined ? t('goodsRegisters.permitLines') : t('goodsRegisters.countLines', { count: rows.length })}>
        <div className="tg-filters-columns tg-filters-inside">
          <TextField label={t('goodsRegisters.search')} type="search" value={search} onChange={(text) => change({ search: text })} />
          <Select label={t('goodsRegisters.kind')} allowEmpty={false} value={kind ?? 'all'} onChange={(one) => change({ kind: one === 'all' ? undefined : one })} options={[{ value: 'all', label: t('goodsRegisters.allKinds') }, ...permitKinds.map((one) => ({ value: one, label: say(permitCatalogue[one].name) }))]} />
        </div>
        <div className="gr-wide"><Table label={t('goodsRegisters.permits')} columns={columns} rows={rows} rowKey={(line) => `${line.permitId} ${line.position}`} sort={{ key: 'number' }} error={view.error} onRetry={() => void view.refetch()} maximumHeight={640}
          emptyTitle={lines?.length === 0 ? t('goodsRegisters.noPermits') : t('design.noMatch')} emptyDetail={lines?.length === 0 ? t('goodsRegisters.noPermitsDetail') : undefined} tone={(line) => (standingOn(today, line) === 'ended' ? 'quiet' : undefined)} /></div>
      </Panel>
      {entering && parties.data && <PermitDialog parties={parties.data.data.parties} onClose={() => setEntering(false)} />}
    </div>
  );
}

/** Says what is left of an approved line. Shape: decimal text; six decimals, as quantities have, are counted whole. */
function leftOf(line: PermitLine): string {
  return String(Math.round((Number(line.approved) - Number(line.drawn)) * 1e6) / 1e6);
}

function Quota({ line, unit }: { readonly line: PermitLine; readonly unit: string }): ReactNode {
  const { t, quantity } = useGoodsWords();
  const share = Math.min(1, Number(line.drawn) / Number(line.approved));
  const text = t('goodsRegisters.quotaText', { drawn: quantity(line.drawn), approved: quantity(line.approved), unit, left: quantity(leftOf(line)) });
  return (
    <span className="gr-quota">
      <span className="gr-track" role="img" aria-label={text}><i className={share >= 1 ? 'gr-exhausted' : undefined} style={{ width: `${share * 100}%` }} /></span>
      <span className="tg-nowrap">{quantity(line.drawn)} <span className="tg-muted">/ {quantity(line.approved)} {unit}</span></span>
    </span>
  );
}
