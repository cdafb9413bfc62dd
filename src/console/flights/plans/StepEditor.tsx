import { type ReactNode } from 'react';
import { getStep, stepCatalogue } from '../../../modules/prescribed/catalogue.ts';
import type { PlanDocument, PlanProblem, PlanStep } from '../../../modules/prescribed/shapes.ts';
import { Button } from '../../design/Button.tsx';
import { Columns } from '../../design/Layout.tsx';
import { NumberField } from '../../design/NumberField.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useWords } from '../../words.tsx';
import { ConditionField } from './ConditionText.tsx';
import { kindOf } from './plan.ts';
import { counterexampleInWords, stepWords, usualStation } from './saying.ts';

const stationKinds = [...new Set(stepCatalogue.map((step) => step.station))];

/** Edits one step of a plan: when it is owed, where, by how many, and what else follows its failure. */
export function StepEditor({ step, document, problems, onChange, onRemove }: {
  readonly step: PlanStep; readonly document: PlanDocument; readonly problems: readonly PlanProblem[]; readonly onChange: (part: Partial<PlanStep>) => void; readonly onRemove: () => void;
}): ReactNode {
  const words = useWords();
  const { t, find } = words;
  const kind = kindOf(step.step);
  const branches = step.alsoOnFailure ?? [];
  const targets = document.steps.filter((other) => kindOf(other.step) === kind).map((other) => ({ value: other.step, label: stepWords(words, other.step) }));
  const definition = getStep(step.step);
  return (
    <div className="pl-step-body">
      <ConditionField label={t('plans.part.when')} value={step.when} kind={kind} thresholds={document.thresholds} problems={problems.filter((problem) => problem.path.endsWith('.when') && !problem.path.includes('alsoOnFailure'))} onChange={(when) => onChange({ when })} />
      {problems.map((problem, place) => {
        const example = counterexampleInWords(words, problem);
        return example === undefined ? null : <p key={place} className="pl-example">{example}</p>;
      })}
      {step.when !== definition.when && <p className="tg-hint">{t('plans.baselineSays')} <code className="pl-code">{definition.when}</code> <Button kind="bare" onPress={() => onChange({ when: definition.when })}>{t('plans.takeBaseline')}</Button></p>}
      <Columns minimum={160}>
        <Select label={t('plans.part.station')} allowEmpty={false} value={step.station ?? usualStation(step.step)} onChange={(station) => onChange({ station: station ?? '' })} options={stationKinds.map((station) => ({ value: station, label: find(`stations.${station}`) ?? station }))} />
        <TextField label={t('plans.part.lane')} required={false} value={step.lane ?? ''} maxLength={60} onChange={(lane) => onChange({ lane })} />
        <NumberField label={t('plans.part.staff')} required={false} minimum={0} maximum={500} value={step.staff} onChange={(staff) => onChange({ staff } as Partial<PlanStep>)} />
      </Columns>
      <div className="pl-branches">
        <p className="tg-label">{t('plans.part.alsoOnFailure')}</p>
        {definition.onFailure.length > 0 && <p className="tg-hint">{t('plans.catalogueThen', { steps: definition.onFailure.map((branch) => stepWords(words, branch.step)).join(words.t('shell.comma')) })}</p>}
        {branches.map((branch, place) => (
          <div key={place} className="tg-row">
            <Select label={t('flights.step')} hideLabel allowEmpty={false} value={branch.step} options={targets} onChange={(chosen) => onChange({ alsoOnFailure: branches.map((one, at) => (at === place ? { ...one, step: chosen ?? one.step } : one)) })} />
            <TextField label={t('plans.part.when')} hideLabel code placeholder="true" value={branch.when ?? ''} onChange={(when) => onChange({ alsoOnFailure: branches.map((one, at) => (at === place ? { step: one.step, ...(when === '' ? {} : { when }) } : one)) })} />
            <Button kind="bare" icon="cross" label={t('plans.remove')} onPress={() => onChange({ alsoOnFailure: branches.length === 1 ? undefined : branches.filter((_, at) => at !== place) } as Partial<PlanStep>)} />
          </div>
        ))}
        <div className="tg-row"><Button disabledReason={targets.length === 0 ? t('design.noMatch') : undefined} onPress={() => onChange({ alsoOnFailure: [...branches, { step: targets.find((target) => target.value !== step.step)?.value ?? step.step }] })}>{t('plans.addBranch')}</Button>
          <Button kind="danger" onPress={onRemove}>{t('plans.removeStep')}</Button></div>
      </div>
    </div>
  );
}
