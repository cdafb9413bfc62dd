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

/** Is the sizes of the family's published instances by their number: employees, weeks, shifts. */
export const familySizes: Readonly<Record<string, readonly [employees: number, weeks: number, shifts: number]>> = {
  5: [16, 4, 2], 7: [20, 4, 3], 8: [30, 4, 4], 10: [40, 4, 5], 12: [60, 4, 10], 13: [120, 4, 18], 14: [32, 6, 4], 16: [20, 8, 3], 18: [22, 12, 3], 19: [40, 12, 5], 20: [50, 26, 6], 21: [100, 26, 8], 22: [50, 52, 10], 24: [150, 52, 32],
};

/**
 * Makes an instance in the character of the published ones: two kinds of contract, shifts that some never work and some a few times only, days off, runs of wishes with one weight, and cover drawn at random
 * around what the employees can give, so that it cannot all be met and nobody knows beforehand at what cost.
 */
export function makeFamily([employees, weeks, shifts]: readonly [employees: number, weeks: number, shifts: number], seed: number): string {
  const chance = chanceOf(seed);
  const below = (count: number): number => Math.floor(chance() * count);
  const days = weeks * 7;
  const kinds = Array.from({ length: shifts }, (_, at) => ({ id: `s${at + 1}`, starts: 360 + Math.round((at * 960) / Math.max(1, shifts)), minutes: shifts > 5 ? [480, 720, 600, 360][at % 4]! : 480 }));
  const lines = ['SECTION_HORIZON', String(days), 'SECTION_SHIFTS'];
  for (const { id, starts, minutes } of kinds) lines.push(`${id},${minutes},${kinds.filter((next) => next.starts + 1440 - starts - minutes < 660).map((next) => next.id).join('|')}`);
  lines.push('SECTION_STAFF');
  const [away, on, off]: [string[], string[], string[]] = [[], [], []];
  const supply = new Float64Array(shifts);
  for (let at = 0; at < employees; at += 1) {
    const id = `E${at}`;
    const [part, longer] = [chance() < 0.2, chance() < 0.3];
    const most = kinds.map(() => (chance() < 0.25 ? 0 : chance() < 0.15 ? Math.max(2, Math.round(weeks * 2.5 * (part ? 0.4 : 1))) : days));
    if (kinds.every(({ minutes }, place) => most[place]! < days || minutes !== 480)) most[at % Math.min(shifts, 1 + (shifts > 5 ? 0 : 4))] = days;
    lines.push([id, kinds.map((kind, place) => `${kind.id}=${most[place]}`).join('|'), (part ? 1080 : 2160) * weeks, part ? 600 * weeks : 2160 * weeks - 1080 * Math.max(1, Math.floor(weeks / 4)), longer ? 6 : 5, part ? 1 : 2, longer ? 3 : 2, Math.max(1, Math.floor(weeks / 2))].join(','));
    const usable = [...most.keys()].filter((place) => most[place]! > 0);
    for (const place of usable) supply[place]! += ((part ? 840 : 2000) * weeks) / 480 / usable.length;
    away.push([id, ...new Set(Array.from({ length: Math.max(1, Math.round(weeks / 2)) }, () => below(days)))].join(','));
    for (let block = 0; block < weeks; block += 1) {
      const [from, length, weight, shift] = [below(days), 1 + below(5), 1 + below(3), usable[below(usable.length)]!];
      for (let day = from; day < Math.min(days, from + length); day += 1) (block % 3 === 2 ? off : on).push(`${id},${day},${kinds[shift]!.id},${weight}`);
    }
  }
  const unique = (wishes: readonly string[]): string[] => [...new Map(wishes.map((line) => [line.split(',').slice(0, 3).join(), line])).values()];
  const wanted = new Set(unique(on).map((line) => line.split(',').slice(0, 2).join()));
  lines.push('SECTION_DAYS_OFF', ...away, 'SECTION_SHIFT_ON_REQUESTS', ...unique(on), 'SECTION_SHIFT_OFF_REQUESTS', ...unique(off).filter((line) => !wanted.has(line.split(',').slice(0, 2).join())), 'SECTION_COVER');
  for (let day = 0; day < days; day += 1) {
    for (const [place, { id, minutes }] of kinds.entries()) {
      const mean = (supply[place]! / days) * (480 / minutes) * 0.97;
      lines.push(`${day},${id},${Math.max(0, Math.round(mean * (0.5 + chance())))},100,1`);
    }
  }
  return `${lines.join('\n')}\n`;
}
