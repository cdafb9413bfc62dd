import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import type { ForecastStation } from './shapes.ts';

const [width, height] = [384, 56];

/** Draws the queue that is foreseen at a station over the day: the mean as a line, what 19 of 20 days stay below as a band, and who waits now as a dot. */
export function QueueChart({ station, live, nowMinute }: { readonly station: ForecastStation; readonly live?: { readonly waiting: number; readonly oldestSeconds: number | null } | undefined; readonly nowMinute?: number | undefined }): ReactNode {
  const words = useWords();
  const { t, number, find } = words;
  const { slots } = station;
  const minutes = Math.max(1440, (slots.at(-1)?.from ?? 0) + 15);
  const most = Math.max(5, ...slots.map((slot) => slot.queueP95), live?.waiting ?? 0);
  const x = (minute: number): string => ((minute / minutes) * width).toFixed(1);
  const y = (people: number): string => (height - 2 - (people / most) * (height - 8)).toFixed(1);
  const line = (of: (slot: (typeof slots)[number]) => number): string => slots.map((slot) => `${x(slot.from + 7.5)},${y(of(slot))}`).join(' L');
  const name = find(`forecast.station.${station.station}`) ?? station.station;
  const peak = slots.reduce((best, slot) => (slot.queueMean > best.queueMean ? slot : best), slots[0] ?? { from: 0, queueMean: 0, queueP95: 0, waitP95: 0 });
  return (
    <figure className="fc-queue">
      <figcaption><span><strong>{name}</strong> <span className="tg-muted">{t('forecast.utilisation', { share: `${number(station.utilisation * 100, 0)}%` })}</span></span>
        {live !== undefined && <span>{t('forecast.live', { count: live.waiting })}{live.oldestSeconds !== null && live.waiting > 0 && <span className="tg-muted"> · {t('forecast.waitNow', { minutes: number(live.oldestSeconds / 60, 0) })}</span>}</span>}</figcaption>
      <svg viewBox={`0 0 ${width} ${height + 12}`} role="img" aria-label={`${t('forecast.queueOf', { station: name })}: ${t('forecast.mean')} ${number(peak.queueMean, 0)}, ${t('forecast.band')} ${number(peak.queueP95, 0)}`}>
        {slots.length > 0 && <><path className="fc-band" d={`M${x(7.5)},${y(0)} L${line((slot) => slot.queueP95)} L${x((slots.at(-1)?.from ?? 0) + 7.5)},${y(0)} Z`} /><path className="fc-mean" d={`M${line((slot) => slot.queueMean)}`} /></>}
        {live !== undefined && nowMinute !== undefined && <><line className="fc-now" x1={x(nowMinute)} x2={x(nowMinute)} y1={2} y2={height - 2} /><circle className={live.waiting > (slots.findLast((slot) => slot.from <= nowMinute)?.queueP95 ?? Infinity) + 1 ? 'fc-dot fc-dot-over' : 'fc-dot'} cx={x(nowMinute)} cy={y(live.waiting)} r={4} /></>}
        <text x={2} y={9}>{number(most, 0)}</text>
        {[0, 6, 12, 18].map((hour) => <text key={hour} x={Number(x(hour * 60)) + 1} y={height + 10}>{`${String(hour).padStart(2, '0')}:00`}</text>)}
      </svg>
    </figure>
  );
}
