import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { flightStates, type Alert, type FlightRow } from '../../modules/flights/shapes.ts';
import { Bar } from '../design/Bar.tsx';
import { Clock } from '../design/Clock.tsx';
import { Table, type Column } from '../design/Table.tsx';
import { useWords } from '../words.tsx';
import { deskPath, routeOf, timeOf } from './flight.ts';
import { FlightStatus, FlightTime, useMayOpenDesk } from './marks.tsx';

/** The flights as one dense table; what is overdue is red, what waits for somebody amber. The board, where the alerts stand beside it, says only what the watch needs. */
export function BoardTable({ label, flights, date, alerts, watch = false, error }: {
  readonly label: string;
  readonly flights: readonly FlightRow[] | undefined;
  /** The day at hand; flights of other days say theirs. */
  readonly date: string | undefined;
  readonly alerts: readonly Alert[];
  readonly watch?: boolean;
  readonly error?: unknown;
}): ReactNode {
  const { t, number } = useWords();
  const navigate = useNavigate();
  const opens = useMayOpenDesk();
  const columns = useMemo<readonly Column<FlightRow>[]>(() => [
    { key: 'time', title: t('flights.timeColumn'), width: '96px', sortValue: (flight) => timeOf(flight), cell: (flight) => <FlightTime flight={flight} day={date} /> },
    {
      key: 'flight', title: t('flights.flight'), sortValue: (flight) => flight.designator,
      cell: (flight) => (
        <span className="fl-flight">
          <strong>{flight.designator}</strong>
          <span className="fl-route">{routeOf(flight)}</span>
        </span>
      ),
    },
    ...(watch ? [] : [{ key: 'direction', title: t('flights.direction'), sortValue: (flight: FlightRow) => flight.direction, cell: (flight: FlightRow) => <span className="tg-muted">{t(`flights.${flight.direction}`)} · {flight.pointCode}</span> }]),
    { key: 'state', title: t('flights.stateColumn'), sortValue: (flight) => flightStates.indexOf(flight.state), cell: (flight) => <FlightStatus state={flight.state} /> },
    { key: 'expected', title: t('flights.listed'), align: 'end', sortValue: (flight) => flight.counts.expected, cell: (flight) => number(flight.counts.expected) },
    { key: 'onBoard', title: t('flights.onBoardShort'), align: 'end', sortValue: (flight) => flight.counts.onBoard, cell: (flight) => <Figure value={flight.counts.onBoard} /> },
    { key: 'handedOver', title: t('flights.handedOverShort'), align: 'end', sortValue: (flight) => flight.counts.handedOver, cell: (flight) => <Figure value={flight.counts.handedOver} /> },
    {
      key: 'done', title: '100 %', width: watch ? '118px' : '24%', sortValue: (flight) => flight.counts.doneSteps / Math.max(1, flight.counts.doneSteps + flight.counts.owedSteps),
      cell: (flight) => <Bar label={t('flights.prescribedDoneOf', { flight: flight.designator })} hideLabel done={flight.counts.doneSteps} total={flight.counts.doneSteps + flight.counts.owedSteps} />,
    },
    {
      key: 'clock', title: t('flights.clock'), width: '158px', sortValue: (flight) => (flight.counts.overdue > 0 ? -flight.counts.overdue : Date.parse(flight.nextDueAt ?? '9999-01-01')),
      cell: (flight) => <NextClock flight={flight} alerts={alerts} />,
    },
  ], [t, number, date, alerts, watch]);
  return (
    <Table label={label} columns={columns} rows={flights} rowKey={(flight) => flight.flightId} onOpen={opens ? (flight) => void navigate(deskPath(flight.flightId)) : undefined} error={error}
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
      : <span className="fl-clock"><Clock dueAt={since} label={t('flights.overdueCount', { count: flight.counts.overdue })} />{flight.counts.overdue > 1 && <span className="fl-wrong">×{flight.counts.overdue}</span>}</span>;
  }
  return flight.nextDueAt === null ? <span className="tg-muted">–</span> : <Clock dueAt={flight.nextDueAt} warnMinutes={60} label={t('flights.nextDue')} />;
}
