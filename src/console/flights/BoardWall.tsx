import type { ReactNode } from 'react';
import { Bar } from '../design/Bar.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { ToneMark } from '../design/Badge.tsx';
import { NextClock } from './BoardTable.tsx';
import { alertTone, flightsAtHand, hasEnded, routeOf, toneOf, type Board } from './flight.ts';
import { FlightTime } from './marks.tsx';

/** The board for a wall: large type, nothing to press, what is open first; key W or Escape leads back to the desk. */
export function BoardWall({ board, place, onLeave }: { readonly board: Board; readonly place: string | undefined; readonly onLeave: () => void }): ReactNode {
  const { t, number, date, timeWithSeconds, find } = useWords();
  const now = useEventNow();
  const open = flightsAtHand(board).filter((flight) => !hasEnded(flight));
  const closed = board.flights.filter((flight) => flight.state === 'closed').length;
  const { totals } = board;
  const figures: readonly (readonly [string, number, boolean])[] = [
    [t('flights.ofToday'), totals.flights, false], [t('flights.closedToday'), closed, false], [t('flights.persons'), totals.persons, false], [t('flights.onBoard'), totals.onBoard, false], [t('flights.handedOver'), totals.handedOver, false], [t('flights.overdue'), totals.overdue, totals.overdue > 0],
  ];
  return (
    <div className="fl-wall" onDoubleClick={onLeave} style={{ '--rows': Math.max(8, open.length) } as React.CSSProperties}>
      <div className="tg-hidden"><PageHeader title={t('flights.board')} /></div>
      <header className="fl-wall-head">
        <div><strong>{place ?? t('flights.allPoints')}</strong><span>{date(board.date)}</span></div>
        <dl>{figures.map(([label, value, wrong]) => <div key={label} className={wrong ? 'fl-wrong' : undefined}><dt>{label}</dt><dd>{number(value)}</dd></div>)}</dl>
        <time>{timeWithSeconds(now)}</time>
      </header>
      <table className="fl-wall-table" aria-label={t('flights.board')}>
        <thead><tr><th scope="col">{t('flights.timeColumn')}</th><th scope="col">{t('flights.flight')}</th><th scope="col">{t('flights.stateColumn')}</th><th scope="col" className="tg-align-end">{t('flights.handedOverOf')}</th><th scope="col">100 %</th><th scope="col">{t('flights.clock')}</th><th scope="col">{t('flights.alerts')}</th></tr></thead>
        <tbody>
          {open.map((flight) => {
            const mine = totals.alerts.filter((alert) => alert.flightId === flight.flightId);
            const first = mine[0];
            return (
              <tr key={flight.flightId} className={flight.counts.overdue > 0 ? 'fl-wall-wrong' : undefined}>
                <td><FlightTime flight={flight} day={board.date} /></td>
                <td><strong>{flight.designator}</strong> <span className="tg-muted">{routeOf(flight)}</span></td>
                <td><ToneMark tone={toneOf(flight.state)} /> {t(`flights.state.${flight.state}`)}</td>
                <td className="tg-align-end">{number(flight.counts.handedOver)} / {number(flight.counts.onBoard > 0 ? flight.counts.onBoard : flight.counts.expected)}</td>
                <td><Bar label={t('flights.prescribedDoneOf', { flight: flight.designator })} hideLabel done={flight.counts.doneSteps} total={flight.counts.doneSteps + flight.counts.owedSteps} /></td>
                <td><NextClock flight={flight} alerts={totals.alerts} /></td>
                <td className={first && alertTone(first) === 'wrong' ? 'fl-wrong' : 'fl-late'}>{first && <>{find(`flights.alert.${first.code}`, { count: Number((first.params as { count?: number }).count ?? 0) })}{mine.length > 1 && ` +${mine.length - 1}`}</>}</td>
              </tr>
            );
          })}
          {open.length === 0 && <tr><td colSpan={7}>{t('flights.allClosed')}</td></tr>}
        </tbody>
      </table>
    </div>
  );
}
