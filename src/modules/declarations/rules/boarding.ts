/** Lists the answers to an airline about one person, in the order in which they weigh. */
export const boardingAnswers = ['ok', 'notComplete', 'noBoard'] as const;
/** Is the answer to an airline about one person. */
export type BoardingAnswer = (typeof boardingAnswers)[number];

/** Lists why, in words for an airline: what is to be done, and nothing of health beyond the answer itself. */
export const boardingReasons = ['askCentre', 'cardMissing', 'cardNotFiled', 'cardMore', 'codeNotForFlight', 'papersOpen'] as const;
/** Is why a person may not board yet, or not at all. */
export type BoardingReason = (typeof boardingReasons)[number];

/** Is how a step before departure stands: not owed by the plan, open, passed (or ruled not applicable), or failed. */
export type CheckBefore = 'notOwed' | 'open' | 'passed' | 'failed';

/** Is what the answer is made from. */
export interface BoardingFacts {
  /** The person's own card; `elsewhere` where another system's card was recorded as complete. */
  readonly card: 'missing' | 'notFiled' | 'more' | 'complete' | 'elsewhere';
  /** The code of the card covers the flight as it is timed now. */
  readonly codeCovers: boolean;
  /** PRE-02 and, where it failed, whether a result was positive. */
  readonly tests: CheckBefore;
  readonly testPositive: boolean;
  /** PRE-03. */
  readonly vaccination: CheckBefore;
  /** PRE-03b: an exemption or a quarantine of 21 days was arranged. */
  readonly exceptionArranged: boolean;
}

const isOpen = (check: CheckBefore): boolean => check === 'open' || check === 'failed';

/**
 * Says what an airline is answered about one person.
 * Shape: `reasons` is empty where the answer is ok. Tests and vaccination share one reason, so that the airline never learns which of the two is open.
 * Source: Embassy notices of 2021 and 2022, Playbook: positive, no travel; a card and its code before boarding. That papers which do not pass without a positive result
 * are "not complete" and can be put right before departure is inferred (docs/facts.md).
 */
export function boardingAnswer(facts: BoardingFacts): { readonly answer: BoardingAnswer; readonly reasons: readonly BoardingReason[] } {
  // Nothing else is said then: what is open beside it is of no use to the airline.
  if (facts.tests === 'failed' && facts.testPositive) return { answer: 'noBoard', reasons: ['askCentre'] };
  const reasons: BoardingReason[] = [];
  if (facts.card === 'missing') reasons.push('cardMissing');
  if (facts.card === 'notFiled') reasons.push('cardNotFiled');
  if (facts.card === 'more') reasons.push('cardMore');
  if (facts.card === 'complete' && !facts.codeCovers) reasons.push('codeNotForFlight');
  if (isOpen(facts.tests) || (isOpen(facts.vaccination) && !facts.exceptionArranged)) reasons.push('papersOpen');
  return { answer: reasons.length === 0 ? 'ok' : 'notComplete', reasons };
}

/**
 * Gives the evidence of PRE-05 for a person who boards under an answer. Who boards although the answer is not ok has boarded without the checks:
 * the step fails and an inquiry at the port follows. Source: catalogue, PRE-05.
 */
export function boardingEvidence(answer: BoardingAnswer): { readonly checksHeld: boolean; readonly airlineResult: BoardingAnswer } {
  return { checksHeld: answer === 'ok', airlineResult: answer };
}
