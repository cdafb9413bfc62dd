import { countryName } from '../../../modules/declarations/rules/countries.ts';
import type { ReactNode } from 'react';
import { findStep, thresholdsFor } from '../../../modules/prescribed/catalogue.ts';
import type { PlanDifference } from '../../../modules/prescribed/plans.ts';
import type { CaseKind, Direction, PlanDocument } from '../../../modules/prescribed/shapes.ts';
import { noteIn } from '../../../words/note-in.ts';
import { Badge } from '../../design/Badge.tsx';
import { Facts, Panel } from '../../design/Layout.tsx';
import { useWords } from '../../words.tsx';
import { ConditionRead } from './ConditionText.tsx';
import { languageName, quantity, usualStation } from './saying.ts';

/** Shows a plan to be read and printed: its numbers, its steps by whose they are, its stations and languages. */
export function PlanRead({ document, differences }: { readonly document: PlanDocument; readonly differences: readonly PlanDifference[] }): ReactNode {
  const words = useWords();
  const { t, find, number, language } = words;
  const changed = new Set(differences.map((line) => line.path.split('.').slice(0, 2).join('.')));
  const staff = new Map<string, number>();
  for (const step of document.steps) {
    if (step.staff === undefined) continue;
    const station = step.station ?? usualStation(step.step);
    staff.set(station, Math.max(staff.get(station) ?? 0, step.staff));
  }
  return (
    <>
      <Panel title={t('plans.frame')}>
        <Facts facts={[
          [t('flights.direction'), t(`flights.${document.direction}`)],
          [t('plans.part.lanes'), number(document.lanes)],
          [t('plans.part.languages'), document.languages.map((code) => languageName(language, code)).join(t('plans.comma'))],
          [t('plans.part.card'), document.card ?? t('plans.cardByDay')],
          ...((document.keyAreas ?? []).length === 0 ? [] : [[t('plans.part.keyAreas'), document.keyAreas!.map((code) => countryName(code, language)).join(t('plans.comma'))] as const]),
          ...(staff.size === 0 ? [] : [[t('plans.staffNeeded'), <span key="staff">{[...staff].map(([station, count]) => `${find(`stations.${station}`) ?? station} ${count}`).join(' · ')} = <strong>{number([...staff.values()].reduce((sum, count) => sum + count, 0))}</strong></span>] as const]),
          ...(document.notes === undefined || document.notes === '' ? [] : [[t('plans.part.notes'), noteIn(language, document.notes)] as const]),
        ]} />
      </Panel>
      <Panel flush title={t('plans.thresholds')}>
        <ul className="pl-thresholds">
          {thresholdsFor(document.direction).map((threshold) => {
            // A version that is older than a threshold does not have it.
            const value = document.thresholds[threshold.name];
            if (value === undefined) return null;
            const stricter = value !== threshold.baseline;
            return (
              <li key={threshold.name}><span>{find(`thresholds.${threshold.name}`)}</span><strong>{quantity(words, value, threshold.unit)}</strong>
                <span className="tg-muted">{stricter ? t('plans.stricterThan', { baseline: quantity(words, threshold.baseline, threshold.unit) }) : t('plans.asBaseline')}</span></li>
            );
          })}
        </ul>
      </Panel>
      {kindsOf(document.direction).map((kind) => <StepsRead key={kind} kind={kind} document={document} changed={changed} />)}
    </>
  );
}

function kindsOf(direction: Direction): readonly CaseKind[] {
  return direction === 'import' ? ['consignment', 'lot'] : direction === 'response' ? ['alarm'] : ['flight', 'traveller'];
}

function StepsRead({ kind, document, changed }: { readonly kind: CaseKind; readonly document: PlanDocument; readonly changed: ReadonlySet<string> }): ReactNode {
  const { t, find, number } = useWords();
  const steps = document.steps.filter((step) => (findStep(step.step)?.caseKind ?? 'traveller') === kind);
  const title = t(kind === 'flight' ? 'plans.ofFlight' : kind === 'consignment' ? 'plans.ofConsignment' : kind === 'lot' ? 'plans.ofLot' : kind === 'alarm' ? 'plans.ofAlarm' : 'plans.ofTraveller', { count: steps.length });
  return (
    <Panel flush title={title}>
      <div className="tg-table-frame" role="region" tabIndex={0} aria-label={title}>
        <table className="tg-table pl-steps">
          <thead><tr><th scope="col">{t('flights.step')}</th><th scope="col">{t('plans.part.when')}</th><th scope="col">{t('plans.part.station')}</th><th scope="col">{t('plans.part.lane')}</th><th scope="col" className="tg-align-end">{t('plans.part.staff')}</th></tr></thead>
          <tbody>
            {steps.map((step, place) => (
              <tr key={`${step.step}${place}`} className={changed.has(`steps.${step.step}`) ? 'pl-changed' : undefined}>
                <td><strong>{find(`steps.${step.step}`) ?? step.step}</strong><span className="pl-id">{step.step}</span></td>
                <td><ConditionRead source={step.when} kind={kind} thresholds={document.thresholds} />
                  {(step.alsoOnFailure ?? []).map((branch, at) => <Badge key={`${branch.step}${at}`}>{t('plans.alsoThen', { step: `${branch.step} ${find(`steps.${branch.step}`) ?? ''}` })}</Badge>)}</td>
                <td>{find(`stations.${step.station ?? usualStation(step.step)}`) ?? step.station}</td>
                <td>{step.lane ?? <span className="tg-muted">–</span>}</td>
                <td className="tg-align-end">{step.staff === undefined ? <span className="tg-muted">–</span> : number(step.staff)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
