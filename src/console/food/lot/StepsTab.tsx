import type { ReactNode } from 'react';
import { ToneMark, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Panel } from '../../design/Layout.tsx';
import { findingOf } from '../../goods/desk/saying.ts';
import { rolesName } from '../../goods/marks.tsx';
import type { GoodsStep } from '../../goods/shapes.ts';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { doersOf, inOrder, useLot, useReason, whatIsNext } from './desk.ts';
import { LogPanel } from './LogPanel.tsx';

/** Lists every prescribed action of the lot: done by whom and when with what was found, or owed, with the button that does it; below, the temperature logs. */
export function StepsTab(): ReactNode {
  const { t, find, dateTime } = useWords();
  const { whole } = useLot();
  const next = whatIsNext(whole)[0];
  const parts = [['serve', (step: GoodsStep) => step.step !== 'LOT-CLS' && step.step !== 'LOT-OUT'], ['closed', (step: GoodsStep) => step.step === 'LOT-CLS' || step.step === 'LOT-OUT']] as const;
  return (
    <div className="tg-stack">
      {parts.map(([gate, belongs]) => {
        const steps = inOrder(whole.case.steps.filter(belongs));
        if (steps.length === 0) return null;
        const passedAt = whole.case.gates.find((one) => one.gate === gate)?.passedAt ?? null;
        const name = find(`gates.lot.${gate}`) ?? gate;
        const done = steps.filter((step) => step.state !== 'owed').length;
        return (
          <Panel key={gate} flush title={name} actions={<span className="tg-muted gd-gate-state">{t('food.steps', { done, total: steps.length, count: steps.length })}{passedAt !== null && ` · ${dateTime(passedAt)}`}</span>}>
            <ol className="gd-steps" aria-label={name}>{steps.map((step) => <StepLine key={step.ordinal} step={step} isNext={step.state === 'owed' && step.step === next} />)}</ol>
          </Panel>
        );
      })}
      {whole.range !== null && <LogPanel />}
    </div>
  );
}

function StepLine({ step, isNext }: { readonly step: GoodsStep; readonly isNext: boolean }): ReactNode {
  const words = useWords();
  const { t, say, find, dateTime } = words;
  const { whole, open } = useLot();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const record = whole.case.records.findLast((one) => one.ordinal === step.ordinal && !one.corrected);
  const failed = step.state === 'owed' && record?.outcome === 'failed';
  const tone: Tone = failed ? 'wrong' : step.state === 'owed' ? (isNext ? 'current' : 'neutral') : step.state === 'passed' ? 'done' : 'quiet';
  const state = failed ? t('design.stateFailed') : step.state === 'owed' ? (isNext ? t('design.stateNext') : t('design.stateOwed')) : step.state === 'passed' ? t('design.stateDone') : t('design.stateNotApplicable');
  // Of a log, what was judged comes first.
  const { lowestCelsius, highestCelsius, excursionMinutes, gapMinutes } = record?.evidence ?? {};
  const finding = record === undefined ? '' : findingOf(words, step.step === 'LOT-COLD' && record.outcome !== 'not_applicable' ? { excursionMinutes, gapMinutes, lowestCelsius, highestCelsius } : record.evidence);
  const name = find(`steps.${step.step}`) ?? step.step;
  const doers = doersOf(step.step);
  const label = step.step === 'LOT-PROD' || step.step === 'LOT-PERM' ? t('food.doVerify') : step.step === 'LOT-COLD' ? t('food.doAttach') : step.step === 'LOT-HOLD' ? t('food.doLift') : step.step === 'LOT-FREE' ? t('food.doRelease') : step.step === 'LOT-CLS' ? t('food.doClose') : t('food.doRecord');
  const reason = step.step === 'LOT-CLS' && whole.lot.balance.left !== '0' && whole.lot.balance.arrived !== null ? words.refusal({ code: 'lot-not-empty', params: { left: whole.lot.balance.left } }) : reasonFor(step.step);
  return (
    <li className={isNext ? 'gd-step gd-step-next' : 'gd-step'} aria-current={isNext ? 'step' : undefined}>
      <ToneMark tone={tone} />
      <div className="gd-step-what">
        <span className={step.state === 'owed' ? 'gd-step-owed' : undefined}>{name}</span>
        <span className="gd-step-detail"><span className="tg-code">{step.step}</span>{finding !== '' && ` · ${finding}`}</span>
      </div>
      <div className="gd-step-state"><span className={failed ? 'gd-wrong' : undefined}>{state}</span></div>
      <span className="gd-step-who tg-muted">{record !== undefined && `${record.officer === null ? '' : `${say(record.officer)} · `}${dateTime(record.recordedAt)}`}</span>
      <div className="gd-step-do">
        {step.state === 'owed' && (doers.some((role) => mine.includes(role)) ? <Button disabledReason={reason} label={`${label}: ${name}`} onPress={() => open(step.step)}>{label}</Button> : <span className="tg-muted">{rolesName(words, doers)}</span>)}
      </div>
    </li>
  );
}
