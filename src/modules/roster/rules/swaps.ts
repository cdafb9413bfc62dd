import { allowed, refused } from '../../../kernel/refusal.ts';
import type { Verdict } from '../../../kernel/refusal.ts';

/** Lists what can be answered to a swap: by the other person, by the planner, and by who asked. */
export const swapAnswers = ['accepted', 'declined', 'approved', 'refused', 'withdrawn'] as const;
/** Is an answer to a swap. */
export type SwapAnswer = (typeof swapAnswers)[number];
/** Is how a swap stands. */
export type SwapState = 'asked' | SwapAnswer;

/** Tells how a swap stands: the answer that ended it, else whether the other has accepted. */
export function stateOfSwap(answers: readonly { readonly answer: SwapAnswer }[]): SwapState {
  return answers.find((one) => one.answer !== 'accepted')?.answer ?? (answers.length > 0 ? 'accepted' : 'asked');
}

/** Says whether somebody may give an answer. `who` is the person's part in it. Refuses: `swap-ended`, `swap-not-yours`, `swap-not-accepted`. */
export function canAnswerSwap(state: SwapState, answer: SwapAnswer, who: { readonly asked: boolean; readonly other: boolean; readonly planner: boolean }): Verdict {
  if (state !== 'asked' && state !== 'accepted') return refused('swap-ended', { state });
  const mine = answer === 'withdrawn' ? who.asked : answer === 'accepted' || answer === 'declined' ? who.other : who.planner;
  if (!mine) return refused('swap-not-yours');
  if (answer === 'accepted' && state === 'accepted') return refused('swap-ended', { state });
  return answer === 'approved' && state !== 'accepted' ? refused('swap-not-accepted') : allowed;
}
