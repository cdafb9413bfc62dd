import type { ReactNode } from 'react';
import { ToneMark, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { inOrder } from '../../goods/desk/next.ts';
import { findingOf } from '../../goods/desk/saying.ts';
import { useWords } from '../../words.tsx';
import { stepName } from '../saying.ts';
import type { AlarmStep, WholeAlarm } from '../shapes.ts';

/** Lists the steps of an alarm in their order: done by whom and when with what was found, or owed with its clock and the button that does it. */
export function StepsPanel({ whole, next, reasonFor, onOpen }: { readonly whole: WholeAlarm; readonly next: string | undefined; readonly reasonFor: (step: string) => string | undefined; readonly onOpen: (step: string) => void }): ReactNode {
  const { t } = useWords();
  const { steps } = whole;
  return (
    <Panel flush title={t('devices.steps')} actions={<span className="tg-muted">{t('devices.stepsOf', { done: steps.filter((step) => step.state !== 'owed').length, total: steps.length })}</span>}>
      <ol className="gd-steps dv-steps" aria-label={t('devices.steps')}>{inOrder(steps).map((step) => <StepLine key={step.ordinal} step={step} whole={whole} isNext={step.state === 'owed' && step.step === next} reason={reasonFor(step.step)} onOpen={onOpen} />)}</ol>
    </Panel>
  );
}

function StepLine({ step, whole, isNext, reason, onOpen }: { readonly step: AlarmStep; readonly whole: WholeAlarm; readonly isNext: boolean; readonly reason: string | undefined; readonly onOpen: (step: string) => void }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const record = whole.records.findLast((one) => one.ordinal === step.ordinal);
  const owed = step.state === 'owed';
  const held = step.step === 'ALM-DISP' && record?.evidence['disposition'] === 'hold';
  const failed = owed && record?.outcome === 'failed' && !held;
  const tone: Tone = failed ? 'wrong' : owed ? (isNext ? 'current' : 'neutral') : step.state === 'passed' ? 'done' : step.state === 'followed' ? 'late' : 'quiet';
  const state = failed ? t('design.stateFailed') : owed ? (isNext ? t('design.stateNext') : t('design.stateOwed')) : step.state === 'passed' ? t('design.stateDone') : step.state === 'followed' ? t('design.stateFollowed') : t('design.stateNotApplicable');
  const name = stepName(words, step.step);
  const finding = record === undefined ? '' : findingOf(words, record.evidence);
  const label = step.step === 'ALM-ACK' ? t('devices.doAck') : step.step === 'ALM-DISP' ? t('devices.doDispose') : t('devices.doRecord');
  return (
    <li className={isNext ? 'gd-step gd-step-next' : 'gd-step'} aria-current={isNext ? 'step' : undefined}>
      <ToneMark tone={tone} />
      <div className="gd-step-what">
        <span className={owed ? 'gd-step-owed' : undefined}>{name}</span>
        <span className="gd-step-detail"><span className="tg-code">{step.step}</span>{finding !== '' && ` · ${finding}`}</span>
      </div>
      <div className="gd-step-state">
        {owed && step.dueAt !== null && <Clock dueAt={step.dueAt} startedAt={step.owedAt} label={name} />}
        <span className={failed ? 'gd-wrong' : undefined}>{state}</span>
      </div>
      <span className="gd-step-who tg-muted">{record !== undefined && `${record.by !== null ? `${say(record.by)} · ` : record.deviceId !== null ? `${t('devices.byDevice')} · ` : ''}${dateTime(record.recordedAt)}`}</span>
      <div className="gd-step-do">
        {owed && <Button disabledReason={reason} label={`${label}: ${name}`} onPress={() => onOpen(step.step)}>{label}</Button>}
        {!owed && step.state === 'passed' && whole.alarm.disposedAt === null && (step.step === 'ALM-IDN' || step.step === 'ALM-SEC' || step.step === 'ALM-CAT') && <Button kind="bare" disabledReason={reason} label={`${t('devices.doAgain')}: ${name}`} onPress={() => onOpen(step.step)}>{t('devices.doAgain')}</Button>}
      </div>
    </li>
  );
}
