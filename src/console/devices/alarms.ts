import { findStep } from '../../modules/prescribed/catalogue.ts';
import { alarmDispositions } from '../../modules/prescribed/catalogue/alarm.ts';
import type { AlarmDisposition } from '../../modules/prescribed/catalogue/alarm.ts';
import { canDispose } from '../../modules/devices/rules/disposing.ts';
import { alarmOfficers } from '../../modules/devices/rules/roles.ts';
import type { CaseKind } from '../../modules/prescribed/shapes.ts';
import type { WordKey } from '../../words/words.ts';
import { casePath } from '../case-path.ts';
import type { Words } from '../words.tsx';
import { inOrder } from '../goods/desk/next.ts';
import { stepName } from './saying.ts';
import type { Alarm, WholeAlarm } from './shapes.ts';

/** Puts open alarms in order: whose next clock runs out first, then who waits longest. */
export function byClock(one: Alarm, other: Alarm): number {
  if (one.nextDueAt !== other.nextDueAt) return one.nextDueAt === null ? 1 : other.nextDueAt === null ? -1 : one.nextDueAt < other.nextDueAt ? -1 : 1;
  return one.raisedAt < other.raisedAt ? -1 : 1;
}

/** Tells whether an alarm is the duty officer's matter now: a clock of it has run out, or it wants an expert (neutrons, fissile candidates, a dose rate at which work stops). */
export const isEscalated = (alarm: Pick<Alarm, 'disposedAt' | 'nextDueAt' | 'owed'>, now: number): boolean => alarm.disposedAt === null && ((alarm.nextDueAt !== null && Date.parse(alarm.nextDueAt) < now) || alarm.owed.includes('ALM-EXP'));

const subjects: Partial<Readonly<Record<CaseKind, WordKey>>> = { traveller: 'devices.toPerson', consignment: 'devices.toConsignment', flight: 'devices.toFlight', lot: 'devices.toLot' };

/** Finds how the subject of an alarm is called and where its page is. Shape: undefined where nobody has said whom or what it is about. */
export function subjectOf({ caseId, caseKind }: Pick<Alarm, 'caseId' | 'caseKind'>): { readonly words: WordKey; readonly path: string } | undefined {
  const words = caseKind === null ? undefined : subjects[caseKind];
  return words === undefined || caseKind === null || caseId === null ? undefined : { words, path: casePath(caseKind, caseId) };
}

/** Lists the dispositions after which an alarm is done with; only a hold leaves it open. */
export const isFinal = (disposition: AlarmDisposition): boolean => disposition !== 'hold';

/** Lists who may do a step of an alarm. */
export function doersOf(step: string): readonly string[] {
  return step === 'ALM-DISP' ? alarmOfficers : (findStep(step)?.roles ?? []).filter((role) => role !== 'device');
}

/** Tells the step of an alarm that comes next. Shape: undefined where nothing is owed. */
export function nextStep({ steps }: Pick<WholeAlarm, 'steps'>): string | undefined {
  return inOrder(steps).find((step) => step.state === 'owed')?.step;
}

/**
 * Says why an alarm cannot be disposed of so, by the rule that the server follows.
 * Shape: undefined where it can; whether a receiver is named is asked when it is sent.
 */
export function disposingReason(words: Words, whole: WholeAlarm, disposition: AlarmDisposition, officerId: string | null): string | undefined {
  const { alarm, facts, stopWorkMicrosievert, categorisedBy, steps } = whole;
  if (alarm.disposedAt !== null) return words.t('devices.alarmDisposed');
  const verdict = canDispose({ facts, stopWorkMicrosievert, disposition, categorisedBy, officerId, receiver: 'asked when it is sent' });
  if (!verdict.ok) {
    const { code, params } = verdict.refusal;
    const lacks = params?.['lacks'];
    return words.refusal({ code, params: Array.isArray(lacks) ? { lacks: lacks.map((lack) => words.find(`devices.lacks.${String(lack)}`) ?? String(lack)).join(words.language === 'zh' ? '；' : '; ') } : params });
  }
  if (!isFinal(disposition)) return undefined;
  if (alarm.caseId === null && facts['verify.repeated'] === true) return words.t('devices.bindFirst');
  const first = [...new Set(inOrder(steps).filter((step) => step.state === 'owed' && step.step !== 'ALM-DISP').map((step) => stepName(words, step.step)))];
  return first.length === 0 ? undefined : words.t('devices.firstSteps', { what: first.join(words.t('devices.comma')) });
}

/** Says why an alarm cannot be disposed of at all now. Shape: undefined where at least one way is open. */
export function noWayReason(words: Words, whole: WholeAlarm, officerId: string | null): string | undefined {
  const reasons = alarmDispositions.map((disposition) => disposingReason(words, whole, disposition, officerId));
  return reasons.includes(undefined) ? undefined : reasons[0];
}
