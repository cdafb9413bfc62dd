import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { flightWindow, type Window } from '../../modules/devices/rules/availability.ts';
import { useAddress } from '../address.ts';
import { useView } from '../client.ts';
import { Panel } from '../design/Layout.tsx';
import { EmptyState } from '../design/States.tsx';
import { Table, type Column } from '../design/Table.tsx';
import type { Board } from '../flights/flight.ts';
import { eventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { kindName } from './saying.ts';
import { devicePath, type Device } from './shapes.ts';

/** Is a time of which the availability is shown, with what stands above its column. */
export type NamedWindow = Window & { readonly title: string };
type Available = Device & { readonly shares: readonly (number | null)[] };

const day = 86_400_000;
const mostFlights = 10;
const lowShare = 0.95;
const topics = ['devices'];

/** Shows how available each device was, a column a day or a flight. */
export function AvailabilityTab(): ReactNode {
  const { t, date, timeZone } = useWords();
  const [query, change] = useAddress();
  const byFlight = query.get('by') === 'flight';
  const today = Math.floor(eventNow() / day);
  const days = useMemo<readonly NamedWindow[]>(() => [6, 5, 4, 3, 2, 1, 0].map((ago) => {
    const from = startOfDay(new Date(eventNow() - ago * day), timeZone);
    return { from: from.toISOString(), to: new Date(from.getTime() + day).toISOString(), title: date(from.toISOString()) };
  }), [today, timeZone, date]);
  const board = useView<Board>('flights.board', byFlight ? {} : undefined, { topics: ['flight:*'], everyMilliseconds: 60_000 });
  const flights = useMemo(() => board.data?.data.flights.flatMap((flight): NamedWindow[] => {
    const window = flight.state === 'cancelled' ? undefined : flightWindow(flight);
    return window === undefined || Date.parse(window.from) > eventNow() ? [] : [{ ...window, title: flight.designator }];
  }).sort((one, other) => (one.from < other.from ? 1 : -1)).slice(0, mostFlights), [board.data]);
  return (
    <div className="tg-stack">
      <div className="dv-ranges" role="group" aria-label={t('availability.by')}>
        {(['day', 'flight'] as const).map((by) => <button key={by} type="button" className="gd-chip" aria-pressed={(by === 'flight') === byFlight} onClick={() => change({ by: by === 'day' ? undefined : by })}>{t(by === 'day' ? 'availability.byDay' : 'availability.byFlight')}</button>)}
      </div>
      <p className="tg-muted">{t(byFlight ? 'availability.flightDetail' : 'availability.dayDetail')}</p>
      {byFlight && flights?.length === 0 ? <Panel><EmptyState icon="flight" title={t('availability.noFlights')} /></Panel> : <AvailabilityTable windows={byFlight ? flights : days} />}
    </div>
  );
}

/** Lists devices with the share of each time in which they were online; what is below 95 % is marked. */
export function AvailabilityTable({ windows, pointCode }: { readonly windows: readonly NamedWindow[] | undefined; readonly pointCode?: string | undefined }): ReactNode {
  const words = useWords();
  const { t, say, number } = words;
  const navigate = useNavigate();
  const view = useView<{ readonly devices: readonly Available[] }>('devices.availability', windows === undefined || windows.length === 0 ? undefined : { windows: windows.map(({ from, to }) => ({ from, to })), ...(pointCode === undefined ? {} : { pointCode }) }, { topics, everyMilliseconds: 60_000 });
  const columns = useMemo<readonly Column<Available>[]>(() => [
    { key: 'device', title: t('devices.device'), sortValue: (one) => say(one.name), cell: (one) => <span className="dv-two"><span className="dv-name">{say(one.name)}</span><span className="tg-muted">{one.station === null ? t('devices.noStation') : say(one.station.name)}</span></span> },
    ...(windows ?? []).map((window, place): Column<Available> => ({ key: `w${place}`, title: window.title, align: 'end', sortValue: (one) => one.shares[place], cell: (one) => {
      const share = one.shares[place] ?? null;
      // Rounded down: what was away for a moment is not all of it.
      return share === null ? <span className="tg-muted">–</span> : <span className={share < lowShare ? 'dv-late' : undefined}>{number(Math.floor(share * 1000) / 10, share === 1 || share === 0 ? 0 : 1)}%</span>;
    } })),
  ], [words, windows]);
  return <Panel flush><Table label={t('availability.title')} columns={columns} rows={view.data?.data.devices} rowKey={(one) => one.deviceId} groupOf={(one) => kindName(words, one.kind)} onOpen={(one) => void navigate(devicePath(one.deviceId))} error={view.error} onRetry={() => void view.refetch()} emptyTitle={t('availability.none')} /></Panel>;
}

/** Finds when the day of an instant began at the port. */
function startOfDay(at: Date, timeZone: string): Date {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(at).map((part) => [part.type, part.value]));
  return new Date(Math.floor(at.getTime() / 1000) * 1000 - (Number(parts['hour']) * 3600 + Number(parts['minute']) * 60 + Number(parts['second'])) * 1000);
}
