import { describe, expect, test } from 'vitest';
import { runInBackground } from './background.ts';

const sample = new URL('./background.sample.ts', import.meta.url);

describe('work in a thread of its own', () => {
  test('gives its outcome and tells how far it is', async () => {
    const told: unknown[] = [];
    expect(await runInBackground(sample, 'sumUpTo', 4, { onProgress: (progress) => told.push(progress) })).toBe(10);
    expect(told).toEqual([1, 2, 3, 4]);
  });

  test('fails as the work failed, and the next one still has its turn', async () => {
    await expect(runInBackground(sample, 'sumUpTo', -1)).rejects.toThrow('Nothing to add up');
    expect(await Promise.all([1, 2, 3].map((most) => runInBackground(sample, 'sumUpTo', most)))).toEqual([1, 3, 6]);
  });

  test('is done by the thread that did the last, which is faster than starting one', async () => {
    const threadOf = (): Promise<number> => runInBackground<number>(sample, 'whichThread', null);
    const first = await threadOf();
    expect([await threadOf(), await threadOf()]).toEqual([first, first]);
    // One that was ended is not used again.
    await expect(runInBackground(sample, 'sumUpTo', -1)).rejects.toThrow('Nothing to add up');
    expect(await threadOf()).toBeGreaterThan(first);
  });

  test('is given up, and ended when it takes too long', async () => {
    const giveUp = new AbortController();
    const work = runInBackground(sample, 'forever', null, { signal: giveUp.signal });
    giveUp.abort(new Error('no longer wanted'));
    await expect(work).rejects.toThrow('no longer wanted');
    await expect(runInBackground(sample, 'forever', null, { atMostMilliseconds: 200 })).rejects.toMatchObject({ code: 'background-too-long' });
  });
});
