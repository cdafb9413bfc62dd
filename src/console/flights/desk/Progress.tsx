import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { findStep } from '../../../modules/prescribed/catalogue.ts';
import { Bar } from '../../design/Bar.tsx';
import { Panel } from '../../design/Layout.tsx';
import { EmptyState } from '../../design/States.tsx';
import { useWords } from '../../words.tsx';
import type { StepBar } from '../flight.ts';
import { useDesk } from './desk.ts';

/** Shows how far every step of every person is, by place; what is not complete opens the persons who owe it. */
export function Progress(): ReactNode {
  const { t, find } = useWords();
  const { flight } = useDesk();
  const bars = flight.bars.filter((bar) => findStep(bar.step)?.caseKind === 'traveller');
  if (bars.length === 0) return <Panel><EmptyState icon="people" title={t('flights.nobodyYet')} detail={t('flights.nobodyYetDetail')} action={<Link className="tg-button tg-button-quiet" to="/lists">{t('flights.loadList')}</Link>} /></Panel>;
  const places: { station: string; bars: StepBar[] }[] = [];
  for (const bar of bars) {
    const last = places.find((place) => place.station === bar.station);
    if (last) last.bars.push(bar);
    else places.push({ station: bar.station, bars: [bar] });
  }
  return (
    <Panel flush>
      <div className="fl-progress" role="group" aria-label={t('flights.tab.progress')}>
        {places.map(({ station, bars: here }) => (
          <section key={station} aria-label={find(`stations.${station}`) ?? station}>
            <h2>{find(`stations.${station}`) ?? station}</h2>
            <div>{here.map((bar) => <StepProgress key={bar.step} bar={bar} />)}</div>
          </section>
        ))}
      </div>
    </Panel>
  );
}

function StepProgress({ bar }: { readonly bar: StepBar }): ReactNode {
  const { t, find } = useWords();
  const { show, flight } = useDesk();
  const name = find(`steps.${bar.step}`) ?? bar.step;
  const notes = [
    bar.followed > 0 && t('flights.followedCount', { count: bar.followed }), bar.notApplicable > 0 && t('flights.notApplicableCount', { count: bar.notApplicable }), bar.failed > 0 && t('flights.failedCount', { count: bar.failed }),
  ].filter(Boolean).join(' · ');
  return (
    <div className="fl-step-bar">
      <button type="button" className="fl-step-name" disabled={bar.owed === 0} onClick={() => show({ tab: 'persons', step: bar.step, show: undefined })} title={bar.step}>{name}</button>
      <Bar label={name} hideLabel done={bar.passed + bar.followed} total={bar.total} notApplicable={bar.notApplicable} failed={bar.failed} atClosing={flight.state === 'handedOver'} />
      <span className="fl-step-notes">{bar.overdue > 0 && <strong className="fl-wrong">{t('flights.overdueCount', { count: bar.overdue })}{notes !== '' && ' · '}</strong>}{notes}</span>
    </div>
  );
}
