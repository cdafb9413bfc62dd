import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';
import { tiers } from '../catalogue.ts';
import type { TierName } from '../catalogue.ts';

/** Is how a call-up stands: it waits for its approver, was refused, is in force, was stood down by somebody, or has ended by its time. */
export const callUpStates = ['waiting', 'refused', 'called', 'stoodDown', 'ended'] as const;
/** Is how a call-up stands. */
export type CallUpState = (typeof callUpStates)[number];

/** Is what became of a call-up. Shape: personId null for what is said of the whole. */
export interface CallUpNote { readonly personId: string | null; readonly note: 'approved' | 'refused' | 'acknowledged' | 'declined' | 'arrived' | 'stoodDown'; readonly at: string }

/** Tells how a call-up stands; whoever has been called up is stood down by the end of its time, without anybody doing anything. */
export function stateOf(callUp: { readonly tier: TierName; readonly endsAt: string }, notes: readonly CallUpNote[], now: string): CallUpState {
  const of = (note: CallUpNote['note']): boolean => notes.some((one) => one.note === note);
  if (of('refused')) return 'refused';
  if (of('stoodDown')) return 'stoodDown';
  if (Date.parse(callUp.endsAt) <= Date.parse(now)) return 'ended';
  return of('approved') || tierOf(callUp.tier).approver === 'none' ? 'called' : 'waiting';
}

/** Gives a tier by its name. */
export function tierOf(name: TierName): (typeof tiers)[number] {
  return tiers.find((one) => one.tier === name)!;
}

/** Says whether a tier may be called for a time. `urgent` says that somebody answers for the short notice. Refuses: `call-up-over`, `notice-too-short`. */
export function canCallUp(tier: TierName, startsAt: string, endsAt: string, now: string, urgent: boolean): Verdict {
  if (Date.parse(endsAt) <= Date.parse(now) || Date.parse(endsAt) <= Date.parse(startsAt)) return refused('call-up-over', {}, '/endsAt');
  const { noticeHours } = tierOf(tier);
  return urgent || Date.parse(startsAt) - Date.parse(now) >= noticeHours * 3_600_000 ? allowed : refused('notice-too-short', { hours: noticeHours, tier }, '/startsAt');
}

/** Says whether somebody may decide on a call-up. Refuses: `call-up-decided`, `call-up-own`. */
export function canDecide(state: CallUpState, calledBy: string | null, deciding: string | null): Verdict {
  if (state !== 'waiting') return refused('call-up-decided', { state });
  return calledBy !== null && calledBy === deciding ? refused('call-up-own') : allowed;
}

/** Says whether a called person may still answer. Refuses: `call-up-not-yours`, `call-up-not-called`, `call-up-answered`. */
export function canAnswer(state: CallUpState, called: boolean, notes: readonly CallUpNote[], personId: string): Verdict {
  if (!called) return refused('call-up-not-yours');
  if (state !== 'called') return refused('call-up-not-called', { state });
  return notes.some((one) => one.personId === personId && (one.note === 'acknowledged' || one.note === 'declined')) ? refused('call-up-answered') : allowed;
}

/** Is somebody who might be called. Shape: `duties` are the times on duty that are known, `recent` how many times called up in the last seven days. */
export interface Candidate {
  readonly personId: string; readonly staffNumber: string; readonly tier: TierName; readonly pointId: string; readonly skills: readonly string[];
  readonly away: boolean; readonly duties: readonly { readonly from: number; readonly until: number }[]; readonly recent: number; readonly calledThen: boolean;
}

/**
 * Chooses whom to call: of the tier, with the skill, there, rested by the hours given before and after, not called for the same time already. Those of the port itself come before
 * those of another (mutual support), then who was called least. Unit: milliseconds for times.
 */
export function whomToCall(candidates: readonly Candidate[], wanted: { readonly tier: TierName; readonly pointId: string; readonly skill: string; readonly from: number; readonly until: number; readonly people: number }, restHours: number): readonly { readonly personId: string; readonly fromElsewhere: boolean }[] {
  const rest = restHours * 3_600_000;
  return candidates
    .filter((one) => one.tier === wanted.tier && one.skills.includes(wanted.skill) && !one.away && !one.calledThen && one.duties.every((duty) => duty.until + rest <= wanted.from || duty.from - rest >= wanted.until))
    .toSorted((one, other) => Number(one.pointId !== wanted.pointId) - Number(other.pointId !== wanted.pointId) || one.recent - other.recent || (one.staffNumber < other.staffNumber ? -1 : 1))
    .slice(0, wanted.people).map((one) => ({ personId: one.personId, fromElsewhere: one.pointId !== wanted.pointId }));
}
