import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { ToneMark } from '../design/Badge.tsx';
import { Bar } from '../design/Bar.tsx';
import { deskPath, routeOf, toneOf } from '../flights/flight.ts';
import { useMayOpenDesk } from '../flights/marks.tsx';
import { useWords } from '../words.tsx';
import { isInWindow, type FlightLine } from './day.ts';

const hour = 3_600_000;

/** Is a window of time on a strip. Unit: milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number };

/** Says where an instant stands on a strip. Unit: percent, kept on the strip. */
export function placeOn({ from, to }: Span, at: number): number {
  return Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
}

/** The flights on a time line, one row each: landed or scheduled, what was promised of the dwell, what it is so far, and how much of what is owed is done. */
export function FlightLines({ lines, span, now, asOf }: { readonly lines: readonly FlightLine[]; readonly span: Span; readonly now: number; readonly asOf: string | undefined }): ReactNode {
  const { t, time } = useWords();
  const opens = useMayOpenDesk();
  const shown = lines.filter((line) => isInWindow(line, span.from, span.to));
  const hours = Array.from({ length: Math.round((span.to - span.from) / hour) + 1 }, (_, place) => span.from + place * hour);
  const every = hours.length > 14 ? 3 : 1;
  const promised = shown.some((line) => line.promise !== undefined);
  return (
    <div className="du-lines">
      <div className="du-lines-head" aria-hidden="true">
        <span />
        <span className="du-track">{hours.map((at, place) => (place % every === 0 ? <span key={at} className="du-hour" style={{ left: `${placeOn(span, at)}%` }}>{time(at).slice(0, 2)}</span> : undefined))}<span className="du-now-label" style={{ left: `${placeOn(span, now)}%` }}>{time(now)}</span></span>
        <span>100 %</span>
      </div>
      {shown.length === 0 && <p className="du-quiet">{t('duty.noFlights')}</p>}
      <ul aria-label={t('duty.flights')}>
        {shown.map((line) => (
          <li key={line.flight.flightId} className={line.verdict === 'broken' || line.verdict === 'threatened' ? 'du-line du-line-wrong' : 'du-line'}>
            <FlightName line={line} to={opens ? deskPath(line.flight.flightId, asOf === undefined ? {} : { asOf }) : undefined} />
            <Track line={line} span={span} now={now} hours={hours} />
            <Bar label={t('flights.prescribedDoneOf', { flight: line.flight.designator })} hideLabel done={line.flight.counts.doneSteps} total={line.flight.counts.doneSteps + line.flight.counts.owedSteps} />
          </li>
        ))}
      </ul>
      <p className="du-legend">
        {promised && <><span><i className="du-key-half" />{t('duty.legendHalf')}</span><span><i className="du-key-band" />{t('duty.legendBand')}</span></>}
        <span><i className="du-key-actual" />{t('duty.legendActual')}</span>
        {promised && <><span><i className="du-key-target" />{t('duty.legendTarget')}</span><span><i className="du-key-wrong" />{t('duty.legendWrong')}</span></>}
        {lines.length > shown.length && <span className="du-legend-end">{t('duty.otherFlights', { count: lines.length - shown.length })}</span>}
      </p>
    </div>
  );
}

function FlightName({ line: { flight }, to }: { readonly line: FlightLine; readonly to: string | undefined }): ReactNode {
  const { t, number } = useWords();
  const persons = flight.counts.onBoard > 0 ? flight.counts.onBoard : flight.counts.expected;
  return (
    <span className="du-name">
      <span className="du-name-flight"><ToneMark tone={flight.counts.overdue > 0 ? 'wrong' : toneOf(flight.state)} label={t(`flights.state.${flight.state}`)} />{to === undefined ? <strong>{flight.designator}</strong> : <Link to={to}><strong>{flight.designator}</strong></Link>}<span className="tg-muted">{routeOf(flight)}</span></span>
      <span className="du-name-count" title={t('duty.onBoardOf', { done: flight.counts.handedOver, all: persons })}>{number(flight.counts.handedOver)}<span className="tg-muted">/{number(persons)}</span></span>
    </span>
  );
}

// The time stands where the bar is not: before what has landed, behind what is to come, and on the bar where there is no room before it.
function timeClass(line: FlightLine, place: number): string {
  if (line.until === undefined) return place > 92 ? 'du-time du-time-before' : 'du-time';
  return place > 8 ? 'du-time du-time-before' : 'du-time du-time-on';
}

function Track({ line, span, now, hours }: { readonly line: FlightLine; readonly span: Span; readonly now: number; readonly hours: readonly number[] }): ReactNode {
  const { t, time } = useWords();
  const { flight, promise } = line;
  const place = (at: number): string => `${placeOn(span, at)}%`;
  const width = (from: number, to: number): string => `${Math.max(0, placeOn(span, to) - placeOn(span, from))}%`;
  const inside = (at: number): boolean => at >= span.from && at <= span.to;
  const minutes = (seconds: number): number => Math.round(seconds / 60);
  const says = `${t('duty.flightSays', { flight: flight.designator, state: t(`flights.state.${flight.state}`), time: time(line.at), verdict: t(`duty.verdict.${line.verdict}`) })}${promise === undefined ? '' : `; ${t('duty.promised', { p50: minutes(promise.p50Seconds), p95: minutes(promise.p95Seconds), target: minutes(promise.targetSeconds) })}`}`;
  return (
    <span className="du-track" role="img" aria-label={says} title={says}>
      {hours.map((at) => <i key={at} className="du-grid" style={{ left: place(at) }} />)}
      {line.half !== undefined && <i className="du-half" style={{ left: place(line.at), width: width(line.at, line.half) }} />}
      {line.half !== undefined && line.most !== undefined && <i className="du-band" style={{ left: place(line.half), width: width(line.half, line.most) }} />}
      {line.until !== undefined && <i className={line.verdict === 'broken' ? 'du-actual du-actual-wrong' : 'du-actual'} style={{ left: place(line.at), width: width(line.at, line.until) }} />}
      {line.target !== undefined && inside(line.target) && <i className="du-target" style={{ left: place(line.target) }} />}
      {inside(line.at) && <i className={line.landed ? 'du-mark du-mark-landed' : 'du-mark'} style={{ left: place(line.at) }} />}
      {inside(line.at) && <span className={timeClass(line, placeOn(span, line.at))} style={{ left: place(line.at) }}>{time(line.at)}</span>}
      <i className="du-now" style={{ left: place(now) }} />
    </span>
  );
}
