import type { ReactNode } from 'react';
import { thresholdsFor } from '../../../modules/prescribed/catalogue.ts';
import type { PlanDocument, PlanProblem } from '../../../modules/prescribed/shapes.ts';
import { NumberField } from '../../design/NumberField.tsx';
import { useWords } from '../../words.tsx';
import { problemInWords, quantity, unitOf } from './saying.ts';

/** Edits the numbers of a plan; each says the baseline's value and which way is stricter. */
export function ThresholdEditor({ document, problems, holes, onChange }: {
  readonly document: PlanDocument; readonly problems: readonly PlanProblem[]; readonly holes: readonly string[]; readonly onChange: (thresholds: PlanDocument['thresholds']) => void;
}): ReactNode {
  const words = useWords();
  const { t, find } = words;
  return (
    <div className="pl-threshold-fields">
      {thresholdsFor(document.direction).map((threshold) => {
        const path = `thresholds.${threshold.name}`;
        const own = problems.find((problem) => problem.path === path);
        return (
          <NumberField key={threshold.name} label={find(path) ?? threshold.name} value={document.thresholds[threshold.name]} unit={unitOf(words, threshold.unit)}
            problem={holes.includes(path) ? t('flights.wrongCount') : own && problemInWords(words, own)}
            hint={`${t('plans.baselineValue', { value: quantity(words, threshold.baseline, threshold.unit) })} · ${t(`plans.stricter.${threshold.stricter}`)}`}
            onChange={(value) => onChange({ ...document.thresholds, [threshold.name]: value ?? Number.NaN })} />
        );
      })}
    </div>
  );
}
