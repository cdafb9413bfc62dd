import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWords } from '../words.tsx';
import { Button } from './Button.tsx';
import { drawChart } from './chart.ts';
import { Skeleton } from './States.tsx';
import { Table, type Column } from './Table.tsx';
import './chart.css';

/** One value of a chart. Shape: `x` is a day (`2022-01-27`) or a name; `series` when there are several. */
export type Datum = { readonly x: string; readonly value: number; readonly series?: string };

/** Draws bars by day or by name, stacked when there are several series; the same figures can be read as a table. Unit: `height` in pixels. */
export function Chart({ title, data, xTitle, valueTitle, kind = 'bars', height = 220, xLabel }: {
  readonly title: string;
  /** Undefined while loading. */
  readonly data: readonly Datum[] | undefined;
  readonly xTitle: string;
  readonly valueTitle: string;
  readonly kind?: 'bars' | 'line';
  readonly height?: number;
  /** How a value of `x` is written; days are written short by themselves. */
  readonly xLabel?: (x: string) => string;
}): ReactNode {
  const words = useWords();
  const { t, number, language } = words;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [width, setWidth] = useState(0);
  const series = useMemo(() => [...new Set((data ?? []).map((datum) => datum.series ?? ''))], [data]);
  const write = (x: string): string => xLabel?.(x) ?? (/^\d{4}-\d{2}-\d{2}$/.test(x) ? words.date(x) : x);

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watch.observe(element);
    return () => watch.disconnect();
  }, [asTable, data === undefined]);

  useEffect(() => {
    const element = frame.current;
    if (!element || !data || width === 0 || asTable) return undefined;
    let gone = false;
    void drawChart({ data, series, kind, width, height, language, xLabel, xTitle, valueTitle }).then((drawing) => {
      if (!gone) element.replaceChildren(drawing);
    });
    return () => {
      gone = true;
    };
  }, [data, series, kind, width, height, language, asTable, xLabel, xTitle, valueTitle]);

  const rows = useMemo(() => {
    const byX = new Map<string, Record<string, number>>();
    for (const { x, value, series: name = '' } of data ?? []) {
      const row = byX.get(x) ?? {};
      row[name] = (row[name] ?? 0) + value;
      byX.set(x, row);
    }
    return [...byX].map(([x, values]) => ({ x, values }));
  }, [data]);
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'x', title: xTitle, cell: (row) => write(row.x), sortValue: (row) => row.x },
    ...series.map((name): Column<(typeof rows)[number]> => ({
      key: `s-${name}`, title: name === '' ? valueTitle : name, align: 'end', cell: (row) => number(row.values[name] ?? 0), sortValue: (row) => row.values[name] ?? 0,
    })),
  ];
  return (
    <figure className="tg-chart" aria-labelledby={id}>
      <figcaption id={id} className="tg-chart-head">
        <span>{title}</span>
        {series.length > 1 && !asTable && (
          <span className="tg-chart-legend">
            {series.map((name, place) => <span key={name}><i style={{ background: `var(--chart-${(place % 6) + 1})` }} />{name}</span>)}
          </span>
        )}
        <Button kind="bare" onPress={() => setAsTable(!asTable)}>{asTable ? t('design.chartPicture') : t('design.chartTable')}</Button>
      </figcaption>
      {data === undefined ? <Skeleton lines={6} /> : asTable ? <Table label={title} columns={columns} rows={rows} rowKey={(row) => row.x} maximumHeight={height} />
        : <div ref={frame} className="tg-chart-frame" style={{ minHeight: height }} role="img" aria-labelledby={id} />}
    </figure>
  );
}
