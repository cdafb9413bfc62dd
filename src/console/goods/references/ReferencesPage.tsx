import { useState, type ReactNode } from 'react';
import { referenceKinds, type KeptRow, type ReferenceKind } from '../../../modules/goods/rules/reference-rows.ts';
import { useAddress, useTyped } from '../../address.ts';
import { useView } from '../../client.ts';
import { Badge, Status } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateTimeField.tsx';
import { Panel } from '../../design/Layout.tsx';
import { PageHeader } from '../../design/PageHeader.tsx';
import { Table, type Column } from '../../design/Table.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useReasonAgainst } from '../../staff/staff.ts';
import { customsRoles } from '../registers.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { useReferenceWords, type References } from './references.ts';
import '../registers.css';

type Row = References['rows'][number];

/** The tariff and the exchange rates in force on a day, who imported what, and the import of more. */
export function ReferencesPage(): ReactNode {
  const { t, number } = useReferenceWords();
  const [query, change] = useAddress();
  const kind: ReferenceKind = query.get('kind') === 'exchange' ? 'exchange' : 'tariff';
  const asked = query.get('day') ?? undefined;
  const wrong = asked !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(asked);
  const [typed, setTyped] = useTyped('search');
  const search = (query.get('search') ?? '').trim().toLowerCase();
  const reason = useReasonAgainst()(customsRoles);
  const view = useView<References>('goods.references', wrong ? undefined : { kind, ...(asked === undefined ? {} : { day: asked }) }, { topics: ['references'] });
  const [importing, setImporting] = useState(false);
  const fresh = view.isPlaceholderData ? undefined : view.data?.data;
  const rows = fresh?.rows.filter((row) => `${row.code} ${Object.values(row.content).join(' ')} ${row.source}`.toLowerCase().includes(search));
  const imported = fresh?.rows.filter((row) => row.imported).length;
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsReferences.title')} detail={t('goodsReferences.detail')} status={fresh && (imported === 0 ? <Badge tone="late">{t('goodsReferences.noneImported')}</Badge> : <Badge tone="neutral">{t('goodsReferences.imported')} {number(imported ?? 0)} / {number(fresh.rows.length)}</Badge>)}
        actions={<Button kind="primary" icon="upload" disabledReason={reason} onPress={() => setImporting(true)}>{t('goodsReferences.import')}</Button>} />
      <Tabs label={t('goodsReferences.title')} selected={kind} onSelect={(key) => change({ kind: key === 'exchange' ? 'exchange' : undefined })} tabs={referenceKinds.map((one) => ({ key: one, title: t(`goodsReferences.kind.${one}`), content: (
        <div className="tg-stack">
          <Panel flush title={rows === undefined ? t(`goodsReferences.kind.${one}`) : t(`goodsReferences.count.${one}`, { count: rows.length })}>
            <div className="tg-filters-columns tg-filters-inside">
              <DateField label={t('goodsReferences.day')} value={asked ?? fresh?.day} problem={wrong ? t('goodsReferences.dayNeeded') : undefined} onChange={(day) => change({ day })} />
              <TextField label={t('goodsReferences.search')} type="search" value={typed} onChange={setTyped} />
            </div>
            <div className="gr-wide"><RowsTable kind={one} rows={rows} error={view.error} onRetry={() => void view.refetch()} isFiltered={search !== ''} /></div>
          </Panel>
          <Imports imports={fresh?.imports} />
        </div>
      ) }))} />
      {importing && <ImportDialog kind={kind} onClose={() => setImporting(false)} />}
    </div>
  );
}

function RowsTable({ kind, rows, error, onRetry, isFiltered }: { readonly kind: ReferenceKind; readonly rows: readonly Row[] | undefined; readonly error: unknown; readonly onRetry: () => void; readonly isFiltered: boolean }): ReactNode {
  const { t, name, duty, percent, tariffOf, consumptionTax, rate, period } = useReferenceWords();
  const valid: Column<Row> = { key: 'valid', title: t('goodsReferences.valid'), sortValue: (row) => row.validFrom, cell: (row) => <span className="tg-nowrap">{period(row)}</span> };
  const source: Column<Row> = { key: 'source', title: t('goodsReferences.source'), sortValue: (row) => row.source, cell: (row) => <span className="gr-two"><span>{row.imported ? <Status tone="done">{t('goodsReferences.imported')}</Status> : <Status tone="late">{t('goodsReferences.shipped')}</Status>}</span><span className="tg-muted">{row.source}</span></span> };
  const columns: readonly Column<Row>[] = kind === 'exchange' ? [
    { key: 'code', title: t('goodsReferences.currency'), sortValue: (row) => row.code, cell: (row) => <span className="tg-code">{row.code}</span> },
    { key: 'rate', title: t('goodsReferences.rate'), align: 'end', sortValue: (row) => Number(rate(row)), cell: (row) => <span className="tg-code">{rate(row)}</span> },
    valid, source,
  ] : [
    { key: 'code', title: t('goodsReferences.code'), sortValue: (row) => row.code, cell: (row) => <span className="tg-code">{row.code}</span> },
    { key: 'goods', title: t('goodsReferences.goods'), sortValue: name, cell: (row: KeptRow) => name(row) },
    { key: 'duty', title: t('goodsReferences.duty'), sortValue: (row) => Number(tariffOf(row).dutyRate ?? 0), cell: duty },
    { key: 'vat', title: t('goodsReferences.vat'), align: 'end', sortValue: (row) => Number(tariffOf(row).vat), cell: (row) => <span className="tg-nowrap">{percent(tariffOf(row).vat)}</span> },
    { key: 'consumptionTax', title: t('goodsReferences.consumptionTax'), sortValue: (row) => Number(tariffOf(row).consumptionTaxRate ?? 0), cell: consumptionTax },
    valid, source,
  ];
  return <Table label={t(`goodsReferences.kind.${kind}`)} columns={columns} rows={rows} rowKey={(row) => row.code} sort={{ key: 'code' }} error={error} onRetry={onRetry} maximumHeight={520} emptyTitle={isFiltered ? t('design.noMatch') : t('goodsReferences.none')} {...(isFiltered ? {} : { emptyDetail: t('goodsReferences.noneDetail') })} />;
}

function Imports({ imports }: { readonly imports: References['imports'] | undefined }): ReactNode {
  const { t, say, date, time, number, period } = useReferenceWords();
  const columns: readonly Column<References['imports'][number]>[] = [
    { key: 'when', title: t('goodsReferences.when'), cell: (one) => <span className="tg-nowrap">{date(one.importedAt)} {time(one.importedAt)}</span> },
    { key: 'who', title: t('goodsReferences.who'), cell: (one) => say(one.by) },
    { key: 'rows', title: t('goodsReferences.rows'), align: 'end', cell: (one) => number(one.rows) },
    { key: 'days', title: t('goodsReferences.days'), cell: (one) => <span className="tg-nowrap">{period({ validFrom: one.firstDay, validTo: one.lastDay })}</span> },
    { key: 'sources', title: t('goodsReferences.sources'), cell: (one) => one.sources.join(' · ') },
  ];
  return <Panel flush title={t('goodsReferences.imports')}><div className="gr-plan"><Table label={t('goodsReferences.imports')} columns={columns} rows={imports} rowKey={(one) => `${one.importedAt} ${one.rows}`} maximumHeight={300} emptyTitle={t('goodsReferences.noImports')} /></div></Panel>;
}
