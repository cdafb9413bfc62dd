import type { ReactNode } from 'react';
import type { PlanDocument, PlanProblem } from '../../../modules/prescribed/shapes.ts';
import { useWords } from '../../words.tsx';
import { ConditionCode } from './ConditionText.tsx';
import { stepPlaceOf } from './plan.ts';
import { counterexampleInWords, placeInWords, problemInWords } from './saying.ts';

/** Lists everything that is wrong with a plan: where, what, and the very traveller it would let through. */
export function PlanProblems({ problems, document, onGo }: { readonly problems: readonly PlanProblem[]; readonly document: PlanDocument; readonly onGo?: (place: number) => void }): ReactNode {
  const words = useWords();
  return (
    <ul className="pl-problems" aria-label={words.t('plans.problems')}>
      {problems.map((problem, index) => {
        const place = stepPlaceOf(problem.path);
        const example = counterexampleInWords(words, problem);
        const where = placeInWords(words, problem.path, document);
        const source = place !== undefined && problem.at !== undefined && problem.path.endsWith('.when') ? document.steps[place]?.when : undefined;
        return (
          <li key={`${problem.path}${problem.code}${index}`}>
            {place !== undefined && onGo ? <button type="button" className="pl-go" onClick={() => onGo(place)}>{where}</button> : <strong>{where}</strong>}
            {example !== undefined && <p className="pl-example">{example}</p>}
            <p>{problemInWords(words, problem)}</p>
            {source !== undefined && <ConditionCode source={source} at={problem.at} />}
          </li>
        );
      })}
    </ul>
  );
}
