import { useState, type ReactNode } from 'react';
import { useView } from '../../client.ts';
import { Status } from '../../design/Badge.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { useDrawing } from '../../design/drawing.ts';
import { Facts, Panel } from '../../design/Layout.tsx';
import { ErrorState, Skeleton } from '../../design/States.tsx';
import { useWords, type Words } from '../../words.tsx';
import { drawSpectrum, type DrawnSpectrum, type MarkedLine } from './spectrum-plot.ts';

/** Is what identification advised, as the views give it. */
export type Advice = { readonly method: string; readonly verdict: string; readonly nuclides: readonly string[]; readonly confidence: number; readonly snm: readonly string[]; readonly annihilation: boolean; readonly notes: readonly string[]; readonly detectorModel: string | null; readonly templates: number; readonly candidates: readonly { readonly nuclides: readonly string[]; readonly share: number }[] };
type Shown = {
  readonly detectorModel: string | null; readonly foreground: DrawnSpectrum | null; readonly background: DrawnSpectrum | null; readonly advice: Advice | null; readonly lines: readonly MarkedLine[];
  readonly gain: { readonly verdict: string; readonly shiftPercent: number | null; readonly resolutionPercent: number | null; readonly tolerancePercent: number } | null;
};

const percent = ({ number }: Words, share: number): string => `${number(Math.round(share * 100))}%`;
const joined = (words: Words, names: readonly string[]): string => names.join(words.t('devices.comma'));

/** Shows the spectrum of a message with its background and the lines of what was advised, what the advice is, and how the gain stands. */
export function SpectrumPanel({ deviceId, messageId, title }: { readonly deviceId: string; readonly messageId: string; readonly title?: ReactNode }): ReactNode {
  const words = useWords();
  const { t, number } = words;
  const [isLog, setLog] = useState(true);
  const view = useView<Shown>('devices.spectrum', { deviceId, messageId });
  const shown = view.data?.data;
  return (
    <Panel title={title ?? t('spectra.title')} actions={<Checkbox label={t('spectra.log')} value={isLog} onChange={setLog} />}>
      {shown === undefined ? (view.error ? <ErrorState error={view.error} onRetry={() => void view.refetch()} /> : <Skeleton lines={6} />) : (
        <div className="tg-stack">
          {shown.foreground === null && <p className="tg-muted">{t('spectra.noForeground')}</p>}
          <Figure shown={shown} isLog={isLog} />
          <AdviceFacts advice={shown.advice} />
          <Facts facts={[
            ...(shown.foreground === null ? [] : [[t('spectra.measured'), shown.foreground.liveTimeSeconds === null ? number(shown.foreground.counts) : t('spectra.seconds', { counts: number(shown.foreground.counts), seconds: number(shown.foreground.liveTimeSeconds) })] as const]),
            ...(shown.gain === null ? [] : [[t('spectra.gain'), <span key="gain" className="dv-two"><Status tone={shown.gain.verdict === 'within' ? 'done' : shown.gain.verdict === 'outside' ? 'wrong' : 'neutral'}>{words.find(`spectra.gain.${shown.gain.verdict}`) ?? shown.gain.verdict}</Status>{shown.gain.shiftPercent !== null && <span className="tg-muted">{t('spectra.gainOf', { shift: number(shown.gain.shiftPercent, 2), tolerance: number(shown.gain.tolerancePercent) })}</span>}</span>] as const]),
            ...(shown.gain?.resolutionPercent === null || shown.gain === null ? [] : [[t('spectra.resolution'), `${number(shown.gain.resolutionPercent, 1)}%`] as const]),
          ]} />
        </div>
      )}
    </Panel>
  );
}

function Figure({ shown, isLog }: { readonly shown: Shown; readonly isLog: boolean }): ReactNode {
  const { t, number, language } = useWords();
  const { foreground, background, lines } = shown;
  const main = foreground ?? background;
  const yTitle = t(main?.perSecond === true ? 'spectra.rate' : 'spectra.counts');
  const frame = useDrawing((width) => drawSpectrum({ foreground, background, lines, isLog, width, language, xTitle: t('spectra.energy'), yTitle }), [shown, isLog, language]);
  const label = t('spectra.label', { counts: number(main?.counts ?? 0), from: number(Math.round(main?.energies[0] ?? 0)), to: number(Math.round(main?.energies.at(-1) ?? 0)) });
  const nuclides = [...new Set(lines.map((line) => line.nuclide))];
  return (
    <figure className="dv-spectrum">
      <figcaption className="sl-legend">
        {foreground !== null && <span className="sl-key"><span className="dv-key dv-key-measured" aria-hidden="true" />{t('spectra.foreground')}</span>}
        {background !== null && <span className="sl-key"><span className="dv-key dv-key-background" aria-hidden="true" />{t('spectra.background')}</span>}
        {nuclides.length > 0 && <span className="sl-key"><span className="dv-key dv-key-line" aria-hidden="true" />{t('spectra.line', { nuclides: nuclides.join(t('devices.comma')) })}</span>}
      </figcaption>
      <div ref={frame} className="dv-spectrum-frame" role="img" aria-label={lines.length === 0 ? label : t('spectra.labelLines', { label, lines: lines.map((line) => t('spectra.lineAt', { nuclide: line.nuclide, energy: number(line.energy) })).join(t('devices.comma')) })} />
    </figure>
  );
}

/** Says what identification advises, and that it is advice only. */
export function AdviceFacts({ advice }: { readonly advice: Advice | null }): ReactNode {
  const words = useWords();
  const { t } = words;
  if (advice === null) return <p className="tg-muted">{t('spectra.noAdvice')}</p>;
  const verdict = words.find(`spectra.verdict.${advice.verdict}`, { nuclides: joined(words, advice.nuclides) }) ?? advice.verdict;
  return (
    <section className="tg-stack" aria-label={t('spectra.advice')}>
      <p className="sl-legend-title">{t('spectra.advice')}</p>
      <Facts facts={[
        [t('spectra.verdictOf'), <strong key="verdict">{verdict}</strong>],
        ...(advice.nuclides.length === 0 ? [] : [[t('spectra.confidence'), percent(words, advice.confidence)] as const]),
        ...(advice.candidates.length === 0 ? [] : [[t('spectra.candidates'), joined(words, advice.candidates.map((one) => t('spectra.candidate', { nuclides: one.nuclides.join(' + '), share: percent(words, one.share) })))] as const]),
        ...(advice.snm.length === 0 ? [] : [[t('spectra.fissile'), <Status key="snm" tone="wrong">{joined(words, advice.snm)}</Status>] as const]),
        [t('spectra.model'), advice.detectorModel ?? '–'],
        [t('spectra.by'), advice.method === 'lines' ? t('spectra.byLines') : t('spectra.byTemplates', { count: advice.templates })],
        ...(advice.notes.length === 0 ? [] : [[t('spectra.notes'), joined(words, advice.notes.map((note) => words.find(`spectra.note.${note}`) ?? note))] as const]),
      ]} />
      {advice.annihilation && <p className="tg-muted">{t('spectra.annihilation')}</p>}
      <p className="sl-told">{t('spectra.adviceOnly')}</p>
    </section>
  );
}
