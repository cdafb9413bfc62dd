import { threadId } from 'node:worker_threads';

/** Adds the numbers up to one, and says each. */
export function sumUpTo(most: number, report: (progress: unknown) => void): number {
  if (most < 1) throw new Error('Nothing to add up');
  let sum = 0;
  for (let one = 1; one <= most; one += 1) {
    sum += one;
    report(one);
  }
  return sum;
}

/** Never ends. */
export function forever(): never {
  for (;;) Math.random();
}

/** Gives the number of the thread. */
export function whichThread(): number {
  return threadId;
}
