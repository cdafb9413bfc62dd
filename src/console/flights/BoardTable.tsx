import { useMemo, type ReactNode } from 'react';
import type { Alert, FlightRow } from '../../modules/flights/shapes.ts';
import { ToneMark } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { Clock } from '../design/Clock.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { alertTone, routeOf, timeOf } from './flight.ts';
import { FlightStatus, FlightTime } from './marks.tsx';

/** The flights as one dense table; what is overdue is red, what waits for somebody amber. */
export function BoardTable({ flights, date, alerts, error, onOpen }: {
  readonly flights: readonly FlightRow[] | undefined;
  /** The day at hand; flights of other days say theirs. */
  readonly date: string | undefined;
  readonly alerts: readonly Alert[];
  readonly error?: unknown;
  readonly onOpen: (flight: FlightRow) => void;
}): ReactNode {
  const { t, number, date: writeDate } = useWords();
  const columns = useMemo<readonly Column<FlightRow>[]>(() => [
    { key: 'time', title: t('flights.timeColumn'), width: '104px', sortValue: (flight) => timeOf(flight), cell: (flight) => <FlightTime flight={flight} /> },
    {
      key: 'flight', title: t('flights.flight'), sortValue: (flight) => flight.designator,
      cell: (flight) => (
        <span className="fl-flight">
          <strong>{flight.designator}</strong>
          <span className="fl-route">{routeOf(flight)}</span>
          {flight.flightDate !== date && <span className="tg-muted">{writeDate(flight.flightDate)}</span>}
        </span>
      ),
    },
    { key: 'direction', title: t('flights.direction'), sortValue: (flight) => flight.direction, cell: (flight) => <span className="tg-muted">{t(`flights.${flight.direction}`)} · {flight.pointCode}</span> },
    { key: 'state', title: t('flights.stateColumn'), sortValue: (flight) => flight.state, cell: (flight) => <FlightStatus state={flight.state} /> },
    { key: 'expected', title: t('flights.listed'), align: 'end', sortValue: (flight) => flight.counts.expected, cell: (flight) => number(flight.counts.expected) },
    { key: 'onBoard', title: t('flights.onBoardShort'), align: 'end', sortValue: (flight) => flight.counts.onBoard, cell: (flight) => <Figure value={flight.counts.onBoard} /> },
    { key: 'handedOver', title: t('flights.handedOverShort'), align: 'end', sortValue: (flight) => flight.counts.handedOver, cell: (flight) => <Figure value={flight.counts.handedOver} /> },
    {
      key: 'done', title: '100 %', width: '21%', sortValue: (flight) => flight.counts.doneSteps / Math.max(1, flight.counts.doneSteps + flight.counts.owedSteps),
      cell: (flight) => <Bar label={t('flights.prescribedDoneOf', { flight: flight.designator })} hideLabel done={flight.counts.doneSteps} total={flight.counts.doneSteps + flight.counts.owedSteps} />,
    },
    {
      key: 'clock', title: t('flights.clock'), width: '122px', sortValue: (flight) => (flight.counts.overdue > 0 ? -flight.counts.overdue : Date.parse(flight.nextDueAt ?? '9999-01-01')),
      cell: (flight) => <NextClock flight={flight} alerts={alerts} />,
    },
    {
      key: 'alerts', title: t('flights.alertsShort'), align: 'center', sortValue: (flight) => -alerts.filter((alert) => alert.flightId === flight.flightId).length,
      cell: (flight) => <AlertMarks alerts={alerts.filter((alert) => alert.flightId === flight.flightId)} />,
    },
  ], [t, number, writeDate, date, alerts]);
  return (
    <Table label={t('flights.board')} columns={columns} rows={flights} rowKey={(flight) => flight.flightId} onOpen={onOpen} error={error}
      tone={(flight) => (flight.state === 'closed' || flight.state === 'cancelled' ? 'quiet' : flight.counts.overdue > 0 ? 'wrong' : alerts.some((alert) => alert.flightId === flight.flightId) ? 'late' : undefined)}
      emptyTitle={t('flights.noneToday')} emptyDetail={t('flights.noneTodayDetail')} />
  );
}

function Figure({ value }: { readonly value: number }): ReactNode {
  const { number } = useWords();
  return value === 0 ? <span className="tg-muted">–</span> : number(value);
}

/** Shows what is overdue, else the next clock. */
export function NextClock({ flight, alerts }: { readonly flight: FlightRow; readonly alerts: readonly Alert[] }): ReactNode {
  const { t } = useWords();
  const since = alerts.find((alert) => alert.flightId === flight.flightId && alert.kind === 'overdue')?.since ?? null;
  if (flight.counts.overdue > 0) {
    return since === null ? <strong className="fl-wrong">{t('flights.overdueCount', { count: flight.counts.overdue })}</strong>
      : <span className="fl-clock"><Clock dueAt={since} label={t('flights.overdueCount', { count: flight.counts.overdue })} /><span className="fl-wrong">×{flight.counts.overdue}</span></span>;
  }
  return flight.nextDueAt === null ? <span className="tg-muted">–</span> : <Clock dueAt={flight.nextDueAt} warnMinutes={60} label={t('flights.nextDue')} />;
}

function AlertMarks({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const { find } = useWords();
  if (alerts.length === 0) return <span className="tg-muted">–</span>;
  return (
    <span className="fl-marks">
      {alerts.map((alert) => {
        const label = find(`flights.alert.${alert.code}`, { count: Number((alert.params as { count?: number }).count ?? 0) }) ?? alert.code;
        return <span key={alert.code} title={label}><ToneMark tone={alertTone(alert)} label={label} /></span>;
      })}
    </span>
  );
}
