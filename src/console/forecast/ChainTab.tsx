import { useState, type ReactNode } from 'react';
import { usual } from '../../modules/forecast/catalogue.ts';
import type { SourceText } from '../../modules/forecast/shapes/day.ts';
import type { ChainSettings, StationSetting } from '../../modules/forecast/shapes/forecasts.ts';
import type { Language } from '../../words/area.ts';
import { useAct, useView } from '../client.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import type { Problem } from '../design/Form.tsx';
import { Panel } from '../design/Layout.tsx';
import { NumberField } from '../design/NumberField.tsx';
import { ErrorState, Skeleton } from '../design/States.tsx';
import { TextField } from '../design/TextField.tsx';
import { useNotify } from '../design/Toast.tsx';
import { useRolesReason } from '../devices/marks.tsx';
import { ActForm } from '../goods/desk/ActForm.tsx';
import { useWords } from '../words.tsx';
import { forecastTopics } from './shapes.ts';

interface Chain { readonly ordinal: number | null; readonly reason: string; readonly content: ChainSettings }
type Windows = StationSetting['servers'];

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Reads servers by time, a line each. Shape: the number of the first line that cannot be read where there is one. */
export function readWindows(text: string): Windows | number {
  const windows: Windows = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s+(\d{1,4})\s*$/u.exec(line);
    const [from, until, count] = match === null ? [0, 0, 0] : [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4]), Number(match[5])];
    if (match === null || from >= until || until > 1440 || Number(match[2]) > 59 || Number(match[4]) > 59 || count > 1000) return at + 1;
    windows.push({ from, until, count });
  }
  return windows;
}

const textOf = (source: SourceText | undefined, language: Language): string => (typeof source === 'object' ? source[language] : source ?? '');

/** Lists what holds for the whole port, each with its source as long as it is the catalogue's number. */
function generalOf({ t, number, language }: ReturnType<typeof useWords>, { offPerMinute, walkMinutes, targets, departures = usual.departures.value, uncertainty }: ChainSettings): readonly (readonly ['off' | 'target' | 'departures' | 'uncertainty', string, string])[] {
  const sourceOf = (own: unknown, known: unknown, source: SourceText): string => (JSON.stringify(own) === JSON.stringify(known) ? textOf(source, language) : t('forecast.ownSource'));
  const { live = 0, earlier = 0, average = 0 } = uncertainty.landingMinutes ?? {};
  return [
    ['off', t('forecast.offOf', { rate: number(offPerMinute), walk: number(walkMinutes.mean), spread: number(walkMinutes.spread) }), sourceOf([offPerMinute, walkMinutes.mean, walkMinutes.spread], [usual.offPerMinute.value, usual.walkMinutes.value.mean, usual.walkMinutes.value.spread], usual.walkMinutes.source)],
    ['target', t('forecast.targetOf', { share: `${number(targets.share * 100, 0)}%`, minutes: number(targets.dwellMinutes) }), sourceOf([targets.dwellMinutes, targets.share], [usual.targets.value.dwellMinutes, usual.targets.value.share], usual.targets.source)],
    ['departures', t('forecast.departuresOf', { opens: departures.opensMinutes, closes: departures.closesMinutes, minutes: departures.dwellMinutes }), sourceOf([departures.opensMinutes, departures.closesMinutes, departures.dwellMinutes], [usual.departures.value.opensMinutes, usual.departures.value.closesMinutes, usual.departures.value.dwellMinutes], usual.departures.source)],
    ['uncertainty', t('forecast.uncertaintyOf', { live, earlier, average, service: `${number(Math.hypot(uncertainty.serviceFactor?.day ?? 0, uncertainty.serviceFactor?.station ?? 0) * 100, 0)}%` }), uncertainty.source === undefined ? sourceOf([live, earlier, average], Object.values(usual.uncertainty.value.landingMinutes), usual.uncertainty.source) : textOf(uncertainty.source, language)],
  ];
}

/** Shows what the chain of a port is set to, each number with its source, and changes it station by station. */
export function ChainTab({ point }: { readonly point: string }): ReactNode {
  const words = useWords();
  const { t, find, number } = words;
  const reason = useRolesReason()(['dutyOfficer', 'rosterPlanner']);
  const [open, setOpen] = useState<StationSetting | undefined>(undefined);
  const view = useView<Chain>('forecast.chain', { pointCode: point }, { topics: forecastTopics });
  const chain = view.data?.data;
  if (chain === undefined) return view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton lines={6} />;
  return (
    <Panel title={t('forecast.tabChain')}>
      <p className="tg-muted fc-lead">{t('forecast.chainDetail')} {chain.ordinal === null ? t('forecast.chainUsual') : t('forecast.chainSet', { count: chain.ordinal, reason: chain.reason })}</p>
      <ul className="fc-chain">
        {chain.content.stations.map((station) => (
          <li key={station.station}>
            <span className="fc-two"><strong>{find(`forecast.station.${station.station}`) ?? station.station}</strong><span className="tg-muted">{textOf(station.serviceTime.source, words.language)}</span></span>
            <span>{t('forecast.seconds', { count: number(station.serviceTime.meanSeconds, 0) })} <span className="tg-muted">scv {number(station.serviceTime.scv ?? 0, 2)}</span>{station.prefilledServiceTime !== undefined && <span className="tg-muted"> · {t('forecast.prefilled')} {t('forecast.seconds', { count: number(station.prefilledServiceTime.meanSeconds, 0) })}</span>}
              {station.spoken !== undefined && <span className="tg-muted"> · {t('forecast.spokenOf', { languages: station.spoken.languages.join(' '), factor: number(station.spoken.otherFactor, 1) })}</span>}</span>
            <span>{station.servers.length === 0 ? <span className="tg-muted">{t('forecast.lanesOpen')}</span> : station.servers.map((window) => `${clock(window.from)}–${clock(window.until)} ${window.count}`).join(', ')}</span>
            <span>{station.share === null ? <span className="tg-muted">{t('forecast.observed')}</span> : station.share >= 1 ? t('forecast.everybody') : `${number(station.share * 100, 0)}%`}</span>
            <Button icon="plan" label={`${t('forecast.doChange')} ${find(`forecast.station.${station.station}`) ?? station.station}`} disabledReason={reason} onPress={() => setOpen(station)}>{t('forecast.doChange')}</Button>
          </li>
        ))}
      </ul>
      <h3 className="fc-head">{t('forecast.general')}</h3>
      <ul className="fc-chain fc-general">{generalOf(words, chain.content).map(([key, text, source]) => <li key={key}><strong>{t(`forecast.general.${key}`)}</strong><span>{text}</span><span className="tg-muted">{source}</span></li>)}</ul>
      {open !== undefined && <StationDialog point={point} chain={chain} station={open} onClose={() => setOpen(undefined)} />}
    </Panel>
  );
}

function StationDialog({ point, chain, station, onClose }: { readonly point: string; readonly chain: Chain; readonly station: StationSetting; readonly onClose: () => void }): ReactNode {
  const { t, find, language } = useWords();
  const notify = useNotify();
  const set = useAct<unknown, { ordinal: number }>('forecast.setChain', { topics: forecastTopics });
  const [mean, setMean] = useState<number | undefined>(station.serviceTime.meanSeconds);
  const [spread, setSpread] = useState<number | undefined>(station.serviceTime.scv ?? 0);
  const [source, setSource] = useState(textOf(station.serviceTime.source, language));
  const [spoken, setSpoken] = useState(station.spoken?.languages.join(' ') ?? '');
  const [factor, setFactor] = useState<number | undefined>(station.spoken?.otherFactor ?? 1);
  const [windows, setWindows] = useState(station.servers.map((window) => `${clock(window.from)}-${clock(window.until)} ${window.count}`).join('\n'));
  const [why, setWhy] = useState('');
  const [tried, setTried] = useState(false);
  const read = readWindows(windows);
  const missing = (field: string, name: string): Problem => ({ field, message: t('forecast.wrongMissing', { field: name }) });
  const wrong: Problem[] = [
    ...(mean === undefined || !(mean > 0 && mean <= 14_400) ? [missing('chain-mean', t('forecast.meanSeconds'))] : []), ...(spread === undefined || !(spread >= 0 && spread <= 25) ? [missing('chain-spread', t('forecast.spread'))] : []), ...(source.trim() === '' ? [missing('chain-source', t('forecast.source'))] : []),
    ...(typeof read === 'number' ? [{ field: 'chain-windows', message: t('forecast.wrongWindows', { count: read }) }] : []), ...(spoken.trim() !== '' && !(factor !== undefined && factor >= 1 && factor <= 10) ? [{ field: 'chain-factor', message: t('forecast.wrongFactor') }] : []), ...(why.trim() === '' ? [missing('chain-why', t('forecast.why'))] : []),
  ];
  const problemAt = (field: string): string | undefined => (tried ? wrong.find((problem) => problem.field === field)?.message : undefined);
  return (
    <Dialog title={find(`forecast.station.${station.station}`) ?? station.station} open stays onClose={onClose}>
      <ActForm act={set} label={t('forecast.doSave')} icon="check" problems={tried ? wrong : []} extra={<Button onPress={onClose}>{t('forecast.doCancel')}</Button>} onSubmit={() => {
        setTried(true);
        if (wrong.length > 0 || typeof read === 'number') return;
        // A source that nobody changed stays in both languages.
        const from = source === textOf(station.serviceTime.source, language) ? station.serviceTime.source : source.trim();
        const { spoken: _, ...other } = station;
        const changed = { ...other, servers: read, serviceTime: { ...station.serviceTime, meanSeconds: mean, scv: spread, source: from }, ...(spoken.trim() === '' ? {} : { spoken: { languages: spoken.trim().split(/[\s,;，；]+/u), otherFactor: factor } }) };
        const stations = chain.content.stations.map((one) => (one.station === station.station ? changed : one));
        void set.run({ pointCode: point, reason: why.trim(), content: { ...chain.content, stations } }).then((answer) => {
          if (!answer?.ok) return;
          notify(t('forecast.saved', { count: answer.result.ordinal }));
          onClose();
        });
      }}>
        <div className="fc-form">
          <NumberField id="chain-mean" label={t('forecast.meanSeconds')} unit="s" value={mean} problem={problemAt('chain-mean')} onChange={setMean} />
          <NumberField id="chain-spread" label={t('forecast.spread')} value={spread} problem={problemAt('chain-spread')} onChange={setSpread} />
        </div>
        <TextField id="chain-source" label={t('forecast.source')} value={source} maxLength={300} problem={problemAt('chain-source')} onChange={setSource} />
        <div className="fc-form">
          <TextField id="chain-spoken" label={t('forecast.spoken')} hint={t('forecast.spokenHint')} value={spoken} maxLength={200} onChange={setSpoken} />
          {spoken.trim() !== '' && <NumberField id="chain-factor" label={t('forecast.otherFactor')} unit={t('forecast.times')} value={factor} problem={problemAt('chain-factor')} onChange={setFactor} />}
        </div>
        <TextField id="chain-windows" label={t('forecast.windows')} hint={t('forecast.windowsHint')} lines={4} code value={windows} problem={problemAt('chain-windows')} onChange={setWindows} />
        <TextField id="chain-why" label={t('forecast.why')} value={why} maxLength={200} problem={problemAt('chain-why')} onChange={setWhy} />
      </ActForm>
    </Dialog>
  );
}
