import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ToneMark } from '../design/Badge.tsx';
import { Panel } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { stationName } from './attention.ts';
import type { QueueLine } from './day.ts';
import type { ForecastDay, Part } from './shapes.ts';

const width = 240;
const height = 46;
const minutesOfDay = 24 * 60;
/** Is how many stations are drawn; the rest have short queues. */
const drawn = 6;

/** The queues of the stations: what was foreseen as a band over the day, what waits as a dot. */
export function Queues({ part, lines, minute, forecastPath }: { readonly part: Part<ForecastDay>; readonly lines: readonly QueueLine[]; readonly minute: number; readonly forecastPath: string }): ReactNode {
  const words = useWords();
  const { t, dateTime, number } = words;
  const forecast = part.data?.forecast ?? null;
  const nameOf = (station: string): string => stationName(words, station);
  const busy = lines.filter((line) => line.peak > 0).slice(0, drawn);
  const calm = lines.filter((line) => !busy.includes(line));
  return (
    <Panel title={forecast === null ? t('duty.queues') : t('duty.queuesOf', { time: dateTime(forecast.computedAt) })} actions={forecast?.bottleneck != null && <span className="tg-muted">{t('duty.bottleneck')}: {nameOf(forecast.bottleneck)}</span>}>
      {part.refused?.code === 'role-not-allowed' ? <p className="tg-muted">{t('duty.notSeen')}</p> : forecast === null && <p className="tg-muted">{t('duty.noForecast')} <Link to={forecastPath}>{t('duty.toForecast')}</Link></p>}
      {busy.length > 0 && (
        <ul className="du-queues">
          {busy.map((line) => (
            <li key={line.station} className="du-queue">
              <span className="du-queue-head">
                <strong className={line.tone === 'wrong' ? 'du-wrong' : undefined}>{line.tone !== 'neutral' && <ToneMark tone={line.tone} />}{nameOf(line.station)}</strong>
                <span>{line.live !== undefined && t('duty.waitingNow', { count: line.live.waiting })}{line.live?.oldestSeconds != null && <span className="tg-muted"> · {t('duty.oldest', { count: Math.round(line.live.oldestSeconds / 60) })}</span>}</span>
              </span>
              {line.forecast !== undefined && <QueueChart line={line} minute={minute} name={nameOf(line.station)} />}
              <span className="du-queue-foot">{line.slot !== undefined && t('duty.queueForeseen', { mean: number(line.slot.queueMean, 0), most: number(line.slot.queueP95, 0) })}{line.live !== undefined && <span>{t('duty.perHour', { count: line.live.doneLastHour })}</span>}</span>
            </li>
          ))}
        </ul>
      )}
      {calm.length > 0 && <p className="tg-muted du-calm">{t('duty.noQueue', { stations: calm.map((line) => nameOf(line.station)).join(' · ') })}</p>}
    </Panel>
  );
}

function QueueChart({ line, minute, name }: { readonly line: QueueLine; readonly minute: number; readonly name: string }): ReactNode {
  const { t } = useWords();
  const slots = line.forecast?.slots ?? [];
  const most = Math.max(1, line.peak);
  const x = (from: number): number => (from / minutesOfDay) * width;
  const y = (value: number): number => height - 2 - (Math.min(value, most) / most) * (height - 6);
  const path = (of: (slot: (typeof slots)[number]) => number): string => slots.map((slot, place) => `${place === 0 ? 'M' : 'L'}${x(slot.from + 7.5).toFixed(1)} ${y(of(slot)).toFixed(1)}`).join('');
  const back = [...slots].reverse().map((slot) => `L${x(slot.from + 7.5).toFixed(1)} ${y(slot.queueMean).toFixed(1)}`).join('');
  const says = t('duty.queueSays', { station: name, waiting: line.live?.waiting ?? '–', mean: Math.round(line.slot?.queueMean ?? 0), most: Math.round(line.slot?.queueP95 ?? 0) });
  return (
    <svg className="du-chart" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={says}>
      {slots.length > 0 && <path className="du-chart-band" d={`${path((slot) => slot.queueP95)}${back}Z`} />}
      {slots.length > 0 && <path className="du-chart-mean" d={path((slot) => slot.queueMean)} />}
      <line className="du-chart-now" x1={x(minute)} x2={x(minute)} y1="0" y2={height} />
      {line.live !== undefined && <circle className={line.tone === 'wrong' ? 'du-chart-dot du-chart-dot-wrong' : 'du-chart-dot'} cx={x(minute)} cy={y(line.live.waiting)} r="3" />}
    </svg>
  );
}
