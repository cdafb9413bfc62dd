import { findStep } from '../../modules/prescribed/catalogue.ts';
import { canPassGate } from '../../modules/prescribed/rules.ts';
import type { Refusal } from '../http.ts';
import type { Words } from '../words.tsx';
import { inWalkingOrder } from './evidence-at-hand.ts';
import { refusalText } from './saying.ts';

/** Is what is owed, as far as a passage depends on it. */
export type OwedStep = { readonly ordinal: number; readonly step: string; readonly bars: string; readonly dueAt: string | null };

/** Says why a step that goes through a gate cannot be recorded, by the rule that the server asks too. Shape: undefined where the gate is open, or the step is no passage. */
export function whyShut(kind: 'flight' | 'traveller', owed: readonly OwedStep[], step: Pick<OwedStep, 'ordinal' | 'step'>): Refusal | undefined {
  const gate = findStep(step.step)?.passes;
  if (gate === undefined) return undefined;
  const obligations = inWalkingOrder(owed).map(({ ordinal, step: name, bars, dueAt }) => ({ ordinal, step: name, bars, dueAt, owedAt: '', because: 'plan', settledBy: null, settledAs: null, followedBy: null }));
  const verdict = canPassGate({ kind, obligations }, gate, step.ordinal);
  return verdict.ok ? undefined : verdict.refusal;
}

/** Writes why a passage is shut, with the steps that are still owed. */
export function shutText(words: Words, kind: 'flight' | 'traveller', owed: readonly OwedStep[], step: Pick<OwedStep, 'ordinal' | 'step'>): string | undefined {
  const refusal = whyShut(kind, owed, step);
  return refusal && refusalText(words, refusal);
}
