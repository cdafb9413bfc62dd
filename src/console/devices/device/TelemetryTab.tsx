import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { getKind } from '../../../modules/devices/catalogue.ts';
import type { Quantity } from '../../../modules/devices/shapes.ts';
import { useAddress } from '../../address.ts';
import { useView } from '../../client.ts';
import { useDrawing } from '../../design/drawing.ts';
import { EmptyState, ErrorState, Skeleton } from '../../design/States.tsx';
import { Panel } from '../../design/Layout.tsx';
import { eventNow } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { quantityName, withUnit } from '../saying.ts';
import type { Device } from '../shapes.ts';
import { drawTelemetry, type TelemetryPoint } from './telemetry-plot.ts';

const ranges = [{ key: '1', hours: 1, words: 'devices.range1' }, { key: '24', hours: 24, words: 'devices.range24' }, { key: '168', hours: 168, words: 'devices.range7' }] as const;
const minute = 60_000;

/** Plots each quantity that a device tells, with its unit, over an hour, a day or a week. */
export function TelemetryTab({ device }: { readonly device: Device }): ReactNode {
  const { t } = useWords();
  const [query, change] = useAddress();
  const range = ranges.find((one) => one.key === query.get('range')) ?? ranges[1];
  const topics = useMemo(() => [`device:${device.deviceId}`], [device.deviceId]);
  // To the minute: the same question is asked once, and what comes now is within it.
  const [until, setUntil] = useState(() => Math.ceil(eventNow() / minute) * minute);
  useEffect(() => {
    const timer = setInterval(() => setUntil(Math.ceil(eventNow() / minute) * minute), 10_000);
    return () => clearInterval(timer);
  }, []);
  const [from, to] = [until - range.hours * 3_600_000, until];
  const view = useView<{ readonly points: readonly { readonly measuredAt: string; readonly reading: Readonly<Record<string, number>> }[] }>('devices.telemetry', { deviceId: device.deviceId, from: new Date(from).toISOString(), to: new Date(to).toISOString() }, { topics });
  const points = view.data?.data.points;
  const { telemetry } = getKind(device.kind);
  const told = Object.entries(telemetry).map(([name, quantity]) => ({ name, quantity, series: points?.flatMap((point) => { const value = point.reading[name]; return value === undefined ? [] : [{ at: new Date(point.measuredAt), value }]; }) ?? [] })).filter(({ series }) => series.length > 0);
  return (
    <div>
      <div className="dv-ranges" role="group" aria-label={t('devices.range')}>
        {ranges.map((one) => <button key={one.key} type="button" className="gd-chip" aria-pressed={one.key === range.key} onClick={() => change({ range: one.key === '24' ? undefined : one.key })}>{t(one.words)}</button>)}
      </div>
      {points === undefined ? (view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton lines={6} />)
        : told.length === 0 ? <Panel><EmptyState icon="statistics" title={t(Object.keys(telemetry).length === 0 ? 'devices.noQuantities' : 'devices.noTelemetry')} /></Panel>
          : <div className="dv-plots">{told.map(({ name, quantity, series }) => <TelemetryPlot key={name} name={name} quantity={quantity} series={series} from={from} to={to} />)}</div>}
    </div>
  );
}

function TelemetryPlot({ name, quantity, series, from, to }: { readonly name: string; readonly quantity: Quantity; readonly series: readonly TelemetryPoint[]; readonly from: number; readonly to: number }): ReactNode {
  const words = useWords();
  const { t, language, timeZone } = words;
  const last = series.at(-1);
  const frame = useDrawing((width) => drawTelemetry({ series, width, from: new Date(from), to: new Date(to), language, timeZone }), [series.length, last?.at.getTime(), from, to, language, timeZone]);
  const values = series.map((point) => point.value);
  const title = quantityName(words, name);
  const write = (value: number): string => withUnit(words, value, quantity.unit);
  return (
    <figure className="dv-plot">
      <figcaption className="dv-plot-head"><span>{title}{quantity.unit !== '' && ` (${quantity.unit})`}</span>{last !== undefined && <strong>{t('devices.newest', { value: write(last.value) })}</strong>}</figcaption>
      <div ref={frame} className="dv-plot-frame" role="img" aria-label={`${title}: ${write(Math.min(...values))} – ${write(Math.max(...values))}`} />
    </figure>
  );
}
