import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { stockKeepers } from '../../modules/roster/rules/roles.ts';
import { useAddress, useTyped } from '../address.ts';
import { useView } from '../client.ts';
import { Badge, ToneMark } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { EmptyState, ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { isTyping } from '../flights/BoardPage.tsx';
import { useReasonAgainst, type StationEntry } from '../staff/staff.ts';
import { StockDialog } from './StockDialog.tsx';
import { useRosterWords } from './roster.ts';
import { itemNames, type Item, type Stock } from './stocks.ts';
import './roster.css';

const topics = ['stocks'];
type Chosen = { readonly stationId?: string; readonly item?: Item };

/** Protective equipment: what is below its least first, then every station with what it has. */
export function StocksPage(): ReactNode {
  const { t, ports, number, stationName, portOptions } = useRosterWords();
  const [query, change] = useAddress();
  const [typed, setTyped] = useTyped('search');
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen | undefined>(undefined);
  const reason = useReasonAgainst()(stockKeepers);
  const view = useView<{ readonly stocks: readonly Stock[] }>('roster.stocks', {}, { topics, everyMilliseconds: 60_000 });
  const stocks = view.data?.data.stocks;
  const [port, empty] = [query.get('port'), query.get('empty') === '1'];
  const words = (query.get('search') ?? '').toLowerCase();
  useKeys((event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.current?.focus();
  });
  const shortOf = (stationId: string): number => stocks?.filter((one) => one.stationId === stationId && one.short).length ?? 0;
  const stations = useMemo(() => (stocks === undefined ? undefined : ports?.stations.filter((one) => !one.closed && (port === null || one.pointCode === port) && `${one.pointCode} ${one.nameEn} ${one.nameZh}`.toLowerCase().includes(words) && (empty || stocks.some((stock) => stock.stationId === one.stationId)))
    .toSorted((one, other) => shortOf(other.stationId) - shortOf(one.stationId) || one.pointCode.localeCompare(other.pointCode) || one.nameEn.localeCompare(other.nameEn))), [ports, stocks, port, words, empty]);
  const short = stocks?.filter((one) => one.short).toSorted((one, other) => one.quantity / (one.least ?? 1) - other.quantity / (other.least ?? 1)) ?? [];
  return (
    <div className="tg-page">
      <PageHeader title={t('roster.stocks')} detail={t('roster.stocksDetail')} status={stocks && (short.length === 0 ? <Badge tone="done">{t('roster.noShort')}</Badge> : <Badge tone="wrong">{t('roster.shortTitle', { count: short.length })}</Badge>)}
        actions={<Button kind="primary" icon="plus" disabledReason={reason} onPress={() => setChosen({})}>{t('roster.moveTitle')}</Button>} />
      {short.length > 0 && (
        <Panel title={t('roster.shortTitle', { count: short.length })}>
          <ul className="ro-lines">{short.map((one) => (
            <li key={`${one.stationId} ${one.item}`} className="ro-line">
              <ToneMark tone="wrong" />
              <span className="ro-line-main ro-two"><strong>{t(`roster.item.${one.item}`)}</strong><span className="tg-muted">{stationName(one.stationId)}</span></span>
              <span className="ro-two ro-end"><span>{number(one.quantity)} <span className="tg-muted">{t('roster.ofLeast', { least: one.least ?? 0 })}</span></span><strong className="ro-wrong">{t('roster.missing', { count: (one.least ?? 0) - one.quantity })}</strong></span>
              <Button label={t('roster.recordOf', { item: t(`roster.item.${one.item}`), station: stationName(one.stationId) ?? '' })} disabledReason={reason} onPress={() => setChosen({ stationId: one.stationId, item: one.item })}>{t('roster.record')}</Button>
            </li>
          ))}</ul>
        </Panel>
      )}
      <div className="tg-filters">
        <div className="tg-filters-search"><TextField ref={field} label={t('roster.search')} type="search" value={typed} onChange={setTyped} /></div>
        <Select label={t('roster.port')} value={port ?? 'all'} allowEmpty={false} onChange={(next) => change({ port: next === 'all' ? undefined : next })} options={[{ value: 'all', label: t('roster.allPorts') }, ...portOptions]} />
        <Checkbox label={t('roster.withEmpty')} value={empty} onChange={(next) => change({ empty: next ? '1' : undefined })} />
      </div>
      <Panel flush title={t('roster.stationsAll')} actions={<span className="tg-muted ro-small">{t('roster.moveHint')}</span>}>
        {view.error !== null && stocks === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : stations === undefined || stocks === undefined ? <Skeleton lines={5} />
          : stations.length === 0 ? <EmptyState title={t('roster.noStocks')} detail={t('roster.noStocksDetail')} /> : <Matrix stations={stations} stocks={stocks} reason={reason} onChoose={setChosen} />}
      </Panel>
      {chosen !== undefined && stocks !== undefined && <StockDialog stocks={stocks} {...chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function Matrix({ stations, stocks, reason, onChoose }: { readonly stations: readonly StationEntry[]; readonly stocks: readonly Stock[]; readonly reason: string | undefined; readonly onChoose: (chosen: Chosen) => void }): ReactNode {
  const { t, named, number } = useRosterWords();
  const frame = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState<readonly [row: number, column: number]>([0, 0]);
  const walk = (event: KeyboardEvent, row: number, column: number): void => {
    const step = steps[event.key];
    const next = step && frame.current?.querySelector<HTMLElement>(`[data-cell="${row + step[0]} ${column + step[1]}"]`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="tg-table-frame" role="region" aria-label={t('roster.stationsAll')} tabIndex={0}>
      <table ref={frame} className="tg-table ro-stocks" aria-label={t('roster.stocks')}>
        <thead><tr><th scope="col">{t('roster.station')}</th>{itemNames.map((item) => <th key={item} scope="col" className="tg-align-end">{t(`roster.item.${item}`)}</th>)}</tr></thead>
        <tbody>
          {stations.map((station, row) => (
            <tr key={station.stationId}>
              <th scope="row"><span className="ro-two"><span>{named(station)}</span><span className="tg-muted">{station.pointCode}</span></span></th>
              {itemNames.map((item, column) => {
                const stock = stocks.find((one) => one.stationId === station.stationId && one.item === item);
                const what = { item: t(`roster.item.${item}`), station: `${station.pointCode} ${named(station)}` };
                const said = stock === undefined ? t('roster.cellNone') : stock.short ? t('roster.cellShort', { quantity: stock.quantity, missing: (stock.least ?? 0) - stock.quantity, least: stock.least ?? 0 }) : number(stock.quantity);
                return (
                  <td key={item} className="tg-align-end">
                    <button type="button" className={`ro-stock${stock?.short === true ? ' ro-stock-short' : ''}`} data-cell={`${row} ${column}`} tabIndex={row === Math.min(current[0], stations.length - 1) && column === current[1] ? 0 : -1} aria-label={t('roster.cellName', { ...what, quantity: said })}
                      aria-disabled={reason !== undefined || undefined} title={reason} onFocus={() => setCurrent([row, column])} onKeyDown={(event) => walk(event, row, column)} onClick={() => { if (reason === undefined) onChoose({ stationId: station.stationId, item }); }}>
                      {stock === undefined ? <span className="tg-muted">–</span> : <><span className="ro-stock-now">{stock.short && <ToneMark tone="wrong" />}{number(stock.quantity)}</span><span className="tg-muted">{stock.least === null ? '' : t('roster.ofLeast', { least: stock.least })}</span></>}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
