import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Refusal } from './refusal.ts';

/** Is how somebody follows work in a thread of its own, and how it is given up. */
export interface Following {
  /** Is told how far it is, as the work itself says. */
  readonly onProgress?: (progress: unknown) => void;
  /** Ends the thread at once, wherever it is. */
  readonly signal?: AbortSignal;
  /** Ends the thread when it has run this long. Unit: milliseconds. */
  readonly atMostMilliseconds?: number;
}

/** Is how many may wait for a thread; whoever comes then is told to come again. */
export const longestQueue = 16;

const most = Math.max(1, availableParallelism() - 1);
const waiting: (() => void)[] = [];
let running = 0;

async function turn(): Promise<void> {
  if (running < most) { running += 1; return; }
  if (waiting.length >= longestQueue) throw new Refusal('background-full', { waiting: waiting.length });
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function passOn(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}

/**
 * Runs an exported function `(input, report) => outcome` of a module in a thread of its own, so that long computing does not keep the server from answering;
 * one processor is left to the server, and what comes meanwhile waits its turn. Input and outcome are copied. Refuses: `background-full`, `background-too-long`.
 */
export async function runInBackground<Outcome>(module: URL, name: string, input: unknown, following: Following = {}): Promise<Outcome> {
  await turn();
  try {
    following.signal?.throwIfAborted();
    return await inThread<Outcome>(module, name, input, following);
  } finally {
    passOn();
  }
}

function inThread<Outcome>(module: URL, name: string, input: unknown, { onProgress, signal, atMostMilliseconds }: Following): Promise<Outcome> {
  return new Promise<Outcome>((resolve, reject) => {
    const worker = new Worker(new URL('./background-entry.mjs', import.meta.url), { workerData: { module: module.href, name, input }, execArgv: [] });
    const end = (): void => {
      clearTimeout(tooLong);
      signal?.removeEventListener('abort', giveUp);
      void worker.terminate();
    };
    const fail = (error: unknown): void => { end(); reject(error as Error); };
    const giveUp = (): void => fail(signal?.reason);
    const tooLong = atMostMilliseconds === undefined ? undefined : setTimeout(() => fail(new Refusal('background-too-long', { seconds: Math.round(atMostMilliseconds / 1000) })), atMostMilliseconds);
    signal?.addEventListener('abort', giveUp);
    worker.on('message', (message: { progress?: unknown; outcome?: Outcome }) => {
      if ('outcome' in message) { end(); resolve(message.outcome as Outcome); } else onProgress?.(message.progress);
    });
    worker.on('error', fail);
    worker.on('exit', () => reject(new Error(`The thread of ${name} ended without an outcome`)));
  });
}
