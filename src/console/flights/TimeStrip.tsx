import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { FlightRow } from '../../modules/flights/shapes.ts';
import { ToneMark } from '../design/Badge.tsx';
import { useEventNow } from '../session.ts';
import { useWords } from '../words.tsx';
import { deskPath, routeOf, timeOf, toneOf } from './flight.ts';
import { useMayOpenDesk } from './marks.tsx';

const hour = 3_600_000;
/** How much of the strip a flight's mark takes. Unit: fraction of the strip's width. */
const markWidth = 0.066;

type Placed = { readonly flight: FlightRow; readonly at: number; readonly left: number; readonly lane: number };

/** Puts each flight at its time and, where marks would touch, into the next lane below. */
export function placeFlights(flights: readonly FlightRow[], from: number, to: number): readonly Placed[] {
  const laneEnds: number[] = [];
  return flights
    .flatMap((flight) => {
      const at = Date.parse(timeOf(flight) ?? '');
      return Number.isNaN(at) || at < from || at > to ? [] : [{ flight, at, left: Math.min((at - from) / (to - from), 1 - markWidth) }];
    })
    .sort((a, b) => a.left - b.left)
    .map((entry) => {
      const free = laneEnds.findIndex((end) => end <= entry.left);
      const lane = free === -1 ? laneEnds.length : free;
      laneEnds[lane] = entry.left + markWidth;
      return { ...entry, lane };
    });
}

/** Shows the day as a line: every flight at its time, and where the clock stands. */
export function TimeStrip({ flights, date }: { readonly flights: readonly FlightRow[]; readonly date: string }): ReactNode {
  const { t, time, timeZone } = useWords();
  const now = useEventNow();
  const opens = useMayOpenDesk();
  const from = useMemo(() => startOfDay(date, timeZone), [date, timeZone]);
  const to = from + 24 * hour;
  const placed = useMemo(() => placeFlights(flights.filter((flight) => flight.state !== 'cancelled'), from, to), [flights, from, to]);
  const lanes = Math.max(1, ...placed.map((entry) => entry.lane + 1));
  return (
    <nav className="fl-strip" aria-label={t('flights.timeStrip')} style={{ height: 22 + lanes * 24 }}>
      {Array.from({ length: 13 }, (_, place) => (
        <span key={place} className="fl-strip-hour" style={{ left: `${(place / 12) * 100}%` }} aria-hidden="true"><span>{String(place * 2).padStart(2, '0')}</span></span>
      ))}
      {now >= from && now <= to && <span className="fl-strip-now" style={{ left: `${((now - from) / (to - from)) * 100}%` }} aria-hidden="true" />}
      {placed.map(({ flight, at, left, lane }) => {
        const tone = flight.counts.overdue > 0 ? 'wrong' : toneOf(flight.state);
        const mark = {
          className: `fl-strip-flight fl-strip-${tone}`, style: { left: `${left * 100}%`, top: 20 + lane * 24, width: `${markWidth * 100}%` },
          title: `${flight.designator} ${routeOf(flight)} ${time(at)} · ${t(`flights.state.${flight.state}`)}`, children: <><ToneMark tone={tone} /><span>{flight.designator}</span></>,
        };
        return opens ? <Link key={flight.flightId} to={deskPath(flight.flightId)} {...mark} /> : <span key={flight.flightId} {...mark} />;
      })}
    </nav>
  );
}

/** Tells the instant at which a day begins in a zone. Unit: milliseconds since 1970, UTC. */
export function startOfDay(date: string, timeZone: string): number {
  const guess = Date.parse(`${date}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(guess);
  const part = (type: string): number => Number(parts.find((entry) => entry.type === type)?.value ?? 0);
  return guess - (Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) - guess);
}
