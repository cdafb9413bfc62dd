import type { ReactNode } from 'react';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import { Status } from '../design/Badge.tsx';
import { Facts, Panel, Stack } from '../design/Layout.tsx';
import { EmptyState } from '../design/States.tsx';
import { useWords } from '../words.tsx';

/** How many readings a place in the plane needs at least. */
export const fewestReadings = 3;

/** Tells whether a source may be shown at all: the readings can tell a place, and background alone does not explain them. */
export function isShown(estimate: Estimate): boolean {
  return !estimate.flags.includes('not-identifiable') && !estimate.flags.includes('background-only');
}

/** Says where a source is and how far that can be trusted, or clearly that it cannot be told. Unit: m, µCi. */
export function SourceEstimate({ estimate, readings }: { readonly estimate: Estimate | undefined; readonly readings: number }): ReactNode {
  const { t, number } = useWords();
  const metres = (value: number): string => number(Math.round(value * 100) / 100);
  const strength = (value: number): string => number(Number(value.toPrecision(3)));
  const place = (position: readonly number[]): string => t('sourceLocation.placeAt', { x: metres(position[0]!), y: metres(position[1]!) });
  if (estimate === undefined) return <Panel title={t('sourceLocation.estimate')}>{readings === 0 ? <EmptyState title={t('sourceLocation.noCounts')} detail={t('sourceLocation.noCountsDetail')} /> : <p className="sl-told" role="status">{t('sourceLocation.few', { count: readings })}</p>}</Panel>;
  const { flags, region, covariance, candidates, several, degrees, chiSquare, bound } = estimate;
  const deviation = covariance === undefined ? undefined : Math.sqrt(Math.max(0, covariance[8]!));
  const shown = isShown(estimate);
  return (
    <Panel title={t('sourceLocation.estimate')}>
      <Stack>
        <div role="status" data-estimate={shown ? 'shown' : 'not-shown'}>
          {flags.includes('background-only') ? <p className="sl-told">{t('sourceLocation.noSource')}</p> : flags.includes('not-identifiable') ? <p className="sl-told">{t('sourceLocation.notTold')}</p> : (
            <Facts facts={[
              [t('sourceLocation.place'), <strong key="place">{place(estimate.position)}</strong>],
              [t('sourceLocation.activity'), deviation === undefined ? t('sourceLocation.activityOnly', { value: strength(estimate.strength) }) : t('sourceLocation.activityOf', { value: strength(estimate.strength), error: strength(deviation) })],
              ...(region === undefined ? [] : [[t('sourceLocation.region'), t('sourceLocation.regionOf', { size: metres(region.size) })] as const]),
              ...(bound === undefined ? [] : [[t('sourceLocation.least'), `${metres(bound.rmsMetres)} ${t('sourceLocation.metres')}`] as const]),
              [t('sourceLocation.chi'), degrees > 0 ? t('sourceLocation.chiOf', { value: number(chiSquare / degrees, 2), degrees }) : t('sourceLocation.chiNone')],
              ...(candidates.length > 1 ? [[t('sourceLocation.candidates'), <ul key="others" className="sl-others">{candidates.slice(1).map((one, at) => <li key={at}>{place(one.position)} · {t('sourceLocation.activityOnly', { value: strength(one.strength) })}</li>)}</ul>] as const] : []),
              ...(several === undefined ? [] : [[t('sourceLocation.sources'), <ul key="several" className="sl-others">{several.sources.map((one, at) => <li key={at}>{place(one.position)} · {t('sourceLocation.activityOnly', { value: strength(one.strength) })}</li>)}</ul>] as const]),
            ]} />
          )}
        </div>
        <section aria-label={t('sourceLocation.flags')}>
          <p className="sl-legend-title">{t('sourceLocation.flags')}</p>
          {flags.length === 0 ? <p className="tg-muted">{t('sourceLocation.noFlags')}</p> : <ul className="sl-flags">{flags.map((flag) => <li key={flag}><Status tone="late">{t(`sourceLocation.flag.${flag}`)}</Status></li>)}</ul>}
        </section>
      </Stack>
    </Panel>
  );
}
