import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { chinaCalendar } from '../catalogue/holidays.ts';
import { legalRules } from '../catalogue/legal-rules.ts';
import type { LegalRule } from '../catalogue/legal-rules.ts';
import { addDays, addMonths, addWorkdays, daysBetween, isCalendarKnown, nextWorkday } from './dates.ts';
import type { WorkCalendar } from './dates.ts';
import { findInForce, getInForce } from './in-force.ts';

/** Is what legal dates are counted by: the rules and the calendar of working days. */
export interface LegalGround {
  readonly rules: readonly LegalRule[];
  readonly calendar: WorkCalendar;
}

/** Is the ground that stands in the catalogue. */
export const catalogueGround: LegalGround = { rules: legalRules, calendar: chinaCalendar };

/** Gets a legal rule as it stands on a day. Refuses: nothing-in-force. */
export function getLegalRule(id: string, day: string, rules: readonly LegalRule[] = legalRules): LegalRule {
  return getInForce(rules.filter((rule) => rule.id === id), day, id);
}

/** Gets one number of a legal rule as it stands on a day. Refuses: nothing-in-force. */
export function getLegalNumber(id: string, name: string, day: string, rules: readonly LegalRule[] = legalRules): number {
  const value = getLegalRule(id, day, rules).values[name];
  if (value === undefined) throw new Error(`The rule ${id} has no value ${name}`);
  return Number(value.value);
}

function isFlagSet(id: string, name: string, day: string, rules: readonly LegalRule[]): boolean {
  return findInForce(rules.filter((rule) => rule.id === id), day)?.values[name]?.value === '1';
}

/** Is a legal date with what it rests on. Shape: `calendarKnown` is false where a year in between has no notice of holidays yet, and the day may move. */
export interface DueDay {
  readonly day: string;
  readonly calendarKnown: boolean;
  readonly sources: readonly string[];
}

function movedPastRest(day: string, from: string, ruleId: string, source: string, { rules, calendar }: LegalGround): DueDay {
  if (!isFlagSet(ruleId, 'moves', from, rules)) return { day, calendarKnown: true, sources: [source] };
  const moved = nextWorkday(day, calendar);
  return { day: moved, calendarKnown: isCalendarKnown(day, moved, calendar), sources: [source, getLegalRule(ruleId, from, rules).source] };
}

/**
 * Tells by when goods are declared: so many days after the day on which their conveyance was declared in, moved past days of rest.
 * Refuses: nothing-in-force. Source: 海关法(2021) art. 24.
 */
export function declarationDue(conveyanceDeclaredDay: string, ground: LegalGround = catalogueGround): DueDay {
  const rule = getLegalRule('declaration-due', conveyanceDeclaredDay, ground.rules);
  return movedPastRest(addDays(conveyanceDeclaredDay, Number(rule.values.days!.value)), conveyanceDeclaredDay, 'declaration-rest-day', rule.source, ground);
}

/** Tells by when a tax is paid: so many days after its notice, moved past days of rest. Refuses: nothing-in-force. Source: 关税条例(2017) art. 37; 关税法(2024) art. 43. */
export function paymentDue(noticeDay: string, ground: LegalGround = catalogueGround): DueDay {
  const rule = getLegalRule('payment-due', noticeDay, ground.rules);
  return movedPastRest(addDays(noticeDay, Number(rule.values.days!.value)), noticeDay, 'payment-rest-day', rule.source, ground);
}

/** Is what customs decide on a guarantee: one for a consignment, a general one, or a change. */
export type GuaranteeRequest = 'single' | 'general' | 'change';

/** Tells by when customs decide on a guarantee, in working days after the request. Refuses: nothing-in-force. Source: 海关事务担保条例 arts 16–17. */
export function guaranteeDecisionDue(requestDay: string, request: GuaranteeRequest, ground: LegalGround = catalogueGround): DueDay {
  const rule = getLegalRule('guarantee-decision', requestDay, ground.rules);
  const name = { single: 'workdays', general: 'generalWorkdays', change: 'changeWorkdays' }[request];
  const day = addWorkdays(requestDay, Number(rule.values[name]!.value), ground.calendar);
  return { day, calendarKnown: isCalendarKnown(requestDay, day, ground.calendar), sources: [rule.source] };
}

/** Is a time in which goods were seized. Shape: the day of release does not count; it is left out while they still are. */
export interface Seizure {
  readonly from: string;
  readonly to?: string | undefined;
}

/** Is goods in temporary admission, as far as their clock goes. Unit: extensions in months. */
export interface TemporaryAdmission {
  readonly entryDay: string;
  readonly extensions: readonly number[];
  readonly seizures: readonly Seizure[];
}

/** Is the clock of a temporary admission. Shape: a stopped one has the days that were left when it stopped, and no deadline. */
export type TemporaryClock =
  | { readonly state: 'running'; readonly deadline: string; readonly months: number }
  | { readonly state: 'stopped'; readonly since: string; readonly daysLeft: number; readonly months: number };

function merged(seizures: readonly Seizure[]): Seizure[] {
  const apart: { from: string; to: string | undefined }[] = [];
  for (const { from, to } of seizures.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))) {
    const last = apart.at(-1);
    if (last === undefined || (last.to !== undefined && last.to < from)) apart.push({ from, to });
    else if (last.to !== undefined && (to === undefined || to > last.to)) last.to = to;
  }
  return apart;
}

/**
 * Tells the deadline of a temporary admission: months from the day of entry, clamped to the end of the month, then so many days later as the goods were seized.
 * Shape: all months are added at once to the day of entry, so that clamping does not drift. A seizure before entry or after the deadline moves nothing.
 * Refuses: nothing-in-force.
 * Source: 海关法(2021) art. 31; GACC order 233; A.T.A. Convention art. 12 (seizure).
 */
export function temporaryClock({ entryDay, extensions, seizures }: TemporaryAdmission, { rules }: LegalGround = catalogueGround): TemporaryClock {
  const number = (name: string): number => getLegalNumber('temporary-admission', name, entryDay, rules);
  const months = Math.min(number('mostMonths'), extensions.reduce((total, extension) => total + extension, number('months')));
  let deadline = addMonths(entryDay, months);
  if (!isFlagSet('seizure-stops-clock', 'stops', entryDay, rules)) return { state: 'running', deadline, months };
  for (const { from, to } of merged(seizures)) {
    const start = from < entryDay ? entryDay : from;
    if (start > deadline) break;
    if (to === undefined) return { state: 'stopped', since: start, daysLeft: daysBetween(start, deadline), months };
    deadline = addDays(deadline, Math.max(0, daysBetween(start, to)));
  }
  return { state: 'running', deadline, months };
}

/**
 * Says whether a temporary admission can be extended today by so many months.
 * Refuses: extension-months, extensions-used-up, extension-too-late. Source: GACC order 233.
 */
export function canExtend(admission: TemporaryAdmission, months: number, today: string, ground: LegalGround = catalogueGround): Verdict {
  const number = (name: string): number => getLegalNumber('temporary-admission', name, admission.entryDay, ground.rules);
  if (!Number.isInteger(months) || months < 1 || months > number('extensionMonths')) return refused('extension-months', { most: number('extensionMonths') });
  const clock = temporaryClock(admission, ground);
  if (admission.extensions.length >= number('extensions') || clock.months + months > number('mostMonths')) return refused('extensions-used-up', { most: number('extensions'), mostMonths: number('mostMonths') });
  if (clock.state === 'running' && today > clock.deadline) return refused('extension-too-late', { deadline: clock.deadline });
  return allowed;
}

/** Tells the last day of a stay that begins on a day and was neither extended nor stopped, by the rule in force on that day. Refuses: nothing-in-force. */
export function firstLastDay(entryDay: string, { rules }: Pick<LegalGround, 'rules'> = catalogueGround): string {
  return addMonths(entryDay, getLegalNumber('temporary-admission', 'months', entryDay, rules));
}

/** Tells the last day of a stay that is extended once more. Refuses: nothing-in-force. */
export function extendedDeadline(admission: TemporaryAdmission, months: number, ground: LegalGround = catalogueGround): string {
  const clock = temporaryClock({ ...admission, extensions: [...admission.extensions, months] }, ground);
  // A clock that a seizure stops has no last day; from the entry on it counts as if it ran.
  return clock.state === 'running' ? clock.deadline : addMonths(admission.entryDay, clock.months);
}

/** Is the days up to which each step of a claim on a carnet can be taken. Shape: null where the day it counts from is not known yet. */
export interface CarnetClaimClocks {
  readonly claimUntil: string;
  readonly proofUntil: string | null;
  readonly depositFinalOn: string | null;
}

/**
 * Tells the clocks of a claim on a carnet: the claim within a year of the carnet's expiry, the proof within six months of the claim, the deposit final after three more.
 * Refuses: nothing-in-force. Source: A.T.A. Convention arts 6–8.
 */
export function carnetClaimClocks(carnet: { readonly expiryDay: string; readonly claimDay?: string; readonly depositDay?: string }, { rules }: LegalGround = catalogueGround): CarnetClaimClocks {
  const after = (day: string, name: string): string => addMonths(day, getLegalNumber('ata-claim', name, carnet.expiryDay, rules));
  return {
    claimUntil: after(carnet.expiryDay, 'claimMonths'),
    proofUntil: carnet.claimDay === undefined ? null : after(carnet.claimDay, 'proofMonths'),
    depositFinalOn: carnet.depositDay === undefined ? null : after(carnet.depositDay, 'depositMonths'),
  };
}
