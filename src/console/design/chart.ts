import type { Datum } from './Chart.tsx';

const colours = [1, 2, 3, 4, 5, 6].map((place) => `var(--chart-${place})`);

/** Is the greatest width of a bar. Unit: pixels. */
const widestBar = 96;
/** Is the size of a label. Unit: pixels. */
const labelSize = 11;

/** Draws a chart in the theme's own colours; the drawing library is loaded with the first chart. */
export async function drawChart({ data, series, kind, width, height, language, xLabel, xTitle, valueTitle }: {
  readonly data: readonly Datum[];
  readonly series: readonly string[];
  readonly kind: 'bars' | 'line';
  readonly width: number;
  readonly height: number;
  readonly language: string;
  readonly xLabel: ((x: string) => string) | undefined;
  readonly xTitle: string;
  readonly valueTitle: string;
}): Promise<HTMLElement | SVGSVGElement> {
  const Plot = await import('@observablehq/plot');
  const names = [...new Set(data.map((datum) => datum.x))];
  const everyNth = Math.max(1, Math.ceil(names.length / Math.max(1, Math.floor(width / 64))));
  const number = new Intl.NumberFormat(language);
  const short = (x: string): string => xLabel?.(x) ?? (/^\d{4}-\d{2}-\d{2}$/.test(x) ? x.slice(5) : x);
  const several = series.length > 1;
  const colour = several ? 'series' : colours[0];
  const tip = { channels: {}, format: { x: short, y: (value: number) => number.format(value), fill: several, stroke: several } } as const;
  // Few bars stay bars and do not become walls; so many that each has a pixel or two leave nothing between them, or none would be seen.
  const share = (width - 54) / Math.max(1, names.length);
  const slack = share < 4 ? 0 : Math.max(1, Math.round((width / Math.max(1, names.length) - widestBar) / 2));
  // Names that do not fit beside each other are broken into lines. Unit: ems; a letter is about half of one.
  const lineWidth = Math.max(4, (width - 54) / Math.max(1, names.length) / labelSize - 0.5);
  const wraps = everyNth === 1 && names.some((name) => short(name).length / 2 > lineWidth);
  const mark = kind === 'bars'
    ? Plot.barY(data, { x: 'x', y: 'value', fill: colour, ...(several ? { order: series as string[] } : {}), insetLeft: slack, insetRight: slack, tip })
    : Plot.lineY(data, { x: 'x', y: 'value', stroke: colour, strokeWidth: 2, tip });
  const drawing = Plot.plot({
    width, height, marginLeft: 46, marginBottom: wraps ? 40 : 26, marginTop: 14, marginRight: 8,
    style: { background: 'transparent', color: 'var(--ink-muted)', fontFamily: 'inherit', fontSize: `${labelSize}px`, overflow: 'visible' },
    x: { domain: names, label: null, type: kind === 'bars' ? 'band' : 'point', axis: null, ...(kind === 'bars' && share < 4 ? { padding: 0, round: false } : {}) },
    y: { label: null, grid: true, nice: true, ticks: 4, tickFormat: (value: number) => number.format(value), tickSize: 0 },
    color: { domain: series as string[], range: colours.slice(0, Math.max(1, series.length)) },
    marks: [mark, Plot.axisX({ ticks: names.filter((_, place) => place % everyNth === 0), tickFormat: short, tickSize: 0, label: null, ...(wraps ? { lineWidth } : {}) }), Plot.ruleY([0], { stroke: 'var(--line-strong)' })],
    ariaLabel: `${valueTitle} / ${xTitle}`,
  });
  // The figure itself says what it shows; names on groups inside it are not allowed to.
  for (const part of drawing.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label');
  return drawing;
}
