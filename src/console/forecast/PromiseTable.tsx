import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Status } from '../design/Badge.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { languageName } from '../declarations/declaring.ts';
import { useWords } from '../words.tsx';
import type { Promised } from './shapes.ts';

/** Lists what was promised of flights beside what happened; red only where a promise is broken. */
export function PromiseTable({ rows, error, onRetry, emptyTitle, emptyDetail }: { readonly rows: readonly Promised[] | undefined; readonly error?: unknown; readonly onRetry?: () => void; readonly emptyTitle: string; readonly emptyDetail: string }): ReactNode {
  const words = useWords();
  const { t, number, time, dateTime, find } = words;
  const minutes = (seconds: number): string => t('forecast.minutes', { count: number(seconds / 60, 0) });
  const columns = useMemo<readonly Column<Promised>[]>(() => [
    { key: 'flight', title: t('forecast.flight'), sortValue: (row) => row.designator, cell: (row) => <Link className="fc-name" to={`/flights/${row.flightId}`} tabIndex={-1}>{row.designator}</Link> },
    { key: 'lands', title: t('forecast.lands'), sortValue: (row) => row.landsAt, cell: (row) => <span className="tg-nowrap" title={dateTime(row.landsAt)}>{time(row.landsAt)}{row.direction === 'departure' && <span className="tg-muted"> {t('forecast.leaves')}</span>}</span> },
    { key: 'persons', title: t('forecast.persons'), align: 'end', sortValue: (row) => row.persons, cell: (row) => <span title={t(`forecast.quality.${row.quality}`)}>{number(row.persons)}</span> },
    { key: 'languages', title: t('forecast.language'), cell: (row) => (row.languages === null ? <span className="tg-muted">–</span> : <span className="fc-two"><span>{row.languages.shares.slice(0, 3).map((one) => `${languageName(words, one.language)} ${number(one.share * 100, 0)}%`).join(', ')}</span><span className="tg-muted">{t(`forecast.spokenFrom.${row.languages.from}`)}</span></span>) },
    { key: 'promised', title: t('forecast.promised'), sortValue: (row) => row.p95Seconds, cell: (row) => <span className="fc-two"><span>{t('forecast.promisedOf', { p50: minutes(row.p50Seconds), p95: minutes(row.p95Seconds) })}</span><span className="tg-muted">{row.bottleneck === null ? '' : t('forecast.bottleneckIs', { station: find(`forecast.station.${row.bottleneck}`) ?? row.bottleneck })} · {t('forecast.staffOf', { count: number(row.staffMinutes / 60, 0) })}</span></span> },
    { key: 'over', title: t('forecast.probability'), align: 'end', sortValue: (row) => row.overTarget, cell: (row) => <span className={row.overTarget > 0.05 ? 'fc-late' : undefined}>{`${number(row.overTarget * 100, 0)}%`}</span> },
    { key: 'actual', title: t('forecast.actual'), sortValue: (row) => row.actual?.p95Seconds, cell: (row) => {
      if (row.actual === null) return <span className="tg-muted">{t('forecast.notYet')}</span>;
      const broken = row.actual.p95Seconds > row.p95Seconds;
      return <span className="fc-two"><span>{row.actual.ended ? t('forecast.ended', { p50: minutes(row.actual.p50Seconds), p95: minutes(row.actual.p95Seconds) }) : t('forecast.going', { count: row.actual.persons, p95: minutes(row.actual.p95Seconds) })}</span>{row.direction === 'arrival' && (row.actual.ended || broken) && <Status tone={broken ? 'wrong' : 'done'}>{t(broken ? 'forecast.broken' : 'forecast.kept')}</Status>}{row.direction === 'departure' && <span className="tg-muted">{t('forecast.fromFirstCheck')}</span>}</span>;
    } },
    // The functions of words change with the language alone.
  ], [words, t, number, time, dateTime, find]);
  return <Table label={t('forecast.promises')} columns={columns} rows={rows} rowKey={(row) => row.flightId} error={error} onRetry={onRetry} emptyTitle={emptyTitle} emptyDetail={emptyDetail} sort={{ key: 'lands' }} />;
}
