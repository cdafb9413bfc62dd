/**
 * An expected reason not to start: the message says what is wrong and what to do, and is shown without a stack trace.
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

/** Receives one line about what is being waited for or was decided. */
export type Say = (message: string) => void;
