import { useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { BorderDecisionKind } from '../../modules/goods/catalogue/border-decisions.ts';
import { goodsOfficers } from '../../modules/goods/shapes.ts';
import { changedQuery } from '../address.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Chart } from '../design/Chart.tsx';
import { DateField, DateTimeField } from '../design/DateTimeField.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorState } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { saveText } from '../lists/saving-files.ts';
import { useReasonAgainst } from '../staff/staff.ts';
import { FigureCases } from './FigureCases.tsx';
import { figureGroups, figuresCsv, useAsked, useGroupName, type Asked, type FigureRow, type Figures } from './figures.ts';
import { valueUnit } from './money.ts';
import { useGoodsWords } from './registers.ts';
import './registers.css';

/** The consignments released by a cut-off with their value, by port, kind, month, day or lane; every figure opens its consignments. */
export function GoodsFiguresPage(): ReactNode {
  const { t, date, timeWithSeconds, language, number } = useGoodsWords();
  const asked = useAsked();
  const groupName = useGroupName();
  const mayOpen = useReasonAgainst()(goodsOfficers) === undefined;
  const view = useView<Figures>('goods.figures', asked.input, asked.asOf === undefined || asked.asOf === 'invalid' ? { topics: ['goods'], everyMilliseconds: 60_000 } : { asOf: asked.asOf });
  // Figures of another period must not stand under this one's name while it is read.
  const fresh = view.isPlaceholderData ? undefined : view.data;
  const figures = fresh?.data;
  const opened = asked.opened === 'all' ? undefined : figures?.rows.find((row) => row.key === asked.opened);
  const label = opened === undefined ? asked.opened === 'all' ? t('goodsRegisters.wholePeriod') : asked.opened ?? '' : groupName(asked.by, opened);
  const unit = valueUnit(figures?.total.valueFen ?? 0, language);
  const group = t(`goodsRegisters.group.${asked.by}`);
  const figure = (to: string, label: string, of: string, text: string): ReactNode => (mayOpen ? <Link className="tg-nowrap" to={to} aria-label={`${t('goodsRegisters.openCases', { label })}, ${of}: ${text}`}>{text}</Link> : <span className="tg-nowrap">{text}</span>);
  const opens = (row: FigureRow | undefined, of: string, text: string): ReactNode => figure(asked.addressOf(row?.key ?? 'all'), row === undefined ? t('goodsRegisters.total') : groupName(asked.by, row), of, text);
  const { asOf, from, to } = asked;
  const atBorder = (kind: BorderDecisionKind, isOpen: boolean, of: string, text: string): ReactNode => figure(`/border?${changedQuery(new URLSearchParams(), { kind, counted: '1', ended: isOpen ? undefined : '1', from, to, asOf }).toString()}`, t(`goodsBorder.kind.${kind}`), of, text);
  const toAll = mayOpen && figures !== undefined && figures.total.consignments > 0 ? asked.addressOf('all') : undefined;
  const columns: readonly Column<FigureRow>[] = [
    { key: 'group', title: group, sortValue: (row) => (asked.by === 'kind' || asked.by === 'lane' ? groupName(asked.by, row) : row.key), cell: (row) => groupName(asked.by, row) },
    { key: 'consignments', title: t('goodsRegisters.consignments'), align: 'end', sortValue: (row) => row.consignments, cell: (row) => opens(row, t('goodsRegisters.consignments'), number(row.consignments)) },
    { key: 'value', title: t('goodsRegisters.valueCny'), align: 'end', sortValue: (row) => row.valueFen, cell: (row) => opens(row, t('goodsRegisters.valueCny'), number(row.valueFen / 100, 2)) },
    { key: 'lines', title: t('goodsRegisters.goodsLines'), align: 'end', sortValue: (row) => row.lines, cell: (row) => opens(row, t('goodsRegisters.goodsLines'), number(row.lines)) },
    { key: 'pieces', title: t('goodsRegisters.goodsPieces'), align: 'end', sortValue: (row) => row.pieces, cell: (row) => opens(row, t('goodsRegisters.goodsPieces'), number(row.pieces)) },
  ];
  const sum = (of: (row: FigureRow) => number): number => figures?.rows.reduce((total, row) => total + of(row), 0) ?? 0;
  const save = (): void => saveText(`goods-${asked.by}.csv`, 'text/csv;charset=utf-8', figuresCsv([group, t('goodsRegisters.consignments'), t('goodsRegisters.valueCny'), t('goodsRegisters.goodsLines'), t('goodsRegisters.goodsPieces')],
    (figures?.rows ?? []).map((row) => [groupName(asked.by, row), row.consignments, (row.valueFen / 100).toFixed(2), row.lines, row.pieces])));
  return (
    <div className="tg-page">
      <PageHeader title={t('goodsRegisters.figures')} detail={t('goodsRegisters.figuresDetail')}
        status={fresh && <span className="tg-muted">{t('statistics.asOf', { time: `${date(fresh.asOf)} ${timeWithSeconds(fresh.asOf)}` })}{asked.asOf === undefined && ` · ${t('statistics.asOfNow')}`}</span>}
        actions={<Button icon="download" disabledReason={figures !== undefined && figures.rows.length === 0 ? t('goodsRegisters.noFigures') : undefined} pending={figures === undefined && view.error === null} onPress={save}>{t('goodsRegisters.download')}</Button>} />
      <Filters asked={asked} />
      {view.error !== null && figures === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : (
        <>
          <Stats>
            <Stat label={t('goodsRegisters.consignments')} value={figures?.total.consignments} to={toAll} />
            <Stat label={t('goodsRegisters.value')} value={figures && number(figures.total.valueFen / unit.fen, unit.decimals)} unit={t(`goodsRegisters.unit.${unit.name}`)} to={toAll} />
            <Stat label={t('goodsRegisters.goodsLines')} value={figures && sum((row) => row.lines)} to={toAll} />
            <Stat label={t('goodsRegisters.goodsPieces')} value={figures && sum((row) => row.pieces)} to={toAll} />
          </Stats>
          {!mayOpen && <p className="tg-muted">{t('goodsRegisters.figuresOnly')}</p>}
          <FiguresChart asked={asked} figures={figures} />
          <Panel flush>
            <Table label={t('goodsRegisters.figures')} columns={columns} rows={figures?.rows} rowKey={(row) => row.key} error={view.error} onRetry={() => void view.refetch()} maximumHeight={620} emptyTitle={t('goodsRegisters.noFigures')} emptyDetail={t('goodsRegisters.noFiguresDetail')}
              onOpen={mayOpen ? (row) => asked.set({ open: row.key }) : undefined} selectedKey={opened?.key}
              foot={figures !== undefined && figures.rows.length > 1 ? <tr><td>{t('goodsRegisters.total')}</td>{([['consignments', number(figures.total.consignments)], ['valueCny', number(figures.total.valueFen / 100, 2)], ['goodsLines', number(sum((row) => row.lines))], ['goodsPieces', number(sum((row) => row.pieces))]] as const).map(([of, text]) => <td key={of} className="tg-align-end">{opens(undefined, t(`goodsRegisters.${of}`), text)}</td>)}</tr> : undefined} />
          </Panel>
        </>
      )}
      {figures !== undefined && figures.border.length > 0 && (
        <Panel flush title={t('goodsBorder.title')}>
          <Table label={t('goodsBorder.title')} rows={figures.border} rowKey={(row) => row.kind} emptyTitle={t('goodsBorder.none')} columns={[
            { key: 'kind', title: t('goodsBorder.what'), cell: (row) => t(`goodsBorder.kind.${row.kind}`) },
            { key: 'decided', title: t('goodsBorder.decidedCount'), align: 'end', cell: (row) => atBorder(row.kind, false, t('goodsBorder.decidedCount'), number(row.decided)) }, { key: 'open', title: t('goodsBorder.openDecisions'), align: 'end', cell: (row) => atBorder(row.kind, true, t('goodsBorder.openDecisions'), number(row.open)) },
            { key: 'consignments', title: t('goodsRegisters.consignments'), align: 'end', cell: (row) => atBorder(row.kind, false, t('goodsRegisters.consignments'), number(row.consignments)) },
            { key: 'value', title: t('goodsRegisters.valueCny'), align: 'end', cell: (row) => atBorder(row.kind, false, t('goodsRegisters.valueCny'), number(row.valueFen / 100, 2)) },
          ]} />
        </Panel>
      )}
      {asked.opened !== undefined && fresh && mayOpen && <FigureCases key={asked.opened} asked={asked} asOf={fresh.asOf} label={label} onClose={() => asked.set({ open: undefined })} />}
    </div>
  );
}

function Filters({ asked }: { readonly asked: Asked }): ReactNode {
  const { t } = useGoodsWords();
  const choose = (change: Readonly<Record<string, string | undefined>>): void => asked.set({ ...change, open: undefined });
  return (
    <div className="gr-fields">
      <DateTimeField label={t('statistics.cutOff')} hint={t('statistics.cutOffHint')} value={asked.asOf} problem={asked.asOf === 'invalid' ? t('design.problemInstant', { field: t('statistics.cutOff') }) : undefined} onChange={(asOf) => choose({ asOf })} />
      <DateField label={t('statistics.from')} value={asked.from} problem={asked.from === 'invalid' ? t('goodsRegisters.dayNeeded') : asked.wrong ? t('goodsRegisters.dayOrder') : undefined} onChange={(from) => choose({ from })} />
      <DateField label={t('statistics.to')} value={asked.to} problem={asked.to === 'invalid' ? t('goodsRegisters.dayNeeded') : undefined} onChange={(to) => choose({ to })} />
      <Select label={t('statistics.groupBy')} allowEmpty={false} value={asked.by} onChange={(by) => choose({ by: by === 'port' ? undefined : by })} options={figureGroups.map((one) => ({ value: one, label: t(`goodsRegisters.group.${one}`) }))} />
    </div>
  );
}

function FiguresChart({ asked, figures }: { readonly asked: Asked; readonly figures: Figures | undefined }): ReactNode {
  const { t, language } = useGoodsWords();
  const groupName = useGroupName();
  const unit = valueUnit(Math.max(0, ...(figures?.rows.map((row) => row.valueFen) ?? [])), language);
  const [what, setWhat] = useState<'consignments' | 'value'>('consignments');
  const names = figures?.rows.map((row) => (asked.by === 'day' ? row.key : groupName(asked.by, row))).join('\n');
  // Only what is drawn makes it be drawn again, not a name that is written anew each time.
  const data = useMemo(() => { const labels = names?.split('\n'); return figures?.rows.map((row, place) => ({ x: labels?.[place] ?? row.key, value: what === 'consignments' ? row.consignments : row.valueFen / unit.fen })); }, [figures, what, names, unit.fen]);
  if (figures !== undefined && figures.rows.length === 0) return null;
  const title = what === 'consignments' ? t('goodsRegisters.showConsignments') : t('goodsRegisters.showValue');
  const group = t(`goodsRegisters.group.${asked.by}`);
  return (
    <Panel>
      <div className="gr-show">
        <div className="tg-segments" role="group" aria-label={t('goodsRegisters.show')}>
          {(['consignments', 'value'] as const).map((one) => <button key={one} type="button" aria-pressed={one === what} onClick={() => setWhat(one)}>{t(one === 'consignments' ? 'goodsRegisters.showConsignments' : 'goodsRegisters.showValue')}</button>)}
        </div>
      </div>
      <Chart title={t('goodsRegisters.chartOf', { what: title, group: group.toLowerCase() })} data={data} xTitle={group} valueTitle={what === 'consignments' ? title : t(`goodsRegisters.unit.${unit.name}`)} />
    </Panel>
  );
}
