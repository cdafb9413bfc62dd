import { useState, type ReactNode } from 'react';
import type { Change } from '../../modules/forecast/shapes/day.ts';
import { useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Panel } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { Select } from '../design/Select.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useWords } from '../words.tsx';
import type { Estimate, Promised } from './shapes.ts';

interface WhatIf {
  readonly base: { readonly p95: Estimate; readonly mean: Estimate; readonly aboveTarget: Estimate; readonly bottleneck: string | null };
  readonly scenarios: readonly { readonly name: string; readonly p95: Estimate; readonly mean: Estimate; readonly aboveTarget: Estimate; readonly waitingMinutes: Estimate; readonly staffMinutes: number; readonly bottleneck: string | null; readonly outcomeP95: Estimate; readonly flights: readonly { readonly flightId: string; readonly designator: string; readonly p95: Estimate }[] }[];
}

const kinds = ['servers', 'prefilled', 'batch', 'serviceTime', 'landing', 'language'] as const;
type Kind = (typeof kinds)[number];

/** Tries what a change would do to a day: a lane, a bus, filed cards, another landing, a language desk; under the same chance, so that small effects show. */
export function WhatIfTab({ point, day, promises, stations }: { readonly point: string; readonly day: string; readonly promises: readonly Promised[]; readonly stations: readonly string[] }): ReactNode {
  const words = useWords();
  const { t, find, number } = words;
  const [kind, setKind] = useState<Kind>('servers');
  const [station, setStation] = useState('sampling');
  const [flight, setFlight] = useState<string | undefined>(undefined);
  const [value, setValue] = useState<number | undefined>(2);
  const [after, setAfter] = useState<number | undefined>(20);
  const [language, setLanguage] = useState('fr');
  const [asked, setAsked] = useState<readonly Change[] | undefined>(undefined);
  const view = useView<WhatIf>('forecast.whatIf', asked === undefined ? undefined : { pointCode: point, day, replications: 200, seed: 1, scenarios: [{ name: 'change', changes: asked }] });
  const whole = value !== undefined && Number.isFinite(value);
  const change = ((): Change | undefined => {
    switch (kind) {
      case 'servers': return whole && Number.isInteger(value) && value !== 0 ? { kind, station, count: value } : undefined;
      case 'language': return whole && Number.isInteger(value) && value > 0 && language.trim() !== '' ? { kind: 'servers', station, count: value, languages: [language.trim()] } : undefined;
      case 'prefilled': return whole && value >= 0 && value <= 100 ? { kind, share: value / 100 } : undefined;
      case 'batch': return whole && Number.isInteger(value) && value >= 1 && after !== undefined && after >= 0 ? { kind, station: 'bus', size: value, afterMinutes: after } : undefined;
      case 'serviceTime': return whole && value >= 0.05 && value <= 20 ? { kind, station, factor: value } : undefined;
      case 'landing': return whole && flight !== undefined ? { kind, flight, minutes: value } : undefined;
    }
  })();
  const names: Record<Kind, { readonly label: string; readonly unit?: string }> = { servers: { label: t('forecast.count') }, language: { label: t('forecast.count') }, prefilled: { label: t('forecast.share'), unit: '%' }, batch: { label: t('forecast.size') }, serviceTime: { label: t('forecast.factor') }, landing: { label: t('forecast.shiftMinutes'), unit: 'min' } };
  const known = stations.length > 0 ? stations : ['temperature', 'declaration', 'medical', 'sampling', 'border', 'baggage', 'bus'];
  const field = names[kind];
  return (
    <div className="tg-stack">
      <Panel title={t('forecast.tabWhatIf')}>
        <p className="tg-muted fc-lead">{t('forecast.whatIfDetail')}</p>
        <div className="fc-form">
          <Select label={t('forecast.kind')} value={kind} allowEmpty={false} onChange={(next) => setKind((next as Kind | undefined) ?? kind)} options={kinds.map((one) => ({ value: one, label: t(`forecast.kind.${one}`) }))} />
          {(kind === 'servers' || kind === 'serviceTime' || kind === 'language') && <Select label={t('forecast.station')} value={station} allowEmpty={false} onChange={(next) => setStation(next ?? station)} options={known.map((one) => ({ value: one, label: find(`forecast.station.${one}`) ?? one }))} />}
          {kind === 'landing' && <Select label={t('forecast.flight')} value={flight} onChange={setFlight} options={promises.map((one) => ({ value: one.flightId, label: `${one.designator} ${words.time(one.landsAt)}` }))} />}
          {kind === 'language' && <TextField label={t('forecast.language')} hint={t('forecast.languageHint')} value={language} maxLength={20} onChange={setLanguage} />}
          <NumberField label={field.label} value={value} onChange={setValue} unit={field.unit} />
          {kind === 'batch' && <NumberField label={t('forecast.afterMinutes')} unit="min" value={after} onChange={setAfter} />}
          <Button kind="primary" icon="check" disabledReason={change === undefined ? t('forecast.wrongMissing', { field: field.label }) : undefined} onPress={() => { if (change !== undefined) setAsked([change]); }}>{t('forecast.doTry')}</Button>
        </div>
      </Panel>
      {asked !== undefined && (view.error && view.data === undefined ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : view.isFetching || view.data === undefined ? <Panel title={t('forecast.trying')}><Skeleton lines={4} /></Panel> : <Effect data={view.data.data} />)}
    </div>
  );

  function Effect({ data }: { readonly data: WhatIf }): ReactNode {
    const [scenario] = data.scenarios;
    if (scenario === undefined) return null;
    const told = (one: Estimate, unit: (text: string) => string, scale = 1, decimals = 1): string => {
      if (one.low <= 0 && one.high >= 0) return t('forecast.noEffect');
      const signed = (amount: number): string => `${amount > 0 ? '+' : ''}${number(amount * scale, decimals)}`;
      return t('forecast.change', { value: unit(signed(one.value)), low: signed(one.low), high: signed(one.high) });
    };
    const inMinutes = (text: string): string => t('forecast.minutes', { count: text });
    const flights = scenario.flights.filter((one) => one.p95.low > 0 || one.p95.high < 0).toSorted((one, other) => Math.abs(other.p95.value) - Math.abs(one.p95.value)).slice(0, 8);
    return (
      <Panel title={t('forecast.effect')}>
        <dl className="fc-effects">
          <div><dt>{t('forecast.effectP95')}</dt><dd>{inMinutes(number(data.base.p95.value, 0))} → <strong>{inMinutes(number(scenario.outcomeP95.value, 0))}</strong><span className="tg-muted">{told(scenario.p95, inMinutes)}</span></dd></div>
          <div><dt>{t('forecast.effectMean')}</dt><dd>{told(scenario.mean, inMinutes)}</dd></div>
          <div><dt>{t('forecast.effectOver')}</dt><dd>{told(scenario.aboveTarget, (text) => `${text}%`, 100)}</dd></div>
          <div><dt>{t('forecast.effectWaiting')}</dt><dd>{told(scenario.waitingMinutes, (text) => t('forecast.hours', { count: text }), 1 / 60)}</dd></div>
          <div><dt>{t('forecast.effectStaff')}</dt><dd>{t('forecast.hours', { count: `${scenario.staffMinutes > 0 ? '+' : ''}${number(scenario.staffMinutes / 60, 1)}` })}</dd></div>
          {scenario.bottleneck !== null && <div><dt>{t('forecast.bottleneck')}</dt><dd>{t('forecast.newBottleneck', { station: find(`forecast.station.${scenario.bottleneck}`) ?? scenario.bottleneck })}</dd></div>}
        </dl>
        {flights.length > 0 && <><h3 className="fc-head">{t('forecast.affected')}</h3><ul className="fc-affected">{flights.map((one) => <li key={one.flightId}><span>{one.designator}</span><span>{told(one.p95, inMinutes)}</span></li>)}</ul></>}
      </Panel>
    );
  }
}
