import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function ps(pid: number, columns: string): string {
  return spawnSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Names the machine and process namespace in which a process number means something. */
export function processNamespace(): string {
  return [hostname(), link('/proc/self/ns/pid') ?? ''].join(' ');
}

/**
 * Gives a mark that tells this process from a later one with the same number.
 * Shape: undefined when no such process runs; a dead one that nobody has collected yet (a zombie) does not run.
 */
export function processMark(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  if (process.platform === 'win32') return 'running';
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) {
    if (process.platform === 'linux') return undefined;
    const [state = '', ...started] = ps(pid, 'stat=,lstart=').split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  }
  // The command name stands in brackets and may itself contain brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return `${(read('/proc/sys/kernel/random/boot_id') ?? '').trim()} ${fields[19]}`;
}

/** Says whether a running process is a PostgreSQL server whose data directory is the given one. */
export function isServerOf(pid: number, cluster: string): boolean {
  if (processMark(pid) === undefined) return false;
  const command = read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? (process.platform === 'win32' ? '' : ps(pid, 'args='));
  if (!command.includes('postgres')) return false;
  return command.includes(` ${cluster} `) || command.endsWith(` ${cluster}`) || link(`/proc/${pid}/cwd`) === cluster;
}

/** Waits until a process has ended and gives whether it did in the time allowed. Unit: milliseconds. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (processMark(pid) !== undefined) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}
