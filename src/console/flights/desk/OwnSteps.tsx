import type { ReactNode } from 'react';
import { getStep, stepCatalogue } from '../../../modules/prescribed/catalogue.ts';
import type { RefusalAnswer } from '../../../kernel/refusal.ts';
import { canPassGate } from '../../../modules/prescribed/rules.ts';
import type { Obligation } from '../../../modules/prescribed/shapes.ts';
import { canClose } from '../../../modules/flights/rules.ts';
import { ToneMark, type Tone } from '../../design/Badge.tsx';
import { Button } from '../../design/Button.tsx';
import { Clock } from '../../design/Clock.tsx';
import { evidenceOption, evidenceTitle } from '../../design/EvidenceForm.tsx';
import { useWords, type Words } from '../../words.tsx';
import type { OwnRecord, OwnStep } from '../flight.ts';
import { useDesk, useReason } from './desk.ts';
import { nextAction } from './next.ts';

const identifiers = new Set(['planId', 'reportId', 'ledgerHash', 'note', 'difference', 'messages']);
const orderOf = new Map(stepCatalogue.map((step, place) => [step.id, place]));

/** Says in a few words what a record found. */
export function findingOf(words: Words, record: OwnRecord): string {
  return Object.entries(record.evidence).filter(([name]) => !identifiers.has(name)).flatMap(([name, value]) => {
    if (value === true) return [];
    if (value === false) return [words.t('shell.named', { name: evidenceTitle(words, name), value: evidenceOption(words, name, 'no') })];
    if (typeof value === 'number') return [`${evidenceTitle(words, name)} ${words.number(value)}`];
    if (Array.isArray(value)) return [`${evidenceTitle(words, name)} ${value.map(String).join('+')}`];
    return typeof value === 'string' && value !== '' && !/^\d{4}-\d\d-\d\dT/.test(value) ? [evidenceOption(words, name, value).toLowerCase() === value.toLowerCase() ? value : words.find(`evidenceOptions.${name}.${value}`) ?? words.find(`evidenceOptions.${value}`) ?? value] : [];
  }).slice(0, 3).join(' · ');
}

/** Says what must be done first, by name; three steps and how many persons are enough to know where to go. */
function shutReason(words: Words, refusal: RefusalAnswer): string {
  const { steps = [], openCases = 0 } = (refusal.params ?? {}) as { readonly steps?: readonly string[]; readonly openCases?: number };
  if (refusal.code !== 'still-owed') return words.refusal(refusal);
  const names = [...new Set(steps)].map((step) => words.find(`steps.${step}`) ?? step);
  return words.t('flights.doFirst', { what: [...names.slice(0, 3), ...(names.length > 3 ? ['…'] : []), ...(openCases > 0 ? [words.t('flights.countPersons', { count: openCases })] : [])].join(words.t('plans.comma')) });
}

/** Lists the flight's own steps in the order of the day: done by whom and when, or owed, with the button that does it. */
export function OwnSteps(): ReactNode {
  const words = useWords();
  const { t, find, say, time } = words;
  const { flight, open, asOf } = useDesk();
  const reasonFor = useReason();
  const next = nextAction(flight);
  const obligations = flight.caseSteps.steps.map((step): Obligation => ({ ...step, settledAs: step.state === 'owed' ? null : step.state, followedBy: null }));
  const reason = (step: OwnStep): string | undefined => {
    const { roles, passes } = getStep(step.step);
    const mine = reasonFor(roles);
    if (mine !== undefined) return mine;
    const verdict = step.step === 'CLS-01' ? canClose(flight, flight.blocking) : passes === undefined ? undefined : canPassGate({ kind: 'flight', obligations }, passes, step.ordinal);
    return verdict === undefined || verdict.ok ? undefined : shutReason(words, verdict.refusal);
  };
  return (
    <ol className="fl-own" aria-label={t('flights.ownSteps')}>
      {[...flight.caseSteps.steps].sort((a, b) => (orderOf.get(a.step) ?? 0) - (orderOf.get(b.step) ?? 0) || a.ordinal - b.ordinal).map((step) => {
        const record = flight.caseSteps.records.findLast((entry) => entry.ordinal === step.ordinal && !entry.corrected);
        const failed = step.state === 'owed' && record?.outcome === 'failed';
        const tone: Tone = failed ? 'wrong' : step.state === 'owed' ? (next.kind === 'step' && next.step === step.step ? 'current' : 'neutral') : step.state === 'passed' ? 'done' : step.state === 'followed' ? 'late' : 'quiet';
        const finding = record && findingOf(words, record);
        const state = failed ? t('design.stateFailed') : step.state === 'owed' ? t('design.stateOwed') : step.state === 'passed' ? t('design.stateDone') : step.state === 'followed' ? t('design.stateFollowed') : t('design.stateNotApplicable');
        return (
          <li key={step.ordinal} className={tone === 'current' ? 'fl-own-next' : undefined} aria-current={tone === 'current' ? 'step' : undefined}>
            <ToneMark tone={tone} label={state} />
            <div className="fl-own-what">
              <span className={step.state === 'owed' ? 'fl-own-owed' : undefined}>{find(`steps.${step.step}`) ?? step.step}</span>
              <span className="tg-muted">
                {step.step}{record ? ` · ${record.officer ? `${say(record.officer)} ` : ''}${time(record.recordedAt)}` : ''}{finding ? ` · ${finding}` : ''}
              </span>
            </div>
            {step.state === 'owed' && step.dueAt !== null && asOf === undefined && <Clock dueAt={step.dueAt} startedAt={step.owedAt} label={t('flights.nextDue')} />}
            {step.state === 'owed' && <Button disabledReason={reason(step)} label={`${t(doing(step.step))}: ${find(`steps.${step.step}`) ?? step.step}`} onPress={() => open(step.step)}>{t(doing(step.step))}</Button>}
          </li>
        );
      })}
    </ol>
  );
}

function doing(step: string): 'flights.doPlan' | 'flights.doClose' | 'flights.doReport' | 'flights.doConfirm' | 'flights.doExplain' | 'flights.doRecord' {
  switch (step) {
    case 'FLT-02': return 'flights.doPlan';
    case 'CLS-01': return 'flights.doClose';
    case 'REP-01': return 'flights.doReport';
    case 'FLT-01': case 'BRD-01': case 'DEP-04': return 'flights.doConfirm';
    case 'DIF-01': return 'flights.doExplain';
    default: return 'flights.doRecord';
  }
}
