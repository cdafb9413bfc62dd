import type { ReactNode } from 'react';
import type { Estimate } from '../../modules/devices/rules/localisation/locate.ts';
import { Checkbox } from '../design/Checkbox.tsx';
import { Panel, Stack } from '../design/Layout.tsx';
import { useWords } from '../words.tsx';
import { LayoutNumber } from './LayoutNumber.tsx';
import type { Carried, Dwell } from './layout-planning.ts';

const mostShown = 40;

/** What robots measured in the last hour, with the place of each and its error; used beside the fixed detectors where the officer says so. */
export function RobotDwells({ dwells, notCounted, used, onUsed, carried, onCarried, estimate }: {
  readonly dwells: readonly Dwell[];
  /** How many more there are that do not count. */
  readonly notCounted: number;
  readonly used: boolean;
  readonly onUsed: (used: boolean) => void;
  readonly carried: Carried;
  readonly onCarried: (carried: Carried) => void;
  readonly estimate: Estimate | undefined;
}): ReactNode {
  const { t, number, timeWithSeconds } = useWords();
  const metres = (value: number): string => number(Math.round(value * 100) / 100);
  return (
    <Panel title={t('sourceLocation.robots')}>
      <Stack>
        <p className="tg-muted">{t('sourceLocation.robotsDetail')}</p>
        {notCounted > 0 && <p className="sl-told">{t('sourceLocation.robotsNotCounted', { count: notCounted })}</p>}
        {dwells.length === 0 ? <p className="tg-muted">{t('sourceLocation.robotsNone')}</p> : (
          <>
            <Checkbox label={t('sourceLocation.robotsUse', { count: dwells.length })} value={used} onChange={onUsed} />
            <div className="sl-pair">
              <LayoutNumber label={t('sourceLocation.robotResponse')} hint={t('sourceLocation.responseHint')} value={carried.atOneMetre} minimum={0.001} maximum={8000} onValue={(atOneMetre) => onCarried({ ...carried, atOneMetre })} />
              <LayoutNumber label={t('sourceLocation.robotBackground')} value={carried.backgroundCps} minimum={0} maximum={1_000_000} onValue={(backgroundCps) => onCarried({ ...carried, backgroundCps })} />
            </div>
            <table className="sl-table">
              <caption className="tg-hidden">{t('sourceLocation.robots')}</caption>
              <thead><tr><th scope="col">{t('devices.when')}</th><th scope="col">{t('sourceLocation.place')}</th><th scope="col">{t('sourceLocation.counts')}</th><th scope="col">{t('sourceLocation.away')}</th></tr></thead>
              <tbody>{dwells.slice(0, mostShown).map((one) => {
                const residual = used ? estimate?.residuals.find(({ id }) => id === one.id) : undefined;
                return <tr key={one.id}><th scope="row" className="sl-named">{timeWithSeconds(one.at)}</th><td className="sl-named">{t('sourceLocation.robotPlace', { x: metres(one.x), y: metres(one.y), error: metres(one.deviationMetres) })}</td><td className="sl-named">{t('sourceLocation.robotCounts', { counts: number(one.counts), seconds: number(one.dwellSeconds) })}</td><td className="sl-named">{residual === undefined ? '–' : number(Math.round(residual.deviations * 10) / 10 + 0, 1)}</td></tr>;
              })}</tbody>
            </table>
          </>
        )}
      </Stack>
    </Panel>
  );
}
