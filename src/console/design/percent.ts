/**
 * Tells how complete something is, so that 100 means all: it is rounded down, and what has begun is never 0.
 * Shape: undefined when there is nothing to complete. Unit: percent, with one decimal.
 */
export function percentDone(done: number, total: number): number | undefined {
  if (total <= 0) return undefined;
  if (done >= total) return 100;
  if (done <= 0) return 0;
  return Math.max(0.1, Math.min(99.9, Math.floor((done * 1000) / total) / 10));
}
