import { useId, type ReactNode } from 'react';
import type { CaseKind, PlanProblem } from '../../../modules/prescribed/shapes.ts';
import { useWords } from '../../words.tsx';
import { conditionInWords, problemInWords } from './saying.ts';

/** Shows a condition as written, with the characters underlined that a problem means. */
export function ConditionCode({ source, at }: { readonly source: string; readonly at?: PlanProblem['at'] | undefined }): ReactNode {
  if (at === undefined) return <code className="pl-code">{source}</code>;
  const end = Math.max(at.end, at.start + 1);
  return <code className="pl-code">{source.slice(0, at.start)}<mark className="pl-wrong-part">{source.slice(at.start, end) || ' '}</mark>{source.slice(end)}</code>;
}

/** Shows a condition in plain language and, smaller, as written. */
export function ConditionRead({ source, kind, thresholds }: { readonly source: string; readonly kind: CaseKind; readonly thresholds: Readonly<Record<string, number>> }): ReactNode {
  const words = useWords();
  const plain = conditionInWords(words, source, kind, thresholds);
  return <span className="pl-condition">{plain !== undefined && <span>{plain}</span>}{source !== 'true' && source !== 'false' && <ConditionCode source={source} />}</span>;
}

/** Takes a condition: what is wrong is underlined where it stands and said below, and what it means is said in plain language. */
export function ConditionField({ label, value, kind, thresholds, problems, onChange }: {
  readonly label: string; readonly value: string; readonly kind: CaseKind; readonly thresholds: Readonly<Record<string, number>>; readonly problems: readonly PlanProblem[]; readonly onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  const words = useWords();
  const at = problems.find((problem) => problem.at !== undefined)?.at;
  const plain = conditionInWords(words, value, kind, thresholds);
  return (
    <div className={problems.length > 0 ? 'tg-field tg-field-wrong' : 'tg-field'}>
      <label className="tg-label" htmlFor={id}>{label}</label>
      <div className="pl-editor">
        <div className="pl-editor-under" aria-hidden="true">{at === undefined ? value : <>{value.slice(0, at.start)}<mark className="pl-wrong-part">{value.slice(at.start, Math.max(at.end, at.start + 1)) || ' '}</mark>{value.slice(Math.max(at.end, at.start + 1))}</>}{'\n'}</div>
        <textarea id={id} className="tg-input tg-code" rows={1} spellCheck={false} value={value} aria-invalid={problems.length > 0 || undefined} aria-describedby={`${id}-below`} onChange={(event) => onChange(event.target.value.replaceAll('\n', ' '))} />
      </div>
      <div id={`${id}-below`}>
        {problems.map((problem, place) => <p key={`${problem.code}${place}`} className="tg-problem">{problemInWords(words, problem)}</p>)}
        {plain !== undefined && <p className="tg-hint">{plain}</p>}
      </div>
    </div>
  );
}
