import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { CaseRow, StatisticsCases } from '../../modules/statistics/shapes.ts';
import { useView } from '../client.ts';
import { Drawer } from '../design/Dialog.tsx';
import { Row, Stack } from '../design/Layout.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { mayOpen, pages } from '../pages.ts';
import { useSession } from '../session.ts';
import { useWords } from '../words.tsx';
import { Download } from './Download.tsx';
import type { Opened, Period } from './period.ts';

/** The cases behind a figure, as of the instant at which the figure was read, so that they are as many as it says. */
export function CasesDrawer({ period, opened, asOf, label, onClose }: { readonly period: Period; readonly opened: Opened; readonly asOf: string; readonly label: string; readonly onClose: () => void }): ReactNode {
  const { t, date, dateTime, timeWithSeconds, number } = useWords();
  const roles = useSession()?.officer.roles ?? [];
  // The figures behind go on being read; what is open stays what it was.
  const [at] = useState(asOf);
  const { groupBy, ...filter } = period.input ?? { groupBy: 'day' as const };
  const wanted = { ...filter, figure: opened.figure, ...(opened.group === undefined ? {} : { groupBy, group: opened.group }) };
  const view = useView<StatisticsCases>('statistics.cases', period.input && wanted, { asOf: at });
  const found = view.data?.data;
  const mayGo = (path: string): boolean => pages.some((page) => page.path === path && mayOpen(page, roles));
  const toFlight = mayGo('/flights/:flightId');
  const toPerson = mayGo('/person/:caseId');
  const nameOf = (row: CaseRow): string | undefined => row.name === null ? undefined : `${row.name.surname} ${row.name.givenNames}${row.name.nativeName === null ? '' : ` ${row.name.nativeName}`}`;
  const persons = found?.cases.some((row) => row.kind === 'person') === true;
  const columns: readonly Column<CaseRow>[] = [
    ...(persons ? [
      { key: 'person', title: t('statistics.person'), sortValue: nameOf, cell: (row: CaseRow) => {
        const name = nameOf(row);
        if (name === undefined) return <span className="tg-muted">{t('statistics.unnamed')}</span>;
        return toPerson && row.caseId !== null ? <Link to={`/person/${row.caseId}`}>{name}</Link> : name;
      } },
      { key: 'seat', title: t('statistics.seat'), sortValue: (row: CaseRow) => row.seat, cell: (row: CaseRow) => row.seat ?? <span className="tg-muted">–</span> },
    ] : []),
    { key: 'flight', title: t('statistics.flight'), sortValue: (row) => `${row.flightDate} ${row.designator}`, cell: (row) => <span className="tg-nowrap">{toFlight ? <Link to={`/flights/${row.flightId}`}><strong>{row.designator}</strong></Link> : <strong>{row.designator}</strong>} <span className="tg-muted">{date(row.flightDate)}</span></span> },
    ...(persons ? [] : [{ key: 'route', title: t('statistics.direction'), cell: (row: CaseRow) => <span className="tg-nowrap">{row.origin} → {row.destination}</span> }]),
    { key: 'since', title: t('statistics.when'), sortValue: (row) => row.since, cell: (row) => <span className="tg-nowrap">{row.since === null ? '–' : dateTime(row.since)}</span> },
  ];
  return (
    <Drawer title={t('statistics.casesOf', { figure: t(`statistics.${opened.figure}`), label })} open onClose={onClose}>
      <Stack>
        <Row>
          <strong className="sx-count">{found === undefined ? '–' : t('statistics.countCases', { count: found.count })}</strong>
          <span className="tg-muted">{t('statistics.asOf', { time: `${date(at)} ${timeWithSeconds(at)}` })}</span>
        </Row>
        <Row>{(['csv', 'xlsx'] as const).map((format) => <Download key={format} format={format} input={{ ...filter, figure: opened.figure, ...(opened.group === undefined ? { groupBy: 'day' } : { groupBy, group: opened.group }) }} asOf={at} />)}</Row>
        {found !== undefined && found.count > found.cases.length && <p className="tg-muted">{t('statistics.casesCut', { shown: number(found.cases.length), count: number(found.count) })}</p>}
        <div className="sx-cases"><Table label={t('statistics.cases')} columns={columns} rows={found?.cases} rowKey={(row) => `${row.caseId ?? ''}${row.flightId}${row.ordinal ?? ''}${row.seat ?? ''}${row.caseId === null ? found?.cases.indexOf(row) : ''}`} error={view.error} onRetry={() => void view.refetch()} /></div>
      </Stack>
    </Drawer>
  );
}
