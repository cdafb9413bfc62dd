import type { Work } from './coverage.ts';
import type { Staff } from './flow-classes.ts';
import { addDoing } from './flow-model.ts';
import type { Pool } from './flow-model.ts';
import type { ShiftPath } from './flow-paths.ts';
import type { Horizon } from './horizon.ts';
import { Program } from './programs.ts';

/** Says who does what on the shifts of their paths, so that least is missing. Shape: a path as undefined where nothing may be done on one of its shifts without mixing closed-loop groups. */
export function assignSkills(horizon: Horizon, staff: readonly Staff[], paths: readonly ShiftPath[], seconds: number): ((Work | undefined)[] | undefined)[] {
  const program = new Program();
  const pools: (Pool & { members: Map<number, Staff[]> })[] = [];
  const numbers = new Map<string, number>();
  for (const one of staff) paths[one.at]?.forEach((shift, day) => {
    if (shift === -1) return;
    const skills = one.own.skills[day]!;
    const key = `${day};${one.person.group ?? ''};${skills.join()}`;
    let pool = numbers.get(key);
    if (pool === undefined) {
      pool = pools.length;
      numbers.set(key, pool);
      pools.push({ group: one.person.group, skills, day, rows: horizon.shifts.map(() => program.row(0, 0)), members: new Map() });
    }
    const { members } = pools[pool]!;
    members.set(shift, [...(members.get(shift) ?? []), one]);
  });
  for (const { rows, members } of pools) rows.forEach((row, shift) => {
    const people = members.get(shift)?.length ?? 0;
    program.rowLower[row] = -people;
    program.rowUpper[row] = -people;
    program.put(row, program.column(horizon.problem.weights.front * 2 + 1), -1);
  });
  const { doing } = addDoing(horizon, program, pools, true);
  const solved = program.solve({ seconds, gap: 1e-3 });
  const full: ((Work | undefined)[] | undefined)[] = paths.map((path) => path?.map(() => undefined));
  for (const { day, shift, skill, pool, column } of doing) {
    const waiting = pools[pool]!.members.get(shift) ?? [];
    const people = Math.round(solved.values?.[column] ?? 0);
    for (const one of waiting.splice(0, people)) full[one.at]![day] = { shift, skill };
  }
  for (const { members } of pools) for (const waiting of members.values()) for (const one of waiting) full[one.at] = undefined;
  return full;
}
