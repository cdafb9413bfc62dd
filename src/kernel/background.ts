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
 * one processor is left to the server, and what comes meanwhile waits its turn. Input and outcome are copied; a thread is used again, so the module must keep nothing of a task. Refuses: `background-full`, `background-too-long`.
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

const keptMilliseconds = 60_000;
const kept: { readonly worker: Worker; readonly stop: () => void }[] = [];

// A thread takes longer to start than much of what it is asked for, so it is kept for a while for whoever comes next.
function takeThread(): Worker {
  const idle = kept.pop();
  if (idle === undefined) return new Worker(new URL('./background-entry.mjs', import.meta.url), { execArgv: [] });
  idle.stop();
  idle.worker.ref();
  return idle.worker;
}

function keepThread(worker: Worker): void {
  const leave = (): void => {
    const at = kept.findIndex((one) => one.worker === worker);
    if (at !== -1) kept.splice(at, 1)[0]!.stop();
    void worker.terminate();
  };
  const end = setTimeout(leave, keptMilliseconds).unref();
  worker.on('error', leave).on('exit', leave).unref();
  kept.push({ worker, stop: () => { clearTimeout(end); worker.off('error', leave).off('exit', leave); } });
}

function inThread<Outcome>(module: URL, name: string, input: unknown, { onProgress, signal, atMostMilliseconds }: Following): Promise<Outcome> {
  return new Promise<Outcome>((resolve, reject) => {
    const worker = takeThread();
    const end = (): void => {
      clearTimeout(tooLong);
      signal?.removeEventListener('abort', giveUp);
      worker.off('message', hear).off('error', fail).off('exit', ended);
    };
    const fail = (error: unknown): void => {
      end();
      // What a thread that is being ended still has to say is of no use to anybody.
      worker.on('error', () => undefined);
      void worker.terminate();
      reject(error as Error);
    };
    const ended = (): void => fail(new Error(`The thread of ${name} ended without an outcome`));
    const giveUp = (): void => fail(signal?.reason);
    const hear = (message: { progress?: unknown; outcome?: Outcome }): void => {
      if (!('outcome' in message)) return onProgress?.(message.progress);
      end();
      keepThread(worker);
      resolve(message.outcome as Outcome);
    };
    const tooLong = atMostMilliseconds === undefined ? undefined : setTimeout(() => fail(new Refusal('background-too-long', { seconds: Math.round(atMostMilliseconds / 1000) })), atMostMilliseconds);
    signal?.addEventListener('abort', giveUp);
    worker.on('message', hear).on('error', fail).on('exit', ended);
    worker.postMessage({ module: module.href, name, input });
  });
}
