import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Says whether a wish for a day can still be made or taken back: until the day before. Refuses: `wish-too-late`. */
export function canWish(day: string, today: string): Verdict {
  return day <= today ? refused('wish-too-late', { day }, '/day') : allowed;
}
