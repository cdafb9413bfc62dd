import { useMemo, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Status, type Tone } from '../design/Badge.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { useWords } from '../words.tsx';
import { MakeDialog } from './MakeDialog.tsx';
import { dayText, rosterTopics, stateOfRoster, type RosterRow, type RosterState } from './shapes.ts';
import './rosters.css';

/** Lists the roles that plan. */
export const plannerRoles = ['rosterPlanner', 'dutyOfficer'];

const tones: Record<RosterState, Tone> = { planning: 'current', failed: 'wrong', draft: 'neutral', published: 'done', changed: 'late' };

/** Says how a roster stands. */
export function RosterMark({ row }: { readonly row: RosterRow }): ReactNode {
  const { t } = useWords();
  const state = stateOfRoster(row);
  return <Status tone={tones[state]}>{t(`rosters.state.${state}`)}</Status>;
}

/** The rosters: one line each, the latest first; a new one is made here. */
export function RostersPage(): ReactNode {
  const words = useWords();
  const { t, say, date, dateTime } = words;
  const navigate = useNavigate();
  const reasonAgainst = useRolesReason();
  const [query, change] = useAddress();
  const view = useView<{ readonly rosters: readonly RosterRow[] }>('roster.list', {}, { topics: rosterTopics, everyMilliseconds: 15_000 });
  const rows = view.data?.data.rosters;
  const reason = reasonAgainst(plannerRoles);
  const columns = useMemo<readonly Column<RosterRow>[]>(() => [
    { key: 'period', title: t('rosters.period'), sortValue: (row) => row.firstDay, cell: (row) => <Link className="ro-name tg-nowrap" to={`/rosters/${row.rosterId}`} tabIndex={-1}>{date(row.firstDay)} – {date(dayText(row.firstDay, row.days - 1))}</Link> },
    { key: 'point', title: t('rosters.point'), sortValue: (row) => row.pointCode, cell: (row) => <span className="tg-code">{row.pointCode}</span> },
    { key: 'state', title: t('rosters.state'), cell: (row) => <RosterMark row={row} /> },
    { key: 'version', title: t('rosters.versions'), align: 'end', cell: (row) => (row.newest === 0 ? <span className="tg-muted">–</span> : words.number(row.newest)) },
    { key: 'by', title: t('rosters.madeBy'), cell: (row) => <span className="ro-two"><span>{row.by === null ? '–' : say(row.by)}</span><span className="tg-muted tg-nowrap">{dateTime(row.madeAt)}</span></span> },
  ], [t, say, date, dateTime, words]);
  return (
    <div className="tg-page">
      <PageHeader title={t('rosters.title')} detail={rows && t('rosters.detail', { count: rows.length })} actions={<Button icon="plus" kind="primary" disabledReason={reason} onPress={() => change({ do: 'make' })}>{t('rosters.doMake')}</Button>} />
      <Panel flush><Table label={t('rosters.title')} columns={columns} rows={rows} rowKey={(row) => row.rosterId} onOpen={(row) => void navigate(`/rosters/${row.rosterId}`)} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('rosters.none')} emptyDetail={t('rosters.noneDetail')} /></Panel>
      {query.get('do') === 'make' && <MakeDialog onClose={() => change({ do: undefined })} />}
    </div>
  );
}
