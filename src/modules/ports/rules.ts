import type { ClockSetting } from '../../kernel/clock.ts';
import { peopleRoles } from '../../kernel/officer.ts';
import type { Role } from '../../kernel/officer.ts';
import { allowed, refused } from '../../kernel/refusal.ts';
import type { Verdict } from '../../kernel/refusal.ts';
import { stepCatalogue } from '../prescribed/catalogue.ts';

/** Lists who may set the clock of an invented world. */
export const clockRoles: readonly Role[] = peopleRoles.filter((role) => role !== 'press');

/** Lists the kinds of station: those that prescribed actions are recorded at, and the courier's, where tubes change hands. */
export const stationKinds: readonly string[] = [...new Set([...stepCatalogue.map((step) => step.station), 'courier'])];

/** Is the furthest that a clock is set forward at once, so that a slip of the hand does not end the event. Unit: days. */
export const farthestJumpDays = 31;

/**
 * Says whether a clock may be set. `at` is the instant to go on from; the time that was is never come back to, since records stand in it.
 * Refuses: `clock-is-real`, `clock-only-forward`, `clock-jump-too-far`.
 */
export function canSetClock(clock: Pick<ClockSetting, 'kind'>, change: { readonly at?: string | undefined }, now: string): Verdict {
  if (clock.kind === 'real') return refused('clock-is-real');
  if (change.at === undefined) return allowed;
  const ahead = Date.parse(change.at) - Date.parse(now);
  if (!(ahead > 0)) return refused('clock-only-forward', {}, '/at');
  if (ahead > farthestJumpDays * 86_400_000) return refused('clock-jump-too-far', { days: farthestJumpDays }, '/at');
  return allowed;
}
