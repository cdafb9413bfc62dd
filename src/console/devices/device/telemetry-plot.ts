/** Is one point of telemetry. */
export type TelemetryPoint = { readonly at: Date; readonly value: number };

const height = 110;
const minute = 60_000;
/** Lists how far apart the marks of time may stand, so that they fall on whole hours. Unit: milliseconds. */
const steps = [5, 10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880].map((minutes) => minutes * minute);

/** Draws one quantity over a time as a small line in the theme's own colours; the drawing library is loaded with the first plot. Unit: `width` in pixels. */
export async function drawTelemetry({ series, width, from, to, language, timeZone }: { readonly series: readonly TelemetryPoint[]; readonly width: number; readonly from: Date; readonly to: Date; readonly language: string; readonly timeZone: string }): Promise<HTMLElement | SVGSVGElement> {
  const Plot = await import('@observablehq/plot');
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
  const isLong = to.getTime() - from.getTime() > 48 * 3_600_000;
  const clock = new Intl.DateTimeFormat(language, { timeZone, ...(isLong ? { month: 'numeric', day: 'numeric' } : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) });
  const length = to.getTime() - from.getTime();
  const step = steps.find((one) => length / one <= width / 76) ?? length;
  const ticks = Array.from({ length: Math.floor(to.getTime() / step) - Math.ceil(from.getTime() / step) + 1 }, (_, place) => new Date((Math.ceil(from.getTime() / step) + place) * step));
  const drawing = Plot.plot({
    width, height, marginLeft: 46, marginBottom: 20, marginTop: 10, marginRight: 8,
    style: { background: 'transparent', color: 'var(--ink-muted)', fontFamily: 'inherit', fontSize: '11px', overflow: 'visible' },
    x: { type: 'time', domain: [from, to], label: null, axis: null },
    y: { label: null, grid: true, nice: true, ticks: 3, tickFormat: (value: number) => number.format(value), tickSize: 0 },
    marks: [
      Plot.axisX({ ticks, tickFormat: (at: Date) => clock.format(at), tickSize: 0, label: null }),
      Plot.lineY(series as TelemetryPoint[], { x: 'at', y: 'value', stroke: 'var(--chart-1)', strokeWidth: 1.5, tip: { format: { x: (at: Date) => clock.format(at), y: (value: number) => number.format(value) } } }),
      ...(series.length < 3 ? [Plot.dot(series as TelemetryPoint[], { x: 'at', y: 'value', fill: 'var(--chart-1)', r: 2.5 })] : []),
    ],
  });
  // The figure itself says what it shows; names on groups inside it are not allowed to.
  for (const part of drawing.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label');
  return drawing;
}
