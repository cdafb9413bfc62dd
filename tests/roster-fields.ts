import { chanceOf } from '../src/modules/roster/benchmark/search.ts';

/** Is the size of a made instance. */
export interface RosterSize { readonly employees: number; readonly days: number; readonly shifts: number; readonly lengths?: readonly number[]; readonly counted?: boolean }

/** Is the sizes of the benchmark's family, from its first to its last instances. */
export const rosterSizes: Readonly<Record<string, RosterSize>> = {
  1: { employees: 8, days: 14, shifts: 1 },
  5: { employees: 16, days: 28, shifts: 2 },
  8: { employees: 30, days: 28, shifts: 4, counted: true },
  10: { employees: 40, days: 28, shifts: 5, counted: true },
  13: { employees: 120, days: 28, shifts: 18, lengths: [360, 480, 600, 720], counted: true },
  15: { employees: 50, days: 42, shifts: 6, lengths: [480, 720], counted: true },
  16: { employees: 20, days: 56, shifts: 3 },
  20: { employees: 60, days: 182, shifts: 6, lengths: [480, 600, 720], counted: true },
  24: { employees: 150, days: 364, shifts: 32, lengths: [360, 420, 480, 600, 720], counted: true },
};

/**
 * Makes an instance of the benchmark's format by chance alone. Each employee has a plan behind the limits (runs of four and two days off, every other weekend free as
 * far as that goes), so that some plan keeps every limit; cover is what those plans give, changed a little.
 */
export function makeRoster({ employees, days, shifts, lengths = [480], counted = false }: RosterSize, seed: number): string {
  const chance = chanceOf(seed);
  const below = (count: number): number => Math.floor(chance() * count);
  const ids = Array.from({ length: shifts }, (_, at) => `s${at + 1}`);
  const minutes = ids.map((_, at) => lengths[at % lengths.length]!);
  const lines = ['# Made by chance', 'SECTION_HORIZON', String(days), '', 'SECTION_SHIFTS'];
  // Late shifts are not followed by early ones: shifts stand in the order of their start.
  ids.forEach((id, at) => lines.push(`${id},${minutes[at]},${ids.slice(0, Math.floor((at * 2) / 3)).join('|')}`));
  lines.push('', 'SECTION_STAFF', '# ID, most shifts, most and least minutes, most and least in a row, least off, weekends');
  const cover = new Int32Array(days * shifts);
  const away: string[] = [];
  const [on, off]: [string[], string[]] = [[], []];
  for (let employee = 0; employee < employees; employee += 1) {
    const id = `E${employee}`;
    const can = ids.map((_, at) => shifts === 1 || at === employee % shifts || chance() < 0.8);
    const usable = [...can.keys()].filter((at) => can[at]);
    const plan: number[] = [];
    while (plan.length < days) {
      // A run keeps one shift, so that no order is broken.
      const shift = usable[below(usable.length)]!;
      const weekend = plan.length % 14;
      const run = weekend <= 6 ? Math.min(3 + below(3), Math.max(0, 5 - weekend)) : 2 + below(4);
      for (let at = 0; at < run && run >= 2; at += 1) plan.push(shift);
      for (let at = 0; at < (weekend <= 6 ? Math.max(2, 7 - weekend - run) : 2 + below(2)); at += 1) plan.push(-1);
    }
    plan.length = days;
    let [total, weekends] = [0, 0];
    const counts = new Int32Array(shifts);
    plan.forEach((shift, day) => {
      if (shift < 0) return;
      total += minutes[shift]!;
      counts[shift]! += 1;
      cover[day * shifts + shift]! += 1;
      if (day % 7 === 5 || (day % 7 === 6 && plan[day - 1]! < 0)) weekends += 1;
    });
    const most = ids.map((each, at) => `${each}=${!can[at] ? 0 : counted && chance() < 0.15 ? counts[at]! + 2 : days}`).join('|');
    lines.push(`${id},${most},${total + 480},${Math.max(0, total - 960)},5,2,2,${weekends}`);
    const free = [...plan.keys()].filter((day) => plan[day]! < 0);
    away.push([id, ...new Set(Array.from({ length: Math.max(1, Math.round(days / 28)) }, () => free[below(free.length)]!))].join(','));
    for (let at = 0; at < days / 5; at += 1) (chance() < 0.5 ? on : off).push(`${id},${below(days)},${ids[below(shifts)]},${1 + below(3)}`);
  }
  lines.push('', 'SECTION_DAYS_OFF', ...away, '', 'SECTION_SHIFT_ON_REQUESTS', ...on, '', 'SECTION_SHIFT_OFF_REQUESTS', ...off, '', 'SECTION_COVER');
  cover.forEach((many, cell) => lines.push(`${Math.floor(cell / shifts)},${ids[cell % shifts]},${Math.max(0, many + below(3) - 1)},100,1`));
  return `${lines.join('\r\n')}\r\n`;
}
