import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { flightStates } from '../../modules/flights/shapes.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { useKeys } from '../design/listening.ts';
import { PageHeader } from '../design/PageHeader.tsx';
import { Select } from '../design/Select.tsx';
import { Stat, Stats } from '../design/Stat.tsx';
import { ErrorState } from '../design/States.tsx';
import { useWords } from '../words.tsx';
import { BoardTable } from './BoardTable.tsx';
import { BoardWall } from './BoardWall.tsx';
import { flightsAtHand, toneOf, type Board } from './flight.ts';
import { Alerts } from './marks.tsx';
import { TimeStrip } from './TimeStrip.tsx';
import './flights.css';

type Ports = { readonly points: readonly { readonly code: string; readonly nameEn: string; readonly nameZh: string }[] };

const boardTopics = ['board', 'flight:*', 'clock'];

/** The duty board of the whole port: all flights of the day, what is overdue and what is to be done next; key W makes it a wall. */
export function BoardPage(): ReactNode {
  const { t, date, language } = useWords();
  const [query, change] = useAddress();
  const point = query.get('point') ?? undefined;
  const wall = query.get('wall') === '1';
  const ports = useView<Ports>('ports.list', {}, { topics: ['ports'] });
  // Clocks run out without anybody announcing it.
  const view = useView<Board>('flights.board', point === undefined ? {} : { pointCode: point }, { topics: boardTopics, everyMilliseconds: 30_000 });

  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key.toLowerCase() === 'w') change({ wall: wall ? undefined : '1' });
    else if (event.key === 'Escape' && wall) change({ wall: undefined });
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && document.activeElement?.closest('tr') === null) {
      event.preventDefault();
      document.querySelector<HTMLElement>('.fl-board-table tr[tabindex="0"]')?.focus();
    }
  });

  const board = view.data?.data;
  const points = ports.data?.data.points ?? [];
  const pointName = points.find((entry) => entry.code === point);
  if (wall && board) return <BoardWall board={board} place={pointName && (language === 'zh' ? pointName.nameZh : pointName.nameEn)} onLeave={() => change({ wall: undefined })} />;
  const totals = board?.totals;
  const atHand = board && flightsAtHand(board);
  const later = board?.flights.filter((flight) => flight.flightDate > board.date) ?? [];
  const settled = atHand?.reduce((sum, flight) => sum + flight.counts.doneSteps, 0) ?? 0;
  const owed = atHand?.reduce((sum, flight) => sum + flight.counts.owedSteps, 0) ?? 0;
  return (
    <div className="tg-page">
      <PageHeader title={t('flights.board')} detail={board && date(board.date)}
        actions={<>
          {points.length > 1 && (
            <Select label={t('flights.point')} hideLabel value={point ?? 'all'} allowEmpty={false} onChange={(code) => change({ point: code === 'all' ? undefined : code })}
              options={[{ value: 'all', label: t('flights.allPoints') }, ...points.map((entry) => ({ value: entry.code, label: `${entry.code} ${language === 'zh' ? entry.nameZh : entry.nameEn}` }))]} />
          )}
          <Button icon="board" keyHint="W" onPress={() => change({ wall: '1' })}>{t('flights.wall')}</Button>
        </>} />
      {view.error && !board ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : (
        <>
          <Stats>
            <Stat label={t('flights.ofToday')} value={totals?.flights} note={totals && t('flights.closedOf', { count: totals.byState['closed'] ?? 0 })} />
            <Stat label={t('flights.persons')} value={totals?.persons} note={t('flights.expectedOrOnBoard')} />
            <Stat label={t('flights.onBoard')} value={totals?.onBoard} note={totals && t('flights.inProcessOf', { count: totals.onBoard - totals.handedOver })} />
            <Stat label={t('flights.handedOver')} value={totals?.handedOver} note={totals && t('flights.ofOnBoard', { count: totals.onBoard })} />
            <Stat label={t('flights.overdue')} value={totals?.overdue} {...(totals && totals.overdue > 0 ? { tone: 'wrong' as const } : {})} note={t('flights.overdueNote')} />
            <div className="tg-stat fl-stat-bar"><span className="tg-stat-label">{t('flights.prescribedDone')}</span><Bar label={t('flights.prescribedDone')} hideLabel done={settled} total={settled + owed} /></div>
          </Stats>
          {board && <StateCounts byState={board.totals.byState} date={board.date} />}
          {board && <TimeStrip flights={board.flights} date={board.date} />}
          <div className="fl-board">
            <div className="tg-stack fl-board-table">
              <Panel flush><BoardTable watch label={t('flights.board')} flights={atHand} date={board?.date} alerts={totals?.alerts ?? []} error={view.error} /></Panel>
              {later.length > 0 && <Panel flush title={t('flights.tomorrow', { count: later.length })}><BoardTable watch label={t('flights.tomorrow', { count: later.length })} flights={later} date={later[0]?.flightDate} alerts={totals?.alerts ?? []} /></Panel>}
            </div>
            <Panel flush title={totals && totals.alerts.length > 0 ? t('flights.alertsCount', { count: totals.alerts.length }) : t('flights.alerts')}>
              {totals && (totals.alerts.length > 0 ? <Alerts alerts={totals.alerts} /> : <p className="fl-quiet">{t('flights.noAlerts')}</p>)}
            </Panel>
          </div>
        </>
      )}
    </div>
  );
}

function StateCounts({ byState, date }: { readonly byState: Readonly<Record<string, number>>; readonly date: string }): ReactNode {
  const { t, number } = useWords();
  return (
    <ul className="fl-states" aria-label={t('flights.byState')}>
      {flightStates.filter((state) => state !== 'cancelled' || (byState[state] ?? 0) > 0).map((state) => {
        const count = byState[state] ?? 0;
        const content = <><ToneMark tone={toneOf(state)} />{t(`flights.state.${state}`)} <strong>{number(count)}</strong></>;
        return <li key={state}>{count === 0 ? <span className="tg-muted">{content}</span> : <Link to={`/flights?date=${date}&state=${state}`}>{content}</Link>}</li>;
      })}
    </ul>
  );
}

/** Tells whether a key was meant for something that takes text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.closest('input, textarea, select, [role="dialog"], [contenteditable]') !== null);
}
