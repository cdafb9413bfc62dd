import type { CSSProperties, ReactNode } from 'react';
import { ToneMark } from '../design/Badge.tsx';
import { PageHeader } from '../design/PageHeader.tsx';
import { percentDone } from '../design/percent.ts';
import { hasEnded, routeOf, toneOf } from '../flights/flight.ts';
import { useWords } from '../words.tsx';
import type { Attention } from './attention.ts';
import { isInWindow, type FlightLine, type Numbers } from './day.ts';
import { placeOn, type Span } from './FlightLines.tsx';

/** Is how many flights and how many things that need somebody are read at five metres. */
const mostFlights = 7;
const mostItems = 4;

const isWrong = (line: FlightLine): boolean => line.verdict === 'broken' || line.verdict === 'threatened' || line.flight.counts.overdue > 0;

/** Picks the flights for a wall: what is wrong before what is in the hall before what comes next; nothing that is through. Shape: by time. */
function flightsForWall(lines: readonly FlightLine[]): readonly FlightLine[] {
  const weight = (line: FlightLine): number => (isWrong(line) ? 0 : line.landed ? 1 : 2);
  const open = lines.filter((line) => !hasEnded(line.flight) && (isWrong(line) || line.flight.state !== 'handedOver'));
  return [...open].sort((one, other) => weight(one) - weight(other) || one.at - other.at).slice(0, mostFlights).sort((one, other) => one.at - other.at);
}

/** The board for a wall: five figures, the flights at hand and what is wrong, large enough for five metres; key W or Escape leads back. */
export function DutyWall({ place, now, past, numbers, lines, items, span, onLeave }: {
  readonly place: string; readonly now: number; readonly past: boolean; readonly numbers: Numbers; readonly lines: readonly FlightLine[]; readonly items: readonly Attention[]; readonly span: Span; readonly onLeave: () => void;
}): ReactNode {
  const { t, number, date, time, timeWithSeconds } = useWords();
  const percent = percentDone(numbers.done ?? 0, (numbers.done ?? 0) + (numbers.owed ?? 0));
  const figure = (value: number | undefined): string => (value === undefined ? '–' : number(value));
  const figures: readonly (readonly [label: string, value: string, tone?: 'wrong' | 'late' | undefined, unit?: string])[] = [
    [t('duty.inProcess'), figure(numbers.inProcess)], [t('duty.wallDone'), percent === undefined ? '–' : number(percent, percent === 100 || percent === 0 ? 0 : 1), undefined, '%'],
    [t('duty.overdue'), figure(numbers.overdue), (numbers.overdue ?? 0) > 0 ? 'wrong' : undefined], [t('duty.alarms'), figure(numbers.alarms), (numbers.unacknowledged ?? 0) > 0 ? 'late' : undefined],
    [t('duty.onDuty'), figure(numbers.on), (numbers.missing ?? 0) > 0 ? 'late' : undefined],
  ];
  const shown = flightsForWall(lines.filter((line) => isInWindow(line, span.from, span.to)));
  return (
    <div className="du-wall" role="region" aria-label={t('duty.wall')} tabIndex={0} onDoubleClick={onLeave} style={{ '--rows': Math.max(4, shown.length) } as CSSProperties}>
      <div className="tg-hidden"><PageHeader title={t('duty.title')} /></div>
      <header className="du-wall-head"><strong>{place}</strong><span>{date(now)}</span>{past && <span className="du-late">{t('duty.asOf', { time: time(now) })}</span>}<time>{past ? time(now) : timeWithSeconds(now)}</time></header>
      <dl className="du-wall-figures">{figures.map(([label, value, tone, unit]) => <div key={label} className={tone === undefined ? undefined : `du-${tone}`}><dt>{label}</dt><dd>{value}{unit !== undefined && <small>{unit}</small>}</dd></div>)}</dl>
      <ul className="du-wall-flights" aria-label={t('duty.flights')}>
        {shown.map((line) => {
          const { flight } = line;
          const wrong = isWrong(line);
          const persons = flight.counts.onBoard > 0 ? flight.counts.onBoard : flight.counts.expected;
          const part = percentDone(flight.counts.doneSteps, flight.counts.doneSteps + flight.counts.owedSteps);
          return (
            <li key={flight.flightId} className={wrong ? 'du-wall-flight du-wall-wrong' : 'du-wall-flight'}>
              <time>{time(line.at)}</time><span className="du-wall-name"><ToneMark tone={wrong ? 'wrong' : toneOf(flight.state)} label={t(`flights.state.${flight.state}`)} /><strong>{flight.designator}</strong> <span className="tg-muted">{routeOf(flight)}</span></span>
              <span className="du-wall-track" aria-hidden="true">{line.half !== undefined && line.most !== undefined && <i className="du-band" style={{ left: `${placeOn(span, line.half)}%`, width: `${placeOn(span, line.most) - placeOn(span, line.half)}%` }} />}{line.until !== undefined && <i className={line.verdict === 'broken' ? 'du-actual du-actual-wrong' : 'du-actual'} style={{ left: `${placeOn(span, line.at)}%`, width: `${placeOn(span, line.until) - placeOn(span, line.at)}%` }} />}<i className={line.landed ? 'du-mark du-mark-landed' : 'du-mark'} style={{ left: `${placeOn(span, line.at)}%` }} /><i className="du-now" style={{ left: `${placeOn(span, now)}%` }} /></span>
              <span className="du-wall-count">{number(flight.counts.handedOver)}<span className="tg-muted"> / {number(persons)}</span></span><span className="du-wall-percent">{part === undefined ? '–' : `${number(part, part === 100 || part === 0 ? 0 : 1)} %`}</span>
            </li>
          );
        })}
        {shown.length === 0 && <li className="du-wall-flight"><span className="tg-muted">{t('duty.noFlights')}</span></li>}
      </ul>
      <ul className="du-wall-items" aria-label={t('duty.now')}>
        {items.slice(0, mostItems).map((item) => <li key={item.key} className={item.tone === 'wrong' ? 'du-wrong' : undefined}><ToneMark tone={item.tone} /><span><strong>{item.subject}</strong> {item.text}</span></li>)}
        {items.length === 0 && <li className="tg-muted">{t('duty.nothing')}</li>}
        {items.length > mostItems && <li className="tg-muted">+{items.length - mostItems}</li>}
      </ul>
    </div>
  );
}
