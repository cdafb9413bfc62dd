import { checkPlan } from '../../src/modules/roster/rules/checking-plan.ts';
import type { CoverProblem } from '../../src/modules/roster/shapes/covering.ts';
import { coverDay } from '../../src/modules/roster/solving/cover.ts';
import { planHorizon } from '../../src/modules/roster/solving/flow.ts';
import { loadHighs } from '../../src/modules/roster/solving/programs.ts';
import { replan } from '../../src/modules/roster/solving/replan.ts';
import { seeded } from '../../src/modules/devices/simulators/seeded.ts';
import { inventedStaff } from '../staffing-world.ts';

/** Makes a day of a port: skills, shifts of four, six and eight hours, a demand with two peaks; the same for the same arguments. */
export function inventedDay(slotMinutes: number, shifts: number, profiles: readonly (readonly string[])[]): CoverProblem {
  const chance = seeded(3);
  const skills = ['A', 'B', 'C', 'D', 'E', 'F'];
  const slots = 1440 / slotMinutes;
  return {
    slotMinutes, days: 1, skills, underCover: 100, profiles: profiles.map((own) => ({ profile: own.join('+'), skills: own, cost: own.length === 1 ? 1 : 1.1 })),
    need: skills.map((_, skill) => Int32Array.from({ length: slots }, (_own, slot) => Math.round((10 + 5 * skill) * (1 + Math.sin((slot / slots) * 4 * Math.PI + skill)) * (0.9 + 0.2 * chance())))),
    shifts: Array.from({ length: shifts }, (_, at) => ({ shift: `S${at}`, startsMinute: (at % Math.ceil(shifts / 3)) * 15, lengthMinutes: [240, 360, 480][Math.floor((at * 3) / shifts)]!, cost: [0.6, 0.8, 1][Math.floor((at * 3) / shifts)]! })),
  };
}

function timed<T>(run: () => T): { readonly result: T; readonly wall: number; readonly cpu: number } {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const result = run();
  const used = process.cpuUsage(before);
  return { result, wall: Number(((performance.now() - began) / 1000).toFixed(2)), cpu: Number(((used.user + used.system) / 1e6).toFixed(2)) };
}

/** Measures the cover of a day, the horizon of 1,400 people over 17 days, and a plan after an absence. Unit: seconds, of wall time and of the processor. */
export async function bench(options: { readonly seconds?: number; readonly load?: number; readonly horizon?: boolean }): Promise<object> {
  await loadHighs();
  const single = [['A'], ['B'], ['C'], ['D'], ['E'], ['F']];
  const several = [['A'], ['B'], ['C'], ['A', 'B'], ['C', 'D'], ['E', 'F'], ['D', 'E'], ['A', 'F']];
  const covers = [['minutes, one skill each', 1, 200, single], ['quarters, one skill each', 15, 200, single], ['quarters, several skills', 15, 100, several]] as const;
  const cover = covers.map(([name, slot, shifts, profiles]) => {
    const { result, wall, cpu } = timed(() => coverDay(inventedDay(slot, shifts, profiles), { seconds: 30 }));
    return { name, wall, cpu, optimal: result.optimal, objective: Number(result.objective.toFixed(2)), gap: Number(result.gap.toFixed(5)) };
  });
  if (options.horizon === false) return { cover };
  const problem = inventedStaff({ front: 700, reserve: 300, emergency: 400, days: 17, load: options.load ?? 1, seed: 1 });
  const { result: plan, wall, cpu } = timed(() => planHorizon(problem, { seconds: options.seconds ?? 58, seed: 1 }));
  const { person } = plan.assignments.find(({ day }) => day === 9)!;
  const days = plan.assignments.filter((each) => each.person === person && each.day >= 9).map(({ day }) => day);
  const after = timed(() => replan(problem, plan.assignments, { person, days }, { seconds: 2 }));
  return {
    cover, horizon: { wall, cpu, shifts: plan.assignments.length, objective: plan.objective, lowerBound: plan.lowerBound, gap: Number(plan.gap.toFixed(4)), breakdown: plan.breakdown, activationDays: plan.activationDays.length, violations: checkPlan(problem, plan.assignments).violations.length },
    replan: { wall: after.wall, cpu: after.cpu, changes: after.result.changes.length, before: after.result.objectiveBefore, after: after.result.objective }, ratio: Number((plan.lowerBound / plan.objective).toFixed(4)),
  };
}
