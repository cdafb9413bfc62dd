/** Is a spectrum as the view gives it. Unit: keV; counts per second and keV, or per keV where no live time was told. */
export type DrawnSpectrum = { readonly energies: readonly number[]; readonly values: readonly number[]; readonly perSecond: boolean; readonly counts: number; readonly liveTimeSeconds: number | null };
/** Is a line to be marked. Unit: keV, per cent of decays. */
export type MarkedLine = { readonly nuclide: string; readonly energy: number; readonly percent: number };

/** Is how high the plot is. Unit: pixels. */
export const spectrumHeight = 260;
const labelWidth = 58;

/** Keeps of lines that stand too near for their names the strongest one's name; every line is drawn. Unit: pixels for a keV. */
function namedLines(lines: readonly MarkedLine[], pixelsForKeV: number): readonly MarkedLine[] {
  const kept: MarkedLine[] = [];
  for (const line of [...lines].sort((one, other) => other.percent - one.percent)) if (kept.every((one) => Math.abs(one.energy - line.energy) * pixelsForKeV > labelWidth)) kept.push(line);
  return kept;
}

/** Lists the powers of ten within a range. */
const decades = (from: number, to: number): number[] => Array.from({ length: Math.max(0, Math.floor(Math.log10(to)) - Math.ceil(Math.log10(from)) + 1) }, (_, place) => 10 ** (Math.ceil(Math.log10(from)) + place));

/** Draws a spectrum over energy with its background beside it and the lines of what was advised, in the theme's own colours; the drawing library is loaded with the first plot. Unit: `width` in pixels. */
export async function drawSpectrum({ foreground, background, lines, isLog, width, language, yTitle, xTitle }: {
  readonly foreground: DrawnSpectrum | null; readonly background: DrawnSpectrum | null; readonly lines: readonly MarkedLine[]; readonly isLog: boolean; readonly width: number; readonly language: string; readonly yTitle: string; readonly xTitle: string;
}): Promise<HTMLElement | SVGSVGElement> {
  const Plot = await import('@observablehq/plot');
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const all = [foreground, background].flatMap((one) => (one === null ? [] : [...one.values]));
  const positive = all.filter((value) => value > 0);
  const floor = positive.length === 0 ? 0.001 : positive.reduce((least, value) => Math.min(least, value), Infinity);
  const top = all.reduce((most, value) => Math.max(most, value), floor);
  const range = [foreground, background].flatMap((one) => (one === null || one.energies.length === 0 ? [] : [one.energies[0]!, one.energies.at(-1)!]));
  const [from, to] = [Math.min(...range), Math.max(...range)];
  const points = (one: DrawnSpectrum) => one.energies.map((energy, place) => ({ energy, value: isLog ? Math.max(floor, one.values[place]!) : one.values[place]! }));
  const marked = lines.filter((line) => line.energy >= from && line.energy <= to);
  const drawing = Plot.plot({
    width, height: spectrumHeight, marginLeft: 54, marginBottom: 34, marginTop: 30, marginRight: 12,
    style: { background: 'transparent', color: 'var(--ink-muted)', fontFamily: 'inherit', fontSize: '11px', overflow: 'visible' },
    x: { domain: [from, to], label: xTitle, labelAnchor: 'center', labelArrow: 'none', tickSize: 0, ticks: Math.max(3, Math.floor(width / 90)), tickFormat: (value: number) => number.format(value) },
    y: { type: isLog ? 'log' : 'linear', domain: isLog ? [floor, top] : [0, top], label: yTitle, labelArrow: 'none', grid: true, ticks: isLog ? decades(floor, top) : 4, tickFormat: (value: number) => number.format(value), tickSize: 0 },
    marks: [
      Plot.ruleX(marked as MarkedLine[], { x: 'energy', stroke: 'var(--late)', strokeDasharray: '3 3' }),
      ...(background === null ? [] : [Plot.lineY(points(background), { x: 'energy', y: 'value', stroke: 'var(--chart-2)', strokeWidth: 1.2, curve: 'step' })]),
      ...(foreground === null ? [] : [Plot.lineY(points(foreground), { x: 'energy', y: 'value', stroke: 'var(--chart-1)', strokeWidth: 1.5, curve: 'step', tip: { format: { x: (value: number) => `${number.format(value)} keV`, y: (value: number) => number.format(value) } } })]),
      Plot.text(namedLines(marked, (width - 66) / Math.max(1, to - from)) as MarkedLine[], { x: 'energy', frameAnchor: 'top', dy: -9, text: (line: MarkedLine) => `${line.nuclide} ${Math.round(line.energy)}`, fill: 'var(--late)', fontWeight: 600 }),
    ],
  });
  // The figure itself says what it shows; names on groups inside it are not allowed to.
  for (const part of drawing.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label');
  return drawing;
}
