import { readFileSync, readdirSync } from 'node:fs';

// Unit: microseconds. Linux counts a process's time in hundredths of a second.
const tick = 10_000;

/** Reads what a process has worked. Shape: its parent, its own time, and that of its children that have ended. */
function readStat(pid: string): { parent: string; own: number; ended: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: fields[1]!, own: (Number(fields[11]) + Number(fields[12])) * tick, ended: (Number(fields[13]) + Number(fields[14])) * tick };
  } catch {
    return undefined;
  }
}

/** Tells the processor time, user and system, of a process alone or with all its children. Unit: microseconds; 0 where the system keeps no such account. */
export function processorTime(pid: number, withChildren: boolean): number {
  const root = readStat(String(pid));
  if (root === undefined) return 0;
  if (!withChildren) return root.own;
  let total = root.own + root.ended;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readStat(entry);
    if (stat?.parent === String(pid)) total += stat.own + stat.ended;
  }
  return total;
}
