import { readFileSync } from 'node:fs';
import { checkRoster } from '../../src/modules/roster/benchmark/checker.ts';
import { readInstance } from '../../src/modules/roster/benchmark/format.ts';
import { loadSolver, solveRoster } from '../../src/modules/roster/benchmark/solve.ts';
import { familySizes, makeFamily } from '../roster-fields.ts';

const best: Readonly<Record<string, number>> = { 2: 828, 3: 1001, 4: 1716 };

/**
 * Measures rosters of the public benchmark's instances 2, 3 and 4 and of made ones by their number in the family, each within the same time.
 * Unit: seconds of the wall and of the processor. Shape: the ratio is the sum of the bounds over the sum of the objectives of the made ones; `published` says how many of the three were proven optimal.
 */
export async function bench(options: { readonly seconds?: number; readonly sizes?: string | number; readonly seed?: number }): Promise<object> {
  const highs = await loadSolver();
  const made = String(options.sizes ?? '5,8,10,13,20').split(',').flatMap((number) => (familySizes[number] === undefined ? [] : [{ name: `made as ${number}`, text: makeFamily(familySizes[number], options.seed ?? 1) }]));
  const all = [...Object.keys(best).map((number) => ({ name: number, text: readFileSync(`tests/shift-scheduling/Instance${number}.txt`, 'utf8') })), ...made];
  const rosters: { name: string; objective: number; lowerBound: number; gap: number; wall: number; cpu: number; violations: number }[] = [];
  for (const { name, text } of all) {
    const read = readInstance(text);
    if ('refused' in read) throw new Error(`${name} is refused: ${JSON.stringify(read.refused)}`);
    const before = process.cpuUsage();
    const outcome = solveRoster(highs, read.instance, { seconds: options.seconds ?? 10, seed: options.seed ?? 1 });
    if ('none' in outcome) throw new Error(`${name} has no roster: ${outcome.none.reason}`);
    const used = process.cpuUsage(before);
    const { objective, lowerBound, gap, wallSeconds, assignment } = outcome.solved;
    const checked = checkRoster(read.instance, assignment);
    if (checked.objective !== objective) throw new Error(`${name}: the checker counts ${checked.objective}, the solver ${objective}`);
    rosters.push({ name, objective, lowerBound, gap: Number(gap.toFixed(4)), wall: Number(wallSeconds.toFixed(2)), cpu: Number(((used.user + used.system) / 1e6).toFixed(2)), violations: checked.violations.length });
  }
  const sums = rosters.filter(({ name }) => best[name] === undefined).reduce((sum, each) => ({ bound: sum.bound + each.lowerBound, objective: sum.objective + each.objective }), { bound: 0, objective: 0 });
  return { rosters, published: rosters.filter(({ name, lowerBound, objective }) => objective === best[name] && lowerBound === objective).length, ratio: Number((sums.objective === 0 ? 1 : sums.bound / sums.objective).toFixed(4)) };
}
