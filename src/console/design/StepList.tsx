import type { ReactNode } from 'react';
import type { Text } from '../../words/area.ts';
import { useWords } from '../words.tsx';
import { ToneMark, type Tone } from './Badge.tsx';
import { Clock } from './Clock.tsx';
import './person.css';

/** A step of a case as the officer sees it. `followed` is failed, with its failure step owed or done. */
export type StepState = 'owed' | 'next' | 'done' | 'failed' | 'followed' | 'notApplicable';

/** One step of a case. */
export type Step = {
  readonly key: string;
  readonly name: Text;
  readonly state: StepState;
  /** Where it is done. */
  readonly station?: Text | undefined;
  readonly dueAt?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly recordedAt?: string | undefined;
  readonly officer?: Text | undefined;
  /** What was found: `36.7 °C`. */
  readonly finding?: ReactNode;
  /** The rule by which it is owed or not applicable, and the rule's version. */
  readonly rule?: { readonly id: string; readonly version: string | number } | undefined;
  readonly ruleText?: Text | undefined;
};

const tones: Record<StepState, Tone> = { owed: 'neutral', next: 'current', done: 'done', failed: 'wrong', followed: 'late', notApplicable: 'quiet' };

/** Lists every step of a case: nothing is hidden, what does not apply says by which rule. */
export function StepList({ label, steps, onOpen }: {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly onOpen?: ((step: Step) => void) | undefined;
}): ReactNode {
  const { t, say, time } = useWords();
  const states: Record<StepState, string> = {
    owed: t('design.stateOwed'), next: t('design.stateNext'), done: t('design.stateDone'), failed: t('design.stateFailed'),
    followed: t('design.stateFollowed'), notApplicable: t('design.stateNotApplicable'),
  };
  return (
    <ol className="tg-steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={`tg-step tg-step-${step.state}`} aria-current={step.state === 'next' ? 'step' : undefined}>
          <ToneMark tone={tones[step.state]} />
          <div className="tg-step-what">
            {onOpen ? <button type="button" className="tg-step-name" onClick={() => onOpen(step)}>{say(step.name)}</button> : <span className="tg-step-name">{say(step.name)}</span>}
            {step.finding !== undefined && <span className="tg-step-finding">{step.finding}</span>}
            {(step.rule || step.ruleText !== undefined) && (
              <span className="tg-step-rule">
                {step.ruleText !== undefined && say(step.ruleText)}{step.rule && step.ruleText !== undefined && ' · '}
                {step.rule && t('design.ruleVersion', { rule: step.rule.id, version: String(step.rule.version) })}
              </span>
            )}
          </div>
          <div className="tg-step-state">
            {step.recordedAt === undefined && step.dueAt !== undefined && step.state !== 'notApplicable'
              ? <Clock dueAt={step.dueAt} startedAt={step.startedAt} label={say(step.name)} /> : null}
            <span>{states[step.state]}</span>
            {step.recordedAt !== undefined && (
              <span className="tg-muted">{step.officer === undefined ? time(step.recordedAt) : t('design.byAt', { officer: say(step.officer), time: time(step.recordedAt) })}</span>
            )}
            {step.recordedAt === undefined && step.station !== undefined && <span className="tg-muted">{say(step.station)}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
