import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../start-problem.ts';
import { processMark, processNamespace } from './processes.ts';

interface Holder {
  pid: number;
  mark: string;
  namespace: string;
  since: string;
}

const beatMs = 5_000;
// A holder in another container or on another machine cannot be asked; it proves its life by touching the file.
const silentMs = 4 * beatMs;

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

/** Says whether the process that wrote this lock file still runs. */
function holds(holder: Holder, file: string): boolean {
  if (holder.namespace === processNamespace()) return processMark(holder.pid) === holder.mark;
  return Date.now() - statSync(file).mtimeMs < silentMs;
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Finds the process that holds a directory.
 * Shape: undefined when nobody does, also when the holder died without letting go.
 */
export function findHolder(directory: string): { pid: number; since: string } | undefined {
  const file = join(directory, 'tongguan.lock');
  const holder = parse(contents(file) ?? '');
  return holder !== undefined && holds(holder, file) ? holder : undefined;
}

/**
 * Takes a directory for this process and gives the function that lets go of it.
 * Refuses: StartProblem when another living process holds it.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'tongguan.lock');
  const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const holder: Holder = {
    pid: process.pid,
    mark: processMark(process.pid) ?? '',
    namespace: processNamespace(),
    since: new Date().toISOString(),
  };
  const text = JSON.stringify(holder);
  writeFileSync(own, text, { mode: 0o644 });
  try {
    for (;;) {
      try {
        // A hard link appears with its contents or not at all, so nobody can read a half-written lock.
        linkSync(own, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const before = contents(file);
      if (before === undefined) continue;
      const other = parse(before);
      if (other !== undefined && holds(other, file)) {
        throw new StartProblem(
          `Another Tongguan (process ${other.pid}, since ${other.since}) already runs on ${directory}. ` +
            'Stop it first, or set TONGGUAN_DATA to another directory.',
        );
      }
      // Two starts may find the same stale lock: whoever moved away a lock that was not the stale one puts it back.
      const aside = `${own}.stale`;
      try {
        renameSync(file, aside);
      } catch {
        continue;
      }
      if (contents(aside) !== before) {
        try {
          linkSync(aside, file);
        } catch {
          // A third start has taken it meanwhile; the next turn of the loop will see it.
        }
      }
      rmSync(aside, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }

  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The directory was removed under us; letting go has nothing left to do.
    }
  }, beatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (contents(file) === text) rmSync(file, { force: true });
  };
}
