import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../../words.tsx';
import { useRangeText } from '../marks.tsx';
import type { Finding, Point, Range } from '../shapes.ts';

const height = 220;
const edge = { left: 44, right: 12, top: 10, bottom: 26 };

function ticksOf(least: number, most: number): number[] {
  const step = [1, 2, 5, 10, 20, 50].find((one) => (most - least) / one <= 6) ?? 50;
  return Array.from({ length: Math.floor(most / step) - Math.ceil(least / step) + 1 }, (_, place) => (Math.ceil(least / step) + place) * step);
}

/** Draws a temperature log with the range that is allowed: the line as it was, and over it in red whatever left the range. */
export function LogPlot({ points, range, finding }: { readonly points: readonly Point[]; readonly range: Pick<Range, 'minimum' | 'maximum'>; readonly finding: Finding }): ReactNode {
  const { t, number, dateTime } = useWords();
  const rangeText = useRangeText();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(240, Math.floor(entry?.contentRect.width ?? 640))));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const bounds = [finding.lowest, finding.highest, ...(range.minimum === null ? [] : [range.minimum]), ...(range.maximum === null ? [] : [range.maximum])];
  const [least, most] = [Math.min(...bounds) - 1, Math.max(...bounds) + 1];
  const [first, last] = [points[0]![0], points.at(-1)![0]];
  const x = (at: number): number => edge.left + ((at - first) / Math.max(1, last - first)) * (width - edge.left - edge.right);
  const y = (celsius: number): number => edge.top + ((most - celsius) / (most - least)) * (height - edge.top - edge.bottom);
  const isOutside = (celsius: number): boolean => (range.minimum !== null && celsius < range.minimum) || (range.maximum !== null && celsius > range.maximum);
  const path = (part: readonly Point[]): string => part.map(([at, celsius], place) => `${place === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(celsius).toFixed(1)}`).join('');
  // Each stretch outside goes from the reading before it to the reading after it, as it is counted.
  const outside: Point[][] = [];
  let open = false;
  for (const [place, point] of points.entries()) {
    if (isOutside(point[1])) {
      if (!open) outside.push(place === 0 ? [] : [points[place - 1]!]);
      outside.at(-1)!.push(point);
      open = true;
    } else {
      if (open) outside.at(-1)!.push(point);
      open = false;
    }
  }
  const [upper, lower] = [range.maximum ?? most, range.minimum ?? least];
  const count = width < 520 ? 2 : 4;
  const times = Array.from({ length: count }, (_, place) => first + ((last - first) * place) / (count - 1));
  return (
    <div ref={frame} className="fd-plot">
      <svg width={width} height={height} role="img" aria-label={t('food.plot', { from: dateTime(finding.from), to: dateTime(finding.to), lowest: number(finding.lowest, 1), highest: number(finding.highest, 1), range: rangeText(range), outside: number(finding.excursionMinutes) })}>
        <rect className="fd-plot-range" x={edge.left} y={y(upper)} width={width - edge.left - edge.right} height={Math.max(0, y(lower) - y(upper))} />
        {ticksOf(least, most).map((tick) => <g key={tick}><line className="fd-plot-grid" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} /><text className="fd-plot-text" x={edge.left - 6} y={y(tick) + 4} textAnchor="end">{tick}°</text></g>)}
        {[range.minimum, range.maximum].map((bound, place) => bound !== null && <line key={place} className="fd-plot-bound" x1={edge.left} x2={width - edge.right} y1={y(bound)} y2={y(bound)} />)}
        {times.map((at, place) => <text key={at} className="fd-plot-text" x={x(at)} y={height - 8} textAnchor={place === 0 ? 'start' : place === times.length - 1 ? 'end' : 'middle'}>{dateTime(at)}</text>)}
        <path className="fd-plot-line" d={path(points)} />
        {outside.map((part, place) => <path key={place} className="fd-plot-wrong" d={path(part)} />)}
      </svg>
    </div>
  );
}
