import type { ReactNode } from 'react';
import { findStep, gatesOf } from '../../../modules/prescribed/catalogue.ts';
import { ToneMark, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { Panel } from '../../design/Layout.tsx';
import { useSession } from '../../session.ts';
import { useWords } from '../../words.tsx';
import { rolesName } from '../marks.tsx';
import type { GoodsStep } from '../shapes.ts';
import { doersOf, nameOf, useDesk, useReason } from './desk.ts';
import { inOrder, needsDeclaring, whatIsNext } from './next.ts';
import { findingOf } from './saying.ts';

/** Tells at which gate a step stands: the one that it passes, or else the one that it bars. */
function gateOf(step: GoodsStep): string {
  return findStep(step.step)?.passes ?? step.bars;
}

/** Lists every prescribed action by its gate, the passage last: done by whom and when with what was found, or owed, with the button that does it. */
export function ActionsTab(): ReactNode {
  const { t, find, dateTime } = useWords();
  const { whole } = useDesk();
  const next = whatIsNext(whole)[0]?.what;
  return (
    <div className="tg-stack">
      {gatesOf.consignment.map((gate) => {
        const steps = inOrder(whole.case.steps.filter((step) => gateOf(step) === gate));
        if (steps.length === 0) return null;
        const owed = steps.filter((step) => step.state === 'owed').length;
        const passedAt = whole.case.gates.find((one) => one.gate === gate)?.passedAt ?? null;
        const name = find(`gates.consignment.${gate}`) ?? gate;
        return (
          <Panel key={gate} flush title={name} actions={<span className="tg-muted gd-gate-state">{t('goods.gateSteps', { done: steps.length - owed, total: steps.length })}{passedAt !== null && ` · ${dateTime(passedAt)}`}</span>}>
            <ol className="gd-steps" aria-label={name}>
              {steps.map((step) => <StepLine key={step.ordinal} step={step} isNext={step.state === 'owed' && (next === step.step || (next === 'declare' && step.step === 'GDS-DECL') || (next === 'dispose' && step.step === 'GDS-DISP'))} />)}
            </ol>
          </Panel>
        );
      })}
    </div>
  );
}

function StepLine({ step, isNext }: { readonly step: GoodsStep; readonly isNext: boolean }): ReactNode {
  const words = useWords();
  const { t, say, dateTime } = words;
  const { whole, open } = useDesk();
  const reasonFor = useReason();
  const mine = useSession()?.officer.roles ?? [];
  const record = whole.case.records.findLast((one) => one.ordinal === step.ordinal && !one.corrected);
  // What was returned is another list than the one that is looked at now.
  const isOther = typeof record?.evidence['contentHash'] === 'string' && record.evidence['contentHash'] !== whole.consignment.contentHash;
  const failed = step.state === 'owed' && record?.outcome === 'failed' && !isOther;
  const tone: Tone = failed ? 'wrong' : step.state === 'owed' ? (isNext ? 'current' : 'neutral') : step.state === 'passed' ? 'done' : step.state === 'followed' ? 'late' : 'quiet';
  const state = failed ? t('design.stateFailed') : step.state === 'owed' ? (isNext ? t('design.stateNext') : t('design.stateOwed')) : step.state === 'passed' ? t('design.stateDone') : step.state === 'followed' ? t('design.stateFollowed') : t('design.stateNotApplicable');
  const finding = record === undefined ? '' : findingOf(words, record.evidence);
  // Before customs can accept, somebody declares.
  const what = step.step === 'GDS-DECL' && needsDeclaring(whole) && !mine.some((role) => role !== 'trader' && role !== 'customsOfficer') ? 'declare' : step.step;
  const doers = doersOf(what);
  return (
    <li className={isNext ? 'gd-step gd-step-next' : 'gd-step'} aria-current={isNext ? 'step' : undefined}>
      <ToneMark tone={tone} />
      <div className="gd-step-what">
        <span className={step.state === 'owed' ? 'gd-step-owed' : undefined}>{nameOf(words, step.step)}</span>
        <span className="gd-step-detail"><span className="tg-code">{step.step}</span>{finding !== '' && ` · ${finding}`}</span>
      </div>
      <div className="gd-step-state">
        {step.state === 'owed' && step.dueAt !== null && <Clock dueAt={step.dueAt} startedAt={step.owedAt} label={nameOf(words, step.step)} />}
        <span className={failed ? 'gd-wrong' : undefined}>{state}</span>
      </div>
      <span className="gd-step-who tg-muted">{record !== undefined && `${record.officer === null ? '' : `${say(record.officer)} · `}${dateTime(record.recordedAt)}`}</span>
      <div className="gd-step-do">
        {step.state === 'owed' && (doers.some((role) => mine.includes(role))
          ? <Button disabledReason={reasonFor(what, step)} label={`${t(doing(what))}: ${nameOf(words, what)}`} onPress={() => open(what)}>{t(doing(what))}</Button>
          : <span className="tg-muted">{rolesName(words, doers)}</span>)}
      </div>
    </li>
  );
}

function doing(what: string): 'goods.doFile' | 'goods.doConfirm' | 'goods.doDraw' | 'goods.doReserve' | 'goods.doCarnet' | 'goods.doDeclare' | 'goods.doAccept' | 'goods.doLane' | 'goods.doAssess' | 'goods.doScan' | 'goods.doLift' | 'goods.doRelease' | 'goods.doDispose' | 'goods.doClose' | 'goods.doRecord' | 'devices.openIt' {
  switch (what) {
    case 'GDS-LIST': return 'goods.doFile';
    case 'GDS-CERT': case 'GDS-CONF': return 'goods.doConfirm';
    case 'GDS-PERM': return 'goods.doDraw';
    case 'GDS-GUAR': return 'goods.doReserve';
    case 'GDS-ATA': return 'goods.doCarnet';
    case 'declare': return 'goods.doDeclare';
    case 'GDS-DECL': return 'goods.doAccept';
    case 'GDS-RISK': return 'goods.doLane';
    case 'GDS-TAX': return 'goods.doAssess';
    case 'GDS-SERL': case 'GDS-EXIT': return 'goods.doScan';
    case 'GDS-ALRM': return 'devices.openIt';
    case 'GDS-HOLD': return 'goods.doLift';
    case 'GDS-RELS': return 'goods.doRelease';
    case 'GDS-DISP': return 'goods.doDispose';
    case 'GDS-DISC': case 'GDS-CLS': return 'goods.doClose';
    default: return 'goods.doRecord';
  }
}
